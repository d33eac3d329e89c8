"""Resources: needed, offered, confirmed, delivered; what is missing by date; who gives what."""

import streamlit as st

from charts import flows as charts
from charts.marks import opens
from components import (
    asset_form,
    asset_map,
    covering,
    filters,
    here,
    keeping_promises,
    matching,
    needing,
    offering,
    pledge_list,
    supposing,
    topics,
)
from components.cards import card, empty, page_head, title
from components.charting import chart, numbers
from components.drawers import open_drawer, opened_drawer
from components.explaining import pressed as explained
from components.keeping import act_on, as_read, letter, may_write, tone, why
from components.live import live_part, read
from components.markup import render, show
from components.narrowing import narrow
from components.need_drawer import need_drawer
from components.panel import panel
from components.pledge_drawer import pledge_drawer
from components.pressing import Pressed, pressing
from components.stocking import asked_for, everything, none, of_everybody
from components.undoing import undo_bar
from services import pledges
from services.letters import between
from services.summaries import amounts, clashes, resources
from services.summaries.frames import each
from translations import _, formats, n_
from translations import resources as words

A_CARD, A_LIST = 6, 12  # rows of a card; of one that is paged

here.settle()


def stock() -> resources.Resources:
    return asked_for()


def pressed(what: Pressed) -> None:
    """For `pressing`: a tap on a row of this page."""
    here.settle()
    if what.act == "offer_for":
        offering.begin(*stock().one_need(what.id))
    elif what.act == "take_up":
        asset_map.take_up(stock(), what.id)
    elif what.act == "say_who":
        say_who(what.id)
    elif what.act in ("need", "pledge", "asset"):
        open_drawer(what.act, what.id)
    else:
        act_on(what.act, what.id)


def say_who(name: str) -> None:
    """To the people of an organisation nobody may commit yet."""
    filters.forget("q", "view")
    here.turn_to("people", view="people", q=name)


def head() -> None:
    for_plan = stock().for_the_plan
    lede = _(
        "For the plan: {confirmed} confirmed, {offered} to be confirmed. Delivered: {delivered}.",
        confirmed=n_("{n} pledge", "{n} pledges", int(for_plan.firm.sum())),
        offered=int(for_plan.offered.sum()),
        delivered=int((for_plan.state == "delivered").sum()),
    )
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch"):
            page_head(_("Resources"), lede)
        with st.container(horizontal=True, width="content", gap="small"):
            if here.may("need.create_edit"):
                st.button(
                    _("Ask for a resource"),
                    key="ask",
                    icon=":material/add:",
                    on_click=needing.begin,
                )
            if here.may("pledge.offer"):
                st.button(
                    _("Offer a resource"),
                    key="offer",
                    type="primary",
                    icon=":material/volunteer_activism:",
                    on_click=offering.begin,
                )


def waiting() -> None:
    shown, givers = _unanswered()
    waits = n_("{n} pledge waits for a yes", "{n} pledges wait for a yes", shown)
    title(
        waits if shown else _("Pledges without a yes"),
        _("silence never confirms: only who may commit the giver does"),
    )
    if not givers:
        return empty(_("Nothing here waits for a yes."))
    html = render(
        "resources/waiting.html",
        givers=givers[:A_CARD],
        more=max(0, len(givers) - A_CARD),
        today=stock().as_of,
        words=words,
        as_read=as_read,
        may_write=may_write(),
        may_say_who=here.standing().allows("person.affiliate"),
    )
    pressing(html, "waiting", pressed)


def _unanswered() -> tuple[int, list[tuple]]:
    """How many, and by giver. Whoever may say yes sees it first; a coordinator sees for whom to
    write, before them those for whom nobody may say yes."""
    who, rows = here.standing(), resources.unanswered(stock().pledges)
    committed = who.may_commit if here.may("pledge.confirm") else frozenset()
    heard = read(pledges.can_be_confirmed_for)
    if who.role != "coordinator":
        rows = rows[rows.giver_organisation_id.isin(committed)]
    givers = [
        (group.giver.iloc[0], list(each(group)), id in committed, id not in heard)
        for id, group in rows.groupby("giver_organisation_id", sort=False)
    ]
    return len(rows), sorted(givers, key=lambda giver: (not giver[2], not giver[3]))


def promised_twice() -> None:
    """A warning to look at, no more: nobody is stopped. Of all there is, that of a row shown."""
    seen = set(stock().pledges.id)
    all = clashes.clashes(read(resources.of_community).pledges)
    found = [clash for clash in all if {clash.one.id, clash.other.id} & seen]
    if not found:
        return
    with card("clashes"):
        title(
            _("Promised twice for the same days?"),
            _("the same space, or the same person: whoever gives it decides"),
        )
        more = max(0, len(found) - A_CARD)
        show("resources/clashes.html", rows=found[:A_CARD], between=between, more=more)


def who_gives_what() -> None:
    rows = amounts.flows(stock().for_the_plan)
    folded = not rows.empty and charts.flows_folded(rows)
    said = charts.flows_says(rows)
    title(
        said,
        _("who gives what, to which activity: the width counts pledges; too many, so put together")
        if folded
        else _("who gives what, to which activity: the width counts pledges, not quantities"),
    )
    if rows.empty:
        return empty(none(_("Nobody has offered anything yet.")))
    alt, table, keys = charts.flows_alt(rows), charts.flows_table(rows), charts.flows_keys(rows)
    with st.container(key="only_wide_flows"):
        legend = charts.flows_legend()
        show("legend.html", items=legend)
        chart(charts.flows(rows), "flows", alt, table, title=said, legend=legend, opens=keys)
    with st.container(key="only_narrow_flows"):
        some = list(each(rows.head(2 * A_CARD)))
        html = render("resources/who_gives.html", rows=some, words=words, key=charts.flow_key)
        pressing(html, "flows_list", explained)
        if len(rows) > 2 * A_CARD:
            numbers(table, "flows_narrow", alt, keys)


def sums() -> None:
    rows = amounts.totals(stock())
    label = _("Needed, confirmed, delivered, offered")
    title(label, _("for each kind and unit: units are not added to one another"))
    of_everybody()
    if rows.empty:
        return empty(none(_("Nothing is asked for or offered yet.")))
    html = render(
        "resources/totals.html",
        rows=list(each(rows)),
        label=label,
        words=words,
        amount=_amount,
        opens=opens,
        unit=formats.unit,
        unsaid=int(rows.unsaid.sum()),
    )
    pressing(html, "totals_table", explained)


def _amount(milli: float | None, unit: str | None) -> str:
    if milli is None:
        return "–"
    return formats.quantity(milli, "EUR") if unit == "EUR" else formats.number(milli / 1000)


def for_the_meetings() -> None:
    title(
        _("Beside the plan"),
        _("hosting, welcoming, what goes round among us: not counted for the plan"),
    )
    rows = stock().for_the_meetings
    if rows.empty:
        return empty(none(_("Nobody has hosted a meeting yet.")))
    page = filters.paged(rows, "hosting", A_LIST)
    show("resources/answers.html", rows=list(each(page)), words=words, tone=tone)


live_part("head", topics.RESOURCES)(head)()
undo_bar()
narrow("period", "organisations", "objectives", "kinds")
left, right = st.columns([1.35, 1])
with left, card("coverage", stretch=False):
    live_part("coverage", topics.RESOURCES)(lambda: covering.covered(stock()))()
with right, card("missing", stretch=False):
    live_part("missing", topics.ASSETS)(lambda: covering.what_is_missing(stock(), pressed))()
with left, card("waiting", stretch=False):
    live_part("waiting", topics.RESOURCES)(waiting)()
live_part("clashes", topics.RESOURCES)(promised_twice)()
with card("totals", stretch=False):
    live_part("totals", topics.RESOURCES)(sums)()
with card("assets", stretch=False):
    live_part("assets", topics.ASSETS)(lambda: asset_map.asset_map(stock(), pressed))()
live_part("circles", topics.ASSETS)(lambda: matching.circles(stock()))()
with card("flows"):
    live_part("flows", topics.RESOURCES)(who_gives_what)()
with card("hosting", stretch=False):
    live_part("hosting", topics.RESOURCES)(for_the_meetings)()
live_part("kept", topics.RESOURCES)(keeping_promises.kept)()
live_part("what_if")(supposing.what_if)()
live_part("pledges", topics.RESOURCES)(lambda: pledge_list.all_the_pledges(stock(), pressed))()
opened_drawer(
    {
        "offer": (_("Offer a resource"), lambda: offering.offer_drawer(everything())),
        "ask": (_("Ask for a resource"), needing.need_form),
        "change_need": (_("Change what is needed"), needing.need_form),
        "need": (_("What is needed"), need_drawer),
        "pledge": (_("What is offered"), pledge_drawer),
        "asset": (_("What there is"), asset_map.asset_drawer),
        "asset_new": (_("Say what you can give"), asset_form.asset_form),
        "asset_change": (_("Change what you can give"), asset_form.asset_form),
        "decline": (_("Decline"), lambda id: why("decline", everything(), id)),
        "withdraw": (_("Withdraw"), lambda id: why("withdraw", everything(), id)),
        "refuse_hosting": (
            _("Not hosted by them"),
            lambda id: why("refuse_hosting", everything(), id),
        ),
        "letter": (_("A message to copy"), lambda id: letter(everything(), id)),
    }
    | panel()
)

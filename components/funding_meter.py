"""The co-funding meter: what a call gives, what is missing, and its rules beside it."""

from collections.abc import Callable

import streamlit as st

from charts import cofunding as meters
from charts import cofunding_words as told
from charts.marks import opens
from components import filters, here
from components.cards import empty, title
from components.charting import chart
from components.funding_views import seen
from components.markup import render, show
from components.pressing import Pressed, pressing
from services.letters import between
from services.summaries import cofunding
from services.summaries.frames import each
from services.summaries.funding import Funding
from translations import _, formats, n_
from translations import funding as words


def the_meter(on_press: Callable[[Pressed], None]) -> None:
    there = seen()
    if not there.calls:
        title(_("The co-funding meter"))
        return empty(_("No call yet. Which one would you like to answer? Write down its rules."))
    call = _chosen(there)
    found = there.meter(call)
    rows = cofunding.readings(found)
    title(told.meter_says(rows), call.title)
    if rows.empty:
        empty(_why_unknown(there))
    else:
        show("legend.html", items=told.legend())
        id = str(call.id)
        keys = [opens("gap", id, row.reading) for row in each(rows)]
        with st.container(key="only_narrow_meter"):
            narrow = list(zip(each(rows), keys, strict=True))
            html = render("funding/narrow.html", rows=narrow, told=told)
            pressing(html, "meter_narrow", on_press)
        with st.container(key="only_wide_meter"):
            _drawn(rows, id, keys)
    html = _rules(there, call, found)
    pressing(html, "rules", on_press)


def _drawn(rows, id: str, keys: list[str]) -> None:
    chart(
        meters.meter(rows, id),
        "meter",
        told.meter_alt(rows),
        meters.meter_table(rows),
        title=told.meter_says(rows),
        legend=told.legend(),
        opens=keys,
    )


def _chosen(there: Funding):
    names = {str(call.id): call.title for call in there.calls}
    if len(names) > 1:
        asked = filters.pick("call", _("Which call"), names, there.calls[-1].title)
        return there.call(asked or "") or there.calls[-1]
    return there.calls[0]


def _why_unknown(there: Funding) -> str:
    if there.cost_cents is None:
        return _("Nothing is in the budget yet: without costs nobody can say what is needed.")
    return _("The call says neither a largest grant nor a share: write down its rules.")


def _rules(there: Funding, call, found: cofunding.Meter) -> str:
    return render(
        "funding/rules.html",
        call=call,
        found=found,
        pairs=_of_call(there, call),
        shares=_leverage(call, found),
        ceiling=ceiling_words(found),
        regulation=cofunding.REGULATION,
        checks=_checks(there),
        may_edit=here.may("funding.edit"),
        opens=opens,
        words=words,
    )


def _of_call(there: Funding, call) -> list[tuple]:
    cap = f", {words.share(call.in_kind_cap_milli)}" if call.in_kind_cap_milli else ""
    return [
        (_("Who funds it"), " · ".join(filter(None, (call.funder, call.programme)))),
        (_("Open"), between(call.opens_on, call.closes_on)),
        (_("Largest grant"), formats.money(call.max_grant_cents)),
        (_("Largest share of the costs"), words.share(call.max_share_milli)),
        (_("Least co-funding"), words.share(call.min_cofunding_milli)),
        (_("Partners"), partners(there, call), opens("partners", call.id)),
        (_("Gifts in kind"), _(words.IN_KIND[call.in_kind]) + cap),
        (_("Rules read on"), formats.day(call.checked_on)),
    ]


def partners(there: Funding, call) -> str:
    """How many stand in the plan, and how many the call asks for."""
    n, least, most = len(there.partners), call.partners_min, call.partners_max
    here_now = n_("{n} organisation in the plan", "{n} organisations in the plan", n)
    if least is None and most is None:
        return here_now
    asked = f"{least or 1}–{most}" if most else _("{n} or more", n=least)
    fits = n >= (least or 1) and (most is None or n <= most)
    verdict = _("within it") if fits else _("outside it")
    return _("{asked} asked for; {there}: {verdict}", asked=asked, there=here_now, verdict=verdict)


def _leverage(call, found: cofunding.Meter) -> list[tuple[str, str, str]]:
    ways = ((_("money only"), found.leverage_cash), (_("money and in kind"), found.leverage_all))
    names = ("cash", "all")
    return [
        (label, "–" if rate.value is None else formats.number(rate.value, 3), name)
        for (label, rate), name in zip(ways, names, strict=True)
    ]


def ceiling_words(found: cofunding.Meter) -> tuple[str, str, str]:
    """R19, (verdict, tone, the two amounts)."""
    if found.ceiling_holds is None:
        return _("not known yet"), "idle", ""
    amounts = _(
        "{grant} of at most {ceiling}",
        grant=formats.money(found.grant_cents),
        ceiling=formats.money(max(0, found.ceiling_cents)),  # below nothing there is no grant
    )
    if found.ceiling_holds:
        return _("holds"), "done", amounts
    return _("does not hold"), "risk", amounts


def _checks(there: Funding) -> list[tuple[str, str]]:
    """(b) and (c) of the same article, in numbers, and what each opens."""
    counted = there.in_kind.pledges - there.in_kind.unvalued
    delivered, verified = there.in_kind.delivered_cents, there.in_kind.verified_cents
    rated = n_(
        "{n} gift in kind has a rate with its source; whether it is above the market’s price "
        "somebody must look",
        "{n} gifts in kind have a rate with its source; whether one is above the market’s "
        "price somebody must look",
        counted,
    )
    given = _(
        "delivered {delivered}, of which verified {verified}",
        delivered=formats.money(delivered),
        verified=formats.money(verified),
    )
    return [
        (rated, ""),
        (given, opens("in_kind", "verified" if verified else "delivered") if delivered else ""),
    ]

"""One funding source: what was approved, what became of it, and why it differs."""

from uuid import UUID, uuid4

import streamlit as st

from charts.marks import opens
from components import here
from components.approving import approve_form, begin_approve
from components.asking import ask, beside, refused
from components.drawers import lead_out, open_drawer, press, send
from components.explaining import pressed as explained
from components.fields import begin, begun, fill, said
from components.funding_views import seen
from components.live import read
from components.markup import render, show
from components.pressing import Pressed, pressing
from components.source_form import FORM as SOURCE
from components.source_form import fill_in, source_form
from components.telling import told
from components.undoing import can_be_undone
from models import ApprovedKind, FundingSource, moment
from services import funding
from services.summaries import results
from services.summaries.deviations import NOT_DONE, Deviation
from translations import _, formats, n_
from translations import funding as words

WHY, HAND = "differs", "handed"


def begin_drawer(id: str) -> None:
    """For a callback: its drawer is open, its forms start from what is there."""
    here.settle()
    begin(SOURCE, fill_in, id)
    begin_approve()
    open_drawer("source", id)


def source_drawer(id: str) -> None:
    there = seen()
    source = there.source(id)
    if source is None:
        return show("empty.html", text=_("This is not here any more."))
    badge = (words.state(source.state), words.TONES.get(source.state, "idle"))
    show(
        "plan/about.html",
        name=source.title,
        ref=source.reference,
        badges=[badge],
        text="",
        pairs=_pairs(source),
        lists=[],
    )
    rows = there.deviations(source.id, read(results.of_community, own=True))
    if rows:
        html = render("funding/approved.html", rows=[_row(d) for d in rows])
        pressing(html, "approved_list", _pressed)
    if here.may("funding.edit"):
        _to_write(source)
    told(source.id, *(row.approved.id for row in rows))
    lead_out()


def why_form(id: str) -> None:
    """No difference without its reason."""
    begun(WHY, "reason", _fill_in_why, id)
    row = _deviation(id)
    if row is None:
        return
    show("title.html", text=title_of(row), sub=difference(row), level=2)
    with st.form("differs_form", border=False):
        st.text_area(_("Why does it differ?"), key="differs_reason", max_chars=500)
        beside("reason", form=WHY)
        st.caption(
            _("The reason stands for this difference; if it changes, you will be asked again.")
        )
        send(_("Save"), _explain, row)


def hand_form(id: str) -> None:
    begun(HAND, "on", _fill_in_hand, id)
    row = _deviation(id)
    if row is None:
        return
    due = _("due {day}", day=formats.day(row.approved.due_on))
    show("title.html", text=row.approved.title, sub=due, level=2)
    with st.form("handed_form", border=False):
        st.date_input(_("Handed in on"), key="handed_on", format="DD/MM/YYYY", value=None)
        beside("on", form=HAND)
        send(_("Save"), _hand_in, row)


def title_of(row: Deviation) -> str:
    one = row.approved
    return words.category(one.category) if one.what == ApprovedKind.amount else one.title


def difference(row: Deviation) -> str:
    """In the measure of what was approved, with its sign; "" where there is none."""
    return _said(row.approved, row.difference) if row.differs else ""


def _said(one, n: int) -> str:
    sign = "+" if n > 0 else "−"
    if one.what == ApprovedKind.amount:
        return sign + formats.money(abs(n))
    if one.what == ApprovedKind.output:
        return sign + formats.number(abs(n) / 1000)
    if n == NOT_DONE:
        return _("its day is over, or it was given up")
    if n > 0:
        return n_("{n} day later", "{n} days later", n)
    return n_("{n} day earlier", "{n} days earlier", -n)


def _row(d: Deviation) -> dict:
    one, said = d.approved, difference(d)
    badge = (said, "done" if d.explained else "risk") if said else _as_approved(d)
    acts = []
    if here.may("funding.edit"):
        acts += [("why", _("Say why…"))] if d.differs and not d.explained else []
        acts += [("handed", _("Handed in…"))] if one.what == ApprovedKind.report else []
        acts += [("drop", _("Take away"))]
    return {
        "id": one.id,
        "title": title_of(d),
        "badge": badge,
        "pairs": _values(d),
        "reason": one.reason,
        "outdated": _said(one, one.explained) if d.outdated else "",
        "acts": acts,
    }


def _as_approved(d: Deviation) -> tuple[str, str]:
    if d.difference is None:
        return _("nothing to compare yet"), "idle"
    return _("as approved"), "done"


def _values(d: Deviation) -> list[tuple[str, str]]:
    one, said = d.approved, _saying(d.approved)
    approved = {
        ApprovedKind.amount: one.amount_cents,
        ApprovedKind.output: one.quantity_milli,
    }.get(one.what, one.due_on)
    done = {
        ApprovedKind.amount: _("Spent"),
        ApprovedKind.report: _("Handed in"),
    }.get(one.what, _("Delivered so far"))
    planned = "" if one.what == ApprovedKind.report else said(d.planned)
    keys = _keys(d)
    return [
        (_("Approved"), said(approved)),
        (_("Planned now"), planned, keys[0]),
        (done, said(d.done), keys[1]),
    ]


def _keys(d: Deviation) -> tuple[str, str]:
    """What a sum opens: of an amount its budget lines, of an output what was measured."""
    one = d.approved
    if one.what == ApprovedKind.amount:
        some = ((d.planned, "planned"), (d.done, "spent"))
        return tuple(opens("approved", one.id, w) if n is not None else "" for n, w in some)
    measured = one.what == ApprovedKind.output and d.done is not None
    return "", opens("indicator_reached", one.indicator_id) if measured else ""


def _saying(one):
    if one.what == ApprovedKind.amount:
        return formats.money
    if one.what == ApprovedKind.output:
        return lambda milli: "–" if milli is None else formats.number(milli / 1000)
    return lambda day: formats.day(day) or "–"


def _pairs(source: FundingSource) -> list[tuple[str, str]]:
    call = seen().call(str(source.call_id)) if source.call_id else None
    return [
        (_("Who funds it"), source.funders),
        (_("How much"), words.amount_of(source)),
        (_("What the funder does"), _(words.ROLES[source.role])),
        (_("For the call"), call.title if call else ""),
        (_("Approved on"), formats.day(source.approved_on)),
    ]


def _to_write(source: FundingSource) -> None:
    with st.expander(_("Write down what was approved"), icon=":material/add:"):
        approve_form(source)
    with st.expander(_("Change the funding source")):
        source_form(str(source.id))
    press(_("Archive"), "source_archive", _archive, source, kind="tertiary")


def _pressed(what: Pressed) -> None:
    if explained(what):
        return None
    if what.act == "drop":
        return ask(lambda: funding.disapprove(here.person(), UUID(what.id)), done=_("Taken away."))
    begin(WHY, _fill_in_why, what.id)
    begin(HAND, _fill_in_hand, what.id)
    open_drawer(what.act, what.id)


def _fill_in_why(id: str) -> None:
    row = _deviation(id)
    fill(WHY, reason=row.approved.reason if row else "", op=uuid4())


def _fill_in_hand(id: str) -> None:
    row = _deviation(id)
    fill(HAND, on=(row and row.approved.handed_in_on) or moment.today(), op=uuid4())


def _deviation(id: str) -> Deviation | None:
    there = seen()
    found = [one for one in there.approved if str(one.id) == id]
    known = read(results.of_community, own=True)
    rows = there.deviations(found[0].source_id, known) if found else []
    return next((row for row in rows if str(row.approved.id) == id), None)


def _explain(row: Deviation) -> None:
    def explain():
        reason, op = said(WHY, "reason"), said(WHY, "op")
        return funding.explain(here.person(), row.approved.id, reason, row.difference, op)

    ask(explain, form=WHY, done=_("Written down, beside its difference."))


def _hand_in(row: Deviation) -> None:
    def hand_in():
        return funding.hand_in(here.person(), row.approved.id, said(HAND, "on"), said(HAND, "op"))

    ask(hand_in, form=HAND, done=_("Saved."))


def _archive(source: FundingSource) -> None:
    ask(lambda: funding.archive(here.person(), source.id))
    if not refused():
        can_be_undone(source.id, _("Archived: {what}", what=source.title))

"""A call and its rules: what it does not say stays empty."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.drawers import open_drawer, press, send
from components.fields import begin, begun, fill, said, save
from components.funding_views import seen
from components.telling import told
from components.undoing import can_be_undone
from models import Call, InKindRule
from models.refusals import all_of
from services import calls, typed
from translations import _, formats
from translations import funding as words

FORM = "call"
AS_THEY_ARE = ("title", "funder", "programme", "opens_on", "closes_on", "partners_min")
AS_THEY_ARE += ("partners_max", "in_kind", "source_uri", "checked_on")
SHARES = ("max_share", "min_cofunding", "in_kind_cap")


def begin_call(id: str = "") -> None:
    """For a callback: the form is open, with the rules of a call or without."""
    here.settle()
    begin(FORM, _fill_in, id)
    open_drawer("call", id)


def _fill_in(id: str) -> None:
    call = (seen().call(id) if id else None) or Call(title="")
    now = {field: getattr(call, field) for field in AS_THEY_ARE}
    fill(FORM, op=uuid4(), seen={f: getattr(call, f) for f in calls.FIELDS}, **now)
    fill(FORM, max_grant=words.typed(call.max_grant_cents))
    for share in SHARES:
        milli = getattr(call, f"{share}_milli")
        fill(FORM, **{share: "" if milli is None else formats.number(milli / 10, 1)})


def call_form(id: str) -> None:
    begun(FORM, "title", _fill_in, id)
    with st.form("call_form", border=False):
        st.text_input(_("Name of the call"), key="call_title", max_chars=300)
        beside("title", form=FORM)
        who, programme = st.columns(2)
        who.text_input(_("Who funds it"), key="call_funder", max_chars=200)
        programme.text_input(_("Programme"), key="call_programme", max_chars=200)
        _money()
        _in_kind()
        _who_and_when()
        st.text_input(_("Link to the call"), key="call_source_uri", max_chars=500)
        beside("source_uri", form=FORM)
        st.caption(_("What the call does not say stays empty: nobody guesses. No legal advice."))
        send(_("Save"), _save, id)
    call = seen().call(id) if id else None
    if call:
        press(_("Archive"), "call_archive", _archive, call, kind="tertiary")
        told(call.id)


def _money() -> None:
    most, share, least = st.columns(3, vertical_alignment="bottom")
    most.text_input(_("Largest grant, €"), key="call_max_grant", max_chars=20)
    share.text_input(_("Largest share of the costs, %"), key="call_max_share", max_chars=6)
    least.text_input(_("Least co-funding, %"), key="call_min_cofunding", max_chars=6)
    beside("max_grant", "max_share", "min_cofunding", form=FORM)


def _in_kind() -> None:
    options = {InKindRule(w): text for w, text in words.options(words.IN_KIND).items()}
    rule, cap = st.columns([2, 1], vertical_alignment="bottom")
    rule.selectbox(_("Gifts in kind"), list(options), format_func=options.get, key="call_in_kind")
    cap.text_input(_("At most, % of the costs"), key="call_in_kind_cap", max_chars=6)
    beside("in_kind_cap", form=FORM)


def _who_and_when() -> None:
    least, most = st.columns(2)
    least.number_input(_("Fewest partners"), 1, 99, value=None, key="call_partners_min")
    most.number_input(_("Most partners"), 1, 99, value=None, key="call_partners_max")
    beside("partners", form=FORM)
    first, last = st.columns(2)
    for place, label, field in (
        (first, _("Opens"), "opens_on"),
        (last, _("Closes"), "closes_on"),
        (st, _("Rules read on"), "checked_on"),
    ):
        place.date_input(label, value=None, key=f"call_{field}", format="DD/MM/YYYY")
    beside("closes_on", "checked_on", form=FORM)


def _wanted() -> dict:
    def share(name: str):
        milli = typed.thousandths((said(FORM, name) or "").replace("%", ""), name)
        return None if milli is None else round(milli / 100)

    grant, *shares = all_of(
        lambda: typed.cents(said(FORM, "max_grant"), "max_grant"),
        *(lambda name=name: share(name) for name in SHARES),
    )
    wanted = {field: said(FORM, field) for field in AS_THEY_ARE}
    wanted |= {f"{name}_milli": milli for name, milli in zip(SHARES, shares, strict=True)}
    return wanted | {"max_grant_cents": grant}


def _save(id: str) -> None:
    def keep(before: dict, op):
        wanted = _wanted()
        if id:
            return calls.edit(here.person(), UUID(id), before, wanted, op)
        return calls.add(here.person(), op=op, **wanted)

    save(FORM, keep, lambda: words.options(words.IN_KIND))


def _archive(call: Call) -> None:
    ask(lambda: calls.archive(here.person(), call.id))
    if not refused():
        can_be_undone(call.id, _("Archived: {what}", what=call.title))

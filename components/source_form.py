"""Who may pay: a funding source, how far it is, and for which call."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import beside
from components.drawers import open_drawer, send
from components.fields import begin, begun, fill, one_of, said, save, still
from components.funding_views import seen
from models import FundingRole, FundingSource, FundingState
from services import funding, typed
from translations import _
from translations import funding as words

FORM = "source"
AS_THEY_ARE = ("title", "funders", "call_id", "role", "state", "reference", "approved_on")


def begin_source(id: str = "") -> None:
    """For a callback: the form is open, with a source or without."""
    here.settle()
    begin(FORM, fill_in, id)
    open_drawer("new_source")


def fill_in(id: str) -> None:
    """What the form shows, as it is now."""
    source = (seen().source(id) if id else None) or FundingSource(title="")
    now = {field: getattr(source, field) for field in AS_THEY_ARE}
    before = {field: getattr(source, field) for field in funding.FIELDS}
    fill(FORM, op=uuid4(), seen=before, amount=words.typed(source.amount_cents), **now)


def source_form(id: str = "") -> None:
    begun(FORM, "title", fill_in, id)
    there = seen()
    with st.form("source_form", border=False):
        st.text_input(_("What it is called"), key="source_title", max_chars=300)
        beside("title", form=FORM)
        who, amount = st.columns([2, 1])
        who.text_input(_("Who funds it"), key="source_funders", max_chars=300)
        amount.text_input(_("Amount, €"), key="source_amount", max_chars=20)
        beside("amount", form=FORM)
        _choice("state", _("How far it is"), FundingState, words.STATES)
        _choice("role", _("What the funder does"), FundingRole, words.ROLES)
        calls = still(FORM, "call_id", {c.id: c.title for c in there.calls})
        one_of(FORM, "call_id", _("For which call"), calls, _("none"))
        ref, day = st.columns(2)
        ref.text_input(_("Agreement"), key="source_reference", max_chars=120)
        day.date_input(_("Approved on"), value=None, key="source_approved_on", format="DD/MM/YYYY")
        send(_("Save"), _save, id)


def _choice(field: str, label: str, kind: type, texts: dict) -> None:
    options = {kind(word): text for word, text in words.options(texts).items()}
    st.selectbox(label, list(options), key=f"source_{field}", format_func=options.get)


def _save(id: str) -> None:
    def keep(before: dict, op):
        wanted = {field: said(FORM, field) for field in AS_THEY_ARE}
        wanted["amount_cents"] = typed.cents(said(FORM, "amount"), "amount")
        if id:
            return funding.edit(here.person(), UUID(id), before, wanted, op)
        return funding.add(here.person(), op=op, **wanted)

    save(FORM, keep, _names)


def _names() -> dict:
    calls = {call.id: call.title for call in seen().calls}
    return words.options(words.STATES | words.ROLES) | calls

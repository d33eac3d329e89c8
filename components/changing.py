"""Rewording an offer while it is only proposed."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components import resource_fields as fields
from components.asking import ask, beside, refused
from components.drawers import send
from models import Kind
from services import pledges
from translations import _

FORM = "change"


def change_form(pledge) -> None:
    """Folded away. Kind and aim stay: what changes those is another offer."""
    seen = {field: getattr(pledge, field) for field in SEEN}
    filled = "change_condition" in st.session_state  # a drawer that closed forgot its fields
    if not filled or st.session_state.get("change_id") != pledge.id:
        fields.empty_form(
            FORM,
            id=pledge.id,
            op=uuid4(),
            seen=seen,
            condition=pledge.condition,
            **fields.as_typed(pledge),
        )
    with st.expander(_("Change it")), st.form("change_form", border=False):
        fields.what(FORM, Kind(pledge.kind))
        fields.how_much(FORM, Kind(pledge.kind))
        fields.when(FORM)
        st.text_input(
            _("On the condition that… (if there is one)"), key="change_condition", max_chars=300
        )
        beside("condition", form=FORM)
        send(_("Save"), _send, pledge.id, Kind(pledge.kind))


SEEN = ("title", "quantity_milli", "unit", "from_on", "to_on", "condition")


def _send(pledge_id: UUID, kind: Kind) -> None:
    seen = st.session_state["change_seen"]
    ask(_keep, pledge_id, kind, form=FORM, done=_("Saved."), seen=seen, say=fields.called)
    if not refused():
        st.session_state.pop("change_id")


def _keep(pledge_id: UUID, kind: Kind):
    told = st.session_state
    said = fields.said(FORM, kind) | {"condition": told["change_condition"]}
    said.pop("kind")
    return pledges.edit(here.person(), pledge_id, told["change_seen"], said, told["change_op"])

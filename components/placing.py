"""A place where one meets, described better: where the door is, how many fit, whether by steps."""

from uuid import uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import open_drawer, send
from models import Known
from services import venues
from translations import _
from translations import meetings as words

FORM = "place"
FIELDS = ("name", "place_note", "address", "locality", "capacity", "step_free")


def begin_place(venue) -> None:
    here.settle()
    for field in FIELDS:
        st.session_state[f"place_{field}"] = getattr(venue, field)
    st.session_state["place_op"] = uuid4()
    open_drawer("place", venue)


def place_form(venue) -> None:
    st.caption(_("It is the same place for every meeting held there."))
    with st.form("place_form", border=False):
        st.text_input(_("Name"), key="place_name", max_chars=120)
        beside("name", form=FORM)
        st.text_input(_("How to find the door"), key="place_place_note", max_chars=200)
        st.text_input(_("Address"), key="place_address", max_chars=200)
        st.text_input(_("Town"), key="place_locality", max_chars=80)
        st.number_input(_("How many people fit"), 1, 10_000, value=None, key="place_capacity")
        beside("capacity", form=FORM)
        st.segmented_control(
            _("One gets in without steps"),
            list(Known),
            key="place_step_free",
            required=True,
            format_func=lambda known: words.said(words.STEPS, known),
        )
        send(_("Save"), _save, venue)


def _save(venue) -> None:
    told = st.session_state
    seen = {field: getattr(venue, field) for field in FIELDS}
    wanted = {field: told[f"place_{field}"] for field in FIELDS}
    ask(
        lambda: venues.edit(here.person(), venue.id, seen, wanted, told["place_op"]),
        form=FORM,
        done=_("Saved."),
    )

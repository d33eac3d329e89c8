"""A place where one meets, described better: where the door is, how many fit, whether by steps."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import beside
from components.drawers import open_drawer, send
from components.fields import forget, said, save, show_of
from models import Known
from services import venues
from translations import _
from translations import meetings as words

FORM = "place"
FIELDS = ("name", "place_note", "address", "locality", "capacity", "step_free")


def begin_place(venue) -> None:
    here.settle()
    forget(FORM)
    open_drawer("place", venue)


def place_form(venue) -> None:
    show_of(FORM, venue, FIELDS)
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
            format_func=_steps,
        )
        send(_("Save"), _save, venue.id)


def _steps(known: Known) -> str:
    return words.said(words.STEPS, known)


def _save(id: UUID) -> None:
    wanted = {field: said(FORM, field) for field in FIELDS}
    save(
        FORM,
        lambda seen, op: venues.edit(here.person(), id, seen, wanted, op),
        lambda: {known: _steps(known) for known in Known},
    )

"""The first page: look around the example, or start a community in three fields."""

import streamlit as st

from components import here
from components.asking import ask, beside
from components.cards import card, page_head, title
from services import communities, demo
from translations import _

here.settle()


def look_around() -> None:
    """Builds the example when it is asked for the first time: a second or two."""
    with st.spinner(_("Setting the table…")):
        founder = ask(demo.open_for, here.account())
    if founder:
        here.choose(founder.community_id)
        here.turn_to("overview")


def start() -> None:
    said = (st.session_state[f"start_{field}"] for field in FIELDS)
    founder = ask(communities.start, here.account(), *said)
    if founder:
        here.choose(founder.community_id)
        here.turn_to("overview")


FIELDS = ("name", "person_name", "organisation_name")

page_head(
    _("Welcome to the table"),
    _(
        "Tavolo is where a community of practice plans together: at the table, in the browser, "
        "during the meeting."
    ),
)
example, own = st.columns(2)
with example, card("example"):
    title(_("Look around the example"))
    st.write(
        _(
            "A circular-economy group in Torino at its third meeting: what it drafted, planned and "
            "pledged. Touch anything: it is marked as an example and goes away in one step."
        )
    )
    st.button(_("Look around the example"), key="look-around", type="primary", on_click=look_around)
with own, card("start"):
    title(_("Start your community"))
    with st.form("start", border=False):
        st.text_input(_("Name of the community"), key="start_name", max_chars=120)
        beside("name")
        st.text_input(_("Your name"), key="start_person_name", max_chars=120)
        beside("person_name")
        st.text_input(
            _("Your organisation"),
            key="start_organisation_name",
            max_chars=160,
            help=_("If you speak for one. You can add it later."),
        )
        beside("organisation_name")
        st.form_submit_button(_("Start your community"), type="primary", on_click=start)

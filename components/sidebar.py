"""The side bar: whose browser this is, which table, in which language, and the way out."""

from pathlib import Path
from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask
from components.boot import scheme
from components.markup import show
from services.version import VERSION
from translations import LANGUAGES, _
from translations.roles import role

ASSETS = Path(__file__).parent.parent / "assets"


def sidebar() -> None:
    mark = "mark-on-dark.svg" if scheme() == "dark" else "mark.svg"  # beside a closed side bar
    st.logo(ASSETS / "logo-on-dark.svg", size="large", icon_image=ASSETS / mark)
    with st.sidebar.container(key="sidefoot"):
        if here.seat():
            _who()
        if len(here.seats()) > 1:
            _tables()
        _languages()
        show("foot.html", version=VERSION)


def _who() -> None:
    seat = here.seat()
    show(
        "who.html",
        name=seat.person.name,
        role=role(seat.role),
        table=seat.community.name if len(here.seats()) == 1 else "",
        example=seat.community.example,
    )


def _tables() -> None:
    names = {seat.community.id: seat.community.name for seat in here.seats()}
    st.session_state["switch_table"] = here.seat().community.id if here.seat() else None
    st.selectbox(
        _("Community"),
        list(names),
        format_func=names.get,
        key="switch_table",
        placeholder=_("Choose"),
        on_change=_turn_to,
    )


def _turn_to() -> None:
    wanted: UUID | None = st.session_state["switch_table"]
    if wanted:
        ask(here.choose, wanted)


def _languages() -> None:
    st.session_state["switch_language"] = here.language()
    st.segmented_control(
        "Lingua / Language",
        list(LANGUAGES),
        format_func=LANGUAGES.get,
        key="switch_language",
        required=True,
        label_visibility="collapsed",
        on_change=lambda: ask(here.switch_language, st.session_state["switch_language"]),
    )

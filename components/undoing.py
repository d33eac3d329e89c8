"""After something was taken off the table: said, with the way back beside it."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask
from components.markup import plain
from services import history
from translations import _

_LATEST = "undo"


def can_be_undone(thing_id: UUID, sentence: str, place: str = "") -> None:
    """For a callback, after an archive that worked: the page will offer to take it back, in a
    `place` of its own where parts of it are drawn alone."""
    told = history.of_thing(here.person(), thing_id)
    st.session_state[_LATEST + place] = (told[0][0].id, sentence)


def latest_can_be_undone(verb: str, sentence: str, place: str = "") -> None:
    """The same after an act on several things at once: of the latest lines, one's own."""
    me = here.person()
    told = [line for line in history.of_community(me, 5) if line.person_id == me.id]
    if told and told[0].verb == verb and told[0].can_undo:
        st.session_state[_LATEST + place] = (told[0].id, sentence)


def undo_bar(place: str = "", stays: bool = False) -> None:
    """At the top of a page: "Archived. Undo", until the next thing is done. `stays`: this was not
    done by who reads the page."""
    key = _LATEST + place
    if key not in st.session_state:
        return
    line, sentence = st.session_state[key]
    if not stays:
        del st.session_state[key]
    with st.container(horizontal=True, vertical_alignment="center", key=f"undo_bar{place}"):
        st.caption(plain(sentence), width="content")
        st.button(
            _("Undo"),
            key=f"undo_latest{place}",
            icon=":material/undo:",
            on_click=_undo,
            args=[line, key],
        )


def _undo(line: int, key: str) -> None:
    st.session_state.pop(key, None)
    ask(lambda: history.undo(here.person(), line), done=_("It is back."))

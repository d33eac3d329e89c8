"""After something was taken off the table: said, with the way back beside it."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask
from components.markup import plain
from services import history
from translations import _

_LATEST = "undo"


def can_be_undone(thing_id: UUID, sentence: str) -> None:
    """For a callback, after an archive that worked: the page will offer to take it back."""
    told = history.of_thing(here.person(), thing_id)
    st.session_state[_LATEST] = (told[0][0].id, sentence)


def undo_bar() -> None:
    """At the top of a page: "Archived. Undo", until the next thing is done."""
    if _LATEST not in st.session_state:
        return
    line, sentence = st.session_state.pop(_LATEST)
    with st.container(horizontal=True, vertical_alignment="center", key="undo_bar"):
        st.caption(plain(sentence), width="content")
        st.button(_("Undo"), key="undo_latest", icon=":material/undo:", on_click=_undo, args=[line])


def _undo(line: int) -> None:
    ask(lambda: history.undo(here.person(), line), done=_("It is back."))

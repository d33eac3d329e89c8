"""One line and Enter, while the meeting runs: for the agenda, decisions and actions."""

from uuid import UUID, uuid4

import streamlit as st

from components.asking import ask, beside, refused
from translations import _

LIVE = ("live", "wrap_up")


def line(name: str, label: str, add, meeting_id: UUID) -> None:
    """One line and Enter; the field empties and keeps the focus. Refused, it keeps the words."""
    st.session_state.setdefault(f"{name}_op", uuid4())
    with st.form(f"{name}_line", border=False):
        text, go = st.columns([5, 1], vertical_alignment="bottom")
        text.text_input(label, key=f"{name}_new", max_chars=300)
        go.form_submit_button(
            _("Add"), on_click=_send_line, args=[name, add, meeting_id], width="stretch"
        )
        beside("title", "text", "statement", form=name)


def _send_line(name: str, add, meeting_id: UUID) -> None:
    told = st.session_state
    ask(lambda: add(meeting_id, told[f"{name}_new"], told[f"{name}_op"]), form=name)
    if not refused():
        told[f"{name}_new"], told[f"{name}_op"] = "", uuid4()

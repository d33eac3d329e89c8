"""The notes of a meeting, written by several: nothing that was typed is lost.

What is not saved yet is kept for this browser while one looks at another page. If somebody else
saved meanwhile, both texts are shown, and the writer decides.
"""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, refused
from components.cards import actions
from components.markup import show
from services import meetings
from services.summaries.meetings import Whole
from translations import _


def notes(whole: Whole) -> None:
    meeting = whole.meeting
    if not here.may("meeting.write_notes"):
        return show("meetings/notes.html", text=meeting.notes)
    told, key = st.session_state, _key(meeting.id)
    if f"{key}_draft" not in told:  # nothing of mine: what is saved
        told[key] = told[f"{key}_seen"] = meeting.notes
    elif key not in told:  # back from another page
        told[key] = told[f"{key}_draft"]
    st.text_area(
        _("Notes"),
        key=key,
        height=180,
        label_visibility="collapsed",
        placeholder=_("What is worth remembering"),
        on_change=_keep,
        args=[key],
    )
    theirs = told.get(f"{key}_theirs")
    if theirs is not None:
        show("meetings/two_texts.html", theirs=theirs)
        with actions():
            _button(_("Keep mine"), "keep_mine", _save, meeting.id, theirs)
            _button(_("Take theirs"), "take_theirs", _take, meeting.id)
    else:
        _button(_("Save the notes"), "save_notes", _save, meeting.id)


def _key(meeting_id: UUID) -> str:
    return f"notes_{meeting_id}"


def _button(label: str, key: str, on_click, *args) -> None:
    st.button(label, key=key, on_click=on_click, args=args)


def _keep(key: str) -> None:
    st.session_state[f"{key}_draft"] = st.session_state[key]


def _save(meeting_id: UUID, over: str | None = None) -> None:
    """`over`: the text of somebody else that this one replaces knowingly."""
    told, key = st.session_state, _key(meeting_id)
    seen = told[f"{key}_seen"] if over is None else over
    text = told[key]
    ask(
        lambda: meetings.note(here.person(), meeting_id, seen, text), form="notes", done=_("Saved.")
    )
    if refused():
        _keep(key)
        now = {m.id: m.notes for m in meetings.of_community(here.person())}.get(meeting_id, seen)
        if now != seen:
            told[f"{key}_theirs"] = now
    else:
        _forget(key)


def _take(meeting_id: UUID) -> None:
    _forget(_key(meeting_id))


def _forget(key: str) -> None:
    """No draft any more: the field shows what is saved."""
    for what in ("draft", "theirs"):
        st.session_state.pop(f"{key}_{what}", None)

"""What is said of a meeting that was held: the counts a text gives, and that it is published."""

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import press, send
from services import meetings
from translations import _, n_


def publish_form(meeting) -> None:
    """The one act here that has no way back, so it is asked twice."""
    st.write(_("What is published stays as it is: the meeting is not opened again after that."))
    press(_("Publish"), "publish_now", _publish, meeting.id, kind="primary")


def stated(meeting) -> str:
    """What a text says without names, beside the register and never mixed with it."""
    said = []
    if meeting.organisations_stated is not None:
        n = meeting.organisations_stated
        said.append(n_("{n} organisation", "{n} organisations", n))
    if meeting.people_stated is not None:
        said.append(n_("{n} person", "{n} people", meeting.people_stated))
    return ", ".join(said)


def stated_form(meeting) -> None:
    st.caption(_("For a meeting of which a text gives numbers but no names."))
    with st.form("stated_form", border=False):
        st.number_input(
            _("Organisations"), 0, value=meeting.organisations_stated, key="stated_organisations"
        )
        beside("organisations", form="stated")
        st.number_input(_("People"), 0, value=meeting.people_stated, key="stated_people")
        st.text_input(
            _("Where it says so"), meeting.stated_source, key="stated_source", max_chars=200
        )
        send(_("Save"), _state, meeting.id)


def _state(meeting_id) -> None:
    told = st.session_state
    ask(
        lambda: meetings.state_counts(
            here.person(),
            meeting_id,
            told["stated_organisations"],
            told["stated_people"],
            told["stated_source"],
        ),
        form="stated",
        done=_("Saved."),
    )


def _publish(meeting_id) -> None:
    ask(lambda: meetings.publish(here.person(), meeting_id), done=_("Published."))


def differs(meeting, counts) -> bool:
    """Whether the text says other numbers than the register, where both say something."""
    if counts is None:
        return False
    pairs = [
        (meeting.organisations_stated, counts.organisations),
        (meeting.people_stated, counts.people),
    ]
    return any(said is not None and said != known for said, known in pairs)

"""The recap as it happens: what came out is computed from what was written down, and its lead is a
text that several people write."""

from uuid import UUID

import streamlit as st

from components import here
from components.cards import empty, title
from components.coedit import live_text
from components.live import read
from components.markup import show
from models import MeetingState
from services import letters
from services.summaries import recap
from services.summaries.meetings import whole
from translations import _
from translations import meetings as words


def lead(meeting_id: UUID) -> None:
    """Once it was published it stays as it is: written, or not there at all."""
    meeting = read(whole, meeting_id).meeting
    title(_("Recap"), "" if meeting.held else _("it writes itself; the first words are yours"))
    is_over = meeting.state == MeetingState.published
    if meeting.running or meeting.held and not (is_over and not meeting.recap):
        live_text(
            "meeting.recap",
            meeting_id,
            label=_("The first words of the recap"),
            editable=here.may("meeting.write_notes") and not is_over,
            placeholder=_("What should somebody who was not there know first?"),
        )


def recap_card(meeting_id: UUID) -> None:
    told = read(recap.of_meeting, meeting_id)
    if not (told.meeting.running or told.meeting.held):
        return empty(_("It begins when the meeting opens."))
    if told.empty:
        if told.meeting.held:
            return empty(_("Nothing was written down at this meeting."))
        return empty(_("Nothing was written down yet: it grows with the meeting."))
    show("meetings/recap.html", r=told, words=words, next_time=letters.next_time)
    with st.popover(_("To copy and send"), icon=":material/content_copy:"):
        st.code(
            letters.recap(told, told.meeting.recap, here.community().name),
            language=None,
            wrap_lines=True,
        )

"""The notes of a meeting: whoever may write them writes together, and nobody has to save."""

from components import coedit, here
from components.markup import show
from services.summaries.meetings import Whole
from translations import _


def notes(whole: Whole) -> None:
    meeting = whole.meeting
    if not here.may("meeting.write_notes"):
        return show("meetings/notes.html", text=meeting.notes)
    coedit.live_text(
        "meeting.notes",
        meeting.id,
        label=_("Notes"),
        hide_label=True,
        placeholder=_("What is worth remembering"),
    )

"""The notes of a meeting: whoever may write them writes together, and nobody has to save."""

from components import coedit, here
from services.summaries.meetings import Whole
from translations import _


def notes(whole: Whole) -> None:
    """Who only reads them sees them being written."""
    writes = here.may("meeting.write_notes")
    coedit.live_text(
        "meeting.notes",
        whole.meeting.id,
        label=_("Notes"),
        hide_label=True,
        editable=writes,
        placeholder=_("What is worth remembering") if writes else _("No notes yet."),
    )

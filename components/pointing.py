"""What comes first: how the room shared out its points among the objectives of a meeting."""

from uuid import UUID

from components import here
from components.cards import card, nothing, title
from components.live import room_now
from components.markup import render
from components.pressing import pressing
from models import Phase
from services.pieces import Reader, piece
from services.summaries import room
from translations import _


def points_card(meeting_id: UUID) -> None:
    """In its phase, and from then on as long as there are points to show."""
    seen = room_now(meeting_id)
    sharing = seen.meeting.running and seen.meeting.phase is Phase.priorities
    if not sharing and not any(o.priority_points for o in seen.drafted):
        return nothing()
    reader = here.reader()
    with card("priorities", stretch=False):
        title(_("What comes first"), _("priority points of this meeting’s objectives"))
        html = shared_out(reader, meeting_id)
        pressing(html, "priorities", lambda _pressed: None, reader.revision)


@piece("priorities", {"points", "objective", "meeting"})
def shared_out(reader: Reader, meeting_id: UUID) -> str:
    """Most points first. None was given yet: it is said, and is not zero."""
    rows = room.now(reader, meeting_id).drafted
    return render(
        "meetings/points.html",
        rows=sorted(rows, key=lambda o: (-(o.priority_points or 0), o.number)),
        most=max((o.priority_points or 0 for o in rows), default=0),
    )

"""Three organisations at the table of a meeting that runs."""

from models import Meeting
from services import joining, meetings

SEATS = ("qubi", "ortidiffusi", "filoripreso")


def seated(world) -> Meeting:
    meeting = meetings.open(world.coordinator, world.meetings["m4"].id)
    for org in SEATS:
        joining.come(world.voice(org), meeting.id)
    return meeting

"""The meeting that runs just now."""

from uuid import UUID

from sqlmodel import or_, select

from models import RUNNING, Attendance, Meeting, Person
from models.refusals import Refused
from services.change import Step
from services.look import look
from services.rights import Standing
from translations import mark

CLOSED = mark("Open the meeting first.")


def running(step: Step, meeting_id: UUID, otherwise: str = CLOSED) -> Meeting:
    """Refused (`otherwise`) unless it runs; NotFound for another community's."""
    meeting = step.find(Meeting, meeting_id)
    if meeting.state not in RUNNING:
        raise Refused(otherwise)
    return meeting


def meeting_of(by: Person) -> UUID | None:
    """The meeting that runs, for who sits at its table or runs it: what they offer, ask for or add
    to the plan meanwhile, on whatever page, was said there."""
    with look(by, "meeting.read") as session:
        return session.exec(_for(session.info["who"])).first()


def said_at(step: Step) -> UUID | None:
    """The same inside a change."""
    return step.exec(_for(step.who)).first()


def _for(who: Standing):
    """The ids of the meetings that run, the latest first."""
    there = Meeting.community_id == who.community_id, Meeting.archived_at.is_(None)
    running = select(Meeting.id).where(*there, Meeting.state.in_(RUNNING))
    sits = (
        select(Attendance.id)
        .where(
            Attendance.meeting_id == Meeting.id,
            Attendance.person_id == who.person_id,
            Attendance.archived_at.is_(None),
            Attendance.left_at.is_(None),
        )
        .exists()
    )
    here = running.where(or_(sits, who.allows("meeting.run")))
    return here.order_by(Meeting.starts_at.desc())

"""The meeting that runs just now."""

from uuid import UUID

from sqlmodel import or_, select

from models import RUNNING, Attendance, Meeting, Person
from models.refusals import Refused
from services.change import Step
from services.look import look, standing_of
from translations import mark

CLOSED = mark("Open the meeting first.")


def running(step: Step, meeting_id: UUID, otherwise: str = CLOSED) -> Meeting:
    """Refused (`otherwise`) unless it runs; NotFound for another community's."""
    meeting = step.find(Meeting, meeting_id)
    if meeting.state not in RUNNING:
        raise Refused(otherwise)
    return meeting


def that_run(community_id: UUID):
    """The statement that asks for the ids of a community's meetings that run, the latest first."""
    there = Meeting.community_id == community_id, Meeting.archived_at.is_(None)
    running = select(Meeting.id).where(*there, Meeting.state.in_(RUNNING))
    return running.order_by(Meeting.starts_at.desc())


def meeting_of(by: Person) -> UUID | None:
    """The meeting that runs, for who sits at its table or runs it: what they offer or ask for
    meanwhile, on whatever page, was said there."""
    with look(by, "meeting.read") as session:
        sits = (
            select(Attendance.id)
            .where(
                Attendance.meeting_id == Meeting.id,
                Attendance.person_id == by.id,
                Attendance.archived_at.is_(None),
                Attendance.left_at.is_(None),
            )
            .exists()
        )
        here = or_(sits, standing_of(by).allows("meeting.run"))
        return session.exec(that_run(by.community_id).where(here)).first()

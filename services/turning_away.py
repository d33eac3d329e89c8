"""Somebody waits at the door who is none of ours: the other answer to them than letting them in.

They leave the meeting and the register; so does the organisation that only they stood for. What
they said stays as it was said, to be confirmed by who may: it was a word in the room. Their phone
is nobody's then: it says once more who it is, and waits at the door anew.
"""

from uuid import UUID

from sqlmodel import Session, select

from models import Attendance, Meeting, Organisation, Person, Phone
from models.database import engine
from models.refusals import Refused
from services import merging, recognising
from services.access import hashed
from services.admitting import LOOK_AGAIN
from services.change import Step, change

VERB = "attendance.turned_away"


def turn_away(by: Person, meeting_id: UUID, arrival_id: UUID, op: UUID | None = None) -> Person:
    """Only who waits there; Refused for whoever was let in meanwhile. Undo brings them back to
    the door, with their phone."""
    with change(by, VERB, op, meeting_id) as step:
        step.find(Meeting, meeting_id)
        waiting = recognising.arrivals(step.session, by.community_id, meeting_id)
        found = next((row for row in waiting if row[1].id == arrival_id), None)
        if found is None:
            raise Refused(LOOK_AGAIN)
        seat, person, org = found
        step.what = person.name
        for row in (seat, person):
            step.archive(row)
        if org and org.created_by == person.id and not _is_known(step, org, person):
            step.archive(org)
        return person


def is_turned_away(token: str, meeting_id: UUID) -> bool:
    """Whether this phone waited at the door of that meeting, and was not let in."""
    with Session(engine()) as session:
        asked = (
            select(Attendance.id)
            .join(Person, Person.id == Attendance.person_id)
            .join(Phone, Phone.person_id == Person.id)
            .where(
                Phone.token_hash == hashed(token),
                Attendance.meeting_id == meeting_id,
                Attendance.archived_at.is_not(None),
                Person.archived_at.is_not(None),
            )
        )
        return session.exec(asked).first() is not None


def _is_known(step: Step, org: Organisation, but: Person) -> bool:
    """Whether anybody else stands for it, or anything was said in its name."""
    return any(
        _others(step, table, column, org, but) for table, column in merging.pointing(type(org))
    )


def _others(step: Step, table: type, column: str, org: Organisation, but: Person) -> bool:
    asked = select(table.id).where(getattr(table, column) == org.id, table.archived_at.is_(None))
    if hasattr(table, "person_id"):
        asked = asked.where(table.person_id.is_distinct_from(but.id))
    return step.exec(asked.limit(1)).first() is not None

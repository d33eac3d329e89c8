"""Whether somebody wants to be named publicly: asked, never assumed, and they may change it."""

from uuid import UUID

from sqlmodel import Session, select

from models import ConsentRecord, Naming, Person
from services.change import Step, change
from services.look import look


def set_naming(
    by: Person, person_id: UUID, given: bool, method: Naming = Naming.profile, op=None
) -> ConsentRecord:
    """One's own; a coordinator records what somebody wrote on paper. The latest holds."""
    with change(by, "person.naming_set", op) as step:
        step.what = step.find(Person, person_id).name
        return say_naming(step, person_id, given, method)


def say_naming(
    step: Step, person_id: UUID, given: bool, method: Naming = Naming.checkin
) -> ConsentRecord:
    return step.add(ConsentRecord(person_id=person_id, given=given, method=method))


def named(session: Session | Step, person_id: UUID) -> bool:
    """Their latest word; nobody asked yet means no."""
    said = session.exec(
        select(ConsentRecord.given)
        .where(ConsentRecord.person_id == person_id, ConsentRecord.archived_at.is_(None))
        .order_by(ConsentRecord.created_at.desc())
    ).first()
    return bool(said)


def named_publicly(by: Person) -> set[UUID]:
    """Ids of those who said yes, and did not take it back."""
    with look(by, "attendance.read_names") as session:
        return who_agreed(session, by.community_id)


def who_agreed(session: Session, community_id: UUID) -> set[UUID]:
    rows = session.exec(
        select(ConsentRecord.person_id, ConsentRecord.given)
        .where(ConsentRecord.community_id == community_id, ConsentRecord.archived_at.is_(None))
        .order_by(ConsentRecord.created_at)
    ).all()
    latest = dict(rows)
    return {id for id, given in latest.items() if given}

"""Arrivals and the one tap that lets them in: then they have a member's rights."""

from uuid import UUID

from sqlmodel import or_, select

from models import (
    Attendance,
    Card,
    Meeting,
    MembershipKind,
    Organisation,
    OrgMembership,
    Person,
    Role,
    RoleAssignment,
    moment,
)
from services import arriving
from services.attendance import counts_by_default
from services.change import Step, change
from services.merging import join


def admit(
    by: Person,
    meeting_id: UUID,
    person_ids: list[UUID] | None = None,
    as_guests: bool = False,
    op: UUID | None = None,
) -> list[Person]:
    """These arrivals, or all of them. Whoever has the name and organisation of somebody in the
    register becomes that person; an organisation that is new takes a seat as a member from today,
    unless they come `as_guests`. Their cards stand now; they count in the headline."""
    with change(by, "meeting.admitted", op, meeting_id) as step:
        meeting = step.find(Meeting, meeting_id)
        people = _arrivals(step, meeting_id, person_ids)
        step.what = ", ".join(person.name for person in people)
        return [_let_in(step, meeting, person, as_guests) for person in people]


def _arrivals(step: Step, meeting_id: UUID, only: list[UUID] | None) -> list[Person]:
    asked = (
        select(Person)
        .join(Attendance, Attendance.person_id == Person.id)
        .join(RoleAssignment, RoleAssignment.person_id == Person.id)
        .where(
            Attendance.meeting_id == meeting_id,
            Person.community_id == step.by.community_id,
            Attendance.archived_at.is_(None),
            RoleAssignment.role == Role.arrival,
            RoleAssignment.to_on.is_(None),
            RoleAssignment.archived_at.is_(None),
            Person.archived_at.is_(None),
        )
        .order_by(Attendance.checked_in_at, Person.name)
    )
    return list(step.exec(asked.where(Person.id.in_(only)) if only is not None else asked).all())


def _let_in(step: Step, meeting: Meeting, person: Person, as_guest: bool) -> Person:
    seat = arriving.row(step, meeting.id, person.id)
    org = step.find(Organisation, seat.organisation_id) if seat.organisation_id else None
    if org and not as_guest:
        _seat(step, org, meeting)
    _raise(step, person, org)
    for card in _cards(step, meeting.id, person.id):
        card.to_confirm = False
    seat.capacity = arriving.capacity(step, meeting, seat.organisation_id)
    seat.counts_in_headline = counts_by_default(step, meeting, seat.organisation_id, seat.capacity)
    step.make_room()
    known = _in_register(step, person, org)
    return join(step, Person, known.id, person.id) if known else person


def _seat(step: Step, org: Organisation, meeting: Meeting) -> None:
    held = step.exec(
        select(OrgMembership.id).where(
            OrgMembership.organisation_id == org.id, OrgMembership.archived_at.is_(None)
        )
    ).first()
    if held is None:
        step.add(
            OrgMembership(
                organisation_id=org.id,
                kind=MembershipKind.member,
                joined_on=min(meeting.day, moment.today()),
            )
        )
        step.make_room()


def _raise(step: Step, person: Person, org: Organisation | None) -> None:
    """From arrival to what their organisation's seat gives."""
    held = step.exec(
        select(RoleAssignment).where(
            RoleAssignment.person_id == person.id,
            RoleAssignment.to_on.is_(None),
            RoleAssignment.archived_at.is_(None),
        )
    ).first()
    held.role = arriving.role(step, org)


def _in_register(step: Step, person: Person, org: Organisation | None) -> Person | None:
    """Somebody else of this name at this organisation, who was there before. Never one who
    coordinates: whose name they are is put together on purpose, not by a tap for many."""
    known = arriving.twin(step, person.name, org, but=person.id)
    return None if known is None or _coordinates(step, known) else known


def _coordinates(step: Step, person: Person) -> bool:
    held = select(RoleAssignment.id).where(
        RoleAssignment.person_id == person.id,
        RoleAssignment.role == Role.coordinator,
        RoleAssignment.archived_at.is_(None),
        or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on > moment.today()),
    )
    return step.exec(held).first() is not None


def _cards(step: Step, meeting_id: UUID, person_id: UUID) -> list[Card]:
    return step.exec(
        select(Card).where(Card.meeting_id == meeting_id, Card.created_by == person_id)
    ).all()

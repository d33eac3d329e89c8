"""Arrivals and the one tap that lets them in: then they have a member's rights."""

from uuid import UUID

from sqlmodel import select

from models import (
    Card,
    Meeting,
    MembershipKind,
    Organisation,
    OrgMembership,
    Person,
    RoleAssignment,
    moment,
)
from models.refusals import Refused
from services import arriving, recognising
from services.attendance import counts_by_default
from services.change import Step, change
from services.merging import join
from services.recognising import Known
from translations import mark

LOOK_AGAIN = mark("Who this would be has changed since: look at the door once more.")


def admit(
    by: Person,
    meeting_id: UUID,
    become: dict[UUID, UUID | None] | None = None,
    as_guests: bool = False,
    op: UUID | None = None,
) -> list[Person]:
    """Arrivals come in. `become`: {arrival: the person of the register they are; None: somebody
    new}, as whoever taps was shown it; who is no arrival any more is passed over. Without it all
    come in, as the register knows them, but for those who stand apart.

    An organisation that is new takes a seat as a member from today, unless they come `as_guests`.
    Their cards stand now; they count in the headline."""
    with change(by, "meeting.admitted", op, meeting_id) as step:
        meeting = step.find(Meeting, meeting_id)
        waiting = recognising.arrivals(step.session, by.community_id, meeting_id)
        known = recognising.known(step.session, waiting)
        wanted = _as_known(waiting, known) if become is None else become
        let_in = [row for row in waiting if row[1].id in wanted]
        step.what = ", ".join(person.name for _seat, person, _org in let_in)
        return [
            _let_in(step, meeting, row, _chosen(known, row[1], wanted[row[1].id]), as_guests)
            for row in let_in
        ]


def _as_known(waiting: list, known: dict[UUID, Known]) -> dict[UUID, UUID | None]:
    found = {person.id: known.get(person.id) for _seat, person, _org in waiting}
    together = {id: one for id, one in found.items() if one is None or not one.apart}
    return {id: one.person.id if one and one.may_be else None for id, one in together.items()}


def _chosen(known: dict[UUID, Known], arrival: Person, wanted: UUID | None) -> Person | None:
    """Only whom the list could have shown: a name that was put right meanwhile is another's."""
    if wanted is None:
        return None
    found = known.get(arrival.id)
    if found is None or not found.may_be or found.person.id != wanted:
        raise Refused(LOOK_AGAIN)
    return found.person


def _let_in(
    step: Step,
    meeting: Meeting,
    arrival: recognising.Arrival,
    known: Person | None,
    as_guest: bool,
) -> Person:
    seat, person, org = arrival
    if org and not as_guest:
        _seat(step, org, meeting)
    _raise(step, person, org)
    for card in _cards(step, meeting.id, {person.id, known.id if known else None}):
        card.to_confirm = False
    step.make_room()
    if known:
        person = join(step, Person, known.id, person.id)
        seat = arriving.row(step, meeting.id, person.id)
    seat.capacity = arriving.capacity(step, meeting, seat.organisation_id)
    seat.counts_in_headline = counts_by_default(step, meeting, seat.organisation_id, seat.capacity)
    return person


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


def _cards(step: Step, meeting_id: UUID, people: set[UUID | None]) -> list[Card]:
    return step.exec(
        select(Card).where(Card.meeting_id == meeting_id, Card.created_by.in_(people - {None}))
    ).all()

"""Who has a voice in a round: the units present that day, as the community votes (R27).

An organisation has one voice, whoever of its people gives it; where persons vote, each has one.
Observers, institutions, guests and arrivals see and do not vote.
"""

from uuid import UUID

from sqlmodel import Session, or_, select

from models import (
    SEEN,
    Affiliation,
    Attendance,
    Community,
    Organisation,
    Person,
    VotingUnit,
    moment,
)
from models.people import initials
from services.look import look


class Unit:
    """A voice: its id, what it is called, and who may give it. `people`: {id: name}."""

    def __init__(self, id: UUID, name: str, initials: str) -> None:
        self.id, self.name, self.initials = id, name, initials
        self.people: dict[UUID, str] = {}

    @property
    def is_person(self) -> bool:
        return self.id in self.people


def units(session: Session, community_id: UUID, meeting_id: UUID) -> dict[UUID, Unit]:
    """{unit id: Unit} of who counts in the headline and is there, in order of name."""
    votes = session.exec(select(Community.voting_unit).where(Community.id == community_id)).one()
    rows = session.exec(
        select(Person, Organisation)
        .join(Attendance, Attendance.person_id == Person.id)
        .outerjoin(Organisation, Organisation.id == Attendance.organisation_id)
        .where(
            Attendance.meeting_id == meeting_id,
            Attendance.community_id == community_id,
            Attendance.archived_at.is_(None),
            Attendance.status.in_(SEEN),
            Attendance.counts_in_headline.is_(True),
        )
        .order_by(Organisation.name, Person.name)
    ).all()
    found: dict[UUID, Unit] = {}
    for person, org in rows:
        unit = _unit(votes, person, org)
        if unit:
            found.setdefault(unit.id, unit).people[person.id] = person.name
    return found


def committing(by: Person, meeting_id: UUID) -> set[UUID]:
    """Ids of those present who may commit the organisation they are here for."""
    with look(by, "person.affiliate") as session:
        return set(
            session.exec(
                select(Affiliation.person_id)
                .join(Attendance, Attendance.person_id == Affiliation.person_id)
                .where(
                    Attendance.meeting_id == meeting_id,
                    Attendance.community_id == by.community_id,
                    Attendance.organisation_id == Affiliation.organisation_id,
                    Affiliation.can_commit.is_(True),
                    Affiliation.archived_at.is_(None),
                    or_(Affiliation.to_on.is_(None), Affiliation.to_on > moment.today()),
                )
            ).all()
        )


def _unit(votes: VotingUnit, person: Person, org: Organisation | None) -> Unit | None:
    if votes is VotingUnit.person:
        return Unit(person.id, person.name, initials(person.name))
    return Unit(org.id, org.called, org.initials) if org else None

"""Whom an arrival would become: the one of the register with their name and organisation.

A name is no proof. What somebody may do in the name of an organisation, or behind a sign-in of
their own, is never handed over by the tap that lets everybody in: such an arrival stands apart,
and comes in by a tap that says who they are, of somebody who sees their face. (To take the right
away until then would punish the real one for what a stranger typed.) Nobody becomes a coordinator
here: that is put together on purpose.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, or_, select

from models import (
    Affiliation,
    Attendance,
    Organisation,
    Person,
    Role,
    RoleAssignment,
    moment,
)
from services.imports.text import words as plainly

Arrival = tuple[Attendance, Person, Organisation | None]


@dataclass(frozen=True)
class Known:
    """`commits`: the organisations this person may commit today, by name. `is_arrival`: waits at
    the door too, having come before (somebody with two phones)."""

    person: Person
    commits: tuple[str, ...]
    signs_in: bool
    coordinates: bool
    is_arrival: bool

    @property
    def may_be(self) -> bool:
        return not self.coordinates

    @property
    def apart(self) -> bool:
        """Not to be let in with everybody."""
        return self.may_be and (bool(self.commits) or self.signs_in)


def arrivals(session: Session, community_id: UUID, meeting_id: UUID) -> list[Arrival]:
    """Who waits at the door of this meeting, in the order they came."""
    return session.exec(
        select(Attendance, Person, Organisation)
        .join(Person, Person.id == Attendance.person_id)
        .join(RoleAssignment, RoleAssignment.person_id == Person.id)
        .outerjoin(Organisation, Organisation.id == Attendance.organisation_id)
        .where(
            Attendance.meeting_id == meeting_id,
            Person.community_id == community_id,
            Attendance.archived_at.is_(None),
            RoleAssignment.role == Role.arrival,
            RoleAssignment.to_on.is_(None),
            RoleAssignment.archived_at.is_(None),
            Person.archived_at.is_(None),
        )
        .order_by(Attendance.checked_in_at, Person.name)
    ).all()


def known(session: Session, waiting: Iterable[Arrival]) -> dict[UUID, Known]:
    """{arrival: whom they would become}; who is new is not in it. Three questions in all."""
    at = {person.id: (person, org) for _seat, person, org in waiting if org}
    register = _register(session, {org.id for _person, org in at.values()})
    roles = _roles(session, {person.id for _org, person in register})
    found = {}
    for id, (person, org) in at.items():
        alike = [p for org_id, p in register if org_id == org.id and _is_like(p, person, roles)]
        if alike:
            found[id] = min(alike, key=lambda p: _how_near(p, person, roles))
    commits = _commits(session, {person.id for person in found.values()})
    return {id: _known(person, commits, roles) for id, person in found.items()}


def _register(session: Session, organisations: set[UUID]) -> list[tuple[UUID, Person]]:
    return session.exec(
        select(Affiliation.organisation_id, Person)
        .join(Person, Person.id == Affiliation.person_id)
        .where(
            Affiliation.organisation_id.in_(organisations),
            Affiliation.archived_at.is_(None),
            Person.archived_at.is_(None),
        )
    ).all()


def _roles(session: Session, people: set[UUID]) -> dict[UUID, Role]:
    held = session.exec(
        select(RoleAssignment.person_id, RoleAssignment.role).where(
            RoleAssignment.person_id.in_(people),
            RoleAssignment.archived_at.is_(None),
            or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on > moment.today()),
        )
    ).all()
    return dict(held)


def _is_like(known: Person, arrival: Person, roles: dict[UUID, Role]) -> bool:
    """Of two who wait at the door under one name, the later one becomes the earlier one."""
    if known.id == arrival.id or plainly(known.name) != plainly(arrival.name):
        return False
    return roles.get(known.id) is not Role.arrival or _came(known) < _came(arrival)


def _how_near(known: Person, arrival: Person, roles: dict[UUID, Role]) -> tuple:
    """The register before the door; there, written the same comes first."""
    waits = roles.get(known.id) is Role.arrival
    return waits, not waits and known.name != arrival.name, _came(known)


def _came(person: Person) -> tuple:
    return person.created_at, str(person.id)


def _commits(session: Session, people: set[UUID]) -> dict[UUID, list[str]]:
    today = moment.today()
    rows = session.exec(
        select(Affiliation.person_id, Organisation)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Affiliation.person_id.in_(people),
            Affiliation.can_commit.is_(True),
            Affiliation.archived_at.is_(None),
            or_(Affiliation.to_on.is_(None), Affiliation.to_on > today),
        )
        .order_by(Organisation.name)
    ).all()
    named: dict[UUID, list[str]] = {}
    for id, org in rows:
        named.setdefault(id, []).append(org.called)
    return named


def _known(person: Person, commits: dict, roles: dict[UUID, Role]) -> Known:
    role = roles.get(person.id)
    return Known(
        person=person,
        commits=tuple(commits.get(person.id, ())),
        signs_in=person.account_id is not None,
        coordinates=role is Role.coordinator,
        is_arrival=role is Role.arrival,
    )

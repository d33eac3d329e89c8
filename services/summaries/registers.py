"""The register: organisations with their seat and their people, people with their role."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session, func, or_, select

from models import (
    HELD,
    SEEN,
    Affiliation,
    Attendance,
    Meeting,
    Organisation,
    OrgMembership,
    Person,
    Role,
    RoleAssignment,
    moment,
)
from services.look import look
from services.summaries.frames import fetch


@dataclass
class OrgRow:
    """`seat`: the membership of today or the latest one. `speak`: who speaks for it today;
    `commit`: who of them may commit it. `meetings`: held meetings somebody came to for it."""

    organisation: Organisation
    seat: OrgMembership | None = None
    speak: list[str] = field(default_factory=list)
    commit: list[str] = field(default_factory=list)
    meetings: int = 0


@dataclass
class PersonRow:
    """`email` is "" for a reader who may not see it. `role` of today, None without one."""

    person: Person
    email: str
    role: Role | None = None
    affiliations: list[tuple[Affiliation, Organisation]] = field(default_factory=list)
    meetings: int = 0

    @property
    def signs_in(self) -> bool:
        return self.person.account_id is not None


@dataclass(frozen=True)
class Register:
    """`seats`: the whole past of an organisation's membership, by its id."""

    organisations: list[OrgRow]
    people: list[PersonRow]
    seats: dict[UUID, list[OrgMembership]]

    def organisation(self, id: UUID) -> OrgRow | None:
        return next((row for row in self.organisations if row.organisation.id == id), None)

    def person(self, id: UUID) -> PersonRow | None:
        return next((row for row in self.people if row.person.id == id), None)


def register(by: Person) -> Register:
    """Seven statements beside those of the window, whatever the size."""
    with look(by, "person.read_name") as session:
        who, today = session.info["who"], moment.today()
        orgs = {o.id: OrgRow(o) for o in _there(session, Organisation, by)}
        people = {p.id: PersonRow(p, _email(who, p)) for p in _there(session, Person, by)}
        seats = _seats(session, by)
        for id, held in seats.items():
            if id in orgs:
                orgs[id].seat = next((s for s in held if s.holds_on(today)), held[-1])
        _speak(session, by, orgs, people)
        for person_id, role in _roles(session, by, today):
            if person_id in people:
                people[person_id].role = role
        _came(session, by, orgs, people)
    return Register(list(orgs.values()), list(people.values()), seats)


def _email(who, person: Person) -> str:
    """Only one's own, unless one may read everybody's."""
    cell = who.cell("person.read_email")
    return (person.email or "") if cell == "allow" or person.id == who.person_id else ""


def _there(session: Session, kind, by: Person) -> list:
    return session.exec(
        select(kind)
        .where(kind.community_id == by.community_id, kind.archived_at.is_(None))
        .order_by(func.lower(kind.name))
    ).all()


def _seats(session: Session, by: Person) -> dict[UUID, list[OrgMembership]]:
    rows = session.exec(
        select(OrgMembership)
        .where(OrgMembership.community_id == by.community_id, OrgMembership.archived_at.is_(None))
        .order_by(OrgMembership.joined_on)
    ).all()
    found: dict[UUID, list[OrgMembership]] = {}
    for row in rows:
        found.setdefault(row.organisation_id, []).append(row)
    return found


def _speak(session: Session, by: Person, orgs: dict, people: dict) -> None:
    today = moment.today()
    rows = session.exec(
        select(Affiliation)
        .where(Affiliation.community_id == by.community_id, Affiliation.archived_at.is_(None))
        .order_by(Affiliation.from_on)
    ).all()
    for row in rows:
        org, person = orgs.get(row.organisation_id), people.get(row.person_id)
        if org is None or person is None or not row.holds_on(today):
            continue
        person.affiliations.append((row, org.organisation))
        org.speak.append(person.person.name)
        if row.can_commit:
            org.commit.append(person.person.name)


def _roles(session: Session, by: Person, today: date) -> list[tuple]:
    return fetch(
        session,
        select(RoleAssignment.person_id, RoleAssignment.role)
        .where(
            RoleAssignment.community_id == by.community_id,
            RoleAssignment.archived_at.is_(None),
            RoleAssignment.from_on <= today,
            or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on > today),
        )
        .order_by(RoleAssignment.from_on),
    )


def _came(session: Session, by: Person, orgs: dict, people: dict) -> None:
    """Held meetings each was seen at: one question for both."""
    rows = fetch(
        session,
        select(Attendance.meeting_id, Attendance.person_id, Attendance.organisation_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Attendance.community_id == by.community_id,
            Attendance.archived_at.is_(None),
            Attendance.status.in_(SEEN),
            Meeting.state.in_(HELD),
            Meeting.archived_at.is_(None),
        ),
    )
    at: dict[UUID, set] = {}
    for meeting_id, person_id, organisation_id in rows:
        at.setdefault(organisation_id, set()).add(meeting_id)
        if person_id in people:
            people[person_id].meetings += 1
    for id, row in orgs.items():
        row.meetings = len(at.get(id, ()))

"""Who somebody at the door is: in the register, or new; for whom they speak, in what capacity."""

from uuid import UUID

from sqlmodel import or_, select

from models import (
    Affiliation,
    Attendance,
    Capacity,
    Meeting,
    MembershipKind,
    Organisation,
    OrgMembership,
    Person,
    Role,
    RoleAssignment,
    moment,
)
from models.base import words
from services.change import Step
from services.imports.text import words as plainly

SEATS = {
    MembershipKind.member: Capacity.member,
    MembershipKind.institution: Capacity.institution,
    MembershipKind.platform: Capacity.facilitator,
    MembershipKind.observer: Capacity.observer,
    MembershipKind.funder: Capacity.observer,
}
KINDS = {
    Capacity.institution: MembershipKind.institution,
    Capacity.observer: MembershipKind.observer,
    Capacity.guest: None,
}


def organisation(
    step: Step, meeting: Meeting, asked: str | UUID | None, capacity: Capacity | None
) -> Organisation | None:
    """The one named; a new name joins the register, with a seat from the day of the meeting."""
    if not asked:
        return None
    if isinstance(asked, UUID):
        return step.find(Organisation, asked)
    name = words(asked, "organisation", 160)
    return named(step, Organisation, name) or _new_organisation(step, meeting, name, capacity)


def person(step: Step, meeting: Meeting, asked: str | UUID, org: Organisation | None) -> Person:
    """The one named. A name of the register at the same organisation is that person; any other
    is somebody new: two people may share a name."""
    if isinstance(asked, UUID):
        return step.find(Person, asked)
    name = words(asked, "name", 120)
    return twin(step, name, org) or _new_person(step, meeting, name, org)


def spoken_for(step: Step, meeting: Meeting, person_id: UUID) -> UUID | None:
    """The organisation they spoke for on the day of the meeting, which may be mended long after;
    the first one if there were several."""
    day = meeting.day
    return step.exec(
        select(Affiliation.organisation_id)
        .where(
            Affiliation.person_id == person_id,
            Affiliation.archived_at.is_(None),
            Affiliation.from_on <= day,
            or_(Affiliation.to_on.is_(None), Affiliation.to_on > day),
        )
        .order_by(Affiliation.from_on, Affiliation.created_at)
    ).first()


def capacity(step: Step, meeting: Meeting, organisation_id: UUID | None) -> Capacity:
    """Host if it hosts that day, else what its seat gives; a guest has none."""
    if organisation_id and organisation_id == meeting.host_organisation_id:
        return Capacity.host
    new = [t for t in step.session.new if isinstance(t, OrgMembership)]
    held = step.exec(
        select(OrgMembership).where(
            OrgMembership.organisation_id == organisation_id, OrgMembership.archived_at.is_(None)
        )
    ).all()
    day = meeting.day
    kinds = [
        seat.kind
        for seat in [*new, *held]
        if seat.organisation_id == organisation_id and seat.holds_on(day)
    ]
    if organisation_id is None:
        return Capacity.member
    return SEATS[kinds[0]] if kinds else Capacity.guest


def row(step: Step, meeting_id: UUID, person_id: UUID) -> Attendance | None:
    """Their place at this meeting, also one that was taken away: there is one for each."""
    return step.exec(
        select(Attendance).where(
            Attendance.meeting_id == meeting_id, Attendance.person_id == person_id
        )
    ).first()


def speaks_for(step: Step, person: Person, org: Organisation, meeting: Meeting) -> Affiliation:
    """From the day of the meeting, or from today if it is still to come."""
    day = min(meeting.day, moment.today())
    return Affiliation(
        community_id=step.by.community_id,
        created_by=step.by.id,
        person_id=person.id,
        organisation_id=org.id,
        from_on=day,
    )


def _new_organisation(step: Step, meeting: Meeting, name: str, capacity) -> Organisation:
    new = step.add(Organisation(name=name))
    kind = KINDS.get(capacity, MembershipKind.member)
    if kind:
        step.add(OrgMembership(organisation_id=new.id, kind=kind, joined_on=meeting.day))
    return new


def _new_person(step: Step, meeting: Meeting, name: str, org: Organisation | None) -> Person:
    day = min(meeting.day, moment.today())
    new = step.add(Person(name=name))
    if org:
        step.add(speaks_for(step, new, org, meeting))
    step.add(RoleAssignment(person_id=new.id, role=role(step, org), from_on=day))
    return new


def role(step: Step, org: Organisation | None) -> Role:
    """Who comes for a member is a member; for an institution, an observer."""
    seats = [t for t in step.session.new if isinstance(t, OrgMembership)] if org else []
    if org and not any(seat.organisation_id == org.id for seat in seats):
        seats = step.exec(
            select(OrgMembership).where(OrgMembership.organisation_id == org.id)
        ).all()
    kinds = {seat.kind for seat in seats if org and seat.organisation_id == org.id}
    return Role.member if MembershipKind.member in kinds else Role.observer


def named(step: Step, kind, name: str):
    """The one of the register with this name, as thumbs write it too: “qubi” is “Qubì”."""
    rows = step.exec(
        select(kind.id, kind.name)
        .where(kind.community_id == step.by.community_id, kind.archived_at.is_(None))
        .order_by(kind.created_at)
    ).all()
    return _of_name(step, kind, rows, name)


def twin(step: Step, name: str, org: Organisation | None, but: UUID | None = None) -> Person | None:
    """Somebody of this name at this organisation; `but` is the one who asks."""
    rows = step.exec(
        select(Person.id, Person.name)
        .join(Affiliation, Affiliation.person_id == Person.id)
        .where(
            Person.community_id == step.by.community_id,
            Person.archived_at.is_(None),
            Affiliation.organisation_id == (org.id if org else None),
            Affiliation.archived_at.is_(None),
            Person.id != but,
        )
        .order_by(Person.created_at)
    ).all()
    return _of_name(step, Person, rows, name)


def _of_name(step: Step, kind, rows: list, name: str):
    alike = [(id, called) for id, called in rows if plainly(called) == plainly(name)]
    alike.sort(key=lambda row: row[1] != name)  # written the same comes first
    return step.session.get(kind, alike[0][0]) if alike else None

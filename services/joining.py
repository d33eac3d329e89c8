"""Coming to a meeting by its code: who somebody is, for whom they speak today, and how they are
known again. Nobody needs an account; whoever is new is an arrival until a coordinator admits them.
"""

from uuid import UUID, uuid4

from sqlmodel import select

from models import (
    Affiliation,
    Attendance,
    AttendanceMethod,
    AttendanceStatus,
    Meeting,
    Organisation,
    Person,
    Phone,
    Role,
    RoleAssignment,
    moment,
)
from models.base import words
from models.refusals import NotFound, Refused
from services import arriving, doorways
from services.access import hashed
from services.attendance import place
from services.change import Step, arrival, change
from services.naming import named, say_naming
from services.presence import running
from translations import mark

OVER = mark("This meeting is not open for joining. Ask whoever coordinates it.")


def check_in(
    key: str,
    token: str,
    name: str,
    organisation: str = "",
    remote: bool = False,
    public: bool | None = None,
    op: UUID | None = None,
) -> Person:
    """Somebody whose phone is not known here: an arrival, until admitted. `public`: whether they
    said they may be named publicly; None when they said nothing. Sent twice, it happens once."""
    door = doorways.doorway(key)
    if doorways.known(token, door.community.id):
        raise Refused(mark("This phone is already at the table."))
    by = Person(
        id=uuid4(),
        community_id=door.community.id,
        name=words(name, "name", 120),
        made_by="self_checkin",
    )
    role = RoleAssignment(person_id=by.id, role=Role.arrival, from_on=moment.today())
    with arrival(by, [by, role], op, door.meeting.id) as step:
        step.what = door.meeting.title
        _carry(step, token)
        org = _organisation(step, organisation)
        if org:
            step.session.add(arriving.speaks_for(step, by, org, door.meeting))
        _sit(step, door.meeting, by, org, remote, counted=False)
        if public is not None:
            say_naming(step, by.id, public)
    return by


def come(
    by: Person,
    meeting_id: UUID,
    organisation: str | None = None,
    remote: bool = False,
    op: UUID | None = None,
) -> Attendance:
    """Somebody who is known: by their phone or their account. They count at once, for the
    organisation they name, else for the one they speak for. Also the way to mend one's own
    check-in: another organisation for today, from afar, back after leaving."""
    with change(by, "meeting.joined", op, meeting_id) as step:
        meeting = running(step, meeting_id, OVER)
        step.what = meeting.title
        org = _organisation(step, organisation or "")
        if organisation is None:
            spoken = arriving.spoken_for(step, meeting, by.id)
            org = step.find(Organisation, spoken) if spoken else None
        return _sit(step, meeting, by, org, remote, counted=step.who.role is not Role.arrival)


def mend(
    by: Person,
    meeting_id: UUID,
    name: str,
    organisation: str = "",
    remote: bool = False,
    public: bool = False,
    op: UUID | None = None,
) -> Attendance:
    """One's own check-in, put right: how one is called, for whom one is here today, from where,
    and whether one may be named publicly."""
    with change(by, "attendance.self_corrected", op, meeting_id) as step:
        meeting = running(step, meeting_id, OVER)
        step.what = meeting.title
        me = step.get(Person, by.id)
        me.name = words(name, "name", 120)
        if public is not named(step, me.id):
            say_naming(step, me.id, public)
        org, waits = _organisation(step, organisation), step.who.role is Role.arrival
        if waits:
            _speak_for(step, me, org, meeting)
        return _sit(step, meeting, me, org, remote, counted=not waits)


def leave(by: Person, meeting_id: UUID, op: UUID | None = None) -> Attendance:
    """Leaving early: they were there, until now. `come` takes it back."""
    with change(by, "attendance.self_corrected", op, meeting_id) as step:
        meeting = running(step, meeting_id, OVER)
        step.what = meeting.title
        row = arriving.row(step, meeting_id, by.id)
        if row is None:
            raise NotFound
        row.left_at = moment.now()
        return step.add(row)


def bring(by: Person, meeting_id: UUID, name: str, op: UUID | None = None) -> Attendance:
    """A colleague without a phone, of the same organisation; they count once admitted, or
    at once if the register knows them."""
    with change(by, "attendance.brought", op, meeting_id) as step:
        meeting = running(step, meeting_id, OVER)
        mine = arriving.row(step, meeting_id, by.id)
        if mine is None or mine.organisation_id is None:
            raise Refused(mark("Say first for which organisation you are here."), field="name")
        org = step.find(Organisation, mine.organisation_id)
        person, fresh = _colleague(step, words(name, "name", 120), org, meeting)
        step.what = person.name
        return _sit(step, meeting, person, org, False, counted=not fresh)


def _carry(step: Step, token: str) -> None:
    """Their phone from now on, also if it was another's, who is in the register no more."""
    there = select(Phone).where(
        Phone.community_id == step.by.community_id, Phone.token_hash == hashed(token)
    )
    phone = step.exec(there).first() or Phone(token_hash=hashed(token), person_id=step.by.id)
    phone.person_id, phone.archived_at = step.by.id, None
    step.add(phone)


def _colleague(step: Step, name: str, org: Organisation, meeting: Meeting) -> tuple[Person, bool]:
    """(the person, whether they are new): the register's own, else an arrival."""
    twin = arriving.twin(step, name, org)
    if twin:
        return twin, False
    person = Person(community_id=step.by.community_id, created_by=step.by.id, name=name)
    role = RoleAssignment(person_id=person.id, role=Role.arrival, from_on=moment.today())
    for row in (person, role, arriving.speaks_for(step, person, org, meeting)):
        row.community_id, row.created_by = step.by.community_id, step.by.id
        step.session.add(row)
    return person, True


def _speak_for(step: Step, me: Person, org: Organisation | None, meeting: Meeting) -> None:
    """Only for this one: what an arrival first said by mistake is not what the register keeps."""
    said = step.exec(
        select(Affiliation).where(Affiliation.person_id == me.id, Affiliation.archived_at.is_(None))
    ).all()
    for row in said:
        if org is None or row.organisation_id != org.id:
            step.archive(row)
    if org and all(row.organisation_id != org.id for row in said):
        step.add(arriving.speaks_for(step, me, org, meeting))


def _sit(
    step: Step,
    meeting: Meeting,
    person: Person,
    org: Organisation | None,
    remote: bool,
    counted: bool,
) -> Attendance:
    """By one's own phone; back at the table, if one had left. `counted`: admitted already."""
    status = AttendanceStatus.remote if remote else AttendanceStatus.present
    org_id, code = org.id if org else None, AttendanceMethod.code
    row = place(step, meeting, person, org_id, None, status, code)
    row.left_at = None
    row.counts_in_headline = counted and row.counts_in_headline
    return row


def _organisation(step: Step, name: str) -> Organisation | None:
    """The one of the register; or a new one, proposed: it has no seat until somebody is admitted
    for it."""
    if not name.strip():
        return None
    name = words(name, "organisation", 160)
    found = arriving.named(step, Organisation, name)
    if found is None:
        found = Organisation(community_id=step.by.community_id, created_by=step.by.id, name=name)
        step.session.add(found)
    return found

"""Who was there, for which organisation, and whether they count in the headline."""

from uuid import UUID

from sqlmodel import select

from models import (
    SEEN,
    Attendance,
    AttendanceMethod,
    AttendanceStatus,
    Capacity,
    Meeting,
    MembershipKind,
    OrgMembership,
    Person,
    moment,
)
from services import arriving
from services.change import Step, change

FIELDS = ("organisation_id", "capacity", "status", "counts_in_headline", "left_at")


def record(
    by: Person,
    meeting_id: UUID,
    person_id: UUID,
    organisation_id: UUID | None = None,
    capacity: Capacity = Capacity.member,
    status: AttendanceStatus = AttendanceStatus.present,
    counts_in_headline: bool | None = None,
    method: AttendanceMethod = AttendanceMethod.facilitator,
    op: UUID | None = None,
) -> Attendance:
    """One person at one meeting; recorded twice, the later word holds."""
    with change(by, "attendance.recorded", op, meeting_id) as step:
        meeting, person = step.find(Meeting, meeting_id), step.find(Person, person_id)
        step.what = person.name
        row = place(step, meeting, person, organisation_id, capacity, status)
        row.method = method
        if counts_in_headline is not None:
            row.counts_in_headline = counts_in_headline
        return row


def record_many(
    by: Person,
    meeting_id: UUID,
    person_ids: list[UUID],
    status: AttendanceStatus = AttendanceStatus.present,
    op: UUID | None = None,
) -> list[Attendance]:
    """Each for the organisation they speak for, in the capacity its seat gives."""
    with change(by, "attendance.recorded", op, meeting_id) as step:
        meeting = step.find(Meeting, meeting_id)
        people = [step.find(Person, id) for id in person_ids]
        rows = [_at_their_place(step, meeting, person, status) for person in people]
        step.what = meeting.title
        return rows


def walk_in(
    by: Person,
    meeting_id: UUID,
    name: str | UUID,
    organisation: str | UUID | None = None,
    capacity: Capacity | None = None,
    status: AttendanceStatus = AttendanceStatus.present,
    op: UUID | None = None,
) -> Attendance:
    """Somebody at the door, in one act. `name` and `organisation` are ids of the register, or the
    words of somebody new, who then joins it; without `capacity`, what their seat gives."""
    with change(by, "attendance.recorded", op, meeting_id) as step:
        meeting = step.find(Meeting, meeting_id)
        org = arriving.organisation(step, meeting, organisation, capacity)
        person = arriving.person(step, meeting, name, org)
        step.what = person.name
        org_id = org.id if org else arriving.spoken_for(step, meeting, person.id)
        return place(step, meeting, person, org_id, capacity, status)


def correct(
    by: Person, attendance_id: UUID, seen: dict, wanted: dict, op: UUID | None = None
) -> Attendance:
    """Also after the meeting was closed: it leaves a line in the history."""
    with change(by, "attendance.corrected", op) as step:
        row = step.get(Attendance, attendance_id)
        step.what, step.meeting_id = step.find(Person, row.person_id).name, row.meeting_id
        step.edit(row, seen, wanted, FIELDS)
        return row


def remove(by: Person, attendance_id: UUID, op: UUID | None = None) -> None:
    """They were not there after all. Can be undone."""
    with change(by, "attendance.corrected", op) as step:
        row = step.get(Attendance, attendance_id)
        step.what, step.meeting_id = step.find(Person, row.person_id).name, row.meeting_id
        step.archive(row)


def _at_their_place(step: Step, meeting: Meeting, person: Person, status) -> Attendance:
    org_id = arriving.spoken_for(step, meeting, person.id)
    return place(step, meeting, person, org_id, None, status)


def place(
    step: Step,
    meeting: Meeting,
    person: Person,
    organisation_id: UUID | None,
    capacity: Capacity | None,
    status: AttendanceStatus,
    method: AttendanceMethod = AttendanceMethod.facilitator,
) -> Attendance:
    """Their one place at this meeting, however they came; no `capacity`: what their seat gives.
    `method`: how they are seen for the first time."""
    capacity = capacity or arriving.capacity(step, meeting, organisation_id)
    row = arriving.row(step, meeting.id, person.id) or Attendance(
        meeting_id=meeting.id, person_id=person.id, method=method
    )
    if status in SEEN and row.checked_in_at is None:
        row.checked_in_at, row.method = moment.now(), method
    row.organisation_id, row.capacity, row.status = organisation_id, capacity, status
    row.archived_at = None
    row.counts_in_headline = counts_by_default(step, meeting, organisation_id, capacity)
    return step.add(row)


def counts_by_default(
    step: Step, meeting: Meeting, organisation_id: UUID | None, capacity: Capacity
) -> bool:
    """Whether somebody counts in R1 and R2: members and hosts do; a facilitator only if their
    organisation is a member that day; institutions (R3), observers and guests stand apart."""
    if capacity is not Capacity.facilitator:
        return capacity in (Capacity.member, Capacity.host)
    day = meeting.day
    seats = step.exec(
        select(OrgMembership).where(
            OrgMembership.organisation_id == organisation_id,
            OrgMembership.kind == MembershipKind.member,
            OrgMembership.archived_at.is_(None),
        )
    ).all()
    return any(seat.holds_on(day) for seat in seats)

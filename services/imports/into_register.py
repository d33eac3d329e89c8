"""What an import brings into the register: organisations, people, who was at which meeting."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import func, select

from models import (
    Affiliation,
    Attendance,
    AttendanceMethod,
    AttendanceStatus,
    Capacity,
    MadeBy,
    Meeting,
    MeetingState,
    MembershipKind,
    Organisation,
    OrgMembership,
    Person,
    moment,
)
from services.arriving import SEATS
from services.attendance import counts_by_default
from services.imports.run import Run
from translations import formats

STATUSES = {
    "present": AttendanceStatus.present,
    "remote": AttendanceStatus.remote,
    "registered": AttendanceStatus.registered,
    "cancelled": AttendanceStatus.excused,
    "absent": AttendanceStatus.excused,  # with a word beside it; an empty cell says nothing
}


def organisations(run: Run) -> None:
    said = {o.name: o for o in reversed(run.draft.organisations)}
    for name, who in run.preview.organisations.items():
        if who == name:
            _new_organisation(run, name, said.get(name))
    for name in run.preview.organisations:
        run.org_ids[name] = _organisation(run, name)
    for o in run.draft.organisations:
        run.keep(o, run.org_ids.get(o.name))


def _new_organisation(run: Run, name: str, said) -> None:
    row = run.step.add(
        Organisation(
            name=name,
            website=said.website if said else "",
            tax_code=said.tax_code[:20] if said else "",
            notes=said.legal_form if said else "",
        )
    )
    seat = OrgMembership(
        organisation_id=row.id, kind=MembershipKind.member, joined_on=run.first_day()
    )
    run.step.add(seat)
    run.register.seats[row.id] = seat
    run.org_ids[name] = row.id


def _organisation(run: Run, name: str) -> UUID:
    """Follow “the same as” to whom it ends at."""
    who = run.preview.organisations[name]
    while isinstance(who, str) and who != name:
        name, who = who, run.preview.organisations[who]
    return who if isinstance(who, UUID) else run.org_ids[name]


def people(run: Run) -> None:
    for person in run.draft.people:
        who = run.preview.people[person.key]
        if who == person.key:
            _new_person(run, person)
        elif who is not None:
            run.person_ids[person.key] = who if isinstance(who, UUID) else run.person_ids[who]
        if person.key in run.person_ids:
            _speaks_for(run, run.person_ids[person.key], run.org(person.organisation))
        run.keep_of(person.places[0], person.kept, run.person_ids.get(person.key))


def _new_person(run: Run, person) -> None:
    email = person.email.casefold() or None
    taken = {p.email for p in run.register.people.values()}
    row = run.step.add(
        Person(
            name=person.name[:120],
            email=None if email in taken else email,
            made_by=MadeBy.import_,
        )
    )
    run.register.people[row.id] = row
    run.person_ids[person.key] = row.id


def _speaks_for(run: Run, person_id: UUID, org_id: UUID | None) -> None:
    if org_id is None or org_id in run.register.speak_for[person_id]:
        return
    run.register.speak_for[person_id].add(org_id)
    run.step.add(Affiliation(person_id=person_id, organisation_id=org_id, from_on=run.first_day()))


def meetings(run: Run) -> None:
    days = {a.meeting_date or run.answers.meeting_date for a in run.draft.attendances}
    last = run.step.exec(
        select(func.max(Meeting.ordinal)).where(Meeting.community_id == run.step.by.community_id)
    ).one()
    held = sorted(days - run.register.meetings.keys())
    for day in held:
        past = day <= moment.today()
        last = (last or 0) + 1 if past else last
        run.register.meetings[day] = run.step.add(_meeting(day, last if past else None))


def attendances(run: Run) -> None:
    for row in run.draft.attendances:
        person_id = run.person_ids.get(row.person)
        if person_id is None or (row.status == "absent" and not row.said):
            continue
        meeting = run.register.meetings[row.meeting_date or run.answers.meeting_date]
        if (meeting.id, person_id) not in run.register.attendances:
            _attend(run, meeting, person_id, row)


def _attend(run: Run, meeting: Meeting, person_id: UUID, row) -> None:
    org_id = run.org(row.organisation) or _only_one(run, person_id)
    capacity = _capacity(run, meeting, org_id)
    run.register.attendances[meeting.id, person_id] = run.step.add(
        Attendance(
            meeting_id=meeting.id,
            person_id=person_id,
            organisation_id=org_id,
            capacity=capacity,
            status=STATUSES[row.status],
            counts_in_headline=counts_by_default(run.step, meeting, org_id, capacity),
            method=AttendanceMethod.import_,
            minutes=row.minutes,
        )
    )
    if row.note:
        run.kept.append({"row": row.place.row, "file": row.place.file, "note": row.note})


def _capacity(run: Run, meeting: Meeting, org_id: UUID | None) -> Capacity:
    if org_id is None:
        return Capacity.member
    if org_id == meeting.host_organisation_id:
        return Capacity.host
    seat = run.register.seats.get(org_id)
    return SEATS[seat.kind] if seat else Capacity.guest


def _only_one(run: Run, person_id: UUID) -> UUID | None:
    orgs = run.register.speak_for[person_id]
    return next(iter(orgs)) if len(orgs) == 1 else None


def _meeting(day: date, ordinal: int | None) -> Meeting:
    """A list of who was there says the day; the hours nobody said span the whole of it."""
    zone = ZoneInfo(moment.ROME)
    return Meeting(
        title=formats.day(day),
        ordinal=ordinal,
        state=MeetingState.scheduled if ordinal is None else MeetingState.closed,
        starts_at=datetime.combine(day, time(0), zone),
        ends_at=datetime.combine(day, time(23, 59), zone),
    )

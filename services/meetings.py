"""Calling a meeting, running it through its states, and making the next out of the last."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import func, select

from models import (
    NEXT_STATES,
    SEEN,
    AgendaItem,
    Attendance,
    Capacity,
    History,
    HistoryChange,
    Invitation,
    Meeting,
    MeetingMode,
    MeetingState,
    Organisation,
    Person,
    Phase,
    moment,
)
from models.base import in_order, words
from models.refusals import Refused
from services import deliveries, tracing, venues
from services.change import Step, change
from services.doorways import new_code, new_key
from services.look import look
from translations import mark

BEGUN = mark(
    "Something has happened at this meeting since it was opened: it goes on, or is closed."
)
OPENED = {"state", "ordinal", "starts_at", "ends_at"}  # what opening may change, beside the code
FIELDS = (
    "title",
    "mode",
    "kind",
    "starts_at",
    "ends_at",
    "venue_id",
    "host_organisation_id",
    "purpose",
)


def call(
    by: Person,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    venue_id: UUID | str | None = None,
    host_organisation_id: UUID | None = None,
    mode: MeetingMode = MeetingMode.in_person,
    purpose: str = "",
    op: UUID | None = None,
) -> Meeting:
    """A scheduled meeting. It takes its number when it opens. `venue_id` may also be the name of
    a new place, here and below."""
    with change(by, "meeting.called", op) as step:
        _must_end_after(starts_at, ends_at)
        return step.add(
            Meeting(
                title=titled(title),
                starts_at=starts_at,
                ends_at=ends_at,
                venue_id=venues.asked_for(step, venue_id),
                host_organisation_id=host_organisation_id,
                mode=mode,
                purpose=purpose.strip(),
                state=MeetingState.scheduled,
                previous_id=_latest(step),
            )
        )


def edit(by: Person, meeting_id: UUID, seen: dict, wanted: dict, op: UUID | None = None) -> Meeting:
    with change(by, "meeting.edited", op, meeting_id) as step:
        meeting = step.get(Meeting, meeting_id)
        if "venue_id" in wanted:
            wanted = {**wanted, "venue_id": venues.asked_for(step, wanted["venue_id"])}
        step.edit(meeting, seen, wanted, FIELDS, title=200)
        _must_end_after(meeting.starts_at, meeting.ends_at)
        return meeting


def open(by: Person, meeting_id: UUID, op: UUID | None = None, today: bool = False) -> Meeting:
    """It is live, and takes the next number of the series if it has none. `today`: it is held
    today, whatever day it was called for; else its day stays (tried out, or written up later)."""
    with change(by, "meeting.opened", op, meeting_id) as step:
        meeting = _go_to(step, meeting_id, MeetingState.live)
        if meeting.ordinal is None:
            last = step.exec(
                select(func.max(Meeting.ordinal)).where(Meeting.community_id == by.community_id)
            ).one()
            meeting.ordinal = (last or 0) + 1
        if today:
            meeting.hold_on(moment.today(meeting.tz))
        _let_join(meeting)
        return meeting


def put_back(by: Person, meeting_id: UUID, op: UUID | None = None) -> Meeting:
    """Opened by mistake: called again as it was, for its day, while nothing has happened at it.
    The key stays: opened again, every screen finds it."""
    with change(by, "meeting.put_back", op, meeting_id) as step:
        meeting = step.get(Meeting, meeting_id)
        before = _as_before_opening(step, meeting)
        if before is None:
            raise Refused(BEGUN)
        for field in OPENED & before.keys():
            setattr(meeting, field, tracing.revive(Meeting, field, before[field]))
        meeting.join_code = None
        return meeting


def renew_code(by: Person, meeting_id: UUID, op: UUID | None = None) -> Meeting:
    """Another code and another key: what was photographed or guessed at lets nobody in."""
    with change(by, "meeting.edited", op, meeting_id) as step:
        meeting = step.get(Meeting, meeting_id)
        meeting.join_code = meeting.join_key = None
        if meeting.running:
            step.make_room()
            _let_join(meeting)
        return meeting


def move_on(by: Person, meeting_id: UUID, phase: Phase | None, op: UUID | None = None) -> Meeting:
    with change(by, "meeting.moved_on", op, meeting_id) as step:
        meeting = step.get(Meeting, meeting_id)
        meeting.phase = phase
        return meeting


def wrap_up(by: Person, meeting_id: UUID, op: UUID | None = None) -> Meeting:
    with change(by, "meeting.moved_on", op, meeting_id) as step:
        return _go_to(step, meeting_id, MeetingState.wrap_up)


def recall(by: Person, meeting_id: UUID, op: UUID | None = None) -> Meeting:
    """A cancelled meeting is called again."""
    with change(by, "meeting.called", op, meeting_id) as step:
        return _go_to(step, meeting_id, MeetingState.scheduled)


def leave_open(by: Person, meeting_id: UUID, ids: list[UUID], op: UUID | None = None) -> Meeting:
    """“Leave it, I know”: these things are no longer asked about when this meeting closes."""
    with change(by, "meeting.left_open", op, meeting_id) as step:
        meeting = step.get(Meeting, meeting_id)
        known = set(meeting.left_open or ()) | {str(id) for id in ids}
        meeting.left_open = sorted(known)
        return meeting


def come_back_to(by: Person, meeting_id: UUID, id: UUID, op: UUID | None = None) -> Meeting:
    """What was left open, knowing it, asks again: the way back from `leave_open`, for one of it."""
    with change(by, "meeting.came_back_to", op, meeting_id) as step:
        meeting = step.get(Meeting, meeting_id)
        meeting.left_open = sorted(set(meeting.left_open or ()) - {str(id)})
        return meeting


def close(by: Person, meeting_id: UUID, op: UUID | None = None) -> Meeting:
    with change(by, "meeting.closed", op, meeting_id) as step:
        meeting = _go_to(step, meeting_id, MeetingState.closed)
        step.what = meeting.title
        deliveries.host(step, meeting)
        meeting.join_code = None  # the key stays: reopened, every screen finds it again
        return meeting


def reopen(by: Person, meeting_id: UUID, op: UUID | None = None) -> Meeting:
    """Back to wrapping up; what was published before does not change."""
    with change(by, "meeting.reopened", op, meeting_id) as step:
        meeting = _go_to(step, meeting_id, MeetingState.wrap_up)
        _let_join(meeting)
        return meeting


def publish(by: Person, meeting_id: UUID, op: UUID | None = None) -> Meeting:
    with change(by, "meeting.published", op, meeting_id) as step:
        return _go_to(step, meeting_id, MeetingState.published)


def cancel(by: Person, meeting_id: UUID, op: UUID | None = None) -> Meeting:
    with change(by, "meeting.cancelled", op, meeting_id) as step:
        return _go_to(step, meeting_id, MeetingState.cancelled)


def state_counts(
    by: Person,
    meeting_id: UUID,
    organisations: int | None,
    people: int | None,
    source: str = "",
    op: UUID | None = None,
) -> Meeting:
    """What a text says without names; it stands beside the register, never mixed with it."""
    with change(by, "meeting.stated", op, meeting_id) as step:
        meeting = step.get(Meeting, meeting_id)
        if min(organisations or 0, people or 0) < 0:
            raise Refused(mark("A count is zero or more."), field="organisations")
        meeting.organisations_stated, meeting.people_stated = organisations, people
        meeting.stated_source = source.strip()[:200]
        return meeting


def note(by: Person, meeting_id: UUID, seen: str, notes: str, op: UUID | None = None) -> Meeting:
    with change(by, "meeting.noted", op, meeting_id) as step:
        meeting = step.get(Meeting, meeting_id)
        step.edit(meeting, {"notes": seen}, {"notes": notes.strip()}, ("notes",))
        return meeting


def titled(text: str) -> str:
    return words(text, "title")


def hours(day: date | None, starts: time, ends: time, tz: str) -> tuple[datetime, datetime]:
    """A day and two clocks of a time zone as two instants. Refused while one is missing."""
    if day is None or starts is None or ends is None:
        raise Refused(mark("Say the day and the hours."), field="starts_at")
    zone = ZoneInfo(tz)
    return datetime.combine(day, starts, zone), datetime.combine(day, ends, zone)


def of_community(by: Person) -> list[Meeting]:
    """Not archived, in order of start."""
    with look(by, "meeting.read") as session:
        return session.exec(
            select(Meeting)
            .where(Meeting.community_id == by.community_id, Meeting.archived_at.is_(None))
            .order_by(Meeting.starts_at)
        ).all()


def prepare_next(
    by: Person,
    meeting_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    title: str,
    host_organisation_id: UUID | None = None,
    venue_id: UUID | str | None = None,
    mode: MeetingMode | None = None,
    purpose: str = "",
    op: UUID | None = None,
) -> Meeting:
    """The next meeting out of this one: its agenda, and an invitation to every organisation
    that was invited or there, a guest's apart. Open actions and unconfirmed pledges show on it
    by themselves.
    `mode`: as the last one, unless said."""
    with change(by, "meeting.prepared", op) as step:
        last = step.find(Meeting, meeting_id)
        _must_end_after(starts_at, ends_at)
        following = step.add(
            Meeting(
                title=titled(title),
                starts_at=starts_at,
                ends_at=ends_at,
                mode=mode or last.mode,
                purpose=purpose.strip(),
                kind=last.kind,
                tz=last.tz,
                venue_id=venues.asked_for(step, venue_id),
                host_organisation_id=host_organisation_id,
                state=MeetingState.scheduled,
                previous_id=last.id,
            )
        )
        _copy_agenda(step, last, following)
        _invite_anew(step, last, following)
        return following


def _copy_agenda(step: Step, last: Meeting, following: Meeting) -> None:
    items = step.exec(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == last.id, AgendaItem.archived_at.is_(None))
        .order_by(AgendaItem.position)
    ).all()
    for item in items:
        step.add(
            AgendaItem(
                meeting_id=following.id,
                position=item.position,
                title=item.title,
                kind=item.kind,
                planned_min=item.planned_min,
                carried_from_id=item.id,
            )
        )


def _invite_anew(step: Step, last: Meeting, following: Meeting) -> None:
    """Who was invited, whether they came or not, and who came without, but for guests."""
    came = select(Attendance.organisation_id).where(
        Attendance.meeting_id == last.id,
        Attendance.status.in_(SEEN),
        Attendance.capacity != Capacity.guest,
        Attendance.archived_at.is_(None),
    )
    invited = select(Invitation.organisation_id).where(
        Invitation.meeting_id == last.id, Invitation.archived_at.is_(None)
    )
    asked = step.exec(
        select(Organisation.id).where(
            Organisation.id.in_(came) | Organisation.id.in_(invited),
            Organisation.archived_at.is_(None),
        )
    ).all()
    for organisation_id in sorted(asked, key=str):
        step.add(Invitation(meeting_id=following.id, organisation_id=organisation_id))


def _go_to(step: Step, meeting_id: UUID, state: MeetingState) -> Meeting:
    meeting = step.get(Meeting, meeting_id)
    if state not in NEXT_STATES[meeting.state]:
        raise Refused(mark("Meanwhile this meeting has moved on; look again."))
    meeting.state = state
    return meeting


def _as_before_opening(step: Step, meeting: Meeting) -> dict | None:
    """The fields its opening changed; None if that is not the latest that happened at it."""
    latest = step.exec(
        select(History.verb, HistoryChange.before)
        .join(HistoryChange, HistoryChange.history_id == History.id)
        .where(History.meeting_id == meeting.id)
        .order_by(History.id.desc())
    ).first()
    began = latest is not None and latest[0] == "meeting.opened"
    ahead = began and latest[1]["state"] in (MeetingState.draft, MeetingState.scheduled)
    return latest[1] if ahead else None


def _let_join(meeting: Meeting) -> None:
    meeting.join_code = meeting.join_code or new_code()
    meeting.join_key = meeting.join_key or new_key()


def _latest(step: Step) -> UUID | None:
    return step.exec(
        select(Meeting.id)
        .where(
            Meeting.community_id == step.by.community_id,
            Meeting.archived_at.is_(None),
            Meeting.state != MeetingState.cancelled,
        )
        .order_by(Meeting.starts_at.desc())
    ).first()


def _must_end_after(starts_at: datetime, ends_at: datetime) -> None:
    in_order(starts_at, ends_at, "ends_at")
    if starts_at == ends_at:
        raise Refused(mark("A meeting lasts at least a minute."), field="ends_at")

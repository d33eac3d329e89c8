"""The unit of work: a meeting in a numbered series, who was there, what it dealt with."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from models.base import Numbered, Thing
from models.refusals import Refused
from models.words import word
from translations import mark


class Known(StrEnum):
    """A fact about a place: nobody asked yet is an answer of its own."""

    yes = "yes"
    no = "no"
    unknown = "unknown"


class Venue(Thing, table=True):
    name: str = Field(max_length=120)
    place_note: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=200)
    locality: str = Field(default="", max_length=80)
    owner_organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    capacity: int | None = None
    step_free: Known = word(Known, default=Known.unknown)


class MeetingKind(StrEnum):
    working = "working"
    plenary = "plenary"
    subgroup = "subgroup"
    public_event = "public_event"


class MeetingMode(StrEnum):
    in_person = "in_person"
    hybrid = "hybrid"
    online = "online"


class MeetingState(StrEnum):
    draft = "draft"
    scheduled = "scheduled"
    live = "live"
    wrap_up = "wrap_up"
    closed = "closed"
    published = "published"
    cancelled = "cancelled"


class Phase(StrEnum):
    """The five phases of the community that inspired this (its deck of cards)."""

    definition = "definition"
    objectives = "objectives"
    resources = "resources"
    horizon = "horizon"
    priorities = "priorities"


HELD = (MeetingState.closed, MeetingState.published)
RUNNING = (MeetingState.live, MeetingState.wrap_up)
ENDING = (MeetingState.wrap_up, *HELD)  # wrapped up or over
NEXT_STATES = {
    MeetingState.draft: {MeetingState.scheduled, MeetingState.live, MeetingState.cancelled},
    MeetingState.scheduled: {MeetingState.live, MeetingState.cancelled},
    MeetingState.live: {MeetingState.wrap_up, MeetingState.closed},
    MeetingState.wrap_up: {MeetingState.live, MeetingState.closed},
    MeetingState.closed: {MeetingState.published, MeetingState.wrap_up},
    MeetingState.published: set(),
    MeetingState.cancelled: {MeetingState.scheduled},
}


class Meeting(Thing, table=True):
    """`ordinal` is given when it goes live, so that a cancelled one takes no number.

    The stated counts are what a text says (9 organisations, 12 people) where no names are
    known; they stand beside the register and are never mixed with it.
    """

    __table_args__ = (
        UniqueConstraint("community_id", "ordinal"),
        UniqueConstraint("join_code"),
        UniqueConstraint("join_key"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("organisations_stated >= 0", name="organisations_stated"),
        CheckConstraint("people_stated >= 0", name="people_stated"),
    )

    title: str = Field(max_length=200)
    ordinal: int | None = None
    kind: MeetingKind = word(MeetingKind, default=MeetingKind.working)
    mode: MeetingMode = word(MeetingMode, default=MeetingMode.in_person)
    state: MeetingState = word(MeetingState, default=MeetingState.draft)
    phase: Phase | None = word(Phase, default=None, nullable=True)
    starts_at: datetime = Field(index=True)
    ends_at: datetime
    tz: str = Field(default="Europe/Rome", max_length=40)
    venue_id: UUID | None = Field(default=None, foreign_key="venue.id")
    host_organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    purpose: str = ""
    notes: str = ""
    recap: str = Field(default="", sa_column_kwargs={"server_default": ""})  # its lead, in words
    previous_id: UUID | None = Field(default=None, foreign_key="meeting.id")
    organisations_stated: int | None = None
    people_stated: int | None = None
    stated_source: str = Field(default="", max_length=200)
    join_code: str | None = Field(default=None, max_length=6)  # to type; while it runs
    join_key: str | None = Field(default=None, max_length=32)  # what the QR carries
    left_open: list | None = Field(default=None, sa_column=Column(JSON))  # ids: seen, and left so

    @property
    def running(self) -> bool:
        return self.state in RUNNING

    @property
    def held(self) -> bool:
        return self.state in HELD

    @property
    def day(self) -> date:
        """The day it was there, not in Greenwich."""
        return self.starts_at.astimezone(ZoneInfo(self.tz)).date()

    def takes_more(self) -> None:
        """No more decisions or actions once it is published: who read it read all of it."""
        if self.state is MeetingState.published:
            raise Refused(
                mark("This meeting is published and stays as it is. Say it at the next one.")
            )

    def hold_on(self, day: date) -> None:
        """On another day than it was called for, at the same hours as they are there."""
        zone, moved = ZoneInfo(self.tz), day - self.day
        starts, ends = (at.astimezone(zone) + moved for at in (self.starts_at, self.ends_at))
        self.starts_at, self.ends_at = starts, ends

    def a_month_on(self, today: date) -> date:
        """The same weekday of the next month that is still to come: the first Thursday stays the
        first Thursday; where there is no fifth one, the last."""
        day, nth = self.day, (self.day.day - 1) // 7
        while day <= max(today, self.day):
            first = day.replace(day=1) + timedelta(days=monthrange(day.year, day.month)[1])
            day = first + timedelta(days=(self.day.weekday() - first.weekday()) % 7, weeks=nth)
            if day.month != first.month:
                day -= timedelta(weeks=1)
        return day


class Invitation(Thing, table=True):
    """An organisation is asked to a meeting. `expected` people are those who came last time."""

    __table_args__ = (UniqueConstraint("meeting_id", "organisation_id"),)

    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")


class Capacity(StrEnum):
    """In what capacity a person was there that day."""

    member = "member"
    host = "host"
    facilitator = "facilitator"
    institution = "institution"
    observer = "observer"
    guest = "guest"


class AttendanceStatus(StrEnum):
    present = "present"
    remote = "remote"
    registered = "registered"  # said they would come; nobody saw them yet
    excused = "excused"
    no_show = "no_show"


class AttendanceMethod(StrEnum):
    qr = "qr"
    code = "code"
    facilitator = "facilitator"
    claimed_later = "claimed_later"
    import_ = "import"


SEEN = (AttendanceStatus.present, AttendanceStatus.remote)


class Attendance(Thing, table=True):
    """A person at a meeting, for the organisation they spoke for that day.

    The organisation is stored, not looked up later. `counts_in_headline` says whether this
    row counts among the people and organisations of the meeting (R1, R2).
    """

    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        CheckConstraint("voices >= 1", name="voices"),
    )

    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    capacity: Capacity = word(Capacity, default=Capacity.member)
    status: AttendanceStatus = word(AttendanceStatus, default=AttendanceStatus.present)
    counts_in_headline: bool = True
    method: AttendanceMethod = word(AttendanceMethod, default=AttendanceMethod.facilitator)
    checked_in_at: datetime | None = None
    left_at: datetime | None = None
    minutes: int | None = None
    voices: int | None = None  # one phone for so many people, oneself too; None: for oneself
    side_table_id: UUID | None = Field(default=None, foreign_key="side_table.id")


class AgendaKind(StrEnum):
    opening = "opening"
    inform = "inform"
    review_actions = "review_actions"
    draft_objective = "draft_objective"
    decide = "decide"
    offers_needs = "offers_needs"
    plan = "plan"
    close = "close"


class AgendaItem(Thing, table=True):
    __tablename__ = "agenda_item"
    __table_args__ = (CheckConstraint("planned_min > 0", name="planned_min"),)

    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    position: int = 0
    title: str = Field(max_length=200)
    kind: AgendaKind = word(AgendaKind, default=AgendaKind.inform)
    planned_min: int = 15
    started_at: datetime | None = None
    ended_at: datetime | None = None
    carried_from_id: UUID | None = Field(default=None, foreign_key="agenda_item.id")
    outcome: str = ""

    @property
    def current(self) -> bool:
        return self.started_at is not None and self.ended_at is None


class DecisionMethod(StrEnum):
    consent = "consent"
    majority = "majority"
    recorded = "recorded"  # agreed in the room; only the outcome was written down


class DecisionResult(StrEnum):
    adopted = "adopted"
    adopted_amended = "adopted_amended"
    rejected = "rejected"
    deferred = "deferred"


class DecisionState(StrEnum):
    in_force = "in_force"
    review_due = "review_due"
    superseded = "superseded"
    revoked = "revoked"


BESIDE = ("entitled", "to_confirm")  # in a tally, beside {voice: n}


class Decision(Numbered, table=True):
    """What a meeting decided, in its words. Adopting an objective freezes its text by hash."""

    __table_args__ = (UniqueConstraint("community_id", "number"),)
    prefix = "DE"

    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id", index=True)
    objective_id: UUID | None = Field(default=None, foreign_key="objective.id", index=True)
    statement: str
    text_hash: str | None = Field(default=None, max_length=64)
    method: DecisionMethod = word(DecisionMethod, default=DecisionMethod.recorded)
    result: DecisionResult = word(DecisionResult, default=DecisionResult.adopted)
    state: DecisionState = word(DecisionState, default=DecisionState.in_force)
    decided_at: datetime
    review_on: date | None = None
    proposal_id: UUID | None = Field(default=None, foreign_key="proposal.id")
    tally: dict | None = Field(default=None, sa_column=Column(JSON))  # {voice: n}, frozen
    provisional_until: date | None = None  # somebody has to ask their board first

    @property
    def label(self) -> str:
        return self.statement

    @property
    def answered(self) -> int:
        """Voices of the round it was adopted in (R27); those entitled stand beside them."""
        return sum(n for what, n in (self.tally or {}).items() if what not in BESIDE)

    @property
    def title(self) -> str:
        return self.statement.partition("\n")[0]

    @property
    def text(self) -> str:
        """What was agreed on under that title; "" where one line says it all."""
        return self.statement.partition("\n")[2].strip()

    def asks_to_be_reviewed(self, today: date) -> bool:
        in_force = self.state in (DecisionState.in_force, DecisionState.review_due)
        return in_force and self.review_on is not None and self.review_on <= today


class ActionState(StrEnum):
    open = "open"
    done = "done"
    dropped = "dropped"
    carried = "carried"


class ActionItem(Numbered, table=True):
    """Something somebody said they would do. Without an owner or a date it asks for attention."""

    __tablename__ = "action_item"
    __table_args__ = (UniqueConstraint("community_id", "number"),)
    prefix = "AZ"

    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id", index=True)
    text: str = Field(max_length=300)
    owner_person_id: UUID | None = Field(default=None, foreign_key="person.id")
    owner_organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    due_on: date | None = None
    state: ActionState = word(ActionState, default=ActionState.open)

    @property
    def label(self) -> str:
        return self.text

    def is_late(self, today: date) -> bool:
        return self.state is ActionState.open and self.due_on is not None and self.due_on < today

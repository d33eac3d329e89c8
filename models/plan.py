"""What the group wants to be true, and what it does about it."""

from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from models.base import Numbered, Thing
from models.words import word


class PlanState(StrEnum):
    idea = "idea"
    drafting = "drafting"
    agreed = "agreed"
    submitted = "submitted"
    funded = "funded"
    running = "running"
    completed = "completed"
    abandoned = "abandoned"


class Levels(StrEnum):
    """How objectives are called by their level: `simple` has none, `ec` those of the European
    Commission's logical framework, `custom` the group's own words (`level_names`)."""

    simple = "simple"
    ec = "ec"
    custom = "custom"


class Plan(Thing, table=True):
    title: str = Field(max_length=200)
    summary: str = ""
    state: PlanState = word(PlanState, default=PlanState.drafting)
    levels: Levels = word(
        Levels, default=Levels.simple, sa_column_kwargs={"server_default": "simple"}
    )
    level_names: dict = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}")
    )
    starts_on: date | None = None
    ends_on: date | None = None


class Level(StrEnum):
    overall = "overall"
    specific = "specific"
    outcome = "outcome"
    output = "output"


class Horizon(StrEnum):
    short = "short"
    medium = "medium"
    long = "long"


def quarter_ends(today: date, n: int = 8) -> list[date]:
    """The last days of this quarter and of those that follow, to say by when."""
    months = [today.month - (today.month - 1) % 3 + 3 * i for i in range(1, n + 1)]
    firsts = [date(today.year + (m - 1) // 12, (m - 1) % 12 + 1, 1) for m in months]
    return [first - timedelta(days=1) for first in firsts]


class ObjectiveState(StrEnum):
    draft = "draft"
    proposed = "proposed"
    adopted = "adopted"
    achieved = "achieved"
    partly_achieved = "partly_achieved"
    dropped = "dropped"


AGREED = (ObjectiveState.adopted, ObjectiveState.achieved, ObjectiveState.partly_achieved)


class Objective(Numbered, table=True):
    """Something the group wants to be true, in words everyone could say aloud.

    It is adopted only by a decision, which freezes its text; several stewards or none is normal.
    """

    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        CheckConstraint("weight_milli > 0", name="weight_milli"),
        CheckConstraint("priority_points >= 0", name="priority_points"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),
    )
    prefix = "OB"

    plan_id: UUID = Field(foreign_key="plan.id", index=True)
    parent_id: UUID | None = Field(default=None, foreign_key="objective.id")
    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id")  # where it was drafted
    title: str = Field(max_length=300)
    statement: str = ""
    level: Level = word(Level, default=Level.specific)
    horizon: Horizon | None = word(Horizon, default=None, nullable=True)
    collective_interest: str = ""
    beneficiaries: str = Field(default="", max_length=200)
    weight_milli: int = 1000
    priority_points: int | None = None  # None: nobody shared points out yet
    state: ObjectiveState = word(ObjectiveState, default=ObjectiveState.draft)
    steward_organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    steward_person_id: UUID | None = Field(default=None, foreign_key="person.id")
    due_on: date | None = None

    @property
    def text_hash(self) -> str:
        """Joins a decision to the words it adopted."""
        return sha256(f"{self.title}\n{self.statement}".encode()).hexdigest()


class ActivityState(StrEnum):
    proposed = "proposed"
    planned = "planned"
    in_progress = "in_progress"
    done = "done"
    blocked = "blocked"
    cancelled = "cancelled"


class Activity(Numbered, table=True):
    """Work the plan needs. Without a lead organisation or a responsible person it is "cercasi"."""

    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        CheckConstraint("progress_pct BETWEEN 0 AND 100", name="progress_pct"),
        CheckConstraint(
            "planned_end IS NULL OR planned_start IS NULL OR planned_end >= planned_start",
            name="planned_end_after_start",
        ),
        CheckConstraint("effort_weight_milli > 0", name="effort_weight_milli"),
    )
    prefix = "AT"

    plan_id: UUID = Field(foreign_key="plan.id", index=True)
    title: str = Field(max_length=300)
    description: str = ""
    state: ActivityState = word(ActivityState, default=ActivityState.planned)
    planned_start: date | None = None
    planned_end: date | None = None
    date_note: str = Field(default="", max_length=120)  # "fine novembre": words, not a date
    actual_start: date | None = None
    actual_end: date | None = None
    progress_pct: int = 0
    effort_weight_milli: int = 1000
    lead_organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    lead_accepted: bool = True  # False: somebody else named it, and it has not said yes yet
    owner_person_id: UUID | None = Field(default=None, foreign_key="person.id")
    help_wanted: bool = False  # "cercasi" said aloud, even where somebody already leads

    @property
    def wanted(self) -> bool:
        return is_wanted(self)

    @property
    def is_open(self) -> bool:
        return is_open(self)

    def is_late(self, today: date) -> bool:
        return is_late(self, today)


# Of an Activity, or of a row with its fields.


def is_open(activity) -> bool:
    return activity.state not in (ActivityState.done, ActivityState.cancelled)


def is_wanted(activity) -> bool:
    """Somebody is looked for: the work is open, and nobody leads it or more hands are asked."""
    nobody = activity.lead_organisation_id is None and activity.owner_person_id is None
    return is_open(activity) and (nobody or activity.help_wanted)


def is_late(activity, today: date) -> bool:
    """R0: planned_end < today, and neither done nor cancelled. Computed, never stored.

    Units: days of the calendar; the last day itself is not late. Undefined: what has no end date
    is not late. Source: the house’s own rule."""
    end = activity.planned_end
    return is_open(activity) and end is not None and end < today


class ActivityObjective(Thing, table=True):
    """How much of an activity serves an objective: 1–1000 thousandths, Σ ≤ 1000 per activity."""

    __tablename__ = "activity_objective"
    __table_args__ = (
        UniqueConstraint("activity_id", "objective_id"),
        CheckConstraint("share_milli BETWEEN 1 AND 1000", name="share_milli"),
    )

    activity_id: UUID = Field(foreign_key="activity.id", index=True)
    objective_id: UUID = Field(foreign_key="objective.id", index=True)
    share_milli: int = 1000


class ContributorRole(StrEnum):
    responsible = "responsible"
    accountable = "accountable"
    supports = "supports"
    consulted = "consulted"
    informed = "informed"


class ActivityContributor(Thing, table=True):
    """Another organisation (or person) that takes part. Another's organisation is only
    proposed until it accepts (`accepted`)."""

    __tablename__ = "activity_contributor"
    __table_args__ = (
        UniqueConstraint("activity_id", "organisation_id", "person_id"),
        CheckConstraint("organisation_id IS NOT NULL OR person_id IS NOT NULL", name="somebody"),
    )

    activity_id: UUID = Field(foreign_key="activity.id", index=True)
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    role: ContributorRole = word(ContributorRole, default=ContributorRole.supports)
    accepted: bool = True

"""How the group will know: what is measured, what it should become, and what was found."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, Index, text
from sqlmodel import Field

from models.base import Thing
from models.refusals import Refused
from models.words import word
from translations import mark

FROM_ATTENDANCE = "RCO112"  # the one common indicator that the register of meetings counts itself


class Measure(StrEnum):
    """What kind of answer it gives (IATI indicator measures 1 to 5). The last three are words."""

    unit = "unit"
    percentage = "percentage"
    nominal = "nominal"
    ordinal = "ordinal"
    qualitative = "qualitative"


class Direction(StrEnum):
    increase = "increase"
    decrease = "decrease"
    maintain = "maintain"


class Accumulation(StrEnum):
    """How measurements go together. `periodic`: each counts what came since the one before, and
    they add up. `cumulative`: each is the total so far. `latest`: each is how things stand."""

    periodic = "periodic"
    cumulative = "cumulative"
    latest = "latest"


class Frequency(StrEnum):
    once = "once"
    monthly = "monthly"
    quarterly = "quarterly"
    yearly = "yearly"
    per_meeting = "per_meeting"


def _once(table: str, day: str) -> Index:
    """One for each day of an indicator; what is archived does not stand in the way."""
    there = text("archived_at IS NULL")
    columns, name = ("indicator_id", day), f"uq_{table}_{day}"
    return Index(name, *columns, unique=True, sqlite_where=there, postgresql_where=there)


NUMBERS = (Measure.unit, Measure.percentage)


class Indicator(Thing, table=True):
    """One thing that tells whether an objective comes true. Baseline, target and measurements are
    thousandths of `unit` (of percent, where it is a percentage)."""

    __table_args__ = (
        CheckConstraint("weight_milli > 0", name="weight_milli"),
        CheckConstraint("NOT baseline_na OR baseline_milli IS NULL", name="baseline_or_none"),
    )

    objective_id: UUID = Field(foreign_key="objective.id", index=True)
    title: str = Field(max_length=300)
    definition: str = ""
    measure: Measure = word(Measure, default=Measure.unit)
    unit: str = Field(default="", max_length=60)  # in words: “t/anno”, “persone”
    direction: Direction = word(Direction, default=Direction.increase)
    accumulation: Accumulation = word(Accumulation, default=Accumulation.cumulative)
    baseline_milli: int | None = Field(default=None, sa_type=BigInteger)  # None: not known yet
    baseline_on: date | None = None
    baseline_na: bool = False  # there is none to look for
    weight_milli: int = 1000
    frequency: Frequency | None = word(Frequency, default=None, nullable=True)
    means_of_verification: str = ""
    responsible_organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    common_code: str = Field(default="", max_length=20)  # of an EU common indicator
    dimensions: list = Field(  # what to divide it by, in words: “età”, “genere”
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]")
    )

    @property
    def is_number(self) -> bool:
        return self.measure in NUMBERS

    @property
    def counts_itself(self) -> bool:
        """Nobody measures it: it is counted from the register of attendance."""
        return self.common_code == FROM_ATTENDANCE

    def points_to(self, target_milli: int) -> None:
        """Refused where a target lies on the other side of the baseline than its direction says."""
        b, step = self.baseline_milli, {"increase": 1, "decrease": -1}.get(self.direction)
        if b is not None and step and (target_milli - b) * step <= 0:
            raise Refused(
                mark("This target does not lie where the number should go from today’s value."),
                field="target",
            )


class IndicatorTarget(Thing, table=True):
    """What the number should be by the end of a period. `tolerance_milli`: how far from it is
    still well, for what should stay as it is."""

    __tablename__ = "indicator_target"
    __table_args__ = (
        _once("indicator_target", "to_on"),
        CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="in_order"),
        CheckConstraint("tolerance_milli >= 0", name="tolerance_milli"),
    )

    indicator_id: UUID = Field(foreign_key="indicator.id", index=True)
    from_on: date | None = None
    to_on: date | None = None  # None: nobody said by when
    value_milli: int = Field(sa_type=BigInteger)
    tolerance_milli: int | None = Field(default=None, sa_type=BigInteger)


class MeasurementState(StrEnum):
    draft = "draft"
    submitted = "submitted"
    returned = "returned"
    approved = "approved"


UNFINISHED = (MeasurementState.draft, MeasurementState.returned)  # its author still works on it


class Measurement(Thing, table=True):
    """What was found on a day, and what shows it. Its author alone changes it and hands it in; it
    counts once somebody else approved it. `parts`: {dimension: {word: thousandths}}, how the number
    divides; within a dimension they never say more than the whole."""

    __table_args__ = (
        CheckConstraint("denominator_milli > 0", name="denominator_milli"),
        CheckConstraint(
            "state <> 'approved' OR (approved_by IS NOT NULL AND approved_at IS NOT NULL)",
            name="approved_by_somebody",
        ),
        CheckConstraint(
            "approved_by IS NULL OR approved_by <> created_by", name="approved_by_another"
        ),
        CheckConstraint("state <> 'returned' OR reason <> ''", name="returned_why"),
        _once("measurement", "as_of"),
    )

    indicator_id: UUID = Field(foreign_key="indicator.id", index=True)
    as_of: date
    value_milli: int | None = Field(default=None, sa_type=BigInteger)
    numerator_milli: int | None = Field(default=None, sa_type=BigInteger)
    denominator_milli: int | None = Field(default=None, sa_type=BigInteger)
    parts: dict = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}")
    )
    narrative: str = ""
    evidence: str = Field(default="", max_length=500)  # what shows it, in words
    evidence_link: str = Field(default="", max_length=500)
    state: MeasurementState = word(MeasurementState, default=MeasurementState.draft)
    reason: str = Field(default="", max_length=300)  # why it was returned
    approved_by: UUID | None = Field(default=None, foreign_key="person.id")
    approved_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether its words and numbers may still be changed."""
        return self.state in UNFINISHED

    def submit(self) -> None:
        self._must_be(*UNFINISHED)
        if not (self.evidence or self.evidence_link):
            raise Refused(
                mark("What shows it? A line or a link, so that somebody else can look."),
                field="evidence",
            )
        self.state, self.reason = MeasurementState.submitted, ""

    def send_back(self, reason: str, author: UUID | None = None) -> None:
        """An approved one too: what was found wrong later counts no more. `author`: as in
        `approve`; it goes back to them."""
        self._must_be(MeasurementState.submitted, MeasurementState.approved)
        self.state, self.reason = MeasurementState.returned, reason
        self.created_by = author or self.created_by
        self.approved_by = self.approved_at = None

    def approve(self, by: UUID, at: datetime, author: UUID | None = None) -> None:
        """`author`: who its author is today, where two entries became one."""
        self._must_be(MeasurementState.submitted)
        if by in (self.created_by, author):
            raise Refused(mark("Who measured does not approve: somebody else looks at it."))
        self.state, self.approved_by, self.approved_at = MeasurementState.approved, by, at

    def _must_be(self, *states: MeasurementState) -> None:
        if self.state not in states:
            raise Refused(mark("Meanwhile this measurement has changed; look again."))

"""The unit of trust: what is needed, and what is promised."""

from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    UniqueConstraint,
    bindparam,
    case,
    literal,
)
from sqlmodel import Field

from models import moment
from models.base import Numbered
from models.refusals import Refused
from models.words import word
from translations import mark


class Kind(StrEnum):
    """The six kinds of resource."""

    space = "space"
    skill = "skill"
    equipment = "equipment"
    time = "time"
    material = "material"
    money = "money"


class Unit(StrEnum):
    hour = "hour"
    half_day = "half_day"
    day = "day"
    week = "week"
    month = "month"
    piece = "piece"
    kg = "kg"
    m2 = "m2"
    person = "person"
    EUR = "EUR"
    unit = "unit"


class NeedState(StrEnum):
    open = "open"
    closed_met = "closed_met"
    closed_unmet = "closed_unmet"


class Need(Numbered, table=True):
    """Something the plan lacks. No quantity means not said yet: listed, never counted."""

    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        CheckConstraint("quantity_milli > 0", name="quantity_milli"),
        CheckConstraint("priority IN (1, 2, 3)", name="priority"),
        CheckConstraint("seats > 0", name="seats"),
    )
    prefix = "FA"

    objective_id: UUID | None = Field(default=None, foreign_key="objective.id", index=True)
    activity_id: UUID | None = Field(default=None, foreign_key="activity.id", index=True)
    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id")
    kind: Kind = word(Kind)
    title: str = Field(max_length=300)
    note: str = ""
    quantity_milli: int | None = Field(default=None, sa_type=BigInteger)  # 2.4 million euros
    unit: Unit | None = word(Unit, default=None, nullable=True)
    from_on: date | None = None
    to_on: date | None = None
    place: str = Field(default="", max_length=120, sa_column_kwargs={"server_default": ""})
    seats: int | None = None  # of a space: for how many people
    priority: int = 2  # must 3, should 2, could 1
    state: NeedState = word(NeedState, default=NeedState.open)


class Beneficiary(StrEnum):
    project = "project"
    community_life = "community_life"  # hosting a meeting: not project co-funding


class PledgeState(StrEnum):
    proposed = "proposed"
    confirmed = "confirmed"
    partly_delivered = "partly_delivered"
    delivered = "delivered"
    declined = "declined"
    expired = "expired"
    withdrawn = "withdrawn"


FIRM = (PledgeState.confirmed, PledgeState.partly_delivered, PledgeState.delivered)
STANDING = (PledgeState.proposed, *FIRM)  # not declined, expired or withdrawn


def is_expired(pledge, today: date) -> bool:
    """state = proposed and to_on < today: its last day went by without a yes, so that it counts no
    more. Computed, never stored: silence writes nothing down. A late yes is still a yes.

    Units: days of the calendar; the last day itself still waits. Undefined: what has no last day
    waits for ever. Source: the house’s own rule. `pledge`: a Pledge or a row with its fields."""
    return pledge.state == PledgeState.proposed and bool(pledge.to_on) and pledge.to_on < today


def state_today(pledge) -> PledgeState:
    """Its state, or that its last day went by. `pledge`: as of `is_expired`."""
    return PledgeState.expired if is_expired(pledge, moment.today()) else pledge.state


# All that its giver says yes to. Not the day of the answer, nor out of which offer it is taken.
PROMISED = (
    "kind",
    "title",
    "note",
    "quantity_milli",
    "unit",
    "approximate",
    "need_id",
    "activity_id",
    "from_on",
    "to_on",
    "condition",
    "beneficiary",
)


def promise_hash(pledge) -> str:
    """Joins a yes to the words it was said to. `pledge`: a Pledge or a row with its fields."""
    return hash_of({field: getattr(pledge, field) for field in PROMISED})


def hash_of(promised: dict) -> str:
    """As `promise_hash`, of the fields by themselves."""
    said = "\n".join(f"{field}={promised[field] or ''}" for field in PROMISED)
    return sha256(said.encode()).hexdigest()[:16]


class Pledge(Numbered, table=True):
    """A promise. It is firm only when somebody entitled to commit the giver said yes, and
    its condition, if it has one, was marked met. Silence never confirms."""

    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        CheckConstraint("quantity_milli > 0", name="quantity_milli"),
        CheckConstraint(
            "state NOT IN ('confirmed', 'partly_delivered', 'delivered') "
            "OR (confirmed_by IS NOT NULL AND confirmed_at IS NOT NULL)",
            name="firm_has_confirmer",
        ),
        CheckConstraint("withdrawn_milli > 0", name="withdrawn_milli"),
        CheckConstraint(
            "state NOT IN ('withdrawn', 'declined') OR reason <> ''", name="reason_given"
        ),
        CheckConstraint(
            "(value_cents IS NULL) = (rate_id IS NULL) AND "
            "(value_cents IS NULL) = (unit_rate_cents IS NULL) AND "
            "(value_cents IS NULL) = (valued_on IS NULL)",
            name="value_whole",
        ),
    )
    prefix = "PL"

    giver_organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    giver_person_id: UUID | None = Field(default=None, foreign_key="person.id")
    need_id: UUID | None = Field(default=None, foreign_key="need.id", index=True)
    offer_id: UUID | None = Field(default=None, foreign_key="offer.id", index=True)  # taken up
    activity_id: UUID | None = Field(default=None, foreign_key="activity.id", index=True)
    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id", index=True)
    beneficiary: Beneficiary = word(Beneficiary, default=Beneficiary.project)
    kind: Kind = word(Kind)
    title: str = Field(max_length=300)
    note: str = ""
    quantity_milli: int | None = Field(default=None, sa_type=BigInteger)  # 2.4 million euros
    unit: Unit | None = word(Unit, default=None, nullable=True)
    approximate: bool = False
    from_on: date | None = None
    to_on: date | None = None
    condition: str = Field(default="", max_length=300)
    condition_met_by: UUID | None = Field(default=None, foreign_key="person.id")
    answer_by: date | None = None  # "devo sentire il direttivo": until then it is not firm
    state: PledgeState = word(PledgeState, default=PledgeState.proposed)
    confirmed_by: UUID | None = Field(default=None, foreign_key="person.id")
    confirmed_at: datetime | None = None
    delivered_on: date | None = None
    withdrawn_on: date | None = None  # all of it, or the rest of what was partly delivered
    withdrawn_milli: int | None = Field(default=None, sa_type=BigInteger)  # that rest
    reason: str = Field(default="", max_length=300)  # why it was declined or withdrawn
    rate_id: UUID | None = Field(default=None, foreign_key="in_kind_rate.id")
    unit_rate_cents: int | None = Field(default=None, sa_type=BigInteger)  # of the rate's unit
    value_cents: int | None = Field(default=None, sa_type=BigInteger)  # of the whole quantity
    valued_on: date | None = None

    @property
    def conditional(self) -> bool:
        return bool(self.condition) and self.condition_met_by is None

    @property
    def state_today(self) -> PledgeState:
        return state_today(self)

    @property
    def stands(self) -> bool:
        return self.state_today in STANDING

    @property
    def firm(self) -> bool:
        return self.state in FIRM and not self.conditional

    def confirm(self, by: UUID, at: datetime) -> None:
        self._must_be(PledgeState.proposed)
        self.state, self.confirmed_by, self.confirmed_at = PledgeState.confirmed, by, at

    def deliver(self, on: date, milli: int | None = None, before: int = 0) -> int | None:
        """`milli` of it, in its own unit, after what was given `before`; None: all that is left.
        Returns how much that is; None where nobody said how much was promised."""
        self._must_be(PledgeState.confirmed, PledgeState.partly_delivered)
        if self.conditional:
            raise Refused(mark("Its condition is not met yet, so it can’t be delivered."))
        given = self._part(milli, before)
        whole = given is None or before + given >= self.quantity_milli
        self.state = PledgeState.delivered if whole else PledgeState.partly_delivered
        self.delivered_on = on if whole else None
        return given

    def _part(self, milli: int | None, before: int) -> int | None:
        if self.quantity_milli is None:
            if milli is not None:
                raise Refused(
                    mark("How much was promised is not said, so it is delivered as a whole."),
                    field="quantity",
                )
            return None
        left = self.quantity_milli - before
        if milli is not None and milli > left:
            raise Refused(
                mark("That is more than is still promised: offer the rest as something new."),
                field="quantity",
            )
        return left if milli is None else milli

    def take_back_delivery(self, before: int = 0) -> None:
        """A slip of the finger: the latest delivery did not happen; `before` is what stays."""
        self._must_be(PledgeState.delivered, PledgeState.partly_delivered)
        self.state = PledgeState.partly_delivered if before else PledgeState.confirmed
        self.delivered_on = None

    def meet_condition(self, by: UUID) -> None:
        self._must_be(PledgeState.proposed, PledgeState.confirmed)
        if not self.conditional:
            raise Refused(mark("This pledge has no open condition."))
        self.condition_met_by = by

    def open_condition(self) -> None:
        """It is not met after all: what hangs on it is not firm any more."""
        self._must_be(PledgeState.proposed, PledgeState.confirmed)
        if not self.condition or self.conditional:
            raise Refused(mark("This pledge has no condition that was met."))
        self.condition_met_by = None

    def decline(self, reason: str) -> None:
        self._must_be(PledgeState.proposed)
        self.state, self.reason = PledgeState.declined, reason

    def withdraw(
        self, reason: str, today: date, before: int = 0, given_on: date | None = None
    ) -> None:
        """All of it; of what was partly delivered only the rest: what was given `before`, the
        last of it on the day `given_on`, stays given, and the promise becomes as large as that."""
        self._must_be(PledgeState.proposed, PledgeState.confirmed, PledgeState.partly_delivered)
        self.reason, self.withdrawn_on = reason, today
        if self.state is PledgeState.partly_delivered:
            self._keep_the_worth_of(before)
            self.withdrawn_milli = self.quantity_milli - before
            self.state, self.quantity_milli = PledgeState.delivered, before
            self.delivered_on = given_on
        else:
            self.state = PledgeState.withdrawn

    def refuse_hosting(self, reason: str) -> None:
        """The meeting was not hosted by them after all."""
        self._must_be(PledgeState.delivered)
        if self.beneficiary is not Beneficiary.community_life or self.meeting_id is None:
            raise Refused(mark("This is no hosting of a meeting."))
        self.state, self.reason, self.delivered_on = PledgeState.declined, reason, None

    def put_value(self, rate_id: UUID, unit_rate_cents: int, value_cents: int, on: date) -> None:
        """Frozen once it is firm: another rate later never values it again (R15, R16)."""
        self._must_be(PledgeState.proposed, *FIRM)
        if self.state != PledgeState.proposed and self.value_cents is not None:
            raise Refused(mark("What is confirmed keeps the value it was given."))
        self.rate_id, self.unit_rate_cents = rate_id, unit_rate_cents
        self.value_cents, self.valued_on = value_cents, on

    def forget_value(self) -> None:
        """It was reworded while it was only proposed: what it is worth is asked anew."""
        self.rate_id = self.unit_rate_cents = self.value_cents = self.valued_on = None

    def _keep_the_worth_of(self, milli: int) -> None:
        """Of its value, the part of so much of it, by the same frozen rate; half a cent up."""
        if self.value_cents is not None:
            twice = 2 * self.value_cents * milli + self.quantity_milli
            self.value_cents = twice // (2 * self.quantity_milli)

    def _must_be(self, *states: PledgeState) -> None:
        if self.state not in states:
            raise Refused(mark("Meanwhile this pledge has changed; look again."))


# `is_expired` as the database is asked it, on the day of the asking.
_waits = Pledge.to_on.is_(None) | (
    Pledge.to_on >= bindparam("pledges_of", callable_=moment.today, type_=Date)
)
_expired = (Pledge.state == PledgeState.proposed) & ~_waits
STATE_TODAY = case((_expired, literal(PledgeState.expired, Pledge.state.type)), else_=Pledge.state)
STANDS_TODAY = Pledge.state.in_(FIRM) | ((Pledge.state == PledgeState.proposed) & _waits)

"""What it costs, who pays, under which rules, and what a given hour is worth.

Amounts are whole cents; shares and quantities are thousandths (`_milli`). Unknown is None.
"""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import floor
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field

from models.base import Thing
from models.resource import Kind, Unit
from models.units import TIMES, comparable, size
from models.words import word

EURO = "EUR"


def _maybe():
    """A large number, or nobody knows."""
    return Field(default=None, sa_type=BigInteger)


def _word(kind: type[StrEnum], default: StrEnum):
    """A word added to a table that had rows already: those are what `default` says."""
    return word(kind, default=default, sa_column_kwargs={"server_default": default.value})


def _text(longest: int):
    """The same, for words nobody had said."""
    return Field(default="", max_length=longest, sa_column_kwargs={"server_default": ""})


class RateBasis(StrEnum):
    """R16, what a rate rests on, the firmest first: what it really cost (payroll, invoice) before
    the giver’s own public tariff, before a market quote, before the pay for equivalent work of
    whoever is not paid (Reg. (EU) 2021/1060, art. 67(1)(e)), before the community’s own card."""

    payroll_cost = "payroll_cost"
    invoice = "invoice"
    own_tariff = "own_tariff"
    market_quote = "market_quote"
    ccnl_equivalent = "ccnl_equivalent"
    community_card = "community_card"


OF_WORK = (RateBasis.payroll_cost, RateBasis.ccnl_equivalent)  # the pay of somebody


class InKindRate(Thing, table=True):
    """What one unit of a resource is worth, from a day on, and what says so. Once it is written it
    stays: another price is another rate, from another day."""

    __tablename__ = "in_kind_rate"
    __table_args__ = (
        CheckConstraint("rate_cents > 0", name="rate_cents"),
        CheckConstraint("kind <> 'money'", name="in_kind"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="in_order"),
        CheckConstraint("source_note <> ''", name="sourced"),
    )

    organisation_id: UUID | None = Field(  # whose own cost or tariff; None: for everybody
        default=None, foreign_key="organisation.id", index=True
    )
    kind: Kind = word(Kind)
    title: str = Field(max_length=200)
    unit: Unit = word(Unit)
    rate_cents: int = Field(sa_type=BigInteger)
    from_on: date
    to_on: date | None = None
    basis: RateBasis = word(RateBasis)
    source_note: str = Field(max_length=300)
    source_uri: str = Field(default="", max_length=500)

    @property
    def is_of_its_basis(self) -> bool:
        """R16: pay is what people's work costs, by its time; no room, tool or material is paid."""
        work = self.kind in (Kind.skill, Kind.time) and self.unit in TIMES
        return work or self.basis not in OF_WORK

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    def fits(self, pledge, day: date) -> bool:
        """Whether it can tell what a pledge is worth on a day: of its kind, in a unit that can be
        compared, of its giver or of everybody, on a basis there is for such a thing. `pledge`: a
        Pledge, or a row with its fields."""
        return (
            self.kind == pledge.kind
            and self.is_of_its_basis
            and pledge.unit is not None
            and comparable(self.unit, pledge.unit)
            and self.organisation_id in (None, pledge.giver_organisation_id)
            and self.holds_on(day)
        )

    def worth_cents(self, quantity_milli: int, unit: Unit, day_hours: int = 8) -> int:
        """Quantity × rate, in whole cents, half a cent up. A day is as long as the community
        says; units of two families are an error: ask `fits` first."""
        exact = Fraction(quantity_milli * size(unit, day_hours), 1000 * size(self.unit, day_hours))
        return floor(exact * self.rate_cents + Fraction(1, 2))


class InKindRule(StrEnum):
    """Whether a call takes contributions in kind as co-funding."""

    unknown = "unknown"
    not_allowed = "not_allowed"
    allowed = "allowed"
    capped = "capped"


class Call(Thing, table=True):
    """A funder's call and its rules, as somebody read them on a day. Shares are thousandths of the
    eligible cost. What the call does not say is None."""

    __table_args__ = (
        CheckConstraint("max_grant_cents > 0", name="max_grant_cents"),
        CheckConstraint("max_share_milli BETWEEN 1 AND 1000", name="max_share_milli"),
        CheckConstraint("min_cofunding_milli BETWEEN 0 AND 999", name="min_cofunding_milli"),
        CheckConstraint("in_kind_cap_milli BETWEEN 1 AND 1000", name="in_kind_cap_milli"),
        CheckConstraint(
            "(in_kind = 'capped') = (in_kind_cap_milli IS NOT NULL)", name="cap_if_capped"
        ),
        CheckConstraint("partners_min > 0", name="partners_min"),
        CheckConstraint("partners_max >= partners_min", name="partners"),
        CheckConstraint("closes_on >= opens_on", name="in_order"),
    )

    title: str = Field(max_length=300)
    funder: str = Field(default="", max_length=200)
    programme: str = Field(default="", max_length=200)
    opens_on: date | None = None
    closes_on: date | None = None
    max_grant_cents: int | None = _maybe()
    max_share_milli: int | None = None
    min_cofunding_milli: int | None = None
    partners_min: int | None = None
    partners_max: int | None = None
    in_kind: InKindRule = word(InKindRule, default=InKindRule.unknown)
    in_kind_cap_milli: int | None = None
    source_uri: str = Field(default="", max_length=500)
    checked_on: date | None = None  # when somebody last read the rules there


class FundingRole(StrEnum):
    """What the funder does (IATI organisation roles 1 to 4)."""

    funding = "funding"
    accountable = "accountable"
    extending = "extending"
    implementing = "implementing"


class FundingState(StrEnum):
    possible = "possible"
    applied = "applied"
    awarded = "awarded"
    received = "received"
    closed = "closed"
    refused = "refused"


GRANTED = (FundingState.awarded, FundingState.received, FundingState.closed)


class FundingSource(Thing, table=True):
    """Money a file or a person speaks of: an amount in its own currency, or only words. Once it is
    awarded, `Approved` tells for what."""

    __tablename__ = "funding_source"

    objective_id: UUID | None = Field(default=None, foreign_key="objective.id", index=True)
    title: str = Field(max_length=300)
    amount_cents: int | None = Field(default=None, sa_type=BigInteger)  # 2.4 billion euros
    currency: str = Field(default=EURO, max_length=3)
    amount_text: str = Field(default="", max_length=300)
    funded_text: str = Field(default="", max_length=120)
    funders: str = Field(default="", max_length=300)
    call_id: UUID | None = Field(default=None, foreign_key="call.id", index=True)
    role: FundingRole = _word(FundingRole, FundingRole.funding)
    state: FundingState = _word(FundingState, FundingState.possible)
    reference: str = _text(120)  # of the agreement
    approved_on: date | None = None


class BudgetCategory(StrEnum):
    staff = "staff"
    services = "services"
    equipment = "equipment"
    materials = "materials"
    spaces = "spaces"
    communication = "communication"
    travel = "travel"
    overheads = "overheads"
    other = "other"


class LineState(StrEnum):
    estimated = "estimated"
    committed = "committed"
    spent = "spent"


class BudgetLine(Thing, table=True):
    """One cost of the plan. What was planned stays beside what was spent."""

    __tablename__ = "budget_line"
    __table_args__ = (
        CheckConstraint("amount_cents > 0", name="amount_cents"),
        CheckConstraint("spent_cents >= 0", name="spent_cents"),
        CheckConstraint("(state = 'spent') = (spent_cents IS NOT NULL)", name="spent_if_spent"),
    )

    activity_id: UUID | None = Field(default=None, foreign_key="activity.id", index=True)
    source_id: UUID | None = Field(default=None, foreign_key="funding_source.id", index=True)
    title: str = Field(max_length=300)
    category: BudgetCategory = word(BudgetCategory)
    amount_cents: int = Field(sa_type=BigInteger)
    eligible: bool = True
    state: LineState = word(LineState, default=LineState.estimated)
    spent_cents: int | None = _maybe()


class ApprovedKind(StrEnum):
    activity = "activity"
    output = "output"
    amount = "amount"
    report = "report"


class Approved(Thing, table=True):
    """One thing a funder approved: an activity by a day, so much of an output, an amount for a
    kind of cost, or a report by a day. What happened since is read from the plan, the measures and
    the budget. `reason` explains the difference there was then: `explained`, in days, thousandths
    or cents."""

    __table_args__ = (
        CheckConstraint("what <> 'activity' OR activity_id IS NOT NULL", name="activity"),
        CheckConstraint("what <> 'output' OR quantity_milli IS NOT NULL", name="output"),
        CheckConstraint(
            "what <> 'amount' OR (category IS NOT NULL AND amount_cents IS NOT NULL)", name="amount"
        ),
        CheckConstraint("what <> 'report' OR due_on IS NOT NULL", name="report"),
        CheckConstraint("quantity_milli > 0", name="quantity_milli"),
        CheckConstraint("amount_cents >= 0", name="amount_cents"),
        CheckConstraint("(explained IS NULL) = (reason = '')", name="explained_why"),
    )

    source_id: UUID = Field(foreign_key="funding_source.id", index=True)
    what: ApprovedKind = word(ApprovedKind)
    title: str = Field(max_length=300)
    activity_id: UUID | None = Field(default=None, foreign_key="activity.id")
    indicator_id: UUID | None = Field(default=None, foreign_key="indicator.id")
    category: BudgetCategory | None = word(BudgetCategory, default=None, nullable=True)
    quantity_milli: int | None = _maybe()
    amount_cents: int | None = _maybe()
    due_on: date | None = None
    handed_in_on: date | None = None  # of a report
    reason: str = Field(default="", max_length=500)
    explained: int | None = _maybe()

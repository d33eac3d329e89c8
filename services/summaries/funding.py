"""Costs, calls, funding sources, rates and what partners put in, as they stand.

Cents and thousandths; None is unknown. Every sum names what it leaves out.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

import pandas as pd
from sqlmodel import Session, select

from models import (
    STANDS_TODAY,
    Activity,
    ActivityContributor,
    Approved,
    BudgetLine,
    Call,
    Community,
    ContributorRole,
    FundingSource,
    InKindRate,
    LineState,
    Person,
    Pledge,
    moment,
)
from services.look import look
from services.summaries import cofunding, resources, worth
from services.summaries.deviations import Deviation, of_one
from services.summaries.frames import fetch
from services.summaries.results import Results
from services.summaries.worth import Worth

COLUMNS = {
    name: resources.PLEDGE_COLUMNS[name]
    for name in (
        "id",
        "number",
        "kind",
        "title",
        "quantity_milli",
        "unit",
        "approximate",
        "state",
        "beneficiary",
        "condition",
        "condition_met_by",
        "value_cents",
        "giver_organisation_id",
        "giver",
        "giver_short",
    )
} | {
    "confirmed_at": Pledge.confirmed_at,
    "rate_id": Pledge.rate_id,
    "unit_rate_cents": Pledge.unit_rate_cents,
    "valued_on": Pledge.valued_on,
}
PARTNERS = (ContributorRole.responsible, ContributorRole.accountable, ContributorRole.supports)


@dataclass(frozen=True)
class Funding:
    """`pledges`: those that stand, as `worth.valued` says. `rates`, `calls`, `sources`, `lines`,
    `approved`: as they were written down, archived ones left out, except rates (they say what a
    value rests on). `partners`: organisations that lead an activity or stand in one, each once."""

    pledges: pd.DataFrame
    rates: list[InKindRate]
    calls: list[Call]
    sources: list[FundingSource]
    lines: list[BudgetLine]
    approved: list[Approved]
    activities: dict[UUID, Activity]
    partners: frozenset[UUID]
    as_of: date

    @cached_property
    def for_the_plan(self) -> pd.DataFrame:
        """What serves the meetings is no co-funding of the project."""
        return self.pledges[self.pledges.beneficiary == "project"]

    @cached_property
    def in_kind(self) -> Worth:
        return worth.in_kind(self.for_the_plan)

    @cached_property
    def cash(self) -> Worth:
        return worth.cash(self.for_the_plan)

    @property
    def cost_cents(self) -> int | None:
        """C: Σ of the eligible budget lines as planned. None while there is none."""
        eligible = [line.amount_cents for line in self.lines if line.eligible]
        return sum(eligible) if eligible else None

    @property
    def spent_cents(self) -> int | None:
        """Σ of what was spent, eligible or not. None while nothing was."""
        spent = [line.spent_cents for line in self.lines if line.state == LineState.spent]
        return sum(spent) if spent else None

    def meter(self, call: Call) -> cofunding.Meter:
        """R17 to R20 for one call, with what is firm today."""
        cash, in_kind = self.cash, self.in_kind
        firm = cash.confirmed_cents, in_kind.confirmed_cents
        offered = cash.offered_cents, in_kind.offered_cents
        return cofunding.meter(call, self.cost_cents, *firm, in_kind.unvalued, offered)

    def call(self, id: str) -> Call | None:
        return next((call for call in self.calls if str(call.id) == id), None)

    def source(self, id: str) -> FundingSource | None:
        return next((source for source in self.sources if str(source.id) == id), None)

    def line(self, id: str) -> BudgetLine | None:
        return next((line for line in self.lines if str(line.id) == id), None)

    def rate(self, id: UUID | None) -> InKindRate | None:
        return next((rate for rate in self.rates if rate.id == id), None)

    @property
    def open_rates(self) -> list[InKindRate]:
        """Those one may still value with, by kind and name, the newest of a name first."""
        there = [rate for rate in self.rates if rate.archived_at is None]
        return sorted(there, key=lambda r: (r.kind, r.title, -r.from_on.toordinal()))

    def deviations(self, source_id: UUID, results: Results) -> list[Deviation]:
        """Of what one source approved, in the order it was written down."""
        gauges = {g.indicator.id: g for some in results.gauges.values() for g in some}
        return [
            of_one(one, self.activities, gauges, self.lines, self.as_of)
            for one in self.approved
            if one.source_id == source_id
        ]


def of_community(by: Person) -> Funding:
    """Ten statements beside those of the window, whatever the size."""
    with look(by, "funding.read") as session:
        community = session.get_one(Community, by.community_id)
        stands = STANDS_TODAY
        pledges = worth.valued(resources.promised(session, community, COLUMNS, stands))
        activities = {one.id: one for one in _there(session, by, Activity)}
        return Funding(
            pledges,
            _there(session, by, InKindRate, archived=True),
            _there(session, by, Call),
            _there(session, by, FundingSource),
            _there(session, by, BudgetLine),
            _there(session, by, Approved),
            activities,
            _partners(session, by, activities),
            moment.today(),
        )


def by_category(lines: list[BudgetLine]) -> pd.DataFrame:
    """category, lines, planned_cents, eligible_cents, spent_cents (None while nothing was)."""
    seen = Counter(line.category for line in lines)
    rows = [_category(word, [x for x in lines if x.category == word]) for word in seen]
    columns = ["category", "lines", "planned_cents", "eligible_cents", "spent_cents"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _category(word, lines: list[BudgetLine]) -> tuple:
    spent = [line.spent_cents for line in lines if line.spent_cents is not None]
    planned = sum(line.amount_cents for line in lines)
    eligible = sum(line.amount_cents for line in lines if line.eligible)
    return word, len(lines), planned, eligible, sum(spent) if spent else None


def _there(session: Session, by: Person, kind, archived: bool = False) -> list:
    asked = select(kind).where(kind.community_id == by.community_id)
    if not archived:
        asked = asked.where(kind.archived_at.is_(None))
    return list(session.exec(asked.order_by(kind.created_at, kind.title, kind.id)).all())


def _partners(session: Session, by: Person, activities: dict[UUID, Activity]) -> frozenset[UUID]:
    stand = fetch(
        session,
        select(ActivityContributor.activity_id, ActivityContributor.organisation_id).where(
            ActivityContributor.community_id == by.community_id,
            ActivityContributor.archived_at.is_(None),
            ActivityContributor.accepted.is_(True),
            ActivityContributor.organisation_id.is_not(None),
            ActivityContributor.role.in_(PARTNERS),
        ),
    )
    lead = [a.lead_organisation_id for a in activities.values() if a.lead_accepted]
    return frozenset(
        {org for org in lead if org} | {org for activity, org in stand if activity in activities}
    )

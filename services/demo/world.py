"""What the demo made, so that tests and pictures can speak of it."""

from dataclasses import dataclass, field
from datetime import date

from models import (
    Activity,
    Approved,
    BudgetLine,
    Call,
    FundingSource,
    Indicator,
    InKindRate,
    Meeting,
    Need,
    Objective,
    Offer,
    Organisation,
    Person,
    Pledge,
    Venue,
)
from services.demo import files


@dataclass
class World:
    """Everything the demo made, under the names of its files (p02, qubi, m3, o1, a07, r05)."""

    today: date
    calendar: files.Calendar
    coordinator: Person
    orgs: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    pledges: dict[str, Pledge] = field(default_factory=dict)
    rates: dict[str, InKindRate] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    sources: dict[str, FundingSource] = field(default_factory=dict)
    lines: dict[str, BudgetLine] = field(default_factory=dict)
    approved: dict[str, Approved] = field(default_factory=dict)

    def voice(self, org: str) -> Person:
        """Who speaks for an organisation, and may commit it."""
        return next(self.people[p["person_id"]] for p in files.rows("people") if p["org_id"] == org)

"""What is planned and promised in a full house."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

from benchmarks.crowd_register import DAYS, Register
from models import (
    ActionItem,
    Activity,
    ActivityObjective,
    ActivityState,
    Approved,
    ApprovedKind,
    Beneficiary,
    BudgetCategory,
    BudgetLine,
    Call,
    Decision,
    FundingSource,
    FundingState,
    History,
    Indicator,
    IndicatorTarget,
    InKindRate,
    Kind,
    LineState,
    Measurement,
    MeasurementState,
    Need,
    Objective,
    ObjectiveState,
    Pledge,
    PledgeState,
    RateBasis,
    moment,
)
from models.units import UNITS_OF


class Circle(Register):
    """And what they plan, need, promise, measure and remember."""

    def __init__(self, *given) -> None:
        super().__init__(*given)
        self.objectives: list[UUID] = []
        for i in range(max(20, self.size.activities // 10)):
            self._objective(i)
        self.activities = [self._activity(i) for i in range(self.size.activities)]
        self.needs = [self._need(i) for i in range(self.size.pledges // 4)]
        self.rates = {kind: self._rate(kind) for kind in Kind if kind != Kind.money}
        for i in range(self.size.pledges):
            self._pledge(i)
        self._money()
        self._told()

    def _objective(self, i: int) -> None:
        id = self.put(
            Objective,
            plan_id=self.plan,
            number=i + 1,
            title=f"Obiettivo {i + 1}",
            statement="Quello che vogliamo, in parole di tutti.",
            parent_id=None if i < 10 else self.objectives[i % 10],
            state=self.chance.choice((ObjectiveState.adopted, ObjectiveState.draft)),
            priority_points=self.chance.choice((None, 1, 5, 12)),
        )
        self.objectives.append(id)
        self._indicator(id, i)

    def _indicator(self, objective_id: UUID, i: int) -> None:
        id = self.put(
            Indicator, objective_id=objective_id, title=f"Misura {i + 1}", baseline_milli=0
        )
        self.put(
            IndicatorTarget,
            indicator_id=id,
            value_milli=1_000_000,
            to_on=moment.today() + timedelta(days=90),
        )
        for month in range(4):
            self.put(
                Measurement,
                indicator_id=id,
                as_of=self.first + timedelta(days=150 * (month + 1)),
                value_milli=self.chance.randrange(900_000),
                state=MeasurementState.approved,
                created_by=self.people[0],
                approved_by=self.by,
                approved_at=moment.now(),
            )

    def _activity(self, i: int) -> UUID:
        state = self.chance.choice(list(ActivityState))
        start = self.day(DAYS + 200)
        done = 100 if state == ActivityState.done else self.chance.randrange(0, 100, 10)
        id = self.put(
            Activity,
            plan_id=self.plan,
            number=i + 1,
            title=f"Attività {i + 1}",
            state=state,
            planned_start=start,
            planned_end=start + timedelta(days=self.chance.randrange(7, 180)),
            progress_pct=done,
            lead_organisation_id=self.chance.choice([*self.organisations, None]),
            owner_person_id=self.chance.choice(self.people),
        )
        if i % 50:
            objective = self.chance.choice(self.objectives)
            self.put(ActivityObjective, activity_id=id, objective_id=objective)
        return id

    def _need(self, i: int) -> UUID:
        kind = self.chance.choice(list(Kind))
        return self.put(
            Need,
            number=i + 1,
            kind=kind,
            title=f"Serve {i + 1}",
            quantity_milli=self.chance.choice((None, 2_000, 40_000)),
            unit=UNITS_OF[kind][0],
            priority=self.chance.randint(1, 3),
            activity_id=self.chance.choice(self.activities),
            from_on=self.day(DAYS + 200),
        )

    def _pledge(self, i: int) -> None:
        kind, state = self.chance.choice(list(Kind)), self.chance.choice(list(PledgeState))
        firm = state in ("confirmed", "partly_delivered", "delivered")
        on, quantity = self.day(DAYS + 200), self.chance.choice((None, 1_000, 20_000))
        self.put(
            Pledge,
            number=i + 1,
            kind=kind,
            title=f"Diamo {i + 1}",
            quantity_milli=quantity,
            unit=UNITS_OF[kind][0],
            giver_organisation_id=self.chance.choice(self.organisations),
            giver_person_id=self.chance.choice(self.people),
            need_id=self.chance.choice([*self.needs, None]),
            activity_id=self.chance.choice([*self.activities, None]),
            meeting_id=self.chance.choice(self.meetings),
            beneficiary=self.chance.choices(list(Beneficiary), (20, 1))[0],
            from_on=on,
            to_on=on + timedelta(days=self.chance.randrange(3)),
            state=state,
            confirmed_by=self.people[0] if firm else None,
            confirmed_at=moment.now() if firm else None,
            delivered_on=on if state == PledgeState.delivered else None,
            reason="Non riusciamo" if state in ("declined", "withdrawn") else "",
            **self._worth(kind, quantity),
        )

    def _rate(self, kind: Kind) -> UUID:
        return self.put(
            InKindRate,
            kind=kind,
            title=f"Una unità di {kind}",
            unit=UNITS_OF[kind][0],
            rate_cents=2_000,
            from_on=self.first,
            basis=RateBasis.community_card,
            source_note="Tabella del gruppo",
        )

    def _worth(self, kind: Kind, quantity: int | None) -> dict:
        """Of half of them nobody said what they are worth."""
        if quantity is None or kind not in self.rates or self.chance.random() < 0.5:
            return {}
        said = {"unit_rate_cents": 2_000, "value_cents": self.chance.randrange(500_000)}
        return said | {"rate_id": self.rates[kind], "valued_on": self.first}

    def _money(self) -> None:
        """A budget line for every tenth activity, a source for every hundredth."""
        self.put(Call, title="Bando", max_grant_cents=10**9, max_share_milli=800)
        sources = [self._source(i) for i in range(max(2, len(self.activities) // 100))]
        for i, activity_id in enumerate(self.activities[::10]):
            spent = self.chance.choice((None, 80_000))
            self.put(
                BudgetLine,
                title=f"Costo {i + 1}",
                category=self.chance.choice(list(BudgetCategory)),
                amount_cents=100_000,
                activity_id=activity_id,
                source_id=self.chance.choice(sources),
                state=LineState.estimated if spent is None else LineState.spent,
                spent_cents=spent,
            )

    def _source(self, i: int) -> UUID:
        state = FundingState.awarded
        id = self.put(FundingSource, title=f"Fonte {i + 1}", amount_cents=10**6, state=state)
        for n in range(10):
            self.put(
                Approved,
                source_id=id,
                what=ApprovedKind.activity,
                title=f"Attività approvata {n + 1}",
                activity_id=self.chance.choice(self.activities),
                due_on=self.day(DAYS + 200),
            )
        return id

    def _told(self) -> None:
        """Decisions, actions, and a history to turn pages in."""
        for n, meeting_id in enumerate(self.meetings[:-1]):
            at = datetime.combine(self.first + timedelta(days=n), time(16), UTC)
            self.put(
                Decision,
                number=n + 1,
                meeting_id=meeting_id,
                objective_id=self.chance.choice(self.objectives),
                statement="Si fa.",
                decided_at=at,
            )
            self.put(
                ActionItem,
                number=n + 1,
                meeting_id=meeting_id,
                text="Chiedere la sala",
                owner_person_id=self.chance.choice(self.people),
            )
        for n in range(len(self.activities)):
            at = datetime.combine(self.day(), time(n % 24), UTC)
            self.put(
                History,
                op=uuid4(),
                at=at,
                person_id=self.chance.choice(self.people),
                verb="activity.edited",
                what=f"Attività {n + 1}",
            )

"""What an odd little world plans, measures, needs, promises and pays for."""

from datetime import timedelta
from uuid import UUID

from benchmarks.rows import Rows
from models import (
    Accumulation,
    Activity,
    ActivityObjective,
    ActivityState,
    Beneficiary,
    BudgetCategory,
    BudgetLine,
    Call,
    Delivery,
    Direction,
    Indicator,
    IndicatorTarget,
    InKindRate,
    InKindRule,
    Kind,
    Measure,
    Measurement,
    MeasurementState,
    Need,
    NeedState,
    Objective,
    ObjectiveState,
    Person,
    Pledge,
    PledgeState,
    RateBasis,
    Unit,
    moment,
)
from tests.worlds import TODAY, Gathering

QUANTITIES = (None, 1, 1500, 2000, 5000, 40_000, 10**12)
LIKELY = {  # units that often meet; the others come too
    Kind.space: (Unit.half_day, Unit.day, Unit.hour),
    Kind.skill: (Unit.hour, Unit.day, Unit.piece),
    Kind.money: (Unit.EUR, Unit.EUR, Unit.hour),
}


def furnish(rows: Rows, n: int) -> UUID:
    """The id of the person who coordinates the n-th world."""
    return World(rows, n).by


class World(Gathering):
    def __init__(self, rows: Rows, n: int) -> None:
        super().__init__(rows, n)
        self.other = self.put(Person, name="Chi misura")
        self.objectives: list[UUID] = []
        for i in self.some(6):
            self.objectives.append(self._objective(i))
        self.activities = [self._activity(i) for i in self.some(7)]
        for objective in self.objectives:
            for _measure in self.some(3):
                self._indicator(objective)
        self.needs = [self._need(i) for i in self.some(6)]
        if self.organisations:
            self.rate = self._rate()
            for i in self.some(12):
                self._pledge(i)
        self._money()

    def _objective(self, i: int) -> UUID:
        return self.put(
            Objective,
            plan_id=self.plan,
            number=i + 1,
            title=f"Obiettivo {i}",
            parent_id=self.pick(None, *self.objectives),
            weight_milli=self.pick(1, 500, 1000, 3000),
            state=self.pick(ObjectiveState.adopted, *ObjectiveState),
            due_on=self.maybe(self.day()),
            **self.lost(),
        )

    def _activity(self, i: int) -> UUID:
        start, lasts = self.day(200), self.chance.choice((0, 0, 10, 90))
        id = self.put(
            Activity,
            plan_id=self.plan,
            number=i + 1,
            title=f"Attività {i}",
            state=self.pick(*ActivityState),
            planned_start=self.maybe(start, 0.7),
            planned_end=self.maybe(start + timedelta(days=lasts), 0.7),
            progress_pct=self.pick(0, 10, 50, 85, 100),
            effort_weight_milli=self.pick(1, 1000, 2500),
            lead_organisation_id=self.pick(None, *self.organisations),
            **self.lost(),
        )
        serves = self.chance.sample(self.objectives, min(len(self.objectives), self.pick(0, 1, 2)))
        for objective in serves:
            share = self.pick(1, 250, 500)
            self.put(ActivityObjective, activity_id=id, objective_id=objective, share_milli=share)
        return id

    def _indicator(self, objective_id: UUID) -> None:
        baseline = self.pick(None, 0, 40_000, -5000)
        id = self.put(
            Indicator,
            objective_id=objective_id,
            title="Misura",
            measure=self.pick(Measure.unit, Measure.percentage, *Measure),
            direction=self.pick(*Direction),
            accumulation=self.pick(*Accumulation),
            baseline_milli=baseline,
            weight_milli=self.pick(1, 1000, 3000),
            common_code=self.pick("", "", "", "RCO112"),
            **self.lost(),
        )
        days = self.chance.sample(range(-200, 200), 3)
        for to in days[: self.pick(0, 1, 2, 3)]:
            self._target(id, to, baseline)
        for since in self.chance.sample(range(-300, 30), self.pick(0, 1, 3)):
            self._measurement(id, since)

    def _target(self, indicator_id: UUID, to: int, baseline: int | None) -> None:
        ends = TODAY + timedelta(days=to)
        self.put(
            IndicatorTarget,
            indicator_id=indicator_id,
            to_on=ends,
            from_on=self.maybe(ends - timedelta(days=90)),
            value_milli=self.pick(0, 30_000, 1_000_000, baseline or 0),
            tolerance_milli=self.maybe(self.pick(0, 2000)),
            **self.lost(),
        )

    def _measurement(self, indicator_id: UUID, since: int) -> None:
        state = self.pick(MeasurementState.approved, *MeasurementState)
        approved = state == MeasurementState.approved
        self.put(
            Measurement,
            indicator_id=indicator_id,
            as_of=TODAY + timedelta(days=since),
            value_milli=self.pick(None, 0, 31_000, 250_000, -3000),
            numerator_milli=(part := self.pick(None, 0, 3000)),
            denominator_milli=None if part is None else self.pick(4000, 9000),
            state=state,
            reason="Manca il registro" if state == MeasurementState.returned else "",
            created_by=self.other,
            approved_by=self.by if approved else None,
            approved_at=moment.now() if approved else None,
            **self.lost(),
        )

    def _amount(self) -> dict:
        kind, milli = self.pick(*LIKELY, *Kind), self.pick(*QUANTITIES)
        units = LIKELY.get(kind, ()) * 3 + tuple(Unit)
        unit = self.pick(*units) if milli else self.pick(None, *units)
        return {"kind": kind, "quantity_milli": milli, "unit": unit}

    def _need(self, i: int) -> UUID:
        return self.put(
            Need,
            number=i + 1,
            title=f"Serve {i}",
            priority=self.pick(1, 2, 3, 3),
            state=self.pick(NeedState.open, NeedState.open, *NeedState),
            activity_id=self.pick(None, *self.activities),
            **self._amount(),
            **self.lost(),
        )

    def _rate(self) -> UUID:
        return self.put(
            InKindRate,
            kind=Kind.skill,
            title="Tariffa",
            unit=Unit.hour,
            rate_cents=2500,
            from_on=self.day(),
            basis=self.pick(*RateBasis),
            source_note="Listino",
        )

    def _pledge(self, i: int) -> None:
        state = self.pick(PledgeState.confirmed, PledgeState.delivered, *PledgeState)
        firm = state in ("confirmed", "partly_delivered", "delivered")
        amount, giver = self._amount(), self.pick(*self.organisations)
        done = state in ("partly_delivered", "delivered")
        id = self.put(
            Pledge,
            number=i + 1,
            title=f"Diamo {i}",
            giver_organisation_id=giver,
            need_id=self.pick(None, *self.needs, *self.needs),
            activity_id=self.pick(None, *self.activities),
            beneficiary=self.pick(Beneficiary.project, *Beneficiary),
            condition="" if done else self.pick("", "se si trova l’altra metà"),
            condition_met_by=None if done else self.maybe(self.by),
            state=state,
            confirmed_by=self.by if firm else None,
            confirmed_at=moment.now() if firm else None,
            reason="Non ci stiamo" if state in ("declined", "withdrawn") else "",
            **amount,
            **self._value(amount),
            **self.lost(),
        )
        if done:
            self._deliveries(id, giver, amount["quantity_milli"])

    def _value(self, amount: dict) -> dict:
        if amount["kind"] == Kind.money or not amount["quantity_milli"] or self.pick(True, False):
            return {}
        cents = self.pick(0, 1, 33_333, 250_000)
        fixed = {"unit_rate_cents": 2500, "valued_on": self.day()}
        return {"value_cents": cents, "rate_id": self.rate, **fixed}

    def _deliveries(self, pledge_id: UUID, giver: UUID, milli: int | None) -> None:
        for _part in range(1 if milli is None or milli < 3 else self.pick(1, 3)):
            seen = self.pick(True, False)
            self.put(
                Delivery,
                pledge_id=pledge_id,
                giver_organisation_id=giver,
                on_day=self.day(100, 0),
                quantity_milli=None if milli is None else max(1, milli // 3),
                verified_by=self.other if seen else None,
                verified_at=moment.now() if seen else None,
                **self.lost(),
            )

    def _money(self) -> None:
        for _line in self.some(4):
            self.put(
                BudgetLine,
                title="Costo",
                category=self.pick(*BudgetCategory),
                amount_cents=self.pick(1, 99_999, 15_000_000),
                eligible=self.pick(True, True, False),
                **self.lost(),
            )
        for _call in self.some(3):
            rule = self.pick(*InKindRule)
            self.put(
                Call,
                title="Bando",
                max_grant_cents=self.maybe(self.pick(1, 12_000_000)),
                max_share_milli=self.maybe(self.pick(1, 800, 1000)),
                min_cofunding_milli=self.maybe(self.pick(0, 200, 999)),
                in_kind=rule,
                in_kind_cap_milli=self.pick(1, 100) if rule == InKindRule.capped else None,
                **self.lost(),
            )

"""What an odd little world plans, agrees on and measures."""

from datetime import timedelta
from uuid import UUID

from benchmarks.rows import Rows
from models import (
    Accumulation,
    Activity,
    ActivityContributor,
    ActivityObjective,
    ActivityState,
    Answer,
    Direction,
    Indicator,
    IndicatorTarget,
    Measure,
    Measurement,
    MeasurementState,
    Objection,
    ObjectionState,
    Objective,
    ObjectiveState,
    Person,
    Proposal,
    Stage,
    Voice,
    moment,
)
from tests.worlds import TODAY, Gathering


class Planning(Gathering):
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
        if self.objectives:
            for meeting in self.meetings[::2]:
                self._round(meeting)

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
            lead_organisation_id=self.pick(None, *self.organisations[:2]),
            lead_accepted=self.pick(True, True, False),
            **self.lost(),
        )
        for organisation in self._few(self.organisations):
            self._takes_part(id, organisation)
        for objective in self._few(self.objectives):
            share = self.pick(1, 250, 500)
            self.put(ActivityObjective, activity_id=id, objective_id=objective, share_milli=share)
        return id

    def _few(self, some: list) -> list:
        return self.chance.sample(some, min(len(some), self.pick(0, 1, 2)))

    def _takes_part(self, activity_id: UUID, organisation_id: UUID) -> None:
        self.put(
            ActivityContributor,
            activity_id=activity_id,
            organisation_id=organisation_id,
            accepted=self.pick(True, True, False),
            **self.lost(),
        )

    def _round(self, meeting_id: UUID) -> None:
        id = self.put(
            Proposal,
            meeting_id=meeting_id,
            objective_id=self.pick(*self.objectives),
            stage=self.pick(Stage.consent, *Stage),
            round=self.pick(1, 1, 1, 2),
            quorum_milli=self.pick(1, 334, 500, 1000),
            revealed=self.pick(True, True, False),
            opened_at=moment.now(),
            **self.lost(),
        )
        voice = {"proposal_id": id, "person_id": self.by}
        for unit in (*self.organisations, *self.people):
            if self.maybe(True, 0.85):
                said = voice | {"round": self.pick(1, 1, 1, 2), "unit_id": unit}
                self.put(Answer, voice=Voice.consent, **said, **self.lost())
        if self.maybe(True, 0.3):
            against = {"argument": "Manca il locale", "state": self.pick(*ObjectionState)}
            self.put(Objection, unit_id=self.by, **voice, **against, **self.lost())

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

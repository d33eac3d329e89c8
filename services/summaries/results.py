"""How we will know: each objective's indicators, from where they start to where they should get."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import Session, select

from models import (
    HELD,
    SEEN,
    Accumulation,
    Attendance,
    Capacity,
    Indicator,
    IndicatorTarget,
    Measure,
    Measurement,
    MeasurementState,
    Meeting,
    ObjectiveState,
    Organisation,
    Person,
    moment,
)
from services.look import look
from services.summaries.achievement import Achievement, Found, Part, reached, together, weighed
from services.summaries.frames import fetch
from services.summaries.rate import Rate
from services.summaries.seats import day_of
from services.summaries.tree import Branch


@dataclass
class Gauge:
    """An indicator as it stands. `responsible`: who measures, "" for nobody said. `targets`: by
    day, those without one last. `measurements`: latest day first, with who wrote them; another's
    draft is not there. `counted`: what the register counted, for the one that counts itself.
    `share`: its weight among the measures of its objective; None for what is told in words."""

    indicator: Indicator
    responsible: str = ""
    targets: list[IndicatorTarget] = field(default_factory=list)
    measurements: list[tuple[Measurement, str]] = field(default_factory=list)
    counted: list[Found] = field(default_factory=list)
    share: float | None = None

    @property
    def target(self) -> IndicatorTarget | None:
        """The next one to be reached today; once all are over, the last."""
        return next_target(self.targets, moment.today())

    @property
    def value_milli(self) -> int | None:
        """What is approved, put together as it says; nothing else counts."""
        start = self.target.from_on if self.target else None
        adds_up = self.indicator.counts_itself
        how = Accumulation.periodic if adds_up else self.indicator.accumulation
        percent = self.indicator.measure == Measure.percentage
        return together(self._found(), how, start, moment.today(), percent)

    @property
    def rate(self) -> Rate:
        i, t = self.indicator, self.target
        if not i.is_number:
            return Rate(None, None, None)
        tolerance = t.tolerance_milli if t else None
        aim = t.value_milli if t else None
        return reached(self.value_milli, i.baseline_milli, aim, i.direction, tolerance)

    @property
    def missing(self) -> str:
        """Why there is no rate: words, baseline, target or value; "" when there is one."""
        if not self.indicator.is_number:
            return "words"
        if self.rate.value is not None:
            return ""
        if self.target is None:
            return "target"
        if self.indicator.baseline_milli is None and self.indicator.direction != "maintain":
            return "baseline"
        return "value"

    @property
    def as_of(self) -> date | None:
        """The day its value is of."""
        days = [f.as_of for f in self._found() if f.as_of <= moment.today()]
        return max(days, default=None)

    @property
    def open_one(self) -> Measurement | None:
        """The latest that does not count yet: a draft of one's own, handed in, or sent back."""
        waits = (m for m, _who in self.measurements if m.state != MeasurementState.approved)
        return next(waits, None)

    def _found(self) -> list[Found]:
        if self.indicator.counts_itself:
            return self.counted
        return [
            Found(m.as_of, m.value_milli, m.numerator_milli, m.denominator_milli)
            for m, _who in self.measurements
            if m.state == MeasurementState.approved and m.value_milli is not None
        ]


@dataclass(frozen=True)
class Results:
    """`gauges`: objective id → its indicators, in the order they were written down."""

    gauges: dict[UUID, list[Gauge]]

    def of(self, objective_id: UUID) -> list[Gauge]:
        return self.gauges.get(objective_id, [])

    def one(self, indicator_id: str) -> Gauge | None:
        all = (gauge for some in self.gauges.values() for gauge in some)
        return next((g for g in all if str(g.indicator.id) == indicator_id), None)

    def achievement(self, branch: Branch) -> Achievement:
        """R22 of an objective: its indicators, and the objectives under it that were not dropped.
        One under it that has nothing to measure weighs, unreported; what is told in words has no
        share of anything and weighs nothing."""
        parts = [
            Part(g.indicator.weight_milli, g.rate.value, float(g.rate.value is not None))
            for g in self.of(branch.objective.id)
            if g.indicator.is_number
        ]
        under = (b for b in branch.children if b.objective.state != ObjectiveState.dropped)
        return weighed(parts + [self._part(child) for child in under])

    def _part(self, branch: Branch) -> Part:
        whole = self.achievement(branch)
        weight = branch.objective.weight_milli
        return Part(weight, whole.rate.value, whole.reported.value or 0.0)


def of_community(by: Person) -> Results:
    """Four statements beside those of the window, whatever the size. About its reader, who alone
    sees their drafts: who keeps it (`live.read`) keeps it for one person."""
    with look(by, "indicator.read") as session:
        gauges = {gauge.indicator.id: gauge for gauge in _gauges(session, by)}
        for target in _targets(session, by):
            if target.indicator_id in gauges:
                gauges[target.indicator_id].targets.append(target)
        for measurement, who in _measurements(session, by):
            if measurement.indicator_id in gauges:
                gauges[measurement.indicator_id].measurements.append((measurement, who))
        counted = participations(session, by)
    found: dict[UUID, list[Gauge]] = defaultdict(list)
    for gauge in gauges.values():
        gauge.targets.sort(key=_by_day)
        gauge.counted = counted if gauge.indicator.counts_itself else []
        found[gauge.indicator.objective_id].append(gauge)
    for gauges in found.values():
        _share_out(gauges)
    return Results(dict(found))


def next_target(targets: Iterable[IndicatorTarget], today: date) -> IndicatorTarget | None:
    """The first that is not over; once all are, the last. One without a day comes last."""
    ordered = sorted(targets, key=_by_day)
    ahead = (t for t in ordered if t.to_on is None or t.to_on >= today)
    return next(ahead, ordered[-1] if ordered else None)


def participations(session: Session, by: Person) -> list[Found]:
    """RCO112, participations of stakeholders: at each meeting held, every organisation that counts
    in its headline (R2) and every institution (R3), once however many people it sent; their sum is
    the indicator. Persons without an organisation and whoever only facilitates are none.

    Source: RCO112 in annex I of Reg. (EU) 2021/1058; who is a stakeholder, art. 8 of Reg. (EU)
    2021/1060. A managing authority may count otherwise: ask before reporting. None held: []."""
    rows = fetch(
        session,
        select(Meeting.starts_at, Meeting.tz, func.count(func.distinct(Attendance.organisation_id)))
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(
            Meeting.community_id == by.community_id,
            Meeting.archived_at.is_(None),
            Meeting.state.in_(HELD),
            Attendance.archived_at.is_(None),
            Attendance.status.in_(SEEN),
            Attendance.organisation_id.is_not(None),
            or_(Attendance.counts_in_headline, Attendance.capacity == Capacity.institution),
        )
        .group_by(Meeting.id, Meeting.starts_at, Meeting.tz),
    )
    return [Found(day_of(starts, tz), 1000 * n) for starts, tz, n in rows]


def _share_out(gauges: list[Gauge]) -> None:
    weighing = [gauge for gauge in gauges if gauge.indicator.is_number]
    whole = sum(gauge.indicator.weight_milli for gauge in weighing)
    for gauge in weighing:
        gauge.share = gauge.indicator.weight_milli / whole


def _by_day(target: IndicatorTarget) -> tuple:
    return (target.to_on is None, target.to_on or date.max)


def _gauges(session: Session, by: Person) -> list[Gauge]:
    rows = session.exec(
        select(Indicator, Organisation.short_name, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Indicator.responsible_organisation_id)
        .where(Indicator.community_id == by.community_id, Indicator.archived_at.is_(None))
        .order_by(Indicator.created_at, Indicator.id)
    ).all()
    return [Gauge(indicator, short or name or "") for indicator, short, name in rows]


def _targets(session: Session, by: Person) -> list[IndicatorTarget]:
    return session.exec(
        select(IndicatorTarget).where(
            IndicatorTarget.community_id == by.community_id, IndicatorTarget.archived_at.is_(None)
        )
    ).all()


def _measurements(session: Session, by: Person) -> list[tuple[Measurement, str]]:
    named = session.info["who"].sees("person.read_name")
    rows = session.exec(
        select(Measurement, Person.name)
        .outerjoin(Person, Person.id == Measurement.created_by)
        .where(
            Measurement.community_id == by.community_id,
            Measurement.archived_at.is_(None),
            or_(Measurement.state != MeasurementState.draft, Measurement.created_by == by.id),
        )
        .order_by(Measurement.as_of.desc())
    ).all()
    return [(measurement, named and who or "") for measurement, who in rows]

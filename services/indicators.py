"""How we will know: what is measured of an objective, and what it should become."""

from datetime import date
from uuid import UUID

from sqlmodel import select

from models import Indicator, IndicatorTarget, Measure, Measurement, Objective, Person
from models.base import in_order, weighs, words
from models.refusals import Refused
from services.change import Step, change
from services.codes import common_indicators
from services.look import look
from translations import mark

FIELDS = (
    "title",
    "definition",
    "measure",
    "unit",
    "direction",
    "accumulation",
    "baseline_milli",
    "baseline_on",
    "baseline_na",
    "weight_milli",
    "frequency",
    "means_of_verification",
    "responsible_organisation_id",
    "common_code",
    "dimensions",
)
MOST_DIMENSIONS = 5
TARGET = ("value_milli", "tolerance_milli", "from_on", "to_on")


def add(
    by: Person,
    objective_id: UUID,
    title: str,
    target_milli: int | None = None,
    target_on: date | None = None,
    op: UUID | None = None,
    **fields,
) -> Indicator:
    """One line is enough; a target if there is one already, else later."""
    with change(by, "indicator.added", op) as step:
        step.find(Objective, objective_id)
        said = {field: value for field, value in fields.items() if field in FIELDS}
        made = Indicator(objective_id=objective_id, title=words(title, "title", 300), **said)
        _check(made)
        step.add(made)
        if target_milli is not None:
            made.points_to(target_milli)
            step.add(
                IndicatorTarget(indicator_id=made.id, value_milli=target_milli, to_on=target_on)
            )
        return made


def edit(
    by: Person, indicator_id: UUID, seen: dict, wanted: dict, op: UUID | None = None
) -> Indicator:
    """What was measured keeps its meaning: a number does not become words, nor words a number."""
    with change(by, "indicator.edited", op) as step:
        indicator = step.get(Indicator, indicator_id)
        kind = indicator.measure
        step.edit(indicator, seen, wanted, FIELDS, title=300)
        _check(indicator)
        for target in _targets(step, indicator_id):
            indicator.points_to(target.value_milli)
        if indicator.measure != kind:
            _must_be_unmeasured(step, indicator_id)
        return indicator


def set_target(
    by: Person,
    indicator_id: UUID,
    value_milli: int | None,
    to_on: date | None = None,
    from_on: date | None = None,
    tolerance_milli: int | None = None,
    seen: dict | None = None,
    op: UUID | None = None,
) -> IndicatorTarget:
    """What it should be by that day; there is one for each day, said again it changes. `seen`:
    what the form showed."""
    with change(by, "indicator.targeted", op) as step:
        indicator = step.get(Indicator, indicator_id)
        step.what = indicator.title
        in_order(from_on, to_on, "to_on")
        if value_milli is None:
            raise Refused(mark("Where should it get? Write a number."), field="target")
        indicator.points_to(value_milli)
        if tolerance_milli is not None and tolerance_milli < 0:
            raise Refused(mark("A tolerance is zero or more."), field="tolerance")
        there = [t for t in _targets(step, indicator_id) if t.to_on == to_on]
        target = there[0] if there else IndicatorTarget(indicator_id=indicator_id, value_milli=0)
        said = (value_milli, tolerance_milli, from_on, to_on)
        step.edit(target, seen or {}, dict(zip(TARGET, said, strict=True)), TARGET)
        return target if there else step.add(target)


def drop_target(by: Person, target_id: UUID, op: UUID | None = None) -> None:
    with change(by, "indicator.targeted", op) as step:
        target = step.get(IndicatorTarget, target_id)
        step.what = step.find(Indicator, target.indicator_id).title
        step.archive(target)


def archive(by: Person, indicator_id: UUID, op: UUID | None = None) -> None:
    """What was measured stays with it, and comes back with it."""
    with change(by, "indicator.archived", op) as step:
        step.archive(step.get(Indicator, indicator_id))


def of_community(by: Person) -> list[Indicator]:
    """Not archived, in the order they were written down."""
    with look(by, "indicator.read") as session:
        return session.exec(
            select(Indicator)
            .where(Indicator.community_id == by.community_id, Indicator.archived_at.is_(None))
            .order_by(Indicator.created_at, Indicator.id)
        ).all()


def _check(indicator: Indicator) -> None:
    weighs(indicator.weight_milli)
    if indicator.baseline_na and indicator.baseline_milli is not None:
        raise Refused(
            mark("Either there is a starting value, or there is none to look for."),
            field="baseline_na",
        )
    if indicator.common_code and indicator.common_code not in common_indicators():
        raise Refused(mark("This is no EU common indicator we know."), field="common_code")
    named = [words(dimension, "dimensions", 60) for dimension in indicator.dimensions]
    if len(set(named)) < len(named) or len(named) > MOST_DIMENSIONS:
        raise Refused(
            mark("At most {n} things to divide it by, each once."),
            field="dimensions",
            n=MOST_DIMENSIONS,
        )
    indicator.dimensions = named
    if indicator.counts_itself and indicator.measure != Measure.unit:
        raise Refused(mark("What is counted from the meetings is a number."), field="measure")


def _targets(step: Step, indicator_id: UUID) -> list[IndicatorTarget]:
    return step.exec(
        select(IndicatorTarget).where(
            IndicatorTarget.indicator_id == indicator_id, IndicatorTarget.archived_at.is_(None)
        )
    ).all()


def _must_be_unmeasured(step: Step, indicator_id: UUID) -> None:
    there = select(Measurement.id).where(
        Measurement.indicator_id == indicator_id, Measurement.archived_at.is_(None)
    )
    if step.exec(there).first():
        raise Refused(
            mark("Something was measured already, so it stays this kind of measure."),
            field="measure",
        )

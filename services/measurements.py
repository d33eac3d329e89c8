"""What was found: written by one, handed in with what shows it, approved by another."""

from datetime import date
from uuid import UUID

from sqlmodel import select

from models import Indicator, Measure, Measurement, Person, moment
from models.base import words
from models.refusals import NotAllowed, Refused
from services.change import Step, change
from services.typed import check_link
from translations import mark

FIELDS = (
    "as_of",
    "value_milli",
    "numerator_milli",
    "denominator_milli",
    "parts",
    "narrative",
    "evidence",
    "evidence_link",
)


def add(
    by: Person,
    indicator_id: UUID,
    as_of: date,
    value_milli: int | None = None,
    hand_in: bool = False,
    op: UUID | None = None,
    **fields,
) -> Measurement:
    """A draft, or handed in at once. A percentage may be told as how many out of how many."""
    with change(by, "measurement.added", op) as step:
        indicator = step.find(Indicator, indicator_id)
        step.what = indicator.title
        if indicator.counts_itself:
            raise Refused(mark("Nobody measures this: it is counted from the meetings’ register."))
        said = {field: value for field, value in fields.items() if field in FIELDS}
        made = Measurement(indicator_id=indicator_id, as_of=as_of, value_milli=value_milli, **said)
        _check(step, indicator, made)
        if hand_in:
            made.submit()
        return step.add(made)


def edit(
    by: Person, measurement_id: UUID, seen: dict, wanted: dict, op: UUID | None = None
) -> Measurement:
    """Only its author, and only while it is not handed in."""
    with change(by, "measurement.edited", op) as step:
        measurement, indicator = _mine(step, measurement_id)
        if not measurement.is_open:
            raise Refused(mark("It was handed in already: ask for it back to correct it."))
        step.edit(measurement, seen, wanted, FIELDS)
        _check(step, indicator, measurement)
        return measurement


def submit(by: Person, measurement_id: UUID, op: UUID | None = None) -> Measurement:
    with change(by, "measurement.submitted", op) as step:
        measurement, _indicator = _mine(step, measurement_id)
        measurement.submit()
        return measurement


def send_back(by: Person, measurement_id: UUID, reason: str, op: UUID | None = None) -> Measurement:
    """With a reason, for its author to read; what was approved counts no more."""
    with change(by, "measurement.returned", op) as step:
        measurement = _named(step, measurement_id)
        measurement.send_back(words(reason, "reason", 300), _author(step, measurement))
        return measurement


def approve(by: Person, measurement_id: UUID, op: UUID | None = None) -> Measurement:
    """By somebody else than its author. From then on it counts."""
    with change(by, "measurement.approved", op) as step:
        measurement = _named(step, measurement_id)
        measurement.approve(by.id, moment.now(), _author(step, measurement))
        return measurement


def archive(by: Person, measurement_id: UUID, op: UUID | None = None) -> None:
    """Its author while it is not handed in; whoever may approve, at any time."""
    with change(by, "measurement.archived", op) as step:
        measurement = _named(step, measurement_id)
        mine = measurement.created_by == by.id and measurement.is_open
        if not (mine or step.who.allows("indicator.approve")):
            raise NotAllowed
        step.archive(measurement)


def _named(step: Step, measurement_id: UUID) -> Measurement:
    """There, and called by what it measures."""
    measurement = step.get(Measurement, measurement_id)
    step.what = step.find(Indicator, measurement.indicator_id).title
    return measurement


def _author(step: Step, measurement: Measurement) -> UUID | None:
    """Who wrote it; whoever they were merged into is the same person."""
    author = step.session.get(Person, measurement.created_by) if measurement.created_by else None
    while author and author.merged_into_id:
        author = step.session.get(Person, author.merged_into_id)
    return author and author.id


def _mine(step: Step, measurement_id: UUID) -> tuple[Measurement, Indicator]:
    measurement = _named(step, measurement_id)
    if measurement.created_by != step.by.id:
        raise NotAllowed
    return measurement, step.find(Indicator, measurement.indicator_id)


def _check(step: Step, indicator: Indicator, m: Measurement) -> None:
    if m.as_of > moment.today():
        raise Refused(mark("This day has not come yet."), field="as_of")
    check_link(m.evidence_link, "evidence_link")
    _check_answer(indicator, m)
    _check_parts(indicator, m)
    twin = select(Measurement.id).where(
        Measurement.indicator_id == indicator.id,
        Measurement.as_of == m.as_of,
        Measurement.id != m.id,
        Measurement.archived_at.is_(None),
    )
    if step.exec(twin).first():
        raise Refused(mark("This day was measured already: correct that one."), field="as_of")


def _check_answer(indicator: Indicator, m: Measurement) -> None:
    if m.numerator_milli is not None or m.denominator_milli is not None:
        m.value_milli = _percent(indicator, m.numerator_milli, m.denominator_milli)
    if indicator.is_number and m.value_milli is None:
        raise Refused(mark("Write what was found, as a number."), field="value")
    if not indicator.is_number and not m.narrative.strip():
        raise Refused(mark("Write what was found, in words."), field="narrative")


def _check_parts(indicator: Indicator, m: Measurement) -> None:
    """Within each dimension the parts say at most the whole: what is left is not said."""
    if m.parts and indicator.measure != Measure.unit:
        raise Refused(mark("Only a number is divided into parts."), field="parts")
    for dimension, parts in m.parts.items():
        if dimension not in indicator.dimensions:
            raise Refused(mark("It is not divided by this."), field="parts")
        if any(type(n) is not int or n < 0 for n in parts.values()):
            raise Refused(mark("A part is a number, zero or more."), field="parts")
        if sum(parts.values()) > m.value_milli:
            raise Refused(
                mark("The parts of “{dimension}” are more than the whole."),
                field="parts",
                dimension=dimension,
            )


def _percent(indicator: Indicator, part: int | None, whole: int | None) -> int:
    """100 · part / whole, in thousandths of percent."""
    if indicator.measure != Measure.percentage:
        raise Refused(mark("Only a percentage is so many out of so many."), field="numerator")
    if part is None or whole is None or whole <= 0:
        raise Refused(mark("Say both: how many, and out of how many."), field="numerator")
    return round(100_000 * part / whole)

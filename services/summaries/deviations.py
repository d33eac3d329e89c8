"""What was approved, and what became of it: planned, spent, delivered, and the difference.

A difference is counted in the measure of what was approved: days for an activity or a report,
cents for an amount, thousandths for an output. None: there is nothing to compare yet.
"""

from dataclasses import dataclass
from datetime import date

from models import Activity, ActivityState, Approved, ApprovedKind, BudgetLine
from services.summaries.results import Gauge

NOT_DONE = 99_999  # a difference in days: its day is over, or it was given up, and it is not there


@dataclass(frozen=True)
class Deviation:
    """`planned`, `done`: days for an activity or a report, cents for an amount (planned, spent),
    thousandths for an output (its target, what was measured and approved)."""

    approved: Approved
    planned: date | int | None
    done: date | int | None
    difference: int | None

    @property
    def differs(self) -> bool:
        return bool(self.difference)

    @property
    def explained(self) -> bool:
        """Whether the reason was given for the difference there is now."""
        return self.differs and self.approved.explained == self.difference

    @property
    def outdated(self) -> bool:
        """A reason was given, and the difference became another one since."""
        return self.differs and bool(self.approved.reason) and not self.explained


def of_activity(approved: Approved, activity: Activity | None, today: date) -> Deviation:
    """Its end against the day approved: done − approved once it is done, planned − approved
    before. NOT_DONE when it was given up, or that day is over and it is not done."""
    if activity is None or activity.state == ActivityState.cancelled:
        return Deviation(approved, None, None, NOT_DONE)
    done = activity.actual_end if activity.state == ActivityState.done else None
    ends = done or activity.planned_end
    difference = _days(ends, approved.due_on)
    over = approved.due_on is not None and approved.due_on < today
    if over and activity.is_open and (ends is None or ends < today):
        difference = NOT_DONE
    return Deviation(approved, activity.planned_end, done, difference)


def of_output(approved: Approved, gauge: Gauge | None, today: date) -> Deviation:
    """Its measure’s target against what was approved; once its day is over, what was found, and
    nothing to compare where nobody measured: a target alone is never an output."""
    if gauge is None:
        return Deviation(approved, None, None, None)
    planned = gauge.target.value_milli if gauge.target else None
    found, day = (
        gauge.value_milli,
        approved.due_on or (gauge.target.to_on if gauge.target else None),
    )
    counts = found if day is not None and day < today else planned
    difference = None if counts is None else counts - approved.quantity_milli
    return Deviation(approved, planned, found, difference)


def of_amount(approved: Approved, lines: list[BudgetLine]) -> Deviation:
    """Σ of the budget lines this source pays for that kind of cost, spent where it is spent and
    planned where it is not, less what was approved."""
    mine = [
        line
        for line in lines
        if line.source_id == approved.source_id and line.category == approved.category
    ]
    if not mine:
        return Deviation(approved, None, None, None)
    spent = [line.spent_cents for line in mine if line.spent_cents is not None]
    planned = sum(line.amount_cents for line in mine)
    will_be = sum(
        line.amount_cents if line.spent_cents is None else line.spent_cents for line in mine
    )
    done = sum(spent) if spent else None
    return Deviation(approved, planned, done, will_be - approved.amount_cents)


def of_report(approved: Approved, today: date) -> Deviation:
    """Days handed in after it was due; a report that is early is no difference."""
    done, due = approved.handed_in_on, approved.due_on
    if done:
        return Deviation(approved, due, done, max(0, _days(done, due)))
    return Deviation(approved, due, None, NOT_DONE if due < today else None)


def of_one(
    approved: Approved,
    activities: dict,
    gauges: dict,
    lines: list[BudgetLine],
    today: date,
) -> Deviation:
    """`activities`, `gauges`: id → what is still there."""
    if approved.what == ApprovedKind.activity:
        return of_activity(approved, activities.get(approved.activity_id), today)
    if approved.what == ApprovedKind.output:
        return of_output(approved, gauges.get(approved.indicator_id), today)
    if approved.what == ApprovedKind.amount:
        return of_amount(approved, lines)
    return of_report(approved, today)


def _days(one: date | None, other: date | None) -> int | None:
    return None if one is None or other is None else (one - other).days

"""R24: does the work keep pace with its dates?"""

from datetime import date
from typing import NamedTuple

from services.summaries.tree import Branch, Leaf

SLACK = 0.15  # how far behind is still on schedule: what the field does, not a law


def expected(start: date | None, end: date | None, today: date) -> float | None:
    """The share of its time that has gone, 0 to 1: elapsed / (end − start). None without both
    dates; what lasts one day is expected whole once that day is over."""
    if start is None or end is None or end < start:
        return None
    if end == start:
        return float(today > end)
    return min(1.0, max(0.0, (today - start).days / (end - start).days))


def is_behind(due: float | None, done: float | None) -> bool:
    """R24: expected − R23 > 0.15 is behind.

    Units: shares of 1. Undefined: what is not known is not behind. Source: what the field does
    (SLACK), no law."""
    return due is not None and done is not None and round(due - done, 9) > SLACK


class Pace(NamedTuple):
    """From when to when; shares of 1: of that time what has gone, of the work what is done."""

    start: date | None
    end: date | None
    due: float | None
    done: float | None

    @property
    def behind(self) -> bool:
        return is_behind(self.due, self.done)

    @property
    def days(self) -> tuple[int, int] | None:
        """How many have gone, of how many; None where `due` is not known."""
        if self.due is None:
            return None
        whole = (self.end - self.start).days
        return round(self.due * whole), whole


def of_leaf(leaf: Leaf, today: date) -> Pace:
    """An activity against its own dates."""
    a = leaf.activity
    due = expected(a.planned_start, a.planned_end, today)
    return Pace(a.planned_start, a.planned_end, due, a.progress_pct / 100)


def of_branch(branch: Branch, today: date) -> Pace:
    """An objective from the first day of its activities to the day it is due, or to their last: of
    all those whose progress R23 counts for it, those of the objectives under it too."""
    work = [leaf.activity for leaf in branch.work]
    start = min((a.planned_start for a in work if a.planned_start), default=None)
    last = max((a.planned_end for a in work if a.planned_end), default=None)
    end = branch.objective.due_on or last
    return Pace(start, end, expected(start, end, today), branch.delivery.value)


def leaf_is_behind(leaf: Leaf, today: date) -> bool:
    """Of those that are open; what is late already is told as late."""
    return leaf.stands in ("running", "planned", "wanted") and of_leaf(leaf, today).behind


def branch_is_behind(branch: Branch, today: date) -> bool:
    return of_branch(branch, today).behind

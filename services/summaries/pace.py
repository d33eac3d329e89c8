"""R24: does the work keep pace with its dates?"""

from datetime import date

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


def leaf_is_behind(leaf: Leaf, today: date) -> bool:
    """An open activity against its own dates; what is late already is told as late."""
    a = leaf.activity
    if leaf.stands not in ("running", "planned", "wanted"):
        return False
    return is_behind(expected(a.planned_start, a.planned_end, today), a.progress_pct / 100)


def branch_is_behind(branch: Branch, today: date) -> bool:
    """An objective from the first day of its activities to the day it is due, or to their last."""
    work = [leaf.activity for leaf in branch.leaves if leaf.stands != "cancelled"]
    starts = [a.planned_start for a in work if a.planned_start]
    ends = [a.planned_end for a in work if a.planned_end]
    end = branch.objective.due_on or max(ends, default=None)
    return is_behind(expected(min(starts, default=None), end, today), branch.delivery.value)

"""When a measure is to be looked at again. Arithmetic only, no database."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from models import Frequency

MONTHS = {Frequency.monthly: 1, Frequency.quarterly: 3, Frequency.yearly: 12}


def due_on(
    often: Frequency | None,
    last: date | None,
    since: date,
    meetings: Iterable[date] = (),
    target_on: date | None = None,
) -> date | None:
    """The day from which somebody is expected to measure. `last`: the latest day that was measured
    and handed in; `since`: the day the measure was agreed on; `meetings`: days of those held.

    monthly, quarterly, yearly: 1, 3, 12 months after `last`, else after `since` (on the last day
    of a month that has no such day). per_meeting: the first meeting held after that. once: the day
    of its target, until it was measured. None: nobody said how often, or there is no such day."""
    start = last or since
    if often in MONTHS:
        return _months_later(start, MONTHS[often])
    if often == Frequency.per_meeting:
        return min((day for day in meetings if day > start), default=None)
    if often == Frequency.once and last is None:
        return target_on
    return None


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

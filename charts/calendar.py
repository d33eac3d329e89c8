"""What stands over a chart of days: months by their names, each once; days where months are few."""

from datetime import date, timedelta

from translations import formats

MOST = 8  # names that find room beside one another
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)  # months from one name to the next


def ticks(first: date, last: date) -> dict:
    """Of a date axis from `first` to `last`, both drawn: at most MOST names, none of them twice."""
    months = _months(first, last)
    if len(months) < 2:
        return _named(_days(first, last), formats.short_day)
    step = next(step for step in STEPS if len(_every(months, step)) <= MOST or step == STEPS[-1])
    return _named(_every(months, step), formats.month)


def _named(days: list[date], name) -> dict:
    return {"tickvals": [day.isoformat() for day in days], "ticktext": [name(day) for day in days]}


def _months(first: date, last: date) -> list[date]:
    """The first days of months in between."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = [date(n // 12, n % 12 + 1, 1) for n in numbers]
    return [day for day in days if first <= day]


def _every(months: list[date], step: int) -> list[date]:
    return [day for day in months if (day.year * 12 + day.month - 1) % step == 0]


def _days(first: date, last: date) -> list[date]:
    step = max(1, -(-(last - first).days // 4))
    return [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]

"""Which days are meant by what was written, from `today` on."""

import re
from calendar import monthrange
from datetime import date, timedelta

from services.catching.shapes import spaced
from services.catching.tongue import Tongue

SOON = timedelta(days=300)  # said without a year: what is farther away may be what is just past
_NEAR = {"today": 0, "tomorrow": 1, "the day after": 2}

Span = tuple[date, date]


class Reader:
    """What was written → (first day, last day); None where it may be this or that day.
    ValueError: no such day."""

    def __init__(self, tongue: Tongue, today: date) -> None:
        self.tongue, self.today = tongue, today

    def stretch(self, said: dict) -> Span | None:
        """From one day to another, the month said once or twice."""
        last = self._day(said["last"], said["last_month"], said["last_year"])
        if last is None:
            return None
        month = self.tongue.months[said["month"]] if said.get("month") else last.month
        year = said.get("year") or last.year - (month > last.month)
        return date(int(year), month, digits(said["first"])), last

    def months(self, said: dict) -> Span | None:
        """From one month to another: all of both."""
        one, other = (self.tongue.months[said[name]] for name in ("month", "last_month"))
        if said["last_year"]:
            to = int(said["last_year"])
            return _month(int(said["year"] or to - (one > other)), one)[0], _month(to, other)[1]
        first = self.month(said)
        return first and (first[0], _month(first[0].year + (other < one), other)[1])

    def full(self, said: dict) -> Span | None:
        if said["iso"]:
            return _one(date.fromisoformat(said["iso"]))
        return self.short(said)

    def short(self, said: dict) -> Span | None:
        """15/9: in English 3/4 may be a day of March or of April."""
        day, month = int(said["one"]), int(said["other"])
        if not self.tongue.slash_is_day_first:
            if day <= 12 and month <= 12 and day != month:
                return None
            day, month = (month, day) if month > 12 else (day, month)
        if said.get("year"):
            return _one(date(int(said["year"]), month, day))
        found = self._soon(month, day)
        return found and _one(found)

    def day(self, said: dict) -> Span | None:
        """With its month; the weekday beside it must be the one it is."""
        found = self._day(said["first"], said["month"], said["year"])
        weekday = said.get("weekday")
        wrong = found and weekday and found.weekday() != self.tongue.weekdays[weekday]
        return _one(found) if found and not wrong else None

    def weekday_and_day(self, said: dict) -> Span | None:
        """“giovedì 13”: the next 13, if it is a Thursday."""
        ahead = [self.today + timedelta(days=n) for n in range(31)]
        found = next((one for one in ahead if one.day == digits(said["first"])), None)
        right = found and found.weekday() == self.tongue.weekdays[said["weekday"]]
        return _one(found) if right else None

    def month(self, said: dict) -> Span | None:
        number = self.tongue.months[said["month"]]
        if said["year"]:
            return _month(int(said["year"]), number)
        if number == self.today.month:
            return None  # this one, or in a year
        first = self._soon(number, 1)
        return first and _month(first.year, number)

    def near(self, said: dict) -> Span:
        word = self.tongue.nearby[" ".join(said["near"].split())]
        if word in _NEAR:
            return _one(self.today + timedelta(days=_NEAR[word]))
        if word == "next week":
            monday = self.today + timedelta(days=7 - self.today.weekday())
            return monday, monday + timedelta(days=6)
        ahead = self.today.replace(day=28) + timedelta(days=4)
        return _month(ahead.year, ahead.month)

    def year(self, said: dict) -> Span:
        return date(int(said["year"]), 1, 1), date(int(said["year"]), 12, 31)

    def weekday(self, said: dict) -> Span | None:
        """The coming one; of today’s nobody knows whether it is today or in a week."""
        ahead = (self.tongue.weekdays[said["weekday"]] - self.today.weekday()) % 7
        return _one(self.today + timedelta(days=ahead)) if ahead else None

    def placed(self, prep: str, ending: str | None, span: Span):
        """From it on, until it, or on it: (from, to), either None where it is not said."""
        if re.fullmatch(spaced(self.tongue.begin), prep):
            return None if ending else (span[0], None)
        until = bool(prep) and re.fullmatch(spaced(self.tongue.until), prep)
        if ending:
            return (None, span[1]) if until else None
        if until:
            whole = prep.startswith(self.tongue.whole_until) if self.tongue.whole_until else False
            return (None, span[1]) if span[0] == span[1] or whole else None
        return span

    def _day(self, day: str, month: str, year: str | None) -> date | None:
        number = self.tongue.months[month]
        if year:
            return date(int(year), number, digits(day))
        return self._soon(number, digits(day))

    def _soon(self, month: int, day: int) -> date | None:
        later = (month, day) < (self.today.month, self.today.day)
        found = date(self.today.year + later, month, day)
        return found if found - self.today <= SOON else None


SHAPES = {
    "stretch": Reader.stretch,
    "dashed": Reader.stretch,
    "months": Reader.months,
    "full": Reader.full,
    "day": Reader.day,
    "short": Reader.short,
    "weekday_and_day": Reader.weekday_and_day,
    "month": Reader.month,
    "near": Reader.near,
    "year": Reader.year,
    "weekday": Reader.weekday,
}


def _one(day: date) -> Span:
    return day, day


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def digits(day: str) -> int:
    found = re.search(r"[0-9]+", day)
    return int(found[0]) if found else 1  # primo

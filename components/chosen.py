"""What is asked for by the filters of a page (narrowing.py), and what passes."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import pandas as pd

LISTS = ("meetings", "organisations", "objectives", "kinds")
Days = date | tuple[date | None, date | None] | None


@dataclass(frozen=True)
class Asked:
    """Nothing chosen means all. `since` and `until` are days of the period too."""

    since: date | None = None
    until: date | None = None
    meetings: frozenset[str] = field(default_factory=frozenset)
    organisations: frozenset[str] = field(default_factory=frozenset)
    objectives: frozenset[str] = field(default_factory=frozenset)
    kinds: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return any((self.since, self.until, *(getattr(self, name) for name in LISTS)))

    def of(self, rows: pd.DataFrame, **columns: str) -> pd.DataFrame:
        """The rows that pass. columns: day, meeting, organisation, objective, kind → the column
        that says it, each a value or several. What is not known passes only where nothing is
        asked; a filter whose column is not named asks nothing."""
        if not self or rows.empty:
            return rows
        passes = [self.lets(**dict(zip(columns, row, strict=True))) for row in _of(rows, columns)]
        return rows[passes]

    def lets(self, **known) -> bool:
        """The same for one thing: day=… or (first, last), organisation=… or several of them."""
        if "day" in known and not self._in_period(known.pop("day")):
            return False
        chosen = {name: getattr(self, f"{name}s") for name in known}
        return all(not chosen[n] or chosen[n] & _several(value) for n, value in known.items())

    @property
    def a_period(self) -> bool:
        return bool(self.since or self.until)

    @property
    def some_meetings(self) -> bool:
        return bool(self.meetings or self.a_period)

    def _in_period(self, day: Days) -> bool:
        """Of what lasts, one day of it is enough; one end alone stands for both."""
        first, last = day if isinstance(day, tuple) else (day, day)
        first, last = first or last, last or first
        if first is None:
            return not self.a_period
        return (self.since or last) <= last and first <= (self.until or first)


def _of(rows: pd.DataFrame, columns: dict[str, str]):
    return zip(*(rows[column] for column in columns.values()), strict=True)


def _several(value) -> set[str]:
    if value is None:
        return set()
    return {str(value)} if isinstance(value, (str, UUID)) else {str(each) for each in value}

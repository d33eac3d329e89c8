"""R26: what ties two organisations, in its three parts; density and reciprocity of all of them.

tie = meetings both were at + 2 · activities both take part in + 3 · firm pledges of one to an
activity the other leads. Firm ones alone: an offer ties nobody yet.
"""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from uuid import UUID

import pandas as pd

from services.summaries.participation import Participation
from services.summaries.rate import Rate
from services.summaries.seats import day_of
from services.summaries.working import Working

MEETING, ACTIVITY, PLEDGE = 1, 2, 3  # what each weighs
COLUMNS = ["a", "b", "meetings", "activities", "gave", "got", "weight"]


@dataclass(frozen=True)
class Tied:
    """`table`: a pair a row, by name: COLUMNS; pairs nothing ties are not there, `weight` is R26.
    density: pairs tied / pairs there could be; unknown for fewer than two organisations.
    reciprocity: pairs with pledges both ways / pairs with any; unknown where there is none."""

    table: pd.DataFrame
    density: Rate
    reciprocity: Rate


@dataclass
class _Pair:
    """Each thing that ties the two, with its day; `gave` is from the first to the second."""

    meetings: list[date] = field(default_factory=list)
    activities: list[date] = field(default_factory=list)
    gave: list[date] = field(default_factory=list)
    got: list[date] = field(default_factory=list)


class Ties:
    """Of these meetings and this work. `among`: the organisations whose ties are asked for, empty
    for all; a pair is there if one of the two is among them."""

    def __init__(
        self,
        told: Participation,
        work: Working,
        meetings: pd.DataFrame,
        among: Set[UUID] = frozenset(),
    ) -> None:
        self._pairs: dict[tuple, _Pair] = {}
        self._place, self.among = told.place, frozenset(among)
        self.organisations = set(told.seats.on(told.as_of))
        self._meet(told, meetings)
        self._work_together(work)
        self._give(work)
        self.organisations |= {id for pair in self._pairs for id in pair}

    def at(self, until: date | None = None) -> "Tied":
        """Of all that happened up to that day; whose day is not known only without `until`."""
        rows = [(*pair, *counts) for pair, p in self._pairs.items() if any(counts := _of(p, until))]
        rows = [(*row, _weight(*row[2:])) for row in rows]
        rows.sort(key=lambda row: (self._place[row[0]], self._place[row[1]]))
        table = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
        return Tied(table, Rate.of(len(table), self.possible), _reciprocity(table))

    @property
    def possible(self) -> int:
        """How many pairs there could be: n(n−1)/2, less those without one of `among`."""
        n, others = len(self.organisations), len(self.organisations - self.among)
        return n * (n - 1) // 2 - (others * (others - 1) // 2 if self.among else 0)

    def _meet(self, told: Participation, meetings: pd.DataFrame) -> None:
        for m in meetings.itertuples():
            came = told.organisations_at(m.id)
            self.organisations |= set(came)
            for one, other in combinations(came, 2):
                self._add(one, other, "meetings", m.day)

    def _work_together(self, work: Working) -> None:
        for _id, rows in work.parts.groupby("activity_id", sort=False):
            parts = list(zip(rows.organisation_id, rows.since, strict=True))
            self.organisations |= {id for id, _since in parts}
            for (one, since), (other, too) in combinations(parts, 2):
                self._add(one, other, "activities", max(since, too))

    def _give(self, work: Working) -> None:
        self.organisations |= set(work.pledges.giver_id)
        for p in work.flows.itertuples():
            self._add(p.giver_id, p.lead_id, "gave", day_of(p.confirmed_at))

    def _add(self, one: UUID, other: UUID, what: str, day: date | None) -> None:
        if self.among and not self.among & {one, other}:
            return
        if self._place[one] > self._place[other]:
            one, other, what = other, one, "got" if what == "gave" else what
        getattr(self._pairs.setdefault((one, other), _Pair()), what).append(day)


def _reciprocity(table: pd.DataFrame) -> Rate:
    gave, got = table.gave.astype(bool), table.got.astype(bool)
    return Rate.of(int((gave & got).sum()), int((gave | got).sum()))


def _of(pair: _Pair, until: date | None) -> tuple[int, int, int, int]:
    days = (pair.meetings, pair.activities, pair.gave, pair.got)
    return tuple(sum(until is None or (d is not None and d <= until) for d in own) for own in days)


def _weight(meetings: int, activities: int, gave: int, got: int) -> int:
    return MEETING * meetings + ACTIVITY * activities + PLEDGE * (gave + got)

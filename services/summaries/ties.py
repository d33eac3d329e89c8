"""R26: what ties two organisations, in its three parts; density and reciprocity of all of them.

tie = meetings both were at + 2 · activities both take part in + 3 · firm pledges of one to an
activity the other leads. Firm ones alone: an offer ties nobody yet.

Units: a weight without one, its three parts beside it; density and reciprocity are shares of 1.
Undefined: density for fewer than two organisations, reciprocity without any such pledge.
Source: the house’s own weights; density and reciprocity as in social network analysis.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from math import comb
from uuid import UUID

import pandas as pd

from services.summaries.frames import each
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
    """Of these meetings and this work. `among`: the organisations whose ties are asked for, None
    for all; a pair is there if one of the two is among them."""

    def __init__(
        self,
        told: Participation,
        work: Working,
        meetings: pd.DataFrame,
        among: Set[UUID] | None = None,
    ) -> None:
        self._pairs: dict[tuple, _Pair] = {}
        self._seen: dict[UUID, list[date | None]] = {}
        self._place, self.among = told.place, among
        self._seats, self._today = told.seats, told.as_of
        self._meet(told, meetings)
        self._work_together(work)
        self._give(work)

    def at(self, until: date | None = None) -> "Tied":
        """Of all that happened up to that day; whose day is not known only without `until`."""
        rows = [(*pair, *counts) for pair, p in self._pairs.items() if any(counts := _of(p, until))]
        rows = [(*row, _weight(*row[2:])) for row in rows]
        rows.sort(key=lambda row: (self._place[row[0]], self._place[row[1]]))
        table = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
        return Tied(table, Rate.of(len(table), self.possible(until)), _reciprocity(table))

    def possible(self, until: date | None = None) -> int:
        """How many pairs there could be on that day, today without `until`: n(n−1)/2, less those
        without one of `among`. n: the members of that day and whoever did any of it by then."""
        did = {id for id, days in self._seen.items() if any(_by(day, until) for day in days)}
        there = did | self._seats.on(until or self._today)
        others = set() if self.among is None else there - self.among
        return comb(len(there), 2) - comb(len(others), 2)

    def _meet(self, told: Participation, meetings: pd.DataFrame) -> None:
        for m in each(meetings):
            came = told.organisations_at(m.id)
            self._see(came, m.day)
            for one, other in combinations(came, 2):
                self._add(one, other, "meetings", m.day)

    def _work_together(self, work: Working) -> None:
        for _id, rows in work.parts.groupby("activity_id", sort=False):
            parts = list(zip(rows.organisation_id, rows.since, strict=True))
            for id, since in parts:
                self._see([id], since)
            for (one, since), (other, too) in combinations(parts, 2):
                self._add(one, other, "activities", max(since, too))

    def _give(self, work: Working) -> None:
        for p in each(work.pledges):
            self._see([p.giver_id], day_of(p.confirmed_at))
        for p in each(work.flows):
            self._add(p.giver_id, p.lead_id, "gave", day_of(p.confirmed_at))

    def _add(self, one: UUID, other: UUID, what: str, day: date | None) -> None:
        if self.among is not None and not self.among & {one, other}:
            return
        self._see((one, other), day)
        if self._place[one] > self._place[other]:
            one, other, what = other, one, "got" if what == "gave" else what
        getattr(self._pairs.setdefault((one, other), _Pair()), what).append(day)

    def _see(self, organisations: Iterable[UUID], day: date | None) -> None:
        for id in organisations:
            self._seen.setdefault(id, []).append(day)


def _reciprocity(table: pd.DataFrame) -> Rate:
    gave, got = table.gave.astype(bool), table.got.astype(bool)
    return Rate.of(int((gave & got).sum()), int((gave | got).sum()))


def _of(pair: _Pair, until: date | None) -> tuple[int, int, int, int]:
    days = (pair.meetings, pair.activities, pair.gave, pair.got)
    return tuple(sum(_by(day, until) for day in own) for own in days)


def _by(day: date | None, until: date | None) -> bool:
    return until is None or (day is not None and day <= until)


def _weight(meetings: int, activities: int, gave: int, got: int) -> int:
    return MEETING * meetings + ACTIVITY * activities + PLEDGE * (gave + got)

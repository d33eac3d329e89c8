"""A space or a person promised twice for the same days: told, never forbidden.

Nobody can say from a promise whether a morning and an afternoon meet: who reads it decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pandas as pd

from models import Kind, Person, PledgeState, Unit
from services.summaries import resources
from services.summaries.frames import each

OF_PEOPLE = (Kind.skill, Kind.time)
OPEN = (PledgeState.proposed, PledgeState.confirmed, PledgeState.partly_delivered)


@dataclass(frozen=True)
class Clash:
    """Two promises, in the order they were put down, and the days they share. `space`: of the
    same space; else of the same person. Rows are those of `resources.pledges`."""

    one: object
    other: object
    from_on: date
    to_on: date
    space: bool


def clashes(pledges: pd.DataFrame) -> list[Clash]:
    """Of what is offered or promised and not yet given, by day: no statement of its own.

    The same space: out of the same standing offer whatever each is called, unless it is shared out
    by the square metre; or the same giver and the same name, up to its first comma. The same
    person: who gave their word for a skill or for time. Undated promises clash with none; without
    a last day only the first one counts, for nobody said how long.
    """
    found: dict[tuple, Clash] = {}
    for rows in _same(pledges).values():
        rows.sort(key=lambda row: (_days(row), row.number))
        for n, one in enumerate(rows):
            for other in rows[n + 1 :]:
                if _days(other)[0] > _days(one)[1]:
                    break  # and none of those after it
                clash = _clash(one, other)
                found[clash.one.number, clash.other.number] = clash
    return sorted(found.values(), key=lambda c: (c.from_on, c.one.number, c.other.number))


def of_pledge(pledges: pd.DataFrame, id: UUID) -> list[Clash]:
    return [clash for clash in clashes(pledges) if id in (clash.one.id, clash.other.id)]


def of_new(by: Person, pledge_id: UUID) -> list[Clash]:
    """Right after it was offered or confirmed; in the few statements of `resources`."""
    return of_pledge(resources.of_community(by).pledges, pledge_id)


def _same(pledges: pd.DataFrame) -> dict[tuple, list]:
    groups: dict[tuple, list] = {}
    dated = pledges[pledges.state.isin(OPEN) & (pledges.from_on.notna() | pledges.to_on.notna())]
    for row in each(dated):
        for key in _things(row):
            groups.setdefault(key, []).append(row)
    return groups


def _things(row) -> Iterator[tuple]:
    """What a promise takes for its days, by each of the signs it is known by."""
    if row.kind == Kind.space:
        name = re.split(r"[,;(]", row.title)[0]
        yield "space", row.giver_organisation_id, " ".join(name.casefold().split())
        if row.offer_id and row.unit != Unit.m2:
            yield "offer", row.offer_id
    if row.kind in OF_PEOPLE and row.giver_person_id:
        yield "person", row.giver_person_id


def _days(row) -> tuple[date, date]:
    first = row.from_on or row.to_on
    return first, row.to_on or first


def _clash(one, other) -> Clash:
    one, other = sorted((one, other), key=lambda row: row.number)
    (a, b), (c, d) = _days(one), _days(other)
    return Clash(one, other, max(a, c), min(b, d), one.kind == Kind.space)

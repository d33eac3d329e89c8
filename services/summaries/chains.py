"""Circles in which each gives what the next one looks for, and the last one gives to the first.

Organisations are tied where a standing offer of one fits what another looks for: a need of work it
leads, or what it wishes in return for its own offer. Every circle of three to five organisations,
each giving once and getting once, is found; two who could simply swap are no circle. It proposes
and promises nothing. Arithmetic only, no database.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import chain, islice

import pandas as pd

from services.summaries.frames import each
from services.summaries.matching import KIND_IS_ENOUGH, Match, alike, match, wants, wish

FEWEST, MOST = 3, 5  # organisations in a circle: more do not come together
ENOUGH = 20  # circles a reader can look at


@dataclass(frozen=True)
class Chain:
    """`links` in order, beginning with the giver whose offer is the oldest (of those asked for):
    who gives, what, and the want of the next one which it answers."""

    links: tuple[Match, ...]

    @property
    def organisations(self) -> frozenset:
        return frozenset(link.offer.organisation_id for link in self.links)


def chains(
    needs: pd.DataFrame,
    offers: pd.DataFrame,
    past: dict[object, int],
    day_hours: int = 8,
    among: Set[str] = frozenset(),
) -> list[Chain]:
    """The shortest first, then those of the oldest offers; at most ENOUGH. The order of the rows
    does not matter. `needs` of `resources`, `offers` of `assets.standing`. `among`: only those in
    which one of these organisations (ids as words) takes part; none: all."""
    ties = _that_may_close(_ties(needs, offers, past, day_hours))
    firsts = {id for id in ties if not among or str(id) in among}
    lengths = range(FEWEST, MOST + 1)
    return list(islice(chain.from_iterable(_circles(ties, n, firsts) for n in lengths), ENOUGH))


def _ties(needs, offers, past, day_hours) -> dict[object, dict[object, Match]]:
    """{giver: {who gets: the best of their matches}}"""
    rows, ties = list(each(offers)), {}
    asked = [w for w in wants(needs) if w.organisation_id is not None]
    asked += [w for w in map(wish, rows) if w is not None]
    by_kind: dict[str, list] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    for want in asked:
        for offer in by_kind.get(want.kind, ()):
            same = want.kind in KIND_IS_ENOUGH or alike(want, offer)  # asked first: it is quick
            if same and offer.organisation_id != want.organisation_id:
                _tie(ties, match(want, offer, past, day_hours))
    return ties


def _tie(ties: dict, found: Match) -> None:
    if not found.fits:
        return
    gets = ties.setdefault(found.offer.organisation_id, {})
    known = gets.get(found.want.organisation_id)
    if known is None or _better(found) < _better(known):
        gets[found.want.organisation_id] = found


def _better(found: Match) -> tuple:
    return found.rank, found.want.order, str(found.want.id)


def _that_may_close(ties: dict) -> dict[object, dict[object, Match]]:
    """Without those who give and get nothing back, or get and give nothing: many, and in no
    circle."""
    while True:
        gets = {id for gifts in ties.values() for id in gifts}
        kept = {
            giver: left
            for giver, gifts in ties.items()
            if giver in gets and (left := {id: m for id, m in gifts.items() if id in ties})
        }
        if kept == ties:
            return ties
        ties = kept


def _circles(ties: dict, length: int, firsts: set) -> Iterator[Chain]:
    """Each once: of `firsts` it begins with the one whose offer is the oldest, and the others
    come after."""
    order = sorted(ties, key=lambda id: (id not in firsts, _oldest(ties[id])))
    place = {id: n for n, id in enumerate(order)}
    for start in order[: len(firsts)]:
        yield from _onward(ties, place, length, [start], [])


def _onward(ties: dict, place: dict, length: int, way: list, links: list[Match]) -> Iterator[Chain]:
    start, gifts = way[0], ties[way[-1]]
    if len(way) == length:
        if start in gifts:
            yield Chain((*links, gifts[start]))
        return
    for there in sorted(gifts, key=place.__getitem__):
        if place[there] > place[start] and there not in way:
            yield from _onward(ties, place, length, [*way, there], [*links, gifts[there]])


def _oldest(gets: dict[object, Match]) -> int:
    return min(found.offer.number for found in gets.values())

"""Which standing offers could answer a need, and why: kind, words, unit, amount, days, place,
seats and what the giver has delivered before. Arithmetic only, no database.

It proposes and never promises: nothing is taken up, or moved from need to need, by itself. There
is no score. An offer *fits* when nothing speaks against it; among those that fit, the ones that
cover all that is missing come first, then what tells of the same thing in more words, then who
has delivered more often, then the older one. Kept promises (R14) are no reason: they are private.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

import pandas as pd

from models import Kind, NeedState
from models.units import comparable, size
from services.summaries.coverage import plain
from services.summaries.frames import each

KIND_IS_ENOUGH = (Kind.space, Kind.time, Kind.money)  # a room is a room; a skill is not any skill
STEM = 7  # letters in which words of one root agree, their endings left out
ENDINGS = "aeiouàèéìòùs"  # tessuto, tessuti; chair, chairs
SMALL = 4  # shorter words tell nothing


class Verdict(StrEnum):
    yes = "yes"
    part = "part"  # some of it
    no = "no"
    unknown = "unknown"  # one of the two has not said


@dataclass(frozen=True)
class Want:
    """What somebody looks for: a need of the plan, or what an offer asks in return. `lacking_milli`
    of its own unit: all of it where nothing confirmed can be compared, None where nobody said how
    much is needed. Days are its own, else those of its activity."""

    id: object
    kind: str
    title: str
    organisation_id: object = None  # who gets it: who leads the activity, or who wishes it
    lacking_milli: int | float | None = None
    unit: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    place: str = ""
    seats: int | None = None
    order: tuple = ()


@dataclass(frozen=True)
class Match:
    """One offer beside one want. `reasons`: {name: Verdict}, of unit, amount, dates, place and
    seats where they play a part. `alike`: words that both say. `past`: how many of the giver's
    contributions were delivered. `milli`: how much of the offer, in its own unit, would go there;
    None where nobody can say."""

    want: Want
    offer: object
    reasons: dict[str, Verdict]
    alike: tuple[str, ...]
    past: int
    milli: int | float | None

    @property
    def fits(self) -> bool:
        same = self.want.kind in KIND_IS_ENOUGH or bool(self.alike)
        return same and Verdict.no not in (self.reasons.get(r) for r in ("unit", "dates", "seats"))

    @property
    def rank(self) -> tuple:
        amounts = [Verdict.yes, Verdict.unknown, Verdict.part, Verdict.no]
        whole, far = amounts.index(self.reasons["amount"]), self.reasons.get("place") == Verdict.no
        return not self.fits, whole, far, -len(self.alike), -self.past, self.offer.number


def wants(needs: pd.DataFrame) -> list[Want]:
    """Open needs of which something is missing, or of which nobody can say: must-haves first, then
    by the day they are for. `needs`: those of `resources`."""
    found = [_of_need(n) for n in each(needs) if n.state == NeedState.open]
    return sorted((w for w in found if w.lacking_milli != 0), key=lambda want: want.order)


def wish(offer) -> Want | None:
    """What an offer asks in return; None where that has no kind."""
    if not offer.wish_kind:
        return None
    order = (9, date.max, offer.number)
    return Want(offer.id, offer.wish_kind, offer.wish, offer.organisation_id, order=order)


def matches(
    want: Want, offers: pd.DataFrame, past: dict[object, int], day_hours: int = 8
) -> list[Match]:
    """Every standing offer of its kind, the ones that fit first. `offers`: those of
    `assets.standing`; `past`: those of `delivered_by`."""
    of_kind = offers[offers.kind == want.kind]
    found = [match(want, offer, past, day_hours) for offer in each(of_kind)]
    return sorted(found, key=lambda one: one.rank)


def match(want: Want, offer, past: dict[object, int], day_hours: int = 8) -> Match:
    gives, amount = _amount(want, offer, day_hours)
    reasons = {
        "unit": _unit(want, offer),
        "amount": amount,
        "dates": _dates(want, offer),
        "place": _place(want, offer),
    }
    if want.kind == Kind.space and want.seats:
        reasons["seats"] = _seats(want, offer)
    words = alike(want, offer)
    return Match(want, offer, reasons, words, past.get(offer.organisation_id, 0), gives)


def alike(want: Want, offer) -> tuple[str, ...]:
    """The words of the want that the offer says too."""
    said, told = _stems(want.title), _stems(f"{offer.title} {offer.note}")
    return tuple(said[stem] for stem in sorted(said.keys() & told.keys()))


def shared_out(found: Iterable[Match], day_hours: int = 8) -> list[tuple[Match, int | float]]:
    """Who could give how much to which need, so that no offer is given twice and no need gets more
    than it lacks: (match, thousandths of the offer's unit). Must-haves choose first, then by day;
    what has no quantity is in no share. The order in which matches are listed does not matter."""
    fits = sorted((m for m in found if m.fits and m.milli), key=lambda m: (m.want.order, m.rank))
    left = {m.offer.id: _measure(m.offer.left_milli, m.offer.unit, day_hours) for m in fits}
    lacks = {m.want.id: _measure(m.want.lacking_milli, m.want.unit, day_hours) for m in fits}
    shares = []
    for m in fits:
        part = min(left[m.offer.id], lacks[m.want.id])
        if part > 0:
            left[m.offer.id] -= part
            lacks[m.want.id] -= part
            shares.append((m, plain(part / size(m.offer.unit, day_hours))))
    return shares


def delivered_by(pledges: pd.DataFrame) -> dict[object, int]:
    """{organisation: how many of its contributions were delivered, wholly or in part}; whoever
    gave nothing yet is not in it. Everybody sees deliveries in the register."""
    given = pledges[pledges.firm & (pledges.deliveries > 0)]
    return {id: int(n) for id, n in given.groupby("giver_organisation_id").size().items()}


def _of_need(need) -> Want:
    lacks = need.quantity_milli
    if need.firm_milli is not None:
        lacks = max(0, need.quantity_milli - need.firm_milli)
    first = need.from_on or need.activity_start
    return Want(
        need.id,
        need.kind,
        need.title,
        need.lead_organisation_id,
        lacks,
        need.unit,
        first,
        need.to_on or need.activity_end,
        need.place,
        need.seats,
        (-need.priority, first or date.max, need.number),
    )


def _unit(want: Want, offer) -> Verdict:
    if not (want.unit and offer.unit):
        return Verdict.unknown
    return Verdict.yes if comparable(want.unit, offer.unit) else Verdict.no


def _amount(want: Want, offer, day_hours: int) -> tuple[int | float | None, Verdict]:
    if offer.left_milli is None or want.lacking_milli is None:
        return None, Verdict.unknown
    if _unit(want, offer) != Verdict.yes:
        return None, Verdict.unknown
    left = _measure(offer.left_milli, offer.unit, day_hours)
    lacks = _measure(want.lacking_milli, want.unit, day_hours)
    gives = plain(min(left, lacks) / size(offer.unit, day_hours))
    return gives, Verdict.yes if left >= lacks else Verdict.part


def _measure(milli: int | float, unit: str, day_hours: int) -> Fraction:
    return Fraction(milli) * size(unit, day_hours)


def _dates(want: Want, offer) -> Verdict:
    """Both ends count; an end nobody said is open."""
    if not (want.from_on or want.to_on) or not (offer.from_on or offer.to_on):
        return Verdict.unknown
    first = max(want.from_on or date.min, offer.from_on or date.min)
    last = min(want.to_on or date.max, offer.to_on or date.max)
    return Verdict.yes if first <= last else Verdict.no


def _place(want: Want, offer) -> Verdict:
    there = _stems(" ".join(filter(None, (offer.venue, offer.place, offer.locality))))
    asked = _stems(want.place)
    if not (there and asked):
        return Verdict.unknown
    return Verdict.yes if there.keys() & asked.keys() else Verdict.no


def _seats(want: Want, offer) -> Verdict:
    if not offer.seats:
        return Verdict.unknown
    return Verdict.yes if offer.seats >= want.seats else Verdict.no


@lru_cache(10_000)
def _stems(text: str | None) -> dict[str, str]:
    """{the first letters of each word that tells something: the word}, to be read only: each text
    stands beside hundreds of others."""
    words = re.findall(r"\w+", (text or "").casefold())
    telling = [word for word in words if len(word) >= SMALL and word not in VAGUE]
    return {word.rstrip(ENDINGS)[:STEM]: word for word in telling}


# Words people write in every need and every offer, which make no two of them alike.
VAGUE = frozenset(
    re.findall(
        r"\w+",
        "alla alle allo anche come dalla dalle degli della delle dello nella nelle prima "
        "primo prova qualcuno quattro serve sono some somebody about from that this with",
    )
)

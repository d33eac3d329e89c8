"""When: a day, a month or a stretch of time, read only where it can mean one thing."""

import re
from dataclasses import dataclass
from datetime import date

from services.catching.calendar import SHAPES, Reader
from services.catching.shapes import shapes
from services.catching.tokens import Token
from services.catching.tongue import Tongue


@dataclass(frozen=True)
class When:
    """`from_on` or `to_on` None: not said. `start` to `end`: the letters that say it."""

    from_on: date | None
    to_on: date | None
    start: int
    end: int
    weekday: bool


def when(plain: str, said: list[Token], tongue: Tongue, today: date) -> When | None:
    """The one time of which the sentence speaks; None if it speaks of none, of several, or of
    one that is not clear."""
    hits = [(n, hit) for n, hit in _found(plain, tongue) if _is_read(said, hit.start())]
    if len(hits) != 1 or _others(said, hits[0][1], tongue):
        return None
    [(shape, hit)] = hits
    if not _stands_alone(said, shape, hit, tongue):
        return None
    span = _meaning(shape, hit, Reader(tongue, today))
    return span and When(*span, *hit.span(), shape == "weekday")


def _found(plain: str, tongue: Tongue) -> list[tuple[str, re.Match]]:
    """The fullest reading of each place."""
    kept: list[tuple[str, re.Match]] = []
    for shape, pattern in shapes(tongue):
        for hit in pattern.finditer(plain):
            apart = all(hit.end() <= k.start() or k.end() <= hit.start() for _, k in kept)
            kept += [(shape, hit)] if apart else []
    return kept


def _meaning(shape: str, hit: re.Match, reader: Reader):
    try:
        span = SHAPES[shape](reader, hit.groupdict())
    except (ValueError, OverflowError):
        return None  # there is no such day
    if span and shape not in ("stretch", "dashed", "months"):
        span = reader.placed(hit["prep"] or "", hit.groupdict().get("ending"), span)
    if not span or (span[0] and span[1] and span[1] < span[0]):
        return None
    return span


def _is_read(said: list[Token], start: int) -> bool:
    return any(token.read for token in said if token.start <= start < token.end)


def _others(said: list[Token], hit: re.Match, tongue: Tongue) -> bool:
    """Whether another day or month is spoken of beside this one."""
    names = (tongue.months.keys() | tongue.weekdays.keys()) - tongue.months_that_are_words
    inside = range(hit.start(), hit.end())
    return any(t.plain in names and t.read and t.start not in inside for t in said)


def _stands_alone(said: list[Token], shape: str, hit: re.Match, tongue: Tongue) -> bool:
    before = next((t for t in reversed(said) if t.end <= hit.start()), None)
    after = [t for t in said if t.start >= hit.end()]
    first = next(t for t in said if t.start <= hit.start() < t.end)
    last = [t for t in said if t.start < hit.end()][-1]
    led = before is not None and before.clause == first.clause
    followed = bool(after) and after[0].clause == last.clause
    if before and before.end == hit.start() and before.plain in "–—.:":
        return False
    if led and _leads_astray(before, shape, hit, tongue):
        return False
    if _followed_badly(after, followed, tongue):
        return False
    bare = shape == "month" and not hit["prep"] and not hit["year"]
    return not (bare and (led or followed))


def _leads_astray(before: Token, shape: str, hit: re.Match, tongue: Tongue) -> bool:
    if before.is_number or before.plain in tongue.not_a_day_after:
        return True
    if before.plain in tongue.numbers or before.plain in "/-'":
        return True
    if shape != "weekday":
        return False
    return bool({before.plain, *(hit["prep"] or "").split()} & tongue.not_a_weekday_with)


def _followed_badly(after: list[Token], followed: bool, tongue: Tongue) -> bool:
    if not followed:
        return False
    word, then = after[0].plain, after[1] if len(after) > 1 else None
    if word in tongue.not_a_day_before or word in "-/":
        return True
    joins = word in ("e", "and", "al", "to", "a", "ed")
    return joins and then is not None and (then.is_number or then.plain in ("il", "the"))

"""When a thing that stays available is there: “il giovedì pomeriggio”, “sempre”. Words, not days.

Of a thing that is given once, “giovedì” is a day; of one that stays, it is every Thursday, and no
calendar holds it: it is kept as it was said.
"""

from services.catching.tokens import Token, phrase
from services.catching.tongue import Tongue

APART = ",;"  # two times with nothing but a comma between them are one answer


def rhythm(said: list[Token], tongue: Tongue) -> tuple[int, int] | None:
    """The tokens that say it, from the first to the one after the last; None where none do, or
    several that do not stand together."""
    found = _joined(said, _stretches(said, tongue))
    return found[0] if len(found) == 1 and _is_usual(said, *found[0], tongue) else None


def _stretches(said: list[Token], tongue: Tongue) -> list[tuple[int, int]]:
    """Words of time that follow one another in one clause, and say a weekday or for how long."""
    kept, at = [], 0
    while at < len(said):
        end, named = _stretch(said, at, tongue)
        if named:
            kept.append(_trimmed(said, at, end, tongue))
        at = max(end, at + 1)
    return kept


def _stretch(said: list[Token], at: int, tongue: Tongue) -> tuple[int, bool]:
    """Where the words of time that begin here end, and whether they say which."""
    end, named, clause = at, False, said[at].clause
    while end < len(said) and said[end].clause == clause:
        always = phrase(said, end, tongue.always)
        if not always and not _tells(said[end], tongue):
            break
        named |= bool(always) or said[end].plain in tongue.weekdays
        end = always[1] if always else end + 1
    return end, named


def _tells(token: Token, tongue: Tongue) -> bool:
    known = token.plain in tongue.half_days | tongue.beside_a_weekday
    return token.read and (known or token.plain in tongue.weekdays)


def _trimmed(said: list[Token], first: int, last: int, tongue: Tongue) -> tuple[int, int]:
    while first < last and said[first].plain in tongue.joints:
        first += 1
    while last > first and said[last - 1].plain in tongue.joints:
        last -= 1
    return first, last


def _joined(said: list[Token], found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    whole: list[tuple[int, int]] = []
    for first, last in found:
        if whole and all(token.plain in APART for token in said[whole[-1][1] : first]):
            first = whole.pop()[0]
        whole.append((first, last))
    return whole


def _is_usual(said: list[Token], first: int, last: int, tongue: Tongue) -> bool:
    """“giovedì prossimo”, “giovedì 3” and “entro giovedì” are of one Thursday only; “il 1° giovedì
    del mese” is not of every one."""
    clause, after = said[first].clause, said[last : last + 1]
    near = [t for t in said[max(0, first - 1) : first] + after if t.clause == clause]
    dated = said[last - 1].plain in tongue.weekdays and any(t.is_number for t in near)
    leads_on = said[last - 1].plain in tongue.not_a_weekday_with
    return not dated and not leads_on and not any(t.plain in tongue.once_only for t in near)

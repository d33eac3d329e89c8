"""How much: a number with its unit, read only where it can mean one thing."""

import re
from dataclasses import dataclass
from decimal import Decimal

from models import Unit
from services.catching.tokens import Token, glued, phrase
from services.catching.tongue import Tongue
from services.imports.amounts import number

MOST = 10**9
_DASHES = set("-–—−/+<>~%°º'^*=#")


@dataclass(frozen=True)
class Measure:
    """Tokens `first` to `last` (excluded) say `milli` thousandths of `unit`. `kept`: from this
    token on the words stay in the title, because the fields do not hold them."""

    milli: int
    unit: Unit | None
    first: int
    last: int
    kept: int


def numeral(text: str, tongue: Tongue) -> Decimal | None:
    """As `amounts.number`; none where a mark may part decimals or thousands: 1.500 in English."""
    if re.fullmatch(rf"[0-9]+{re.escape(tongue.decimal)}[0-9]{{3}}", text):
        return None
    return number(text)


def number_at(said: list[Token], at: int, tongue: Tongue) -> tuple[Decimal, int] | None:
    """A number in digits or words, and where it ends. LookupError: a number nobody can read."""
    if said[at].is_number:
        value = numeral(said[at].plain, tongue)
        if value is None:
            raise LookupError
        found = value, at + 1
    else:
        words = phrase(said, at, tongue.numbers, 6)
        if words is None:
            return None
        found = Decimal(tongue.numbers[words[0]]), words[1]
    half = phrase(said, found[1], tongue.and_a_half)
    return (found[0] + Decimal("0.5"), half[1]) if half else found


def measures(said: list[Token], tongue: Tongue) -> list[Measure | None]:
    """Each number with a unit; None for one that is a bound, a price, a rate or half a range."""
    found, at = [], 0
    while at < len(said):
        hit = _at(said, at, tongue) if said[at].read else ()
        if hit == ():
            at += 1
            continue
        found.append(hit)
        at = hit.last if hit else at + 1
    return found


def _at(said, at, tongue):
    """() where no quantity begins, None where one begins that cannot be read."""
    if at and said[at - 1].plain[-1].isalnum() and glued(said[at - 1], said[at]):
        return ()  # A4, 3D
    try:
        hit = _written(said, at, tongue)
    except LookupError:
        return None
    if hit == ():
        return ()
    usable = 0 < hit.milli <= MOST * 1000
    alone = not spoiled_before(said, hit.first, tongue) and not spoiled_after(said, hit, tongue)
    return hit if usable and alone else None


def _written(said, at, tongue):
    special = phrase(said, at, tongue.halves)
    if special and (special[0].split()[0] not in tongue.one or _begins(said, at, tongue)):
        milli, unit = tongue.halves[special[0]]
        return Measure(milli, unit, at, special[1], special[1])
    if said[at].plain in tongue.one:
        return _one_of_time(said, at, tongue)
    sign = said[at].plain in ("€", "eur", "euro") and at + 1 < len(said)
    if sign and said[at + 1].is_number and said[at + 1].clause == said[at].clause:
        value, end = number_at(said, at + 1, tongue)
        return Measure(thousandths(value), Unit.EUR, at, end, end)
    return _number_first(said, at, tongue)


def _number_first(said, at, tongue):
    try:
        found = number_at(said, at, tongue)
    except LookupError:
        if at + 1 < len(said) and phrase(said, at + 1, _counted(tongue)):
            raise
        return ()
    if found is None or found[1] >= len(said):
        return ()
    value, end = found
    together = said[end - 1].clause == said[end].clause
    known = phrase(said, end, _counted(tongue)) if together else None
    if known is None:
        return ()
    unit = tongue.units.get(known[0]) or (Unit.person if known[0] in tongue.people else Unit.piece)
    if glued(said[end - 1], said[end]) and unit in (Unit.piece, Unit.person):
        return ()
    kept = known[1] if known[0] in tongue.units else end
    return _and_a_half(said, Measure(thousandths(value), unit, at, known[1], kept), tongue)


def _counted(tongue: Tongue):
    return tongue.units.keys() | tongue.things.keys() | tongue.people.keys()


def _one_of_time(said, at, tongue):
    """“un’ora”, “for a week”: an article is a number only of time, and only where it begins."""
    known = phrase(said, at + 1, tongue.units) if at + 1 < len(said) else None
    time = (Unit.hour, Unit.day, Unit.week, Unit.month, Unit.half_day)
    if known is None or tongue.units[known[0]] not in time or not _begins(said, at, tongue):
        return ()
    if said[at].clause != said[at + 1].clause:
        return ()
    unit = tongue.units[known[0]]
    return _and_a_half(said, Measure(1000, unit, at, known[1], known[1]), tongue)


def _begins(said, at, tongue) -> bool:
    before = said[at - 1] if at else None
    return before is None or before.clause != said[at].clause or (
        before.plain in {"for", "per", "di", "of", "da"} or not before.plain.isalnum()
    )  # fmt: skip


def _and_a_half(said, hit: Measure, tongue: Tongue) -> Measure:
    half = phrase(said, hit.last, tongue.and_a_half)
    if half is None or hit.kept != hit.last:
        return hit
    return Measure(hit.milli + 500, hit.unit, hit.first, half[1], half[1])


def spoiled_before(said, first: int, tongue: Tongue) -> bool:
    if first == 0:
        return False
    before = said[first - 1]
    earlier = said[first - 2] if first > 1 else None
    if before.plain in _DASHES or before.plain in "-–—":
        return glued(before, said[first]) or bool(earlier and says_number(earlier, tongue))
    if before.clause != said[first].clause and before.plain not in ".,":
        return False
    if before.clause != said[first].clause:
        return glued(before, said[first]) and bool(earlier and earlier.is_number)
    if says_number(before, tongue) or before.plain in tongue.not_a_quantity_after:
        return True
    return before.plain in ("di", "of", "su", "e", "and") and bool(
        earlier and (says_number(earlier, tongue) or earlier.plain in ("%", "piu", "meno", "half"))
    )


def spoiled_after(said, hit: Measure, tongue: Tongue) -> bool:
    if hit.last >= len(said):
        return False
    after, then = said[hit.last], said[hit.last + 1] if hit.last + 1 < len(said) else None
    if after.plain in "-–—/" and glued(said[hit.last - 1], after):
        return True
    if after.clause != said[hit.last - 1].clause:
        return False
    if says_number(after, tongue) or after.plain in tongue.not_a_quantity_before:
        return True
    if after.plain in ("e", "and", "-", "piu", "in") and then is not None:
        return says_number(then, tongue) or then.plain in ("piu", "oltre", "more")
    if after.plain in ("or", "o", "and", "e") or after.plain.startswith("/"):
        return after.plain in ("or", "o") or after.plain == "/"
    return _is_rate(after, then, tongue)


def _is_rate(after: Token, then: Token | None, tongue: Tongue) -> bool:
    """“20 ore al mese”, “2 hours a week”, “5 euro each”: of what, nobody said how many."""
    if after.plain not in tongue.each:
        return after.plain in (
            "settimanali",
            "mensili",
            "giornaliere",
            "weekly",
            "monthly",
            "daily",
        )
    if then is None or then.clause != after.clause:
        return after.plain in ("cadauno", "ciascuno", "ciascuna", "cad", "each", "apiece")
    unit = then.plain in tongue.units or then.plain in ("testa", "anno", "year", "head", "volta")
    return unit or after.plain in ("each", "every", "ogni") or then.plain in tongue.weekdays


def says_number(token: Token, tongue: Tongue) -> bool:
    return token.is_number or token.plain in tongue.numbers


def thousandths(value: Decimal) -> int:
    return round(value * 1000)

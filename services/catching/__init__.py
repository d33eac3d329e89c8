"""A resource caught in a sentence: “Sala, 30 posti, giovedì pomeriggio, due volte”.

What is understood becomes fields to look over before anything is sent; what is not stays as text.
Nothing is guessed: what may mean two things is not understood. Nothing here is written down.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from models import Kind, Person, Unit, moment
from models.units import UNITS_OF
from services.catching.amounts import Measure, measures
from services.catching.counts import seats, times
from services.catching.english import ENGLISH
from services.catching.italian import ITALIAN
from services.catching.kinds import kind
from services.catching.rhythm import rhythm
from services.catching.tokens import Token, folded, tokens
from services.catching.tongue import Tongue
from services.catching.when import When, when
from services.look import look
from translations import language

TONGUES = {"it": ITALIAN, "en": ENGLISH}
MOST = 600  # signs of one line; what is longer is a text


@dataclass(frozen=True)
class Caught:
    """What was understood, None where nothing was. `title`: the words that no field holds.
    `words`: field → the words it came from, as they were written; `seats` stay in the title too.
    A quantity has its unit. `when_note`: of what stays available, when it is there, in words."""

    text: str
    title: str
    kind: Kind | None = None
    quantity_milli: int | None = None
    unit: Unit | None = None
    from_on: date | None = None
    to_on: date | None = None
    seats: int | None = None
    words: tuple[tuple[str, str], ...] = ()
    when_note: str = ""


def read(by: Person, text: str, stays: bool = False) -> Caught:
    """For the line of a form, today. NotAllowed for who may put nothing on the table."""
    with look(by, "sentence.read"):
        return catch(text, language(), moment.today(), stays)


def catch(text: str, tongue: str, today: date, stays: bool = False) -> Caught:
    """`tongue`: it or en, the reader’s; it is the other one if more of the words are its own.
    `stays`: it is said of what stays available, where “giovedì” is every Thursday."""
    said = unicodedata.normalize("NFC", text)
    if len(said) > MOST:
        return Caught(text, text)
    return _caught(said, spoken(said, tongue), today, stays)


def spoken(text: str, tongue: str) -> Tongue:
    """The reader’s language, unless more of the words are the other’s."""
    mine = TONGUES.get(tongue, ITALIAN)
    return max((mine, *TONGUES.values()), key=lambda one: _known(text, one))


def _known(text: str, tongue: Tongue) -> int:
    """How many words of this sentence the language knows."""
    return sum(token.plain in tongue.vocabulary for token in tokens(text, tongue))


def _caught(text: str, tongue: Tongue, today: date, stays: bool) -> Caught:
    said, plain = tokens(text, tongue), folded(text)
    named = kind(plain, [t for t in said if t.read], tongue)
    day = when(plain, said, tongue, today)
    usual = _usual(said, day, tongue) if stays else None
    day = usual or (None if stays and day and day.weekday else day)
    often = times(said, tongue)
    amount = _amount(said, often, tongue, named and named[0])
    if day and amount and _overlap(said, amount, day):
        day = amount = usual = None
    sort = named[0] if named else Kind.money if amount and amount.unit is Unit.EUR else None
    places = [one for one in seats(said, tongue, sort)]
    room = places[0] if len(places) == 1 else None
    told = _told(text, said, named, sort, amount, day, bool(often), room, tongue)
    return replace(told, when_note=text[usual.start : usual.end]) if usual else told


def _usual(said: list[Token], day: When | None, tongue: Tongue) -> When | None:
    """When it is there, of what stays; a day that is more than a weekday is that day alone."""
    found = rhythm(said, tongue)
    one_day = day and not (day.weekday and day.from_on == day.to_on)
    if found is None or one_day:
        return None
    return When(None, None, said[found[0]].start, said[found[1] - 1].end, False)


def _amount(said, often, tongue: Tongue, named: Kind | None) -> Measure | None:
    """The one quantity of the sentence. “due volte” counts half days, where a morning or an
    afternoon is spoken of and nothing else is measured."""
    seated = _of_seats(said, tongue, named)
    found = [m for m in measures(said, tongue) if m is None or m.first not in seated]
    if often and not found and len(often) == 1 and often[0]:
        halves = any(t.plain in tongue.half_days and t.read for t in said)
        one = often[0]
        found = [Measure(one.milli, Unit.half_day, one.first, one.last, one.last)] * halves
    elif often:
        return None
    if len(found) != 1 or found[0] is None:
        return None
    kinds_unit = named is None or found[0].unit in UNITS_OF[named]
    return found[0] if kinds_unit else None


def _of_seats(said, tongue: Tongue, named: Kind | None) -> set[int]:
    """“per 30 persone” is said of those a thing is for: of no thing a quantity."""
    return {
        at
        for at in range(1, len(said))
        if said[at - 1].plain in tongue.for_people
        and any(t.plain in ("persone", "people", "persons") for t in said[at + 1 : at + 3])
    } | {one.first for one in seats(said, tongue, named) if one}


def _overlap(said: list[Token], amount: Measure, day: When) -> bool:
    return said[amount.first].start < day.end and day.start < said[amount.last - 1].end


def _told(text, said, named, sort, amount, day, often, room, tongue) -> Caught:
    words = {}
    if named or sort:
        token = named[1] if named else said[amount.first]
        end = token.end if named else said[amount.last - 1].end
        words["kind"] = text[token.start : end]
    if amount:
        words["quantity"] = text[said[amount.first].start : said[amount.last - 1].end]
    if day:
        words["when"] = text[day.start : day.end]
    if room:
        words["seats"] = text[said[room.first].start : said[room.last - 1].end]
    several = bool(day and day.weekday and often)  # the first of them; the others nobody said
    return Caught(
        text,
        _title(text, said, amount, None if several else day, tongue),
        sort,
        amount and amount.milli,
        amount and amount.unit,
        day and day.from_on,
        None if several else day and day.to_on,
        room and room.milli // 1000,
        tuple(words.items()),
    )


def _title(text, said, amount: Measure | None, day: When | None, tongue: Tongue) -> str:
    """The words that no field holds, with their commas. All of them, if fields hold them all."""
    held = {n for n in range(amount.first, amount.kept)} if amount and _is_whole(
        said, amount, tongue) else set()  # fmt: skip
    if day:
        held |= {n for n, t in enumerate(said) if day.start <= t.start < day.end}
    if not held:
        return " ".join(text.split())
    held |= {n for n, t in enumerate(said) if n + 1 in held and t.plain in tongue.joints}
    kept = [n for n in range(len(said)) if n not in held]
    while kept and (not said[kept[0]].plain[0].isalnum() or _joins(said, kept[0], held, tongue)):
        kept = kept[1:]
    while kept and said[kept[-1]].plain in ",;.:-–—":
        kept = kept[:-1]
    parts = _without_double_commas(said, kept)
    title = "".join(
        _spaced(text, said, one, other) for one, other in zip([None, *parts], parts, strict=False)
    )
    if not any(sign.isalpha() for sign in title):
        return " ".join(text.split())
    return title[:1].upper() + title[1:]


def _is_whole(said, amount: Measure, tongue: Tongue) -> bool:
    """“circa 20 ore” is kept: no field says that it is about so many."""
    near = said[max(0, amount.first - 1) : amount.first] + said[amount.last : amount.last + 1]
    return not any(token.plain in tongue.about for token in near)


def _joins(said, at: int, held: set[int], tongue: Tongue) -> bool:
    return at - 1 in held and said[at].plain in tongue.joints


def _without_double_commas(said, kept: list[int]) -> list[int]:
    found: list[int] = []
    for n in kept:
        if said[n].plain in ",;" and found and said[found[-1]].plain in ",;":
            continue
        found.append(n)
    return found


def _spaced(text: str, said, before: int | None, at: int) -> str:
    """The word, and a space before it where there was one, or where words fell out."""
    word = text[said[at].start : said[at].end]
    if before is None:
        return word
    apart = said[before].end < said[at].start if at == before + 1 else word not in ",;.:)"
    return " " * apart + word

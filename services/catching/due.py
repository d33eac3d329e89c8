"""The day by which something is to be done, where a line begins or ends with it: “Chiedere il
cortile entro il 10 dicembre”. In the middle of a line it may be somebody else’s day: left alone.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from models import Person, moment
from services.catching import MOST, spoken
from services.catching.tokens import folded, tokens
from services.catching.tongue import Tongue
from services.catching.when import When, when
from services.look import look
from translations import language

_SIGNS = " ,;:.!–—-"


@dataclass(frozen=True)
class Due:
    """`text`: the line, without the words that named the day. `day` None: none was understood, and
    then `words` is empty; else they are as they were written."""

    text: str
    day: date | None = None
    words: str = ""


def read(by: Person, line: str) -> Due:
    """To be looked over in a form, today. NotAllowed for who may put nothing on the table."""
    with look(by, "sentence.read"):
        return said(line)


def said(line: str) -> Due:
    """In the reader’s language, today."""
    return of(line, language(), moment.today())


def of(line: str, tongue: str, today: date) -> Due:
    """`tongue`: it or en. Nothing is guessed: what may mean two days is not understood."""
    text = unicodedata.normalize("NFC", line)
    if len(text) > MOST:
        return Due(line)
    speaks = _of_deeds(spoken(text, tongue))
    plain = folded(text)
    found = when(plain, tokens(text, speaks), speaks, today)
    if found is None or found.from_on or not plain[found.start :].startswith(speaks.due):
        return Due(line)
    return _without(text, found) or Due(line)


@cache
def _of_deeds(tongue: Tongue) -> Tongue:
    """“by Friday” may be the first or the last day of a thing; of a deed it is the last."""
    return replace(tongue, not_a_weekday_with=tongue.not_a_weekday_with - {tongue.due})


def _without(text: str, found: When) -> Due | None:
    """None where words stand on both sides, or nothing would be left to do."""
    before, after = text[: found.start].rstrip(_SIGNS), text[found.end :].strip(_SIGNS)
    left = before or after
    if (before and after) or not any(sign.isalpha() for sign in left):
        return None
    return Due(left[:1].upper() + left[1:], found.to_on, text[found.start : found.end])

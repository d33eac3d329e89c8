"""A sentence in words, signs and numbers, each with its place; and which of them may be read."""

import re
import unicodedata
from dataclasses import dataclass

from services.catching.tongue import Tongue

_TOKEN = re.compile(r"m[2²](?!\w)|[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+['’]?|\S")
_ENDS = set(',;.:!?()[]\n–—"“”«»•')


@dataclass(frozen=True)
class Token:
    """`word`: small letters with their accents; `plain`: without."""

    word: str
    plain: str
    start: int
    end: int
    clause: int
    read: bool  # False in a clause that denies or doubts

    @property
    def is_number(self) -> bool:
        return "0" <= self.plain[0] <= "9"


def folded(text: str) -> str:
    """Small letters without accents, each at the same place; only what is canonically the same
    letter is folded: ½ stays what it is."""
    return "".join(_folded(sign) for sign in text)


def _folded(sign: str) -> str:
    small = unicodedata.normalize("NFD", sign)[:1].lower()
    return "'" if sign == "’" else small if len(small) == 1 else sign


def tokens(text: str, tongue: Tongue) -> list[Token]:
    """`text` composed (NFC)."""
    plain, found, clause, last = folded(text), [], 0, 0
    for hit in _TOKEN.finditer(text):
        start, end = hit.span()
        word = text[start:end].lower().replace("’", "'")
        ends = hit[0] in _ENDS
        clause += "\n" in text[last:start] or ends or word in tongue.but
        found.append((word, plain[start:end], start, end, clause))
        clause, last = clause + ends, end
    closed = {one[4] for one in found if one[0] in tongue.denials}
    return [Token(*one, one[4] not in closed) for one in found]


def phrase(tokens: list[Token], at: int, known, most: int = 4) -> tuple[str, int] | None:
    """The longest of the known phrases that begins here, and where it ends; one clause only."""
    for size in range(min(most, len(tokens) - at), 0, -1):
        part = tokens[at : at + size]
        said = " ".join(token.plain for token in part)
        if said in known and part[0].clause == part[-1].clause and part[0].read:
            return said, at + size
    return None


def glued(one: Token, other: Token) -> bool:
    return one.end == other.start

"""Names that may be the same. Only suggestions: nothing is ever joined without a person's yes."""

import re
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from numpy import argwhere
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cdist, extract, extractOne

from services.imports.text import words
from services.imports.values import is_role

ALIKE = 85
A_BLOCK = 250
Key = TypeVar("Key", bound=Hashable)

# Longest first: “soc coop soc” must go before “soc coop”.
_LEGAL = [
    "societa cooperativa sociale", "societa cooperativa", "soc coop sociale", "soc coop soc",
    "soc coop", "cooperativa sociale", "cooperativa", "coop sociale", "coop soc", "coop",
    "associazione di promozione sociale", "organizzazione di volontariato", "impresa sociale",
    "societa benefit", "s r l s", "s r l", "s p a", "a p s", "o d v", "e t s", "s b", "srls", "srl",
    "spa", "aps", "odv", "ets", "onlus", "sb", "scs", "scarl", "snc", "sas", "ltd",
]  # fmt: skip
_LEGAL_FORM = re.compile(rf"\b(?:{'|'.join(_LEGAL)})\b")


@lru_cache(maxsize=8192)
def normalise(name: str) -> str:
    """A name without accents, case, legal form or what stands in brackets.

    A name that is nothing but those keeps its words. Normalising twice changes nothing.
    """
    whole = words(name)
    said = words(re.sub(r"\([^()]*\)", " ", name))
    while (shorter := " ".join(_LEGAL_FORM.sub(" ", said).split())) != said:
        said = shorter
    return re.sub(r"\buniv\b", "universita", said or whole)


def suggest(name: str, known: Mapping[Key, str]) -> list[tuple[Key, float]]:
    """(key, likeness from 85 to 100) of the known names that may be the same, likest first.

    Empty for a role word (“uditore”, “??”): it names no organisation.
    """
    if is_role(name):
        return []
    names = {key: normalise(other) for key, other in known.items()}
    likely = extract(normalise(name), names, scorer=token_set_ratio, score_cutoff=ALIKE, limit=None)
    return [(key, score) for _, score, key in likely]


def likeness(one: str, other: str) -> float:
    """0 to 100; 100 when one name's words are all in the other."""
    return token_set_ratio(normalise(one), normalise(other))


def groups(names: Iterable[str]) -> list[list[str]]:
    """The names, those together that a person may want to join; roles are left out."""
    found: dict[str, list[str]] = {}
    for name in (each for each in names if not is_role(each)):
        said = normalise(name)
        same = extractOne(said, found.keys(), scorer=token_set_ratio, score_cutoff=ALIKE)
        found.setdefault(same[0] if same else said, []).append(name)
    return list(found.values())


@lru_cache(maxsize=64)
def pairs(names: tuple[str, ...]) -> list[tuple[int, int]]:
    """(place, later place) of every two names that may be the same; roles are left out.

    Whatever the order of the names the same two are found: each is compared with all others.
    """
    asked = [place for place, name in enumerate(names) if not is_role(name)]
    said = [normalise(names[place]) for place in asked]
    found = []
    for first in range(0, len(said), A_BLOCK):  # a block of rows at a time, against those after it
        some, rest = said[first : first + A_BLOCK], said[first:]
        likely = cdist(some, rest, scorer=token_set_ratio, score_cutoff=ALIKE) >= ALIKE
        found += [(asked[first + a], asked[first + b]) for a, b in argwhere(likely) if a < b]
    return found


def same_person(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether two (name, email, organisation) are one person as far as a list can tell.

    The same e-mail and one name within the other (“Anna Roà”, “Anna Maria Roà”); or the same
    name, and one organisation's within the other. Two people who share an address stay two;
    so do two nameless ones (“referente”).
    """
    (name, email, organisation), (their_name, their_email, theirs) = one, other
    if email and email.casefold() == their_email.casefold():
        return _within(words(name), words(their_name))
    if words(name) != words(their_name) or is_role(name) or (email and their_email):
        return False
    return _within(normalise(organisation), normalise(theirs))


def _within(one: str, other: str) -> bool:
    """Whether all words of one stand in the other, whichever is longer; nothing is in all."""
    return set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())

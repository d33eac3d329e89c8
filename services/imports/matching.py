"""Names that may be the same. Only suggestions: nothing is ever joined without a person's yes."""

import re
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from rapidfuzz.fuzz import token_set_ratio

from services.imports.text import words
from services.imports.values import is_role

ALIKE = 85
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
    scored = [(key, likeness(name, other)) for key, other in known.items()]
    likely = [pair for pair in scored if pair[1] >= ALIKE]
    return sorted(likely, key=lambda pair: -pair[1])


def likeness(one: str, other: str) -> float:
    """0 to 100; 100 when one name's words are all in the other."""
    return token_set_ratio(normalise(one), normalise(other))


def groups(names: Iterable[str]) -> list[list[str]]:
    """The names, those together that a person may want to join; roles are left out."""
    found: list[list[str]] = []
    for name in names:
        if is_role(name):
            continue
        same = next((group for group in found if likeness(name, group[0]) >= ALIKE), None)
        found.append([name]) if same is None else same.append(name)
    return found


def same_person(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether two (name, email, organisation) may be one person.

    The same e-mail and names alike (“Anna Roà” and “Anna Maria Roà”); or the same name and
    organisations alike. Two people who share one address stay two.
    """
    (name, email, organisation), (their_name, their_email, theirs) = one, other
    if email and email.casefold() == their_email.casefold():
        return token_set_ratio(words(name), words(their_name)) >= ALIKE
    if words(name) != words(their_name) or not words(name) or (email and their_email):
        return False
    return not organisation or not theirs or likeness(organisation, theirs) >= ALIKE

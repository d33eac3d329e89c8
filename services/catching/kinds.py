"""What kind of thing: by its name, where it is the thing itself and not what it is for."""

import re

from models import Kind
from services.catching.tokens import Token, phrase
from services.catching.tongue import Tongue


def kind(plain: str, said: list[Token], tongue: Tongue) -> tuple[Kind, Token] | None:
    """The one kind that is named, and the word that names it; None for none or for several."""
    found, hidden, away = {}, _meant_otherwise(plain, tongue), None
    for at, token in enumerate(said):
        if token.clause == away or any(a <= token.start < b for a, b in hidden):
            continue
        if token.plain in tongue.beside:
            away = token.clause  # what follows is what it is for, where, or with what
            continue
        named = phrase(said, at, tongue.all_kinds, 3)
        if named:
            found.setdefault(tongue.all_kinds[named[0]], token)
    return next(iter(found.items())) if len(found) == 1 else None


def _meant_otherwise(plain: str, tongue: Tongue) -> list[tuple[int, int]]:
    """“tavolo di lavoro” is a group of people."""
    return [hit.span() for words in tongue.meant_otherwise for hit in re.finditer(words, plain)]

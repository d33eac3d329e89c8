"""Every sentence people read passes through `_`; the Italian lies beside this file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

LANGUAGES = {"it": "Italiano", "en": "English"}
DEFAULT = "it"
HERE = Path(__file__).parent

# One reader, one language: a thread or a request sets its own and never sees another's.
_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def language() -> str:
    return _language.get()


def speak(language: str) -> None:
    """From here on, in this thread or request, sentences are in this language."""
    _language.set(language if language in LANGUAGES else DEFAULT)


def spoken_here() -> str:
    """The language of this machine's console, for whoever runs the house."""
    said = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return said[:2] if said[:2] in LANGUAGES else "en"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    before = _language.get()
    speak(language)
    try:
        yield
    finally:
        _language.set(before)


def _(message: str, /, **values) -> str:
    said = _catalog(language()).get(message, message)
    said = said if isinstance(said, str) else said[0]
    # Without values nothing is filled in: somebody's own words may have braces in them.
    return said.format(**values) if values else said


def n_(one: str, many: str, n: int, /, **values) -> str:
    """`n_("{n} meeting", "{n} meetings", 3)`: the form that goes with the number."""
    said = _catalog(language()).get(one, (one, many))
    forms = said if isinstance(said, tuple) else (said, said)
    return forms[n != 1].format(n=n, **values)


def mark(message: str) -> str:
    """Mark a message for the catalogue without translating it yet."""
    return message


@cache
def _catalog(language: str) -> dict[str, str | tuple[str, ...]]:
    """Italian from it/*.po, a file for each part of the house; English is in the code."""
    messages = [m for path in sorted((HERE / language).glob("*.po")) for m in _read(path)]
    return {(m.id[0] if m.pluralizable else m.id): m.string for m in messages}


def _read(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [m for m in read_po(file) if m.id and m.string and not m.fuzzy]

"""Every sentence people read has an Italian one, whole and once, and nothing is left over."""

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from translations import HERE

HOUSE = HERE.parent
WHERE = [("**/markup/**.html", "jinja2"), ("**/templates/**.html", "jinja2"), ("**.py", "python")]
SAID = {"_": None, "mark": None, "n_": (1, 2)}
NOT_OURS = re.compile(r"^(tests|benchmarks|\.)")


def sentences() -> dict[str, set[str]]:
    """Each English sentence of the house (of two forms, the first) → the files that say it."""
    found: dict[str, set[str]] = {}
    for file, _line, words, *_rest in extract_from_dir(HOUSE, WHERE, keywords=SAID):
        if not NOT_OURS.match(file):
            found.setdefault(_first(words), set()).add(file)
    return found


def within_formatted() -> Iterator[str]:
    for path in HOUSE.rglob("*.py"):
        if NOT_OURS.match(str(path.relative_to(HOUSE))):
            continue
        text = path.read_text(encoding="utf-8")
        strings = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.JoinedStr))
        for call in (n for whole in strings for n in ast.walk(whole)):
            if getattr(getattr(call, "func", None), "id", "") == "_":
                yield from (a.value for a in call.args if isinstance(a, ast.Constant))


def italian() -> list:
    messages = []
    for path in sorted((HERE / "it").glob("*.po")):
        with path.open("rb") as file:
            messages += [message for message in read_po(file) if message.id]
    return messages


def test_every_sentence_has_an_italian_one():
    said = {_first(message.id) for message in italian() if all(_forms(message.string))}
    missing = {words: files for words, files in sentences().items() if words not in said}
    assert not missing


def test_a_sentence_within_a_formatted_string_has_its_italian_too():
    """The extractor of Babel does not look into those."""
    said = {_first(message.id) for message in italian()}
    assert not {words for words in within_formatted() if words not in said}


def test_no_italian_is_left_over():
    assert {_first(message.id) for message in italian()} <= set(sentences())


def test_no_sentence_stands_in_two_files():
    times = Counter(_first(message.id) for message in italian())
    assert not [words for words, n in times.items() if n > 1]


@pytest.mark.parametrize("message", italian(), ids=lambda message: _first(message.id)[:40])
def test_the_same_places_are_filled_in(message):
    wanted = _places(_forms(message.id)[-1])
    for form in _forms(message.string):
        assert _places(form) - {"n"} == wanted - {"n"}
        assert _places(form) <= wanted


def test_a_plural_has_a_form_for_each_number():
    for message in italian():
        if message.pluralizable:
            assert len(_forms(message.string)) == 2


def test_apostrophes_are_curly():
    straight = [m.id for m in italian() if re.search(r"\w'\w", "".join(_forms(m.string)))]
    assert not straight


def _first(words) -> str:
    return _forms(words)[0]


def _forms(words) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (words,)


def _places(sentence: str) -> set[str]:
    return {name for _text, name, *_rest in string.Formatter().parse(sentence) if name}

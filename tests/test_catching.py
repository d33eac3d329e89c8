"""A resource caught in a sentence: what is understood, and all that is left as it was said."""

import csv
import re
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Kind, Person, Unit
from models.refusals import NotFound
from services import catching
from services.catching import TONGUES, catch, due
from services.catching.tokens import folded, tokens

TODAY = date(2023, 7, 12)  # a Wednesday
TABLES = Path(__file__).parent / "data" / "sentences"
COLUMNS = ("kind", "quantity", "unit", "from_on", "to_on", "seats", "title")


def sentences(language: str) -> list[dict]:
    with (TABLES / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


ALL = [(language, row) for language in TONGUES for row in sentences(language)]


def said(caught) -> dict[str, str]:
    found = {name: getattr(caught, name, None) for name in COLUMNS}
    if caught.quantity_milli is not None:
        found["quantity"] = f"{Decimal(caught.quantity_milli) / 1000:f}"
    return {name: "" if value is None else str(value) for name, value in found.items()}


@pytest.mark.parametrize(("language", "row"), ALL, ids=[row["sentence"] for _, row in ALL])
def test_what_is_understood_of_a_sentence(language, row):
    wanted = {name: row[name] for name in COLUMNS}
    got = said(catch(row["sentence"], language, TODAY))
    assert {**got, "title": got["title"].casefold()} == {
        **wanted,
        "title": wanted["title"].casefold(),
    }


@pytest.mark.parametrize("language", TONGUES)
def test_there_are_enough_sentences_and_most_tables_are_of_traps(language):
    rows = sentences(language)
    left_alone = [row for row in rows if not row["quantity"]]
    assert len(rows) >= 60 and len(left_alone) >= 30


def pieces(language: str):
    """What sentences are made of, in any order, with signs between: the worst a hand can type."""
    tongue = TONGUES[language]
    words = [*list(tongue.units), *tongue.kinds, *tongue.things, *tongue.months, *tongue.weekdays]
    words += [*tongue.denials, *tongue.about, *tongue.nearby, *tongue.one, *tongue.joints]
    words += [*tongue.seats, *tongue.times, *tongue.each, *list(tongue.numbers)[:60]]
    numbers = st.one_of(st.integers(-5, 3000).map(str), st.sampled_from(["2,5", "1.500", "15/9"]))
    gap = st.sampled_from([" ", ", ", "-", ". ", "'", "\n", "", " e ", " and ", " da ", " from "])
    part = st.one_of(st.sampled_from(words), numbers, st.text(max_size=4))
    return st.lists(st.tuples(part, gap), max_size=9).map(
        lambda all: "".join(a + b for a, b in all)
    )


any_line = st.one_of(st.text(max_size=80), pieces("it"), pieces("en"))
any_day = st.dates(date(2000, 1, 1), date(2098, 12, 31))


@given(any_line, st.sampled_from(["it", "en"]), any_day)
def test_no_line_is_too_strange_and_no_quantity_is_nothing(text, language, today):
    caught = catch(text, language, today)
    assert caught.quantity_milli is None or caught.quantity_milli > 0
    assert (caught.quantity_milli is None) == (caught.unit is None)
    assert caught.seats is None or caught.seats > 0
    if caught.from_on and caught.to_on:
        assert caught.from_on <= caught.to_on


@given(any_line, st.sampled_from(["it", "en"]), any_day)
def test_every_number_stands_in_the_sentence(text, language, today):
    """Digits as they are written; a number in words is one of the words that say it."""
    caught = catch(text, language, today)
    words = dict(caught.words)
    for value, of in ((caught.quantity_milli, "quantity"), (caught.seats, "seats")):
        if value is None:
            continue
        amount = Decimal(value) / (1000 if of == "quantity" else 1)
        assert amount in spoken(words[of]), (amount, words[of])


def spoken(words: str) -> set[Decimal]:
    """The numbers that a few words may mean, read in another way than the house reads them."""
    plain, found = folded(words), set()
    for digits in re.findall(r"[0-9][0-9.,]*", plain):
        found |= {Decimal(n) for n in {digits.replace(".", "").replace(",", "."),
                  digits.replace(",", "")} if re.fullmatch(r"[0-9]+(\.[0-9]+)?\.?", n)}  # fmt: skip
        found |= {Decimal(re.sub("[.,]", "", digits) or "0")}
    for tongue in TONGUES.values():
        parts = [t.plain for t in tokens(words, tongue)]
        every = {" ".join(parts[a:b]) for a in range(len(parts)) for b in range(a, len(parts) + 1)}
        found |= {Decimal(tongue.numbers[part]) for part in every if part in tongue.numbers}
        found |= {
            Decimal(milli) / 1000 for part, (milli, _) in tongue.halves.items() if part in every
        }
        found |= {Decimal(n) for part, n in tongue.once.items() if part in every}
        found |= {Decimal(1) for part in parts if part in tongue.one}
    return found | {n + Decimal("0.5") for n in found if re.search("mezz|half", plain)}


@given(any_line, st.sampled_from(["it", "en"]), any_day)
def test_no_word_is_lost(text, language, today):
    """Each stands in the title, or in the words that filled a field, or only joined the two."""
    caught = catch(text, language, today)
    kept = " ".join([caught.title, *dict(caught.words).values()])
    rest = {folded(word) for word in re.findall(r"\w+", kept)}
    joints = {"di", "d", "per", "e", "da", "of", "for", "and", "the", "ma", "però"}
    for word in re.findall(r"\w+", caught.text):
        assert folded(word) in rest | joints or folded(word) in "".join(sorted(rest)), word


@given(any_line, st.sampled_from(["it", "en"]), any_day)
def test_each_part_says_which_words_it_came_from(text, language, today):
    caught = catch(text, language, today)
    words = dict(caught.words)
    assert ("kind" in words) == (caught.kind is not None)
    assert ("quantity" in words) == (caught.quantity_milli is not None)
    assert ("when" in words) == bool(caught.from_on or caught.to_on)
    assert all(folded(part) in folded_nfc(text) for part in words.values())


def folded_nfc(text: str) -> str:
    return folded(unicodedata.normalize("NFC", text))


def test_a_long_text_is_kept_as_it_is():
    text = "20 ore " * 200
    assert catch(text, "it", TODAY).words == () and catch(text, "it", TODAY).title == text


def test_what_was_caught_says_its_words():
    caught = catch("Sala, 30 posti, giovedì pomeriggio, due volte", "it", TODAY)
    assert dict(caught.words) == {
        "kind": "Sala",
        "quantity": "due volte",
        "when": "giovedì",
        "seats": "30 posti",
    }
    assert (caught.kind, caught.unit) == (Kind.space, Unit.half_day)


def test_a_line_is_read_for_who_may_put_something_on_the_table(world):
    """Everybody at the table; not who only looks from outside."""
    for by in (world.coordinator, world.people["p02"]):
        assert catching.read(by, "20 ore di docenza").kind is Kind.skill
    stranger = Person(name="Nessuno", community_id=world.coordinator.community_id)
    with pytest.raises(NotFound):
        catching.read(stranger, "20 ore")


DEEDS = [
    ("Marco chiede il cortile entro il 10 dicembre", "2023-12-10", "Marco chiede il cortile"),
    ("Entro il 10 dicembre, Marco chiede il cortile.", "2023-12-10", "Marco chiede il cortile"),
    ("Chiedere il cortile entro dicembre", "2023-12-31", "Chiedere il cortile"),
    ("Chiedere il cortile entro giovedì!", "2023-07-13", "Chiedere il cortile"),
    ("Ask for the courtyard by 10 December", "2023-12-10", "Ask for the courtyard"),
    ("Ask Marco by Friday", "2023-07-14", "Ask Marco"),
    *[
        (line, None, line)
        for line in (
            "Chiedere se entro il 10 dicembre arriva",  # somebody else’s day
            "Portare le sedie il 10 dicembre",  # when it is, not by when it is to be done
            "Chiedere il cortile entro il 31 febbraio",
            "Chiedere il cortile dal 10 dicembre",
            "Non chiamare nessuno entro il 10 dicembre",
            "Write to the city by 9/5",
            "Ask by December",
            "entro il 10 dicembre",  # nothing would be left to do
        )
    ],
]


@pytest.mark.parametrize(("line", "day", "text"), DEEDS, ids=[deed[0] for deed in DEEDS])
def test_the_day_by_which_something_is_to_be_done(line, day, text):
    found = due.of(line, "it", TODAY)
    assert (found.day and found.day.isoformat(), found.text) == (day, text)
    assert bool(found.words) == bool(day) and found.words in line


@pytest.mark.parametrize(
    ("text", "title", "when_note"),
    [
        ("Sala, 30 posti, giovedì pomeriggio", "Sala, 30 posti", "giovedì pomeriggio"),
        ("Furgone, lunedì e mercoledì mattina", "Furgone", "lunedì e mercoledì mattina"),
        ("sala riunioni sempre disponibile", "Sala riunioni", "sempre disponibile"),
        ("Cortile, tutto l’anno, 50 posti", "Cortile, 50 posti", "tutto l’anno"),
        ("A van on Thursdays", "A van", "on Thursdays"),
        ("Sala, giovedì prossimo", "Sala, giovedì prossimo", ""),
        ("Sala, il 3 dicembre", "Sala", ""),  # that day alone
        ("Sala di quartiere, 3 giorni", "Sala di quartiere", ""),
        ("Sala nei weekend", "Sala", "nei weekend"),
        ("Sala il 1° giovedì del mese", "Sala il 1° giovedì del mese", ""),  # not every one
        ("Sala, l’ultimo sabato del mese", "Sala, l’ultimo sabato del mese", ""),
        ("Sala, ultimo sabato", "Sala, ultimo sabato", ""),
    ],
)
def test_of_what_stays_available_a_weekday_is_every_week(text, title, when_note):
    caught = catch(text, "it", TODAY, stays=True)
    assert (caught.title, caught.when_note) == (title, when_note)
    assert catch(text, "it", TODAY).when_note == ""

"""What single cells mean, for every way of writing them that we met or can think of."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.imports import amounts, dates, matching, values
from services.imports.text import clean, plain

SIXTH = date(2023, 7, 6)
words = st.text(max_size=40)
often = settings(deadline=None)


@pytest.mark.parametrize(
    "said",
    ["6/7/2023", "06.07.2023", "6-7-23", "6 luglio 2023", "giovedì 6 luglio 2023", "July 6, 2023"]
    + ["2023-07-06", "2023-07-06 10:11:12+02:00", "06/07/2023 8.01.55", "entro il 6/7/2023"]
    + ["6 lug 2023", "6 luglio", "6/7"],
)
def test_one_day_in_many_ways(said):
    assert dates.read(said, year=2023).day == SIXTH
    assert dates.read(said, year=2023).year_missing == (said in ("6 luglio", "6/7"))


@pytest.mark.parametrize(
    "said", ["fine novembre", "luglio 2023", "31/2/2023", "6/7/1023", "13/13/2023", "", "6/7/20233"]
)
def test_words_stay_words(said):
    assert dates.read(said, year=2023) == dates.Day(said, None, dates.read(said).year_missing)


def test_month_or_day_first_is_decided_once_for_a_file():
    assert not dates.month_first(["6/7/2023", "13/7/2023"], tool=True)
    assert dates.month_first(["7/6/23", "7/13/23"])
    assert dates.month_first(["07/06/2023 02:55:10 PM"])
    assert not dates.month_first(["6/7/2023 15.00"])
    assert dates.read("7/6/23, 3:00:11 PM", month_first=True).day == SIXTH
    assert dates.instant("7/6/23, 12:05:00 AM", True) == datetime(2023, 7, 6, 0, 5)


@often
@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.booleans())
def test_every_day_written_is_read_back(day, month_first):
    order = "%m/%d/%Y" if month_first else "%d/%m/%Y"
    assert dates.read(day.strftime(order), month_first).day == day
    assert dates.read(day.isoformat()).day == day


@pytest.mark.parametrize(
    "said, milli, unit",
    [
        ("4 mezze giornate", 4000, "half_day"),
        ("€ 250,00", 250_000, "EUR"),
        ("250 €", 250_000, "EUR"),
        ("24 h", 24_000, "hour"),
        ("30,5", 30_500, None),
        ("1.234,56 kg", 1_234_560, "kg"),
        ("1,234.56 kg", 1_234_560, "kg"),
        ("12.500 kg", 12_500_000, "kg"),
        ("0,125 kg", 125, "kg"),
        ("40 mq", 40_000, "m2"),
        ("3 volontari", 3000, "person"),
    ],
)
def test_quantities(said, milli, unit):
    assert amounts.quantity(said) == amounts.Quantity(said, milli, unit)


def test_about_is_remembered_and_the_unit_may_stand_beside():
    assert amounts.quantity("circa 80 kg").approximate
    assert amounts.quantity("80 kg circa").milli == 80_000
    assert amounts.quantity("30,5", beside="ore").unit == "hour"
    assert amounts.quantity("24 h", beside="1,5 giornate già date").unit == "hour"


@pytest.mark.parametrize("said", ["20-30 ore", "tante", "due giornate", "0", "-3", "20 posti", "∞"])
def test_what_is_no_quantity_keeps_its_words(said):
    assert amounts.quantity(said) == amounts.Quantity(said, understood=False)
    assert amounts.quantity("").understood


def test_money_is_one_plain_amount():
    assert amounts.money("$50,000") == (5_000_000, "USD")
    assert amounts.money("€ 1.234,50") == (123_450, "EUR")
    for said in ("$75,000-$120,000", "Ask", "TBD", "N/A", "50", "€", "50 mele", "€ 5 $"):
        assert amounts.money(said) is None


@often
@given(st.integers(0, 10**9))
def test_a_number_is_the_same_in_both_languages(cents):
    english = f"{Decimal(cents) / 100:,.2f}"
    italian = english.translate(str.maketrans(",.", ".,"))
    assert amounts.number(english) == amounts.number(italian) == Decimal(cents) / 100


def test_presence():
    for said in ("x", "X", "✓", "sì", "si", "1", "presente", "P", "yes", "Checked In"):
        assert values.presence(said) == "present"
    for said in ("", "no", "0", "assente", "giust.", "assente giust.", " "):
        assert values.presence(said) == "absent"
    assert values.presence("online") == "remote"
    assert values.presence("Attending") == "registered"
    assert values.presence("Not Attending") == values.presence("Refunded") == "cancelled"
    assert values.presence("forse") is None


def test_an_answer_is_a_promise_not_a_presence():
    assert [values.answer(said) for said in ("Sì", "no", "Checked In", "forse", "")] == [
        "registered",
        "cancelled",
        "present",
        None,
        None,
    ]


@pytest.mark.parametrize(
    "said, minutes",
    [("172", 172), ("1h 27m 51s", 87), ("2h 55m", 175), ("4m 59s", 4), ("01:27:51", 87)]
    + [("2 ore 5 minuti", 125), ("", None), ("tanto", None), ("9999", None)],
)
def test_minutes(said, minutes):
    assert values.minutes(said) == minutes


@pytest.mark.parametrize(
    "said, name, organisation",
    [
        ("D'Angelo, Lucia", "Lucia D'Angelo", ""),
        ("Marta Ferrero (Filo Ripreso)", "Marta Ferrero", "Filo Ripreso"),
        ("Giulia Peyretti (Guest)", "Giulia Peyretti", ""),
        ("Paolo Quaglia (paolo)", "Paolo Quaglia", ""),
        ("Anna Roà (she/her)", "Anna Roà", ""),
        ("Roà, Anna (Ospite)", "Anna Roà", ""),
    ],
)
def test_names_of_people(said, name, organisation):
    assert values.person(said) == values.Named(name, organisation)


def test_devices_and_programs_are_not_people():
    for said in ("iPhone di Yassine", "Read.ai meeting notes", "Galaxy A52", "Otter.ai"):
        assert values.is_device(said)
    for said in ("Marta Ferrero", "Pcella Rossi", "Coordinamento TSI"):
        assert not values.is_device(said)


def test_owners_are_parted_at_e_only_when_all_are_known():
    known = {"Officina Riparo", "Qubì"}.__contains__
    assert values.owners("Officina Riparo + Lab. Cerchio", known) == (
        "Officina Riparo",
        "Lab. Cerchio",
    )
    assert values.owners("Officina Riparo e Qubì", known) == ("Officina Riparo", "Qubì")
    assert values.owners("Officina Riparo, Qubì", known) == ("Officina Riparo", "Qubì")
    assert values.owners("Pace e Bene", known) == ("Pace e Bene",)
    assert values.owners("Qubì; Pace e Bene; ???", known) == ("Qubì", "Pace e Bene")
    for said in ("???", "da definire", "TBD", "", "–"):
        assert values.owners(said, known) == ()


def test_states():
    assert values.state("da iniziare") == values.state("") == ("planned", False)
    assert values.state("IN RITARDO!") == ("in_progress", True)
    assert values.state("✔") == values.state("Fatto") == ("done", False)
    assert values.state("boh") == (None, False)


def test_the_same_organisation_is_only_suggested():
    known = {1: "Mensa Zero Avanzi", 2: "Laboratorio Cerchio Aperto", 3: "Città di Torino"}
    assert matching.normalise("Mensa Zero Avanzi Soc. Coop. Soc.") == "mensa zero avanzi"
    assert matching.normalise("Vuoto a Tempo S.R.L. Società Benefit") == "vuoto a tempo"
    assert matching.normalise("Coop.") == "coop"
    assert matching.suggest("Zero avanzi", known) == [(1, 100.0)]
    assert [key for key, _ in matching.suggest("Lab. Cerchio Aperto", known)] == [2]
    for said in ("Università di Torino", "esperto invitato", "uditore", "tbd", "??", ""):
        assert matching.suggest(said, known) == []


def test_the_same_person():
    unnamed = ("referente", "", "Qubì")
    anna = ("Anna Roà", "anna@example.org", "Lab. Cerchio Aperto")
    maria = ("Anna Maria Roà", "Anna@example.org", "Laboratorio Cerchio Aperto")
    assert matching.same_person(anna, maria)
    assert not matching.same_person(anna, ("Bruno Po", "anna@example.org", ""))
    assert not matching.same_person(unnamed, unnamed)
    assert not matching.same_person(("Ada Po", "a@x.it", ""), ("Adam Po", "a@x.it", ""))
    assert matching.same_person(("Anna Roà", "", "Qubì"), ("anna roa", "", "Ass. Qubì"))
    assert not matching.same_person(("Anna Roà", "", "Qubì"), ("Anna Roà", "", "Orti Diffusi"))


@often
@given(words)
def test_no_words_are_too_strange(said):
    assert clean(clean(said)) == clean(said)
    assert plain(plain(said)) == plain(said)
    assert matching.normalise(matching.normalise(said)) == matching.normalise(said)
    assert dates.read(said).text == said
    assert amounts.quantity(said).text == said.strip()
    assert amounts.money(said) is None or amounts.money(said)[0] >= 0
    assert 0 <= (values.minutes(said) or 0) <= 2880
    values.person(said), values.presence(said), values.answer(said), values.state(said)
    values.owners(said, lambda name: True), values.kind(said), values.is_device(said)
    assert all(score >= 85 for _, score in matching.suggest(said, {1: "Orti Diffusi", 2: said}))

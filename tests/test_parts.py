"""What was measured, divided: never more than the whole, and what nobody said is not zero."""

from datetime import date

import pytest

from models.refusals import Refused
from services import indicators, measurements, typed
from tests.test_plan_page import opened, shown

JULY = date(2023, 7, 1)


@pytest.fixture
def divided(world):
    """The people of the workshops, to be told by gender and by age."""
    i3 = world.indicators["i3"]
    wanted = {"dimensions": ["genere", "  fascia   di età "]}
    return indicators.edit(world.coordinator, i3.id, {"dimensions": []}, wanted)


def test_the_parts_are_at_most_the_whole(world, divided):
    assert divided.dimensions == ["genere", "fascia di età"]
    by = world.voice("qubi")
    parts = {"genere": {"donne": 12_000, "uomini": 8_000}}
    made = measurements.add(by, divided.id, JULY, 25_000, parts=parts)
    assert made.parts == parts  # of 5 nobody said
    for wrong in (
        {"genere": {"donne": 25_000, "uomini": 1_000}},
        {"quartiere": {"Aurora": 1_000}},
        {"genere": {"donne": -1_000}},
        {"genere": {"donne": "12"}},
    ):
        with pytest.raises(Refused) as no:
            measurements.edit(by, made.id, {"parts": parts}, {"parts": wrong})
        assert no.value.field == "parts"


def test_each_thing_to_divide_by_is_named_once_and_there_are_few(world):
    by, i3 = world.coordinator, world.indicators["i3"].id
    for wrong in (["genere", " genere"], list("abcdef"), [" "]):
        with pytest.raises(Refused) as no:
            indicators.edit(by, i3, {}, {"dimensions": wrong})
        assert no.value.field == "dimensions"


def test_parts_as_people_type_them():
    assert typed.parts("donne 12\n uomini: 8,5\n\n", "parts") == {"donne": 12000, "uomini": 8500}
    for wrong in ("12", "donne", "donne 1\ndonne 2"):
        with pytest.raises(Refused) as no:
            typed.parts(wrong, "parts")
        assert no.value.field == "parts"


def test_it_is_written_and_read_in_the_drawer(story, visit):
    i3 = story.indicators["i3"].id
    indicators.edit(story.coordinator, i3, {}, {"dimensions": ["genere"]})
    drawer = ("indicator", str(i3))
    page = opened(visit("plan", story.voice("qubi")), *drawer)
    page.text_input(key="found_value").set_value("25")
    page.text_input(key="found_evidence").set_value("fogli firme")
    page.text_area(key="found_parts_0").set_value("donne 12\nuomini 8")
    next(b for b in page.button if b.label == "Consegna").click()
    opened(page, *drawer)
    assert "genere: donne 12, uomini 8, non detto 5" in shown(page)

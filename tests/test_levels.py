"""Levels of objectives: none at all until somebody wants them, then by template or own words."""

import pytest

from models import Level, Levels
from models.refusals import Changed, NotAllowed, Refused
from services import levels, objectives
from tests.test_plan_page import opened, press, shown

NOW = {"levels": Levels.simple, "level_names": {}}


def test_simple_first_then_by_template_or_in_own_words(world):
    by = world.coordinator
    assert levels.of_community(by).levels == Levels.simple
    levels.choose(by, Levels.ec, {}, NOW)
    own = {"overall": "Sogno", "output": "  Cosa   fatta ", "outcome": " "}
    made = levels.choose(by, Levels.custom, own, NOW | {"levels": Levels.ec})
    assert made.level_names == {"overall": "Sogno", "output": "Cosa fatta"}

    with pytest.raises(Refused) as no:
        levels.choose(by, Levels.custom, {"overall": " "}, {})
    assert no.value.field == "names"
    with pytest.raises(Changed):  # somebody chose meanwhile
        levels.choose(by, Levels.ec, {}, NOW)
    with pytest.raises(NotAllowed):
        levels.choose(world.voice("qubi"), Levels.ec, {}, {})


def test_the_form_asks_for_a_level_only_where_there_are_some(story, visit):
    by, o4 = story.coordinator, story.objectives["o4"].id
    drawer = ("objective", str(o4))
    page = opened(visit("plan", by), *drawer)
    assert "objective_level" not in {box.key for box in page.selectbox}

    levels.choose(by, Levels.ec, {}, NOW)
    page = opened(visit("plan", by), *drawer)
    page.selectbox(key="objective_level").set_value(Level.overall)
    press(page, "Salva", *drawer)
    saved = next(o for o in objectives.of_community(by) if o.id == o4)
    assert saved.level == Level.overall
    assert "obiettivo generale (impatto)" in shown(visit("plan", by))

    levels.choose(by, Levels.custom, {"output": "Cosa fatta"}, {})
    page = opened(visit("plan", by), *drawer)  # its level has no name now, and stays
    assert page.selectbox(key="objective_level").value == Level.overall


def test_levels_are_chosen_in_a_drawer(story, visit):
    page = visit("plan", story.coordinator)
    opened(page, "levels")
    page.radio(key="levels_template").set_value(Levels.ec)
    opened(page, "levels")
    press(page, "Salva", "levels")
    assert levels.of_community(story.coordinator).levels == Levels.ec

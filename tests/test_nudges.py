"""What is late or soon due, each thing once under whoever has it in hand; and nothing is sent."""

from datetime import date, timedelta

import pytest

from models import ActivityState
from models.refusals import NotAllowed
from services import activities, milestones, people
from services.summaries import nudges
from tests.test_plan_page import opened, shown


def told(world, who=None) -> dict[str, list[tuple]]:
    owners = nudges.of_community(who or world.coordinator)
    return {o.name: [(line.kind, line.ref) for line in o.lines] for o in owners}


def edit(world, name: str, **wanted):
    return activities.edit(world.coordinator, world.activities[name].id, {}, wanted)


def test_each_thing_is_said_once_under_the_gravest_of_what_is_true(world):
    today = world.today
    edit(world, "a05", owner_person_id=None, planned_start=today - timedelta(9), planned_end=today)
    edit(world, "a11", owner_person_id=None, state="blocked")
    edit(world, "a07", owner_person_id=None, planned_start=today, planned_end=today)
    said = told(world)
    assert said["Vuoto a Tempo S.r.l. SB"] == [("behind", "AT-5")]  # and its end is near
    assert ("blocked", "AT-11") in said["Studio Margine S.r.l. SB"]
    assert said["Officina Riparo APS"] == [("ends", "AT-7")]

    edit(world, "a05", planned_end=today - timedelta(1))
    assert told(world)["Vuoto a Tempo S.r.l. SB"] == [("late", "AT-5")]
    edit(world, "a05", state=ActivityState.done)
    assert "Vuoto a Tempo S.r.l. SB" not in told(world)


def test_milestones_and_actions_are_in_the_same_list(world):
    by, a = world.coordinator, world.activities["a12"].id  # nobody leads it
    milestones.add(by, a, "Bozza letta", date(2023, 7, 1))
    lines = [line for lines in told(world).values() for line in lines]
    assert ("day_passed", "AT-12") not in lines  # it looks for somebody: nobody to remind
    activities.edit(by, a, {}, {"owner_person_id": world.people["p12"].id})
    there = milestones.add(by, a, "Budget letto", world.today + timedelta(7))
    name = world.people["p12"].name
    mine = told(world)[name]
    assert mine[0] == ("day_passed", "AT-12") and ("day", "AT-12") in mine
    assert ("action", "AZ-1") in mine  # due on the 14th
    milestones.edit(by, there.id, {}, {"done_on": world.today})
    assert ("day", "AT-12") not in told(world)[name]


def test_who_coordinates_sees_all_and_everybody_else_their_own(world):
    all = told(world)
    assert len(all) > 1
    mine = told(world, world.people["p12"])
    assert set(mine) < set(all) and world.people["p12"].name in mine
    with pytest.raises(NotAllowed):
        nudges.of_community(world.people["p17"])


def test_most_that_is_late_comes_first(story):
    edit(story, "a09", owner_person_id=None, planned_start=None, planned_end=date(2023, 7, 1))
    owners = nudges.of_community(story.coordinator)
    late = [owner.late for owner in owners]
    assert late == sorted(late, reverse=True) and late[0] >= 1


def test_the_text_is_there_to_copy(story, visit):
    page = visit("plan", story.coordinator, view="owners")
    said = shown(page)
    assert not page.exception and "niente viene spedito" in said and "AZ-1" in said
    owner = nudges.of_community(story.coordinator)[0]
    page = opened(page, "nudge", str(owner.id))
    (text,) = [code.value for code in page.code]
    assert text.startswith(f"Buongiorno {owner.name}") or text.startswith(f"Ciao {owner.name}")
    assert owner.lines[0].ref in text and text.endswith("Grazie!")
    assert "/plan?view=timeline" in text


def test_a_filter_means_this_list_too(story, visit):
    edit(story, "a05", owner_person_id=None, planned_start=None, planned_end=date(2023, 7, 1))
    said = shown(visit("plan", story.coordinator, view="owners", state="late"))
    assert "AT-5" in said and "AZ-1" not in said


def test_an_observer_has_no_such_list(story, visit):
    page = visit("plan", story.people["p17"], view="owners")
    assert not page.exception
    assert "owners" not in page.segmented_control(key="view").options
    assert "AT-14" in shown(page)  # the tree, as ever


def test_names_are_no_markup_in_the_text(story, visit):
    bad = people.add(story.coordinator, "<b>Ada</b> *x*")
    edit(story, "a12", owner_person_id=bad.id, planned_end=date(2023, 7, 1), planned_start=None)
    page = opened(visit("plan", story.coordinator, view="owners"), "nudge", str(bad.id))
    assert "<b>Ada</b> *x*" in page.code[0].value and "<b>Ada" not in shown(page)


def test_what_is_in_nobodys_hands_is_not_well_done(story, visit):
    today = story.today
    for action in ("a12", "a14"):  # nobody leads these
        edit(story, action, planned_start=today - timedelta(9), planned_end=today + timedelta(1))
    page = visit("plan", story.coordinator, view="owners")
    told = "2 attività in ritardo, a rischio o in scadenza non sono in mano a nessuno: cercasi."
    assert told in [caption.value for caption in page.caption]

    member = shown(visit("plan", story.people["p02"], view="owners"))
    assert "Niente è in ritardo" not in member
    assert "Niente di quello che hai in mano è in ritardo" in member

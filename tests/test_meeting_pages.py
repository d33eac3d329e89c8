"""The series and one meeting, as those who run it, write and watch see them."""

import pytest

from services import meetings, people


@pytest.mark.parametrize("name", ["meetings", "meeting"])
def test_everybody_may_look(name, story, visit):
    for person in (story.coordinator, story.people["p02"], story.people["p17"]):
        assert not visit(name, person).exception


def test_the_third_meeting_is_found_by_its_number(story, visit):
    page = visit("meeting", story.coordinator, m="3")

    assert not page.exception
    assert "Qubì Garden" in html(page)


def test_only_who_runs_it_opens_it(story, visit):
    fourth = str(story.meetings["m4"].id)
    keys = [b.key for b in visit("meeting", story.people["p02"], m=fourth).button]
    assert "run_open" not in keys

    page = visit("meeting", story.coordinator, m=fourth)
    page.button(key="run_open").click().run()

    assert not page.exception
    (fourth,) = [m for m in meetings.of_community(story.coordinator) if m.ordinal == 4]
    assert fourth.state == "live"


def test_at_the_door_a_name_and_an_organisation_are_enough(story, visit):
    fourth = meetings.open(story.coordinator, story.meetings["m4"].id)
    page = visit("meeting", story.coordinator, m=str(fourth.id))

    page.button(key="FormSubmitter:door_form-Registra").click().run()
    assert not page.exception
    assert len(people.of_community(story.coordinator)) == 18


def html(page) -> str:
    return " ".join(str(element.proto) for element in page.get("html"))

"""How far objectives reach, chosen together in its own phase, and seen by all."""

from datetime import date

import pytest
from test_phone import phone, send, sit

from models import Horizon, Phase, quarter_ends
from services import admitting, meetings, objectives


@pytest.fixture
def live(story):
    meeting = meetings.open(story.coordinator, story.meetings["m4"].id)
    return meetings.move_on(story.coordinator, meeting.id, Phase.horizon)


@pytest.fixture
def orchard(story, live):
    return objectives.draft(story.coordinator, "Un frutteto comune", meeting_id=live.id)


def test_the_ends_of_the_quarters_to_come():
    assert [str(day) for day in quarter_ends(date(2023, 11, 24), 3)] == [
        "2023-12-31",
        "2024-03-31",
        "2024-06-30",
    ]
    assert str(quarter_ends(date(2024, 1, 1), 1)[0]) == "2024-03-31"


def test_it_is_chosen_with_a_tap_and_seen_on_every_phone_and_on_the_wall(story, live, orchard):
    one = sit(live)
    admitting.admit(story.coordinator, live.id)
    other = sit(live, "Ugo Prova", "Orti Diffusi ODV")
    assert "A breve, medio o lungo termine?" in one.get(f"/table/{live.id}").text
    admitting.admit(story.coordinator, live.id)

    send(one, live, "horizon", objective=str(orchard.id), horizon="medium")
    send(other, live, "horizon", objective=str(orchard.id), due_on="2024-06-30")
    (kept,) = [o for o in objectives.of_community(story.coordinator) if o.id == orchard.id]
    assert (kept.horizon, kept.due_on) == (Horizon.medium, date(2024, 6, 30))
    for page in (one.get(f"/table/{live.id}").text, phone().get(f"/wall/{live.join_key}").text):
        assert "medio termine" in page and "giu 2024" in page


def test_two_who_choose_differently_are_told(story, live, orchard):
    one = sit(live)
    admitting.admit(story.coordinator, live.id)
    seen = {"objective": str(orchard.id), "horizon_seen": ""}
    assert send(one, live, "horizon", horizon="short", **seen).status_code == 303
    late = send(one, live, "horizon", horizon="long", **seen)
    assert late.status_code == 422


def test_who_was_not_admitted_or_only_observes_chooses_nothing(story, live, orchard):
    arrival = sit(live)
    choice = {"objective": str(orchard.id), "horizon": "short"}
    assert send(arrival, live, "horizon", **choice).status_code == 422
    city = sit(live, "Ada Prova", "Città di Torino")
    admitting.admit(story.coordinator, live.id)
    assert send(city, live, "horizon", **choice).status_code == 422
    assert "A breve, medio o lungo termine?" not in city.get(f"/table/{live.id}").text


def test_points_are_counted_for_all_to_see(story, live, orchard):
    one = sit(live)
    admitting.admit(story.coordinator, live.id)
    meetings.move_on(story.coordinator, live.id, Phase.priorities)
    send(one, live, "points", **{f"points-{orchard.id}": "3"})
    assert "3 in tutto" in one.get(f"/table/{live.id}").text

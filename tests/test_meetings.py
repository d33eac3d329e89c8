"""Calling, running and closing a meeting, and making the next out of the last."""

from datetime import datetime, timedelta

import pytest

from models import Capacity, Known, MeetingState, Phase
from models.refusals import Changed, NotAllowed, NotFound, Refused
from services import (
    actions,
    attendance,
    cards,
    communities,
    decisions,
    meetings,
    objectives,
    organisations,
    people,
    venues,
)
from services.summaries import meetings as told

AT = datetime.fromisoformat("2023-09-07T15:00:00+02:00")


def call(world, title="Quinto incontro", **known):
    return meetings.call(world.coordinator, title, AT, AT + timedelta(hours=3), **known)


def test_a_meeting_takes_its_number_when_it_opens(world):
    skipped, kept = call(world), call(world, "Sesto incontro")
    assert kept.ordinal is None

    meetings.cancel(world.coordinator, skipped.id)
    kept = meetings.open(world.coordinator, kept.id)

    assert (kept.ordinal, kept.state) == (4, MeetingState.live)
    with pytest.raises(NotAllowed):
        meetings.open(world.people["p02"], world.meetings["m4"].id)


def test_a_place_may_be_new(world):
    meeting = call(world, venue_id="Casa del quartiere")
    again = call(world, "Sesto", venue_id="Casa del quartiere")

    assert meeting.venue_id == again.venue_id
    assert "Casa del quartiere" in [venue.name for venue in venues.of_community(world.coordinator)]


def test_a_place_is_described_better(world):
    garden = world.venues["garden"]
    seen = {"step_free": garden.step_free, "capacity": None}

    venue = venues.edit(world.people["p02"], garden.id, seen, {"step_free": "yes", "capacity": 30})

    assert (venue.step_free, venue.capacity) == (Known.yes, 30)
    with pytest.raises(Refused) as no:
        venues.edit(world.coordinator, garden.id, {}, {"name": "Open Incet"})
    assert no.value.field == "name"
    with pytest.raises(Refused):
        venues.edit(world.coordinator, garden.id, {}, {"capacity": 0})
    with pytest.raises(NotAllowed):
        venues.edit(world.people["p17"], garden.id, {}, {"name": "Il giardino"})


def test_an_end_before_the_start_is_refused_beside_its_field(world):
    with pytest.raises(Refused) as no:
        meetings.call(world.coordinator, "Al contrario", AT, AT - timedelta(hours=1))
    assert no.value.field == "ends_at"


def test_closing_can_be_undone_and_what_is_published_stays(world):
    third = world.meetings["m3"].id
    assert meetings.reopen(world.coordinator, third).state is MeetingState.wrap_up
    said = decisions.record(world.coordinator, "Così", third)
    meetings.close(world.coordinator, third)
    meetings.publish(world.coordinator, third)

    with pytest.raises(Refused):
        meetings.reopen(world.coordinator, third)
    was = {"statement": "Così"}
    draft = next(o for o in objectives.of_community(world.coordinator) if o.state == "draft")
    for more in (
        lambda: decisions.record(world.coordinator, "Anche questo", third),
        lambda: actions.say(world.coordinator, "Marco chiama il Comune", third),
        lambda: objectives.adopt(world.coordinator, [draft.id], third),
        lambda: decisions.edit(world.coordinator, said.id, was, {"statement": "No"}),
    ):
        with pytest.raises(Refused, match="pubblicato"):
            more()


def test_an_opening_by_mistake_is_taken_back_while_nothing_has_happened(world):
    by, called = world.coordinator, call(world)
    with pytest.raises(Refused):
        meetings.put_back(by, called.id)
    key = meetings.open(by, called.id).join_key
    with pytest.raises(NotAllowed):
        meetings.put_back(world.voice("qubi"), called.id)
    back = meetings.put_back(by, called.id)
    assert (back.state, back.ordinal, back.join_code) == (MeetingState.scheduled, None, None)

    day = back.day
    assert meetings.open(by, called.id, today=True).day != day
    assert meetings.put_back(by, called.id).day == day
    again = meetings.open(by, called.id)
    assert again.join_key == key and again.ordinal == 4
    cards.write(by, called.id, "Un’idea")
    with pytest.raises(Refused):
        meetings.put_back(by, called.id)
    meetings.wrap_up(by, called.id)
    meetings.open(by, called.id)  # back to the meeting, which is no opening
    with pytest.raises(Refused):
        meetings.put_back(by, called.id)


def test_the_room_moves_from_phase_to_phase(world):
    meeting = meetings.open(world.coordinator, call(world).id)
    assert meetings.move_on(world.coordinator, meeting.id, Phase.objectives).phase == "objectives"


def test_the_next_meeting_brings_the_agenda_and_who_came(world):
    fourth = told.whole(world.coordinator, world.meetings["m4"].id)

    assert [item.title for item in fourth.agenda][:2] == [
        "Giro di benvenuto",
        "Che cosa è successo dall’ultimo incontro",
    ]
    # nine members, the City and the platform were there
    assert len(fourth.invited) == 11
    # what was promised at the third and is still open stands in the fourth
    assert {action.said_at for action in fourth.actions} == {world.meetings["m3"].title}
    assert len(fourth.actions) == 4


def test_whoever_came_as_a_guest_is_not_invited_anew(world):
    by, first = world.coordinator, call(world)
    meetings.open(by, first.id)
    qubi, stranger = world.orgs["qubi"].id, organisations.add(by, "Pentole", None).id
    for organisation_id, capacity in ((qubi, Capacity.member), (stranger, Capacity.guest)):
        came = people.add(by, f"Chi viene {capacity}")
        attendance.record(by, first.id, came.id, organisation_id, capacity)
    ahead = meetings.prepare_next(by, first.id, AT, AT + timedelta(hours=3), "Sesto")
    assert [org.id for org in told.whole(by, ahead.id).invited] == [qubi]


def test_two_people_write_the_notes_at_once(world):
    third = world.meetings["m3"].id
    meetings.note(world.people["p02"], third, "", "Si parte dal quartiere.")

    with pytest.raises(Changed) as no:
        meetings.note(world.people["p12"], third, "", "Si parte dai materiali.")

    assert "Si parte dal quartiere." in str(no.value) and "Si parte dai materiali." in str(no.value)
    with pytest.raises(NotAllowed):  # observers read
        meetings.note(world.people["p17"], third, "", "Anch’io")


def test_a_meeting_of_another_community_is_not_here(world):
    stranger = communities.start(None, "Altrove", "Ugo")
    with pytest.raises(NotFound):
        told.whole(stranger, world.meetings["m3"].id)
    with pytest.raises(NotFound):
        meetings.open(stranger, world.meetings["m4"].id)
    with pytest.raises(NotFound):
        attendance.walk_in(stranger, world.meetings["m4"].id, "Ugo")

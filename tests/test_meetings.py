"""Calling, running and closing a meeting, and making the next out of the last."""

from datetime import datetime, timedelta

import pytest

from models import AttendanceStatus, Capacity, MeetingState, Phase
from models.refusals import Changed, NotAllowed, NotFound, Refused
from services import actions, agenda, attendance, history, meetings, people
from services.summaries import meetings as told
from services.summaries import participation

AT = datetime.fromisoformat("2023-09-07T15:00:00+02:00")


def call(world, title="Quinto incontro", **known):
    return meetings.call(world.coordinator, title, AT, AT + timedelta(hours=3), **known)


def counts(world, meeting_id) -> tuple[int, int, int]:
    found = participation.of_community(world.coordinator).meetings
    (row,) = found[found.id == meeting_id].itertuples()
    return row.organisations, row.people, row.institutions


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
    assert "Casa del quartiere" in [venue.name for venue in meetings.venues(world.coordinator)]


def test_an_end_before_the_start_is_refused_beside_its_field(world):
    with pytest.raises(Refused) as no:
        meetings.call(world.coordinator, "Al contrario", AT, AT - timedelta(hours=1))
    assert no.value.field == "ends_at"


def test_closing_can_be_undone_and_what_is_published_stays(world):
    third = world.meetings["m3"].id
    assert meetings.reopen(world.coordinator, third).state is MeetingState.wrap_up
    meetings.close(world.coordinator, third)
    meetings.publish(world.coordinator, third)

    with pytest.raises(Refused):
        meetings.reopen(world.coordinator, third)


def test_the_room_moves_from_phase_to_phase(world):
    meeting = meetings.open(world.coordinator, call(world).id)
    assert meetings.move_on(world.coordinator, meeting.id, Phase.objectives).phase == "objectives"


def test_the_next_meeting_brings_the_agenda_and_who_came(world):
    fourth = told.whole(world.coordinator, world.meetings["m4"].id)

    assert [item.title for item in fourth.agenda][:2] == [
        "Giro di benvenuto",
        "Che cosa è successo da giugno",
    ]
    # nine members, the City and the platform were there
    assert len(fourth.invited) == 11
    # what was promised at the third and is still open stands in the fourth
    assert {action.said_at for action in fourth.actions} == {world.meetings["m3"].title}
    assert len(fourth.actions) == 4


def test_two_people_write_the_notes_at_once(world):
    third = world.meetings["m3"].id
    meetings.note(world.people["p02"], third, "", "Si parte dal quartiere.")

    with pytest.raises(Changed) as no:
        meetings.note(world.people["p12"], third, "", "Si parte dai materiali.")

    assert "Si parte dal quartiere." in str(no.value) and "Si parte dai materiali." in str(no.value)
    with pytest.raises(NotAllowed):  # observers read
        meetings.note(world.people["p17"], third, "", "Anch’io")


def test_the_agenda_is_moved_and_mended(world):
    third = world.meetings["m3"].id
    first, second, *_ = agenda.of_meeting(world.coordinator, third)

    agenda.move(world.coordinator, first.id, +1)
    assert [i.id for i in agenda.of_meeting(world.coordinator, third)][:2] == [second.id, first.id]
    agenda.move(world.coordinator, second.id, -1)  # already the first: nothing happens
    agenda.remove(world.coordinator, second.id)
    assert second.id not in [i.id for i in agenda.of_meeting(world.coordinator, third)]
    with pytest.raises(Refused):
        agenda.edit(world.coordinator, first.id, {}, {"planned_min": 0})


def test_a_walk_in_joins_the_register_in_one_act(world):
    fourth = meetings.open(world.coordinator, world.meetings["m4"].id)
    before = history.of_community(world.coordinator)[0].id

    row = attendance.walk_in(world.coordinator, fourth.id, "Nadia Serra", "Orto Nuovo")

    assert (row.capacity, row.counts_in_headline) == (Capacity.member, True)
    assert [line.id for line in history.of_community(world.coordinator)[:2]][1] == before
    assert "Nadia Serra" in [p.name for p in people.of_community(world.coordinator)]
    assert counts(world, fourth.id) == (1, 1, 0)
    with pytest.raises(NotAllowed):
        attendance.walk_in(world.people["p02"], fourth.id, "Ugo")


def test_an_institution_is_counted_apart(world):
    fourth = meetings.open(world.coordinator, world.meetings["m4"].id)

    city = world.people["p17"].id
    attendance.record_many(world.coordinator, fourth.id, [city, world.people["p02"].id])

    assert counts(world, fourth.id) == (1, 1, 1)


def test_who_is_only_registered_was_not_seen(world):
    fourth = meetings.open(world.coordinator, world.meetings["m4"].id)
    attendance.walk_in(
        world.coordinator,
        fourth.id,
        world.people["p02"].id,
        status=AttendanceStatus.registered,
    )
    assert counts(world, fourth.id) == (0, 0, 0)


def test_the_attendance_of_a_closed_meeting_is_corrected_and_leaves_a_line(world):
    third = world.meetings["m3"].id
    row = next(
        r
        for r, person, _o in attendance.of_meeting(world.coordinator, third)
        if person.name == "Marta Ferrero"
    )
    seen = {"status": row.status}

    attendance.correct(world.coordinator, row.id, seen, {"status": AttendanceStatus.no_show})

    assert counts(world, third) == (9, 11, 1)
    line = history.of_community(world.coordinator)[0]
    assert (line.verb, line.what) == ("attendance.corrected", "Marta Ferrero")
    history.undo(world.coordinator, line.id)
    assert counts(world, third) == (9, 12, 1)


def test_an_action_is_noted_owned_done_and_opened_again(world):
    member, third = world.people["p02"], world.meetings["m3"].id
    action = actions.add(member, "  Chiamare   il comune ", third)
    assert action.text == "Chiamare il comune"

    actions.edit(member, action.id, {"owner_person_id": None}, {"owner_person_id": member.id})
    assert actions.set_state(member, action.id, "done").state == "done"
    assert actions.set_state(member, action.id, "open").state == "open"
    with pytest.raises(NotAllowed):
        actions.add(world.people["p17"], "Osservo e basta", third)


def test_a_meeting_of_another_community_is_not_here(world):
    from services import communities

    stranger = communities.start(None, "Altrove", "Ugo")
    with pytest.raises(NotFound):
        told.whole(stranger, world.meetings["m3"].id)
    with pytest.raises(NotFound):
        meetings.open(stranger, world.meetings["m4"].id)
    with pytest.raises(NotFound):
        attendance.walk_in(stranger, world.meetings["m4"].id, "Ugo")

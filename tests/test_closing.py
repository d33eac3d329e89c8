"""Closing a meeting in five minutes, with nothing left behind unseen."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from models import Kind, Meeting, Person
from models.refusals import NotAllowed, Refused
from services import (
    actions,
    activities,
    attendance,
    closing,
    history,
    joining,
    meetings,
    needs,
    objectives,
    organisations,
    people,
    pledges,
)
from services.catching import doer
from services.summaries import closing as told
from services.summaries.meetings import whole
from translations.meetings import before_closing

SEPTEMBER = datetime.fromisoformat("2023-09-28T15:00:00+02:00")


@pytest.fixture
def fourth(world):
    return meetings.open(world.coordinator, world.meetings["m4"].id)


def at(world, fourth) -> told.Checklist:
    return told.of_meeting(world.coordinator, fourth.id)


def test_a_month_on_is_the_same_weekday_of_the_month():
    def on(day: str, today: str = "2023-01-01") -> str:
        starts = datetime.fromisoformat(f"{day}T15:00:00+02:00")
        meeting = Meeting(title="x", starts_at=starts, ends_at=starts + timedelta(hours=1))
        return meeting.a_month_on(date.fromisoformat(today)).isoformat()

    assert on("2023-07-06") == "2023-08-03"  # the first Thursday
    assert on("2023-08-31") == "2023-09-28"  # no fifth one: the last
    assert on("2023-07-06", "2023-08-10") == "2023-09-07"  # always still to come


def test_what_the_meeting_would_leave_behind(world, fourth):
    by = world.coordinator
    idle = objectives.draft(by, "Una ciclofficina", meeting_id=fourth.id)
    served = objectives.draft(by, "Un orto", meeting_id=fourth.id)
    unled = activities.add(by, "Cercare i semi", [served.id])
    need = needs.add(by, Kind.space, "Una stanza", meeting_id=fourth.id)
    needs.edit(by, need.id, {"priority": 2}, {"priority": 3})
    action = actions.add(by, "Telefonare alla Città", fourth.id)

    left = at(world, fourth)
    assert [t.id for t in left.objectives] == [idle.id]
    assert [t.id for t in left.activities] == [unled.id]
    assert [t.id for t in left.needs] == [need.id]
    assert [a.action.id for a in left.actions] == [action.id]
    assert left.drafts == 2 and left.open == 5  # and the next meeting
    with pytest.raises(NotAllowed):
        told.of_meeting(world.people["p02"], fourth.id)


def test_all_of_it_is_mended_in_one_form_and_once(world, fourth):
    by, qubi, op = world.coordinator, world.orgs["qubi"].id, uuid4()
    idle = objectives.draft(by, "Una ciclofficina", meeting_id=fourth.id)
    other = objectives.draft(by, "Un orto", meeting_id=fourth.id)
    unled = activities.add(by, "Cercare i semi", [other.id])
    need = needs.add(by, Kind.space, "Una stanza", meeting_id=fourth.id)
    needs.edit(by, need.id, {"priority": 2}, {"priority": 3})

    for _ in range(2):  # sent again after a broken line
        closing.mend(
            by, fourth.id, {idle.id: "Trovare un locale"}, {unled.id: qubi}, {need.id: qubi}, op
        )

    made = [a for a in activities.of_community(by) if a.title == "Trovare un locale"]
    assert len(made) == 1 and made[0].wanted
    (led,) = [a for a in activities.of_community(by) if a.id == unled.id]
    assert (led.lead_organisation_id, led.lead_accepted) == (qubi, False)  # it says yes itself
    (asked,) = [p for p in pledges.of_community(by) if p.need_id == need.id]
    assert (asked.state, asked.title) == ("proposed", "Una stanza")
    assert [t.title for t in at(world, fourth).orphans] == ["Trovare un locale"]


def test_leave_it_i_know_and_ask_again(world, fourth):
    by = world.coordinator
    idle = objectives.draft(by, "Una ciclofficina", meeting_id=fourth.id)
    meetings.leave_open(by, fourth.id, [idle.id])
    left = at(world, fourth)
    assert (left.objectives, [t.id for t in left.kept], left.known) == ([], [idle.id], True)
    with pytest.raises(NotAllowed):
        meetings.leave_open(world.people["p02"], fourth.id, [idle.id])

    line, _changes = history.of_thing(by, fourth.id)[0]
    history.undo(by, line.id)
    assert len(at(world, fourth).objectives) == 1

    meetings.leave_open(by, fourth.id, [idle.id, by.id])
    with pytest.raises(NotAllowed):
        meetings.come_back_to(world.people["p02"], fourth.id, idle.id)
    meetings.come_back_to(by, fourth.id, idle.id)
    assert [t.id for t in at(world, fourth).objectives] == [idle.id]
    assert meetings.come_back_to(by, fourth.id, idle.id).left_open == [str(by.id)]


def test_what_was_waved_through_is_never_told_as_done(world, fourth):
    by = world.coordinator
    action = actions.add(by, "Portare le sedie", fourth.id)
    closing.meet_again(by, fourth, None, SEPTEMBER, SEPTEMBER + timedelta(hours=3), None)
    called = at(world, fourth).following.called
    assert not at(world, fourth).following.settled  # a day without a host goes on asking
    meetings.leave_open(by, fourth.id, [action.id, called.id])

    left = at(world, fourth)
    assert (left.open, left.known, left.following.unhosted) == (0, True, True)
    assert [t.said for t in left.kept_actions] == [f"{action.ref} Portare le sedie"]
    assert before_closing(0, left.known).startswith("Si può chiudere")

    host = world.orgs["qubi"].id
    closing.meet_again(by, fourth, called, SEPTEMBER, SEPTEMBER + timedelta(hours=3), host)
    assert not at(world, fourth).following.unhosted


def test_the_next_one_invites_who_was_invited_and_who_came_beside(world, fourth):
    by = world.coordinator
    invited = {org.id for org in whole(by, fourth.id).invited}
    newcomer = organisations.add(by, "Portineria di quartiere")
    guest = people.add(by, "Ada Neri")
    attendance.record(by, fourth.id, guest.id, newcomer.id)
    after = closing.meet_again(by, fourth, None, SEPTEMBER, SEPTEMBER + timedelta(hours=3), None)
    again = {org.id for org in whole(by, after.id).invited}
    assert len(invited) > 1 and again == invited | {newcomer.id}


def test_a_person_named_in_the_words_and_the_day_of_the_next_meeting_are_proposed(world, fourth):
    by, marco = world.coordinator, world.people["p02"]
    joining.come(marco, fourth.id)
    first = marco.name.split()[0]
    action = actions.add(by, f"{first} chiede al direttivo", fourth.id)
    nobody = actions.add(by, "Portare le sedie", fourth.id)

    asked = {a.action.id: a for a in at(world, fourth).actions}
    assert asked[action.id].who.id == marco.id
    assert asked[nobody.id].who is None
    said = actions.say(by, f"{marco.name} chiede tre preventivi entro il 10 settembre", fourth.id)
    assert (said.owner_person_id, said.due_on) == (marco.id, date(2023, 9, 10))
    assert actions.say(by, f"Chiedere a {first}", fourth.id).owner_person_id is None
    assert asked[action.id].day == date(2023, 9, 7)

    said = {action.id: (marco.id, date(2023, 9, 7)), nobody.id: (marco.id, None)}
    actions.complete(by, said, fourth.id)
    assert nobody.id in [a.action.id for a in at(world, fourth).actions]  # still no day
    with pytest.raises(NotAllowed):
        actions.complete(world.people["p17"], said)


def test_names_are_found_as_they_are_said(world):
    by, qubi = world.coordinator, world.orgs["qubi"]
    assert closing.organisation_called(by, f"  {qubi.name.upper()} ") == qubi.id
    assert closing.person_called(by, world.people["p02"].name.lower()) == world.people["p02"].id
    assert closing.organisation_called(by, "qubì") == qubi.id  # the only one with this word
    assert closing.person_called(by, "") is None
    with pytest.raises(Refused):
        closing.organisation_called(by, "o")  # several
    with pytest.raises(Refused):
        closing.person_called(by, "Nessuno Così")


def test_who_does_it_stands_first_or_apart_and_alone():
    marco, other, anna = (Person(name=n) for n in ("Marco Bianchi", "Marco Neri", "Anna Rota"))
    for line in (
        "Marco Bianchi chiede",
        "Tre preventivi: Marco",
        "Prenotare (marco)",
        "MARCO, chiedi",
    ):
        assert doer.doer(line, [marco, anna]) is marco
    for line in (
        "Marco e Anna chiedono",
        "Chiedere a Marco",
        "Sentire Marco Bianchi",
        "Marcolina chiede",
    ):
        assert doer.doer(line, [marco, anna]) is None
    assert doer.doer("Marco chiede", [marco, other]) is None
    assert doer.doer("Marco Neri chiede", [marco, other]) is other

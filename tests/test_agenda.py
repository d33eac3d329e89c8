"""What a meeting will deal with, in order, mended by whoever runs it."""

import pytest

from models import AgendaKind
from models.refusals import Changed, NotAllowed, Refused
from services import agenda, history
from services.summaries import meetings


@pytest.fixture
def third(world):
    return world.meetings["m3"].id


def points(world, meeting_id) -> list:
    return meetings.whole(world.coordinator, meeting_id).agenda


def titles(world, meeting_id) -> list[str]:
    return [item.title for item in points(world, meeting_id)]


def test_a_point_joins_at_the_end(world, third):
    agenda.add(world.coordinator, third, "  Varie   ed eventuali ", AgendaKind.inform, 10)

    assert titles(world, third)[-1] == "Varie ed eventuali"
    with pytest.raises(Refused) as no:
        agenda.add(world.coordinator, third, "   ")
    assert no.value.field == "title"
    with pytest.raises(NotAllowed):
        agenda.add(world.people["p02"], third, "Un’altra cosa")


@pytest.mark.parametrize(
    ("line", "title", "minutes"),
    [
        ("Benvenuto, 10 minuti", "Benvenuto", 10),
        ("Chi porta che cosa (20 min.)", "Chi porta che cosa", 20),
        ("Giro di 5 minuti", "Giro", 5),
        ("What we want – 30 minutes", "What we want", 30),
        ("I primi 10 minuti dell’estate", "I primi 10 minuti dell’estate", 15),
        ("10 minuti", "10 minuti", 15),
        ("Tutto, 700 min", "Tutto, 700 min", 15),
    ],
)
def test_a_point_said_with_its_minutes_takes_them(world, third, line, title, minutes):
    added = agenda.say(world.coordinator, third, line)
    assert (added.title, added.planned_min) == (title, minutes)


def test_points_move_up_and_down_and_stop_at_the_ends(world, third):
    first, second, *rest = points(world, third)

    agenda.move(world.coordinator, first.id, +1)
    assert titles(world, third)[:2] == [second.title, first.title]
    agenda.move(world.coordinator, second.id, -1)  # already the first: nothing happens
    assert titles(world, third)[0] == second.title
    agenda.move(world.coordinator, rest[-1].id, +1)
    assert titles(world, third)[-1] == rest[-1].title
    with pytest.raises(NotAllowed):
        agenda.move(world.people["p02"], first.id, +1)


def test_what_was_taken_off_can_come_back(world, third):
    whole = titles(world, third)
    second = points(world, third)[1]

    agenda.remove(world.coordinator, second.id)
    assert second.title not in titles(world, third)

    history.undo(world.coordinator, history.of_community(world.coordinator)[0].id)
    assert titles(world, third) == whole


def test_minutes_are_a_meeting_s_minutes(world, third):
    first = points(world, third)[0]
    for minutes in (0, 601):
        with pytest.raises(Refused) as no:
            agenda.edit(world.coordinator, first.id, {}, {"planned_min": minutes})
        assert no.value.field == "planned_min"
    seen = {"planned_min": first.planned_min}
    assert agenda.edit(world.coordinator, first.id, seen, {"planned_min": 20}).planned_min == 20


def test_two_who_reword_the_same_point_see_both(world, third):
    first = points(world, third)[0]
    seen = {"title": first.title}
    agenda.edit(world.coordinator, first.id, seen, {"title": "Accoglienza"})
    with pytest.raises(Changed) as no:
        agenda.edit(world.coordinator, first.id, seen, {"title": "Benvenuto"})
    assert "Accoglienza" in str(no.value) and "Benvenuto" in str(no.value)

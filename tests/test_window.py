"""The window: who may read only a part of something is not shown the whole of it."""

import pytest

from models import Role
from models.refusals import NotAllowed
from services import attendance, people, pledges
from services.look import as_known, look, standing_of
from services.metering import meter
from services.summaries import meetings, registers


@pytest.fixture
def arrival(story):
    came = people.add(story.coordinator, "Chi arriva", role=Role.arrival)
    attendance.record(story.coordinator, story.meetings["m3"].id, came.id)
    return came


def test_an_arrival_sees_no_other_name_at_a_meeting(story, arrival):
    seen = meetings.whole(arrival, story.meetings["m3"].id)
    theirs = meetings.whole(story.voice("qubi"), story.meetings["m3"].id)

    assert [person.id for _row, person, _org in seen.present] == [arrival.id]
    assert len(theirs.present) > 12
    names = [person.name for person in story.people.values()]
    assert any(name in action.owner for name in names for action in theirs.actions)
    assert not any(name in action.owner for name in names for action in seen.actions)


def test_an_arrival_sees_no_other_name_in_the_register(story, arrival, visit):
    giver = story.orgs["qubi"].id
    assert [person.id for person in people.of_community(arrival)] == [arrival.id]
    assert pledges.who_may_commit(arrival, giver) == []
    assert pledges.who_may_commit(story.voice("qubi"), giver)
    with pytest.raises(NotAllowed):
        registers.register(arrival)
    assert not visit("meetings", arrival).exception


def test_what_a_reader_may_is_asked_once_and_is_nobody_elses(story):
    coordinator, arrival = story.coordinator, people.add(story.coordinator, "X", role=Role.arrival)
    with as_known(standing_of(coordinator)):
        with meter() as questions, look(coordinator, "export.full"):
            pass
        assert questions.statements == 0
        with pytest.raises(NotAllowed), look(arrival, "export.full"):
            pass
    with meter() as questions, look(coordinator, "export.full"):
        pass
    assert questions.statements > 0

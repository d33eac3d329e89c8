"""What is gathered once for all who have a meeting open stays each reader's own."""

import pytest

from components import carding
from models import Role, Stage, Voice
from models.refusals import NotAllowed
from services import cards, gathering, joining, kept, meetings, objectives, people, rounds
from services.summaries import meetings as told
from services.summaries import room


@pytest.fixture
def live(world):
    meeting = meetings.open(world.coordinator, world.meetings["m4"].id)
    for org in ("qubi", "ortidiffusi"):
        joining.come(world.voice(org), meeting.id)
    return meeting


def seen_by(person, live) -> room.Room:
    return room.now(gathering.reader(person), live.id)


def test_a_hidden_answer_is_seen_by_who_gave_it_alone(world, live):
    text = objectives.draft(world.coordinator, "Un laboratorio", "Aperto.", meeting_id=live.id)
    asked = rounds.open(world.coordinator, live.id, text.id)
    rounds.go_to(world.coordinator, asked.id, Stage.consent)
    rounds.answer(world.voice("qubi"), asked.id, Voice.concern, "Chi paga?")

    mine, theirs = (seen_by(world.voice(org), live).round for org in ("qubi", "ortidiffusi"))
    assert mine.unit.answer.voice is Voice.concern
    assert theirs.unit.answer is None and theirs.tally is None
    assert [unit.answer for unit in theirs.units] == [None, None]
    assert [unit.answered for unit in theirs.units].count(True) == 1


def test_names_support_and_points_are_each_readers_own(world, live):
    qubi, came = world.voice("qubi"), people.add(world.coordinator, "Nadia", role=Role.arrival)
    joining.come(came, live.id)
    card = cards.write(qubi, live.id, "Una sartoria")
    cards.support(qubi, card.id)

    mine, theirs = seen_by(qubi, live), seen_by(came, live)
    assert (mine.cards[0].mine, mine.cards[0].author) == (True, qubi.name)
    assert (theirs.cards[0].mine, theirs.cards[0].author) == (False, "")
    assert theirs.cards[0].supporters == 1
    assert {person.id for _a, person, _o in theirs.present} == {came.id}
    assert len(mine.present) == 3


def test_it_is_gathered_anew_when_something_moved_and_not_before(world, live):
    first, second = seen_by(world.coordinator, live), seen_by(world.voice("qubi"), live)
    assert first.meeting is second.meeting, "asked once"
    cards.write(world.coordinator, live.id, "Una sartoria")
    assert [c.card.text for c in seen_by(world.voice("qubi"), live).cards] == ["Una sartoria"]


def test_another_communitys_meeting_is_not_theirs_though_it_is_in_memory(world, live):
    all = room.everything(world.coordinator, live.id)
    standing = gathering.reader(world.coordinator).standing
    elsewhere = type(standing)(standing.person_id, live.id, standing.role, frozenset(), frozenset())
    with pytest.raises(NotAllowed):
        room.seen(all, elsewhere)


def test_what_an_arrival_reads_is_kept_for_nobody_else(world, live):
    """Those who sit at the table share what their role may see; two arrivals share nothing."""
    nadia, omar = (
        people.add(world.coordinator, name, role=Role.arrival) for name in ("Nadia", "Omar D.")
    )
    for person in (nadia, omar):
        joining.come(person, live.id)

    def present(person) -> set:
        whole = kept.for_reader(gathering.reader(person), told.whole, live.id)
        return {one.id for _a, one, _o in whole.present}

    assert present(nadia) == {nadia.id} and present(omar) == {omar.id}
    assert len(present(world.coordinator)) == 4


def test_a_piece_is_drawn_once_for_all_screens_of_one_person_and_for_nobody_else(world, live):
    qubi, orti = world.voice("qubi"), world.voice("ortidiffusi")
    cards.write(qubi, live.id, "Una sartoria")

    def ideas(person) -> str:
        return carding.ideas(gathering.reader(person), live.id)

    mine = ideas(qubi)
    assert ideas(qubi) is mine
    assert "Togli" in mine and "Togli" not in ideas(orti)
    cards.write(orti, live.id, "Una serra")
    assert "Una serra" in ideas(qubi)

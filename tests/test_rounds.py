"""Rounds of consent (R27): one voice a seat, hidden until all have answered, an objection that
is woven in, and a text adopted as it was read out."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from models import (
    AttendanceStatus,
    Community,
    ObjectiveState,
    Stage,
    Voice,
    VotingUnit,
    moment,
)
from models import database as house
from models.refusals import NotAllowed, Refused
from services import attendance, doorways, history, joining, meetings, objectives, rounds
from services.summaries import answered, room, wall
from tests.seats import SEATS, seated


@pytest.fixture
def live(world):
    return seated(world)


@pytest.fixture
def text(world, live):
    return objectives.draft(
        world.coordinator, "Una falegnameria di quartiere", "Aperta a tutti.", meeting_id=live.id
    )


@pytest.fixture
def asked(world, live, text):
    proposal = rounds.open(world.coordinator, live.id, text.id)
    return rounds.go_to(world.coordinator, proposal.id, Stage.consent)


@pytest.mark.parametrize(
    ("answered", "of", "quorum", "objections", "adopted"),
    [
        (6, 9, 500, 0, True),
        (5, 9, 500, 0, True),
        (4, 9, 500, 0, False),
        (9, 9, 500, 1, False),  # one objection is enough
        (9, 9, 1000, 0, True),
        (8, 9, 1000, 0, False),
        (2, 4, 500, 0, True),  # half is reached, not exceeded
        (0, 0, 1, 0, False),  # nobody is entitled
    ],
)
def test_adopted_with_the_quorum_and_no_open_objection(answered, of, quorum, objections, adopted):
    assert rounds.stands(answered, of, quorum, objections) is adopted


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 1000), st.integers(0, 3))
@settings(max_examples=60)
def test_one_more_answer_never_takes_an_adoption_back(of, answered, quorum, objections):
    answered = min(answered, of)
    now = rounds.stands(answered, of, quorum, objections)
    assert rounds.stands(min(answered + 1, of), of, quorum, objections) >= now
    assert rounds.stands(answered, of, quorum, objections + 1) is False
    assert rounds.stands(2 * answered, 2 * of, quorum, objections) is now  # a share of voices
    assert not now or (answered > 0 and objections == 0)  # nobody’s silence adopts


def view(world, live, who="qubi"):
    return room.at(world.voice(who), live.id).round


def test_answers_stay_hidden_until_the_last_seat_has_answered(world, live, asked):
    for org in SEATS[:2]:
        rounds.answer(world.voice(org), asked.id, Voice.consent)
    seen = view(world, live)
    assert (seen.answered, seen.of, seen.shown, seen.tally) == (2, 3, False, None)
    assert seen.unit.answer.voice is Voice.consent
    assert [unit.answer for unit in seen.units if unit.id != seen.unit.id] == [None, None]

    rounds.answer(world.voice(SEATS[2]), asked.id, Voice.concern, "Chi la tiene aperta?")
    seen = view(world, live)
    assert seen.shown and seen.tally["consent"] == 2 and seen.tally["concern"] == 1


def test_the_facilitator_reveals_before(world, live, asked):
    rounds.answer(world.voice("qubi"), asked.id, Voice.consent)
    with pytest.raises(NotAllowed):
        rounds.reveal(world.voice("qubi"), asked.id)
    rounds.reveal(world.coordinator, asked.id)
    assert view(world, live, "ortidiffusi").tally["consent"] == 1


def test_one_voice_for_a_seat_and_the_last_one_holds(world, live, asked):
    marta = world.voice("qubi")
    rounds.answer(marta, asked.id, Voice.objection, "Manca il locale")
    rounds.answer(marta, asked.id, Voice.consent)
    rounds.reveal(world.coordinator, asked.id)
    seen = view(world, live)
    assert seen.tally == {"consent": 1, "concern": 0, "objection": 0, "aside": 0}
    assert [o.state for o in seen.objections] == ["withdrawn"]


def test_who_only_looks_on_has_no_voice(world, live, asked):
    joining.come(world.voice("citta"), live.id)
    assert room.at(world.voice("citta"), live.id).round.unit is None
    with pytest.raises(NotAllowed):
        rounds.answer(world.voice("citta"), asked.id, Voice.consent)


def test_an_objection_needs_its_reason_and_stops_adoption_until_it_is_woven_in(
    world, live, text, asked
):
    marta, tsi = world.voice("qubi"), world.voice("ortidiffusi")
    with pytest.raises(Refused) as no:
        rounds.answer(tsi, asked.id, Voice.objection)
    assert no.value.field == "reason"
    rounds.answer(tsi, asked.id, Voice.objection, "Non diciamo chi paga i materiali")
    for org in ("qubi", "filoripreso"):
        rounds.answer(world.voice(org), asked.id, Voice.consent)
    with pytest.raises(Refused):
        rounds.adopt(world.coordinator, asked.id)
    with pytest.raises(Refused):
        rounds.again(world.coordinator, asked.id)

    objection = view(world, live).objections[0]
    objectives.edit(
        world.coordinator, text.id, {}, {"statement": "Aperta a tutti, materiali offerti."}
    )
    with pytest.raises(NotAllowed):
        rounds.let_go(marta, objection.id)
    rounds.integrate(world.coordinator, objection.id, "I materiali li offre chi usa il banco.")
    second = rounds.again(world.coordinator, asked.id)
    assert (second.round, second.stage) == (2, Stage.consent)
    assert "materiali offerti" in second.text_frozen
    assert view(world, live).answered == 0

    for org in SEATS:
        rounds.answer(world.voice(org), asked.id, Voice.consent)
    decision = rounds.adopt(world.coordinator, asked.id)
    assert decision.result == "adopted_amended"
    assert decision.tally == {
        "consent": 3,
        "concern": 0,
        "objection": 0,
        "aside": 0,
        "entitled": 3,
        "to_confirm": 0,
    }
    behind = answered.of_decision(marta, decision.id)  # of the last round alone
    assert decision.answered == len(behind.voices) == 3
    assert {given.voice for _whose, given in behind.voices} == {Voice.consent}
    assert [whose for whose, _given in behind.voices] == sorted(
        whose for whose, _g in behind.voices
    )
    adopted = next(o for o in objectives.of_community(marta) if o.id == text.id)
    assert adopted.state is ObjectiveState.adopted and adopted.text_hash == decision.text_hash


def test_an_objection_is_in_a_text_only_once_the_text_is_another(world, live, text, asked):
    """And then everybody is asked anew, even where the words came to be the same again."""
    by = world.coordinator
    for org in SEATS:
        voice = Voice.objection if org == "qubi" else Voice.consent
        rounds.answer(world.voice(org), asked.id, voice, "Manca il dove")
    objection = view(world, live).objections[0]
    with pytest.raises(Refused):
        rounds.integrate(by, objection.id)
    seen = view(world, live)
    assert seen.mending and not (seen.adoptable or seen.asks_again or seen.moved)

    objectives.edit(by, text.id, {}, {"statement": "Aperta a tutti, in cortile."})
    rounds.integrate(by, objection.id)
    objectives.edit(by, text.id, {}, {"statement": "Aperta a tutti."})
    seen = view(world, live)
    assert (seen.adoptable, seen.asks_again, seen.moved) == (False, True, False)
    with pytest.raises(Refused):
        rounds.adopt(by, asked.id)
    rounds.again(by, asked.id)
    for org in SEATS:
        rounds.answer(world.voice(org), asked.id, Voice.consent)
    seen = view(world, live)
    assert (seen.adoptable, seen.asks_again, seen.mending) == (True, False, False)
    rounds.adopt(by, asked.id)


def test_a_withdrawn_objection_lets_adopt_or_ask_once_more(world, live, asked):
    for org in SEATS:
        voice = Voice.objection if org == "qubi" else Voice.consent
        rounds.answer(world.voice(org), asked.id, voice, "Manca il dove")
    rounds.let_go(world.voice("qubi"), view(world, live).objections[0].id)
    seen = view(world, live)
    assert (seen.adoptable, seen.asks_again) == (True, True)
    assert rounds.again(world.coordinator, asked.id).round == 2


def test_subject_to_confirmation_is_an_answer_and_the_adoption_says_until_when(world, live, asked):
    day = moment.today() + timedelta(days=14)
    rounds.answer(world.voice("qubi"), asked.id, Voice.consent, until=day)
    rounds.answer(world.voice("ortidiffusi"), asked.id, Voice.consent)
    with pytest.raises(Refused):
        rounds.answer(
            world.voice("filoripreso"), asked.id, Voice.consent, until=moment.today() - timedelta(1)
        )
    decision = rounds.adopt(world.coordinator, asked.id)
    assert decision.provisional_until == day and decision.tally["to_confirm"] == 1


def test_too_few_answers_decide_nothing(world, live, asked):
    rounds.answer(world.voice("qubi"), asked.id, Voice.consent)
    with pytest.raises(Refused):
        rounds.adopt(world.coordinator, asked.id)
    assert [rounds.stands(*case) for case in ((1, 2, 500, 0), (1, 3, 500, 0), (0, 0, 500, 0))] == [
        True,
        False,
        False,
    ]


def test_what_was_reworded_meanwhile_is_not_adopted(world, live, text, asked):
    for org in SEATS:
        rounds.answer(world.voice(org), asked.id, Voice.consent)
    objectives.edit(world.coordinator, text.id, {}, {"statement": "Aperta il sabato."})
    with pytest.raises(Refused):
        rounds.adopt(world.coordinator, asked.id)


def test_hands_are_counted_without_overwriting_what_somebody_answered(world, live, asked):
    marta = world.voice("qubi")
    rounds.answer(marta, asked.id, Voice.concern, "Gli orari")
    with pytest.raises(NotAllowed):
        rounds.answer_for(marta, asked.id, {world.orgs["ortidiffusi"].id: Voice.consent})
    rounds.answer_for(
        world.coordinator, asked.id, {world.orgs[org].id: Voice.consent for org in SEATS}
    )
    seen = view(world, live)
    assert seen.tally["consent"] == 2 and seen.tally["concern"] == 1
    assert sorted(u.answer.via for u in seen.units) == ["facilitator", "facilitator", "own_device"]


def test_one_round_at_a_time(world, live, text, asked):
    with pytest.raises(Refused):
        rounds.open(world.coordinator, live.id, text.id)
    rounds.withdraw(world.coordinator, asked.id)
    assert rounds.open(world.coordinator, live.id, text.id).round == 1


def test_where_persons_vote_each_has_a_voice(world, live, asked):
    with Session(house.engine().execution_options(writing=True)) as session:
        community = session.get(Community, live.community_id)
        community.voting_unit = VotingUnit.person
        session.commit()
    rounds.answer(world.voice("qubi"), asked.id, Voice.consent)
    seen = view(world, live)
    assert (seen.of, seen.answered, seen.unit.name) == (3, 1, world.voice("qubi").name)
    on_the_wall = wall.of_key(live.join_key).room.round
    assert {unit.name for unit in on_the_wall.units} == {""}, "the projector names no person"
    joining.check_in(live.join_key, "phone", "Nadia Prova")
    arrival = room.at(doorways.known("phone", live.community_id), live.id).round
    assert {unit.name for unit in arrival.units} == {""}


def test_a_seat_that_left_the_room_is_no_longer_asked(world, live, asked):
    row = room.at(world.coordinator, live.id).present[0][0]
    attendance.correct(
        world.coordinator, row.id, {"status": row.status}, {"status": AttendanceStatus.no_show}
    )
    assert view(world, live).of == 2


def test_an_answer_to_the_text_before_is_not_taken_for_the_one_after(world, live, asked):
    qubi = world.voice("qubi")
    rounds.again(world.coordinator, asked.id)
    late = {world.orgs["qubi"].id: Voice.consent}
    with pytest.raises(Refused):
        rounds.answer(qubi, asked.id, Voice.consent, read=1)
    with pytest.raises(Refused):
        rounds.answer_for(world.coordinator, asked.id, late, read=1)
    assert view(world, live).answered == 0
    rounds.answer(qubi, asked.id, Voice.consent, read=2)
    assert view(world, live).answered == 1


def test_who_answered_and_is_no_longer_there_decides_nothing(world, live, asked):
    """R27: answered and entitled are the same seats."""
    rounds.answer(world.voice("qubi"), asked.id, Voice.consent)
    rounds.answer(world.voice("ortidiffusi"), asked.id, Voice.consent)
    for org in SEATS[:2]:
        joining.come(world.voice(org), live.id, world.orgs["filoripreso"].name)
    assert (view(world, live).answered, view(world, live).of) == (0, 1)
    with pytest.raises(Refused):
        rounds.adopt(world.coordinator, asked.id)
    rounds.answer(world.voice("filoripreso"), asked.id, Voice.consent)
    tally = rounds.adopt(world.coordinator, asked.id).tally
    assert (tally["consent"], tally["entitled"]) == (1, 1)


def test_nobody_answers_once_the_meeting_is_over(world, live, asked):
    meetings.wrap_up(world.coordinator, live.id)
    rounds.answer(world.voice("qubi"), asked.id, Voice.consent)
    meetings.close(world.coordinator, live.id)
    with pytest.raises(Refused):
        rounds.answer(world.voice("ortidiffusi"), asked.id, Voice.consent)
    assert view(world, live).answered == 1


def second_of_qubi(world, live):
    """Somebody known, who comes today for an organisation they are not of."""
    other = world.people["p03"]
    joining.come(other, live.id, world.orgs["qubi"].name)
    return other


def test_nobody_silently_replaces_what_another_answered_for_the_same_seat(world, live, asked):
    marta, other = world.voice("qubi"), second_of_qubi(world, live)
    rounds.answer(marta, asked.id, Voice.objection, "Manca il locale")
    with pytest.raises(Refused) as no:
        rounds.answer(other, asked.id, Voice.consent)
    assert marta.name in str(no.value)
    assert room.at(other, live.id).round.unit.taken_by == marta.name
    assert view(world, live).unit.taken_by == ""
    assert view(world, live).unit.answer.voice is Voice.objection
    rounds.answer(marta, asked.id, Voice.consent)
    assert view(world, live).unit.answer.voice is Voice.consent, "who gave it may change it"


def test_who_facilitates_asks_a_seat_anew_and_history_tells_it(world, live, asked):
    marta, other = world.voice("qubi"), second_of_qubi(world, live)
    unit = world.orgs["qubi"]
    rounds.answer(other, asked.id, Voice.objection, "Manca il locale")
    with pytest.raises(NotAllowed):
        rounds.ask_again(marta, asked.id, unit.id)
    rounds.ask_again(world.coordinator, asked.id, unit.id)
    line = history.of_community(world.coordinator)[0]
    assert (line.verb, line.what) == ("round.asked_again", unit.called)
    seen = view(world, live)
    assert (seen.answered, seen.unit.answer) == (0, None)
    for org in ("ortidiffusi", "filoripreso"):
        rounds.answer(world.voice(org), asked.id, Voice.consent)
    with pytest.raises(Refused):  # its objection stands until it has answered anew
        rounds.adopt(world.coordinator, asked.id)
    rounds.answer(marta, asked.id, Voice.consent)
    assert rounds.adopt(world.coordinator, asked.id).tally["consent"] == 3


def test_an_own_word_takes_the_place_of_a_raised_hand(world, live, asked):
    other = second_of_qubi(world, live)
    rounds.answer_for(world.coordinator, asked.id, {world.orgs["qubi"].id: Voice.consent})
    rounds.answer(other, asked.id, Voice.objection, "Manca il locale")
    assert view(world, live).unit.taken_by == other.name

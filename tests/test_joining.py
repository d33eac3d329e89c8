"""Coming to the table by its code: an arrival first, known the next time."""

from uuid import uuid4

import pytest
from sqlmodel import Session, select

from models import Affiliation, Organisation, Person, Role, moment
from models import database as house
from models.refusals import NotAllowed, NotFound, Refused
from services import (
    admitting,
    cards,
    doorways,
    entitled,
    joining,
    meetings,
    naming,
    objectives,
    people,
)
from services.look import standing_of
from services.summaries import room


@pytest.fixture
def live(world):
    """The fourth meeting, open."""
    return meetings.open(world.coordinator, world.meetings["m4"].id)


def names(world, meeting) -> set[str]:
    return {p.name for _a, p, _o in room.at(world.coordinator, meeting.id).present}


def test_a_code_opens_while_the_meeting_runs_and_not_a_minute_longer(world, live):
    key = doorways.key_of(f" {live.join_code[:3].lower()} {live.join_code[3:]}")
    assert doorways.doorway(key).meeting.id == live.id
    with pytest.raises(NotFound):
        doorways.key_of("AAAAAA")

    meetings.close(world.coordinator, live.id)
    with pytest.raises(NotFound):
        doorways.doorway(key)


def test_a_new_face_is_an_arrival_and_sees_no_names(world, live):
    nadia = joining.check_in(live.join_key, "phone-1", "Nadia Prova", world.orgs["qubi"].name)
    seen = room.at(nadia, live.id)

    assert standing_of(nadia).role is Role.arrival
    assert [p.name for _a, p, _o in seen.present] == ["Nadia Prova"]
    assert not seen.mine.counts_in_headline
    assert seen.counts.organisations == 0 and seen.counts.arrivals == 1
    card = cards.write(nadia, live.id, "Una falegnameria di quartiere")
    assert card.to_confirm
    with pytest.raises(NotAllowed):
        cards.support(nadia, card.id)


def test_admitting_everybody_takes_one_act_and_knows_who_is_in_the_register(world, live):
    qubi = world.orgs["qubi"]
    voice = world.voice("qubi")
    joining.check_in(live.join_key, "phone-1", "Nadia Prova", "Officina nuova")
    people.affiliate(world.coordinator, voice.id, qubi.id, can_commit=False)
    joining.check_in(live.join_key, "phone-2", voice.name, qubi.name)
    let_in = {p.name: p for p in admitting.admit(world.coordinator, live.id)}

    assert set(let_in) == {"Nadia Prova", voice.name}
    assert let_in[voice.name].id == voice.id
    assert doorways.known("phone-2", live.community_id).id == voice.id
    assert standing_of(let_in["Nadia Prova"]).role is Role.member
    seen = room.at(world.coordinator, live.id)
    assert (seen.counts.organisations, seen.counts.people, seen.counts.arrivals) == (2, 2, 0)
    with pytest.raises(NotAllowed):
        admitting.admit(let_in["Nadia Prova"], live.id)


def test_the_same_phone_is_known_next_time_and_only_at_its_own_community(world, live):
    joining.check_in(live.join_key, "phone-1", "Nadia Prova", "Officina nuova")
    admitting.admit(world.coordinator, live.id)
    nadia = doorways.known("phone-1", live.community_id)

    assert doorways.last_spoke_for(nadia) == "Officina nuova"
    assert doorways.known("phone-1", uuid4()) is None
    assert doorways.known("phone-2", live.community_id) is None
    joining.come(nadia, live.id, remote=True)
    assert room.at(nadia, live.id).mine.counts_in_headline


def test_sent_twice_a_check_in_happens_once(world, live):
    op = uuid4()
    joining.check_in(live.join_key, "phone-1", "Nadia Prova", "Officina nuova", op=op)
    with pytest.raises(Refused):
        joining.check_in(live.join_key, "phone-1", "Nadia Prova", "Officina nuova", op=op)
    with Session(house.engine()) as session:
        assert len(session.exec(select(Person).where(Person.name == "Nadia Prova")).all()) == 1
        assert (
            len(
                session.exec(
                    select(Organisation).where(Organisation.name == "Officina nuova")
                ).all()
            )
            == 1
        )


def test_one_mends_ones_own_check_in_and_leaves_early(world, live):
    marta = world.voice("qubi")
    joining.come(marta, live.id)
    joining.come(marta, live.id, organisation=world.orgs["ortidiffusi"].name)
    assert room.at(marta, live.id).mine.organisation_id == world.orgs["ortidiffusi"].id

    joining.leave(marta, live.id)
    assert room.at(marta, live.id).mine.left_at == moment.now()
    joining.come(marta, live.id)
    assert room.at(marta, live.id).mine.left_at is None


def test_an_organisation_said_by_mistake_at_the_door_is_not_kept(world, live):
    """First for one, put right to another, back, and to the other again; then let in."""
    right, wrong = (world.orgs[id].name for id in ("qubi", "ortidiffusi"))
    arrival = joining.check_in(live.join_key, "a-phone", "Chi si corregge", wrong)
    for said in (right, wrong, right):
        joining.mend(arrival, live.id, "Chi si corregge", said)
    admitting.admit(world.coordinator, live.id)
    with Session(house.engine()) as session:
        kept = session.exec(
            select(Organisation.name)
            .join(Affiliation, Affiliation.organisation_id == Organisation.id)
            .where(Affiliation.person_id == arrival.id, Affiliation.archived_at.is_(None))
        ).all()
    assert kept == [right]


def test_a_colleague_without_a_phone_comes_along_for_ones_own_organisation_only(world, live):
    marta = world.voice("qubi")
    joining.come(marta, live.id)
    joining.bring(marta, live.id, "Beppe Senzatelefono")
    assert "Beppe Senzatelefono" in names(world, live)
    joining.come(marta, live.id, organisation=world.orgs["ortidiffusi"].name)
    with pytest.raises(NotAllowed):
        joining.bring(marta, live.id, "Un altro")


def test_one_tap_lets_a_person_speak_the_word_of_their_organisation(world, live):
    joining.check_in(live.join_key, "phone-1", "Nadia Prova", "Officina nuova")
    nadia = admitting.admit(world.coordinator, live.id)[0]
    org = room.at(nadia, live.id).mine.organisation_id
    assert org not in standing_of(nadia).may_commit
    assert entitled.committing(world.coordinator, live.id) == set()
    people.affiliate(world.coordinator, nadia.id, org, can_commit=True)
    assert org in standing_of(nadia).may_commit
    assert entitled.committing(world.coordinator, live.id) == {nadia.id}
    with pytest.raises(NotAllowed):
        entitled.committing(nadia, live.id)
    with pytest.raises(NotAllowed):
        people.affiliate(nadia, nadia.id, org, can_commit=True)


def test_nobody_is_named_publicly_who_did_not_say_so(world, live):
    nadia = joining.check_in(live.join_key, "p1", "Nadia Prova", "Officina nuova", public=True)
    ugo = joining.check_in(live.join_key, "p2", "Ugo Prova", "Officina nuova")
    assert naming.named_publicly(world.coordinator) & {nadia.id, ugo.id} == {nadia.id}
    naming.set_naming(nadia, nadia.id, False)
    assert nadia.id not in naming.named_publicly(world.coordinator)
    with pytest.raises(NotAllowed):
        naming.set_naming(nadia, ugo.id, True)


def test_a_card_becomes_an_objective_and_points_make_its_priority(world, live):
    marta, other = world.voice("qubi"), world.voice("ortidiffusi")
    card = cards.write(marta, live.id, "Una falegnameria di quartiere")
    cards.support(other, card.id)
    cards.support(other, card.id)
    shown = room.at(marta, live.id).cards
    assert [(c.card.text, c.supporters) for c in shown] == [(card.text, 1)]

    with pytest.raises(NotAllowed):
        cards.put_back(marta, card.id)
    objective = cards.make_objective(marta, card.id)
    assert cards.put_back(world.coordinator, card.id).objective_id is None
    assert objective.id not in {o.id for o in objectives.of_community(marta)}
    objective = cards.make_objective(marta, card.id)
    for yes in (True, False):  # it is talked about as an objective now
        with pytest.raises(Refused):
            cards.support(world.voice("filoripreso"), card.id, yes=yes)
    with pytest.raises(Refused):
        cards.make_objective(marta, card.id)
    cards.give_points(marta, live.id, {objective.id: 3})
    cards.give_points(other, live.id, {objective.id: 2})
    cards.give_points(marta, live.id, {objective.id: 1})
    found = next(o for o in objectives.of_community(marta) if o.id == objective.id)
    assert found.priority_points == 3
    with pytest.raises(Refused):
        cards.put_back(world.coordinator, card.id)
    with pytest.raises(Refused):
        cards.give_points(marta, live.id, {objective.id: 6})
    second = objectives.draft(world.coordinator, "Un orto", meeting_id=live.id)
    cards.give_points(marta, live.id, {second.id: 4})
    with pytest.raises(Refused):  # one of them is given to the first already
        cards.give_points(marta, live.id, {second.id: 5})
    cards.give_points(marta, live.id, {objective.id: 0, second.id: 5})


def test_nothing_is_done_with_ideas_once_the_meeting_is_over(world, live):
    marta = world.voice("qubi")
    card = cards.write(marta, live.id, "Una falegnameria di quartiere")
    meetings.wrap_up(world.coordinator, live.id)
    cards.support(marta, card.id)
    meetings.close(world.coordinator, live.id)
    for late in (cards.support, cards.make_objective):
        with pytest.raises(Refused):
            late(marta, card.id)
    [shown] = room.at(marta, live.id).cards
    assert (shown.supporters, shown.card.objective_id) == (1, None)


def test_a_meeting_that_is_opened_again_keeps_its_key_and_has_a_new_code(world, live):
    meetings.wrap_up(world.coordinator, live.id)
    meetings.close(world.coordinator, live.id)
    with pytest.raises(NotFound):
        doorways.doorway(live.join_key)
    again = meetings.reopen(world.coordinator, live.id)
    assert again.join_key == live.join_key and again.join_code != live.join_code
    assert doorways.doorway(live.join_key).meeting.id == live.id

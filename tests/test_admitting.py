"""Who comes in by the code, and as whom: the list says it before the tap, and a name alone hands
over nobody's word."""

import pytest

from models import Role
from models.refusals import NotAllowed, Refused
from services import (
    admitting,
    cards,
    doorways,
    entitled,
    history,
    joining,
    links,
    meetings,
    people,
)
from services.look import standing_of
from services.summaries import door, room


@pytest.fixture
def live(world):
    return meetings.open(world.coordinator, world.meetings["m4"].id)


def come(world, live, phone: str, name: str, org: str = "qubi"):
    return joining.check_in(live.join_key, phone, name, world.orgs[org].name)


def of_phone(live, phone: str):
    return doorways.known(phone, live.community_id)


@pytest.fixture
def helper(world):
    """Somebody of the register who may commit nothing, and has no way in of their own."""
    return people.add(world.coordinator, "Beppe Prova", world.orgs["qubi"].id)


def test_the_list_says_whom_each_becomes_and_one_tap_changes_it(world, live, helper):
    came = come(world, live, "p1", "beppe  prova")
    other = come(world, live, "p2", "Beppe Prova", "ortidiffusi")
    new = come(world, live, "p3", "Nadia Prova")
    shown = door.at(world.coordinator, live.id)
    assert shown.become == {came.id: helper.id, other.id: None, new.id: None}

    admitting.admit(world.coordinator, live.id, {came.id: None})
    admitting.admit(world.coordinator, live.id, shown.become)
    assert of_phone(live, "p1").id == came.id, "said to be somebody new"
    assert room.at(world.coordinator, live.id).counts.people == 3
    with pytest.raises(NotAllowed):
        door.at(of_phone(live, "p3"), live.id)


def test_all_come_in_as_the_list_said(world, live, helper):
    come(world, live, "p1", "Beppe Prova")
    card = cards.write(of_phone(live, "p1"), live.id, "Un banco di attrezzi")
    shown = door.at(world.coordinator, live.id)
    admitting.admit(world.coordinator, live.id, shown.become)

    assert of_phone(live, "p1").id == helper.id
    seen = room.at(world.coordinator, live.id)
    assert [(c.card.id, c.card.to_confirm) for c in seen.cards] == [(card.id, False)]
    assert (seen.counts.organisations, seen.counts.people) == (1, 1)
    assert not door.at(world.coordinator, live.id)


def test_a_name_alone_hands_over_no_right_to_commit(world, live):
    """They wait apart, and keep their own rights meanwhile; a tap of their own recognises them."""
    marta, org = world.voice("qubi"), world.orgs["qubi"]
    came = come(world, live, "p1", marta.name)
    assert admitting.admit(world.coordinator, live.id) == []
    assert standing_of(of_phone(live, "p1")).role is Role.arrival
    [apart] = door.at(world.coordinator, live.id).apart
    assert (apart.becomes, apart.known.commits) == (marta.id, (org.called,))
    assert org.id in standing_of(marta).may_commit

    admitting.admit(world.coordinator, live.id, {came.id: apart.becomes})
    assert of_phone(live, "p1").id == marta.id
    assert entitled.committing(world.coordinator, live.id) == {marta.id}


def test_who_is_said_to_be_new_gets_a_members_rights_and_no_more(world, live):
    came = come(world, live, "p1", world.voice("qubi").name)
    admitting.admit(world.coordinator, live.id, {came.id: None})
    stands = standing_of(of_phone(live, "p1"))
    assert (stands.person_id, stands.role) == (came.id, Role.member)
    assert stands.may_commit == frozenset()


def test_whoever_signs_in_by_themselves_is_recognised_alone(world, live, helper):
    links.use(links.for_person(helper))
    come(world, live, "p1", "Beppe Prova")
    [apart] = door.at(world.coordinator, live.id).apart
    assert (apart.becomes, apart.known.commits) == (helper.id, ())
    assert admitting.admit(world.coordinator, live.id) == []


def test_nobody_becomes_a_coordinator_by_typing_their_name(world, live):
    voice = world.voice("qubi")
    people.set_role(world.coordinator, voice.id, Role.coordinator)
    came = come(world, live, "p1", voice.name)
    [row] = door.at(world.coordinator, live.id).together
    assert (row.becomes, row.namesake) == (None, True)
    with pytest.raises(Refused):
        admitting.admit(world.coordinator, live.id, {came.id: voice.id})
    admitting.admit(world.coordinator, live.id)
    assert standing_of(of_phone(live, "p1")).role is Role.member
    assert of_phone(live, "p1").id == came.id


def test_what_the_list_did_not_say_is_not_done(world, live, helper):
    """A form that was sent late, or made up: nobody becomes whom the list would not name."""
    new, known = (come(world, live, p, n) for p, n in (("p1", "Nadia Prova"), ("p2", helper.name)))
    for arrival in (new, known):
        for other in (world.voice("qubi").id, world.coordinator.id):
            with pytest.raises(Refused):
                admitting.admit(world.coordinator, live.id, {arrival.id: other})
    assert standing_of(of_phone(live, "p1")).role is Role.arrival
    assert standing_of(of_phone(live, "p2")).role is Role.arrival


def test_somebody_with_two_phones_is_one_person(world, live):
    first, second = come(world, live, "p1", "Nadia Prova"), come(world, live, "p2", "nadia prova")
    shown = door.at(world.coordinator, live.id).become
    assert sorted(map(str, filter(None, shown.values()))) in ([str(first.id)], [str(second.id)])
    admitting.admit(world.coordinator, live.id, shown)
    assert of_phone(live, "p1").id == of_phone(live, "p2").id
    seen = room.at(world.coordinator, live.id)
    assert (seen.counts.people, seen.counts.arrivals) == (1, 0)


def test_letting_the_wrong_one_in_is_taken_back(world, live, helper):
    came = come(world, live, "p1", "Beppe Prova")
    admitting.admit(world.coordinator, live.id, {came.id: helper.id})
    line = history.of_community(world.coordinator)[0]
    history.undo(world.coordinator, line.id)
    assert of_phone(live, "p1").id == came.id
    assert standing_of(of_phone(live, "p1")).role is Role.arrival

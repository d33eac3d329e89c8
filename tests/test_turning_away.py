"""Somebody at the door who is none of ours: not let in, never lost without a trace, taken back."""

import re

import pytest
from test_phone import phone, send, sit
from test_run_from_phone import asked

from models.refusals import NotAllowed, NotFound, Refused
from routes.gate import cookie
from services import (
    admitting,
    cards,
    doorways,
    history,
    joining,
    links,
    meetings,
    organisations,
    pledges,
    turning_away,
)
from services.look import standing_of
from services.summaries import door, room


@pytest.fixture
def live(world):
    return meetings.open(world.coordinator, world.meetings["m4"].id)


def counts(world, live) -> tuple:
    told = room.at(world.coordinator, live.id).counts
    return told.organisations, told.people, told.institutions, told.arrivals


def called(world) -> set[str]:
    return {org.name for org in organisations.of_community(world.coordinator)}


def test_they_are_counted_nowhere_and_what_they_said_stays_to_be_confirmed(world, live):
    by, none_of_us = world.coordinator, counts(world, live)
    came = joining.check_in(live.join_key, "p1", "Ada Prova", "Città di Torino")
    other = joining.check_in(live.join_key, "p2", "Nadia Prova", world.orgs["qubi"].name)
    card = cards.write(came, live.id, "Un banco di attrezzi")
    with pytest.raises(NotAllowed):
        turning_away.turn_away(other, live.id, came.id)
    [waits, _other] = door.at(by, live.id).together
    assert waits.said == 1

    turning_away.turn_away(by, live.id, came.id)
    assert counts(world, live) == (*none_of_us[:3], 1)
    assert [(c.card.id, c.card.to_confirm) for c in room.at(by, live.id).cards] == [(card.id, True)]
    seen = door.at(by, live.id)
    assert [w.person.id for w in seen.all] == [other.id]
    assert [(a.name, a.said) for a in seen.away] == [("Ada Prova", 1)]
    with pytest.raises(NotFound):
        cards.write(came, live.id, "Ancora io")
    with pytest.raises(Refused):
        turning_away.turn_away(by, live.id, came.id)
    assert [p.id for p in admitting.admit(by, live.id)] == [other.id]


def test_undone_they_wait_again_with_their_phone(world, live):
    by, before = world.coordinator, called(world)
    came = joining.check_in(live.join_key, "p1", "Nadia Prova", "Circolo di passaggio")
    turning_away.turn_away(by, live.id, came.id)
    assert called(world) == before and doorways.known("p1", by.community_id) is None

    [away] = door.at(by, live.id).away
    history.undo(by, away.line)
    assert called(world) == before | {"Circolo di passaggio"}
    assert doorways.known("p1", by.community_id).id == came.id
    seen = door.at(by, live.id)
    assert ([w.person.id for w in seen.all], seen.away) == ([came.id], [])


def test_an_organisation_something_was_said_for_stays_with_it(world, live):
    by = world.coordinator
    came = joining.check_in(live.join_key, "p1", "Nadia Prova", "Circolo di passaggio")
    org = next(o for o in organisations.of_community(by) if o.name == "Circolo di passaggio")
    pledge = pledges.offer(came, org.id, "space", "Una sala", meeting_id=live.id)
    turning_away.turn_away(by, live.id, came.id)
    assert org.name in called(world) and pledge.state == "proposed"
    assert door.at(by, live.id).away[0].said == 1


def test_the_same_phone_says_once_more_who_it_is(world, live):
    by = world.coordinator
    first = joining.check_in(live.join_key, "p1", "Topolino")
    turning_away.turn_away(by, live.id, first.id)
    second = joining.check_in(live.join_key, "p1", "Nadia Prova", world.orgs["qubi"].name)
    assert doorways.known("p1", by.community_id).id == second.id
    with pytest.raises(NotFound):
        standing_of(first)
    seen = door.at(by, live.id)
    assert ([w.person.id for w in seen.all], seen.away) == ([second.id], [])


def test_on_the_phones_it_is_one_tap_and_one_back(world, live):
    by, facilitator, theirs = world.coordinator, phone(), sit(live, "Nadia Prova")
    facilitator.cookies.set(cookie(), links.use(links.for_person(by)))
    send(theirs, live, "card", text="Un banco di attrezzi")
    page = facilitator.get(f"/table/{live.id}").text
    assert "Non è dei nostri" in page and "finora ha detto 1 cosa" in page
    assert send(facilitator, live, "turn-away", **asked(facilitator, live, "turn-away")).is_redirect

    told = theirs.get(f"/table/{live.id}")
    assert told.status_code == 404 and f'href="/join/{live.join_key}"' in told.text
    assert "Questa volta non sei al tavolo" in told.text
    assert send(theirs, live, "card", text="Ancora io").status_code == 404
    page = facilitator.get(f"/table/{live.id}").text
    assert "La cosa che ha detto resta, da confermare" in re.sub(r"\s+", " ", page)
    assert "Questa volta" not in phone().get(f"/table/{live.id}").text

    send(facilitator, live, "call-back", **asked(facilitator, live, "call-back"))
    assert theirs.get(f"/table/{live.id}").status_code == 200
    assert len(room.at(by, live.id).cards) == 1

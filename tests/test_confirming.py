"""Adopted subject to confirmation: who is to be heard, who was not there, and the day itself."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from components.confirming import mail_to
from models import ObjectiveState, Stage, Voice, moment
from models.refusals import NotAllowed, Refused
from services import absent, confirming, letters, objectives, people, rounds
from services.summaries import provisional
from services.summaries.attention import waiting
from tests.seats import SEATS, seated


@pytest.fixture
def live(world):
    return seated(world)


@pytest.fixture
def text(world, live):
    return objectives.draft(world.coordinator, "Una falegnameria", meeting_id=live.id)


def adopted(world, live, text, asking: tuple[str, ...]):
    """All consent; some have to ask first."""
    asked = rounds.open(world.coordinator, live.id, text.id)
    rounds.go_to(world.coordinator, asked.id, Stage.consent)
    day = moment.today() + timedelta(days=14)
    for org in SEATS:
        until = day if org in asking else None
        rounds.answer(world.voice(org), asked.id, Voice.consent, until=until)
    return rounds.adopt(world.coordinator, asked.id)


def only(world, live, by=None) -> provisional.Pending:
    (pending,) = provisional.of_meeting(by or world.coordinator, live.id)
    return pending


def state_of(world, text) -> ObjectiveState:
    return next(o.state for o in objectives.of_community(world.coordinator) if o.id == text.id)


def test_a_confirmation_comes_from_the_organisation_and_ends_the_waiting(world, live, text):
    adopted(world, live, text, ("qubi",))
    (voice,) = only(world, live, world.voice("qubi")).voices
    assert voice.ours and not only(world, live, world.voice("ortidiffusi")).voices[0].ours
    assert [w.mine for w in waiting(world.voice("qubi")) if w.kind == "voice"] == [True]
    with pytest.raises(NotAllowed):
        confirming.confirm(world.voice("ortidiffusi"), voice.answer.id)
    with pytest.raises(NotAllowed):
        confirming.confirm_for(world.voice("ortidiffusi"), voice.answer.id)

    confirming.confirm(world.voice("qubi"), voice.answer.id)
    assert provisional.of_meeting(world.coordinator, live.id) == []
    assert state_of(world, text) is ObjectiveState.adopted
    with pytest.raises(Refused):
        confirming.confirm(world.voice("qubi"), voice.answer.id)


def test_a_board_that_says_no_objects_and_the_text_is_proposed_again(world, live, text):
    adopted(world, live, text, ("qubi",))
    given = only(world, live).voices[0].answer
    with pytest.raises(Refused):
        confirming.say_no_for(world.coordinator, given.id, "  ")
    confirming.say_no_for(world.coordinator, given.id, "Il locale non è nostro")
    assert state_of(world, text) is ObjectiveState.proposed
    assert provisional.of_meeting(world.coordinator, live.id) == []


@pytest.mark.parametrize(
    ("asking", "then"),
    [(("qubi",), ObjectiveState.adopted), (("qubi", "filoripreso"), ObjectiveState.proposed)],
)
def test_at_the_day_the_silent_count_as_not_having_answered(world, live, text, asking, then):
    decision = adopted(world, live, text, asking)
    assert not only(world, live).over
    with pytest.raises(Refused):
        confirming.settle(world.coordinator, decision.id)
    with moment.at(moment.now() + timedelta(days=15)):
        pending = only(world, live)
        assert pending.over and pending.stands is (then is ObjectiveState.adopted)
        with pytest.raises(NotAllowed):
            confirming.settle(world.voice("qubi"), decision.id)
        confirming.settle(world.coordinator, decision.id)
        assert provisional.of_meeting(world.coordinator, live.id) == []
    assert state_of(world, text) is then


def test_who_was_not_there_receives_it_with_the_same_day(world, live, text):
    adopted(world, live, text, ("qubi",))
    pending = only(world, live)
    absent = {a.organisation.id: a for a in pending.absent}
    assert world.orgs["qubi"].id not in absent and world.orgs["tsi"].id not in absent
    assert len(absent) > 3
    baker = world.voice("crostanuova")
    people.edit(world.coordinator, baker.id, {"email": baker.email}, {"email": "pane@example.org"})
    told = {a.organisation.id: a.addresses for a in only(world, live).absent}
    assert told[world.orgs["crostanuova"].id] == ["pane@example.org"]
    seen = only(world, live, world.voice("qubi")).absent
    assert not any(a.addresses for a in seen)  # addresses are not for members

    subject, message = letters.adopted_provisionally(
        "Quarto incontro",
        "3 agosto 2023",
        "Una falegnameria\nAperta a tutti",
        "17 agosto",
        "http://x",
    )
    assert subject == "Adottato salvo conferma: Una falegnameria"
    for words in ("Aperta a tutti", "entro il 17 agosto", "http://x/meeting", "Chi tace"):
        assert words in message


def test_a_member_that_was_not_there_objects_until_the_day(world, live, text):
    decision = adopted(world, live, text, ("qubi",))
    baker, bakery = world.voice("crostanuova"), world.orgs["crostanuova"].id
    assert [a.ours for a in only(world, live, baker).absent if a.organisation.id == bakery] == [
        True
    ]
    for no, by, org, do in (
        (NotAllowed, world.voice("qubi"), bakery, absent.object_to),  # not theirs to say
        (NotAllowed, baker, bakery, absent.object_for),
        (NotAllowed, world.people["p17"], bakery, absent.object_to),  # observes
        (Refused, world.voice("qubi"), world.orgs["qubi"].id, absent.object_to),  # was there
    ):
        with pytest.raises(no):
            do(by, decision.id, org, "Il forno è lontano")
    with pytest.raises(Refused) as no:
        absent.object_to(baker, decision.id, bakery, "  ")
    assert no.value.field == "reason" and state_of(world, text) is ObjectiveState.adopted

    absent.object_to(baker, decision.id, bakery, "Il forno è lontano")
    pending = only(world, live)
    assert [o.argument for o in pending.objections] == ["Il forno è lontano"]
    assert not pending.stands and state_of(world, text) is ObjectiveState.proposed
    with pytest.raises(Refused):  # once
        absent.object_for(world.coordinator, decision.id, bakery, "Ancora")
    with moment.at(moment.now() + timedelta(days=15)):
        other = next(a.organisation.id for a in pending.absent if a.organisation.id != bakery)
        with pytest.raises(Refused):  # too late
            absent.object_for(world.coordinator, decision.id, other, "Tardi")
        confirming.settle(world.coordinator, decision.id)
    assert state_of(world, text) is ObjectiveState.proposed


def test_the_mail_hides_addresses_and_is_left_out_when_no_program_would_open_it():
    link = mail_to(["a@example.org", "b@example.org"], "Sì & no", "Riga\nAltra")
    said = parse_qs(urlsplit(link).query)
    assert said["bcc"] == ["a@example.org,b@example.org"] and said["body"] == ["Riga\nAltra"]
    assert mail_to([], "x", "y") == "" and mail_to(["a@example.org"], "x", "y" * 4000) == ""

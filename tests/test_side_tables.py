"""A phase at several tables, one phone for several people, hands counted voice by voice."""

from uuid import uuid4

import pytest
from test_phone import phone, send, sit

from models import Phase, Stage, Voice
from models.refusals import NotAllowed, NotFound, Refused
from services import (
    admitting,
    agenda,
    attendance,
    cards,
    joining,
    meetings,
    objectives,
    rounds,
    side_tables,
)
from services.summaries import phone as phones
from services.summaries import room
from services.summaries.meetings import whole


@pytest.fixture
def live(world):
    meeting = meetings.open(world.coordinator, world.meetings["m4"].id)
    joining.come(world.voice("qubi"), meeting.id)
    joining.come(world.voice("ortidiffusi"), meeting.id)
    return meetings.move_on(world.coordinator, meeting.id, Phase.objectives)


def draft(world, live, *titles):
    return [objectives.draft(world.coordinator, t, meeting_id=live.id) for t in titles]


def test_the_tables_share_out_the_objectives_and_a_phone_chooses_its_own(world, live):
    one, two, three = draft(world, live, "Uno", "Due", "Tre")
    qubi = world.voice("qubi")
    assert [o.id for o in phones.page(qubi, live.id).work] == [one.id, two.id, three.id]
    first, second = side_tables.lay(world.coordinator, live.id, 2)
    assert [o.id for o in phones.page(qubi, live.id).work] == [one.id, two.id, three.id]

    side_tables.sit_at(qubi, first.id)
    seen = phones.page(qubi, live.id)
    assert [o.id for o in seen.work] == [one.id, three.id]
    assert [(t.table.name, t.people) for t in seen.tables] == [("Tavolo 1", 1), ("Tavolo 2", 0)]
    side_tables.mend(world.coordinator, first.id, "Il giardino", [two.id])
    assert [o.id for o in phones.page(qubi, live.id).work] == [two.id]

    with pytest.raises(NotAllowed):
        side_tables.lay(qubi, live.id, 3)
    with pytest.raises(Refused):
        side_tables.lay(world.coordinator, live.id, 1)
    with pytest.raises(NotFound):  # who is not at the meeting sits at none of its tables
        side_tables.sit_at(world.voice("crostanuova"), second.id)


def test_without_objectives_the_tables_share_out_the_agenda(world, live):
    by, items = world.coordinator, room.at(world.coordinator, live.id).agenda
    agenda.step_on(by, live.id)
    agenda.step_on(by, live.id)  # the first is over
    first, second = side_tables.lay(by, live.id, 2)
    left = [str(item.id) for item in items[1:]]
    assert (first.works_on, second.works_on) == (left[0::2], left[1::2])

    [text] = draft(world, live, "Uno")
    side_tables.mend(by, first.id, "Il giardino", [text.id, items[2].id])
    laid = phones.page(by, live.id).tables
    assert [t.titles for t in laid if t.table.id == first.id] == [["Uno", items[2].title]]
    before = world.meetings["m3"].id
    other = whole(by, before).agenda
    with pytest.raises(NotFound):  # of another meeting
        side_tables.mend(by, first.id, "Il giardino", [other[0].id if other else uuid4()])


def test_the_next_phase_and_coming_together_end_the_tables(world, live):
    draft(world, live, "Uno", "Due")
    side_tables.lay(world.coordinator, live.id, 2)
    meetings.move_on(world.coordinator, live.id, Phase.priorities)
    assert phones.page(world.voice("qubi"), live.id).tables == []
    meetings.move_on(world.coordinator, live.id, Phase.objectives)
    assert len(phones.page(world.voice("qubi"), live.id).tables) == 2
    side_tables.clear(world.coordinator, live.id)
    assert phones.page(world.voice("qubi"), live.id).tables == []


def test_one_phone_speaks_for_those_without_and_never_for_more(world, live):
    by, qubi = world.coordinator, world.voice("qubi")
    for name in ("Rosa Senza", "Ivo Senza"):
        attendance.walk_in(by, live.id, name, "Associazione culturale Qubì")
    before = room.at(by, live.id).counts
    free = 4 - 1  # the two who came by the register have neither phone nor account
    with pytest.raises(Refused) as no:
        side_tables.speak_for(qubi, live.id, free + 1)
    assert no.value.field == "people"
    side_tables.speak_for(qubi, live.id, 2)
    with pytest.raises(Refused):
        side_tables.speak_for(world.voice("ortidiffusi"), live.id, 2)

    card = cards.write(qubi, live.id, "Una ciclofficina")
    cards.support(qubi, card.id)
    assert room.at(by, live.id).cards[0].supporters == 3
    (text,) = draft(world, live, "Uno")
    cards.give_points(qubi, live.id, {text.id: 15})
    with pytest.raises(Refused):
        cards.give_points(qubi, live.id, {text.id: 16})
    assert room.at(qubi, live.id).points_left == 0
    assert room.at(by, live.id).counts == before  # nobody is counted twice


def test_hands_are_written_down_voice_by_voice_and_an_organisation_has_one(world, live):
    by, qubi = world.coordinator, world.voice("qubi")
    (text,) = draft(world, live, "Uno")
    side_tables.speak_for(qubi, live.id, 1)
    asked = rounds.open(by, live.id, text.id)
    rounds.go_to(by, asked.id, Stage.consent)
    voices = {
        world.orgs["qubi"].id: Voice.consent,
        world.orgs["ortidiffusi"].id: Voice.concern,
        world.orgs["crostanuova"].id: Voice.consent,  # not in the room
    }
    rounds.answer_for(by, asked.id, voices, "Gli orari")
    seen = room.at(by, live.id).round
    assert (seen.of, seen.tally["consent"], seen.tally["concern"]) == (2, 1, 1)
    reasons = {u.answer.voice: u.answer.reason for u in seen.units}
    assert reasons == {"consent": "", "concern": "Gli orari"}


def test_on_the_phones_and_on_the_wall(story):
    by = story.coordinator
    live = meetings.open(by, story.meetings["m4"].id)
    meetings.move_on(by, live.id, Phase.objectives)
    for title in ("Una ciclofficina", "Un orto"):
        objectives.draft(by, title, meeting_id=live.id)
    client = sit(live)
    admitting.admit(by, live.id)
    first, _second = side_tables.lay(by, live.id, 2)

    assert "A quale tavolo sei?" in client.get(f"/table/{live.id}").text
    assert send(client, live, "sit", table=str(first.id)).status_code == 303
    page = client.get(f"/table/{live.id}").text
    assert "Il tuo tavolo" in page and "Tavolo 1" in page
    wall = phone().get(f"/wall/{live.join_key}").text
    assert "<b>Tavolo 1</b> · 1 persona<br>Una ciclofficina" in wall and "Un orto" in wall

    attendance.walk_in(by, live.id, "Rosa Senza", "Associazione culturale Qubì")
    assert send(client, live, "speak", people="1").status_code == 303
    no = send(client, live, "speak", people="5")
    assert no.status_code == 422 and "senza telefono" in no.text
    for act, form in (
        ("tables", {"n": "3"}),
        ("together", {}),
        ("table-mend", {"table": str(first.id), "name": "Nostro"}),
    ):
        assert send(client, live, act, **form).status_code == 422

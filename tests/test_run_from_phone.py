"""A whole meeting run from the facilitator's phone alone, to the last act of closing it."""

import re

import pytest
from starlette.testclient import TestClient
from test_phone import phone, send, sit

from models import Phase, Stage, moment
from routes.gate import cookie
from services import (
    actions,
    admitting,
    cards,
    decisions,
    joining,
    links,
    meetings,
    needs,
    objectives,
    people,
    rounds,
)
from services.summaries import closing, room
from services.summaries.meetings import whole

MOST = 12  # acts of closing: taps beside typing


@pytest.fixture
def facilitator(story) -> TestClient:
    client = phone()
    client.cookies.set(cookie(), links.use(links.for_person(story.coordinator)))
    return client


@pytest.fixture
def fourth(story):
    return story.meetings["m4"]


def test_it_is_opened_and_people_without_a_phone_are_seated(story, facilitator, fourth):
    before = facilitator.get(f"/table/{fourth.id}").text
    assert "non è ancora cominciato" in before and "lo tenete oggi?" in before
    send(facilitator, fourth, "open", today="yes")
    assert whole(story.coordinator, fourth.id).meeting.day == moment.today()
    came = {"name": "Rosa Senzatelefono", "organisation": "Associazione culturale Qubì"}
    assert send(facilitator, fourth, "walk-in", **came).status_code == 303
    assert room.at(story.coordinator, fourth.id).counts.people == 1
    page = facilitator.get(f"/table/{fourth.id}").text
    code = whole(story.coordinator, fourth.id).meeting.join_code
    assert "Conduci tu" in page and f"/join con {code[:3]} {code[3:]}" in page
    parts = re.findall(r'data-part="([^"]+)"', page)
    assert parts[:3] == ["me", "now", "run"]  # who runs it begins there


def test_what_was_done_by_mistake_is_taken_back_from_the_phone(story, facilitator, fourth):
    by, here = story.coordinator, f"/table/{fourth.id}"
    key = meetings.open(by, fourth.id).join_key
    send(facilitator, fourth, "not-yet", **asked(facilitator, fourth, "not-yet"))
    wall = facilitator.get(f"/wall/{key}")
    assert wall.status_code == 404 and "non è ancora cominciato" in wall.text
    assert "finito" not in wall.text and f"/wall/{key}/opens" in wall.text

    meetings.open(by, fourth.id)
    meetings.move_on(by, fourth.id, Phase.objectives)
    assert send(facilitator, fourth, "not-yet").status_code == 422, "it has begun"
    card = cards.write(by, fourth.id, "Una ciclofficina")
    assert f"{here}/card-back" not in facilitator.get(here).text
    objective = cards.make_objective(by, card.id)
    send(facilitator, fourth, "card-back", **asked(facilitator, fourth, "card-back"))
    assert [c.card.objective_id for c in room.at(by, fourth.id).cards] == [None]
    assert objective.id not in {o.id for o in room.at(by, fourth.id).drafted}


def test_closing_takes_at_most_twelve_acts(story, facilitator, fourth):
    by = story.coordinator
    fourth = meetings.open(by, fourth.id)
    member = sit(fourth, "Nadia Prova")
    marco = story.people["p02"]
    joining.come(marco, fourth.id)
    for n in range(3):
        objectives.draft(by, f"Obiettivo {n}", meeting_id=fourth.id)
        actions.add(by, f"{marco.name.split()[0]} fa la cosa {n}", fourth.id)
    actions.add(by, "Nessuno sa ancora chi", fourth.id)
    decisions.record(by, "Si lavora a tre tavoli", fourth.id)
    need = needs.add(by, "space", "Una stanza", meeting_id=fourth.id)
    needs.edit(by, need.id, {"priority": 2}, {"priority": 3})

    acts = [
        ("wrap-up", {}),
        ("admit", {}),
        ("complete", lambda: named(asked(facilitator, fourth, "complete"), marco.name)),
        ("orphans", lambda: mended(story, fourth)),
        ("leave-open", lambda: {"what": " ".join(left(story, fourth))}),
        ("next", lambda: asked(facilitator, fourth, "next") | {"host": "Qubì"}),
        ("close", {}),
    ]
    for act, form in acts:
        form = form() if callable(form) else form
        answer = send(facilitator, fourth, act, **form)
        assert answer.status_code == 303, re.findall(r'role="alert"[^>]*>([^<]+)', answer.text)

    assert len(acts) <= MOST
    done = whole(by, fourth.id)
    assert done.meeting.state == "closed"
    assert all(a.item.owner_person_id and a.item.due_on for a in done.actions if not a.said_at)
    assert done.after.day.isoformat() == "2023-09-07"
    theirs = member.get(f"/table/{fourth.id}").text
    assert "Mettilo nel mio calendario" in theirs
    came_out = re.search(r'data-part="came-out".*?</section>', theirs, re.S)[0]
    assert "Si lavora a tre tavoli" in came_out and "Nessuno sa ancora chi" in came_out
    assert "entro il " in came_out and marco.name in came_out

    page = facilitator.get(f"/table/{fourth.id}").text
    assert "Annulla: riapri l’incontro" in page
    assert "Annulla: riapri" not in member.get(f"/table/{fourth.id}").text
    send(facilitator, fourth, "reopen")
    assert closing.of_meeting(by, fourth.id).open == 0
    send(facilitator, fourth, "come-back", **asked(facilitator, fourth, "come-back"))
    assert closing.of_meeting(by, fourth.id).open == 1


def test_only_who_runs_it_closes_it(story, fourth):
    fourth = meetings.open(story.coordinator, fourth.id)
    member = sit(fourth)
    meetings.wrap_up(story.coordinator, fourth.id)
    idle = objectives.draft(story.coordinator, "Una ciclofficina", meeting_id=fourth.id)
    for act in ("complete", "orphans", "leave-open", "next", "close", "walk-in", "open"):
        form = {"what": str(idle.id), f"work-{idle.id}": "Un’attività", "name": "Un nome"}
        assert send(member, fourth, act, **form).status_code in (303, 422)
    send(member, fourth, "reopen")
    assert closing.of_meeting(story.coordinator, fourth.id).objectives
    assert meetings.of_community(story.coordinator)[-1].state == "wrap_up"
    assert "Prima di chiudere" not in member.get(f"/table/{fourth.id}").text


def test_a_name_nobody_has_is_refused_and_the_words_stay(story, facilitator, fourth):
    fourth = meetings.open(story.coordinator, fourth.id)
    action = actions.add(story.coordinator, "Portare le sedie", fourth.id)
    meetings.wrap_up(story.coordinator, fourth.id)
    form = {f"who-{action.id}": "Nessuno <b>Così</b>", f"due-{action.id}": "2023-09-01"}
    no = send(facilitator, fourth, "complete", **form)
    assert no.status_code == 422 and "Nessuno &lt;b&gt;Così&lt;/b&gt;" in no.text
    assert send(facilitator, fourth, "complete", **{"who-x": "Marco"}).status_code == 422


def asked(client: TestClient, meeting, act: str) -> dict:
    """The form of an act as the page proposes it."""
    page = client.get(f"/table/{meeting.id}").text
    form = re.search(rf'action="/table/{meeting.id}/{act}".*?</form>', page, re.S)[0]
    fields = re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form)
    found = {name: value for name, value in fields if name != "op"}
    return {name: value for name, value in found.items() if value or "who" in name}


def named(form: dict, name: str) -> dict:
    """Who is not proposed is typed."""
    return {field: value or name for field, value in form.items()}


def mended(story, meeting) -> dict:
    first = closing.of_meeting(story.coordinator, meeting.id)
    return {f"work-{first.objectives[0].id}": "Cominciare", f"give-{first.needs[0].id}": "Qubì"}


def left(story, meeting) -> list[str]:
    return [str(thread.id) for thread in closing.of_meeting(story.coordinator, meeting.id).orphans]


def test_a_phone_says_what_its_board_decided(story, facilitator, fourth):
    by = story.coordinator
    fourth = meetings.open(by, fourth.id)
    member = sit(fourth)
    admitting.admit(by, fourth.id)
    text = objectives.draft(by, "Una falegnameria", meeting_id=fourth.id)
    asked_now = rounds.open(by, fourth.id, text.id)
    rounds.go_to(by, asked_now.id, Stage.consent)
    answer = {"round": str(asked_now.id), "voice": "consent", "until": "2023-08-01"}
    send(member, fourth, "answer", **answer)
    rounds.adopt(by, asked_now.id)
    meetings.close(by, fourth.id)

    page = member.get(f"/table/{fourth.id}").text
    assert "Da sentire entro il 1 agosto 2023" in page
    voice = re.search(r'name="answer" value="([^"]+)"', page)[1]
    assert send(member, fourth, "board", answer=voice).status_code == 303
    assert "Da sentire" not in facilitator.get(f"/table/{fourth.id}").text


def test_the_list_at_the_door_says_whom_each_becomes_before_the_tap(story, facilitator, fourth):
    by, marta = story.coordinator, story.voice("qubi")
    fourth = meetings.open(by, fourth.id)
    helper = people.add(by, "Beppe Prova", story.orgs["qubi"].id)
    for name in (helper.name, "Nadia Prova", marta.name):
        sit(fourth, name)
    page = facilitator.get(f"/table/{fourth.id}").text
    qubi = story.orgs["qubi"].called
    assert f"Diventa Beppe Prova, {qubi}: già in anagrafe" in page and "Persona nuova" in page
    assert f"Sarebbe {marta.name}, che può impegnare {qubi}" in page

    tapped = asked(facilitator, fourth, "admit")
    assert send(facilitator, fourth, "admit", **tapped).status_code == 303
    present = {person.id for _a, person, _o in room.at(by, fourth.id).present}
    assert helper.id in present and marta.id not in present
    assert len(room.at(by, fourth.id).arrivals) == 1

    page = facilitator.get(f"/table/{fourth.id}").text
    assert f"Sì, è {marta.name}" in page
    no = send(facilitator, fourth, "admit", who="no=id")
    assert no.status_code == 422 and "Scegli" in no.text
    other = story.voice("ortidiffusi")
    sit(fourth, other.name, story.orgs["ortidiffusi"].name)
    assert "Li riconosco tutti e 2" in facilitator.get(f"/table/{fourth.id}").text
    send(facilitator, fourth, "admit", **asked(facilitator, fourth, "admit"))
    present = {person.id for _a, person, _o in room.at(by, fourth.id).present}
    assert {marta.id, other.id} <= present


def test_hands_are_written_down_one_by_one_from_the_phone(story, facilitator, fourth):
    by, qubi = story.coordinator, story.orgs["qubi"].id
    meetings.open(by, fourth.id)
    joining.come(story.voice("qubi"), fourth.id)
    text = objectives.draft(by, "Una falegnameria", meeting_id=fourth.id)
    round = rounds.open(by, fourth.id, text.id)
    rounds.go_to(by, round.id, Stage.consent)
    said = {"round": str(round.id), "read": "1", "reason": "Gli orari"}
    assert send(facilitator, fourth, "hands", **said, **{f"voice-{qubi}": "?"}).status_code == 422
    hands = said | {f"voice-{qubi}": "concern"}
    assert send(facilitator, fourth, "hands", **hands).status_code == 303
    assert room.at(by, fourth.id).round.tally["concern"] == 1

"""The phone's pages: plain forms that work without a script, whoever is at the door."""

import re
import time as clock
from datetime import date, time
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from PIL import Image
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from models import Phase, Role, Stage
from routes import calendar, hearing, join, phones, photos, scripts, sentence, table, wall
from routes.gate import Gate
from services import (
    address,
    admitting,
    agenda,
    cards,
    doorways,
    meetings,
    naming,
    objectives,
    people,
    pledges,
    rounds,
)
from services import live as heard
from services.look import standing_of
from services.summaries import room
from services.verbs import rights

FORM = {"origin": "http://localhost:8501"}


def phone() -> TestClient:
    rooms = (join, photos, scripts, sentence, table, calendar, wall, hearing)
    app = Starlette(
        routes=[route for part in rooms for route in part.routes], middleware=[Middleware(Gate)]
    )
    return TestClient(app, base_url="http://localhost:8501", follow_redirects=False)


@pytest.fixture
def live(story):
    join._wrong.clear()
    return meetings.open(story.coordinator, story.meetings["m4"].id)


def sit(live, name="Nadia Prova", organisation="Associazione culturale Qubì") -> TestClient:
    """A new phone, from the QR to the table."""
    client = phone()
    door = client.get(f"/join/{live.join_key}")
    assert door.status_code == 200
    form = {"name": name, "organisation": organisation, "how": "present", "op": str(uuid4())}
    came = client.post(f"/join/{live.join_key}", data=form, headers=FORM)
    assert came.headers["location"] == f"/table/{live.id}"
    return client


def send(client, live, act, **form):
    return client.post(f"/table/{live.id}/{act}", data={"op": str(uuid4())} | form, headers=FORM)


def test_from_the_code_to_the_table_in_two_forms(live):
    client = phone()
    wrong = client.post("/join", data={"code": "AAAAAA"}, headers=FORM)
    assert wrong.status_code == 404 and "Nessun incontro è aperto" in wrong.text
    right = client.post("/join", data={"code": live.join_code.lower()}, headers=FORM)
    assert right.headers["location"] == f"/join/{live.join_key}"

    page = sit(live).get(f"/table/{live.id}")
    assert "Sei alla porta, Nadia Prova" in page.text
    assert len(page.content) < 40_000


def test_a_stranger_is_not_told_whether_there_is_a_meeting(live):
    client = phone()
    assert client.get(f"/table/{live.id}").status_code == 404
    assert client.get(f"/table/{uuid4()}").status_code == 404
    assert send(client, live, "card", text="x").status_code == 404
    assert client.get("/join/nothing").status_code == 410
    assert client.get("/wall/nothing").status_code == 410


def test_a_form_from_elsewhere_changes_nothing(story, live):
    client = sit(live)
    answer = client.post(
        f"/table/{live.id}/card", data={"text": "x"}, headers={"origin": "http://evil.example"}
    )
    assert answer.status_code == 403
    assert room.at(story.coordinator, live.id).cards == []


def test_thirty_wrong_codes_lock_guessing_and_not_joining(live):
    client = phone()
    for _ in range(30):
        client.post("/join", data={"code": "AAAAAA"}, headers=FORM)
    locked = client.post("/join", data={"code": live.join_code}, headers=FORM)
    assert locked.status_code == 429 and "codici sbagliati" in locked.text
    assert sit(live).get(f"/table/{live.id}").status_code == 200


def test_what_was_typed_stays_when_it_is_refused(story, live):
    client = sit(live)
    admitting.admit(story.coordinator, live.id)
    said = {"kind": "space", "what": "Sala con <b>30</b> posti", "quantity": "tanti"}
    no = send(client, live, "offer", **said)
    assert no.status_code == 422
    assert "Sala con &lt;b&gt;30&lt;/b&gt; posti" in no.text and "Scrivi un numero" in no.text
    scripted = client.post(
        f"/table/{live.id}/offer",
        data=said,
        headers=FORM | {"x-live": "1"},
    )
    assert scripted.json()["field"] == "quantity"


def test_sent_twice_it_happens_once(story, live):
    client, op = sit(live), str(uuid4())
    for _ in range(2):
        assert send(client, live, "card", text="Una falegnameria", op=op).status_code == 303
    assert len(room.at(story.coordinator, live.id).cards) == 1


def test_an_offer_of_who_may_commit_is_promised_and_any_other_waits(story, live):
    client = sit(live)
    nadia = admitting.admit(story.coordinator, live.id)[0]
    spoken = send(client, live, "offer", kind="space", what="Sala", quantity="2,5", unit="day")
    assert spoken.status_code == 303
    people.affiliate(story.coordinator, nadia.id, story.orgs["qubi"].id, can_commit=True)
    send(client, live, "offer", kind="skill", what="Facilitazione", certain="yes")
    page = client.get(f"/table/{live.id}").text.replace("\xa0", " ")
    assert "2,5 giornate" in page
    assert (page.count("badge firm"), page.count('class="badge"')) == (1, 1)


def test_what_is_asked_for_is_seen_at_once_by_who_asked_and_on_the_wall(story, live):
    client, other = sit(live), sit(live, "Ugo Prova", "Orti Diffusi ODV")
    admitting.admit(story.coordinator, live.id)
    meetings.move_on(story.coordinator, live.id, Phase.resources)
    said = {"kind": "time", "quantity": "10", "unit": "hour"}
    for phone_of, what in ((client, "Dieci ore di un falegname"), (other, "Un fabbro")):
        assert send(phone_of, live, "need", what=what, **said).status_code == 303
    assert lacking(client.get(f"/table/{live.id}").text)[0] == "Dieci ore di un falegname, 10 ore"
    assert lacking(other.get(f"/table/{live.id}").text)[0] == "Un fabbro, 10 ore"
    wall_page = phone().get(f"/wall/{live.join_key}").text
    assert re.findall(r'<span class="what">([^<]+)', wall_page)[0] == "Un fabbro, 10 ore"
    assert "A righe: offerto, da confermare." in wall_page and '<line x1="0' in wall_page


def lacking(page: str) -> list[str]:
    """What stands in the phone’s list of what is lacking, in its order."""
    return re.findall(r'<li data-keep="need-[^"]+">([^<]+?) ?<', page)


def test_the_page_says_where_one_is(story, live):
    client = sit(live)

    def said() -> list[str]:
        page = client.get(f"/table/{live.id}").text
        return re.findall(r"<h1>([^<]+)</h1>|<summary>(Correggi[^<]+)", page)

    assert said() == [("Sei alla porta, Nadia Prova", ""), ("", "Correggi o esci")]
    admitting.admit(story.coordinator, live.id)
    mend = ("", "Correggi, aggiungi un collega, esci")
    assert said() == [("Sei al tavolo, Nadia Prova", ""), mend]
    send(client, live, "leave")
    assert said() == [("Hai lasciato il tavolo, Nadia Prova", ""), ("", "Correggi o rientra")]
    meetings.close(story.coordinator, live.id)
    assert said() == [("Eri al tavolo, Nadia Prova", "")]


def test_what_one_only_offered_is_taken_back_with_a_reason(story, live):
    client = sit(live)
    nadia = admitting.admit(story.coordinator, live.id)[0]
    send(client, live, "offer", kind="space", what="Sala grande")
    page = client.get(f"/table/{live.id}").text
    [offered] = set(re.findall(r'name="pledge" value="([^"]+)"', page))
    no = send(client, live, "withdraw", pledge=offered, reason=" ")
    assert no.status_code == 422 and "Perché?" in no.text
    assert send(client, live, "withdraw", pledge=offered, reason="È occupata").status_code == 303
    page = client.get(f"/table/{live.id}").text
    assert 'name="pledge"' not in page and "ritirata" in page
    people.affiliate(story.coordinator, nadia.id, story.orgs["qubi"].id, can_commit=True)
    send(client, live, "offer", kind="space", what="Sala piccola", certain="yes")
    assert 'name="pledge"' not in client.get(f"/table/{live.id}").text


def test_a_yes_on_the_phone_is_said_to_what_stood_on_it(story, live):
    client = sit(live)
    nadia = admitting.admit(story.coordinator, live.id)[0]
    people.affiliate(story.coordinator, nadia.id, story.orgs["qubi"].id, can_commit=True)
    send(client, live, "offer", kind="space", what="Sala grande")
    tap = r'action="[^"]+/confirm".*?name="pledge" value="([^"]+)".*?name="read" value="([^"]+)"'
    offered, read = re.search(tap, client.get(f"/table/{live.id}").text).groups()
    pledges.edit(story.coordinator, UUID(offered), {}, {"condition": "due ore in tutto"})

    no = send(client, live, "confirm", pledge=offered, read=read)
    assert no.status_code == 422 and "due ore in tutto" in no.text
    _, now = re.search(tap, no.text).groups()
    assert send(client, live, "confirm", pledge=offered, read=now).status_code == 303


def in_consent(story, live) -> tuple:
    """Nadia's phone, Nadia, and a round that is asked for consent."""
    client = sit(live)
    nadia = admitting.admit(story.coordinator, live.id)[0]
    text = objectives.draft(story.coordinator, "Una falegnameria", meeting_id=live.id)
    asked = rounds.open(story.coordinator, live.id, text.id)
    rounds.go_to(story.coordinator, asked.id, Stage.consent)
    return client, nadia, asked


def test_a_doubt_is_shown_back_and_does_not_go_with_a_consent(story, live):
    client, nadia, asked = in_consent(story, live)
    said = {"round": str(asked.id), "reason": "Manca chi apre"}
    send(client, live, "answer", **said, voice="concern")
    page = client.get(f"/table/{live.id}").text
    assert "! La tua risposta: Acconsento con un dubbio" in page
    assert "<q>Manca chi apre</q>" in page and "1</b> acconsente con un dubbio" in page
    assert re.search(r"<textarea[^>]+>Manca chi apre</textarea>", page)
    [was] = re.findall(r'name="was" value="([^"]+)"', page)
    for voice, reason in (("objection", was), ("consent", "")):
        send(client, live, "answer", **said, voice=voice, was=was)
        answer = room.at(nadia, live.id).round.unit.answer
        assert (answer.voice, answer.reason) == (voice, reason)


def test_the_wall_counts_as_they_come_and_names_nobody(story, live):
    sit(live, "Nadia Segretissima")
    wall_page = phone().get(f"/wall/{live.join_key}").text
    assert "Nadia" not in wall_page and "1 in arrivo" in wall_page
    admitting.admit(story.coordinator, live.id)
    wall_page = phone().get(f"/wall/{live.join_key}").text
    assert "1 organizzazione" in wall_page and "1 persona" in wall_page
    assert phone().get(f"/wall/{live.join_key}/print").status_code == 200
    meetings.close(story.coordinator, live.id)
    assert phone().get(f"/wall/{live.join_key}").status_code == 410


def test_a_wall_left_open_waits_without_a_word_until_the_meeting_runs_again(story, live):
    meetings.close(story.coordinator, live.id)
    for page in (f"/wall/{live.join_key}", f"/join/{live.join_key}"):
        [line] = re.findall(r'data-live="([^"]+)"', phone().get(page).text)
    with phone().websocket_connect(f"ws://localhost:8501{line}") as waits:
        people.add(story.coordinator, "Ada Altrove")
        waits.send_text("?")
        assert waits.receive_text() == "here"
        meetings.reopen(story.coordinator, live.id)
        assert waits.receive_text() == "moved"
    assert "data-live" not in phone().get("/wall/nothing").text
    stranger = phone().websocket_connect("ws://localhost:8501/wall/nothing/opens")
    with pytest.raises(WebSocketDisconnect), stranger:
        pass


def test_the_wall_hides_answers_until_they_are_shown(story, live):
    client = sit(live)
    admitting.admit(story.coordinator, live.id)
    sit(live, "Ugo Prova", "Orti Diffusi ODV")
    admitting.admit(story.coordinator, live.id)
    text = objectives.draft(story.coordinator, "Una falegnameria", meeting_id=live.id)
    asked = rounds.open(story.coordinator, live.id, text.id)
    rounds.go_to(story.coordinator, asked.id, Stage.consent)
    answer = send(
        client, live, "answer", round=str(asked.id), voice="objection", reason="Manca il dove"
    )
    assert answer.status_code == 303
    assert "Manca il dove" not in phone().get(f"/wall/{live.join_key}").text
    rounds.reveal(story.coordinator, asked.id)
    assert "Manca il dove" in phone().get(f"/wall/{live.join_key}").text


def test_the_wall_shows_the_text_that_is_mended_then_what_was_adopted_until_the_room_moves_on(
    story, live
):
    by, client = story.coordinator, sit(live)
    admitting.admit(by, live.id)
    text = objectives.draft(by, "Una falegnameria", "Aperta il sabato.", meeting_id=live.id)
    asked = rounds.open(by, live.id, text.id)
    rounds.go_to(by, asked.id, Stage.consent)
    send(client, live, "answer", round=str(asked.id), voice="objection", reason="Manca il dove")
    objectives.edit(by, text.id, {}, {"statement": "Aperta in cortile."})

    def shown() -> str:
        return phone().get(f"/wall/{live.join_key}").text

    assert "Aperta in cortile." in shown() and "Il testo mentre lo si scrive" in shown()
    theirs = client.get(f"/table/{live.id}").text
    assert "Aperta il sabato." in theirs and "Questo è il testo del giro 1" in theirs
    rounds.integrate(by, room.at(by, live.id).round.objections[0].id)
    rounds.again(by, asked.id)
    send(client, live, "answer", round=str(asked.id), voice="consent")
    assert 'class="adopted"' not in shown()
    rounds.adopt(by, asked.id)
    assert 'class="adopted"' in shown() and "Aperta in cortile." in shown()
    assert 'data-part="adopted"' in client.get(f"/table/{live.id}").text
    meetings.move_on(by, live.id, "resources")
    assert 'class="adopted"' not in shown()


def test_the_wall_says_that_the_meeting_closes_and_when_the_next_one_is(story, live):
    by = story.coordinator
    meetings.wrap_up(by, live.id)
    starts, ends = meetings.hours(date(2023, 9, 7), time(18), time(20), live.tz)
    meetings.prepare_next(by, live.id, starts, ends, "Quinto", story.orgs["qubi"].id)
    page = phone().get(f"/wall/{live.join_key}").text
    assert "Stiamo chiudendo" in page and "giovedì 7 settembre, 18:00" in page
    meetings.close(by, live.id)
    over = phone().get(f"/wall/{live.join_key}")
    assert over.status_code == 410
    assert "Ci rivediamo giovedì 7 settembre alle 18:00: ospita" in over.text


def test_a_wall_that_closes_runs_no_clock_and_says_what_waits_for_a_confirmation(story, live):
    client, _, asked = in_consent(story, live)
    agenda.step_on(story.coordinator, live.id)
    said = {"round": str(asked.id), "voice": "consent", "until": "2023-07-26", "ask": "yes"}
    send(client, live, "answer", **said)
    rounds.adopt(story.coordinator, asked.id)
    meetings.wrap_up(story.coordinator, live.id)
    meetings.move_on(story.coordinator, live.id, Phase.priorities)  # what was just adopted rests
    page = phone().get(f"/wall/{live.join_key}").text
    assert "Stiamo chiudendo" in page and 'class="timer"' not in page
    assert "<small>salvo conferma entro il 26 luglio 2023</small>" in page


def test_the_meeting_is_run_from_a_phone_only_by_who_may(story, live):
    client = sit(live)
    for act in ("agenda", "phase", "admit", "close", "wrap-up"):
        assert send(client, live, act).status_code == 422
    assert room.at(story.coordinator, live.id).meeting.state == "live"
    assert "Conduci tu" not in client.get(f"/table/{live.id}").text


def test_a_photograph_loses_where_it_was_taken_and_is_seen_only_by_the_community(story, live):
    client = sit(live)
    admitting.admit(story.coordinator, live.id)
    taken = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "il giardino segreto"
    Image.new("RGB", (3000, 100), "red").save(taken, "JPEG", exif=exif)
    files = {"photo": ("x.jpg", taken.getvalue(), "image/jpeg")}
    done = client.post(
        f"/table/{live.id}/photo", data={"op": str(uuid4())}, files=files, headers=FORM
    )
    assert done.status_code == 303
    photo_id = room.at(story.coordinator, live.id).photos[0][0]
    kept = client.get(f"/room/photo/{photo_id}").content
    assert Image.open(BytesIO(kept)).width == 1600 and b"giardino" not in kept
    assert phone().get(f"/room/photo/{photo_id}").status_code == 404

    files = {"photo": ("x.jpg", b"<svg onload=alert(1)>", "image/jpeg")}
    no = client.post(f"/table/{live.id}/photo", files=files, headers=FORM)
    assert no.status_code == 422 and "Non è una fotografia" in no.text


def test_a_phone_that_is_known_comes_back_with_one_tap(story, live):
    client = sit(live)
    admitting.admit(story.coordinator, live.id)
    page = client.get(f"/join/{live.join_key}").text
    assert "Che bello rivederti, Nadia Prova" in page
    assert 'value="Associazione culturale Qubì"' in page and 'id="name"' not in page


def test_a_socket_says_that_something_moved_and_only_to_who_is_here(story, live):
    client = sit(live)
    with client.websocket_connect(f"ws://localhost:8501/room/{live.id}/live") as line:
        send(client, live, "card", text="Una falegnameria")
        assert line.receive_text() == "moved"
    stranger = phone().websocket_connect(f"ws://localhost:8501/room/{live.id}/live")
    with pytest.raises(WebSocketDisconnect) as no, stranger:
        pass
    assert no.value.code == hearing.NOT_YOURS


def test_an_idea_that_became_an_objective_is_no_longer_supported(story, live):
    client = sit(live)
    admitting.admit(story.coordinator, live.id)
    meetings.move_on(story.coordinator, live.id, Phase.definition)
    card = cards.write(story.coordinator, live.id, "Una falegnameria")
    assert "La sostengo" in client.get(f"/table/{live.id}").text
    cards.make_objective(story.coordinator, card.id)
    page = client.get(f"/table/{live.id}").text
    assert "ora è un obiettivo" in page and "La sostengo" not in page


def hears_until_closed(line) -> int:
    """Why the line ended."""
    with pytest.raises(WebSocketDisconnect) as over:
        while True:
            line.receive_text()
    return over.value.code


def test_a_phone_whose_owner_loses_their_part_hears_no_more(story, live):
    client = sit(live)
    nadia = admitting.admit(story.coordinator, live.id)[0]
    with client.websocket_connect(f"ws://localhost:8501/room/{live.id}/live") as line:
        people.set_role(story.coordinator, nadia.id, None)
        assert waits_for(lambda: heard.guests(live.community_id) == [])
        assert hears_until_closed(line) == hearing.NOT_YOURS


def test_a_line_that_cannot_be_asked_for_ends_and_the_phone_comes_again(story, live, monkeypatch):
    """A database that restarts while somebody's right is asked for."""
    client = sit(live)
    url = f"ws://localhost:8501/room/{live.id}/live"
    with client.websocket_connect(url) as line:
        gone = OperationalError("select", {}, Exception("the server closed the connection"))
        monkeypatch.setattr(phones, "person_at", raises(gone))
        admitting.admit(story.coordinator, live.id)
        assert hears_until_closed(line) == hearing.BROKEN
    monkeypatch.undo()
    with client.websocket_connect(url) as line:
        send(client, live, "card", text="Una sartoria")
        assert line.receive_text() == "moved"


def raises(what: Exception):
    def ask(*_args):
        raise what

    return ask


def test_what_others_are_told_of_a_phone_follows_its_right_and_its_owner(story, live, monkeypatch):
    """Announced as long as that is allowed; and as whom the register knows, once admitted."""
    by, helper = story.coordinator, people.add(story.coordinator, "Beppe Prova")
    people.affiliate(by, helper.id, story.orgs["qubi"].id)
    client = sit(live, "Beppe Prova")

    def here() -> set:
        return {guest.person_id for guest in heard.guests(live.community_id)}

    with client.websocket_connect(f"ws://localhost:8501/room/{live.id}/live") as line:
        came = here()
        assert len(came) == 1 and helper.id not in came
        admitting.admit(by, live.id)
        assert line.receive_text() == "moved" and waits_for(lambda: here() == {helper.id})
        monkeypatch.setitem(rights()["presence.announce"], Role.observer, "deny")
        people.set_role(by, helper.id, Role.observer)
        assert line.receive_text() == "moved" and waits_for(lambda: here() == set())
        people.set_role(by, helper.id, Role.member)
        assert line.receive_text() == "moved" and waits_for(lambda: here() == {helper.id})


def waits_for(true, seconds: float = 5) -> bool:
    """Whether it becomes true in time."""
    until = clock.monotonic() + seconds
    while not true() and clock.monotonic() < until:
        clock.sleep(0.01)
    return true()


def test_in_room_mode_the_laptop_itself_may_still_use_its_own_name(monkeypatch):
    monkeypatch.setenv("TAVOLO_URL", "http://192.168.43.1:8501")
    assert not address.is_ours("http://localhost:8501")
    monkeypatch.setenv("TAVOLO_ROOM", "1")
    assert address.is_ours("http://localhost:8501")
    assert address.is_ours("http://192.168.43.1:8501")
    assert not address.is_ours("http://192.168.43.7:8501")


@pytest.mark.parametrize(
    ("url", "only"),
    [("", True), ("http://127.0.0.1:9", True), ("http://192.168.43.1:8501", False)],
)
def test_the_house_knows_when_no_phone_can_find_it(monkeypatch, url, only):
    monkeypatch.setenv("TAVOLO_URL", url)
    assert address.is_here_only() is only


def test_who_is_admitted_as_an_observer_sees_and_does_not_vote(story, live):
    sit(live, "Ada Prova", "Città di Torino")
    city = admitting.admit(story.coordinator, live.id)[0]
    assert standing_of(city).role is Role.observer
    assert room.at(story.coordinator, live.id).counts.institutions == 1
    assert doorways.last_spoke_for(city) == "Città di Torino"


def test_the_language_somebody_chose_stays_with_the_phone(live):
    client = phone()
    client.get("/join?lang=en")
    assert "Your name" in client.get(f"/join/{live.join_key}").text
    assert "Il tuo nome" in phone().get(f"/join/{live.join_key}").text


def test_what_thumbs_write_is_asked_about_and_taken_as_they_say(story, live):
    form = {"name": "Nadia Prova", "organisation": "qubì", "how": "present", "op": str(uuid4())}
    client = phone()
    asked = client.post(f"/join/{live.join_key}", data=form, headers=FORM)
    assert "è una di queste?" in asked.text and room.at(story.coordinator, live.id).present == []
    said = form | {"is": "Associazione culturale Qubì"}
    assert client.post(f"/join/{live.join_key}", data=said, headers=FORM).status_code == 303
    _row, nadia, org = room.at(story.coordinator, live.id).present[0]
    assert (nadia.name, org.id) == ("Nadia Prova", story.orgs["qubi"].id)


def test_of_two_organisations_one_is_chosen_for_today(story, live):
    client = sit(live)
    nadia = admitting.admit(story.coordinator, live.id)[0]
    assert "Oggi sei qui per" not in client.get(f"/join/{live.join_key}").text
    people.affiliate(story.coordinator, nadia.id, story.orgs["ortidiffusi"].id)
    assert "Oggi sei qui per" in client.get(f"/join/{live.join_key}").text
    form = {"own": "Orti Diffusi ODV", "organisation": "", "op": str(uuid4())}
    client.post(f"/join/{live.join_key}", data=form, headers=FORM)
    assert room.at(nadia, live.id).mine.organisation_id == story.orgs["ortidiffusi"].id


def test_one_puts_ones_own_check_in_right_and_nobody_elses(story, live):
    client = sit(live, "Nadja Prva")
    said = {"name": "Nadia Prova", "organisation": "Orti Diffusi ODV", "how": "remote"}
    assert send(client, live, "mend", **said, public="1").status_code == 303
    row, nadia, org = room.at(story.coordinator, live.id).present[0]
    assert (nadia.name, org.name, row.status) == ("Nadia Prova", "Orti Diffusi ODV", "remote")
    assert nadia.id in naming.named_publicly(story.coordinator)
    assert not row.counts_in_headline
    send(client, live, "mend", **said)
    assert nadia.id not in naming.named_publicly(story.coordinator)
    assert send(client, live, "mend", name=" ").status_code == 422
    assert send(phone(), live, "mend", **said).status_code == 404


def test_a_known_phone_comes_back_with_an_idea_in_one_form(story, live):
    client, op = sit(live), str(uuid4())
    admitting.admit(story.coordinator, live.id)
    assert "Vuoi già dire un’idea?" not in client.get(f"/join/{live.join_key}").text
    meetings.move_on(story.coordinator, live.id, Phase.objectives)
    assert "Vuoi già dire un’idea?" in client.get(f"/join/{live.join_key}").text
    form = {"organisation": "Associazione culturale Qubì", "idea": "Un forno", "op": op}
    for _ in range(2):
        client.post(f"/join/{live.join_key}", data=form, headers=FORM)
    assert [c.card.text for c in room.at(story.coordinator, live.id).cards] == ["Un forno"]


def test_who_must_ask_first_says_by_when_and_others_are_not_held_to_a_day(story, live):
    client, nadia, asked = in_consent(story, live)
    said = {"round": str(asked.id), "voice": "consent", "until": "2023-07-26"}
    send(client, live, "answer", **said, ask="no")
    assert room.at(nadia, live.id).round.unit.answer.until is None
    send(client, live, "answer", **said, ask="yes")
    assert str(room.at(nadia, live.id).round.unit.answer.until) == "2023-07-26"
    for page in (f"/wall/{live.join_key}", f"/table/{live.id}"):
        assert "di cui 1 salvo conferma" in client.get(page).text


def test_guessing_is_locked_for_strangers_and_not_for_phones_of_the_house(live):
    client = sit(live)
    for _ in range(30):
        phone().post("/join", data={"code": "AAAAAA"}, headers=FORM)
    known = client.post("/join", data={"code": live.join_code}, headers=FORM)
    assert known.headers["location"] == f"/join/{live.join_key}"


def test_what_waited_on_a_shared_phone_is_not_sent_in_another_name(story, live):
    mine, other = sit(live), sit(live, "Ugo Dopo")
    waits = re.search('data-whose="([^"]+)"', mine.get(f"/table/{live.id}").text)[1]
    for client, status in ((other, 404), (mine, 204)):
        said = {"text": "La mia idea", "op": str(uuid4())}
        headers = FORM | {"x-live": waits}
        answer = client.post(f"/table/{live.id}/card", data=said, headers=headers)
        assert answer.status_code == status
    assert len(room.at(story.coordinator, live.id).cards) == 1


def test_a_phone_whose_owner_has_no_part_any_more_is_told_nothing(story, live):
    client = sit(live)
    nadia = next(p for _a, p, _o in room.at(story.coordinator, live.id).present)
    assert client.get(f"/table/{live.id}").status_code == 200
    people.set_role(story.coordinator, nadia.id, None)
    assert client.get(f"/table/{live.id}").status_code == 404
    assert send(client, live, "card", text="Ancora io").status_code == 404
    assert client.get(f"/table/{live.id}/next.ics").status_code == 404
    assert room.at(story.coordinator, live.id).cards == []


def test_what_is_half_written_on_a_phone_waits_for_whoever_its_owner_becomes(story, live):
    """Drafts are kept in the browser under a mark that stays when an arrival becomes somebody."""
    helper = people.add(story.coordinator, "Beppe Prova", story.orgs["qubi"].id)
    client, other = sit(live, "Beppe Prova"), sit(live, "Nadia Prova")

    def owner(of) -> str:
        return re.search(r'data-owner="([^"]+)"', of.get(f"/table/{live.id}").text)[1]

    before = owner(client)
    assert before != owner(other)
    admitting.admit(story.coordinator, live.id)
    assert helper.id in {p.id for _a, p, _o in room.at(story.coordinator, live.id).present}
    assert owner(client) == before


def test_the_scripts_come_small_and_are_kept_for_good(live):
    client = sit(live)
    page = client.get(f"/table/{live.id}").text
    wanted = re.findall(r'<script src="([^"]+)"', page)
    assert [name.partition("?")[0] for name in wanted] == ["/room.js", "/room/table.js"]
    for name in wanted:
        kept = client.get(name, headers={"accept-encoding": "gzip"})
        assert (
            kept.headers["content-encoding"] == "gzip"
            and "immutable" in kept.headers["cache-control"]
        )
        plain = client.get(name.partition("?")[0], headers={"accept-encoding": "identity"})
        assert plain.headers["cache-control"] == "no-cache" and plain.text == kept.text
    assert int(kept.headers["content-length"]) < len(kept.content) / 2

"""One line on a phone or in a drawer becomes a form filled in, and nothing more than that."""

import re
from datetime import date
from uuid import uuid4

import pytest

from models import Kind, Unit
from services import admitting, history, meetings, offers, pledges
from services.summaries import resources
from services.summaries.meetings import whole
from tests.test_phone import FORM, join, phone, send, sit
from tests.test_resources_page import opened, press, shown

LINE = "Sala, 30 posti, giovedì pomeriggio, due volte"


@pytest.fixture
def live(story):
    join._wrong.clear()
    return meetings.open(story.coordinator, story.meetings["m4"].id)


def say(client, live, form, line, scripted=False, **typed):
    headers = FORM | ({"x-live": "1"} if scripted else {})
    data = {"op": str(uuid4()), "line": line, "understand": "1"} | typed
    return client.post(f"/table/{live.id}/sentence/{form}", data=data, headers=headers)


def value(html: str, id: str) -> str:
    return re.search(rf'id="{id}"[^>]* value="([^"]*)"', html)[1]


def of(story) -> int:
    return len(pledges.of_community(story.coordinator))


def test_without_a_script_the_form_comes_back_filled_in(story, live):
    was = of(story)
    page = say(sit(live), live, "offer", LINE)

    assert page.status_code == 200
    assert value(page.text, "o-line") == LINE
    assert value(page.text, "what") == "Sala, 30 posti, giovedì pomeriggio"
    assert value(page.text, "quantity") == "2"
    assert value(page.text, "from_on") == "2023-07-13"
    assert re.search(r'value="space"[^>]* checked', page.text)
    assert '<option value="half_day" selected>' in page.text
    for chip in ("<b>Spazi</b> <q>Sala</q>", "<b>2 mezze giornate</b> <q>due volte</q>"):
        assert chip in page.text
    assert of(story) == was  # nothing is on the table before one says so


def test_what_was_understood_is_sent_with_one_confirmation(story, live):
    client = sit(live)
    said = say(client, live, "offer", LINE, scripted=True).json()["fields"]
    sent = send(client, live, "offer", line=LINE, **said)

    assert sent.status_code == 303
    pledge = pledges.of_community(story.coordinator)[-1]
    assert (pledge.kind, pledge.quantity_milli, pledge.unit) == (Kind.space, 2000, Unit.half_day)
    assert (pledge.title, str(pledge.from_on)) == (said["what"], "2023-07-13")


def test_what_somebody_typed_stays_and_what_was_caught_follows_the_line(live):
    client = sit(live)
    first = say(client, live, "offer", "20 ore di docenza", scripted=True, quantity="15").json()
    assert (first["fields"]["quantity"], first["fields"]["what"]) == ("15", "Docenza")

    again = say(client, live, "offer", "3 tavoli", True, **first["fields"]).json()["fields"]
    assert (again["quantity"], again["what"], again["kind"]) == ("15", "Tavoli", "equipment")


def test_a_line_nobody_understands_is_kept_as_it_is(story, live):
    client = sit(live)
    page = say(client, live, "need", "Un aiuto, forse 20 ore")
    assert "Niente è abbastanza chiaro" in page.text
    assert value(page.text, "n-what") == "Un aiuto, forse 20 ore"
    send(client, live, "need", line="Un aiuto, forse 20 ore", kind="time")
    assert (
        resources.of_community(story.coordinator).needs.title.iloc[-1] == "Un aiuto, forse 20 ore"
    )


def test_a_need_keeps_its_days(story, live):
    client = sit(live)
    line = "20 ore di facilitazione da gennaio"
    said = say(client, live, "need", line, scripted=True).json()["fields"]
    send(client, live, "need", **said)
    need = resources.of_community(story.coordinator).needs.iloc[-1]
    assert (need.quantity_milli, need.unit, str(need.from_on)) == (20000, "hour", "2024-01-01")


@pytest.mark.parametrize("line", ["<script>alert(1)</script>", "", " ", "€" * 300, "\x00\ud7ff"])
def test_no_line_breaks_the_page(live, line):
    page = say(sit(live), live, "offer", line)
    assert page.status_code == 200 and "<script>alert" not in page.text


def test_a_line_is_read_only_for_who_is_at_the_table(live):
    assert say(phone(), live, "offer", LINE).status_code == 404
    client = sit(live)
    assert say(client, live, "pledge", LINE).status_code == 404
    elsewhere = client.post(
        f"/table/{live.id}/sentence/offer",
        data={"line": LINE},
        headers={"origin": "http://evil.example"},
    )
    assert elsewhere.status_code == 403


def test_in_a_drawer_the_line_fills_in_the_form_below(story, visit):
    page = visit("resources", story.voice("qubi"))
    page.button(key="offer").click().run()
    opened(page, "offer").text_input(key="offer_line").set_value(LINE)
    opened(page, "offer")

    assert not page.exception
    assert "2 mezze giornate" in shown(page) and "due volte" in shown(page)
    press(page, "Offri", "offer")
    said = pledges.of_community(story.coordinator)[-1]
    assert (said.kind, said.quantity_milli, said.unit) == (Kind.space, 2000, Unit.half_day)
    assert (said.title, str(said.from_on)) == ("Sala, 30 posti, giovedì pomeriggio", "2023-07-13")


def test_in_a_drawer_the_fields_follow_the_line(story, visit):
    page = visit("resources", story.coordinator)
    page.button(key="ask").click().run()
    opened(page, "ask").text_input(key="need_line").set_value("20 ore di docenza da gennaio")
    opened(page, "ask")
    assert page.text_input(key="need_title").value == "Docenza"
    page.text_input(key="need_line").set_value("20 ore di facilitazione da gennaio")
    opened(page, "ask")

    assert page.text_input(key="need_quantity").value == "20"
    assert page.text_input(key="need_title").value == "Facilitazione"
    assert page.pills(key="need_kind").value == Kind.skill
    page.text_input(key="need_line").set_value("3 tavoli")
    opened(page, "ask")
    assert page.text_input(key="need_title").value == "Tavoli"
    assert page.pills(key="need_kind").value == Kind.equipment
    assert page.date_input(key="need_from_on").value is None


def test_the_day_of_something_to_do_is_read_from_its_line(story, live):
    client = sit(live)
    line = "Chiedere il cortile entro il 10 dicembre"
    read = say(client, live, "note-action", "", scripted=True, text=line).json()
    assert read["fields"]["due_on"] == "2023-12-10"
    assert read["told"] == [["entro il 10 dicembre 2023", "entro il 10 dicembre"]]
    chosen = say(client, live, "note-action", "", True, text=line, due_on="2023-12-01").json()
    assert chosen["fields"] == {}  # what somebody chose stays, and so do their words

    admitting.admit(story.coordinator, live.id)
    send(client, live, "note-action", text=line)  # without a script
    send(client, live, "note-action", text=line, due_on="2023-12-01")
    first, second = [a.item for a in whole(story.coordinator, live.id).actions if not a.said_at]
    assert (first.text, str(first.due_on)) == ("Chiedere il cortile", "2023-12-10")
    assert (second.text, str(second.due_on)) == (line, "2023-12-01")
    page = client.get(f"/table/{live.id}").text
    assert "Annotato finora" in page and "tocca a te" in page  # one’s own


def test_what_stays_available_is_read_as_such_and_goes_into_the_asset_map(story, live):
    client, was, there = sit(live), of(story), len(offers.of_community(story.coordinator))
    assert 'name="stays"' not in client.get(f"/table/{live.id}").text  # an arrival’s is proposed
    refused = send(client, live, "offer", kind="space", what="Sala", stays="yes")
    assert refused.status_code == 422
    assert len(offers.of_community(story.coordinator)) == there
    admitting.admit(story.coordinator, live.id)
    line = "Sala, 30 posti, il giovedì pomeriggio"
    said = say(client, live, "offer", line, scripted=True, stays="yes").json()
    assert ["il giovedì pomeriggio", "il giovedì pomeriggio"] in said["told"]
    assert (said["fields"]["when_note"], said["fields"]["from_on"]) == ("il giovedì pomeriggio", "")

    page = say(client, live, "offer", line, stays="yes").text  # without a script too
    assert value(page, "when_note") == "il giovedì pomeriggio" and 'stays-means" checked' in page

    sent = send(client, live, "offer", stays="yes", need=str(uuid4()), **said["fields"])
    assert sent.status_code == 303
    offer = offers.of_community(story.coordinator)[-1]
    assert (offer.title, offer.seats, offer.when_note) == (
        "Sala, 30 posti",
        30,
        "il giovedì pomeriggio",
    )
    assert of(story) == was  # it promises nothing
    assert "offer.added" in {line.verb for line in history.said_at(story.coordinator, live.id)}
    page = client.get(f"/table/{live.id}").text
    assert "Che cosa teniamo a disposizione" in page and "Sala, 30 posti · il giovedì" in page
    offers.edit(story.coordinator, offer.id, {}, {"to_on": date(2023, 7, 11)})
    assert "Che cosa teniamo a disposizione" not in client.get(f"/table/{live.id}").text, "over"
    offers.edit(story.coordinator, offer.id, {}, {"to_on": None})
    assert send(client, live, "no-longer", standing=str(offer.id)).status_code == 303
    assert "Che cosa teniamo a disposizione" not in client.get(f"/table/{live.id}").text

"""The next meeting as a file that every calendar reads."""

from datetime import datetime, timedelta

from test_phone import live, phone, sit  # noqa: F401 (live is a fixture)

from documents.calendar import invitation
from models import Meeting, Venue, moment
from services import meetings
from translations import speaking

AT = datetime.fromisoformat("2023-08-03T15:00:00+02:00")


def file_of(tz: str = "Europe/Rome", **known) -> str:
    meeting = Meeting(
        title="Quarto incontro", starts_at=AT, ends_at=AT + timedelta(hours=3), tz=tz, **known
    )
    garden = Venue(name="Qubì Garden", place_note="fronte via Parma; in fondo", locality="Torino")
    return invitation(
        meeting, "Economia circolare", garden, "Qubì", moment.now(), "http://x"
    ).decode()


def test_hours_are_those_of_the_place_in_summer_as_in_winter():
    assert "DTSTART;TZID=Europe/Rome:20230803T150000\r\n" in file_of()
    assert "DTEND;TZID=Europe/Rome:20230803T180000\r\n" in file_of()
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n" in file_of()
    elsewhere = file_of("America/Lima")
    assert "DTSTART:20230803T130000Z\r\n" in elsewhere and "VTIMEZONE" not in elsewhere


def test_lines_end_and_fold_as_the_standard_says():
    file = file_of(purpose="Perché, ora; e poi àèìòù " * 20)
    assert "\n" not in file.replace("\r\n", "")
    lines = file.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    whole = file.replace("\r\n ", "")
    assert "LOCATION:Qubì Garden\\, fronte via Parma\\; in fondo\\, Torino" in whole
    assert "\\nOspita Qubì\\nhttp://x" in whole


def test_both_languages():
    with speaking("en"):
        assert "Hosted by Qubì" in file_of()
    assert "Ospita Qubì" in file_of()


def test_every_phone_gets_it_from_the_wrap_up_on_and_strangers_do_not(story, live):  # noqa: F811
    client, link = sit(live), f"/table/{live.id}/next.ics"
    assert link not in client.get(f"/table/{live.id}").text
    assert client.get(link).status_code == 404  # there is none yet
    by = story.coordinator
    starts = datetime.fromisoformat("2023-09-07T15:00:00+02:00")
    title, qubi = "Quinto incontro", story.orgs["qubi"].id
    after = meetings.prepare_next(by, live.id, starts, starts + timedelta(hours=3), title, qubi)
    meetings.wrap_up(by, live.id)

    assert link in client.get(f"/table/{live.id}").text
    meetings.close(by, live.id)
    page = client.get(f"/table/{live.id}").text
    assert link in page and "giovedì 7 settembre" in page and "Ospita" in page
    answer = client.get(link)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert f"UID:{after.id}@tavolo\r\n" in answer.text
    assert phone().get(link).status_code == 404
    meetings.edit(by, after.id, {"title": title}, {"title": "Un altro nome"})
    assert f"UID:{after.id}@tavolo\r\n" in client.get(link).text  # the same event, mended
    assert "Un altro nome" in client.get(link).text

"""A meeting as an iCalendar file (RFC 5545), for the calendar of any phone: by hand, because one
event needs twenty lines, and each of them is looked at in the tests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from models import Meeting, Venue
from translations import _

LONGEST = 75  # octets of a line; what is longer goes on in the next, behind a space
ROME = """\
BEGIN:VTIMEZONE
TZID:Europe/Rome
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE"""


def invitation(
    meeting: Meeting, community: str, venue: Venue | None, host: str, at: datetime, link: str
) -> bytes:
    """The file of one meeting. Downloaded again after a change it replaces the event, for its UID
    is the meeting's. `at`: now; `link`: where the meeting is found."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tavolo//Tavolo//IT",
        "METHOD:PUBLISH",
        *(ROME.split("\n") if meeting.tz == "Europe/Rome" else ()),
        "BEGIN:VEVENT",
        f"UID:{meeting.id}@tavolo",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{int(at.timestamp()) // 60}",
        _time("DTSTART", meeting.starts_at, meeting.tz),
        _time("DTEND", meeting.ends_at, meeting.tz),
        f"SUMMARY:{_text(f'{community}: {meeting.title}')}",
        *_said("LOCATION", _where(venue)),
        *_said("DESCRIPTION", _what_for(meeting, host, link)),
        f"STATUS:{'CANCELLED' if meeting.state == 'cancelled' else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _time(name: str, instant: datetime, tz: str) -> str:
    """In Rome as the clock there shows it; elsewhere the instant, which every calendar converts."""
    if tz == "Europe/Rome":
        return f"{name};TZID={tz}:{instant.astimezone(ZoneInfo(tz)):%Y%m%dT%H%M%S}"
    return f"{name}:{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _where(venue: Venue | None) -> str:
    said = (venue.name, venue.place_note, venue.address, venue.locality) if venue else ()
    return ", ".join(filter(None, said))


def _what_for(meeting: Meeting, host: str, link: str) -> str:
    hosted = _("Hosted by {organisation}", organisation=host) if host else ""
    return "\n".join(filter(None, (meeting.purpose, hosted, link)))


def _said(name: str, words: str) -> tuple[str, ...]:
    return (f"{name}:{_text(words)}",) if words else ()


def _text(words: str) -> str:
    for sign in "\\;,":
        words = words.replace(sign, f"\\{sign}")
    return "\\n".join(words.splitlines())  # whatever ends a line there, none of ours begins


def _folded(line: str) -> Iterator[str]:
    """No sign is cut in two: a line is measured in octets, and broken between letters."""
    part = ""
    for letter in line:
        if len(f"{part}{letter}".encode()) > LONGEST:
            yield part
            part = " "
        part += letter
    yield part

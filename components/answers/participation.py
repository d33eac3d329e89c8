"""Participation: who stands behind the numbers of a meeting (R1 to R9)."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from charts.axes import meeting_name
from charts.participation import HEADS
from components import here, together
from components import participating as words
from components.answers.rows import meeting, named, told, yes_or_no
from components.explaining import Explained
from components.live import read
from components.narrowing import current
from models import Capacity
from services.summaries import presence
from services.summaries.frames import each
from services.summaries.participation import Participation
from services.summaries.rate import Rate
from translations import _, formats, meetings, n_


def organisations(meeting_id: str) -> Explained | None:
    return _about(meeting_id, "R2", _("Organisations"), lambda m: str(m.organisations), _counted)


def per_organisation(meeting_id: str) -> Explained | None:
    def line(m) -> tuple[str, str]:
        return words.people(m.people), words.organisations(m.organisations)

    def value(m) -> str:
        ratio = Rate.of(m.people, m.organisations).value
        return "–" if ratio is None else formats.number(ratio)

    return _about(meeting_id, "R5", _("People per organisation"), value, _counted, line)


def people(meeting_id: str) -> Explained | None:
    return _about(meeting_id, "R1", _("People"), lambda m: str(m.people), _people)


def institutions(meeting_id: str) -> Explained | None:
    return _about(meeting_id, "R3", _("Institutions"), lambda m: str(m.institutions), _institutions)


def rate(meeting_id: str) -> Explained | None:
    def line(m) -> tuple[str, str]:
        if not m.rate:
            return "", ""
        return words.there(m.rate.numerator), words.members(m.rate.denominator)

    return _about(
        meeting_id, "R4", _("Participation"), lambda m: words.share(m.rate), _members, line
    )


def retention(meeting_id: str) -> Explained | None:
    def line(m) -> tuple[str, str]:
        if not m.retention or m.retention.denominator is None:
            return "", ""
        before = m.retention.denominator
        return words.there(m.retention.numerator), _before(before)

    def value(m) -> str:
        return words.share(m.retention)

    return _about(meeting_id, "R8", _("Came again"), value, _the_ones_before, line)


def reach(meeting_id: str) -> Explained | None:
    explained = _about(meeting_id, "R6", _("Reached so far"), lambda m: _known(m.reach), _reached)
    partners = words.partners(told().partners_reached(meeting(meeting_id).id)) if explained else ""
    return replace(explained, note=partners) if partners else explained


def part(which: str) -> Callable[[str], Explained | None]:
    """One of the three a bar is made of: new, returning, reactivated."""

    def rows(told: Participation, m) -> pd.DataFrame:
        return named(told, told.parts_of(m.id)[which])

    def value(m) -> str:
        return _known(getattr(m, which))

    return lambda meeting_id: _about(meeting_id, "R7", _(HEADS[which]), value, rows)


def cell(organisation_id: str, meeting_id: str) -> Explained | None:
    """Who came for one organisation to one meeting: a cell of the picture."""
    seen, m = told(), meeting(meeting_id)
    name = next((n for id, n in seen.names.items() if str(id) == organisation_id), None)
    if m is None or name is None:
        return None
    rows = [r for r in _there(m) if r.counts and str(r.organisation_id) == organisation_id]
    what = f"{name}, {meeting_name(m.ordinal, m.title)}"
    return Explained(what, words.people(len(rows)), "R1", _seen(seen, rows))


def came_to(times: str, first_id: str, last_id: str) -> Explained | None:
    """The organisations that came to so many of the meetings from one to another."""
    seen, first, last = told(), meeting(first_id), meeting(last_id)
    if first is None or last is None:
        return None
    held = together.held(current())
    span = held[(held.day >= first.day) & (held.day <= last.day)]
    rows = presence.at(seen, span, ranked=False)
    came = rows.people.map(bool).groupby(rows.organisation_id).sum()
    ids = [id for id, n in came.items() if str(n) == times]
    what = _("Came to {n} of {all} meetings", n=times, all=len(span))
    return Explained(what, words.organisations(len(ids)), "R10", named(seen, ids))


def _about(meeting_id: str, rule: str, what: str, value, rows, line=None) -> Explained | None:
    seen, m = told(), meeting(meeting_id)
    if m is None:
        return None
    numerator, denominator = line(m) if line else ("", "")
    note = _("So far: the meeting is still running.") if m.so_far else ""
    return Explained(
        f"{what}: {words.name(m)}",
        value(m),
        rule,
        rows(seen, m),
        numerator,
        denominator,
        note,
        seen.as_of,
    )


def _counted(told: Participation, m) -> pd.DataFrame:
    """An organisation a row, with how many came for it."""
    rows = told.rows_of(m.id)
    rows = rows[rows.counts.astype(bool)]
    times = rows.groupby("organisation_id").people.sum()
    came = [
        (told.names[id], int(times[id]), _("hosts") if id == m.host_id else "")
        for id in told.organisations_at(m.id)
    ]
    return pd.DataFrame(came, columns=[_("Organisation"), _("People"), _("Host")])


def _people(told: Participation, m) -> pd.DataFrame:
    return _seen(told, [row for row in _there(m) if row.counts])


def _institutions(told: Participation, m) -> pd.DataFrame:
    return _seen(told, [row for row in _there(m) if row.capacity == Capacity.institution])


def _there(m) -> list:
    """Everybody seen there, of the organisations the page is asked for."""
    asked = current().organisations
    rows = each(read(presence.seen, m.id))
    return [row for row in rows if not asked or str(row.organisation_id) in asked]


def _seen(told: Participation, rows: list) -> pd.DataFrame:
    """A person a row, by name; without names for whoever may not read them."""
    names = here.standing().sees("attendance.read_names")
    names = presence.people(here.person(), {row.person_id for row in rows}) if names else {}
    found = [
        (
            names.get(r.person_id, "–"),
            told.names.get(r.organisation_id, "–"),
            _(meetings.CAPACITIES[r.capacity]),
        )
        for r in rows
    ]
    found.sort(key=lambda row: (row[0].casefold(), row[1].casefold()))
    return pd.DataFrame(found, columns=[_("Person"), _("Organisation"), _("As")])


def _members(told: Participation, m) -> pd.DataFrame:
    return yes_or_no(told, told.seats.on(m.day), told.organisations_at(m.id), _("Was there"))


def _the_ones_before(told: Participation, m) -> pd.DataFrame:
    held = list(told.held.id)
    place = held.index(m.id) if m.id in held else 0
    before = told.organisations_at(held[place - 1]) if place else []
    return yes_or_no(told, before, told.organisations_at(m.id), _("Came again"))


def _reached(told: Participation, m) -> pd.DataFrame:
    days = dict(zip(told.held.id, told.held.day, strict=True))
    found = [
        (told.names[id], formats.short_day(days[first]), _("yes") if id in told.partners else "")
        for id, first in told.reached(m.id).items()
    ]
    columns = [_("Organisation"), _("First time"), _("Partner of the platform")]
    return pd.DataFrame(found, columns=columns)


def _known(n: int | None) -> str:
    return "–" if n is None else formats.number(n)


def _before(n: int) -> str:
    return n_(
        "{n} organisation of the meeting before", "{n} organisations of the meeting before", n
    )


def to_be_heard() -> Explained | None:
    """R9; None for who may not see it."""
    if not here.may("participation.read_lapsed"):
        return None
    k = here.community().lapse_after_meetings
    rows = presence.to_be_heard(here.person(), together.told(current()), k)
    seen = [
        formats.short_day(o.last_seen) if o.last_seen else _("not seen yet") for o in each(rows)
    ]
    return Explained(
        _("To be heard"),
        words.organisations(len(rows)),
        "R9",
        pd.DataFrame({_("Organisation"): list(rows.organisation), _("Last seen"): seen}),
        note=_("members absent from each of the last {n} meetings", n=k),
    )


ANSWERS = {
    "organisations": organisations,
    "people": people,
    "institutions": institutions,
    "rate": rate,
    "per_organisation": per_organisation,
    "retention": retention,
    "reach": reach,
    "new": part("new"),
    "returning": part("returning"),
    "reactivated": part("reactivated"),
    "cell": cell,
    "came_to": came_to,
    "to_be_heard": to_be_heard,
}

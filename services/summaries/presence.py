"""Which organisation came to which meeting, and which are to be heard: R9 and R10."""

from collections import Counter
from datetime import date
from uuid import UUID

import pandas as pd
from sqlmodel import select

from models import Attendance, Person
from services.look import look
from services.summaries.frames import each, fetch, framed
from services.summaries.participation import ROW_COLUMNS, WAS_THERE, Participation
from services.summaries.rate import Rate
from services.summaries.seats import Seats


def table(told: Participation) -> pd.DataFrame:
    """For each organisation, by name, and each meeting held: organisation_id, organisation,
    meeting_id, people (None: no member that day, and not there), host (bool)."""
    held, names, seats = told.held, told.names, told.seats
    came = _came(told.rows, set(held.id))
    everyone = {*seats, *(organisation_id for organisation_id, _ in came)}
    order = sorted(everyone, key=lambda id: (names.get(id, "").casefold(), str(id)))
    found = [
        (id, names.get(id, ""), m.id, _there(came, seats, id, m), m.host_id == id)
        for id in order
        for m in each(held)
    ]
    columns = ["organisation_id", "organisation", "meeting_id", "people", "host"]
    return pd.DataFrame(found, columns=columns, dtype=object)


def at(told: Participation, meetings: pd.DataFrame, ranked: bool) -> pd.DataFrame:
    """`presence` of these meetings, without organisations that were neither members nor there.
    `ranked`: the most constant first (R10), for the coordinator's eyes; else by name."""
    rows = table(told)
    rows = rows[rows.meeting_id.isin(set(meetings.id))]
    known = rows[rows.people.notna()]
    rows = rows[rows.organisation_id.isin(set(known.organisation_id))]
    if not ranked:
        return rows
    places = {id: place for place, id in enumerate(continuity(known).organisation_id)}
    order = [places[id] for id in rows.organisation_id]
    return rows.iloc[sorted(range(len(order)), key=order.__getitem__)]


def continuity(presence: pd.DataFrame) -> pd.DataFrame:
    """R10: organisation_id, organisation, rate (meetings attended / held while it was a member or
    there); most constant first. For the coordinator's eyes: it ranks.

    Units: meetings; a share of 1. Undefined: an organisation with no such meeting has no row.
    Source: the house’s own rule."""
    known = presence[presence.people.notna()]
    found = [
        (*key, Rate.of(int((rows.people > 0).sum()), len(rows)))
        for key, rows in known.groupby(["organisation_id", "organisation"], sort=False)
    ]
    found.sort(key=lambda row: (-row[2].value, -row[2].denominator, row[1].casefold()))
    return pd.DataFrame(found, columns=["organisation_id", "organisation", "rate"], dtype=object)


def to_be_heard(by: Person, told: Participation, k: int) -> pd.DataFrame:
    """R9 for the coordinator alone, never public: NotAllowed for everybody else."""
    with look(by, "participation.read_lapsed"):
        return lapsed(told, k)


def lapsed(told: Participation, k: int) -> pd.DataFrame:
    """R9: {members today} − ∪ O(i) over the last k meetings held, all of them since they joined.

    organisation_id, organisation, last_seen (day; None: never), missed (k), by name.
    Units: organisations. Undefined: nobody has lapsed while fewer than k meetings were held.
    Source: the house’s own rule; k is a setting of the community (lapse_after_meetings).
    """
    latest = told.held.tail(k)
    columns = ["organisation_id", "organisation", "last_seen", "missed"]
    if k < 1 or len(latest) < k:
        return pd.DataFrame(columns=columns)
    days = dict(zip(told.held.id, told.held.day, strict=True))
    found = [
        (organisation_id, name, _last_seen(rows, days), k)
        for (organisation_id, name), rows in table(told).groupby(
            ["organisation_id", "organisation"], sort=True
        )
        if told.seats.holds(organisation_id, told.as_of) and _missed_all(rows, set(latest.id))
    ]
    return pd.DataFrame(found, columns=columns, dtype=object).sort_values("organisation")


def seen(by: Person, meeting_id: UUID) -> pd.DataFrame:
    """The rows behind the numbers of one meeting, a person each, in the headline or not:
    person_id, organisation_id, capacity, counts. None of another community's. One statement."""
    columns = {"person_id": Attendance.person_id, **ROW_COLUMNS}
    here = Attendance.community_id == by.community_id, Attendance.meeting_id == meeting_id
    with look(by, "attendance.read_counts") as session:
        rows = fetch(session, select(*columns.values()).where(*here, *WAS_THERE))
    return framed(rows, columns)


def people(by: Person, ids: set[UUID]) -> dict[UUID, str]:
    """Person id → name; NotAllowed for whoever may not read all of them. One statement."""
    with look(by, "attendance.read_names") as session:
        mine = select(Person.id, Person.name).where(Person.community_id == by.community_id)
        return dict(session.exec(mine.where(Person.id.in_(ids))).all())


def _came(rows: pd.DataFrame, held: set[UUID]) -> Counter[tuple]:
    """(organisation, meeting) → how many counted for it there."""
    came = Counter()
    for row in each(rows):
        if row.counts and row.organisation_id and row.meeting_id in held:
            came[row.organisation_id, row.meeting_id] += row.people
    return came


def _there(came: Counter[tuple], seats: Seats, organisation_id: UUID, meeting) -> int | None:
    n = came[organisation_id, meeting.id]
    return n if n or seats.holds(organisation_id, meeting.day) else None


def _missed_all(rows: pd.DataFrame, latest: set[UUID]) -> bool:
    """Absent as a member from each of them: a meeting before it joined is not missed."""
    return all(people == 0 for people in rows.people[rows.meeting_id.isin(latest)])


def _last_seen(rows: pd.DataFrame, days: dict[UUID, date]) -> date | None:
    seen = [days[r.meeting_id] for r in each(rows) if r.people]
    return max(seen, default=None)

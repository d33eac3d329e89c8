"""Who comes, who comes back, whom the community reaches: R1 to R10 of the rules for numbers.

M₁…Mₙ are the meetings held (closed or published), in order of start; a meeting that is running
shows R1 to R3 "so far" and belongs to no series yet. What a text states without names stands
beside these numbers (`organisations_stated`, `people_stated`) and is never mixed with them.
Frames hold Python objects: None is unknown or does not apply, never 0 and never NaN.
"""

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

import pandas as pd
from sqlmodel import Session, func, select

from models import (
    HELD,
    RUNNING,
    SEEN,
    Attendance,
    Capacity,
    Meeting,
    Organisation,
    Person,
    moment,
)
from services.look import look
from services.summaries.frames import each, fetch, framed
from services.summaries.rate import Rate
from services.summaries.seats import Seats, day_of, members
from services.summaries.series import Series, split

MEETING_COLUMNS = {
    "id": Meeting.id,
    "ordinal": Meeting.ordinal,
    "title": Meeting.title,
    "state": Meeting.state,
    "starts_at": Meeting.starts_at,
    "tz": Meeting.tz,
    "host_id": Meeting.host_organisation_id,
    "organisations_stated": Meeting.organisations_stated,
    "people_stated": Meeting.people_stated,
    "stated_source": Meeting.stated_source,
}
ROW_COLUMNS = {
    "meeting_id": Attendance.meeting_id,
    "organisation_id": Attendance.organisation_id,
    "capacity": Attendance.capacity,
    "counts": Attendance.counts_in_headline,
}
WAS_THERE = Attendance.archived_at.is_(None), Attendance.status.in_(SEEN)


@dataclass(frozen=True)
class Participation:
    """`meetings`: MEETING_COLUMNS, `day`, `so_far` (bool) and what `_counts` adds, in order of
    start. `rows`: ROW_COLUMNS and `people`, how many were seen at a meeting for an organisation,
    in one capacity, in the headline or not. `names`: organisation id → what it is called.
    `partners`: those of the platform. `came`: meeting id → O(i), none for a meeting nobody came
    to. How many of whom, and who: see presence.py."""

    meetings: pd.DataFrame
    rows: pd.DataFrame
    names: dict[UUID, str]
    seats: Seats
    partners: frozenset[UUID]
    as_of: date
    came: dict[UUID, set[UUID]]

    @cached_property
    def place(self) -> dict[UUID, int]:
        """Each organisation's place in the order of names."""
        by_name = sorted(self.names, key=lambda id: (self.names[id].casefold(), str(id)))
        return {id: place for place, id in enumerate(by_name)}

    @property
    def held(self) -> pd.DataFrame:
        return self.meetings[~self.meetings.so_far.astype(bool)]

    @property
    def running(self) -> pd.DataFrame:
        return self.meetings[self.meetings.so_far.astype(bool)]

    def reached(self, meeting_id: UUID) -> dict[UUID, UUID]:
        """R6: every organisation that came up to this meeting → the first one it came to."""
        first: dict[UUID, UUID] = {}
        for id in self.held.id:
            for organisation_id in self.organisations_at(id):
                first.setdefault(organisation_id, id)
            if id == meeting_id:
                break
        return first

    def partners_reached(self, meeting_id: UUID) -> Rate:
        """R6: of the platform's partners in the register, how many came; unknown without any."""
        return Rate.of(len(self.partners & self.reached(meeting_id).keys()), len(self.partners))

    def organisations_at(self, meeting_id: UUID) -> list[UUID]:
        """O(i), by name."""
        return sorted(self.came.get(meeting_id, ()), key=self.place.__getitem__)

    def parts_of(self, meeting_id: UUID) -> dict[str, set[UUID]]:
        """R7 by name: who is `new`, `returning`, `reactivated` at a meeting that was held."""
        ever, last = set(), set()
        for id in self.held.id:
            came = set(self.organisations_at(id))
            if id == meeting_id:
                return split(came, last, ever)
            ever, last = ever | came, came
        return split(set(), set(), set())

    def rows_of(self, meeting_id: UUID) -> pd.DataFrame:
        """How many were seen at one meeting for whom, in the headline or not."""
        return self.rows[self.rows.meeting_id == meeting_id]


def of_community(by: Person) -> Participation:
    """Four statements beside those of the window, whatever the size."""
    with look(by, "attendance.read_counts") as session:
        meetings, rows = _meetings(session, by), _rows(session, by)
        seats, (called, partners) = members(session, by), _names(session, by)
    meetings, came = _counts(meetings, rows, seats)
    return Participation(meetings, rows, called, seats, partners, moment.today(), came)


def names(by: Person) -> dict[UUID, str]:
    """Organisation id → what it is called, archived ones too: who came once was there. One
    statement beside those of the window."""
    with look(by, "attendance.read_counts") as session:
        return _names(session, by)[0]


def only(told: Participation, organisations: Set[str]) -> Participation:
    """The same of these organisations alone (ids as words; none: of all): each number is counted
    anew from their rows and their membership, by the same rules."""
    if not organisations:
        return told
    wanted = {id for id in told.names if str(id) in organisations}
    rows, seats = told.rows[told.rows.organisation_id.isin(wanted)], told.seats.of(wanted)
    meetings = told.meetings.drop(columns=list(_COUNTED))
    counted, came = _counts(meetings, rows, seats)
    partners = told.partners & wanted
    return replace(told, meetings=counted, rows=rows, seats=seats, partners=partners, came=came)


def _meetings(session: Session, by: Person) -> pd.DataFrame:
    rows = fetch(
        session,
        select(*MEETING_COLUMNS.values())
        .where(
            Meeting.community_id == by.community_id,
            Meeting.archived_at.is_(None),
            Meeting.state.in_((*HELD, *RUNNING)),
        )
        .order_by(Meeting.starts_at, Meeting.ordinal),
    )
    frame = framed(rows, MEETING_COLUMNS)
    days = [day_of(m.starts_at, m.tz) for m in each(frame)]
    return frame.assign(
        day=pd.Series(days, frame.index, dtype=object),
        so_far=pd.Series([m.state in RUNNING for m in each(frame)], frame.index, dtype=bool),
    )


def _rows(session: Session, by: Person) -> pd.DataFrame:
    """|P(i)| of every meeting: those seen, in the room or from afar. A person is put down once at
    a meeting (the table sees to it), so the parts add up to distinct persons."""
    rows = fetch(
        session,
        select(*ROW_COLUMNS.values(), func.count())
        .where(Attendance.community_id == by.community_id, *WAS_THERE)
        .group_by(*ROW_COLUMNS.values()),
    )
    return framed(rows, (*ROW_COLUMNS, "people"))


def _names(session: Session, by: Person) -> tuple[dict[UUID, str], frozenset[UUID]]:
    rows = fetch(
        session,
        select(
            Organisation.id,
            Organisation.name,
            Organisation.short_name,
            Organisation.platform_partner,
            Organisation.archived_at,
        ).where(Organisation.community_id == by.community_id),
    )
    partners = frozenset(id for id, *_n, partner, archived in rows if partner and not archived)
    return {id: short or name for id, name, short, *_more in rows}, partners


_COUNTED = (
    *("people", "organisations", "institutions", "rate", "per_organisation"),
    *("reach", "new", "returning", "reactivated", "retention"),
)


def _counts(meetings: pd.DataFrame, rows: pd.DataFrame, seats: Seats) -> tuple[pd.DataFrame, dict]:
    """R1 to R8 for each meeting, and O(i) of each. The columns of _COUNTED:

    people: R1, distinct persons who count in the headline
    organisations: R2, O(i), distinct organisations they represent
    institutions: R3, distinct organisations that came as institutions; not in R2
    rate: R4, a Rate |O(i) ∩ members that day| / |members that day|
    per_organisation: R5, a Rate R1 / R2
    reach: R6, |O(1) ∪ … ∪ O(i)|
    new, returning, reactivated: R7, see `split`; the three sum to R2
    retention: R8, a Rate |O(i) ∩ O(i−1)| / |O(i−1)|

    Units: people and organisations; a Rate is a share of 1, R5 people for each organisation.
    Undefined: R4 without members that day, R5 without organisations, R8 for the first meeting or
    after one nobody came to; from `rate` on, all of a meeting that is still running.
    Source: the house’s own rules.
    """
    people, organisations, institutions = _sets(rows)
    series, found = Series(), []
    for m in each(meetings):
        came = organisations.get(m.id, frozenset())
        first = (people[m.id], len(came), len(institutions.get(m.id, ())))
        if m.so_far:
            found.append((*first, *[None] * 7))
            continue
        members = seats.on(m.day)
        step = series.add(came)
        found.append(
            (
                *first,
                Rate.of(len(came & members), len(members)),
                Rate.of(first[0], len(came)),
                step.reach,
                step.new,
                step.returning,
                step.reactivated,
                Rate.of(None if step.before is None else step.returning, step.before),
            )
        )
    more = pd.DataFrame(found, columns=list(_COUNTED), index=meetings.index, dtype=object)
    return pd.concat([meetings, more], axis=1), organisations


def _sets(rows: pd.DataFrame) -> tuple[dict, dict, dict]:
    """By meeting: how many people count, O(i), and the institutions."""
    people, organisations, institutions = Counter(), {}, {}
    for row in each(rows):
        if row.counts:
            people[row.meeting_id] += row.people
            organisations.setdefault(row.meeting_id, set()).add(row.organisation_id)
        if row.capacity == Capacity.institution:
            institutions.setdefault(row.meeting_id, set()).add(row.organisation_id)
    return people, _known(organisations), _known(institutions)


def _known(came: dict[UUID, set]) -> dict[UUID, set[UUID]]:
    """Who came for no organisation is of none."""
    return {id: ids - {None} for id, ids in came.items()}

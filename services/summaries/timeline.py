"""The plan in time: a bar for each activity, the days that matter, and who waits for whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

import pandas as pd
from sqlmodel import Session, select

from models import Meeting, MeetingState, Milestone, Person
from services import order as kept
from services.look import look
from services.summaries import pace
from services.summaries.delays import Order, Tie, too_early
from services.summaries.frames import each, fetch
from services.summaries.progress import STANDINGS
from services.summaries.seats import day_of
from services.summaries.tree import Leaf, Tree

MOST = 60  # bars a reader can still tell apart
BARS = ("id", "ref", "title", "start", "end", "done", "began", "over", "stands", "wanted", "risk")
BARS += ("who", "n", "counts", "of")
MEETINGS = ("id", "ordinal", "title", "day")


@dataclass(frozen=True)
class Timeline:
    """`milestones`: by day, of activities that are there. `meetings`: id, ordinal, title, day of
    those called or held, by day. `before`, `after`: activity id → its ties on that side."""

    order: Order
    milestones: list[Milestone]
    meetings: pd.DataFrame

    def before(self, id: UUID) -> list[Tie]:
        return self._sides[0].get(id, [])

    def after(self, id: UUID) -> list[Tie]:
        return self._sides[1].get(id, [])

    def too_early(self) -> list[Tie]:
        return too_early(self.order)

    def milestones_of(self, id: UUID) -> list[Milestone]:
        return self._days.get(id, [])

    @cached_property
    def _sides(self) -> tuple[dict, dict]:
        before, after = defaultdict(list), defaultdict(list)
        for tie in self.order.ties:
            before[tie.after].append(tie)
            after[tie.before].append(tie)
        return dict(before), dict(after)

    @cached_property
    def _days(self) -> dict[UUID, list[Milestone]]:
        found = defaultdict(list)
        for milestone in self.milestones:
            found[milestone.activity_id].append(milestone)
        return dict(found)


def of_community(by: Person) -> Timeline:
    """Five statements beside those of the window."""
    with look(by, "activity.read") as session:
        order = kept.of(session, by.community_id)
        milestones = _milestones(session, by, order)
        meetings = _meetings(session, by)
    return Timeline(order, milestones, meetings)


def bars(leaves: Iterable[Leaf], today: date) -> pd.DataFrame:
    """A row for each activity that has a date and was not cancelled, by its first day.

    id, ref, title; start, end: planned, both days counted (one alone stands for both); done: 0–1;
    began, over: when it really began and ended, over is today while it goes on; None where
    unknown; stands: see progress.STANDINGS; wanted, risk: bool, risk is R0 late or R24 behind its
    dates; who: who leads, "" for nobody; n: 1; counts: {stands: 1}; of: what it is, activity."""
    rows = [_bar(leaf, today) for leaf in leaves if leaf.stands != "cancelled"]
    dated = [row for row in rows if row[3]]
    return pd.DataFrame(
        sorted(dated, key=lambda r: (r[3], r[4], r[1])), columns=list(BARS), dtype=object
    )


def undated(leaves: Iterable[Leaf]) -> list[Leaf]:
    """Those that no chart of time can show."""
    return [
        leaf
        for leaf in leaves
        if leaf.stands != "cancelled"
        and not (leaf.activity.planned_start or leaf.activity.planned_end)
    ]


def together(rows: pd.DataFrame, tree: Tree) -> pd.DataFrame:
    """Too many bars are told by objective, from the first day to the last, and if these are too
    many by where they stand. Columns as of `bars`; done is the share of activities that are done
    (of one alone its own progress), n how many there are, of "objective", or "" for several
    objectives or none. Each activity stands once: under the objective it serves most, the first by
    number where it serves several equally."""
    names = {b.objective.id: (b.objective.ref, b.objective.title) for b in tree.branches}
    home = {leaf.activity.id: _home(leaf) for leaf in tree.leaves}
    groups = defaultdict(list)
    for row in each(rows):
        groups[home[row.id]].append(row)
    if len(groups) > MOST:
        groups = defaultdict(list)
        for row in each(rows):
            groups[row.stands].append(row)
    found = [_group(id, *names.get(id, ("", "")), some) for id, some in groups.items()]
    return pd.DataFrame(
        sorted(found, key=lambda r: (r[3], r[4], r[1])), columns=list(BARS), dtype=object
    )


def _bar(leaf: Leaf, today: date) -> tuple:
    a = leaf.activity
    start, end = a.planned_start or a.planned_end, a.planned_end or a.planned_start
    risk = leaf.stands == "late" or pace.leaf_is_behind(leaf, today)
    over = a.actual_end or (a.actual_start and min(max(today, a.actual_start), today))
    return (
        *(a.id, a.ref, a.title, start, end, a.progress_pct / 100, a.actual_start, over),
        *(leaf.stands, a.wanted, risk, leaf.lead or leaf.owner, 1, {leaf.stands: 1}, "activity"),
    )


def _home(leaf: Leaf) -> UUID | None:
    return max(leaf.shares, key=leaf.shares.get, default=None)


def _group(id, ref: str, title: str, rows: list) -> tuple:
    counts = {s: sum(row.stands == s for row in rows) for s in STANDINGS}
    start, end = min(row.start for row in rows), max(row.end for row in rows)
    any_of = [any(getattr(row, name) for row in rows) for name in ("wanted", "risk")]
    alone = rows[0] if len(rows) == 1 else None
    done = alone.done if alone else counts["done"] / len(rows)
    stands = id if id in STANDINGS else alone.stands if alone else "planned"
    of = "objective" if ref else ""
    return (
        *(id, ref, title, start, end, done, None, None),
        *(stands, *any_of, alone.who if alone else "", len(rows), counts, of),
    )


def _milestones(session: Session, by: Person, order: Order) -> list[Milestone]:
    rows = session.exec(
        select(Milestone)
        .where(Milestone.community_id == by.community_id, Milestone.archived_at.is_(None))
        .order_by(Milestone.due_on, Milestone.created_at)
    ).all()
    return [milestone for milestone in rows if milestone.activity_id in order.spans]


def _meetings(session: Session, by: Person) -> pd.DataFrame:
    rows = fetch(
        session,
        select(Meeting.id, Meeting.ordinal, Meeting.title, Meeting.starts_at, Meeting.tz)
        .where(
            Meeting.community_id == by.community_id,
            Meeting.archived_at.is_(None),
            Meeting.state.not_in((MeetingState.draft, MeetingState.cancelled)),
        )
        .order_by(Meeting.starts_at),
    )
    told = [(id, n, title, day_of(starts, tz)) for id, n, title, starts, tz in rows]
    return pd.DataFrame(told, columns=list(MEETINGS), dtype=object)

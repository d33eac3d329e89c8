"""What happened, told line by line; and taking it back, except for what changed since."""

from typing import NamedTuple
from uuid import UUID

from sqlmodel import func, select

from models import (
    History,
    HistoryChange,
    Meeting,
    Person,
    Pledge,
    Role,
    RoleAssignment,
    moment,
)
from models.refusals import NotAllowed, NotFound, Refused
from services import activities, objectives, order, pledges, tracing
from services.change import Step, change
from services.look import look
from services.rights import permits
from services.verbs import UNDOABLE, VERBS
from translations import mark

# A no of one's own: nobody else takes it back.
THEIRS = {"activity.left", "pledge.declined"}
# Once their state moved on, their words are not taken back.
AGREED_ON = {"pledge", "objective", "measurement"}


# What holds of several rows together, however what happened since and what returns meet.
RULES = {
    "activity_dependency": order.must_lead_on,
    "activity_objective": activities.must_add_up,
    "objective": objectives.must_lead_up,
}


class Kept(NamedTuple):
    """A row an undo left alone, because somebody changed it since."""

    thing: str
    label: str


class Line(NamedTuple):
    id: int
    at: object  # aware datetime
    who: str
    verb: str
    what: str
    can_undo: bool
    person_id: UUID | None = None
    meeting_id: UUID | None = None


def parted(lines: list[Line], upto: int) -> tuple[list[Line], list[Line]]:
    """Those as far as the line `upto`, and those written since; each in the order they came in."""
    known = [line for line in lines if line.id <= upto]
    return known, [line for line in lines if line.id > upto]


def undo(by: Person, history_id: int, op: UUID | None = None) -> list[Kept]:
    """Take a happening back: what was added is archived, what was changed returns, what was
    removed comes back. Rows changed since are kept, and returned."""
    with change(by, "history.undone", op) as step:
        line = step.session.get(History, history_id)
        if line is None or line.community_id != by.community_id:
            raise NotFound
        _check(step, line)
        step.what, step.undoes_id, step.meeting_id = line.what, line.id, line.meeting_id
        changes = _changes(step, line.id)
        since = _changed_since(step, line.id, changes)
        _must_be_within_right(step, line, changes)
        back = sorted(reversed(changes), key=_comes_back)
        kept = [_take_back(step, c, c.thing_id in since) for c in back if not _comes_back(c)]
        step.make_room()  # before what was archived takes its name, address or place again
        kept += [_take_back(step, c, c.thing_id in since) for c in back if _comes_back(c)]
        step.make_room()
        _must_leave_a_coordinator(step)
        for check in {RULES[c.thing] for c in changes if c.thing in RULES}:
            check(step)
        return [k for k in reversed(kept) if k]


def of_community(by: Person, limit: int = 100, before: int | None = None) -> list[Line]:
    """Latest first; `before` a line's id for the next page."""
    return _lines(by, limit, *([History.id < before] if before else []))


def since(by: Person, meeting: Meeting | None, limit: int = 500) -> list[Line]:
    """What changed since a meeting ended, latest first; everything if there was none."""
    return _lines(by, limit, *([History.at > meeting.ends_at] if meeting else []))


def said_at(by: Person, meeting_id: UUID, limit: int = 500) -> list[Line]:
    """What was done at a meeting, or about it, latest first. Of another's meeting: nothing."""
    return _lines(by, limit, History.meeting_id == meeting_id)


def mended(by: Person, meeting_id: UUID) -> list[Line]:
    """Attendance recorded or corrected after the meeting was first closed, latest first."""
    closed = select(func.min(History.id)).where(
        History.meeting_id == meeting_id, History.verb == "meeting.closed"
    )
    about = History.verb.in_(("attendance.recorded", "attendance.corrected"))
    after = History.id > closed.scalar_subquery()
    return _lines(by, 100, History.meeting_id == meeting_id, about, after)


def told(by: Person, ids: list[int]) -> list[Line]:
    """These lines, latest first."""
    return _lines(by, len(ids), History.id.in_(ids))


def of_thing(by: Person, *thing_ids: UUID) -> list[tuple[Line, HistoryChange]]:
    """What happened to one thing and what is tied to it, latest first, with its fields before and
    after."""
    with look(by, "history.read") as session:
        rows = session.exec(
            select(History, Person.name, HistoryChange)
            .join(HistoryChange, HistoryChange.history_id == History.id)
            .outerjoin(Person, Person.id == History.person_id)
            .where(HistoryChange.thing_id.in_(thing_ids), History.community_id == by.community_id)
            .order_by(History.id.desc())
        ).all()
    return [(_line(h, name, False), changed) for h, name, changed in rows]


def _lines(by: Person, limit: int, *conditions) -> list[Line]:
    with look(by, "history.read") as session:
        who = session.info["who"]
        taken_back = select(History.undoes_id).where(
            History.community_id == by.community_id, History.undoes_id.is_not(None)
        )
        rows = session.exec(
            select(History, Person.name, History.id.in_(taken_back))
            .outerjoin(Person, Person.id == History.person_id)
            .where(History.community_id == by.community_id, *conditions)
            .order_by(History.id.desc())
            .limit(limit)
        ).all()
    return [_line(h, name, not gone and _may_undo(who, h)) for h, name, gone in rows]


def _line(line: History, name: str | None, can_undo: bool) -> Line:
    return Line(
        line.id,
        line.at,
        name or "–",
        line.verb,
        line.what,
        can_undo,
        line.person_id,
        line.meeting_id,
    )


def _may_undo(who, line: History) -> bool:
    cell = who.cell("history.undo")
    mine = line.person_id == who.person_id
    action = VERBS[line.verb].action
    return (
        line.verb in UNDOABLE
        and ((cell == "allow" and line.verb not in THEIRS) or (cell in ("allow", "own") and mine))
        and (who.allows(action))
    )


def _check(step: Step, line: History) -> None:
    if not _may_undo(step.who, line):
        raise NotAllowed
    if step.exec(select(History.id).where(History.undoes_id == line.id)).first():
        raise Refused(mark("This was already taken back."))


def _must_be_within_right(step: Step, line: History, changes: list[HistoryChange]) -> None:
    """What one may do only to some things, one takes back only of those: roles change."""
    cell = step.who.cell(VERBS[line.verb].action)
    if cell in ("own-org", "commit", "self"):
        for c in changes:
            row = step.session.get(tracing.kinds()[c.thing], c.thing_id)
            left = line.verb == "activity.left"  # what was theirs is nobody's now
            if row and not left and not permits(cell, step.who, row):
                raise NotAllowed


def _must_leave_a_coordinator(step: Step) -> None:
    there = (
        select(RoleAssignment.id)
        .join(Person, Person.id == RoleAssignment.person_id)
        .where(
            RoleAssignment.community_id == step.by.community_id,
            RoleAssignment.role == Role.coordinator,
            RoleAssignment.to_on.is_(None),
            RoleAssignment.archived_at.is_(None),
            Person.archived_at.is_(None),
        )
    )
    if step.exec(there).first() is None:
        raise Refused(mark("A community keeps at least one coordinator."))


def _changes(step: Step, history_id: int) -> list[HistoryChange]:
    return step.exec(
        select(HistoryChange)
        .where(HistoryChange.history_id == history_id)
        .order_by(HistoryChange.id)
    ).all()


def _changed_since(step: Step, history_id: int, changes: list[HistoryChange]) -> set[UUID]:
    ids, found = [c.thing_id for c in changes], set()
    for some in (ids[i : i + 500] for i in range(0, len(ids), 500)):
        later = select(HistoryChange.thing_id).where(
            HistoryChange.history_id > history_id, HistoryChange.thing_id.in_(some)
        )
        found |= set(step.exec(later).all())
    _load(step, changes)
    return found


def _load(step: Step, changes: list[HistoryChange]) -> None:
    """One question per table and 500 rows, so that `get` below finds them in memory."""
    by_table: dict[str, list[UUID]] = {}
    for c in changes:
        by_table.setdefault(c.thing, []).append(c.thing_id)
    for table, ids in by_table.items():
        kind = tracing.kinds()[table]
        for some in (ids[i : i + 500] for i in range(0, len(ids), 500)):
            # held on to until the undo is over, or the identity map would forget them
            step.loaded.extend(step.exec(select(kind).where(kind.id.in_(some))).all())


def _comes_back(c: HistoryChange) -> bool:
    """Was it archived or removed, so that it comes back now?"""
    return c.after is None or (c.after.get("archived_at") is not None and c.before is not None)


def _take_back(step: Step, c: HistoryChange, changed_since: bool) -> Kept | None:
    kind = tracing.kinds()[c.thing]
    row = step.session.get(kind, c.thing_id)
    if c.after is None:
        return _bring_back(step, kind, c, row)
    if row is None:
        return None
    if c.before is None:
        return _unadd(step, row, c, changed_since)
    if changed_since and c.thing in AGREED_ON and _moved_on(step, c):
        return Kept(c.thing, row.label)
    return _restore(step, kind, row, c)


def _moved_on(step: Step, c: HistoryChange) -> bool:
    """Whether a later line changed its state: somebody agreed to it as it is."""
    later = select(HistoryChange.after).where(
        HistoryChange.history_id > c.history_id, HistoryChange.thing_id == c.thing_id
    )
    return any("state" in (after or {}) for after in step.exec(later).all())


def _bring_back(step: Step, kind, c: HistoryChange, row) -> None:
    if row is None:
        values = {field: tracing.revive(kind, field, v) for field, v in c.before.items()}
        step.session.add(kind(**values))


def _unadd(step: Step, row, c: HistoryChange, changed_since: bool) -> Kept | None:
    if changed_since:
        return Kept(c.thing, row.label)
    if c.thing in tracing.TIES:
        step.session.delete(row)
    else:
        row.archived_at = moment.now()
    return None


def _restore(step: Step, kind, row, c: HistoryChange) -> Kept | None:
    kept, was = None, pledges.now(row) if kind is Pledge else None
    for field, value in c.before.items():
        if tracing.plain(getattr(row, field)) != c.after[field]:
            kept = Kept(c.thing, row.label)
        else:
            setattr(row, field, tracing.revive(kind, field, value))
    if was:
        pledges.came_back(step, row, was, c.before)
    return kept

"""The history as people read it: lines by day, and what changed in words."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from models import (
    Activity,
    HistoryChange,
    Meeting,
    Need,
    Objective,
    Organisation,
    Person,
    Pledge,
    Venue,
)
from models.base import Numbered
from services import tracing
from services.history import Line
from services.look import look

QUIET = {"id", "community_id", "created_at", "created_by", "number", "archived_at", "position"}
NAMED = {  # where a column points, and what that is called
    "organisation": Organisation,
    "person": Person,
    "meeting": Meeting,
    "objective": Objective,
    "activity": Activity,
    "venue": Venue,
    "need": Need,
    "pledge": Pledge,
}


@dataclass(frozen=True)
class Detail:
    """A field of one row, before and after, as values or names; None: empty."""

    thing: str
    label: str
    field: str
    before: object
    after: object


def details(by: Person, lines: list[Line]) -> dict[int, list[Detail]]:
    """{line id: what changed}, for the lines of a page: one statement for the changes and one for
    each kind of thing they point at, whatever their number. Only fields that a person wrote."""
    if not lines:
        return {}
    with look(by, "history.read") as session:
        changes = session.exec(
            select(HistoryChange)
            .where(HistoryChange.history_id.in_([line.id for line in lines]))
            .order_by(HistoryChange.id)
        ).all()
        names = _names(session, by, changes)
        hidden = not session.info["who"].allows("person.edit_profile")
    found: dict[int, list[Detail]] = {}
    for change in changes:
        found.setdefault(change.history_id, []).extend(_of(change, names, hidden))
    return found


def _of(change: HistoryChange, names: dict[str, str], hidden: bool) -> list[Detail]:
    if change.before is None or change.after is None:
        return []
    private = {"email", "phone"} if hidden or change.thing == "person" else set()
    label = names.get(str(change.thing_id), "")
    return [
        Detail(change.thing, label, f, _said(change.before.get(f), names), _said(v, names))
        for f, v in change.after.items()
        if f not in QUIET | private
    ]


def _said(value: object, names: dict[str, str]) -> object:
    return names.get(value, value) if isinstance(value, str) else value


def _names(session: Session, by: Person, changes: list[HistoryChange]) -> dict[str, str]:
    """{id as text: name} of all that these changes speak of."""
    wanted: dict[str, set[UUID]] = {name: set() for name in NAMED}
    for change in changes:
        if change.thing in wanted:
            wanted[change.thing].add(change.thing_id)
        for values in (change.before or {}, change.after or {}):
            for field, value in values.items():
                kind = _pointed(change.thing, field)
                if kind in wanted and isinstance(value, str):
                    wanted[kind].add(UUID(value))
    found: dict[str, str] = {}
    for name, ids in wanted.items():
        kind = NAMED[name]
        if ids:
            rows = session.exec(
                select(kind).where(kind.community_id == by.community_id, kind.id.in_(ids))
            ).all()
            found |= {str(row.id): _called(row) for row in rows}
    return found


def _pointed(thing: str, field: str) -> str:
    """The table a column points at, or ""."""
    column = tracing.kinds()[thing].__table__.columns.get(field)
    keys = list(column.foreign_keys) if column is not None else []
    return keys[0].column.table.name if keys else ""


def _called(row) -> str:
    return f"{row.ref} {row.label}" if isinstance(row, Numbered) else row.label

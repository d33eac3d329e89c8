"""The history as people read it: lines by day, and what changed in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Row, String, cast
from sqlmodel import Session, select

from models import (
    Activity,
    Approved,
    BudgetLine,
    Call,
    FundingSource,
    History,
    HistoryChange,
    Indicator,
    InKindRate,
    Meeting,
    Milestone,
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
HIDDEN = {"answer", "objection", "measurement"}  # not everybody may read them, or not yet
NAMED = {  # where a column points, and what that is called
    "organisation": Organisation,
    "person": Person,
    "meeting": Meeting,
    "objective": Objective,
    "activity": Activity,
    "venue": Venue,
    "need": Need,
    "pledge": Pledge,
    "indicator": Indicator,
    "milestone": Milestone,
    "approved": Approved,
    "budget_line": BudgetLine,
    "call": Call,
    "funding_source": FundingSource,
    "in_kind_rate": InKindRate,
}


class Amount(NamedTuple):
    """How much, in thousandths, and of what."""

    milli: int
    unit: str | None


class Part(NamedTuple):
    """How much of a whole, 0 to 1."""

    of_one: float


PARTS = {  # how many make the whole
    "progress_pct": 100,
    "share_milli": 1000,
    "max_share_milli": 1000,
    "min_cofunding_milli": 1000,
    "in_kind_cap_milli": 1000,
}


@dataclass(frozen=True)
class Detail:
    """A field of one row, before and after, as its column holds it (a day, a word), as an Amount or
    a Part, or as the name of what it points at; None: empty."""

    thing: str
    label: str
    field: str
    before: object
    after: object


def of_lines(by: Person, lines: list[Line]) -> dict[int, list[Detail]]:
    """{line id: what changed}, for the lines of a page: one statement for the changes and one for
    each kind of thing they point at, whatever their number. Only fields that a person wrote, of
    rows that were there before and after: an import adds thousands, and none is read here."""
    if not lines:
        return {}
    with look(by, "history.read") as session:
        changes = session.exec(_edits(by, [line.id for line in lines])).all()
        names, units = _names(session, by, changes)
        hidden = not session.info["who"].allows("person.edit_profile")
    found: dict[int, list[Detail]] = {}
    for change in changes:
        found.setdefault(change.history_id, []).extend(_of(change, names, units, hidden))
    return found


def _edits(by: Person, lines: list[int]):
    """Rows (history_id, thing, thing_id, before, after), of their own community whatever lines are
    asked for. JSON's own null is a word in its column, not the database's NULL."""
    edited = [cast(side, String) != "null" for side in (HistoryChange.before, HistoryChange.after)]
    columns = ("history_id", "thing", "thing_id", "before", "after")
    return (
        select(*(getattr(HistoryChange, column) for column in columns))
        .join(History, History.id == HistoryChange.history_id)
        .where(History.community_id == by.community_id, History.id.in_(lines), *edited)
        .where(HistoryChange.thing.not_in(HIDDEN))
        .order_by(HistoryChange.id)
    )


def _of(change: Row, names: dict[str, str], units: dict, hidden: bool) -> list[Detail]:
    private = {"email", "phone"} if hidden or change.thing == "person" else set()
    label = names.get(str(change.thing_id), "")
    now = units.get(change.thing_id)
    both = [
        {f: _said(change.thing, f, side, names, now) for f in change.after}
        for side in (change.before, change.after)
    ]
    return [
        Detail(change.thing, label, f, both[0][f], both[1][f])
        for f in change.after
        if f not in QUIET | private
    ]


def _said(thing: str, field: str, values: dict, names: dict[str, str], unit: str | None) -> object:
    value = values.get(field)
    if field == "quantity_milli" and value is not None:
        return Amount(value, values.get("unit", unit))
    if field in PARTS and value is not None:
        return Part(value / PARTS[field])
    if field.endswith("_milli") and value is not None:
        return Amount(value, None)
    if field.endswith("_cents") and value is not None:
        return Amount(10 * value, "EUR")
    if isinstance(value, list | dict):
        return _listed(value)
    if _pointed(thing, field):
        return names.get(value, value)
    try:
        return tracing.revive(tracing.kinds()[thing], field, value)
    except (KeyError, ValueError):  # a field or a word of an older version
        return value


def _listed(value: list | dict) -> str:
    """Of words: one after the other; of what is divided, its words alone."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    inner = (", ".join(v) if isinstance(v, dict) else v for v in value.values())
    return ", ".join(map(str, inner))


def _names(session: Session, by: Person, changes: Sequence[Row]) -> tuple[dict, dict]:
    """{id as text: name} of all that these changes speak of, and {id: unit} of what has one."""
    wanted: dict[str, set[UUID]] = {name: set() for name in NAMED}
    for change in changes:
        if change.thing in wanted:
            wanted[change.thing].add(change.thing_id)
        for values in (change.before, change.after):
            for field, value in values.items():
                kind = _pointed(change.thing, field)
                if kind in wanted and isinstance(value, str):
                    wanted[kind].add(UUID(value))
    found: dict[str, str] = {}
    units: dict[UUID, str | None] = {}
    for name, ids in wanted.items():
        kind = NAMED[name]
        if ids:
            rows = session.exec(
                select(kind).where(kind.community_id == by.community_id, kind.id.in_(ids))
            ).all()
            found |= {str(row.id): _called(row) for row in rows}
            units |= {row.id: row.unit for row in rows if hasattr(row, "unit")}
    return found, units


@cache  # of the tables as they are
def _pointed(thing: str, field: str) -> str:
    """The table a column points at, or ""."""
    column = tracing.kinds()[thing].__table__.columns.get(field)
    keys = list(column.foreign_keys) if column is not None else []
    return keys[0].column.table.name if keys else ""


def _called(row) -> str:
    return f"{row.ref} {row.label}" if isinstance(row, Numbered) else row.label

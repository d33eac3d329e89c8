"""What changed between somebody's reading and their tap.

A form is compared field by field (`Step.edit`). A tap says yes or no to all that stood there: where
that is not so any more nothing is done, and it is said who changed what.
"""

from uuid import UUID

from sqlmodel import SQLModel, select

from models import PROMISED, History, HistoryChange, Person, Pledge, hash_of, promise_hash
from models.refusals import Refused
from services import tracing
from services.change import Step
from translations import formats, mark, things, values

CHANGED = mark(
    "Meanwhile {who} changed “{what}” ({changes}). Look at it as it is now, then press again."
)
MINE = mark(
    "Meanwhile you changed “{what}” yourself ({changes}). Look at it as it is now, then press "
    "again."
)
MOVED = mark("Meanwhile “{what}” has changed. Look at it as it is now, then press again.")
SOMEBODY = mark("somebody")


def must_be_as_seen(step: Step, thing: SQLModel, seen: dict | None, wanted: dict) -> None:
    """Refused where a field of `seen`, which is what the screen showed, holds something else by
    now; not where all that is `wanted` is so already. None: nobody had a screen before them."""
    now = {field: getattr(thing, field) for field in seen or {}}
    moved = {field: (seen[field], value) for field, value in now.items() if value != seen[field]}
    if moved and any(getattr(thing, field) != value for field, value in wanted.items()):
        raise _no(step, thing, moved)


def must_be_as_read(step: Step, pledge: Pledge, read: str | None) -> None:
    """The same of all that a pledge says. `read`: the `promise_hash` of what the screen showed."""
    if read in (None, promise_hash(pledge)):
        return
    was = _as_it_was(step, pledge, read)
    now = {field: getattr(pledge, field) for field in was}
    raise _no(step, pledge, {f: (was[f], now[f]) for f in was if was[f] != now[f]})


def _as_it_was(step: Step, pledge: Pledge, read: str) -> dict:
    """What it said then: its history backwards. {} where it never said that."""
    then = {field: tracing.plain(getattr(pledge, field)) for field in PROMISED}
    for _who, _name, change in _changes(step, pledge.id):
        then |= {field: v for field, v in (change.before or {}).items() if field in PROMISED}
        if hash_of(then) == read:
            return {field: tracing.revive(Pledge, field, v) for field, v in then.items()}
    return {}


def _changes(step: Step, id: UUID) -> list[tuple]:
    """(id of who, their name, what they changed of it), the latest first."""
    return step.exec(
        select(History.person_id, Person.name, HistoryChange)
        .join(HistoryChange, HistoryChange.history_id == History.id)
        .outerjoin(Person, Person.id == History.person_id)
        .where(HistoryChange.thing_id == id, History.community_id == step.by.community_id)
        .order_by(History.id.desc())
    ).all()


def _no(step: Step, thing: SQLModel, moved: dict[str, tuple]) -> Refused:
    if not moved:
        return Refused(MOVED, what=thing.label)
    changes = ", ".join(_told(thing, field, moved) for field in moved)
    id, name = _who(step, thing.id, moved)
    if id == step.by.id:
        return Refused(MINE, what=thing.label, changes=changes)
    named = name if step.who.sees("person.read_name") else None
    return Refused(CHANGED, who=named or SOMEBODY, what=thing.label, changes=changes)


def _who(step: Step, id: UUID, moved: dict) -> tuple[UUID | None, str | None]:
    """The latest who touched what moved."""
    for who, name, change in _changes(step, id):
        if moved.keys() & (change.after or {}).keys():
            return who, name
    return None, None


def _told(thing: SQLModel, field: str, moved: dict[str, tuple]) -> str:
    """quantity: 4 hours → 2 hours. What only points somewhere is named alone."""
    was, now = moved[field]
    if isinstance(was or now, UUID):
        return things.field(field)
    units = moved.get("unit") or (getattr(thing, "unit", None),) * 2
    said = [_aloud(field, value, unit) for value, unit in zip((was, now), units, strict=True)]
    return f"{things.field(field)}: {' → '.join(said)}"


def _aloud(field: str, value: object, unit: str | None) -> str:
    if field == "quantity_milli":
        return formats.quantity(value, unit)
    if field == "progress_pct":
        return formats.percent(value / 100)
    return formats.unit(value) if field == "unit" else values.aloud(value)

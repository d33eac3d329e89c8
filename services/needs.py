"""What the plan lacks."""

import re
from decimal import Decimal
from uuid import UUID

from sqlmodel import select

from models import Kind, Need, NeedState, Person, Pledge, Unit
from models.base import in_order, words
from models.refusals import Refused
from models.units import comparable
from services import meanwhile
from services.change import Step, change
from services.imports import amounts
from translations import language, mark

MOST = 10**9  # of anything
FIELDS = (
    "kind",
    "title",
    "note",
    "quantity_milli",
    "unit",
    "objective_id",
    "activity_id",
    "from_on",
    "to_on",
    "place",
    "seats",
    "priority",
    "state",
)
ASKED = ("state", "title", "quantity_milli", "unit")  # what its closing speaks of


def add(
    by: Person,
    kind: Kind,
    title: str,
    quantity_milli: int | None = None,
    unit: Unit | None = None,
    meeting_id: UUID | None = None,
    op: UUID | None = None,
    **fields,
) -> Need:
    """Without a quantity it is not said yet: listed, never counted."""
    with change(by, "need.added", op, meeting_id) as step:
        said = dict(kind=kind, title=title, quantity_milli=quantity_milli, unit=unit, **fields)
        need = Need(meeting_id=meeting_id, **_tidy(said))
        _check(need)
        return step.add(need)


def edit(by: Person, need_id: UUID, seen: dict, wanted: dict, op: UUID | None = None) -> Need:
    """Pledges that answer it stay tied; whether they can still be compared is computed."""
    with change(by, "need.edited", op) as step:
        need = step.get(Need, need_id)
        step.edit(need, seen, wanted, FIELDS, title=300)
        _check(need)
        return need


def close(
    by: Person, need_id: UUID, met: bool, op: UUID | None = None, seen: dict | None = None
) -> Need:
    """Met, or given up. Given up, it leaves the coverage of the plan; its pledges stay. `seen`: of
    ASKED, what the screen showed; refused where somebody changed it meanwhile."""
    state = NeedState.closed_met if met else NeedState.closed_unmet
    with change(by, "need.edited", op) as step:
        return _turn(step, need_id, state, seen)


def reopen(by: Person, need_id: UUID, op: UUID | None = None, seen: dict | None = None) -> Need:
    """`seen`: as in `close`."""
    with change(by, "need.edited", op) as step:
        return _turn(step, need_id, NeedState.open, seen)


def archive(by: Person, need_id: UUID, op: UUID | None = None) -> None:
    with change(by, "need.archived", op) as step:
        step.archive(step.get(Need, need_id))


def open_needs_like(step: Step, pledge: Pledge) -> list[Need]:
    """Those of the activity it is given to, of its kind, in a unit that can be compared."""
    needs = step.exec(
        select(Need).where(
            Need.activity_id == pledge.activity_id,
            Need.kind == pledge.kind,
            Need.state == NeedState.open,
            Need.archived_at.is_(None),
        )
    ).all()
    return [need for need in needs if comparable(pledge.unit, need.unit)]


def check_quantity(quantity_milli: int | None, unit: Unit | None) -> None:
    """More than zero, with its unit; or not said yet."""
    if quantity_milli is not None and quantity_milli <= 0:
        raise Refused(
            mark("A quantity is more than zero; leave it empty if it is not said yet."),
            field="quantity",
        )
    if quantity_milli is not None and unit is None:
        raise Refused(mark("Say the unit too: hours, pieces, euros…"), field="unit")


def _turn(step: Step, need_id: UUID, state: NeedState, seen: dict | None) -> Need:
    need = step.get(Need, need_id)
    meanwhile.must_be_as_seen(step, need, seen, {"state": state})
    need.state = state
    return need


def _tidy(said: dict) -> dict:
    """Only the fields a need is told in, its title on one line."""
    said = {field: said[field] for field in FIELDS if field in said}
    if "title" in said:
        said["title"] = titled(said["title"])
    return said


def _check(need: Need) -> None:
    check_quantity(need.quantity_milli, need.unit)
    if need.seats is not None and need.seats <= 0:
        raise Refused(mark("Write how many, at least one; or leave it empty."), field="seats")
    in_order(need.from_on, need.to_on, "to_on")


def titled(text: str) -> str:
    """What is asked or offered, on one line. Refused if there are no words."""
    return words(text, "title", 300)


def thousandths(text: str) -> int | None:
    """A quantity as people type it, 2,5 or 2.5; nothing is not said yet. Refused: no number.
    The mark that parts decimals in the reader's language always does: 2,125 is about two."""
    if not text.strip():
        return None
    ours = "," if language() == "it" else "."
    parts = re.fullmatch(rf"\s*(\d+){re.escape(ours)}(\d+)\s*", text)
    value = Decimal(f"{parts[1]}.{parts[2]}") if parts else amounts.number(text)
    if value is None or value <= 0:
        raise Refused(
            mark("Write a number above zero, like 30 or 2.5; or leave it empty for now."),
            field="quantity",
        )
    if value > MOST:
        raise Refused(mark("This number is too large."), field="quantity")
    return round(value * 1000)

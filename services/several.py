"""Several activities changed at once, as in a table: only these fields, each row by itself."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlmodel import select

from models import Activity, ActivityState, Organisation, Person
from models.base import in_order
from models.refusals import NotFound, Refused
from services.activities import settle
from services.change import Step, change
from translations import mark

# What a table may change, and what its values are. Anything else that a table sends is refused.
ALLOWED = {
    "title": str,
    "planned_start": date | None,
    "planned_end": date | None,
    "lead_organisation_id": UUID | None,
    "owner_person_id": UUID | None,
    "state": ActivityState,
    "progress_pct": int,
}
FOLLOWS = ("lead_accepted", "actual_start", "actual_end")  # by rule, never by hand


class Row(NamedTuple):
    """`seen`: what the table showed of each field that is wanted."""

    id: UUID
    seen: dict
    wanted: dict


class Left(NamedTuple):
    """A row that stayed as it was, and why."""

    id: UUID
    no: Refused


def edit(by: Person, rows: list[Row], op: UUID | None = None) -> list[Left]:
    """One act, and one line to take back. A row that somebody else changed meanwhile, or that a
    rule refuses, stays whole as it was and is answered; the others are saved. A field that no
    table may change, or that says what it can't hold, refuses all of it: nothing happens."""
    for row in rows:
        _must_be_allowed(row)
    with change(by, "activity.edited_together", op) as step:
        there = {a.id: a for a in step.get_all(Activity, _there(step, rows))}
        left = [Left(row.id, no) for row in rows if (no := _try(step, there.get(row.id), row))]
        saved = there.keys() - {no.id for no in left}
        step.what = ", ".join(a.ref for id, a in there.items() if id in saved)
        return left


def fits(field, value) -> bool:
    """Whether it is what the column of this field holds."""
    return isinstance(value, ALLOWED[field]) and not isinstance(value, bool)


def _must_be_allowed(row: Row) -> None:
    for field, value in row.wanted.items():
        if field not in ALLOWED:
            raise Refused(mark("This is not changed in a table: open the activity instead."))
        if not fits(field, value):
            raise Refused(mark("A value of the table is not what its column holds."), field=field)
        if field not in row.seen:
            raise Refused(mark("Open the table again: it does not say what it showed."))


def _there(step: Step, rows: list[Row]) -> list[UUID]:
    """The same question for all rows: those that somebody archived meanwhile are not there."""
    found = step.exec(
        select(Activity.id).where(
            Activity.community_id == step.by.community_id,
            Activity.archived_at.is_(None),
            Activity.id.in_([row.id for row in rows]),
        )
    )
    return list(found.all())


def _try(step: Step, activity: Activity | None, row: Row) -> Refused | None:
    if activity is None:
        return NotFound()
    was = {field: getattr(activity, field) for field in (*ALLOWED, *FOLLOWS)}
    try:
        _edit(step, activity, row)
    except Refused as no:
        for field, value in was.items():
            setattr(activity, field, value)
        return no
    return None


def _edit(step: Step, activity: Activity, row: Row) -> None:
    was = activity.lead_organisation_id, activity.state, activity.progress_pct
    step.edit(activity, row.seen, row.wanted, tuple(ALLOWED), title=300)
    in_order(activity.planned_start, activity.planned_end, "planned_end")
    for kind, field in ((Organisation, "lead_organisation_id"), (Person, "owner_person_id")):
        if row.wanted.get(field):
            step.find(kind, row.wanted[field])
    settle(step, activity, *was)

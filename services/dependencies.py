"""What comes before what: an activity waits until another one is over."""

from uuid import UUID

from sqlmodel import select

from models import Activity, ActivityDependency, Person
from models.refusals import NotFound, Refused
from services import order
from services.change import Step, change
from translations import mark

LONGEST = 3650  # days


def tie(
    by: Person,
    before_id: UUID,
    after_id: UUID,
    lag_days: int = 0,
    seen: dict | None = None,
    op: UUID | None = None,
) -> ActivityDependency:
    """`after` begins once `before` is over and `lag_days` days have passed; said again, the days
    change. No dates move by it. Refused where it would lead back to where it began."""
    with change(by, "activity.put_after", op) as step:
        before, after = step.get(Activity, before_id), step.get(Activity, after_id)
        step.what = after.title
        if not 0 <= lag_days <= LONGEST:
            raise Refused(mark("The days between are zero or more."), field="lag")
        order.must_not_come_back(step, before, after)
        there = _tie(step, before_id, after_id)
        if there is None:
            made = ActivityDependency(before_id=before_id, after_id=after_id, lag_days=lag_days)
            return step.add(made)
        step.edit(there, seen or {}, {"lag_days": lag_days}, ("lag_days",))
        return there


def untie(by: Person, before_id: UUID, after_id: UUID, op: UUID | None = None) -> None:
    with change(by, "activity.freed", op) as step:
        step.what = step.get(Activity, after_id).title
        there = _tie(step, before_id, after_id)
        if there is None:
            raise NotFound
        step.remove(there)


def _tie(step: Step, before_id: UUID, after_id: UUID) -> ActivityDependency | None:
    return step.exec(
        select(ActivityDependency).where(
            ActivityDependency.community_id == step.by.community_id,
            ActivityDependency.before_id == before_id,
            ActivityDependency.after_id == after_id,
        )
    ).first()

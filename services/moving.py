"""Moving an activity in time, and with it, once they were shown, those that wait for it."""

from datetime import date
from uuid import UUID

from models import Activity, Milestone, Person
from models.base import in_order
from models.refusals import Refused
from services import order
from services.change import Step, change
from services.summaries.delays import Span, moved_by
from translations import mark

DATES = ("planned_start", "planned_end")


def move(
    by: Person,
    activity_id: UUID,
    start: date | None,
    end: date | None,
    seen: dict | None = None,
    along: dict[UUID, Span] | None = None,
    op: UUID | None = None,
) -> Activity:
    """One act, and one line to take back. `along`: all that was shown to move with it, as
    `delays.moved_by` tells; without it the activity moves alone. Refused where meanwhile
    something else would move than what was shown: nothing moves unseen."""
    with change(by, "activity.moved", op) as step:
        in_order(start, end, "planned_end")
        activity = step.get(Activity, activity_id)
        step.what = activity.title
        if along:
            _take_along(step, activity, Span(start, end), along)
        dates = dict(zip(DATES, (start, end), strict=True))
        step.edit(activity, seen or {}, dates, DATES)
        return activity


def _take_along(step: Step, activity: Activity, to: Span, along: dict[UUID, Span]) -> None:
    now = order.of(step.session, step.by.community_id)
    if moved_by(now, activity.id, to) != along:
        raise Refused(mark("Meanwhile the plan has changed: look again at what moves with it."))
    days = {day.id for day in now.days}
    for milestone in step.get_all(Milestone, along.keys() & days):
        milestone.due_on = along[milestone.id].end
    for other in step.get_all(Activity, along.keys() - days):
        other.planned_start, other.planned_end = along[other.id]

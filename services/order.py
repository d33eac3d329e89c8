"""The plan's order as it is kept: who waits for whom, within a transaction or a window."""

from graphlib import CycleError
from uuid import UUID

from sqlmodel import Session, select

from models import Activity, ActivityDependency, ActivityState, Milestone
from models.refusals import Refused
from services.change import Step
from services.summaries.delays import Day, Order, Span, Tie, in_order, way
from translations import mark

OVER = (ActivityState.done, ActivityState.cancelled)


def of(session: Session, community_id: UUID) -> Order:
    """Three statements. What is archived is not there, nor is what ties it."""
    rows = session.exec(
        select(
            Activity.id,
            Activity.state,
            Activity.planned_start,
            Activity.planned_end,
            Activity.actual_start,
        ).where(Activity.community_id == community_id, Activity.archived_at.is_(None))
    ).all()
    spans = {row.id: Span(row.planned_start, row.planned_end) for row in rows}
    over = {row.id for row in rows if row.state in OVER}
    begun = {r.id for r in rows if r.actual_start or r.state == ActivityState.in_progress}
    ties = [t for t in ties_of(session, community_id) if {t.before, t.after} <= spans.keys()]
    days = [day for day in _days(session, community_id) if day.activity_id in spans]
    return Order(spans, tuple(ties), frozenset(over | begun), frozenset(over), tuple(days))


def ties_of(session: Session, community_id: UUID) -> list[Tie]:
    """All of them, of archived activities too: what comes back may close no circle."""
    rows = session.exec(
        select(
            ActivityDependency.before_id, ActivityDependency.after_id, ActivityDependency.lag_days
        ).where(ActivityDependency.community_id == community_id)
    ).all()
    return [Tie(*row) for row in rows]


def must_not_come_back(step: Step, before: Activity, after: Activity) -> None:
    """Refused, with the whole way round, where `before` already waits for `after`."""
    round = way(ties_of(step.session, step.by.community_id), after.id, before.id)
    if before.id == after.id:
        raise Refused(mark("An activity can’t wait for itself."), field="before")
    if round:
        names = " → ".join(step.session.get(Activity, id).ref for id in [*round, after.id])
        raise Refused(
            mark("That would go round in a circle: {way}. Nothing was changed."),
            field="before",
            way=names,
        )


def must_lead_on(step: Step) -> None:
    """The same for what several changes, already sent to the database, made together."""
    try:
        in_order(ties_of(step.session, step.by.community_id))
    except CycleError as round:
        raise Refused(
            mark("Taken back, activities would wait for each other in a circle.")
        ) from round


def _days(session: Session, community_id: UUID) -> list[Day]:
    rows = session.exec(
        select(Milestone.id, Milestone.activity_id, Milestone.due_on).where(
            Milestone.community_id == community_id,
            Milestone.archived_at.is_(None),
            Milestone.done_on.is_(None),
        )
    ).all()
    return [Day(*row) for row in rows]

"""What the group does about its objectives: what it serves, how far it is."""

from uuid import UUID

from sqlmodel import func, select

from models import (
    Activity,
    ActivityObjective,
    ActivityState,
    Objective,
    Person,
    moment,
)
from models.base import in_order, weighs, words
from models.refusals import Changed, Refused
from services import meanwhile, presence
from services.change import Step, change
from services.look import look
from services.objectives import plan_of
from translations import formats, mark

FIELDS = (
    "title",
    "description",
    "state",
    "planned_start",
    "planned_end",
    "date_note",
    "lead_organisation_id",
    "owner_person_id",
    "help_wanted",
    "effort_weight_milli",
)
HOW_FAR = ("progress_pct", "state")


def add(
    by: Person,
    title: str,
    objective_ids: list[UUID] = (),
    lead_organisation_id: UUID | None = None,
    owner_person_id: UUID | None = None,
    op: UUID | None = None,
    **fields,
) -> Activity:
    """Tied to its objectives in equal shares; without a lead it is "cercasi".

    An organisation named by somebody who does not speak for it leads only once it says yes. What
    is added at the table of a meeting that runs came out of it.
    """
    with change(by, "activity.added", op) as step:
        step.meeting_id = presence.said_at(step)
        in_order(fields.get("planned_start"), fields.get("planned_end"), "planned_end")
        weighs(fields.get("effort_weight_milli", 1000), "effort")
        activity = step.add(
            Activity(
                plan_id=plan_of(step),
                title=words(title, "title", 300),
                lead_organisation_id=lead_organisation_id,
                lead_accepted=accepts(step, lead_organisation_id),
                owner_person_id=owner_person_id,
                **{field: value for field, value in fields.items() if field in FIELDS},
            )
        )
        _end(activity)
        _tie(step, activity.id, equal_shares(list(objective_ids)))
        return activity


def edit(
    by: Person, activity_id: UUID, seen: dict, wanted: dict, op: UUID | None = None
) -> Activity:
    """FIELDS, and `shares`: {objective id: thousandths}, together at most 1000, so that no hour
    counts twice. One form, one act."""
    with change(by, "activity.edited", op) as step:
        activity = step.get(Activity, activity_id)
        was = activity.lead_organisation_id, activity.state, activity.progress_pct
        step.edit(activity, seen, wanted, FIELDS, title=300)
        in_order(activity.planned_start, activity.planned_end, "planned_end")
        weighs(activity.effort_weight_milli, "effort")
        settle(step, activity, *was)
        if "shares" in wanted:
            step.what = activity.title
            _tie(step, activity.id, wanted["shares"], seen.get("shares"))
        return activity


def progress(
    by: Person,
    activity_id: UUID,
    percent: int,
    state: ActivityState | None = None,
    op: UUID | None = None,
    seen: dict | None = None,
) -> Activity:
    """How far it is, 0 to 100. 100 makes it done, less than 100 takes "done" back. `seen`: of
    HOW_FAR, what the screen showed; refused where somebody changed it meanwhile."""
    with change(by, "activity.progressed", op) as step:
        activity = step.get(Activity, activity_id)
        wanted = {"progress_pct": percent, "state": state or _state_at(activity, percent)}
        meanwhile.must_be_as_seen(step, activity, seen, wanted)
        activity.progress_pct = percent
        _progressed(activity, state)
        return activity


def archive(by: Person, activity_id: UUID, op: UUID | None = None) -> None:
    with change(by, "activity.archived", op) as step:
        step.archive(step.get(Activity, activity_id))


def of_community(by: Person) -> list[Activity]:
    """Not archived, by reference."""
    with look(by, "activity.read") as session:
        return session.exec(
            select(Activity)
            .where(Activity.community_id == by.community_id, Activity.archived_at.is_(None))
            .order_by(Activity.number)
        ).all()


def accepts(step: Step, organisation_id: UUID | None) -> bool:
    """Whether an organisation put down by this person needs no yes of its own."""
    return organisation_id is None or organisation_id in step.who.speaks_for


def settle(step: Step, activity: Activity, lead: UUID | None, state, percent: int) -> None:
    """What follows from a change, given what was there before: how far it is tells its state
    unless that was said too, and a new lead has to say yes."""
    said = activity.state if activity.state != state else None
    if activity.progress_pct != percent:
        _progressed(activity, said)
    elif said:
        _end(activity)
    if activity.lead_organisation_id != lead:
        activity.lead_accepted = accepts(step, activity.lead_organisation_id)


def equal_shares(objective_ids: list[UUID]) -> dict[UUID, int]:
    """Thousandths that add up to at most 1000, the same for each."""
    return {id: 1000 // len(objective_ids) for id in objective_ids}


def must_add_up(step: Step) -> None:
    """For what several changes, already sent to the database, made together."""
    too_much = (
        select(ActivityObjective.activity_id)
        .where(ActivityObjective.community_id == step.by.community_id)
        .group_by(ActivityObjective.activity_id)
        .having(func.sum(ActivityObjective.share_milli) > 1000)
    )
    if step.exec(too_much).first():
        raise Refused(mark("Taken back, the shares of an activity would add up to more than 100%."))


def _tie(step: Step, activity_id: UUID, shares: dict[UUID, int], seen=None) -> None:
    if sum(shares.values()) > 1000 or any(not 1 <= s <= 1000 for s in shares.values()):
        raise Refused(mark("The shares of an activity add up to at most 100%."), field="shares")
    tied, there = _tied(step, activity_id)
    now = {row.objective_id: row.share_milli for row in tied if row.objective_id in there}
    if seen is not None and now != seen and now != shares:
        no = Changed("shares", theirs=_told(step, now), mine=_told(step, shares))
        no.theirs = now  # as a form holds them
        raise no
    for row in tied:
        if row.objective_id in shares:
            row.share_milli = shares[row.objective_id]
        else:
            step.session.delete(row)
    for objective_id in shares.keys() - {row.objective_id for row in tied}:
        step.find(Objective, objective_id)
        _new_tie(step, activity_id, objective_id, shares[objective_id])


def _tied(step: Step, activity_id: UUID) -> tuple[list[ActivityObjective], set[UUID]]:
    """All that ties it, and the objectives that are there: a form shows no archived one."""
    rows = step.exec(
        select(ActivityObjective, Objective.archived_at)
        .join(Objective, Objective.id == ActivityObjective.objective_id)
        .where(ActivityObjective.activity_id == activity_id)
        .order_by(Objective.number)
    ).all()
    return [row for row, _ in rows], {row.objective_id for row, gone in rows if gone is None}


def _told(step: Step, shares: dict[UUID, int]) -> str:
    """OB-1 50%, OB-3 50%: as people read them."""
    return ", ".join(
        f"{step.session.get(Objective, id).ref} {formats.percent(share / 1000)}"
        for id, share in shares.items()
    )


def _new_tie(step: Step, activity_id: UUID, objective_id: UUID, share: int) -> None:
    step.session.add(
        ActivityObjective(
            community_id=step.by.community_id,
            created_by=step.by.id,
            activity_id=activity_id,
            objective_id=objective_id,
            share_milli=share,
        )
    )


def _progressed(activity: Activity, state: ActivityState | None) -> None:
    percent = activity.progress_pct
    if not 0 <= percent <= 100:
        raise Refused(mark("Progress is between 0 and 100."), field="progress_pct")
    activity.state = state or _state_at(activity, percent)
    _end(activity)
    if percent and not activity.actual_start:
        activity.actual_start = moment.today()


def _end(activity: Activity) -> None:
    """What is done is whole, and has the day it was done on; what is not has none."""
    done = activity.state is ActivityState.done
    activity.progress_pct = 100 if done else activity.progress_pct
    activity.actual_end = (activity.actual_end or moment.today()) if done else None


def _state_at(activity: Activity, percent: int) -> ActivityState:
    if percent == 100:
        return ActivityState.done
    if percent and activity.state in (ActivityState.planned, ActivityState.proposed):
        return ActivityState.in_progress
    return ActivityState.in_progress if activity.state is ActivityState.done else activity.state

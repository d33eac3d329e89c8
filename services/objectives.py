"""Drafting objectives together, and adopting them by a decision."""

from uuid import UUID

from sqlmodel import select

from models import (
    AGREED,
    Decision,
    DecisionMethod,
    DecisionResult,
    Horizon,
    Level,
    Meeting,
    Objective,
    ObjectiveState,
    Person,
    Plan,
    moment,
)
from models.base import weighs, words
from models.refusals import Refused
from services import meanwhile
from services.change import Step, change
from services.look import look
from translations import mark

TEXT = ("title", "statement")
FIELDS = (
    *TEXT,
    "level",
    "horizon",
    "collective_interest",
    "beneficiaries",
    "steward_organisation_id",
    "steward_person_id",
    "parent_id",
    "weight_milli",
    "due_on",
)


def draft(
    by: Person,
    title: str,
    statement: str = "",
    horizon: Horizon | None = None,
    meeting_id: UUID | None = None,
    level: Level = Level.specific,
    op: UUID | None = None,
    **fields,
) -> Objective:
    """A draft; what an observer writes is proposed, until somebody takes it up."""
    with change(by, "objective.drafted", op, meeting_id) as step:
        state = ObjectiveState.proposed if step.cell == "proposed" else ObjectiveState.draft
        step.find(Objective, fields["parent_id"]) if fields.get("parent_id") else None
        weighs(fields.get("weight_milli", 1000))
        return step.add(
            Objective(
                plan_id=plan_of(step),
                title=words(title, "title", 300),
                statement=statement.strip(),
                horizon=horizon,
                level=level,
                meeting_id=meeting_id,
                state=state,
                **{field: value for field, value in fields.items() if field in FIELDS},
            )
        )


def edit(
    by: Person, objective_id: UUID, seen: dict, wanted: dict, op: UUID | None = None
) -> Objective:
    """Rewording what was adopted makes it proposed again: the decision keeps the old text."""
    with change(by, "objective.edited", op) as step:
        objective = step.get(Objective, objective_id)
        text, above = objective.text_hash, objective.parent_id
        step.edit(objective, seen, wanted, FIELDS, title=300)
        weighs(objective.weight_milli)
        if objective.parent_id != above:
            _check_above(step, objective)
        if objective.text_hash != text and objective.state in AGREED:
            objective.state = ObjectiveState.proposed
        return objective


def adopt(
    by: Person,
    objective_ids: list[UUID],
    meeting_id: UUID | None = None,
    method: DecisionMethod = DecisionMethod.recorded,
    op: UUID | None = None,
) -> list[Decision]:
    """The group adopted them: a decision each, which freezes the text it adopted."""
    if not objective_ids:
        raise Refused(mark("Choose at least one objective."), field="objectives")
    with change(by, "objective.adopted", op, meeting_id) as step:
        if meeting_id:
            step.find(Meeting, meeting_id).takes_more()
        return [_adopt(step, id, meeting_id, method) for id in objective_ids]


def set_state(
    by: Person,
    objective_id: UUID,
    state: ObjectiveState,
    op: UUID | None = None,
    seen: ObjectiveState | None = None,
) -> Objective:
    """Achieved, partly achieved, dropped or back to draft; adoption needs a decision. `seen`: the
    state the screen showed; refused where somebody changed it meanwhile."""
    with change(by, "objective.state_set", op) as step:
        objective = step.get(Objective, objective_id)
        meanwhile.must_be_as_seen(step, objective, seen and {"state": seen}, {"state": state})
        if state is ObjectiveState.adopted:
            raise Refused(mark("An objective is adopted by a decision of the group."))
        objective.state = state
        return objective


def give_points(
    by: Person, objective_id: UUID, points: int | None, op: UUID | None = None
) -> Objective:
    """Priority points the room shared out; None when nobody did yet."""
    with change(by, "objective.pointed", op) as step:
        return _point(step, objective_id, {}, points)


def share_points(
    by: Person, points: dict[UUID, int | None], seen: dict[UUID, int | None], op: UUID | None = None
) -> None:
    """All that the room shared out, at once. `seen`: what the form showed."""
    with change(by, "objective.pointed", op) as step:
        for id, given in points.items():
            _point(step, id, {"priority_points": seen[id]} if id in seen else {}, given)


def archive(by: Person, objective_id: UUID, op: UUID | None = None) -> None:
    with change(by, "objective.archived", op) as step:
        step.archive(step.get(Objective, objective_id))


def of_community(by: Person) -> list[Objective]:
    """Not archived, by reference."""
    with look(by, "objective.read") as session:
        return session.exec(
            select(Objective)
            .where(Objective.community_id == by.community_id, Objective.archived_at.is_(None))
            .order_by(Objective.number)
        ).all()


def plan_of(step: Step) -> UUID:
    """The community's plan: there is one from the first day."""
    return step.exec(
        select(Plan.id)
        .where(Plan.community_id == step.by.community_id, Plan.archived_at.is_(None))
        .order_by(Plan.created_at)
    ).first()


def _point(step: Step, objective_id: UUID, seen: dict, points: int | None) -> Objective:
    objective = step.get(Objective, objective_id)
    if points is not None and points < 0:
        raise Refused(mark("Points are zero or more."), field="priority_points")
    step.edit(objective, seen, {"priority_points": points}, ("priority_points",))
    return objective


def must_lead_up(step: Step) -> None:
    """For what several changes, already sent to the database, made together: no objective stands
    under itself, archived ones neither, for they come back."""
    above = _above(step)
    for id in above:
        if _leads_back(above, id):
            raise Refused(mark("Taken back, objectives would stand under each other in a circle."))


def _check_above(step: Step, objective: Objective) -> None:
    if objective.parent_id:
        step.find(Objective, objective.parent_id)
    if _leads_back(_above(step) | {objective.id: objective.parent_id}, objective.id):
        raise Refused(mark("An objective can’t stand under itself."), field="parent_id")


def _above(step: Step) -> dict[UUID, UUID | None]:
    """{objective: the one it stands under}, of all there ever were."""
    ours = Objective.community_id == step.by.community_id
    return dict(step.exec(select(Objective.id, Objective.parent_id).where(ours)).all())


def _leads_back(above: dict[UUID, UUID | None], start: UUID) -> bool:
    passed, id = {start}, above.get(start)
    while id and id not in passed:
        passed.add(id)
        id = above.get(id)
    return id is not None


def _adopt(step: Step, objective_id: UUID, meeting_id, method: DecisionMethod) -> Decision:
    objective = step.get(Objective, objective_id)
    if objective.state in AGREED:
        raise Refused(mark("“{title}” is already adopted."), title=objective.title)
    objective.state = ObjectiveState.adopted
    return step.add(
        Decision(
            meeting_id=meeting_id,
            objective_id=objective.id,
            statement="\n".join(filter(None, (objective.title, objective.statement))),
            text_hash=objective.text_hash,
            method=method,
            result=DecisionResult.adopted,
            decided_at=moment.now(),
        )
    )

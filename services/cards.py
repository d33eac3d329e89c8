"""Ideas as cards from every phone, and what becomes of them."""

from uuid import UUID

from sqlmodel import func, select

from models import (
    POINTS_EACH,
    ActivityObjective,
    Card,
    HistoryChange,
    Indicator,
    Need,
    Objective,
    ObjectiveState,
    Person,
    Points,
    Proposal,
    Support,
    moment,
)
from models.base import words
from models.refusals import Refused
from services import arriving
from services.change import Step, change
from services.objectives import plan_of
from services.presence import running
from translations import mark

BUILT_ON = mark("“{title}” has been worked on since: it stays an objective.")


def write(by: Person, meeting_id: UUID, text: str, op: UUID | None = None) -> Card:
    """One line. What an arrival writes waits to be confirmed: it stands once they are admitted."""
    with change(by, "card.written", op, meeting_id) as step:
        meeting = running(step, meeting_id)
        return step.add(
            Card(
                meeting_id=meeting_id,
                phase=meeting.phase,
                text=words(text, "text", 300),
                to_confirm=step.cell == "proposed",
            )
        )


def take_away(by: Person, card_id: UUID, op: UUID | None = None) -> None:
    with change(by, "card.archived", op) as step:
        step.archive(step.get(Card, card_id))


def confirm(by: Person, card_id: UUID, op: UUID | None = None) -> Card:
    """The facilitator takes up what somebody not admitted wrote."""
    with change(by, "card.confirmed", op) as step:
        card = step.get(Card, card_id)
        card.to_confirm = False
        return card


def support(by: Person, card_id: UUID, yes: bool = True, op: UUID | None = None) -> None:
    with change(by, "card.supported" if yes else "card.let_go", op) as step:
        _open_card(step, card_id)
        row = step.exec(
            select(Support).where(Support.card_id == card_id, Support.person_id == by.id)
        ).first() or Support(card_id=card_id, person_id=by.id)
        row.archived_at = None if yes else moment.now()
        step.add(row)


def make_objective(by: Person, card_id: UUID, op: UUID | None = None) -> Objective:
    """A card becomes the title of an objective, to be written together."""
    with change(by, "card.taken_up", op) as step:
        card = _open_card(step, card_id)
        state = ObjectiveState.proposed if step.cell == "proposed" else ObjectiveState.draft
        objective = step.add(
            Objective(
                plan_id=plan_of(step),
                title=card.text,
                meeting_id=card.meeting_id,
                state=state,
            )
        )
        step.what, card.objective_id = card.text, objective.id
        return objective


def put_back(by: Person, card_id: UUID, op: UUID | None = None) -> Card:
    """Made an objective by mistake: an idea again, while nobody has built on it."""
    with change(by, "card.put_back", op) as step:
        card = step.get(Card, card_id)
        step.what, step.meeting_id = card.text, card.meeting_id
        running(step, card.meeting_id)
        objective = step.find(Objective, card.objective_id)
        if objective.statement.strip() or _built_on(step, objective):
            raise Refused(BUILT_ON, title=objective.title)
        step.archive(objective)
        card.objective_id = None
        return card


def give_points(
    by: Person, meeting_id: UUID, points: dict[UUID, int], op: UUID | None = None
) -> None:
    """What this person gives each objective: at most POINTS_EACH in all, for each of those their
    phone speaks for. The sum of everybody's is the objective's priority."""
    with change(by, "points.given", op, meeting_id) as step:
        step.what = running(step, meeting_id).title
        most = POINTS_EACH * _voices(step, meeting_id)
        spent = sum(points.values()) + _given_beside(step, meeting_id, points)
        if min(points.values(), default=0) < 0 or spent > most:
            raise Refused(mark("You have {n} points to share out in all."), field="points", n=most)
        for objective_id, n in points.items():
            _give(step, meeting_id, step.find(Objective, objective_id), n)


def _open_card(step: Step, card_id: UUID) -> Card:
    """An idea the room can still do something with: the meeting runs, and it is no objective."""
    card = step.find(Card, card_id)
    step.what, step.meeting_id = card.text, card.meeting_id
    running(step, card.meeting_id)
    if card.objective_id:
        raise Refused(mark("This card is an objective already."))
    return card


def _built_on(step: Step, objective: Objective) -> bool:
    """Whether it was changed, put to a round, given points, measured, or something is done for
    it."""
    told = select(func.count(HistoryChange.id)).where(HistoryChange.thing_id == objective.id)
    hangs = (
        select(kind.id)
        .where(kind.objective_id == objective.id, kind.archived_at.is_(None))
        .limit(1)
        for kind in (Proposal, Points, Indicator, Need)
    )
    works = select(ActivityObjective.activity_id).where(
        ActivityObjective.objective_id == objective.id
    )
    return step.exec(told).one() > 1 or any(
        step.exec(asked).first() for asked in (*hangs, works.limit(1))
    )


def _voices(step: Step, meeting_id: UUID) -> int:
    mine = arriving.row(step, meeting_id, step.by.id)
    return (mine.voices or 1) if mine else 1


def _given_beside(step: Step, meeting_id: UUID, points: dict[UUID, int]) -> int:
    """What they gave here before to objectives that are not named now."""
    return step.exec(
        select(func.coalesce(func.sum(Points.n), 0))
        .join(Objective, Objective.id == Points.objective_id)
        .where(
            Points.meeting_id == meeting_id,
            Points.person_id == step.by.id,
            Points.objective_id.not_in(list(points)),
            Objective.archived_at.is_(None),
        )
    ).one()


def _give(step: Step, meeting_id: UUID, objective: Objective, n: int) -> None:
    rows = step.exec(
        select(Points).where(Points.objective_id == objective.id, Points.meeting_id == meeting_id)
    ).all()
    mine = next((row for row in rows if row.person_id == step.by.id), None)
    if mine is None:
        mine = Points(meeting_id=meeting_id, objective_id=objective.id, person_id=step.by.id)
    mine.n = n
    step.add(mine)
    objective.priority_points = n + sum(row.n for row in rows if row is not mine)

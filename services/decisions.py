"""What meetings decided, in their words."""

from datetime import date
from uuid import UUID

from sqlmodel import select

from models import Decision, DecisionMethod, DecisionResult, Person, moment
from models.refusals import Refused
from services.change import change
from services.look import look
from translations import mark

FIELDS = ("statement", "result", "state", "review_on")


def record(
    by: Person,
    statement: str,
    meeting_id: UUID | None = None,
    method: DecisionMethod = DecisionMethod.recorded,
    result: DecisionResult = DecisionResult.adopted,
    review_on: date | None = None,
    op: UUID | None = None,
) -> Decision:
    with change(by, "decision.recorded", op, meeting_id) as step:
        return step.add(
            Decision(
                statement=_said(statement),
                meeting_id=meeting_id,
                method=method,
                result=result,
                review_on=review_on,
                decided_at=moment.now(),
            )
        )


def edit(
    by: Person, decision_id: UUID, seen: dict, wanted: dict, op: UUID | None = None
) -> Decision:
    """The text of an adopted objective is frozen; other decisions may be corrected."""
    with change(by, "decision.edited", op) as step:
        decision = step.get(Decision, decision_id)
        if decision.text_hash and wanted.get("statement", decision.statement) != decision.statement:
            raise Refused(mark("The text that was adopted is frozen."), field="statement")
        if "statement" in wanted:
            wanted = {**wanted, "statement": _said(wanted["statement"])}
        step.edit(decision, seen, wanted, FIELDS)
        return decision


def of_community(by: Person) -> list[Decision]:
    """Not archived, latest first."""
    with look(by, "meeting.read") as session:
        return session.exec(
            select(Decision)
            .where(Decision.community_id == by.community_id, Decision.archived_at.is_(None))
            .order_by(Decision.decided_at.desc(), Decision.number.desc())
        ).all()


def _said(statement: str) -> str:
    if not statement.strip():
        raise Refused(mark("A few words are needed here."), field="statement")
    return statement.strip()

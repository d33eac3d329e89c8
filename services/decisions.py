"""What meetings decided, in their words."""

from datetime import date
from uuid import UUID

from sqlmodel import select

from models import Decision, DecisionMethod, DecisionResult, Meeting, Person, moment
from models.refusals import Refused
from services.change import change
from services.look import look
from translations import mark

FIELDS = ("statement", "result", "state", "review_on")
SAID = ("statement", "result")  # of what was published with its meeting
_STAYS = mark("The group adopted an objective by this: it stays. A new decision can differ.")
FROZEN = {  # of a decision that adopted an objective: its text is the proof of what was agreed
    "statement": mark("The text that was adopted is frozen."),
    "result": _STAYS,
    "state": _STAYS,
}


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
        if meeting_id:
            step.find(Meeting, meeting_id).takes_more()
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
    """Of one that adopted an objective only the day to look again; others may be corrected."""
    with change(by, "decision.edited", op) as step:
        decision = step.get(Decision, decision_id)
        if decision.text_hash:
            _must_stay(decision, wanted)
        if decision.meeting_id and any(wanted.get(f, seen.get(f)) != seen.get(f) for f in SAID):
            step.find(Meeting, decision.meeting_id).takes_more()
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


def _must_stay(decision: Decision, wanted: dict) -> None:
    for field, sentence in FROZEN.items():
        if wanted.get(field, getattr(decision, field)) != getattr(decision, field):
            raise Refused(sentence, field=field)


def _said(statement: str) -> str:
    if not statement.strip():
        raise Refused(mark("A few words are needed here."), field="statement")
    return statement.strip()

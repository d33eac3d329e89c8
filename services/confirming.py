"""What was adopted provisionally (“salvo conferma”): the confirmations that came in by the day, and
what becomes of the text on it.

R27 at the day: who had to ask first and never confirmed counts as not having answered. With the
quorum still met and no objection open the text stands; else it is proposed again. Silence confirms
nothing, and of a pledge not even that.
"""

from uuid import UUID

from sqlmodel import Session, select

from models import (
    Answer,
    Decision,
    DecisionState,
    Objection,
    ObjectionState,
    Objective,
    ObjectiveState,
    Person,
    Proposal,
    Via,
    Voice,
    moment,
)
from models.base import words
from models.refusals import NotAllowed, Refused
from services.change import Step, change
from services.rounds import objection_of, stands
from translations import mark

SETTLED = mark("Nothing is waited for here any more.")


def confirm(by: Person, answer_id: UUID, op: UUID | None = None) -> Answer:
    """The board agreed: said by who speaks for the organisation."""
    with change(by, "round.confirmed", op) as step:
        return _confirm(step, _ours(step, answer_id))


def confirm_for(by: Person, answer_id: UUID, op: UUID | None = None) -> Answer:
    """They told the coordinator, who writes it down: shown as written by the facilitator."""
    with change(by, "round.confirmed_for", op) as step:
        given = step.get(Answer, answer_id)
        given.via = Via.facilitator
        return _confirm(step, given)


def say_no(by: Person, answer_id: UUID, reason: str, op: UUID | None = None) -> Answer:
    """The board did not agree: an objection with its reason, and the text is proposed again."""
    with change(by, "round.confirmed", op) as step:
        return _say_no(step, _ours(step, answer_id), reason)


def say_no_for(by: Person, answer_id: UUID, reason: str, op: UUID | None = None) -> Answer:
    with change(by, "round.confirmed_for", op) as step:
        given = step.get(Answer, answer_id)
        given.via = Via.facilitator
        return _say_no(step, given, reason)


def settle(by: Person, decision_id: UUID, op: UUID | None = None) -> Decision:
    """Once the day is over: what R27 says of those who answered for good (see above)."""
    with change(by, "round.settled", op) as step:
        decision = step.get(Decision, decision_id)
        if decision.provisional_until is None:
            raise Refused(SETTLED)
        if decision.provisional_until >= moment.today():
            raise Refused(mark("That day is still to come."))
        proposal = step.find(Proposal, decision.proposal_id)
        step.what, step.meeting_id = proposal.label, decision.meeting_id
        silent = len(unconfirmed(step, proposal))
        against = len(objections(step.session, [proposal]))
        decision.provisional_until = None
        if not stands_at_the_day(decision, proposal, silent, against):
            propose_again(step, decision)
        return decision


def stands_at_the_day(
    decision: Decision, proposal: Proposal, silent: int, against: int = 0
) -> bool:
    """R27 without those who never confirmed. `silent`: how many they are; `against`: objections
    that are open."""
    entitled = (decision.tally or {}).get("entitled", 0)
    return stands(decision.answered - silent, entitled, proposal.quorum_milli, against)


def objections(session: Session, proposals: list[Proposal]) -> list[Objection]:
    """Those open in the latest round of each."""
    rounds = {proposal.id: proposal.round for proposal in proposals}
    rows = session.exec(
        select(Objection).where(
            Objection.proposal_id.in_(rounds),
            Objection.state == ObjectionState.raised,
            Objection.archived_at.is_(None),
        )
    ).all()
    return [one for one in rows if one.round == rounds[one.proposal_id]]


def unconfirmed(step: Step, proposal: Proposal) -> list[Answer]:
    return step.exec(
        select(Answer).where(
            Answer.proposal_id == proposal.id,
            Answer.round == proposal.round,
            Answer.until.is_not(None),
            Answer.archived_at.is_(None),
        )
    ).all()


def _ours(step: Step, answer_id: UUID) -> Answer:
    given = step.get(Answer, answer_id)
    ours = given.organisation_id in step.who.speaks_for if given.organisation_id else False
    if not ours and given.person_id != step.by.id:
        raise NotAllowed
    return given


def _confirm(step: Step, given: Answer) -> Answer:
    decision = _waiting(step, given)
    given.until = None
    _wait_for_the_others(step, decision)
    return given


def _say_no(step: Step, given: Answer, reason: str) -> Answer:
    decision = _waiting(step, given)
    given.voice, given.until = Voice.objection, None
    given.reason = words(reason, "reason", 600)
    step.add(objection_of(given))
    _wait_for_the_others(step, decision)
    propose_again(step, decision)
    return given


def _waiting(step: Step, given: Answer) -> Decision:
    """The decision that waits for this answer. Refused if none does."""
    proposal = step.find(Proposal, given.proposal_id)
    decision = step.exec(
        select(Decision).where(
            Decision.proposal_id == proposal.id,
            Decision.provisional_until.is_not(None),
            Decision.archived_at.is_(None),
        )
    ).first()
    if decision is None or given.until is None or given.round != proposal.round:
        raise Refused(SETTLED)
    step.what, step.meeting_id = proposal.label, proposal.meeting_id
    return decision


def _wait_for_the_others(step: Step, decision: Decision) -> None:
    proposal = step.find(Proposal, decision.proposal_id)
    days = [a.until for a in unconfirmed(step, proposal) if a.until]
    decision.provisional_until = max(days, default=None)


def propose_again(step: Step, decision: Decision) -> None:
    """What was adopted is open once more, and the table takes it up next time."""
    decision.state, decision.review_on = DecisionState.review_due, moment.today()
    objective = step.find(Objective, decision.objective_id)
    if objective.state is ObjectiveState.adopted:
        objective.state = ObjectiveState.proposed

"""Members that were not at a meeting: what was adopted there subject to confirmation reaches them
with the same day, and until then they may object to it. Who says nothing has neither agreed nor
objected.
"""

from uuid import UUID

from sqlmodel import Session, select

from models import (
    SEEN,
    Attendance,
    Decision,
    Meeting,
    MembershipKind,
    Objection,
    Organisation,
    OrgMembership,
    Person,
    Proposal,
    moment,
)
from models.base import words
from models.refusals import NotAllowed, Refused
from services.change import Step, change
from services.confirming import SETTLED, propose_again
from translations import mark


def object_to(
    by: Person, decision_id: UUID, organisation_id: UUID, reason: str, op: UUID | None = None
) -> Objection:
    """Said by who speaks for the organisation: the text is proposed again."""
    with change(by, "round.objected", op) as step:
        if organisation_id not in step.who.speaks_for:
            raise NotAllowed
        return _object(step, decision_id, organisation_id, reason)


def object_for(
    by: Person, decision_id: UUID, organisation_id: UUID, reason: str, op: UUID | None = None
) -> Objection:
    """They told the coordinator, who writes it down."""
    with change(by, "round.objected_for", op) as step:
        return _object(step, decision_id, organisation_id, reason)


def members(session: Session, meeting: Meeting) -> list[Organisation]:
    """Members on the day of the meeting of whom nobody was seen there, by name."""
    seen = select(Attendance.organisation_id).where(
        Attendance.meeting_id == meeting.id,
        Attendance.status.in_(SEEN),
        Attendance.organisation_id.is_not(None),
        Attendance.archived_at.is_(None),
    )
    rows = session.exec(
        select(Organisation, OrgMembership)
        .join(OrgMembership, OrgMembership.organisation_id == Organisation.id)
        .where(
            Organisation.community_id == meeting.community_id,
            Organisation.archived_at.is_(None),
            OrgMembership.kind == MembershipKind.member,
            OrgMembership.archived_at.is_(None),
            Organisation.id.not_in(seen),
        )
        .order_by(Organisation.name)
    ).all()
    return list({org.id: org for org, seat in rows if seat.holds_on(meeting.day)}.values())


def _object(step: Step, decision_id: UUID, organisation_id: UUID, reason: str) -> Objection:
    decision = step.find(Decision, decision_id)
    proposal = _proposal(step, decision)
    step.what, step.meeting_id = proposal.label, decision.meeting_id
    _must_be_absent(step, decision, organisation_id)
    _must_be_the_first(step, proposal, organisation_id)
    propose_again(step, decision)
    return step.add(
        Objection(
            proposal_id=proposal.id,
            round=proposal.round,
            unit_id=organisation_id,
            organisation_id=organisation_id,
            person_id=step.by.id,
            argument=words(reason, "reason", 600),
        )
    )


def _proposal(step: Step, decision: Decision) -> Proposal:
    if decision.provisional_until is None or decision.provisional_until < moment.today():
        raise Refused(SETTLED)
    return step.find(Proposal, decision.proposal_id)


def _must_be_absent(step: Step, decision: Decision, organisation_id: UUID) -> None:
    meeting = step.find(Meeting, decision.meeting_id)
    if organisation_id not in {org.id for org in members(step.session, meeting)}:
        raise Refused(
            mark("Who was there has answered in the round. This is for members who were not."),
            field="organisation",
        )


def _must_be_the_first(step: Step, proposal: Proposal, organisation_id: UUID) -> None:
    said = select(Objection.id).where(
        Objection.proposal_id == proposal.id,
        Objection.round == proposal.round,
        Objection.organisation_id == organisation_id,
        Objection.archived_at.is_(None),
    )
    if step.exec(said).first():
        raise Refused(mark("Their objection is written down already."), field="organisation")

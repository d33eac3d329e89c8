"""What was adopted provisionally, who is still to be heard until when, and who was not there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from models import (
    SEEN,
    Affiliation,
    Answer,
    Attendance,
    Decision,
    Meeting,
    MembershipKind,
    Organisation,
    OrgMembership,
    Person,
    Proposal,
    moment,
)
from services.confirming import stands_at_the_day
from services.look import look


@dataclass(frozen=True)
class Voice:
    """Somebody who said yes and has to ask first. `ours`: the reader may confirm it."""

    answer: Answer
    name: str
    ours: bool


@dataclass(frozen=True)
class Absent:
    """A member that was not there. `addresses`: of its people, for who may see them."""

    organisation: Organisation
    addresses: list[str]


@dataclass(frozen=True)
class Pending:
    """`over`: the day has passed. `stands`: what R27 says if nobody else confirms."""

    decision: Decision
    meeting: Meeting
    voices: list[Voice]
    absent: list[Absent]
    over: bool
    stands: bool

    @property
    def until(self) -> date:
        return self.decision.provisional_until


def of_meeting(by: Person, meeting_id: UUID) -> list[Pending]:
    """By number. A fixed number of statements."""
    with look(by, "meeting.read") as session:
        rows = session.exec(
            select(Decision, Proposal, Meeting)
            .join(Proposal, Proposal.id == Decision.proposal_id)
            .join(Meeting, Meeting.id == Decision.meeting_id)
            .where(
                Decision.meeting_id == meeting_id,
                Decision.community_id == by.community_id,
                Decision.provisional_until.is_not(None),
                Decision.archived_at.is_(None),
            )
            .order_by(Decision.number)
        ).all()
        if not rows:
            return []
        voices = _voices(session, [proposal for _d, proposal, _m in rows])
        absent = _absent(session, rows[0][2])
    return [_pending(row, voices, absent) for row in rows]


def _pending(row: tuple, voices: list[Voice], absent: list[Absent]) -> Pending:
    decision, proposal, meeting = row
    mine = [
        voice
        for voice in voices
        if (voice.answer.proposal_id, voice.answer.round) == (proposal.id, proposal.round)
    ]
    over = decision.provisional_until < moment.today()
    stands = stands_at_the_day(decision, proposal, len(mine))
    return Pending(decision, meeting, mine, absent, over, stands)


def _voices(session: Session, proposals: list[Proposal]) -> list[Voice]:
    who = session.info["who"]
    rows = session.exec(
        select(Answer, Organisation, Person.name)
        .outerjoin(Organisation, Organisation.id == Answer.organisation_id)
        .outerjoin(Person, Person.id == Answer.person_id)
        .where(
            Answer.proposal_id.in_([proposal.id for proposal in proposals]),
            Answer.until.is_not(None),
            Answer.archived_at.is_(None),
        )
        .order_by(Answer.until, Organisation.name, Person.name)
    ).all()
    named = who.sees("person.read_name")
    return [
        Voice(
            given,
            org.called if org else (name if named else ""),
            given.person_id == who.person_id or given.organisation_id in who.speaks_for,
        )
        for given, org, name in rows
    ]


def _absent(session: Session, meeting: Meeting) -> list[Absent]:
    """Members on the day of the meeting of whom nobody was seen there."""
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
    orgs = {org.id: org for org, seat in rows if seat.holds_on(meeting.day)}
    mails = _addresses(session, list(orgs))
    return [Absent(org, mails.get(id, [])) for id, org in orgs.items()]


def _addresses(session: Session, orgs: list[UUID]) -> dict[UUID, list[str]]:
    """{organisation: e-mail addresses}; empty for who may not read them."""
    if not session.info["who"].sees("person.read_email"):
        return {}
    rows = session.exec(
        select(Affiliation.organisation_id, Person.email)
        .join(Person, Person.id == Affiliation.person_id)
        .where(
            Affiliation.organisation_id.in_(orgs),
            Affiliation.to_on.is_(None),
            Affiliation.archived_at.is_(None),
            Person.email.is_not(None),
            Person.archived_at.is_(None),
        )
        .order_by(Person.email)
    ).all()
    found: dict[UUID, list[str]] = {}
    for org, email in rows:
        found.setdefault(org, []).append(email)
    return found

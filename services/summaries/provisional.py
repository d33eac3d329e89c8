"""What was adopted provisionally, who is still to be heard until when, and who was not there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from models import (
    Affiliation,
    Answer,
    Decision,
    Meeting,
    Objection,
    Organisation,
    Person,
    Proposal,
    moment,
)
from services import absent
from services.confirming import objections, stands_at_the_day
from services.look import look


@dataclass(frozen=True)
class Voice:
    """Somebody who said yes and has to ask first. `ours`: the reader may confirm it."""

    answer: Answer
    name: str
    ours: bool


@dataclass(frozen=True)
class Absent:
    """A member that was not there. `addresses`: of its people, for who may see them; `ours`: the
    reader speaks for it."""

    organisation: Organisation
    addresses: list[str]
    ours: bool


@dataclass(frozen=True)
class Pending:
    """`over`: the day has passed. `stands`: what R27 says if nobody else confirms. `objections`:
    open ones of its round, also of members that were not there."""

    decision: Decision
    meeting: Meeting
    voices: list[Voice]
    absent: list[Absent]
    objections: list[Objection]
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
        asked = [proposal for _d, proposal, _m in rows]
        voices, away = _voices(session, asked), _absent(session, rows[0][2])
        against = objections(session, asked)
    return [_pending(row, voices, away, against) for row in rows]


def _pending(
    row: tuple, voices: list[Voice], away: list[Absent], against: list[Objection]
) -> Pending:
    decision, proposal, meeting = row
    mine = [
        voice
        for voice in voices
        if (voice.answer.proposal_id, voice.answer.round) == (proposal.id, proposal.round)
    ]
    over = decision.provisional_until < moment.today()
    no = [one for one in against if one.proposal_id == proposal.id]
    stands = stands_at_the_day(decision, proposal, len(mine), len(no))
    return Pending(decision, meeting, mine, away, no, over, stands)


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
    orgs, speaks = absent.members(session, meeting), session.info["who"].speaks_for
    mails = _addresses(session, [org.id for org in orgs])
    return [Absent(org, mails.get(org.id, []), org.id in speaks) for org in orgs]


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

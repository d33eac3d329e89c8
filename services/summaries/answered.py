"""Who answered what when a text was adopted: the rows behind the tally frozen with it."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from models import Answer, Decision, Organisation, Person, Proposal
from services.look import look


@dataclass(frozen=True)
class Tally:
    """`voices`: (whose, the answer) in the order of names; whose is "" where persons vote and the
    reader may read no names. Answers of the round that was adopted, as they stand now."""

    decision: Decision
    proposal: Proposal
    voices: list[tuple[str, Answer]]


def of_decision(by: Person, decision_id: UUID) -> Tally | None:
    """Two statements. None for what was not adopted in a round, or is not of this community."""
    with look(by, "meeting.read") as session:
        row = session.exec(
            select(Decision, Proposal)
            .join(Proposal, Proposal.id == Decision.proposal_id)
            .where(
                Decision.id == decision_id,
                Decision.community_id == by.community_id,
                Decision.tally.is_not(None),
                Decision.archived_at.is_(None),
            )
        ).first()
        return row and Tally(*row, _voices(session, row[1]))


def _voices(session: Session, proposal: Proposal) -> list[tuple[str, Answer]]:
    names = session.info["who"].sees("attendance.read_names")
    rows = session.exec(
        select(Answer, Organisation.name, Person.name)
        .outerjoin(Organisation, Organisation.id == Answer.organisation_id)
        .outerjoin(Person, Person.id == Answer.person_id)
        .where(
            Answer.proposal_id == proposal.id,
            Answer.round == proposal.round,
            Answer.archived_at.is_(None),
        )
    ).all()
    said = [(org or (person if names else ""), answer) for answer, org, person in rows]
    return sorted(said, key=lambda one: one[0].casefold())

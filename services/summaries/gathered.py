"""All that is known of a meeting that runs, in a fixed number of statements whatever its size; what
of it somebody may see is for `room` to say."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, select

from models import (
    OVER,
    SEEN,
    AgendaItem,
    Answer,
    Attendance,
    Card,
    Decision,
    DecisionState,
    History,
    Meeting,
    Objection,
    Objective,
    Organisation,
    Person,
    Photo,
    Points,
    Proposal,
    Role,
    RoleAssignment,
    Support,
    moment,
)
from services import entitled

STAYS = timedelta(minutes=10)  # what was just adopted is shown, unless the room moves on before
MOVES_ON = ("meeting.moved_on", "meeting.timed", "round.opened", "card.taken_up", "tables.laid")


@dataclass(frozen=True)
class Asked:
    """The open round, with what everybody answered."""

    proposal: Proposal
    objective: Objective
    units: dict[UUID, entitled.Unit]
    given: dict[UUID, Answer]  # by unit
    names: dict[UUID, str]  # of who gave them
    objections: list[Objection]


@dataclass(frozen=True)
class Everything:
    """A meeting whoever reads it, hidden answers and names included: for `seen` alone."""

    meeting: Meeting
    agenda: list[AgendaItem]
    rows: list[tuple[Attendance, Person, Organisation | None]]
    arrivals: frozenset[UUID]
    cards: list[tuple[Card, str]]  # and who wrote it
    supporters: dict[UUID, set[UUID]]  # by card
    drafted: list[Objective]
    points: dict[UUID, dict[UUID, int]]  # by person and objective
    round: Asked | None
    adopted: Decision | None  # just now, by consent; the room has not moved on since
    photos: list[tuple[UUID, str]]


def everything(session: Session, meeting: Meeting) -> Everything:
    return Everything(
        meeting=meeting,
        agenda=_agenda(session, meeting.id),
        rows=_present(session, meeting.id),
        arrivals=_arrivals(session, meeting.id),
        cards=_cards(session, meeting.id),
        supporters=_supporters(session, meeting.id),
        drafted=_drafted(session, meeting.id),
        points=_points(session, meeting.id),
        round=_round(session, meeting),
        adopted=_adopted(session, meeting.id),
        photos=_photos(session, meeting.id),
    )


def _present(session: Session, meeting_id: UUID) -> list[tuple]:
    return session.exec(
        select(Attendance, Person, Organisation)
        .join(Person, Person.id == Attendance.person_id)
        .outerjoin(Organisation, Organisation.id == Attendance.organisation_id)
        .where(
            Attendance.meeting_id == meeting_id,
            Attendance.archived_at.is_(None),
            Attendance.status.in_(SEEN),
        )
        .order_by(Organisation.name, Person.name)
    ).all()


def _arrivals(session: Session, meeting_id: UUID) -> frozenset[UUID]:
    return frozenset(
        session.exec(
            select(Attendance.person_id)
            .join(RoleAssignment, RoleAssignment.person_id == Attendance.person_id)
            .where(
                Attendance.meeting_id == meeting_id,
                Attendance.archived_at.is_(None),
                RoleAssignment.role == Role.arrival,
                RoleAssignment.to_on.is_(None),
                RoleAssignment.archived_at.is_(None),
            )
        ).all()
    )


def _agenda(session: Session, meeting_id: UUID) -> list[AgendaItem]:
    return session.exec(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.archived_at.is_(None))
        .order_by(AgendaItem.position)
    ).all()


def _cards(session: Session, meeting_id: UUID) -> list[tuple[Card, str]]:
    """In the order they were written, with the names of who wrote them."""
    rows = session.exec(
        select(Card, Person.name)
        .outerjoin(Person, Person.id == Card.created_by)
        .where(Card.meeting_id == meeting_id, Card.archived_at.is_(None))
        .order_by(Card.created_at)
    ).all()
    return [(card, name or "") for card, name in rows]


def _supporters(session: Session, meeting_id: UUID) -> dict[UUID, set[UUID]]:
    """{card: who supports it}."""
    rows = session.exec(
        select(Support.card_id, Support.person_id)
        .join(Card, Card.id == Support.card_id)
        .where(Card.meeting_id == meeting_id, Support.archived_at.is_(None))
    ).all()
    supporters: dict[UUID, set[UUID]] = {}
    for card, person in rows:
        supporters.setdefault(card, set()).add(person)
    return supporters


def _drafted(session: Session, meeting_id: UUID) -> list[Objective]:
    """Those written at this meeting, and those its decisions or rounds are about."""
    asked = select(Proposal.objective_id).where(Proposal.meeting_id == meeting_id)
    return session.exec(
        select(Objective)
        .where(
            (Objective.meeting_id == meeting_id) | Objective.id.in_(asked),
            Objective.archived_at.is_(None),
        )
        .order_by(Objective.number)
    ).all()


def _points(session: Session, meeting_id: UUID) -> dict[UUID, dict[UUID, int]]:
    """{person: {objective: how many}}."""
    given: dict[UUID, dict[UUID, int]] = {}
    rows = session.exec(
        select(Points.person_id, Points.objective_id, Points.n).where(
            Points.meeting_id == meeting_id
        )
    ).all()
    for person, objective, n in rows:
        given.setdefault(person, {})[objective] = n
    return given


def _photos(session: Session, meeting_id: UUID) -> list[tuple[UUID, str]]:
    rows = session.exec(
        select(Photo.id, Photo.title)
        .where(Photo.meeting_id == meeting_id, Photo.archived_at.is_(None))
        .order_by(Photo.created_at)
    ).all()
    return [(id, title) for id, title in rows]


def _round(session: Session, meeting: Meeting) -> Asked | None:
    """The round that is open."""
    found = session.exec(
        select(Proposal, Objective)
        .join(Objective, Objective.id == Proposal.objective_id)
        .where(
            Proposal.meeting_id == meeting.id,
            Proposal.stage.not_in(OVER),
            Proposal.archived_at.is_(None),
        )
    ).first()
    if found is None:
        return None
    return Asked(
        *found,
        units=entitled.units(session, meeting.community_id, meeting.id),
        **_given(session, found[0]),
        objections=_objections(session, found[0]),
    )


def _adopted(session: Session, meeting_id: UUID) -> Decision | None:
    found = session.exec(
        select(Decision)
        .where(
            Decision.meeting_id == meeting_id,
            Decision.proposal_id.is_not(None),
            Decision.state == DecisionState.in_force,
            Decision.archived_at.is_(None),
            Decision.decided_at > moment.now() - STAYS,
        )
        .order_by(Decision.number.desc())
    ).first()
    if found is None:
        return None
    latest = session.exec(
        select(History.verb)
        .where(
            History.meeting_id == meeting_id,
            History.at >= found.decided_at,
            History.verb.in_(("round.adopted", *MOVES_ON)),
        )
        .order_by(History.id.desc())
    ).first()
    return found if latest == "round.adopted" else None


def _given(session: Session, proposal: Proposal) -> dict[str, dict]:
    rows = session.exec(
        select(Answer, Person.name)
        .join(Person, Person.id == Answer.person_id)
        .where(
            Answer.proposal_id == proposal.id,
            Answer.round == proposal.round,
            Answer.archived_at.is_(None),
        )
    ).all()
    return {
        "given": {row.unit_id: row for row, _name in rows},
        "names": {row.person_id: name for row, name in rows},
    }


def _objections(session: Session, proposal: Proposal) -> list[Objection]:
    return session.exec(
        select(Objection)
        .where(Objection.proposal_id == proposal.id, Objection.archived_at.is_(None))
        .order_by(Objection.created_at)
    ).all()

"""A meeting as it runs, the same for the phone, the projector and the workspace: who is there,
where the agenda is, the cards, the round. A fixed number of statements, whatever the size.

Answers of a round stay hidden until all have answered or the facilitator reveals them: before
that this view knows only who answered, and what the reader answered.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, func, select

from models import (
    OVER,
    POINTS_EACH,
    SEEN,
    AgendaItem,
    Answer,
    Attendance,
    Capacity,
    Card,
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
    Stage,
    Support,
    Voice,
)
from models.refusals import NotFound
from services import entitled
from services.look import look
from services.rounds import stands


@dataclass(frozen=True)
class Counts:
    """R1 to R3 so far, and how many arrivals wait to be admitted (they are in none of them)."""

    organisations: int
    people: int
    institutions: int
    arrivals: int


@dataclass(frozen=True)
class CardView:
    card: Card
    supporters: int
    mine: bool  # whether the reader supports it
    author: str  # "" for who may read no names


@dataclass(frozen=True)
class UnitView:
    """A seat in a round. `answer`: what it said, None while that is hidden or nothing was said."""

    id: UUID
    name: str
    initials: str
    answered: bool
    answer: Answer | None


@dataclass(frozen=True)
class RoundView:
    """`tally`: {voice: how many}, None while hidden. `unit`: the reader's own seat, None for who
    has no voice. `enough`: quorum met and no objection open (R27)."""

    proposal: Proposal
    objective: Objective
    units: list[UnitView]
    answered: int
    shown: bool
    tally: dict[str, int] | None
    objections: list[Objection]
    unit: UnitView | None
    enough: bool
    current_text: str  # of the objective now; the frozen one stands in the proposal

    @property
    def of(self) -> int:
        return len(self.units)


@dataclass(frozen=True)
class Room:
    meeting: Meeting
    agenda: list[AgendaItem]
    present: list[tuple[Attendance, Person, Organisation | None]]
    arrivals: frozenset[UUID]  # ids of persons not admitted yet
    mine: Attendance | None
    counts: Counts
    seated: frozenset[UUID]  # organisations that count at the table
    cards: list[CardView]
    drafted: list[Objective]
    points: dict[UUID, int]  # what the reader gave each objective
    round: RoundView | None
    photos: list[tuple[UUID, str]]

    @property
    def current(self) -> AgendaItem | None:
        return next((item for item in self.agenda if item.current), None)

    @property
    def points_left(self) -> int:
        return POINTS_EACH - sum(self.points.values())


def at(by: Person, meeting_id: UUID) -> Room:
    """NotFound for another community's. An arrival sees no name but its own."""
    with look(by, "meeting.read") as session:
        meeting = session.get(Meeting, meeting_id)
        if meeting is None or meeting.community_id != by.community_id or meeting.archived_at:
            raise NotFound
        return read(session, meeting, by.id, session.info["who"].sees("attendance.read_names"))


def read(session: Session, meeting: Meeting, reader: UUID | None, names: bool) -> Room:
    """As `reader` may see it; None for the projector, which belongs to nobody."""
    rows, arrivals = _present(session, meeting.id), _arrivals(session, meeting.id)
    return Room(
        meeting=meeting,
        agenda=_agenda(session, meeting.id),
        present=[row for row in rows if names or row[1].id == reader],
        arrivals=arrivals if names else arrivals & {reader},
        mine=next((a for a, person, _o in rows if person.id == reader), None),
        counts=_counts(rows, arrivals),
        seated=frozenset(a.organisation_id for a, _p, org in rows if org and a.counts_in_headline),
        cards=_cards(session, meeting.id, reader, names),
        drafted=_drafted(session, meeting.id),
        points=_points(session, meeting.id, reader),
        round=_round(session, meeting, reader),
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


def _counts(rows: list[tuple], arrivals: frozenset[UUID]) -> Counts:
    counted = [(a, person) for a, person, _o in rows if a.counts_in_headline]
    return Counts(
        organisations=len({a.organisation_id for a, _p in counted if a.organisation_id}),
        people=len(counted),
        institutions=len(
            {
                a.organisation_id
                for a, person, _o in rows
                if a.capacity is Capacity.institution and person.id not in arrivals
            }
        ),
        arrivals=len(arrivals),
    )


def _agenda(session: Session, meeting_id: UUID) -> list[AgendaItem]:
    return session.exec(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.archived_at.is_(None))
        .order_by(AgendaItem.position)
    ).all()


def _cards(session: Session, meeting_id: UUID, reader: UUID | None, names: bool) -> list[CardView]:
    """Most supported first, then in the order they were written."""
    support = (
        select(Support.card_id, func.count().label("n"))
        .where(Support.archived_at.is_(None))
        .group_by(Support.card_id)
        .subquery()
    )
    mine = set(
        session.exec(
            select(Support.card_id).where(
                Support.person_id == reader, Support.archived_at.is_(None)
            )
        ).all()
    )
    rows = session.exec(
        select(Card, Person.name, func.coalesce(support.c.n, 0))
        .outerjoin(Person, Person.id == Card.created_by)
        .outerjoin(support, support.c.card_id == Card.id)
        .where(Card.meeting_id == meeting_id, Card.archived_at.is_(None))
        .order_by(func.coalesce(support.c.n, 0).desc(), Card.created_at)
    ).all()
    return [
        CardView(card, n, card.id in mine, (name or "") if names else "") for card, name, n in rows
    ]


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


def _points(session: Session, meeting_id: UUID, reader: UUID | None) -> dict[UUID, int]:
    return dict(
        session.exec(
            select(Points.objective_id, Points.n).where(
                Points.meeting_id == meeting_id, Points.person_id == reader
            )
        ).all()
    )


def _photos(session: Session, meeting_id: UUID) -> list[tuple[UUID, str]]:
    rows = session.exec(
        select(Photo.id, Photo.title)
        .where(Photo.meeting_id == meeting_id, Photo.archived_at.is_(None))
        .order_by(Photo.created_at)
    ).all()
    return [(id, title) for id, title in rows]


def _round(session: Session, meeting: Meeting, reader: UUID | None) -> RoundView | None:
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
    proposal, objective = found
    units = entitled.units(session, meeting.community_id, meeting.id)
    given = _given(session, proposal)
    answered = sum(id in given for id in units)
    shown = proposal.revealed or (0 < len(units) == answered)
    shown = shown and proposal.stage in (Stage.consent, Stage.integrating)
    seats = [_seat(u, given, shown or reader in u.people) for u in units.values()]
    objections = _objections(session, proposal)
    raised = sum(o.state == "raised" for o in objections)
    return RoundView(
        proposal=proposal,
        objective=objective,
        units=seats,
        answered=answered,
        shown=shown,
        tally=_tally(given, units) if shown else None,
        objections=objections if shown else [],
        unit=next((s for s in seats if reader in units[s.id].people), None),
        enough=stands(answered, len(units), proposal.quorum_milli, raised),
        current_text=f"{objective.title}\n{objective.statement}".strip(),
    )


def _given(session: Session, proposal: Proposal) -> dict[UUID, Answer]:
    rows = session.exec(
        select(Answer).where(
            Answer.proposal_id == proposal.id,
            Answer.round == proposal.round,
            Answer.archived_at.is_(None),
        )
    ).all()
    return {row.unit_id: row for row in rows}


def _seat(unit: entitled.Unit, given: dict[UUID, Answer], open: bool) -> UnitView:
    answer = given.get(unit.id)
    return UnitView(unit.id, unit.name, unit.initials, answer is not None, answer if open else None)


def _tally(given: dict[UUID, Answer], units: dict) -> dict[str, int]:
    voices = [answer.voice for id, answer in given.items() if id in units]
    return {voice.value: voices.count(voice) for voice in Voice}


def _objections(session: Session, proposal: Proposal) -> list[Objection]:
    return session.exec(
        select(Objection)
        .where(Objection.proposal_id == proposal.id, Objection.archived_at.is_(None))
        .order_by(Objection.created_at)
    ).all()

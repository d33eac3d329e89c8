"""A meeting as it runs, the same for the phone, the projector and the workspace: who is there,
where the agenda is, the cards, the round.

Answers of a round stay hidden until all have answered or the facilitator reveals them: before
that this view knows only who answered, and what the reader answered.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from models import (
    POINTS_EACH,
    AgendaItem,
    Answer,
    Attendance,
    Capacity,
    Card,
    Decision,
    Meeting,
    Objection,
    ObjectionState,
    Objective,
    Organisation,
    Person,
    Proposal,
    Stage,
    Voice,
)
from models.refusals import NotAllowed, NotFound
from services import entitled, kept
from services.look import look
from services.pieces import Reader
from services.rights import OPEN_STATES, Standing
from services.rounds import stands
from services.summaries import gathered


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
    """A seat in a round. `answer`: what it said, None while that is hidden or nothing was said.
    `taken_by`: of the reader's own seat, who else of it answered already; "" while it is open."""

    id: UUID
    name: str
    initials: str
    answered: bool
    answer: Answer | None
    taken_by: str = ""


@dataclass(frozen=True)
class RoundView:
    """`tally`: {voice: how many}, None while hidden. `unit`: the reader's own seat, None for who
    has no voice. `enough`: quorum met and no objection open (R27); `adoptable`: so for the very
    text that is there; `asks_again`: everybody may be asked anew, as no objection is open."""

    proposal: Proposal
    objective: Objective
    units: list[UnitView]
    answered: int
    shown: bool
    tally: dict[str, int] | None
    objections: list[Objection]
    unit: UnitView | None
    enough: bool
    adoptable: bool
    asks_again: bool
    current_text: str  # of the objective now; the frozen one stands in the proposal

    @property
    def of(self) -> int:
        return len(self.units)

    @property
    def conditional(self) -> int:
        """How many of the answers that are shown wait for somebody who has to ask first."""
        return sum(bool(u.answer and u.answer.until) for u in self.units) if self.shown else 0

    @property
    def moved(self) -> bool:
        """Whether the text is another than the one that was read out."""
        return self.current_text != self.proposal.text_frozen

    @property
    def mending(self) -> bool:
        """Whether an objection is open, or in a text that nobody was asked about yet."""
        now = self.proposal.round
        return any(
            o.state is ObjectionState.raised
            or (o.state is ObjectionState.integrated and o.round == now)
            for o in self.objections
        )


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
    adopted: Decision | None  # just now, by consent, and the room has not moved on
    photos: list[tuple[UUID, str]]
    tables: dict[UUID, int]  # how many people sit at each of several tables

    @property
    def current(self) -> AgendaItem | None:
        return next((item for item in self.agenda if item.current), None)

    @property
    def bare(self) -> set[UUID]:
        """Objectives of which only the title is there, and that nobody is asked about: they may
        go back among the ideas."""
        asked = self.round.objective.id if self.round else None
        open = {o.id for o in self.drafted if o.state in OPEN_STATES and not o.statement.strip()}
        return open - {asked}

    @property
    def points_left(self) -> int:
        return POINTS_EACH * self.voices - sum(self.points.values())

    @property
    def voices(self) -> int:
        """For how many people the reader's phone speaks."""
        return (self.mine.voices or 1) if self.mine else 1


def at(by: Person, meeting_id: UUID) -> Room:
    """NotFound for another community's. An arrival sees no name but its own."""
    with look(by, "meeting.read") as session:
        meeting = _meeting(session, by, meeting_id)
        return read(session, meeting, by.id, session.info["who"].sees("attendance.read_names"))


def read(session: Session, meeting: Meeting, reader: UUID | None, names: bool) -> Room:
    """As `reader` may see it; None for the projector, which belongs to nobody."""
    return _seen(gathered.everything(session, meeting), reader, names)


def everything(by: Person, meeting_id: UUID) -> gathered.Everything:
    """To be kept for all who have the meeting open, each of whom gets their own `seen` of it.
    NotFound for another community's."""
    with look(by, "meeting.read") as session:
        return gathered.everything(session, _meeting(session, by, meeting_id))


def now(reader: Reader, meeting_id: UUID, texts: int = 0) -> Room:
    """As `at`, gathered once for all who have the meeting open, while nothing changes. `texts`:
    the newest change to a text that is to be in it; not asked for where the text follows by
    itself."""
    place = (reader.person.community_id, everything, meeting_id)
    wanted = (reader.revision, texts)
    all = kept.kept(place, wanted, everything, reader.person, meeting_id)
    return seen(all, reader.standing)


def seen(all: gathered.Everything, who: Standing) -> Room:
    """What this reader may see of it; nothing is asked of the database. NotAllowed as `at`."""
    if not who.sees("meeting.read") or who.community_id != all.meeting.community_id:
        raise NotAllowed
    return _seen(all, who.person_id, who.sees("attendance.read_names"))


def _meeting(session: Session, by: Person, id: UUID) -> Meeting:
    meeting = session.get(Meeting, id)
    if meeting is None or meeting.community_id != by.community_id or meeting.archived_at:
        raise NotFound
    return meeting


def _seen(all: gathered.Everything, reader: UUID | None, names: bool) -> Room:
    rows, arrivals = all.rows, all.arrivals
    return Room(
        meeting=all.meeting,
        agenda=all.agenda,
        present=[row for row in rows if names or row[1].id == reader],
        arrivals=arrivals if names else arrivals & {reader},
        mine=next((a for a, person, _o in rows if person.id == reader), None),
        counts=_counts(rows, arrivals),
        seated=frozenset(a.organisation_id for a, _p, org in rows if org and a.counts_in_headline),
        cards=_cards_seen(all, reader, names),
        drafted=all.drafted,
        points=all.points.get(reader, {}),
        round=_round_seen(all.round, reader, names) if all.round else None,
        adopted=all.adopted,
        photos=all.photos,
        tables=_at_tables(rows),
    )


def _at_tables(rows: list[tuple]) -> dict[UUID, int]:
    """A phone that speaks for others brings them along."""
    found: dict[UUID, int] = {}
    for a, _person, _org in rows:
        if a.side_table_id and not a.left_at:
            found[a.side_table_id] = found.get(a.side_table_id, 0) + (a.voices or 1)
    return found


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


def _cards_seen(all: gathered.Everything, reader: UUID | None, names: bool) -> list[CardView]:
    """Most supported first, then in the order they were written. A phone that speaks for others
    supports for each of them."""
    voices = {person.id: a.voices or 1 for a, person, _org in all.rows}
    cards = [
        CardView(
            card,
            sum(voices.get(id, 1) for id in all.supporters.get(card.id, ())),
            reader in all.supporters.get(card.id, ()),
            name if names else "",
        )
        for card, name in all.cards
    ]
    return sorted(cards, key=lambda view: -view.supporters)


def _round_seen(asked: gathered.Asked, reader: UUID | None, names: bool) -> RoundView:
    proposal, objective, units = asked.proposal, asked.objective, asked.units
    answered = sum(id in asked.given for id in units)
    shown = proposal.revealed or (0 < len(units) == answered)
    shown = shown and proposal.stage in (Stage.consent, Stage.integrating)
    seats = [_seat(asked, u, shown, reader, names) for u in units.values()]
    raised = sum(o.state is ObjectionState.raised for o in asked.objections)
    text = f"{objective.title}\n{objective.statement}".strip()
    settled = {o.state for o in asked.objections if o.round == proposal.round}
    anew = text != proposal.text_frozen or ObjectionState.integrated in settled
    enough = stands(answered, len(units), proposal.quorum_milli, raised)
    return RoundView(
        proposal=proposal,
        objective=objective,
        units=seats,
        answered=answered,
        shown=shown,
        tally=_tally(asked.given, units) if shown else None,
        objections=asked.objections if shown else [],
        unit=next((s for s in seats if reader in units[s.id].people), None),
        enough=enough,
        adoptable=enough and not anew,
        asks_again=not raised and (anew or (shown and ObjectionState.withdrawn in settled)),
        current_text=text,
    )


def _seat(
    asked: gathered.Asked, unit: entitled.Unit, shown: bool, reader: UUID | None, names: bool
) -> UnitView:
    """Where persons vote a seat is a person, nameless for who may read no names."""
    answer, mine = asked.given.get(unit.id), reader in unit.people
    called = (unit.name, unit.initials) if names or mine or not unit.is_person else ("", "")
    taken = mine and answer is not None and not answer.is_open_to(reader)
    by = asked.names[answer.person_id] if taken else ""
    return UnitView(unit.id, *called, answer is not None, answer if shown or mine else None, by)


def _tally(given: dict[UUID, Answer], units: dict) -> dict[str, int]:
    voices = [answer.voice for id, answer in given.items() if id in units]
    return {voice.value: voices.count(voice) for voice in Voice}

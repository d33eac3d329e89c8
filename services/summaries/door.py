"""Who waits at the door of a meeting, and whom each would become: what whoever lets them in sees
before they tap."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, or_, select, union_all

from models import (
    Card,
    History,
    HistoryChange,
    MadeBy,
    Need,
    Objective,
    Organisation,
    Person,
    Phone,
    Pledge,
)
from services import recognising
from services.look import look
from services.recognising import Known
from services.turning_away import VERB

SAID = (Card, Objective, Need, Pledge)  # what an arrival can put on the table


@dataclass(frozen=True)
class Waiting:
    """`known`: the one of the register they would become; None: somebody new. `namesake`: one who
    coordinates has this name at this organisation; nobody becomes them at the door. `said`: how
    many things they put on the table so far."""

    person: Person
    organisation: Organisation | None
    known: Known | None
    namesake: bool
    said: int

    @property
    def becomes(self) -> UUID | None:
        return self.known.person.id if self.known else None


@dataclass(frozen=True)
class Away:
    """Somebody who was not let in, and did not come back since. `line`: of the history, which
    takes it back; `said`: how many things of theirs stay on the table."""

    line: int
    name: str
    said: int


@dataclass(frozen=True)
class Door:
    """`together`: let in by one tap for all; `apart`: by a tap of their own, which says who;
    `away`: turned away here, the latest first."""

    together: list[Waiting]
    apart: list[Waiting]
    away: list[Away]

    def __bool__(self) -> bool:
        return bool(self.all or self.away)

    @property
    def all(self) -> list[Waiting]:
        return [*self.together, *self.apart]

    @property
    def recognised(self) -> dict[UUID, UUID | None]:
        """Of all who stand apart: whom each becomes, once whoever taps has looked at them."""
        return {w.person.id: w.becomes for w in self.apart}

    @property
    def become(self) -> dict[UUID, UUID | None]:
        """Of all who come in together: whom each becomes, None for somebody new."""
        return {w.person.id: w.becomes for w in self.together}


def at(by: Person, meeting_id: UUID) -> Door:
    """For who may let them in. A fixed number of statements, however many wait."""
    with look(by, "attendance.admit") as session:
        waiting = recognising.arrivals(session, by.community_id, meeting_id)
        known = recognising.known(session, waiting)
        gone = _turned_away(session, by.community_id, meeting_id)
        people = [person.id for _seat, person, _org in waiting] + [id for _line, _name, id in gone]
        said = _said(session, meeting_id, people)
    rows = [_waiting(p, org, known.get(p.id), said[p.id]) for _seat, p, org in waiting]
    is_apart = [row.known is not None and row.known.apart for row in rows]
    together = [row for row, alone in zip(rows, is_apart, strict=True) if not alone]
    apart = [row for row, alone in zip(rows, is_apart, strict=True) if alone]
    return Door(together, apart, [Away(line, name, said[id]) for line, name, id in gone])


def _waiting(person: Person, org: Organisation | None, known: Known | None, said: int) -> Waiting:
    may_be = known is not None and known.may_be
    return Waiting(person, org, known if may_be else None, known is not None and not may_be, said)


def _said(session: Session, meeting_id: UUID, people: Iterable[UUID]) -> Counter[UUID]:
    """{person: how many things they put on the table here that are still there}."""
    asked = (
        select(kind.id, kind.created_by).where(
            kind.meeting_id == meeting_id,
            kind.created_by.in_(people),
            kind.archived_at.is_(None),
        )
        for kind in SAID
    )
    return Counter(by for _id, by in session.exec(union_all(*asked)).all()) if people else Counter()


def _turned_away(session: Session, community_id: UUID, meeting_id: UUID) -> list[tuple]:
    """[(line of the history, name, person)]; who said once more who they are is not in it."""
    taken_back = select(History.undoes_id).where(
        History.community_id == community_id, History.undoes_id.is_not(None)
    )
    theirs = select(Phone.id).where(Phone.person_id == Person.id).exists()
    return session.exec(
        select(History.id, Person.name, Person.id)
        .join(HistoryChange, HistoryChange.history_id == History.id)
        .join(Person, Person.id == HistoryChange.thing_id)
        .where(
            History.community_id == community_id,
            History.meeting_id == meeting_id,
            History.verb == VERB,
            History.id.not_in(taken_back),
            or_(Person.made_by != MadeBy.self_checkin, theirs),
        )
        .order_by(History.id.desc())
    ).all()

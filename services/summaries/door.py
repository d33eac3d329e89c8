"""Who waits at the door of a meeting, and whom each would become: what whoever lets them in sees
before they tap."""

from dataclasses import dataclass
from uuid import UUID

from models import Organisation, Person
from services import recognising
from services.look import look
from services.recognising import Known


@dataclass(frozen=True)
class Waiting:
    """`known`: the one of the register they would become; None: somebody new. `namesake`: one who
    coordinates has this name at this organisation; nobody becomes them at the door."""

    person: Person
    organisation: Organisation | None
    known: Known | None
    namesake: bool

    @property
    def becomes(self) -> UUID | None:
        return self.known.person.id if self.known else None


@dataclass(frozen=True)
class Door:
    """`together`: let in by one tap for all; `apart`: by a tap of their own, which says who."""

    together: list[Waiting]
    apart: list[Waiting]

    def __bool__(self) -> bool:
        return bool(self.all)

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
    rows = [_waiting(person, org, known.get(person.id)) for _seat, person, org in waiting]
    is_apart = [row.known is not None and row.known.apart for row in rows]
    together = [row for row, alone in zip(rows, is_apart, strict=True) if not alone]
    return Door(together, [row for row, alone in zip(rows, is_apart, strict=True) if alone])


def _waiting(person: Person, org: Organisation | None, known: Known | None) -> Waiting:
    may_be = known is not None and known.may_be
    return Waiting(person, org, known if may_be else None, known is not None and not may_be)

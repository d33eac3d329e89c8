"""May this person do this to this thing? The one place where a cell of the table is read.

allow · deny · own: what one wrote · own-org: of an organisation one speaks for · commit: of an
organisation one may commit · self: about oneself · proposed: it stands only when confirmed, and
who is a guest proposes something of their own and touches nothing of others · own-proposed: what
one wrote, while it is only proposed · confirm: with a typed confirmation · voting-unit: one answer
per unit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, or_, select

from models import Affiliation, Community, Organisation, Person, Role, RoleAssignment, moment
from models.refusals import NotFound
from services.verbs import rights

OPEN_STATES = {"draft", "proposed"}
GUESTS = (Role.arrival, Role.observer)
PART = {"self", "counts", "published"}  # cells that let a reader see some of it, not all


@dataclass(frozen=True)
class Standing:
    """A person in a community today: their role, and for whom they speak or may commit."""

    person_id: UUID
    community_id: UUID
    role: Role
    speaks_for: frozenset[UUID]
    may_commit: frozenset[UUID]

    def cell(self, action: str) -> str:
        return rights()[action][self.role]

    def allows(self, action: str) -> bool:
        return self.cell(action) != "deny"

    def sees(self, action: str) -> bool:
        """All of it: not only what is about oneself, counted without names, or published."""
        return self.allows(action) and self.cell(action) not in PART


def standing(session: Session, by: Person) -> Standing:
    """NotFound for whoever has no role in that community today: nothing of it is visible."""
    found = standings(session, [by])
    if by.id not in found:
        raise NotFound
    return found[by.id]


def standings(session: Session, people: list[Person]) -> dict[UUID, Standing]:
    """By person, each in their own community; who has no role there is not in it. Two statements,
    however many they are."""
    today, ids = moment.today(), [p.id for p in people]
    roles = session.exec(
        select(RoleAssignment.person_id, RoleAssignment.community_id, RoleAssignment.role)
        .join(Community, Community.id == RoleAssignment.community_id)
        .join(Person, Person.id == RoleAssignment.person_id)
        .where(
            RoleAssignment.person_id.in_(ids),
            RoleAssignment.archived_at.is_(None),
            Community.archived_at.is_(None),
            Person.archived_at.is_(None),
            RoleAssignment.from_on <= today,
            or_(RoleAssignment.to_on.is_(None), RoleAssignment.to_on > today),
        )
        .order_by(RoleAssignment.from_on, RoleAssignment.created_at)
    ).all()
    held = session.exec(
        select(Affiliation.person_id, Affiliation.organisation_id, Affiliation.can_commit)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(
            Affiliation.person_id.in_(ids),
            Affiliation.archived_at.is_(None),
            Organisation.archived_at.is_(None),
            Affiliation.from_on <= today,
            or_(Affiliation.to_on.is_(None), Affiliation.to_on > today),
        )
    ).all()
    latest = {(person, community): role for person, community, role in roles}
    return {
        p.id: _standing(
            p, latest[p.id, p.community_id], [row[1:] for row in held if row[0] == p.id]
        )
        for p in people
        if (p.id, p.community_id) in latest
    }


def _standing(by: Person, role: Role, held: list[tuple]) -> Standing:
    return Standing(
        by.id,
        by.community_id,
        role,
        frozenset(org for org, _ in held),
        frozenset(org for org, commits in held if commits),
    )


def permits(cell: str, who: Standing, thing, confirmed: bool = False) -> bool:
    """Whether a cell lets `who` act on `thing`, as it was before the act."""
    return _READINGS[cell](who, thing, confirmed)


def organisation_of(thing) -> UUID | None:
    """The organisation a thing is about: who gives, who leads, who it is."""
    for field in ("giver_organisation_id", "lead_organisation_id", "organisation_id"):
        if hasattr(thing, field):
            return getattr(thing, field)
    return getattr(thing, "id", None)


def _own(who: Standing, thing, _confirmed: bool) -> bool:
    return getattr(thing, "created_by", None) == who.person_id


def _own_proposed(who: Standing, thing, confirmed: bool) -> bool:
    return _own(who, thing, confirmed) and getattr(thing, "state", "proposed") in OPEN_STATES


def _proposed(who: Standing, thing, confirmed: bool) -> bool:
    return who.role not in GUESTS or _own(who, thing, confirmed)


def _self(who: Standing, thing, _confirmed: bool) -> bool:
    return getattr(thing, "person_id", getattr(thing, "id", None)) == who.person_id


_READINGS: dict[str, Callable[[Standing, object, bool], bool]] = {
    "allow": lambda who, thing, confirmed: True,
    "deny": lambda who, thing, confirmed: False,
    "own": _own,
    "own-org": lambda who, thing, confirmed: organisation_of(thing) in who.speaks_for,
    "commit": lambda who, thing, confirmed: organisation_of(thing) in who.may_commit,
    "self": _self,
    "proposed": _proposed,
    "own-proposed": _own_proposed,
    "confirm": lambda who, thing, confirmed: confirmed,
    "voting-unit": lambda who, thing, confirmed: True,
}

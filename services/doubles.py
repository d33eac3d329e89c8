"""Two entries that may be one: suggested, never merged without a yes (`merging`)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product
from uuid import UUID

from sqlmodel import Session, select

from models import Affiliation, Organisation, Person
from services.imports import matching
from services.imports.text import words
from services.imports.values import is_role
from services.look import look
from services.rights import Standing
from translations import mark

KINDS = (Person, Organisation)


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one; `keep` is the one that signs in, or that is known better."""

    kind: type
    keep: Person | Organisation
    drop: Person | Organisation
    why: str


def suggestions(by: Person) -> list[Pair]:
    """The same e-mail, or names that are alike: organisations first, each pair once, whatever the
    order they came in. Three statements beside those of the window."""
    with look(by, "person.merge") as session:
        organisations = _there(session, Organisation, [by.community_id])
        people = _there(session, Person, [by.community_id])
        orgs_of = _speak_for(session, [by.community_id])
    return [*_alike(organisations), *_same_people(people, orgs_of)]


def counts(session: Session, tables: list[Standing]) -> dict[UUID, int]:
    """{community id: how many suggestions} where one may merge: three statements for all of them,
    and none of what an entry says of itself beside its name."""
    ids = [who.community_id for who in tables if who.cell("person.merge") == "allow"]
    if not ids:
        return {}
    asked = {kind: _there(session, kind, ids, brief=True) for kind in KINDS}
    orgs, people = (_by_table(asked[kind]) for kind in (Organisation, Person))
    orgs_of = _speak_for(session, ids)
    return {id: len(_alike(orgs[id])) + len(_same_people(people[id], orgs_of)) for id in ids}


def _by_table(entries: list) -> dict[UUID, list]:
    found = defaultdict(list)
    for entry in entries:
        found[entry.community_id].append(entry)
    return found


def _there(session: Session, kind: type, ids: list[UUID], brief: bool = False) -> list:
    """Whoever came into the register first, first: they are known better."""
    shown = (kind.id, kind.community_id, kind.name)
    also = (kind.email, kind.account_id) if kind is Person else ()
    asked = select(*shown, *also) if brief else select(kind)
    return session.exec(
        asked.where(kind.community_id.in_(ids), kind.archived_at.is_(None)).order_by(
            kind.created_at, kind.name, kind.id
        )
    ).all()


def _speak_for(session: Session, ids: list[UUID]) -> dict[UUID, list[str]]:
    rows = session.exec(
        select(Affiliation.person_id, Organisation.name)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.community_id.in_(ids), Affiliation.archived_at.is_(None))
    ).all()
    found: dict[UUID, list[str]] = {}
    for person_id, name in rows:
        found.setdefault(person_id, []).append(name)
    return found


def _alike(organisations: list) -> list[Pair]:
    found = matching.pairs(tuple(o.name for o in organisations))
    why = mark("names alike")
    return [Pair(Organisation, organisations[a], organisations[b], why) for a, b in found]


def _same_people(people: list, orgs_of: dict[UUID, list[str]]) -> list[Pair]:
    """Those of one name and organisation, or one address; who signs in is kept."""
    why = mark("the same name and organisation")
    found = []
    for a, b in sorted(_met(people)):
        one, other = people[a], people[b]
        if _one(one, orgs_of.get(one.id), other, orgs_of.get(other.id)):
            swap = other.account_id and not one.account_id
            keep, drop = (other, one) if swap else (one, other)
            found.append(Pair(Person, keep, drop, why))
    return found


def _met(people: list) -> set[tuple[int, int]]:
    """Places of every two who share a name or an address: nobody else can be the same."""
    names, addresses = defaultdict(list), defaultdict(list)
    for place, person in enumerate(people):
        names[words(person.name)].append(place)
        if person.email:
            addresses[person.email.casefold()].append(place)
    shared = [n for n in names.values() if len(n) > 1 and not is_role(people[n[0]].name)]
    return {two for block in (*shared, *addresses.values()) for two in combinations(block, 2)}


def _one(one, speaks: Iterable[str] | None, other, also: Iterable[str] | None) -> bool:
    """Whether they may be one, for any of the organisations they speak for."""
    return any(
        matching.same_person((one.name, one.email or "", a), (other.name, other.email or "", b))
        for a, b in product(speaks or [""], also or [""])
    )

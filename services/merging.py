"""Two entries that are one: suggested, shown before and after, merged only with a yes.

Everything that pointed at the one dropped points at the one kept; the dropped one is archived and
says into whom it went. One line of history, which one undo takes back exactly. Who did something
stays who they were then: authorship is not re-pointed.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, func, select

from models import (
    SEEN,
    Activity,
    ActivityContributor,
    Affiliation,
    Attendance,
    Invitation,
    Organisation,
    OrgMembership,
    Person,
    Pledge,
    RoleAssignment,
    moment,
)
from models.refusals import NotFound, Refused
from services import tracing
from services.change import Step, change
from services.imports import matching
from services.look import look
from translations import mark

VERBS = {Person: "person.merged", Organisation: "organisation.merged"}
ACTIONS = {Person: "person.merge", Organisation: "organisation.merge"}
AUTHORS = {"created_by", "confirmed_by", "verified_by", "condition_met_by", "merged_into_id"}
ALONE = {  # rows of which two entries may have one each, and the one kept has room for one
    Attendance: ("meeting_id", "person_id"),
    Affiliation: ("person_id", "organisation_id"),
    ActivityContributor: ("activity_id", "organisation_id", "person_id"),
    Invitation: ("meeting_id", "organisation_id"),
    OrgMembership: ("organisation_id",),
    RoleAssignment: ("person_id",),
}
TIES = (ActivityContributor, Attendance, Invitation)  # rows the database allows once: removed


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one; `keep` is the one that signs in, or that is known better."""

    kind: type
    keep: Person | Organisation
    drop: Person | Organisation
    why: str


@dataclass(frozen=True)
class Before:
    """Counts of each entry, and what the one kept has afterwards. `together`: meetings at which
    both are recorded; one of the two attendances stays."""

    keep: dict[str, int]
    drop: dict[str, int]
    after: dict[str, int]
    together: int


def suggestions(by: Person) -> list[Pair]:
    """The same e-mail, or names that are alike: organisations first. Four statements."""
    with look(by, "person.merge") as session:
        organisations = _there(session, Organisation, by)
        people = _there(session, Person, by)
        orgs_of = _speak_for(session, by)
    return [*_alike(organisations), *_same_people(people, orgs_of)]


def count(by: Person) -> int:
    return len(suggestions(by))


def preview(by: Person, kind: type, keep_id: UUID, drop_id: UUID) -> Before:
    """Attendances, affiliations, pledges and activities of each, before and after."""
    with look(by, ACTIONS[kind]) as session:
        for id in (keep_id, drop_id):
            thing = session.get(kind, id)
            if thing is None or thing.community_id != by.community_id or thing.archived_at:
                raise NotFound
        keep, drop = _counts(session, kind, keep_id), _counts(session, kind, drop_id)
        together = _together(session, kind, keep_id, drop_id)
    after = {name: keep[name] + drop[name] for name in keep}
    if kind is Person:
        after["attendances"] -= together
    return Before(keep, drop, after, together)


def merge(by: Person, kind: type, keep_id: UUID, drop_id: UUID, op: UUID | None = None):
    """Returns the one kept. Refused when both sign in, or it is one and the same."""
    if keep_id == drop_id:
        raise Refused(mark("Choose two different entries."))
    with change(by, VERBS[kind], op) as step:
        keep, drop = step.get(kind, keep_id), step.get(kind, drop_id)
        step.what = keep.name
        for table, column in _pointing(kind):
            _repoint(step, table, column, keep_id, drop_id)
        step.archive(drop)
        drop.merged_into_id = keep_id
        moved = _moved(keep, drop)
        step.make_room()  # what only one of the two may hold is free now
        for field, value in moved.items():
            setattr(keep, field, value)
        return keep


def _moved(keep, drop) -> dict:
    """What only the dropped one had, and the kept one takes over."""
    if not isinstance(keep, Person):
        fields = ("short_name", "sector", "website", "tax_code", "notes")
        return {f: getattr(drop, f) for f in fields if not getattr(keep, f) and getattr(drop, f)}
    if keep.account_id and drop.account_id and keep.account_id != drop.account_id:
        raise Refused(mark("Both of them sign in. One has to leave that to the other first."))
    taken = {}
    for field in ("email", "account_id", "phone"):
        value = getattr(drop, field)
        if value and not getattr(keep, field):
            taken[field] = value
            setattr(drop, field, "" if field == "phone" else None)
    return taken


def _pointing(kind: type) -> list[tuple[type[SQLModel], str]]:
    """Every table and column that points at `kind`, those that may collide first."""
    found = []
    for table in tracing.kinds().values():
        columns = inspect(table).local_table.columns
        for column in columns if "community_id" in columns else ():
            there = inspect(kind).local_table
            points = any(key.column.table is there for key in column.foreign_keys)
            if points and column.key not in AUTHORS and table.__name__ != "History":
                found.append((table, column.key))
    return sorted(found, key=lambda where: (where[0] not in ALONE, where[0].__name__))


def _repoint(step: Step, table: type, column: str, keep_id: UUID, drop_id: UUID) -> None:
    rows = step.exec(select(table).where(getattr(table, column).in_((keep_id, drop_id)))).all()
    step.loaded.extend(rows)
    theirs = [row for row in rows if getattr(row, column) == drop_id]
    mine = {_place(table, row): row for row in rows if getattr(row, column) == keep_id}
    for row in theirs:
        twin = mine.get(_place(table, row, column, keep_id)) if table in ALONE else None
        if twin is None or (row.archived_at and table not in TIES):
            setattr(row, column, keep_id)
        else:
            _put_together(step, table, twin, row)


def _place(table: type, row, column: str = "", keep_id: UUID | None = None) -> tuple:
    """Where a row would stand if it pointed at the one kept; only open rows collide."""
    if table not in ALONE:
        return ()
    place = tuple(keep_id if f == column else getattr(row, f) for f in ALONE[table])
    open = (getattr(row, "to_on", None) or getattr(row, "left_on", None)) is None
    return (*place, open and (table in TIES or row.archived_at is None))


def _put_together(step: Step, table: type, twin, row) -> None:
    """One of the two stays, with the stronger word of both."""
    if table is Attendance and row.status in SEEN and twin.status not in SEEN:
        twin.status, twin.capacity = row.status, row.capacity
        twin.counts_in_headline = row.counts_in_headline
        twin.organisation_id = twin.organisation_id or row.organisation_id
    if table is Affiliation:
        twin.can_commit = twin.can_commit or row.can_commit
        twin.from_on = min(twin.from_on, row.from_on)
    if table is OrgMembership:
        twin.joined_on = min(twin.joined_on, row.joined_on)
    if table is RoleAssignment and _strength(row) > _strength(twin):
        twin.role = row.role
    if table in TIES:
        step.session.delete(row)
    else:
        row.archived_at = moment.now()


def _strength(assignment: RoleAssignment) -> int:
    return list(type(assignment.role)).index(assignment.role)


def _there(session: Session, kind: type, by: Person) -> list:
    return session.exec(
        select(kind)
        .where(kind.community_id == by.community_id, kind.archived_at.is_(None))
        .order_by(kind.created_at)
    ).all()


def _speak_for(session: Session, by: Person) -> dict[UUID, str]:
    rows = session.exec(
        select(Affiliation.person_id, Organisation.name)
        .join(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(Affiliation.community_id == by.community_id, Affiliation.archived_at.is_(None))
    ).all()
    return {person_id: name for person_id, name in rows}


def _alike(organisations: list[Organisation]) -> list[Pair]:
    by_name = {o.name: o for o in organisations}
    pairs = []
    for group in matching.groups(by_name):
        for one, other in combinations(group, 2):
            pairs.append(Pair(Organisation, by_name[one], by_name[other], mark("names alike")))
    return pairs


def _same_people(people: list[Person], orgs_of: dict[UUID, str]) -> list[Pair]:
    """Those of one name and organisation, or one address; who signs in is kept."""
    met: dict[str, list[Person]] = {}
    for person in people:
        met.setdefault(_surname(person), []).append(person)
    pairs = []
    for group in met.values():
        for one, other in combinations(group, 2):
            said = [(p.name, p.email or "", orgs_of.get(p.id, "")) for p in (one, other)]
            if matching.same_person(*said):
                swap = other.account_id and not one.account_id
                keep, drop = (other, one) if swap else (one, other)
                pairs.append(Pair(Person, keep, drop, mark("the same name and organisation")))
    return pairs


def _surname(person: Person) -> str:
    """The last word of a name: people who share none are not compared."""
    return matching.normalise(person.name).split(" ")[-1]


def _counts(session: Session, kind: type, id: UUID) -> dict[str, int]:
    asked = {
        "attendances": (Attendance, "person_id" if kind is Person else "organisation_id"),
        "affiliations": (Affiliation, "person_id" if kind is Person else "organisation_id"),
        "pledges": (Pledge, "giver_person_id" if kind is Person else "giver_organisation_id"),
        "activities": (Activity, "owner_person_id" if kind is Person else "lead_organisation_id"),
    }
    counted: Counter[str] = Counter()
    for name, (table, column) in asked.items():
        counted[name] = session.exec(
            select(func.count())
            .select_from(table)
            .where(getattr(table, column) == id, table.archived_at.is_(None))
        ).one()
    return dict(counted)


def _together(session: Session, kind: type, keep_id: UUID, drop_id: UUID) -> int:
    column = Attendance.person_id if kind is Person else Attendance.organisation_id
    at = [
        set(
            session.exec(
                select(Attendance.meeting_id).where(column == id, Attendance.archived_at.is_(None))
            ).all()
        )
        for id in (keep_id, drop_id)
    ]
    return len(at[0] & at[1])

"""Two entries that are one: shown before and after, merged only with a yes.

Everything that pointed at the one dropped points at the one kept; the dropped one is archived and
says into whom it went. One line of history, which one undo takes back exactly. Who did something
stays who they were then: authorship is not re-pointed, but of what is still to be finished.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, select

from models import (
    SEEN,
    UNFINISHED,
    ActivityContributor,
    Affiliation,
    Attendance,
    Invitation,
    Measurement,
    Organisation,
    OrgMembership,
    Person,
    Points,
    RoleAssignment,
    Support,
    moment,
)
from models.base import Thing
from models.refusals import NotFound, Refused
from services import tracing
from services.change import Step, change
from services.look import look
from translations import mark

VERBS = {Person: "person.merged", Organisation: "organisation.merged"}
ACTIONS = {Person: "person.merge", Organisation: "organisation.merge"}
AUTHORS = {"created_by", "confirmed_by", "verified_by", "approved_by", "condition_met_by"}
AUTHORS |= {"merged_into_id"}
AUTHORED = {"History", "TextChange"}  # tables whose person is who did it then
ALONE = {  # rows of which two entries may have one each, and the one kept has room for one
    Attendance: ("meeting_id", "person_id"),
    Affiliation: ("person_id", "organisation_id"),
    ActivityContributor: ("activity_id", "organisation_id", "person_id"),
    Invitation: ("meeting_id", "organisation_id"),
    Points: ("meeting_id", "objective_id", "person_id"),
    Support: ("card_id", "person_id"),
    OrgMembership: ("organisation_id",),
    RoleAssignment: ("person_id",),
}
TIES = (
    ActivityContributor,
    Attendance,
    Invitation,
    Points,
    Support,
)  # rows the database allows once: removed


@dataclass(frozen=True)
class Before:
    """Rows that point at each entry, by table, and what the one kept has afterwards; authorship is
    not counted, it stays as it was. `together`: meetings at which two people are both recorded; one
    of the two attendances stays. (Two organisations come through different people: there all
    attendances stay.)"""

    keep: dict[str, int]
    drop: dict[str, int]
    after: dict[str, int]
    together: int


def preview(by: Person, kind: type, keep_id: UUID, drop_id: UUID) -> Before:
    """All that points at each, table by table, and as `merge` leaves it."""
    with look(by, ACTIONS[kind]) as session:
        for id in (keep_id, drop_id):
            thing = session.get(kind, id)
            if thing is None or thing.community_id != by.community_id or thing.archived_at:
                raise NotFound
        told = {
            table.__tablename__: _told(session, table, column, keep_id, drop_id)
            for table, column in pointing(kind)
        }
    keep, drop, after = ({name: one[i] for name, one in told.items()} for i in range(3))
    joined = keep["attendance"] + drop["attendance"] - after["attendance"]
    return Before(keep, drop, after, joined)


def merge(by: Person, kind: type, keep_id: UUID, drop_id: UUID, op: UUID | None = None):
    """Returns the one kept. Refused when both sign in, or it is one and the same."""
    if keep_id == drop_id:
        raise Refused(mark("Choose two different entries."))
    with change(by, VERBS[kind], op) as step:
        keep = join(step, kind, keep_id, drop_id)
        step.what = keep.name
        return keep


def join(step: Step, kind: type, keep_id: UUID, drop_id: UUID):
    """As part of another act: the two become the one kept, which is returned."""
    keep, drop = step.get(kind, keep_id), step.get(kind, drop_id)
    for table, column in pointing(kind):
        _repoint(step, table, column, keep_id, drop_id)
    if kind is Person:
        _hand_over(step, keep_id, drop_id)
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


def pointing(kind: type) -> list[tuple[type[SQLModel], str]]:
    """Every table and column that points at `kind`, those that may collide first."""
    found = []
    for table in tracing.kinds().values():
        columns = inspect(table).local_table.columns
        for column in columns if issubclass(table, Thing) else ():
            there = inspect(kind).local_table
            points = any(key.column.table is there for key in column.foreign_keys)
            if points and column.key not in AUTHORS and table.__name__ not in AUTHORED:
                found.append((table, column.key))
    return sorted(found, key=lambda where: (where[0] not in ALONE, where[0].__name__, where[1]))


def _repoint(step: Step, table: type, column: str, keep_id: UUID, drop_id: UUID) -> None:
    rows = _rows(step, table, column, keep_id, drop_id)
    step.loaded.extend(rows)
    for row, twin in _meet(table, column, rows, keep_id, drop_id):
        if twin is None:
            setattr(row, column, keep_id)
        else:
            _put_together(step, table, twin, row)


def _hand_over(step: Step, keep_id: UUID, drop_id: UUID) -> None:
    """What only its author sees and ends goes on with them: it would be nobody's."""
    open_ones = Measurement.created_by == drop_id, Measurement.state.in_(UNFINISHED)
    for measurement in step.exec(select(Measurement).where(*open_ones)).all():
        measurement.created_by = keep_id


def _rows(session: Session | Step, table: type, column: str, keep_id: UUID, drop_id: UUID) -> list:
    """The oldest first, so that what is previewed is what is done."""
    asked = select(table).where(getattr(table, column).in_((keep_id, drop_id)))
    return session.exec(asked.order_by(table.created_at, table.id)).all()


def _meet(table: type, column: str, rows: list, keep_id: UUID, drop_id: UUID) -> list[tuple]:
    """(row of the one dropped, the row of the one kept that it is one with, or None)."""
    places = {_place(table, r): r for r in rows if getattr(r, column) == keep_id}
    found = []
    for row in (r for r in rows if getattr(r, column) == drop_id):
        place = _place(table, row, column, keep_id)
        found.append((row, places.get(place)))
        places.setdefault(place, row)
    return found


def _place(table: type, row, column: str = "", keep_id: UUID | None = None) -> tuple:
    """Where a row would stand if it pointed at the one kept. Of what is over or archived there may
    be any number, so each stands alone; not so where the database allows one."""
    over = getattr(row, "to_on", None) or getattr(row, "left_on", None) or row.archived_at
    if table not in ALONE or (over and table not in TIES):
        return (row.id,)
    return tuple(keep_id if f == column else getattr(row, f) for f in ALONE[table])


def _told(session: Session, table: type, column: str, keep_id: UUID, drop_id: UUID) -> tuple:
    """How many rows that are not archived the one has, the other, and the one kept afterwards."""
    rows = _rows(session, table, column, keep_id, drop_id)
    there = [r for r in rows if r.archived_at is None]
    mine = sum(getattr(r, column) == keep_id for r in there)
    pairs = _meet(table, column, rows, keep_id, drop_id)
    joined = sum(1 for r, twin in pairs if twin and not (r.archived_at or twin.archived_at))
    return mine, len(there) - mine, len(there) - joined


def _put_together(step: Step, table: type, twin, row) -> None:
    """One of the two stays, with the stronger word of both; there, if either was."""
    there = row.archived_at is None
    if there and twin.archived_at is not None:
        twin.archived_at = None
        _take_word(table, twin, row)
    elif there and table is Attendance and row.status in SEEN and twin.status not in SEEN:
        _take_word(table, twin, row)
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


def _take_word(table: type, twin, row) -> None:
    if table is Attendance:
        twin.status, twin.capacity = row.status, row.capacity
        twin.counts_in_headline = row.counts_in_headline
        twin.organisation_id = row.organisation_id or twin.organisation_id


def _strength(assignment: RoleAssignment) -> int:
    return list(type(assignment.role)).index(assignment.role)

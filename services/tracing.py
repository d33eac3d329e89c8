"""What a change did to the rows: fields before and after, as plain JSON, both ways."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, inspect
from sqlmodel import Session, SQLModel, delete, select

from models import Community, History, HistoryChange, Person, SignInLink
from models.base import Numbered, Thing
from models.refusals import Changed, NotFound

KINDS: dict[str, type[SQLModel]] = {}  # table name → model
UNTOLD = {"token_hash", "join_code", "join_key", "image"}  # the history is read by many
# They only tie two things: deleted.
TIES = {"activity_objective", "activity_contributor", "activity_dependency", "alignment"}


class Change(NamedTuple):
    table: str
    id: UUID
    label: str
    before: dict | None
    after: dict | None


def kinds() -> dict[str, type[SQLModel]]:
    """{table name: model}, of everything that belongs to a community."""
    if not KINDS:
        for mapper in SQLModel._sa_registry.mappers:
            KINDS[mapper.local_table.name] = mapper.class_
    return KINDS


def changes(session: Session, community_id: UUID) -> list[Change]:
    """What this session is about to do, in order; flushed when it returns.

    New numbered things get their number; a row that points into another community is NotFound.
    """
    _number(session, community_id)
    touched = [*session.new, *session.dirty, *session.deleted]
    found = [change for thing in touched if (change := _change(session, thing))]
    _check_borders(session, [*session.new, *session.dirty], community_id)
    session.flush()
    return found


def merge(thing: SQLModel, seen: dict, wanted: dict) -> None:
    """Set the wanted fields, unless somebody else changed the same meanwhile (Changed). What its
    author left as it was is not wanted: another's change of it stays."""
    for field, value in wanted.items():
        now = getattr(thing, field)
        if value in (now, seen.get(field, now)):
            continue
        if field in seen and seen[field] != now:
            raise Changed(field, theirs=now, mine=value)
        setattr(thing, field, value)


def erase(session: Session, community_id: UUID) -> None:
    """Delete every row of a community, those that point before those pointed at."""
    lines = select(History.id).where(History.community_id == community_id)
    people = select(Person.id).where(Person.community_id == community_id)
    session.exec(delete(HistoryChange).where(HistoryChange.history_id.in_(lines)))
    session.exec(delete(SignInLink).where(SignInLink.person_id.in_(people)))
    for table in reversed(SQLModel.metadata.sorted_tables):
        if "community_id" in table.c:
            session.exec(delete(table).where(table.c.community_id == community_id))
    session.exec(delete(Community).where(Community.id == community_id))


def plain(value: object) -> object:
    """A value as JSON keeps it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()  # as the database gives it back
    if isinstance(value, date):
        return value.isoformat()
    return value


def revive(kind: type[SQLModel], field: str, value: object) -> object:
    """The value that `plain` made JSON of, as the column holds it."""
    column = inspect(kind).columns[field].type
    python = getattr(column, "impl_instance", column).python_type  # moments hide theirs
    if value is None or isinstance(value, python):
        return value
    if issubclass(python, Enum | UUID):
        return python(value)
    return python.fromisoformat(value) if issubclass(python, date) else value


def _change(session: Session, thing: SQLModel) -> Change | None:
    fields = [a.key for a in inspect(thing).mapper.column_attrs if a.key not in UNTOLD]
    whole = {field: plain(getattr(thing, field)) for field in fields}
    if thing in session.new:
        before, after = None, whole
    elif thing in session.deleted:
        before, after = whole, None
    else:
        before, after = _difference(thing, fields)
        if not after:
            return None
    return Change(thing.__tablename__, thing.id, thing.label[:300], before, after)


def _difference(thing: SQLModel, fields) -> tuple[dict, dict]:
    state, before, after = inspect(thing), {}, {}
    for field in fields:
        past = state.attrs[field].history
        if past.has_changes() and (not past.deleted or past.deleted[0] != past.added[0]):
            before[field] = plain(past.deleted[0]) if past.deleted else None
            after[field] = plain(past.added[0])
    return before, after


def _number(session: Session, community_id: UUID) -> None:
    new = [t for t in session.new if isinstance(t, Numbered) and t.number is None]
    for kind in sorted({type(t) for t in new}, key=lambda k: k.prefix):
        last = session.exec(
            select(func.max(kind.number)).where(kind.community_id == community_id)
        ).one()
        # max over archived rows too: a reference is never used twice
        for number, thing in enumerate((t for t in new if type(t) is kind), (last or 0) + 1):
            thing.number = number


def _check_borders(session: Session, things: list, community_id: UUID) -> None:
    """Everything pointed at must be of this community: one question per table pointed at."""
    pointed: dict[type, set[UUID]] = {}
    for thing in things:
        for column in inspect(type(thing)).local_table.columns:
            value = getattr(thing, column.key, None)
            for key in column.foreign_keys if value is not None else ():
                kind = kinds()[key.column.table.name]
                if issubclass(kind, Thing) or kind is Community:
                    pointed.setdefault(kind, set()).add(value)
    new = {thing.id for thing in things}
    for kind, ids in pointed.items():
        _refuse_foreign(session, kind, ids - new, community_id)


def _refuse_foreign(session: Session, kind: type, ids: set[UUID], community_id: UUID) -> None:
    known = [t for t in session.identity_map.values() if type(t) is kind and t.id in ids]
    if any(t.community_id != community_id for t in known):
        raise NotFound
    asked = list(ids - {t.id for t in known})
    whose = kind.id if kind is Community else kind.community_id
    for some in (asked[i : i + 500] for i in range(0, len(asked), 500)):
        found = session.exec(select(whose).where(kind.id.in_(some))).all()
        if len(found) < len(some) or any(owner != community_id for owner in found):
            raise NotFound

"""The rows of a text's changes: asked, replayed, added."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, func, insert, select, text

from models import Person, TextChange, moment
from services.texts import algorithm
from services.texts.algorithm import Change
from services.texts.kinds import KINDS, Kind

CHANNEL = "tavolo_texts"  # on PostgreSQL, between processes
FIRST = "first"  # the op id of what stood there before anybody wrote it together


class Row(NamedTuple):
    rev: int
    person_id: UUID | None
    op_id: str
    ops: Change


def of(session: Session, key: str, after: int = 0, until: int | None = None) -> list[Row]:
    asked = select(TextChange.rev, TextChange.person_id, TextChange.op_id, TextChange.ops).where(
        TextChange.text == key, TextChange.rev > after
    )
    if until is not None:
        asked = asked.where(TextChange.rev <= until)
    return [Row(*row) for row in session.exec(asked.order_by(TextChange.rev)).all()]


def last(session: Session, key: str) -> int:
    """The revision it is at; 0: nobody wrote it together yet."""
    return session.exec(last_of(key)).one()


def last_of(key: str):
    """The same, as a question."""
    return select(func.coalesce(func.max(TextChange.rev), 0)).where(TextChange.text == key)


def newest(session: Session, community_id: UUID) -> int:
    """The number of the latest change to any text of a community; 0 before the first."""
    asked = select(func.max(TextChange.id)).where(TextChange.community_id == community_id)
    return session.exec(asked).one() or 0


def replayed(rows: Iterable[Row]) -> str:
    """The text these changes lead to, from the empty one."""
    words = ""
    for row in rows:
        words = algorithm.apply(words, row.ops)
    return words


def begin(session: Session, key: str, kind: Kind, thing) -> int:
    """What was there already becomes the first change, by whoever made the thing."""
    words = getattr(thing, kind.column)
    if not words:
        return 0
    author = Row(1, thing.created_by, FIRST, [words])
    add(session, key, thing.community_id, [author], thing.created_at, told=True)
    return 1


def add(session: Session, key: str, community_id: UUID, rows: list[Row], at, told=False) -> None:
    session.execute(
        insert(TextChange),
        [
            {"text": key, "community_id": community_id, "at": at, "told": told, **row._asdict()}
            for row in rows
        ],
    )


def call(session: Session, key: str, teller: str = "", more: str = "") -> None:
    """PostgreSQL tells the other processes, if the transaction commits."""
    if session.get_bind().dialect.name == "postgresql":
        said = {"channel": CHANNEL, "said": f"{teller or '-'} {key} {more}".rstrip()}
        session.execute(text("SELECT pg_notify(:channel, :said)"), said)


def follow(session: Session, by: Person, op: UUID, changes: list) -> None:
    """The door changed a column that is also written together (a form, an import, an undo): the
    text's own log takes it in, in the same transaction."""
    for change in changes:
        for name, kind in _texts_of(change.table):
            if change.before is not None and kind.column in (change.after or {}):
                texts = (change.before.get(kind.column) or "", change.after[kind.column] or "")
                _follow(session, by, op, f"{name}:{change.id}", *texts)


def _follow(session: Session, by: Person, op: UUID, key: str, before: str, words: str) -> None:
    rows = of(session, key)
    if before and not rows:
        return  # nobody wrote it together yet: what is there then becomes its first change
    ops = algorithm.diff(replayed(rows), words)
    if not algorithm.is_nothing(ops):
        row = Row(rows[-1].rev + 1 if rows else 1, by.id, f"door.{op}", ops)
        add(session, key, by.community_id, [row], moment.now(), told=True)
        call(session, key)


def _texts_of(table: str):
    return [(n, kind) for n, kind in KINDS.items() if kind.thing.__tablename__ == table]

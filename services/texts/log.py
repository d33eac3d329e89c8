"""The second and last door: changes to a text, on disk with the column they make, or not at all.

The right is asked of the loaded thing each time; the community's revision stays, else every key
would rerun every screen. Beside change.py and access.py only this module commits.
"""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select, update

from models import Community, Person, TextChange, moment
from models.database import engine
from models.refusals import NotFound
from services.change import turn
from services.look import look
from services.rights import Standing, permits, standing
from services.texts import kinds, rows
from services.texts.kinds import Kind
from services.texts.rows import Row

MERGED = "merged"  # they are another entry of the register now, and have to come again as that

elsewhere: set[Callable[[str, str], None]] = set()  # hear (key, teller) of each write


class Change(NamedTuple):
    """What one person did to one text, in its place in the order."""

    key: str
    by: Person
    row: Row
    restores: bool = False


class Text(NamedTuple):
    rev: int
    words: str


class Seen(NamedTuple):
    """What a text is to one reader."""

    text: Text
    over: str  # why nobody writes it any more
    may_write: bool
    sees_names: bool


class Behind(Exception):
    """Somebody else wrote this revision first: take theirs in, and try again."""


class Over(Exception):
    """{op id: why}: these came too late ("gone", "adopted", "right", or MERGED)."""

    def __init__(self, why: dict[str, str]) -> None:
        self.why = why


class Standings:
    """Who may what, asked again whenever a community moved: rights change only by its door."""

    def __init__(self) -> None:
        self.known: dict[UUID, tuple[tuple, Standing | None]] = {}

    def of(self, session: Session, by: Person) -> Standing | None:
        now = (_revision(session, by.community_id), moment.today())
        known = self.known.get(by.id)
        if known is None or known[0] != now:
            known = self.known[by.id] = (now, _standing(session, by))
        return known[1]


def read(by: Person, key: str) -> Seen:
    """The text as it is, made ready to be written together. NotFound, or NotAllowed to whoever may
    not read all of it."""
    kind, id = kinds.known(key)
    with look(by, kind.read) as session:
        who, thing = session.info["who"], _thing(session, by, kind, id)
        why = kinds.over(kind, thing)
        may_write = not why and permits(who.cell(kind.write), who, thing)
        sees_names = who.sees("person.read_name")
    return Seen(_begun(key), why, may_write, sees_names)


class Now(NamedTuple):
    """What somebody may with a text that is open: asked when the community moved."""

    over: str
    may_write: bool
    sees_names: bool


def standing_now(known: Standings, people: list[Person], key: str) -> list[Now]:
    """In their order."""
    kind, id = kinds.known(key)
    with Session(engine(), expire_on_commit=False) as session:
        thing = session.get(kind.thing, id)
        return [_now(session, by, known.of(session, by), kind, thing) for by in people]


def _now(session: Session, by: Person, who: Standing | None, kind: Kind, thing) -> Now:
    if thing is None or who is None:
        return Now("gone" if thing is None else _without_part(session, by), False, False)
    if not who.sees(kind.read):
        return Now("right", False, False)
    why = kinds.over(kind, thing)
    may_write = not why and permits(who.cell(kind.write), who, thing)
    return Now(why, may_write, who.sees("person.read_name"))


def since(key: str, rev: int) -> list[Row] | None:
    """The changes after `rev`; None if `rev` is inside a row that was folded together."""
    with Session(engine()) as session:
        asked = select(TextChange.id).where(TextChange.text == key, TextChange.rev == rev)
        if rev and session.exec(asked).first() is None:
            return None
        return rows.of(session, key, rev)


def has(key: str, op_id: str) -> bool:
    """Was this written already?"""
    with Session(engine()) as session:
        asked = select(TextChange.id).where(TextChange.text == key, TextChange.op_id == op_id)
        return session.exec(asked).first() is not None


def write(changes: list[Change], texts: dict[str, tuple[int, str]], known, teller="") -> None:
    """All of them or none. `texts`: key → (the revision they build on, the words they lead to).
    Behind or Over if they cannot be; then nothing was written."""
    try:
        with turn, Session(engine().execution_options(writing=True)) as session:
            things = {key: _locked(session, key) for key in sorted(texts)}
            _must_be_allowed(session, changes, things, known)
            for key, (rev, words) in texts.items():
                _set(session, key, things[key], rev, words)
                mine = [c.row for c in changes if c.key == key]
                rows.add(session, key, things[key].community_id, mine, moment.now())
                rows.call(session, key, teller)
            session.commit()
    except IntegrityError as first:
        raise Behind from first
    for key in texts:
        _tell(key, teller)


def latest(key: str) -> Text:
    """Revision and words, which belong together."""
    kind, id = kinds.known(key)
    with Session(engine()) as session:
        column = getattr(kind.thing, kind.column)
        last = rows.last_of(key).scalar_subquery()
        words, rev = session.exec(select(column, last).where(kind.thing.id == id)).one()
        return Text(rev, words or "")


def _revision(session: Session, community_id: UUID) -> int | None:
    """Asked once in a session."""
    known = session.info.setdefault("revisions", {})
    if community_id not in known:
        asked = select(Community.revision).where(Community.id == community_id)
        known[community_id] = session.exec(asked).first()
    return known[community_id]


def _standing(session: Session, by: Person) -> Standing | None:
    try:
        return standing(session, by)
    except NotFound:
        return None


def _begun(key: str) -> Text:
    text = latest(key)
    if text.rev or not text.words:
        return text
    kind, id = kinds.known(key)
    with turn, Session(engine().execution_options(writing=True)) as session:
        thing = session.get(kind.thing, id, with_for_update=True)
        if not rows.last(session, key):
            rows.begin(session, key, kind, thing)
            session.commit()
    return latest(key)


def _thing(session: Session, by: Person, kind: Kind, id: UUID) -> SQLModel:
    thing = session.get(kind.thing, id)
    if thing is None or thing.community_id != by.community_id:
        raise NotFound
    return thing


def _locked(session: Session, key: str) -> SQLModel | None:
    kind, id = kinds.known(key)
    return session.get(kind.thing, id, with_for_update=True)


def _must_be_allowed(session: Session, changes: list[Change], things: dict, known) -> None:
    refused = {}
    for change in changes:
        if why := _why_not(session, change, things[change.key], known):
            refused[change.row.op_id] = why
    if refused:
        raise Over(refused)


def _why_not(session: Session, change: Change, thing, known: Standings) -> str:
    kind, _id = kinds.known(change.key)
    if why := kinds.over(kind, thing):
        return why
    who = known.of(session, change.by)
    action = kind.restore if change.restores else kind.write
    if who is None:
        return _without_part(session, change.by)
    mine = thing.community_id == change.by.community_id
    return "" if mine and permits(who.cell(action), who, thing) else "right"


def _without_part(session: Session, by: Person) -> str:
    """Why somebody has no part here any more."""
    row = session.get(Person, by.id)
    return MERGED if row and row.merged_into_id else "right"


def _set(session: Session, key: str, thing: SQLModel, rev: int, words: str) -> None:
    if rows.last(session, key) != rev:
        raise Behind
    kind, id = kinds.known(key)
    column = {kind.column: words}
    session.execute(update(kind.thing).where(kind.thing.id == id).values(column))


def _tell(key: str, teller: str) -> None:
    for hear in tuple(elsewhere):
        hear(key, teller)

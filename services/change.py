"""The one door through which a community changes.

`change` opens the transaction and raises the revision; `get`, `add` and `remove` check that
this person may; leaving the block numbers what is new, writes the history, commits, and tells
whoever listens. If anything is raised inside, nothing happened.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select, update

from models import Community, History, HistoryChange, Person, Role, RoleAssignment, moment
from models.base import Thing, words
from models.database import engine
from models.refusals import NotAllowed, NotFound, Refused
from services import live, tracing
from services.rights import permits, standing
from services.texts.rows import follow
from services.verbs import VERBS
from translations import mark

Kind = TypeVar("Kind", bound=SQLModel)

turn = RLock()  # a fair queue at the door; SQLite's own waiting is a scramble


class Repeated(Refused):
    """The same operation came twice (a double click, a re-sent form): it happened once."""

    def __init__(self) -> None:
        super().__init__(mark("This was already recorded."))


@contextmanager
def change(
    by: Person,
    verb: str,
    op: UUID | None = None,
    meeting_id: UUID | None = None,
    confirmed: bool = False,
    done: bool = False,
) -> Iterator["Step"]:
    """One thing one person does. `op` is the client's operation id; `meeting_id` where it was
    said; `confirmed` that the person typed the confirmation some acts need; `done` that it was
    done before, under a right that was asked then: only its line is written now."""
    writing = engine().execution_options(writing=True)
    with turn, Session(writing, expire_on_commit=False, autoflush=False) as session:
        step = Step(session, by, verb, op or uuid4(), meeting_id, confirmed, done)
        with _fitting():
            yield step
            news = step.finish()
    if news:
        live.announce(news)


@contextmanager
def beginning(community: Community, by: Person) -> Iterator["Step"]:
    """A community's first act, when there is nobody yet to ask: its founder coordinates it."""
    writing = engine().execution_options(writing=True)
    with turn, Session(writing, expire_on_commit=False, autoflush=False) as session:
        for row in (community, by, _first_role(community, by)):
            session.add(row)
            session.flush()
        step = Step(session, by, "community.started", uuid4(), None, False)
        step.what = community.name
        yield step
        step.finish()


@contextmanager
def arrival(
    by: Person, rows: list[Thing], op: UUID | None = None, meeting_id: UUID | None = None
) -> Iterator["Step"]:
    """Somebody new at the door of a meeting: `rows` are who they are (person, role of an arrival,
    organisation), which nobody is there yet to ask for. From then on they are `by`."""
    writing = engine().execution_options(writing=True)
    with turn, Session(writing, expire_on_commit=False, autoflush=False) as session, _fitting():
        for row in rows:
            row.community_id, row.created_by = by.community_id, by.id
            session.add(row)
        came = tracing.changes(session, by.community_id)
        step = Step(session, by, "meeting.joined", op or uuid4(), meeting_id, False)
        step.told += came
        yield step
        news = step.finish()
    if news:
        live.announce(news)


@contextmanager
def _fitting() -> Iterator[None]:
    """What the database's own checks refuse is a no, not a bug."""
    try:
        yield
    except IntegrityError as broken:
        logging.getLogger("tavolo").warning("refused by the database: %s", broken.orig)
        raise Refused(
            mark("This does not fit with what is already there. Nothing was changed.")
        ) from broken


def _first_role(community: Community, by: Person) -> RoleAssignment:
    by.community_id = community.id
    return RoleAssignment(
        community_id=community.id,
        person_id=by.id,
        role=Role.coordinator,
        from_on=community.started_on or moment.today(),
    )


class Step:
    """One thing one person does to their community; services act only through it."""

    def __init__(self, session, by, verb, op, meeting_id, confirmed, done=False) -> None:
        self.session, self.by, self.verb, self.op = session, by, verb, op
        self.meeting_id, self.confirmed = meeting_id, confirmed
        self.what: str | None = None  # what the history calls it; else the first thing's label
        self.undoes_id: int | None = None
        self.erased = False
        self.told: list[tracing.Change] = []  # what `make_room` sent ahead
        self.loaded: list[SQLModel] = []  # rows a service wants kept in memory until the end
        self.done: list[tracing.Change] = []  # what was written before this line of it
        self.revision = self._raise_revision()
        if not done:
            self.who = standing(session, by)
            self.cell = self.who.cell(VERBS[verb].action)
            if self.cell == "deny":
                raise NotAllowed
        if session.exec(select(History.id).where(History.op == self.op)).first():
            raise Repeated

    def get(self, kind: type[Kind], id: UUID) -> Kind:
        """The thing to be changed: there, of this community, and within this person's right."""
        thing = self.find(kind, id)
        self._check(thing)
        return thing

    def get_all(self, kind: type[Kind], ids: Iterable[UUID]) -> list[Kind]:
        """As `get`, of several at once: one question for 500 of them."""
        ids, found = list(ids), []
        for some in (ids[i : i + 500] for i in range(0, len(ids), 500)):
            found += self.session.exec(
                select(kind).where(
                    kind.id.in_(some),
                    kind.community_id == self.by.community_id,
                    kind.archived_at.is_(None),
                )
            ).all()
        if len(found) < len(set(ids)):
            raise NotFound
        for thing in found:
            self._check(thing)
        return found

    def find(self, kind: type[Kind], id: UUID | None) -> Kind:
        """Something that is only referred to: there, and of this community."""
        thing = self.session.get(kind, id, with_for_update=True) if id else None
        if thing is None or thing.community_id != self.by.community_id:
            raise NotFound
        if thing.archived_at is not None:
            raise NotFound
        return thing

    def add(self, thing: Kind) -> Kind:
        if isinstance(thing, Thing):
            thing.community_id = self.by.community_id
            thing.created_by = thing.created_by or self.by.id
        self._check(thing)
        self.session.add(thing)
        return thing

    def archive(self, thing: Thing) -> None:
        self._check(thing)
        thing.archived_at = moment.now()

    def remove(self, thing: SQLModel) -> None:
        """For rows that only tie two things; the history keeps all of it, so undo can restore."""
        self._check(thing)
        self.session.delete(thing)

    def erase(self) -> None:
        """Every row of the community, its history too: only for the example."""
        tracing.erase(self.session, self.by.community_id)
        self.erased = True

    def make_room(self) -> None:
        """Send ahead what was changed so far, where a row still to come needs its place."""
        self.told += tracing.changes(self.session, self.by.community_id)

    def exec(self, question):
        return self.session.exec(question)

    def edit(self, thing: SQLModel, seen: dict, wanted: dict, fields: tuple, **longest) -> None:
        """Short fields, those of `fields` that are wanted: refused only if one now differs from
        both what its author saw and what they want (Changed, with both values). `title=300`: the
        title is one line of words, never empty, at most so long."""
        wanted = {field: wanted[field] for field in fields if field in wanted}
        for field in longest.keys() & wanted:
            wanted[field] = words(wanted[field], field, longest[field])
        tracing.merge(thing, seen, wanted)

    def finish(self) -> live.News | None:
        """Number, check, write down, commit. None when nothing changed at all."""
        if self.erased:
            self.session.commit()
            return self._news(frozenset())
        changes = self.told + tracing.changes(self.session, self.by.community_id)
        follow(self.session, self.by, self.op, changes)
        changes = self.done + changes
        if not changes:
            self.session.expunge_all()  # what was loaded stays readable: it is answered with
            self.session.rollback()
            return None
        self._write_history(changes)
        news = self._news(frozenset(change.table for change in changes))
        live.send_along(self.session, news)
        self.session.commit()
        return news

    def _news(self, topics: frozenset[str]) -> live.News:
        community, who = self.by.community_id, self.by.id
        return live.News(community, self.revision, topics, who, live.origin.get())

    def _raise_revision(self) -> int:
        """The first statement of every change: it also queues this community's writers."""
        raised = self.session.execute(
            update(Community)
            .where(Community.id == self.by.community_id, Community.archived_at.is_(None))
            .values(revision=Community.revision + 1)
            .returning(Community.revision)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if raised is None:
            raise NotFound
        return raised

    def _check(self, thing: SQLModel) -> None:
        if not permits(self.cell, self.who, thing, self.confirmed):
            raise NotAllowed

    def _write_history(self, changes: list[tracing.Change]) -> None:
        line = History(
            community_id=self.by.community_id,
            op=self.op,
            at=moment.now(),
            person_id=self.by.id,
            verb=self.verb,
            what=(self.what if self.what is not None else changes[0].label)[:300],
            meeting_id=self.meeting_id,
            undoes_id=self.undoes_id,
        )
        self.session.add(line)
        self.session.flush()
        self.session.add_all(
            HistoryChange(
                history_id=line.id,
                thing=change.table,
                thing_id=change.id,
                before=change.before,
                after=change.after,
            )
            for change in changes
        )

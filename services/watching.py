"""Hearing what other processes commit to the same database: a colleague's import, a command.

SQLite is asked whether its file moved, 20 times a second while it does and 4 times while all rests
(what this process commits is told by its own door); PostgreSQL calls by itself. What could not be
heard, because the line was down, is seen in the communities' revisions.
"""

import logging
import time
from collections.abc import Callable
from threading import Event, Thread
from uuid import UUID

import psycopg
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models import Community, History, HistoryChange
from models.database import engine
from services import live

PAUSE, LONGEST = 0.05, 0.25  # s between two looks at the file, after it moved and while it rests
LONGER = 1.1  # each pause is so many times the one before: at rest after 2 s
PATIENCE = 0.03  # s our own door may take between a commit and telling of it
MANY = 50  # changes missed of which it is still asked what each was about
AGAIN = 1.0  # s before a line that broke is tried again


def start() -> Callable[[], None]:
    """Returns the way to stop."""
    over = Event()
    watch = _file if engine().dialect.name == "sqlite" else _line
    thread = Thread(target=_keep, args=[watch, engine(), over], name="watching", daemon=True)
    thread.start()

    def stop() -> None:
        over.set()
        thread.join(5)

    return stop


def _keep(watch: Callable[[Engine, Event], None], house: Engine, over: Event) -> None:
    while not over.is_set():
        try:
            watch(house, over)
        except Exception:  # a database that restarts must not end the watch
            logging.getLogger("tavolo").warning("watching again", exc_info=True)
            over.wait(AGAIN)


def _file(house: Engine, over: Event) -> None:
    """`data_version` moves when any other connection commits, of this process too."""
    raw = house.raw_connection()
    try:
        seen, pause = None, PAUSE
        while not over.wait(pause):
            (version,) = raw.execute("PRAGMA data_version").fetchone()
            pause = min(pause * LONGER, LONGEST)
            if version != seen:
                tell_missed(house)
                seen, pause = version, PAUSE
    finally:
        raw.close()


def _line(house: Engine, over: Event) -> None:
    address = house.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as line:
        line.execute(f"LISTEN {live.CHANNEL}")
        tell_missed(house)
        while not over.is_set():
            for notice in line.notifies(timeout=0.5):
                live.announce(live.unpacked(notice.payload))


def tell_missed(house: Engine) -> None:
    """Announces each revision of each community that is further than what was told."""
    behind = [id for id, revision in _revisions(house).items() if revision > live.latest(id)]
    if behind:
        time.sleep(PATIENCE)
        for id in behind:
            for news in _missed(house, id):
                live.announce(news)


def _missed(house: Engine, id: UUID) -> list[live.News]:
    """Each change raised the revision by one and wrote one line of history, which says what moved;
    if they are too many, or not all there, one notice says that all may have."""
    told = live.latest(id)
    revision, lines = _latest(house, id)
    n = revision - told
    if n > 0 and (not told or n > len(lines)):
        return [live.News(id, revision, frozenset(), None)]
    last = lines[len(lines) - max(n, 0) :]
    return [live.News(id, told + 1 + i, topics, None) for i, topics in enumerate(last)]


def _latest(house: Engine, id: UUID) -> tuple[int, list[frozenset[str]]]:
    """How far the community is, and the tables each of its latest changes was about, in one
    question: what is committed meanwhile must be in both or in none."""
    last = select(History.id).where(History.community_id == id).order_by(col(History.id).desc())
    asked = (
        select(Community.revision, HistoryChange.history_id, HistoryChange.thing)
        .outerjoin(HistoryChange, col(HistoryChange.history_id).in_(last.limit(MANY)))
        .where(Community.id == id)
    )
    with Session(house) as session:
        rows = session.exec(asked).all()
    things: dict[int, set[str]] = {}
    for _revision, line, thing in rows:
        if line:
            things.setdefault(line, set()).add(thing)
    return (rows[0][0] if rows else 0), [frozenset(things[line]) for line in sorted(things)]


def _revisions(house: Engine) -> dict[UUID, int]:
    with Session(house) as session:
        asked = select(Community.id, Community.revision)
        rows = session.exec(asked.where(col(Community.id).in_(live.listened()))).all()
    return dict(rows)

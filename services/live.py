"""Telling whoever listens that a community has changed, and who is at its table right now.

A notice may be lost: the community's revision, a number in its row, says what was missed.
"""

import json
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlmodel import Session

REMEMBERED = 500  # changes of one community of which we still know what moved
HOUSE = uuid4().hex  # this process: what a page had in the memory of another one is lost
CHANNEL = "tavolo"  # on PostgreSQL, between processes

# The browser tab, phone or tool that acts: it need not be told what it has just done.
origin: ContextVar[str] = ContextVar("origin", default="")


class News(NamedTuple):
    community_id: UUID
    revision: int
    topics: frozenset[str]  # names of the tables that changed; none: it is not known, all may have
    by: UUID | None
    origin: str = ""


_listeners: dict[UUID, set[Callable[[News], None]]] = defaultdict(set)
_known: dict[UUID, OrderedDict[int, frozenset[str]]] = defaultdict(OrderedDict)
_met: dict[UUID, int] = defaultdict(int)
_lock = Lock()


def listen(community_id: UUID, listener: Callable[[News], None]) -> Callable[[], None]:
    """Called in the thread of whoever changed something. Returns the way to stop listening."""
    _listeners[community_id].add(listener)
    return lambda: _listeners[community_id].discard(listener)


def announce(news: News) -> None:
    """Each revision once, whether the door or another process was first to tell of it."""
    if _is_new(news):
        for listener in tuple(_listeners[news.community_id]):
            listener(news)


def moved(community_id: UUID, since: int, until: int) -> frozenset[str] | None:
    """The topics of the changes after revision `since`, up to `until`; None: all may have moved."""
    if until - since > REMEMBERED:
        return None
    known = _known[community_id]
    topics = [known.get(revision) for revision in range(since + 1, until + 1)]
    return frozenset().union(*topics) if all(topics) else None


def listened() -> list[UUID]:
    """The communities somebody listens to."""
    return [id for id, listeners in tuple(_listeners.items()) if listeners]


def met(community_id: UUID, revision: int) -> None:
    """The first who listens has seen this revision: it needs no telling. Whoever comes later says
    nothing for the others: what another process just committed has still to be told to them."""
    if not latest(community_id) and len(_listeners[community_id]) <= 1:
        _met[community_id] = revision


def latest(community_id: UUID) -> int:
    """The newest revision told of or seen; 0 before the first."""
    return max(_met[community_id], *_known[community_id], 0)


def forget() -> None:
    """Another database was opened: what was known of the one before is of no use."""
    for memory in (_listeners, _known, _met, _guests, _watchers):
        memory.clear()


def send_along(session: Session, news: News) -> None:
    """PostgreSQL tells the other processes when, and only if, the transaction commits."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_notify(:c, :n)"), {"c": CHANNEL, "n": packed(news)})


def packed(news: News) -> str:
    return json.dumps([str(news.community_id), news.revision, sorted(news.topics), news.origin])


def unpacked(text: str) -> News:
    community, revision, topics, tab = json.loads(text)
    return News(UUID(community), revision, frozenset(topics), None, tab)


def _is_new(news: News) -> bool:
    with _lock:
        known = _known[news.community_id]
        if news.revision in known:
            return False
        known[news.revision] = news.topics
        while len(known) > REMEMBERED:
            known.popitem(last=False)
    return True


@dataclass(frozen=True)
class Guest:
    """Somebody with this community open. `at`: the meeting in front of them; `writing`: the field
    they are in, "" for none."""

    person_id: UUID
    name: str
    organisations: frozenset[UUID] = frozenset()
    at: UUID | None = None
    writing: str = ""


_guests: dict[UUID, dict[object, Guest]] = defaultdict(dict)
_watchers: dict[UUID, set[Callable[[], None]]] = defaultdict(set)


def sit(community_id: UUID, place: object, guest: Guest | None) -> None:
    """`place`: one tab or phone, whatever tells it from others. None: it has left."""
    guests = _guests[community_id]
    before = guests.pop(place, None) if guest is None else guests.get(place)
    if guest is not None:
        guests[place] = guest
    if guest != before:
        for watcher in tuple(_watchers[community_id]):
            watcher()


def watch_guests(community_id: UUID, watcher: Callable[[], None]) -> Callable[[], None]:
    """Called when somebody comes, goes, turns to another meeting or begins to write."""
    _watchers[community_id].add(watcher)
    return lambda: _watchers[community_id].discard(watcher)


def guests(community_id: UUID) -> list[Guest]:
    """All that is known of who is here, by name; whoever has two tabs open may stand twice."""
    return sorted(set(_guests[community_id].values()), key=lambda guest: guest.name)


def presence(community_id: UUID, meeting_id: UUID | None = None) -> list[Guest]:
    """Who is here, at any page or at one meeting: each person once, by name."""
    here: dict[UUID, Guest] = {}
    for guest in guests(community_id):
        wanted = meeting_id in (None, guest.at)
        if wanted and (guest.person_id not in here or guest.writing):
            here[guest.person_id] = guest
    return list(here.values())

"""Telling whoever listens that a community has changed: its new revision, and what moved."""

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID


class News(NamedTuple):
    community_id: UUID
    revision: int
    topics: frozenset[str]  # names of the tables that changed
    by: UUID | None


_listeners: dict[UUID, set[Callable[[News], None]]] = defaultdict(set)


def listen(community_id: UUID, listener: Callable[[News], None]) -> Callable[[], None]:
    """Returns the way to stop listening."""
    _listeners[community_id].add(listener)
    return lambda: _listeners[community_id].discard(listener)


def announce(news: News) -> None:
    for listener in tuple(_listeners[news.community_id]):
        listener(news)

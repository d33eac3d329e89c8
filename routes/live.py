"""The socket of a page that follows: that something moved, who is here, who writes where.

The page says {"at": meeting} and {"writing": field}; it hears {"house"},
{"revision", "topics", "tab", "pieces": {key: HTML}} and {"here": […], "count"}. What moved beside
those pieces it reads by itself, with its own right.
"""

import asyncio
import json
from uuid import UUID

from anyio.to_thread import run_sync
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from routes.drawing import draw
from routes.lines import NOT_YOURS, Line, folded, person_at, reader_of
from services import address, gathering, live, pieces
from services.live import Guest, News
from services.pieces import RIGHTS

PRESENCE_PAUSE = 0.25  # s: when everybody comes at once, not everybody is told of each

rooms: dict[UUID, "Room"] = {}


async def follow(socket: WebSocket) -> None:
    """`/live/{community}`: its short name or id; for whoever sits there."""
    origin = socket.headers.get("origin")
    wanted, account = socket.path_params["community"], socket.scope["account"]
    person = await run_sync(person_at, account, wanted)
    if person is None or (origin and not address.is_ours(origin)):
        return await socket.close(NOT_YOURS)
    await socket.accept()
    line = Line(socket, account, await run_sync(reader_of, person))
    room = rooms.get(person.community_id) or Room(person.community_id)
    room.add(line)
    try:
        now = await run_sync(gathering.revision, person)
        live.met(room.id, now)
        line.hear(News(room.id, now, frozenset(), None))
        await line.talk()
    finally:
        room.remove(line)


class Room:
    """The open pages of one community, told together."""

    def __init__(self, id: UUID) -> None:
        self.id, self.lines, self.told_later = id, set(), None
        self.news, self.drawing = None, None
        loop = asyncio.get_running_loop()
        self.leave = (
            live.listen(id, lambda news: loop.call_soon_threadsafe(self._tell, news)),
            live.watch_guests(id, lambda: loop.call_soon_threadsafe(self._tell_later)),
        )
        rooms[id] = self

    def add(self, line: Line) -> None:
        self.lines.add(line)
        self._tell_later()

    def remove(self, line: Line) -> None:
        self.lines.discard(line)
        live.sit(self.id, line, None)
        if not self.lines and rooms.get(self.id) is self:
            del rooms[self.id]
            for leave in self.leave:
                leave()

    def _tell(self, news: News) -> None:
        """At once to those who have no meeting open; to the others with what it looks like."""
        drawn = pieces.concern(news.topics) and any(line.meeting_id for line in self.lines)
        for line in self.lines:
            if not drawn or not line.meeting_id:
                line.hear(news)
            if not news.topics or news.topics & RIGHTS:
                line.check()
        if drawn:
            self.news = folded(self.news, news)
        if drawn and (self.drawing is None or self.drawing.done()):
            self.drawing = asyncio.create_task(self._tell_drawn())

    async def _tell_drawn(self) -> None:
        """What moves meanwhile is drawn together after it."""
        while news := self.news:
            self.news = None
            here = [line for line in self.lines if line.meeting_id]
            await run_sync(draw, news, here, asyncio.get_running_loop())

    def _tell_later(self) -> None:
        if self.told_later is None:
            loop = asyncio.get_running_loop()
            self.told_later = loop.call_later(PRESENCE_PAUSE, self._tell_presence)

    def _tell_presence(self) -> None:
        self.told_later = None
        guests = live.guests(self.id)
        count = len({guest.person_id for guest in guests})
        named = json.dumps({"here": [_told(guest) for guest in guests], "count": count})
        counted = json.dumps({"here": [], "count": count})
        for line in self.lines:
            line.say(named if line.sees_names else counted)


def _told(guest: Guest) -> dict:
    return {
        "id": str(guest.person_id),
        "name": guest.name,
        "organisations": [str(id) for id in guest.organisations],
        "at": str(guest.at or ""),
        "writing": guest.writing,
    }


routes = [WebSocketRoute("/live/{community}", follow)]

"""The socket of a page that follows: that something moved, who is here, who writes where.

The page says {"at": meeting} and {"writing": field}; it hears {"house"},
{"revision", "topics", "tab"} and {"here": […], "count"}. What moved it reads by itself, with its
own right.
"""

import asyncio
import json
from dataclasses import replace
from uuid import UUID

from anyio.to_thread import run_sync
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from models import Account, Person
from models.refusals import NotAllowed, NotFound
from services import access, address, clock, gathering, live
from services.live import Guest, News

NOT_YOURS, TOO_MUCH = 4403, 4429
PRESENCE_PAUSE = 0.25  # s: when everybody comes at once, not everybody is told of each
LONGEST, MOST = 500, 20  # characters of a message; messages a second from one page
WHO_MAY = {"role_assignment", "person", "community"}  # tables that rights hang on

rooms: dict[UUID, "Room"] = {}


async def follow(socket: WebSocket) -> None:
    """`/live/{community}`: its short name or id; for whoever sits there."""
    origin = socket.headers.get("origin")
    wanted, account = socket.path_params["community"], socket.scope["account"]
    person = await run_sync(_person, account, wanted)
    if person is None or (origin and not address.is_ours(origin)):
        return await socket.close(NOT_YOURS)
    await socket.accept()
    line = Line(socket, account, person, await run_sync(gathering.sees_names, person))
    room = rooms.get(person.community_id) or Room(person.community_id)
    room.add(line)
    try:
        now = await run_sync(gathering.revision, person)
        live.met(room.id, now)
        line.hear(News(room.id, now, frozenset(), None))
        await line.talk()
    finally:
        room.remove(line)


def _person(account: Account, wanted: str) -> Person | None:
    clock.settle()
    for seat in access.people_of(account):
        if wanted in (seat.community.slug, str(seat.community.id)):
            return seat.person
    return None


class Room:
    """The open pages of one community, told together."""

    def __init__(self, id: UUID) -> None:
        self.id, self.lines, self.told_later = id, set(), None
        loop = asyncio.get_running_loop()
        self.leave = (
            live.listen(id, lambda news: loop.call_soon_threadsafe(self._tell, news)),
            live.watch_guests(id, lambda: loop.call_soon_threadsafe(self._tell_later)),
        )
        rooms[id] = self

    def add(self, line: "Line") -> None:
        self.lines.add(line)
        self._tell_later()

    def remove(self, line: "Line") -> None:
        self.lines.discard(line)
        live.sit(self.id, line, None)
        if not self.lines and rooms.get(self.id) is self:
            del rooms[self.id]
            for leave in self.leave:
                leave()

    def _tell(self, news: News) -> None:
        for line in self.lines:
            line.hear(news)
            if not news.topics or news.topics & WHO_MAY:
                line.check()

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


class Line:
    """One open page. What it has not been told yet is folded together: a slow one costs nothing."""

    def __init__(
        self, socket: WebSocket, account: Account, person: Person, sees_names: bool
    ) -> None:
        self.socket, self.account, self.person = socket, account, person
        self.sees_names, self.is_guest = sees_names, True
        self.news: News | None = None
        self.presence = self.at = None
        self.woken, self.checks, self.spent, self.second = asyncio.Event(), None, 0, 0.0

    def hear(self, news: News) -> None:
        self.news = _folded(self.news, news)
        self.woken.set()

    def say(self, presence: str) -> None:
        self.presence = presence
        self.woken.set()

    def check(self) -> None:
        if self.checks is None or self.checks.done():
            self.checks = asyncio.create_task(self._check())

    async def talk(self) -> None:
        """Until the page is closed."""
        await self.socket.send_text(json.dumps({"house": live.HOUSE}))
        await self._sit(None)
        telling = asyncio.create_task(self._tell())
        try:
            while True:
                await self._take_in(await self.socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            telling.cancel()

    async def _tell(self) -> None:
        while True:
            await self.woken.wait()
            self.woken.clear()
            news, self.news, presence, self.presence = self.news, None, self.presence, None
            if news:
                told = {"revision": news.revision, "topics": sorted(news.topics)}
                await self.socket.send_text(json.dumps(told | {"tab": news.origin}))
            if presence:
                await self.socket.send_text(presence)

    async def _take_in(self, text: str) -> None:
        if self._floods() or len(text) > LONGEST:
            await self.socket.close(TOO_MUCH)
            raise WebSocketDisconnect(TOO_MUCH)
        said = _read(text)
        if "at" in said:
            await self._sit(_id(said["at"]))
        if isinstance(said.get("writing"), str) and self.is_guest:
            self._seat(replace(self.at, writing=said["writing"][:80]))

    async def _sit(self, meeting_id: UUID | None) -> None:
        try:
            guest = await run_sync(self._guest, meeting_id)
        except (NotAllowed, NotFound):
            self.is_guest = False  # who may only look is not announced
        else:
            self._seat(guest)

    def _guest(self, meeting_id: UUID | None) -> Guest:
        clock.settle()
        return gathering.guest(self.person, meeting_id)

    def _seat(self, guest: Guest) -> None:
        self.at = guest
        live.sit(self.person.community_id, self, guest)

    def _floods(self) -> bool:
        now = asyncio.get_running_loop().time()
        if now - self.second > 1:
            self.second, self.spent = now, 0
        self.spent += 1
        return self.spent > MOST

    async def _check(self) -> None:
        """Whoever lost their seat hears no more."""
        if await run_sync(_person, self.account, str(self.person.community_id)) is None:
            await self.socket.close(NOT_YOURS)
        else:
            self.sees_names = await run_sync(gathering.sees_names, self.person)


def _folded(before: News | None, news: News) -> News:
    """Two notices as one: the later revision, the topics of both; not known if one is not."""
    if before is None:
        return news
    topics = before.topics | news.topics if before.topics and news.topics else frozenset()
    tab = news.origin if news.origin == before.origin else ""
    return News(news.community_id, max(before.revision, news.revision), topics, None, tab)


def _read(text: str) -> dict:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _id(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


routes = [WebSocketRoute("/live/{community}", follow)]

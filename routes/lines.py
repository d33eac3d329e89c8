"""One open page on the live socket: what it is told, and what it says of whoever has it open."""

import asyncio
import json
from dataclasses import replace
from uuid import UUID

from anyio.to_thread import run_sync
from starlette.websockets import WebSocket, WebSocketDisconnect

from models import Account, Person
from models.refusals import NotAllowed, NotFound
from services import access, clock, gathering, live
from services.live import Guest, News
from services.pieces import Reader

NOT_YOURS, TOO_MUCH = 4403, 4429
LONGEST, MOST = 500, 20  # characters of a message; messages a second from one page


def person_at(account: Account, wanted: str) -> Person | None:
    clock.settle()
    for seat in access.people_of(account):
        if wanted in (seat.community.slug, str(seat.community.id)):
            return seat.person
    return None


def reader_of(person: Person) -> Reader:
    clock.settle()
    return gathering.reader(person)


class Line:
    """One open page. What it has not been told yet is folded together: a slow one costs nothing."""

    def __init__(self, socket: WebSocket, account: Account, reader: Reader) -> None:
        self.socket, self.account, self.person = socket, account, reader.person
        self.reader, self.place = reader, None  # the meeting it says it is at
        self.news: News | None = None
        self.pieces: dict[str, str] = {}
        self.presence = self.at = None
        self.woken, self.checks, self.spent, self.second = asyncio.Event(), None, 0, 0.0
        self.doubted = False

    @property
    def sees_names(self) -> bool:
        return self.reader.standing.sees("presence.read")

    @property
    def meeting_id(self) -> UUID | None:
        return self.at.at if self.at else None

    def hear(self, news: News, drawn: dict[str, str] | None = None) -> None:
        """`drawn`: what of it this page can show at once."""
        self.news, self.pieces = folded(self.news, news), self.pieces | (drawn or {})
        self.woken.set()

    def say(self, presence: str) -> None:
        self.presence = presence
        self.woken.set()

    def check(self) -> None:
        """What moves while it is asked is asked once more."""
        self.doubted = True
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
                drawn, self.pieces = self.pieces, {}
                told = {"revision": news.revision, "topics": sorted(news.topics)}
                told |= {"tab": news.origin} | ({"pieces": drawn} if drawn else {})
                await self.socket.send_text(json.dumps(told))
            if presence:
                await self.socket.send_text(presence)

    async def _take_in(self, text: str) -> None:
        if self._floods() or len(text) > LONGEST:
            await self.socket.close(TOO_MUCH)
            raise WebSocketDisconnect(TOO_MUCH)
        said = _read(text)
        if "at" in said:
            await self._sit(_id(said["at"]))
        if isinstance(said.get("writing"), str) and self.at:
            self._seat(replace(self.at, writing=said["writing"][:80]))

    async def _sit(self, meeting_id: UUID | None, again: bool = False) -> None:
        """`again`: where it is already, and writes in what it writes."""
        self.place = meeting_id
        try:
            guest = await run_sync(self._guest, meeting_id)
        except (NotAllowed, NotFound):
            guest = None  # who may only look is not announced
        if self.place != meeting_id:  # it has turned elsewhere meanwhile
            return
        writes = self.at.writing if again and self.at else ""
        self._seat(replace(guest, writing=writes) if guest else None)

    def _guest(self, meeting_id: UUID | None) -> Guest:
        clock.settle()
        return gathering.guest(self.person, meeting_id)

    def _seat(self, guest: Guest | None) -> None:
        self.at = guest
        live.sit(self.person.community_id, self, guest)

    def _floods(self) -> bool:
        now = asyncio.get_running_loop().time()
        if now - self.second > 1:
            self.second, self.spent = now, 0
        self.spent += 1
        return self.spent > MOST

    async def _check(self) -> None:
        """Whoever lost their seat hears no more; what others may be told of them is asked too."""
        while self.doubted:
            self.doubted = False
            if await run_sync(person_at, self.account, str(self.person.community_id)) is None:
                return await self.socket.close(NOT_YOURS)
            try:
                self.reader = await run_sync(reader_of, self.person)
            except (NotAllowed, NotFound):  # another entry of the register: the page comes again
                return await self.socket.close()
            await self._sit(self.place, again=True)


def folded(before: News | None, news: News) -> News:
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

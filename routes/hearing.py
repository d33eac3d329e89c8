"""The socket of phones and projectors: it only says that something moved. What moved they fetch by
themselves, with their own right; a word lost on the way loses nothing. Whose phone it is, and what
they may, is asked again whenever what rights hang on moved."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from anyio.to_thread import run_sync
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from models.refusals import NotFound
from routes import phones
from services import address, clock, doorways, live
from services.live import Guest, News
from services.look import standing_of
from services.pieces import RIGHTS
from services.summaries import phone

NOT_YOURS, BROKEN = 4403, 1011


async def hear_table(socket: WebSocket) -> None:
    try:
        community_id, guest = await run_sync(_at_table, socket)
    except NotFound:
        return await socket.close(NOT_YOURS)
    if _strange(socket):
        return await socket.close(NOT_YOURS)
    await Ear(socket, community_id, lambda: _at_table(socket)[1]).hear(guest)


async def hear_wall(socket: WebSocket) -> None:
    clock.settle()
    try:
        door = await run_sync(doorways.doorway, socket.path_params["key"])
    except NotFound:
        return await socket.close(NOT_YOURS)
    if _strange(socket):
        return await socket.close(NOT_YOURS)
    await Ear(socket, door.community.id).hear(None)


async def hear_opening(socket: WebSocket) -> None:
    """For a page left open when its meeting closed: the line stays, and says nothing until that
    meeting runs again."""
    clock.settle()
    key = socket.path_params["key"]
    community_id = await run_sync(doorways.community_of, key)
    if community_id is None or _strange(socket):
        return await socket.close(NOT_YOURS)
    await Waiting(socket, community_id, key).hear(None)


def _at_table(socket: WebSocket) -> tuple[UUID, Guest | None]:
    """Whose phone it is, as others may be told of them (None: not at all). NotFound for a phone
    that has no part in this meeting."""
    clock.settle()
    try:
        meeting = phone.meeting(UUID(socket.path_params["meeting"]))
    except ValueError:
        raise NotFound from None
    person = phones.person_at(socket, meeting.community_id)
    who = standing_of(person) if person else None
    if who is None or not who.sees("meeting.read"):
        raise NotFound
    announced = who.allows("presence.announce")
    guest = Guest(person.id, person.name, at=meeting.id) if announced else None
    return meeting.community_id, guest


def _strange(socket: WebSocket) -> bool:
    origin = socket.headers.get("origin")
    return bool(origin) and not address.is_ours(origin)


class Ear:
    """One phone or projector. `who`: whose it is now, asked in a thread; a projector is nobody's.
    One word for any number of changes since the last: a slow phone costs nothing."""

    def __init__(
        self, socket: WebSocket, community_id: UUID, who: Callable[[], Guest | None] | None = None
    ) -> None:
        self.socket, self.community_id, self.who = socket, community_id, who
        self.loop, self.moved = asyncio.get_running_loop(), asyncio.Event()
        self.doubted = False

    async def hear(self, guest: Guest | None) -> None:
        """Until the page is closed, or is no longer theirs."""
        await self.socket.accept()
        leave = live.listen(self.community_id, self._heard)
        live.sit(self.community_id, self, guest)
        teller = asyncio.create_task(self._tell())
        try:
            while True:
                if await self.socket.receive_text() == "?":  # whether the line is still there
                    await self.socket.send_text("here")
        except (WebSocketDisconnect, RuntimeError, KeyError):  # RuntimeError: we closed it
            pass
        finally:
            leave()
            teller.cancel()
            live.sit(self.community_id, self, None)

    def _heard(self, news: News) -> None:
        """From any thread."""
        self.doubted = self.doubted or not news.topics or bool(news.topics & RIGHTS)
        self.loop.call_soon_threadsafe(self.moved.set)

    async def _tell(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):
            while True:
                await self.moved.wait()
                self.moved.clear()
                await self.socket.send_text("moved")
                if self.who and self.doubted:
                    await self._ask()

    async def _ask(self) -> None:
        """Who lost their part hears no more; who may not be announced is no longer told of."""
        self.doubted = False
        try:
            live.sit(self.community_id, self, await run_sync(self.who))
        except NotFound:
            live.sit(self.community_id, self, None)
            await self.socket.close(NOT_YOURS)
        except Exception:  # a line that tells nothing more must not look open
            logging.getLogger("tavolo").warning("who hears could not be asked", exc_info=True)
            await self.socket.close(BROKEN)


class Waiting(Ear):
    """A page that waits for the meeting with this key: one word, once it runs."""

    def __init__(self, socket: WebSocket, community_id: UUID, key: str) -> None:
        super().__init__(socket, community_id)
        self.key = key

    async def _tell(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):
            while not await self._is_open():
                await self.moved.wait()
            await self.socket.send_text("moved")

    async def _is_open(self) -> bool:
        self.moved.clear()  # what moves while it is asked is asked once more
        try:
            return await run_sync(doorways.is_open, self.key)
        except Exception:  # as above
            logging.getLogger("tavolo").warning("a key could not be asked", exc_info=True)
            await self.socket.close(BROKEN)
            raise WebSocketDisconnect(BROKEN) from None


routes = [
    WebSocketRoute("/room/{meeting}/live", hear_table),
    WebSocketRoute("/wall/{key}/live", hear_wall),
    WebSocketRoute("/wall/{key}/opens", hear_opening),
]

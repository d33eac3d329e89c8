"""The socket of phones and projectors: it only says that something moved. What moved they fetch by
themselves, with their own right; a word lost on the way loses nothing."""

import asyncio
from contextlib import suppress
from uuid import UUID

from anyio.to_thread import run_sync
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from models.refusals import NotFound
from routes import phones
from services import address, clock, doorways, live
from services.live import Guest
from services.summaries import phone

NOT_YOURS = 4403


async def hear_table(socket: WebSocket) -> None:
    clock.settle()
    found = await run_sync(_person, socket)
    if found is None or _strange(socket):
        return await socket.close(NOT_YOURS)
    meeting, person = found
    await _tell(socket, meeting.community_id, Guest(person.id, person.name, at=meeting.id))


async def hear_wall(socket: WebSocket) -> None:
    clock.settle()
    try:
        door = await run_sync(doorways.doorway, socket.path_params["key"])
    except NotFound:
        return await socket.close(NOT_YOURS)
    if _strange(socket):
        return await socket.close(NOT_YOURS)
    await _tell(socket, door.community.id, None)


def _person(socket: WebSocket):
    clock.settle()
    try:
        meeting = phone.meeting(UUID(socket.path_params["meeting"]))
    except (NotFound, ValueError):
        return None
    person = phones.person_at(socket, meeting.community_id)
    return (meeting, person) if person else None


def _strange(socket: WebSocket) -> bool:
    origin = socket.headers.get("origin")
    return bool(origin) and not address.is_ours(origin)


async def _tell(socket: WebSocket, community_id: UUID, guest: Guest | None) -> None:
    """One word for any number of changes since the last: a slow phone costs nothing."""
    await socket.accept()
    loop, moved = asyncio.get_running_loop(), asyncio.Event()
    leave = live.listen(community_id, lambda news: loop.call_soon_threadsafe(moved.set))
    if guest:
        live.sit(community_id, socket, guest)
    teller = asyncio.create_task(_say(socket, moved))
    try:
        while True:
            if await socket.receive_text() == "?":  # whether the line is still there
                await socket.send_text("here")
    except (WebSocketDisconnect, KeyError):
        pass
    finally:
        leave()
        teller.cancel()
        live.sit(community_id, socket, None)


async def _say(socket: WebSocket, moved: asyncio.Event) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await moved.wait()
            moved.clear()
            await socket.send_text("moved")


routes = [
    WebSocketRoute("/room/{meeting}/live", hear_table),
    WebSocketRoute("/wall/{key}/live", hear_wall),
]

"""The socket of texts written together, and the script that writes with it in the browser.

`/texts/{community}`: the browser says {"t": "open"|"op"|"sel"|"shut"|"words"|"versions"|
"version"|"restore", "f": text, …}. What it may is asked of the loaded thing when it opens a text
and again with each change.
"""

import asyncio
import json
import logging
import secrets
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from anyio.to_thread import run_sync
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from models import Account, Person
from models.refusals import Refused
from routes import phones
from services import access, address, clock, doorways
from services.summaries.seats import day_of
from services.texts import algorithm, words
from services.texts.algorithm import BadChange
from services.texts.hub import Hub
from services.texts.peers import Peer, Sent
from translations import formats, language, speak

SCRIPTS = Path(__file__).parent.parent / "components" / "coedit"
YEAR = "public, max-age=31536000, immutable"
NOT_YOURS, TOO_LONG, TOO_SLOW = 4403, 4413, 4408
LONGEST = 500_000  # characters of a message: a whole text pasted, with room
PER_SECOND, AT_ONCE = 60.0, 240.0  # messages of one browser; faster ones wait, none is lost
SWEEP = 30.0  # s
COLOURS = 8

_hub: Hub | None = None


def hub() -> Hub:
    """The one of this process: it begins with the first who writes."""
    global _hub
    if _hub is None or _hub.loop is not asyncio.get_running_loop():
        if _hub:
            _hub.close()
        _hub = Hub(clock.settle)
        _hub.sweeper = asyncio.create_task(_sweep(_hub))
    return _hub


async def write_together(socket: WebSocket) -> None:
    origin = socket.headers.get("origin")
    person = await run_sync(_person, socket, socket.path_params["community"])
    await socket.accept()
    if person is None or (origin and not address.is_ours(origin)):
        return await socket.close(NOT_YOURS)
    await Line(socket, person, hub()).talk()


def script(request: Request) -> Response:
    """One of ours; the address carries a fingerprint, so a browser keeps it for good."""
    file = SCRIPTS / request.path_params["name"]
    if file not in (*SCRIPTS.glob("*.js"), *SCRIPTS.glob("*.css")):
        raise HTTPException(404)
    kind = "text/css" if file.suffix == ".css" else "text/javascript"
    return Response(file.read_bytes(), media_type=kind, headers={"Cache-Control": YEAR})


@cache
def mark() -> str:
    """A fingerprint of the scripts: a new release is fetched anew."""
    parts = sorted((*SCRIPTS.glob("*.js"), *SCRIPTS.glob("*.css")))
    return sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:12]


def _person(socket: WebSocket, wanted: str) -> Person | None:
    """By their account; else by their phone, which knows the community by its id."""
    clock.settle()
    account: Account | None = socket.scope["account"]
    if account:
        speak(account.language)
    for seat in access.people_of(account) if account else ():
        if wanted in (seat.community.slug, str(seat.community.id)):
            return seat.person
    with suppress(ValueError):
        return doorways.known(phones.token_of(socket), UUID(wanted))
    return None


async def _sweep(of: Hub) -> None:
    while True:
        try:
            await of.sweep()
        except Exception:  # a database that restarts must not end it
            logging.getLogger("tavolo").warning("texts: sweeping again", exc_info=True)
        await asyncio.sleep(SWEEP)


class Line:
    """One browser tab."""

    def __init__(self, socket: WebSocket, person: Person, hub: Hub) -> None:
        self.socket, self.hub = socket, hub
        self.peer = Peer(secrets.token_hex(4), person, _colour(hub))
        self.left, self.filled = AT_ONCE, hub.loop.time()
        self.language = language()

    async def talk(self) -> None:
        """Until the page is closed."""
        telling = asyncio.create_task(self._tell())
        self.hub.peers.add(self.peer)
        try:
            while True:
                await self._not_too_fast()
                text = await self.socket.receive_text()
                if len(text) > LONGEST:
                    await self.socket.close(TOO_LONG)
                    break
                await self._take_in(text)
        except (WebSocketDisconnect, RuntimeError):  # RuntimeError: we closed it ourselves
            pass
        finally:
            telling.cancel()
            self.hub.peers.discard(self.peer)
            self.hub.leave_all(self.peer)

    async def _tell(self) -> None:
        while not self.peer.is_lost:
            await self.socket.send_text(await self.peer.queue.get())
        with suppress(RuntimeError):
            await self.socket.close(TOO_SLOW)

    async def _not_too_fast(self) -> None:
        now = self.hub.loop.time()
        self.left = min(AT_ONCE, self.left + (now - self.filled) * PER_SECOND) - 1
        self.filled = now
        if self.left < 0:
            await asyncio.sleep(-self.left / PER_SECOND)

    async def _take_in(self, text: str) -> None:
        try:
            said = json.loads(text)
            await DOES[said["t"]](self, str(said.get("f", "")), said)
        except Refused:
            self.peer.say({"t": "refused", "f": str(said.get("f", ""))})
        except (BadChange, KeyError, TypeError, ValueError):
            self.peer.say({"t": "bad"})

    async def open(self, key: str, said: dict) -> None:
        try:
            op_id, place = str(said.get("op") or "")[:60], str(said.get("n") or "")[:100]
            await self.hub.open(self.peer, key, int(said["rev"]), op_id, place)
        except Refused:
            self.peer.say({"t": "may", "f": key, "write": False, "over": "right"})

    async def shut(self, key: str, said: dict) -> None:
        self.hub.shut(self.peer, key)

    async def op(self, key: str, said: dict) -> None:
        ops, id = algorithm.check(said["ops"]), str(said["id"])[:50]
        caret = _caret(said)
        again = bool(said.get("again"))
        sent = Sent(key, self.peer.person, int(said["rev"]), ops, id, self.peer, caret, again)
        self.hub.submit(sent)

    async def sel(self, key: str, said: dict) -> None:
        self.hub.audience.point(self.peer, key, int(said.get("rev", 0)), _caret(said))

    async def words(self, key: str, said: dict) -> None:
        runs = await self._ask(words.written, key)
        self.peer.say({"t": "words", "f": key, "runs": runs})

    async def versions(self, key: str, said: dict) -> None:
        found = await self._ask(words.versions, key)
        speak(self.language)
        told = [{"rev": v.rev, "at": _when(v.at), "names": v.names} for v in found]
        self.peer.say({"t": "versions", "f": key, "list": told})

    async def version(self, key: str, said: dict) -> None:
        rev = int(said["rev"])
        parts = await self._ask(words.compared, key, rev)
        self.peer.say({"t": "version", "f": key, "rev": rev, "parts": parts})

    async def restore(self, key: str, said: dict) -> None:
        done = await self.hub.restore(self.peer, key, int(said["rev"]))
        self.peer.say({"t": "restored", "f": key, "done": done})

    async def ping(self, key: str, said: dict) -> None:
        self.peer.say({"t": "pong"})

    async def _ask(self, do, *args):
        def settled():
            clock.settle()
            return do(self.peer.person, *args)

        return await run_sync(settled)


DOES = {
    name: getattr(Line, name)
    for name in ["open", "shut", "op", "sel", "words", "versions", "version", "restore", "ping"]
}


def _caret(said: dict) -> tuple[int, int] | None:
    return (int(said["a"]), int(said["h"])) if said.get("h") is not None else None


def _colour(hub: Hub) -> int:
    """One that nobody has who writes now, if there is one."""
    taken = {peer.colour for peer in hub.peers}
    free = [n for n in range(COLOURS) if n not in taken]
    return free[0] if free else len(hub.peers) % COLOURS


def _when(at) -> str:
    return f"{formats.short_day(day_of(at))}, {formats.clock(at)}"


routes = [
    Route("/texts/script/{mark}/{name}", script),
    WebSocketRoute("/texts/{community}", write_together),
]

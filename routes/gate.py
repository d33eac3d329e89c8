"""The gate in front of everything: pages, sockets, media, uploads. It knows whose browser asks.

Identity goes inward as a header that only the gate writes (Streamlit makes `st.user` of it); the
moment and the language of a request are settled here too. Plain ASGI, so nothing is buffered.
"""

import asyncio
import logging
from collections import defaultdict
from urllib.parse import quote
from uuid import UUID

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models import Account
from services import access, address, clock
from translations import DEFAULT, LANGUAGES, speak

ACCOUNT = b"x-tavolo-account"  # named in .streamlit/config.toml too
CHOSEN = "tavolo-lang"  # the language somebody without an account chose; plain, and no secret
FROM_A_PROXY = (b"x-forwarded-", b"forwarded", b"x-real-ip")
OPEN = ("/sign-in", "/leave", "/healthz", "/readyz", "/_stcore/health", "/robots.txt")
OPEN += ("/join", "/room.js")
OPEN_UNDER = ("/enter/", "/static/", "/fonts/", "/favicon")
OPEN_UNDER += (
    "/join/",
    "/table/",
    "/room/",
    "/wall/",
    "/texts/",
)  # these know phones, and meetings' keys
SAME_FOR_ALL = ("/static/", "/fonts/", "/favicon", "/healthz")
SAME_FOR_ALL += ("/room.js", "/room/table.js", "/room/wall.js")
LEFT = 4401  # the socket's way of saying 401
ASK_AGAIN = 30  # s: a sign-in may also end in another process, or in time


def cookie() -> str:
    """`__Host-`: no other place can set it, and it never travels in the clear."""
    return "__Host-tavolo" if address.is_secure() else "tavolo"


class Gate:
    """`Middleware(Gate)`. Inside, `scope["account"]` and `scope["token"]` say who it is."""

    def __init__(self, app: ASGIApp, ask_again: float = ASK_AGAIN) -> None:
        self.app, self.ask_again = app, ask_again
        self.sockets: dict[tuple[UUID, str], set[Line]] = defaultdict(set)
        self.watch: asyncio.Task | None = None
        access.leaving.add(self._hang_up)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        clock.settle()
        token = HTTPConnection(scope).cookies.get(cookie())
        account = await run_sync(access.signed_in, token) if _matters(scope) else None
        speak(spoken(scope, account))
        scope = scope | {"headers": _identified(scope, account), "account": account, "token": token}
        if account is None and not _is_open(scope["path"]):
            return await _turn_away(scope, receive, send)
        if scope["type"] == "websocket" and account:
            return await self._keep_open(scope, receive, send)
        await self.app(scope, receive, send)

    async def _keep_open(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A socket lives no longer than the sign-in it came with."""
        key, line = (scope["account"].id, access.hashed(scope["token"])), Line(receive, send)
        self.sockets[key].add(line)
        if self.watch is None or self.watch.done():
            self.watch = asyncio.create_task(self._watch())
        try:
            await self.app(scope, line.receive, line.send)
        finally:
            self.sockets[key].discard(line)
            if not self.sockets[key]:
                del self.sockets[key]

    async def _watch(self) -> None:
        """One question for all browsers that are here."""
        while self.sockets:
            await asyncio.sleep(self.ask_again)
            clock.settle()
            asked = tuple(self.sockets)
            try:
                stand = await run_sync(access.standing, [browser for _owner, browser in asked])
            except Exception:  # a database that restarts must not end the watch
                logging.getLogger("tavolo").warning("sign-ins are asked again", exc_info=True)
                continue
            for owner, browser in asked:
                if browser not in stand:
                    self._hang_up(owner, browser)

    def _hang_up(self, account_id: UUID, browser: str | None) -> None:
        """Called from any thread, when somebody left."""
        for (owner, of), lines in tuple(self.sockets.items()):
            if owner == account_id and browser in (None, of):
                for line in tuple(lines):
                    line.hang_up()


class Line:
    """What the app hears and says on a socket, until it is hung up."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send, self.over = receive, send, False
        self.loop, self.closing = asyncio.get_running_loop(), None

    async def receive(self) -> Message:
        """What was said before and not heard yet is not heard any more."""
        message = await self._receive()
        return {"type": "websocket.disconnect", "code": LEFT} if self.over else message

    async def send(self, message: Message) -> None:
        if not self.over:
            await self._send(message)

    def hang_up(self) -> None:
        self.loop.call_soon_threadsafe(self._hang_up)

    def _hang_up(self) -> None:
        """The server then ends what waits in `receive`."""
        if not self.over:
            self.over = True
            over = {"type": "websocket.close", "code": LEFT}
            self.closing = asyncio.ensure_future(self._send(over))


def spoken(scope: Scope, account: Account | None) -> str:
    """What this reader chose (`?lang=`), else what their account speaks; without one, what they
    chose before, else what their browser speaks."""
    asked = HTTPConnection(scope).query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    if account:
        return account.language
    before = HTTPConnection(scope).cookies.get(CHOSEN)
    return before if before in LANGUAGES else _of_browser(Headers(scope=scope))


def _of_browser(headers: Headers) -> str:
    """Accept-Language: the most wanted of ours. `it-CH, en;q=0.5` is it."""
    wanted = []
    for part in headers.get("accept-language", "").split(","):
        tag, _, weight = part.strip().partition(";q=")
        wanted.append((_weight(weight), tag[:2].lower()))
    wanted.sort(key=lambda pair: -pair[0])
    return next((tag for weight, tag in wanted if weight and tag in LANGUAGES), DEFAULT)


def _weight(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else float(not text)


def _matters(scope: Scope) -> bool:
    """Files that are the same for everybody need no question to the database."""
    return not scope["path"].startswith(SAME_FOR_ALL)


def _identified(scope: Scope, account: Account | None) -> list[tuple[bytes, bytes]]:
    """The headers, without what a client may not say about itself."""
    mine = (ACCOUNT,) if address.is_secure() else (ACCOUNT, *FROM_A_PROXY)
    kept = [pair for pair in scope["headers"] if not pair[0].lower().startswith(mine)]
    return kept + ([(ACCOUNT, str(account.id).encode())] if account else [])


def _is_open(path: str) -> bool:
    return path in OPEN or path.startswith(OPEN_UNDER)


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()  # the greeting; a refusal before it is no refusal
        return await send({"type": "websocket.close", "code": LEFT})
    await _refusal(scope)(scope, receive, send)


def _refusal(scope: Scope) -> Response:
    wants_page = "text/html" in Headers(scope=scope).get("accept", "")
    if scope["method"] not in ("GET", "HEAD") or not wants_page:
        return PlainTextResponse("sign in first", 401)
    query = scope["query_string"].decode("latin-1")
    wanted = scope["path"] + (f"?{query}" if query else "")
    after = "" if wanted == "/" else f"?next={quote(wanted, safe='')}"
    return RedirectResponse(f"/sign-in{after}", 303)

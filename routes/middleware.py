"""What wraps every answer: a reference code, security headers, and smaller files.

Plain ASGI, so that websockets pass untouched and nothing is buffered.
"""

import gzip
import mimetypes
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from time import perf_counter

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services import logs

STATIC = Path(streamlit.__file__).parent / "static"


def _inline_scripts() -> str:
    """Streamlit's own page holds a line of script: admitted by its hash, and nothing else is."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return " ".join(f"'sha256-{b64encode(sha256(s.encode()).digest()).decode()}'" for s in scripts)


CSP = "; ".join(
    (
        "default-src 'self'",
        # blob: is how components bring their JS
        f"script-src 'self' 'wasm-unsafe-eval' blob: {_inline_scripts()}".rstrip(),
        "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles as it goes
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-src 'self'",
        "frame-ancestors 'none'",
    )
)
UPLOADED = "sandbox; default-src 'none'"  # files people brought never run
HEADERS = {
    b"content-security-policy": CSP.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    b"x-robots-tag": b"noindex",
    b"cache-control": b"no-store",
}
HIDDEN = ("/_stcore/metrics", "/_stcore/agent")
METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}
YEAR = "public, immutable, max-age=31536000"


class Reference:
    """Each request and socket gets a short code: in its log lines and in X-Reference."""

    def __init__(self, app: ASGIApp, slow_ms: float = 2000) -> None:
        self.app, self.slow_ms = app, slow_ms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        code, start = logs.new_reference(), perf_counter()
        token = logs.reference.set(code)

        async def signed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._say(scope, message["status"], (perf_counter() - start) * 1000)
                pairs = [*message.get("headers", ()), (b"x-reference", code.encode())]
                message = {**message, "headers": pairs}
            await send(message)

        try:
            await self.app(scope, receive, signed)
        finally:
            logs.reference.reset(token)

    def _say(self, scope: Scope, status: int, ms: float) -> None:
        """Only what went wrong or took long; never the query, it may hold a token."""
        if status >= 500 or ms > self.slow_ms:
            place = scope["path"].split("/")[1]  # the rest may hold one too
            logs.log("answered", method=scope["method"], place=place, status=status, ms=round(ms))


class Headers:
    """Security headers on every answer that has none of its own; some doors don't exist."""

    def __init__(self, app: ASGIApp, secure: bool = False) -> None:
        """`secure`: people come by https only."""
        strict = {b"strict-transport-security": b"max-age=31536000"} if secure else {}
        self.app, self.headers = app, HEADERS | strict

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        answer = self._refusal(scope) or self.app

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                pairs = self._dress(scope["path"], message.get("headers", ()))
                message = {**message, "headers": pairs}
            await send(message)

        await answer(scope, receive, dressed)

    def _refusal(self, scope: Scope) -> Response | None:
        if scope["path"].startswith(HIDDEN):
            return PlainTextResponse("Not Found", 404)
        if scope["method"] not in METHODS:
            return PlainTextResponse("Method Not Allowed", 405)
        return None

    def _dress(self, path: str, given) -> list[tuple[bytes, bytes]]:
        kept = [(name, value) for name, value in given if name.lower() != b"server"]
        have = {name.lower() for name, _value in kept}
        ours = dict(self.headers)
        if path.startswith("/media/"):
            ours[b"content-security-policy"] = UPLOADED.encode()
        return kept + [(name, value) for name, value in ours.items() if name not in have]


class Smaller:
    """Streamlit sends its own JS and CSS as they are, 3 to 7 MB on a meeting's Wi-Fi. Here each
    file is compressed once and kept: a third of the bytes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.files = app, {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self._file(scope) if scope["type"] == "http" else None
        if not file:
            return await self.app(scope, receive, send)
        answer = Response(**await run_in_threadpool(self._squeezed, file))
        await answer(scope, receive, send)

    def _file(self, scope: Scope) -> Path | None:
        wanted, path = dict(scope["headers"]), scope["path"]
        if scope["method"] != "GET" or b"gzip" not in wanted.get(b"accept-encoding", b""):
            return None
        if not path.startswith("/static/") or not path.endswith((".js", ".css")):
            return None
        file = (STATIC / path.lstrip("/")).resolve()
        return file if file.is_file() and STATIC in file.parents else None

    def _squeezed(self, file: Path) -> dict:
        if file not in self.files:
            self.files[file] = gzip.compress(file.read_bytes(), 6)
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": YEAR}
        kind = mimetypes.guess_type(file.name)[0]
        return {"content": self.files[file], "media_type": kind, "headers": headers}

"""The scripts of phones and projectors: compressed once for all who come, and kept by a browser
until there are newer ones. `room.js` follows; `table.js` sends too, which only phones do;
`wall.js` is the projector's."""

import gzip
from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

HERE = Path(__file__).parent / "templates"
NAMES = ("room.js", "table.js", "wall.js")
YEAR = "public, max-age=31536000, immutable"


def script(request: Request) -> Response:
    """For good at the address that carries the fingerprint; at any other it is asked again."""
    name = request.url.path.rpartition("/")[2]
    ours = request.query_params.get("v") == mark()
    headers = {"cache-control": YEAR if ours else "no-cache", "vary": "accept-encoding"}
    content = _content(name)
    if "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["content-encoding"] = _squeezed(name), "gzip"
    return Response(content, media_type="text/javascript", headers=headers)


@cache
def mark() -> str:
    """A fingerprint of them all: a new release is fetched anew."""
    return sha256(b"".join(map(_content, NAMES))).hexdigest()[:12]


@cache
def _content(name: str) -> bytes:
    return (HERE / name).read_bytes()


@cache
def _squeezed(name: str) -> bytes:
    return gzip.compress(_content(name), 9)


routes = [
    Route("/room.js", script),
    Route("/room/table.js", script),
    Route("/room/wall.js", script),
]

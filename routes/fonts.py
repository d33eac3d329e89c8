"""Our two type families, as small woff2 files made here out of the font packages.

No font lies in git and none is fetched from anywhere: the Latin part is cut out when a browser
first asks (about 2 s in all), and kept in memory. ✓ and ✕ are in neither family: drawings draw
them, running text takes them from the reader's system.
"""

from functools import cache
from io import BytesIO
from threading import Lock, Thread

import fontpkg
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FACES = {
    "atkinson-400": ("Atkinson Hyperlegible", 400),
    "atkinson-700": ("Atkinson Hyperlegible", 700),
    "bricolage": ("Bricolage Grotesque", 400),  # one file for all weights
}
LETTERS = "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)])) + "șțȘȚ"
SIGNS = "‘’“”‚„‹›–—…•€→←↑↓−≤≥≈"
FEATURES = ("kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum")
YEAR = "public, max-age=31536000, immutable"

_one_at_a_time = Lock()  # two browsers that ask at once wait for one making


def font(request: Request) -> Response:
    """A plain function, so that the making happens in a thread and not in the event loop."""
    name = request.path_params["name"]
    if name not in FACES:
        raise HTTPException(404)
    return Response(woff2(name), media_type="font/woff2", headers={"Cache-Control": YEAR})


def warm() -> None:
    """Make them in the background, so that the first reader doesn't see the letters change."""
    Thread(target=lambda: [woff2(name) for name in FACES], daemon=True).start()


def woff2(name: str) -> bytes:
    with _one_at_a_time:
        return _made(name)


@cache
def _made(name: str) -> bytes:
    face = TTFont(fontpkg.path(*FACES[name]))
    _keep_latin(face)
    if "fvar" in face:  # the cut for headings, every weight
        instancer.instantiateVariableFont(face, {"wdth": 100, "opsz": 24}, inplace=True)
    face.flavor = "woff2"
    file = BytesIO()
    face.save(file)
    return file.getvalue()


def _keep_latin(face: TTFont) -> None:
    options = subset.Options(layout_features=list(FEATURES), notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=LETTERS + SIGNS)
    cutter.subset(face)


routes = [Route("/fonts/{name}.woff2", font)]

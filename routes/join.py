"""Joining a meeting: a code to type or a key the QR carries, then a name and an organisation."""

from collections import deque
from uuid import uuid4

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models import moment
from models.refusals import NotFound, Refused
from routes import phones
from routes.paper import PLAIN, page
from routes.said import op_of
from services import address, joining
from services.change import Repeated
from services.logs import log
from translations import _

STYLES = (*PLAIN, "room.css")
TRIES, WINDOW = 30, 600  # wrong codes, seconds
_wrong: deque[float] = deque(maxlen=TRIES)


def ask_code(request: Request) -> Response:
    return page(request, "join_code.html", styles=STYLES, no="", code="", locked=_locked())


async def take_code(request: Request) -> Response:
    """A code somebody typed. After 30 wrong ones in ten minutes none is looked at for a while:
    guessing is locked, and whoever has the QR or the link still comes in."""
    if not address.is_ours(request.headers.get("origin")):
        return Response(status_code=403)
    code = str((await request.form()).get("code", ""))[:40]
    if _locked():
        return page(request, "join_code.html", 429, STYLES, no="", code=code, locked=True)
    try:
        key = await run_sync(joining.key_of, code)
    except NotFound:
        _wrong.append(moment.now().timestamp())
        log("wrong_code")
        no = _("No meeting is open with this code. Look at the screen again, and mind each sign.")
        return page(request, "join_code.html", 404, STYLES, no=no, code=code, locked=_locked())
    return RedirectResponse(f"/join/{key}", 303)


def ask_who(request: Request) -> Response:
    try:
        door = joining.doorway(request.path_params["key"])
    except NotFound:
        return _closed(request)
    known = phones.person_at(request, door.community.id)
    answer = _form(request, door, known)
    phones.remember(request, answer)
    return answer


async def take_who(request: Request) -> Response:
    if not address.is_ours(request.headers.get("origin")):
        return Response(status_code=403)
    form = dict(await request.form())
    return await run_sync(_check_in, request, form)


def _check_in(request: Request, form: dict) -> Response:
    key = request.path_params["key"]
    try:
        door = joining.doorway(key)
    except NotFound:
        return _closed(request)
    there = RedirectResponse(f"/table/{door.meeting.id}", 303)
    token = phones.remember(request, there)
    known = phones.person_at(request, door.community.id)
    remote = form.get("how") == "remote"
    organisation = str(form.get("organisation", ""))
    try:
        op = op_of(form)
        if known:
            joining.come(known, door.meeting.id, organisation, remote, op)
        else:
            public = True if form.get("public") else None
            joining.check_in(
                key, token, str(form.get("name", "")), organisation, remote, public, op
            )
    except Repeated:
        return there
    except Refused as no:
        return _form(request, door, known, form, no)
    return there


def _form(request, door, known, form: dict | None = None, no: Refused | None = None) -> Response:
    form = form or {"organisation": joining.last_spoke_for(known) if known else ""}
    return page(
        request,
        "join.html",
        422 if no else 200,
        STYLES,
        door=door,
        known=known,
        form=form,
        no=no,
        op=uuid4(),
    )


def _closed(request: Request) -> Response:
    text = _("This meeting is not open for joining. Ask whoever coordinates it.")
    return page(request, "sorry.html", 410, heading=_("Nobody is at this table now"), text=text)


def _locked() -> bool:
    now = moment.now().timestamp()
    return len(_wrong) == TRIES and now - _wrong[0] < WINDOW


routes = [
    Route("/join", ask_code, methods=["GET"]),
    Route("/join", take_code, methods=["POST"]),
    Route("/join/{key}", ask_who, methods=["GET"]),
    Route("/join/{key}", take_who, methods=["POST"]),
]

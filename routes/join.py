"""Joining a meeting: a code to type or a key the QR carries, then a name and an organisation."""

from collections import deque
from contextlib import suppress
from uuid import UUID, uuid4, uuid5

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models import Person, Phase, moment
from models.refusals import NotFound, Refused
from routes import phones
from routes.paper import PLAIN, page, sorry
from routes.said import op_of
from routes.wall import opens
from services import address, cards, doorways, joining
from services.change import Repeated
from services.logs import log
from translations import _

STYLES = (*PLAIN, "room.css")
IDEAS = (Phase.definition, Phase.objectives)
TRIES, WINDOW = 30, 600  # wrong codes, seconds
_wrong: deque[float] = deque(maxlen=TRIES)


def ask_code(request: Request) -> Response:
    return page(request, "join_code.html", styles=STYLES, no="", code="", locked=_locked())


async def take_code(request: Request) -> Response:
    """A code somebody typed. After 30 wrong ones in ten minutes none of a phone nobody knows is
    looked at for a while: guessing is locked, and whoever has the QR or the link still comes in."""
    if not address.is_ours(request.headers.get("origin")):
        return Response(status_code=403)
    code = str((await request.form()).get("code", ""))[:40]
    if _locked() and not await run_sync(doorways.everywhere, phones.token_of(request)):
        return page(request, "join_code.html", 429, STYLES, no="", code=code, locked=True)
    try:
        key = await run_sync(doorways.key_of, code)
    except NotFound:
        _wrong.append(moment.now().timestamp())
        log("wrong_code")
        no = _("No meeting is open with this code. Look at the screen again, and mind each sign.")
        return page(request, "join_code.html", 404, STYLES, no=no, code=code, locked=_locked())
    return RedirectResponse(f"/join/{key}", 303)


def ask_who(request: Request) -> Response:
    try:
        door = doorways.doorway(request.path_params["key"])
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
        door = doorways.doorway(key)
    except NotFound:
        return _closed(request)
    there = RedirectResponse(f"/table/{door.meeting.id}", 303)
    token = phones.remember(request, there)
    known = phones.person_at(request, door.community.id)
    perhaps = [] if form.get("is") else doorways.perhaps(_whose(form), door.organisations)
    if perhaps:
        return _form(request, door, known, form, perhaps=perhaps)
    try:
        if known:
            _come_back(known, door.meeting.id, form)
        else:
            _come_first(key, token, form)
    except Repeated:
        return there
    except Refused as no:
        return _form(request, door, known, form, no)
    return there


def _come_first(key: str, token: str, form: dict) -> None:
    name, public = str(form.get("name", "")), True if form.get("public") else None
    remote = form.get("how") == "remote"
    joining.check_in(key, token, name, _whose(form), remote, public, op_of(form))


def _come_back(known: Person, meeting_id: UUID, form: dict) -> None:
    """One form, one tap: they are here, and what they want to say first is on the table."""
    op, idea = op_of(form), str(form.get("idea", ""))
    with suppress(Repeated):
        joining.come(known, meeting_id, _whose(form), form.get("how") == "remote", op)
    if idea.strip():
        cards.write(known, meeting_id, idea, uuid5(op, "idea"))


def _whose(form: dict) -> str:
    """What they said it is; else what they typed; else the one of their own they chose."""
    said = (str(form.get(field, "")).strip() for field in ("is", "organisation", "own"))
    return next(filter(None, said), "")


def _form(
    request: Request,
    door: doorways.Doorway,
    known: Person | None,
    form: dict | None = None,
    no: Refused | None = None,
    perhaps: list[str] = (),
) -> Response:
    """`perhaps`: what the organisation they typed may be; they say which."""
    return page(
        request,
        "join.html",
        422 if no else 200,
        STYLES,
        door=door,
        known=known,
        own=doorways.spoken_for(known) if known else [],
        ideas=door.meeting.phase in IDEAS,
        form=form or {"organisation": doorways.last_spoke_for(known) if known else ""},
        no=no,
        perhaps=perhaps,
        op=uuid4(),
    )


def _closed(request: Request) -> Response:
    text = _("This meeting is not open for joining. Ask whoever coordinates it.")
    until = opens(request.path_params["key"])
    return sorry(request, 410, _("Nobody is at this table now"), text, "", until)


def _locked() -> bool:
    now = moment.now().timestamp()
    return len(_wrong) == TRIES and now - _wrong[0] < WINDOW


routes = [
    Route("/join", ask_code, methods=["GET"]),
    Route("/join", take_code, methods=["POST"]),
    Route("/join/{key}", ask_who, methods=["GET"]),
    Route("/join/{key}", take_who, methods=["POST"]),
]

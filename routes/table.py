"""The phone's page of a meeting: what the room is doing now, and what one can do about it. It
works as plain forms; with our script it also follows by itself and keeps what is sent offline."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from models import Kind, Meeting, Person, Role, Unit, moment, promise_hash, quarter_ends
from models.refusals import NotFound, Refused
from models.units import UNITS_OF
from routes import phones, texts
from routes.acts import ACTS, do
from routes.paper import PLAIN, page, sorry
from routes.said import Said
from services import access, address, doorways, turning_away
from services.change import Repeated
from services.letters import between
from services.look import standing_of
from services.summaries import phone
from translations import _, horizons, rooms, written
from translations import meetings as words
from translations import resources as kinds
from translations.becoming import becoming, not_in

STYLES = (*PLAIN, "room.css")
TO_ASK = timedelta(days=14)  # what one has to ask others first is answered by then, if not said


def table(request: Request) -> Response:
    meeting, by = who(request)
    if meeting is None or by is None:
        return not_here(request, meeting)
    need = request.query_params.get("need", "")
    return page_of(request, by, meeting.id, act="offer" if need else "", kept={"need": need})


async def act(request: Request) -> Response:
    """One form of the page. Refused: the page again, with the sentence and what was typed; for
    our script only the sentence."""
    if not address.is_ours(request.headers.get("origin")):
        return Response(status_code=403)
    form = dict(await request.form())
    return await run_sync(_act, request, form)


def _act(request: Request, form: dict) -> Response:
    meeting, by = who(request)
    name = request.path_params["act"]
    if meeting is None or by is None:
        return not_here(request, meeting)
    if name not in ACTS:
        return Response(status_code=404)
    try:
        do(name, by, Said(form, meeting.id))
    except Repeated:
        pass  # sent again after a broken line: it happened once
    except Refused as no:
        return refused(request, name, no, form)
    return done(request, meeting, name)


def done(request: Request, meeting: Meeting, act: str) -> Response:
    if scripted(request):
        return Response(status_code=204)
    return RedirectResponse(f"/table/{meeting.id}?done={act}#{act}", 303)


def refused(request: Request, act: str, no: Refused, form: dict | None = None) -> Response:
    meeting, by = who(request)
    if meeting is None or by is None:
        return not_here(request, meeting)
    if scripted(request):
        return JSONResponse({"no": str(no), "field": no.field or ""}, 422)
    return page_of(request, by, meeting.id, no=no, act=act, kept=form, status=422)


def scripted(request: Request) -> bool:
    return "x-live" in request.headers


def page_of(
    request: Request,
    by: Person,
    meeting_id: UUID,
    no: Refused | None = None,
    act: str = "",
    kept: dict | None = None,
    status: int = 200,
    heard: list[tuple[str, str]] | None = None,
) -> Response:
    """`heard`: what was understood of the line of the form `act`."""
    seen = phone.page(by, meeting_id)
    if not seen.room.mine and not seen.who.allows("meeting.run"):
        key = seen.room.meeting.join_key
        return RedirectResponse(f"/join/{key}" if key else "/join", 303)
    return page(
        request,
        "table.html",
        status,
        STYLES,
        live=True,
        me=by,
        whose=phones.whose(request, by),
        seen=seen,
        room=seen.room,
        who=seen.who,
        words=words,
        short=f"{address.home()}/join".split("://")[1],
        kinds=kinds,
        promise_hash=promise_hash,
        greeting=_greeting(seen, by),
        voices={voice: _(said) for voice, said in rooms.VOICES.items()},
        counted=rooms.counted,
        stages={stage: _(said) for stage, said in rooms.STAGES.items()},
        stage_names={stage: _(said) for stage, said in rooms.STEPS.items()},
        horizons=words.all_of(horizons.HORIZONS),
        quarters=quarter_ends(moment.today()),
        all_kinds=list(Kind),
        all_units=list(Unit),
        units_of=UNITS_OF,
        no=no,
        act=act,
        kept=kept or {},
        becoming=becoming,
        not_in=not_in,
        heard=heard,
        between=between,
        done=request.query_params.get("done", ""),
        fresh=uuid4,
        today=moment.today(),
        until=moment.today() + TO_ASK,
        text_labels=json.dumps(written.labels()),
        texts_mark=texts.mark(),
    )


def _greeting(seen: phone.Page, by: Person) -> str:
    """Where somebody is: at the table, at its door, or no longer there."""
    meeting, mine = seen.room.meeting, seen.room.mine
    if mine is None:
        return meeting.title
    if meeting.held:
        return _("You were at the table, {name}", name=by.name)
    if seen.who.role is Role.arrival:
        return _("You are at the door, {name}", name=by.name)
    if mine.left_at:
        return _("You have left the table, {name}", name=by.name)
    return _("You are at the table, {name}", name=by.name)


def who(request: Request) -> tuple[Meeting | None, Person | None]:
    try:
        meeting = phone.meeting(UUID(request.path_params["meeting"]))
    except (NotFound, ValueError):
        return None, None
    by = phones.person_at(request, meeting.community_id)
    sender = request.headers.get("x-live", "1")  # what waited says whose it is
    if by and sender not in ("1", phones.whose(request, by)):
        return meeting, None  # written by whoever had this phone before
    return meeting, by if by and _sits(by) else None


def _sits(by: Person) -> bool:
    """Whether a meeting here is still theirs to see."""
    try:
        return standing_of(by).sees("meeting.read")
    except NotFound:
        return False


def people(request: Request) -> list[Person]:
    """Everybody this browser is, at any community: by account, and by phone."""
    account = request.scope["account"]
    seats = [seat.person for seat in access.people_of(account)] if account else []
    return seats + doorways.everywhere(phones.token_of(request))


def not_here(request: Request, meeting: Meeting | None) -> Response:
    """Nobody is told whether there is such a meeting, but who waited at its door."""
    if meeting and turning_away.is_turned_away(phones.token_of(request), meeting.id):
        return _turned_away(request, meeting)
    heading = _("This phone is not at the table")
    text = _("Scan the QR on the screen, or type its code: the next page asks who you are.")
    return sorry(request, 404, heading, text, to="/join")


def _turned_away(request: Request, meeting: Meeting) -> Response:
    heading = _("You were not let in this time")
    text = _(
        "Whoever runs the meeting did not recognise you. What you said stays on the table, to be "
        "confirmed. If it was a mistake, speak to them: then go on, and say once more who you are."
    )
    to = f"/join/{meeting.join_key}" if meeting.running else ""
    return sorry(request, 404, heading, text, to=to)


routes = [
    Route("/table/{meeting}", table, methods=["GET"]),
    Route("/table/{meeting}/{act}", act, methods=["POST"]),
]

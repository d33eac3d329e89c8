"""One line of a phone’s form, read into its fields: to be looked over, nothing is sent by it."""

from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from models import Person
from routes.table import not_here, page_of, scripted, who
from services import address, catching
from services.catching import doer, due
from services.catching.telling import as_typed, beside, told, told_deed

FORMS = ("offer", "need")
DEED = "note-action"  # of which the day is read, and who does it


async def read(request: Request) -> Response:
    """The page again with the form filled in; for our script only what it is filled in with.
    What somebody typed already stays as it is."""
    if not address.is_ours(request.headers.get("origin")):
        return Response(status_code=403)
    form = {name: str(said) for name, said in (await request.form()).items()}
    return await run_sync(_read, request, form)


def _read(request: Request, form: dict[str, str]) -> Response:
    meeting, by = who(request)
    name = request.path_params["form"]
    if meeting is None or by is None:
        return not_here(request, meeting)
    if name == DEED:
        return _deed(by, meeting.id, form)
    if name not in FORMS:
        return Response(status_code=404)
    caught = catching.read(by, form.get("line", ""), form.get("stays") == "yes")
    typed = as_typed(caught) if caught.text.strip() else {}
    fields = beside(form, dict(parse_qsl(form.get("caught", ""))), typed)
    fields |= {"caught": urlencode(typed)}
    if scripted(request):
        return JSONResponse({"fields": fields, "told": told(caught)})
    return page_of(request, by, meeting.id, act=name, kept=form | fields, heard=told(caught))


def _deed(by: Person, meeting_id: UUID, form: dict[str, str]) -> Response:
    """Only for our script: without it, what is sent is read as it comes in. A day or a person that
    somebody chose stays, and with a chosen day the words do."""
    before = dict(parse_qsl(form.get("caught", "")))
    said = due.read(by, form.get("text", ""))
    if form.get("due_on", "") not in ("", before.get("due_on")):
        said = due.Due(form.get("text", ""))
    asks = "who" in form and form["who"] in ("", before.get("who"))
    who = doer.at_table(by, said.text, meeting_id) if asks else None
    now = {"who": who.name} if who else {}
    now |= {"due_on": said.day.isoformat()} if said.day else {}
    if not now:
        return JSONResponse({"fields": {}, "told": []})
    fields = {"text": said.text, **now, "caught": urlencode(now)}
    return JSONResponse({"fields": fields, "told": told_deed(said, who)})


routes = [Route("/table/{meeting}/sentence/{form}", read, methods=["POST"])]

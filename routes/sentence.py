"""One line of a phone’s form, read into its fields: to be looked over, nothing is sent by it."""

from urllib.parse import parse_qsl, urlencode

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from models import Person
from routes.table import not_here, page_of, scripted, who
from services import address, catching
from services.catching import due
from services.catching.telling import as_typed, beside, told, told_day

FORMS = ("offer", "need")
DEED = "note-action"  # of which only the day is read


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
        return _deed(by, form)
    if name not in FORMS:
        return Response(status_code=404)
    caught = catching.read(by, form.get("line", ""))
    typed = as_typed(caught) if caught.text.strip() else {}
    fields = beside(form, dict(parse_qsl(form.get("caught", ""))), typed)
    fields |= {"caught": urlencode(typed)}
    if scripted(request):
        return JSONResponse({"fields": fields, "told": told(caught)})
    return page_of(request, by, meeting.id, act=name, kept=form | fields, heard=told(caught))


def _deed(by: Person, form: dict[str, str]) -> Response:
    """Only for our script: without it, what is sent is read as it comes in. A day that somebody
    chose stays, and then so do the words."""
    said = due.read(by, form.get("text", ""))
    chosen = form.get("due_on", "") not in ("", form.get("caught", ""))
    if said.day is None or chosen:
        return JSONResponse({"fields": {}, "told": []})
    day = said.day.isoformat()
    fields = {"text": said.text, "due_on": day, "caught": day}
    return JSONResponse({"fields": fields, "told": [told_day(said)]})


routes = [Route("/table/{meeting}/sentence/{form}", read, methods=["POST"])]

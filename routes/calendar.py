"""The next meeting for the calendar of any phone: a plain link to a file."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from documents.calendar import invitation
from models import moment
from routes import table
from services import address
from services.summaries import meetings


def following(request: Request) -> Response:
    """Of the meeting one is at; nobody else is told whether there is one."""
    meeting, by = table.who(request)
    ahead = meetings.following(by, meeting.id) if meeting and by else None
    if ahead is None:
        return Response(status_code=404)
    there = ahead.meeting
    host = ahead.host.name if ahead.host else ""
    link = f"{address.home()}/table/{there.id}"
    file = invitation(there, ahead.community.name, ahead.venue, host, moment.now(), link)
    name = f"tavolo-{there.day.isoformat()}.ics"
    return Response(
        file,
        media_type="text/calendar; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


routes = [Route("/table/{meeting}/next.ics", following, methods=["GET"])]

"""The projector's page: how to join, where the agenda is, the text under consent, what is lacking.
Read-only, readable from ten metres, and it follows the facilitator."""

import re
from collections.abc import Callable

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from charts.round_table import ABSENT, CONSENT, DOUBT, OBJECTION, WAITING, Seat, round_table
from models.refusals import NotFound
from routes.paper import PLAIN, page, sorry
from services import address, doorways
from services.summaries import wall
from translations import _, formats, horizons, rooms
from translations import meetings as words

STYLES = (*PLAIN, "wall.css")
SEATS = {"consent": CONSENT, "concern": DOUBT, "objection": OBJECTION, "aside": ABSENT}


def show(request: Request) -> Response:
    def more(seen: wall.Wall) -> dict:
        # the page has its own style
        table = Markup(re.sub(r' style="[^"]*"', "", _table(seen)))
        return {
            "live": True,
            "table": table,
            "key": _key(request),
            "words": words,
            "rooms": rooms,
            "horizons": words.all_of(horizons.HORIZONS),
        }

    return _page(request, "wall.html", more)


def printed(request: Request) -> Response:
    """The same on paper, for a meeting without a projector."""
    return _page(request, "wall_print.html", lambda seen: {"when_where": _when_where(seen)})


def _when_where(seen: wall.Wall) -> str:
    m = seen.room.meeting
    hours = f"{formats.clock(m.starts_at, m.tz)}–{formats.clock(m.ends_at, m.tz)}"
    when = f"{formats.weekday(m.day)} {m.day.year}, {hours}"
    return " · ".join(filter(None, (when, wall.place(m))))


def _page(request: Request, template: str, more: Callable[[wall.Wall], dict]) -> Response:
    """Both say how to join; `more`: what a page shows beside it."""
    try:
        seen = wall.of_key(_key(request))
    except NotFound:
        return _not_running(request)
    join = f"{address.home()}/join"
    return page(
        request,
        template,
        styles=STYLES,
        seen=seen,
        room=seen.room,
        qr=Markup(_qr(f"{join}/{_key(request)}")),
        short=join.split("://")[1],
        **more(seen),
    )


def _not_running(request: Request) -> Response:
    until = opens(_key(request))
    if wall.is_ahead(_key(request)):
        heading = _("The meeting has not begun yet")
        text = _("As soon as it is opened, this screen shows it by itself.")
        return sorry(request, 404, heading, text, "", until, STYLES)
    return sorry(request, 410, _("The meeting is over"), _thanks(request), "", until, STYLES)


def _thanks(request: Request) -> str:
    ahead = wall.after(_key(request))
    if ahead is None:
        return _("Nothing is shown when no meeting runs. Thank you for being there.")
    next = ahead.meeting
    when = {"day": formats.weekday(next.day), "clock": formats.clock(next.starts_at, next.tz)}
    if ahead.host is None:
        return _("Thank you for being there. We meet again on {day}, at {clock}.", **when)
    return _(
        "Thank you for being there. We meet again on {day}, at {clock}; {organisation} hosts.",
        organisation=ahead.host.name,
        **when,
    )


def opens(key: str) -> str:
    """The socket that says when the meeting with this key runs again; "" for a key of none."""
    return f"/wall/{key}/opens" if doorways.community_of(key) else ""


def _key(request: Request) -> str:
    return request.path_params["key"]


def _qr(link: str) -> str:
    """Dark on light always, whatever the theme: cameras want it so."""
    code = segno.make(link, error="m")
    return code.svg_inline(border=2, dark="#0b1719", light="#ffffff", omitsize=True)


def _table(seen: wall.Wall) -> str:
    """Seats as they came; during a round, as they answer: hidden, only that they did."""
    asked = seen.room.round
    if asked is None:
        seats = [Seat(name, initials, id=str(id)) for id, name, initials in seen.seats]
        return round_table(seats, str(len(seats)), _("at the table"))
    seats = [Seat(u.name, u.initials, _state(u, asked.shown)) for u in asked.units]
    return round_table(seats, f"{asked.answered}/{asked.of}", _("have answered"))


def _state(unit, shown: bool) -> str:
    if not unit.answered:
        return WAITING
    return SEATS[unit.answer.voice] if shown and unit.answer else "present"


routes = [
    Route("/wall/{key}", show),
    Route("/wall/{key}/print", printed),
]

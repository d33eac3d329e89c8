"""Coming in and leaving: plain HTML, before there is anybody for whom to start the workspace."""

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from models import LinkPurpose
from models.refusals import Refused
from routes.gate import cookie
from routes.paper import page, sorry
from services import access, address, links
from services.logs import log
from translations import _, language

FOR = int(access.SIGNED_IN_FOR.total_seconds())


def sign_in(request: Request) -> Response:
    """How one gets in. It asks for nothing, so it can't tell who is known here."""
    if request.scope["account"]:
        return RedirectResponse(address.inside(request.query_params.get("next")), 303)
    return page(request, "sign_in.html", left="left" in request.query_params)


def look_at_link(request: Request) -> Response:
    """What the link opens, and a button. A preview that fetches it uses nothing up."""
    try:
        opens = links.read(request.path_params["token"])
    except Refused as no:
        return _sorry(request, _("This link is over"), str(no), 410)
    action = str(URL(request.url.path).include_query_params(**_kept(request)))
    account = request.scope["account"]
    return page(request, "enter.html", action=action, account=account, **_told(opens, account))


def use_link(request: Request) -> Response:
    if not address.is_ours(request.headers.get("origin")):
        return _strange(request)
    token, here = request.path_params["token"], request.scope["account"]
    try:
        fresh = links.use(token, here, language())
    except Refused as no:
        return _sorry(request, _("This link is over"), str(no), 410)
    if old := request.scope["token"]:
        access.sign_out(old)  # always a fresh token: none that was planted before can live on
    log("signed_in")
    answer = RedirectResponse(address.inside(request.query_params.get("next")), 303)
    answer.set_cookie(cookie(), fresh, FOR, path="/", **_guarded())
    return answer


def ask_to_leave(request: Request) -> Response:
    if request.scope["account"] is None:
        return RedirectResponse("/sign-in", 303)
    return page(request, "leave.html")


def leave(request: Request) -> Response:
    if not address.is_ours(request.headers.get("origin")):
        return _strange(request)
    account, token = request.scope["account"], request.scope["token"]
    if account and "everywhere" in request.query_params:
        access.sign_out_everywhere(account)
    elif token:
        access.sign_out(token)
    answer = RedirectResponse("/sign-in?left=1", 303)
    answer.delete_cookie(cookie(), path="/", **_guarded())
    return answer


def _told(opens: links.Opens, account) -> dict[str, str]:
    """What stands on the page of a link that works."""
    if opens.purpose is LinkPurpose.invitation:
        signed_in = _(
            "You are signed in as {name}: this table is added to yours.",
            name=account.name if account else "",
        )
        alone = _("You will be signed in on this browser. By coming in you agree to nothing else.")
        return {
            "eyebrow": _("Invitation for {name}", name=opens.who),
            "heading": opens.community,
            "text": signed_in if account and account.name else alone,
            "button": _("Come to the table"),
        }
    first = opens.purpose is LinkPurpose.first
    hello = _("Welcome back, {name}", name=opens.who) if opens.who else _("Welcome back")
    return {
        "eyebrow": "",
        "heading": _("You are the first here") if first else hello,
        "text": _("Look around the example or start your community: the next page offers both.")
        if first
        else _("You will be signed in on this browser for 90 days, or until you leave."),
        "button": _("Come in"),
    }


def _kept(request: Request) -> dict[str, str]:
    kept = {"lang": language()}
    return kept | ({"next": n} if (n := request.query_params.get("next")) else {})


def _guarded() -> dict:
    return {"httponly": True, "secure": address.is_secure(), "samesite": "lax"}


def _sorry(request: Request, heading: str, text: str, status: int) -> Response:
    return sorry(request, status, heading, text)


def _strange(request: Request) -> Response:
    log("refused_origin", origin=request.headers.get("origin", "")[:100])
    text = _(
        "This form came from another address than {home}. Open Tavolo at that address and try "
        "again; whoever runs it sets the address with TAVOLO_URL.",
        home=address.home(),
    )
    return _sorry(request, _("That came from elsewhere"), text, 403)


routes = [
    Route("/sign-in", sign_in),
    Route("/enter/{token}", look_at_link, methods=["GET"]),
    Route("/enter/{token}", use_link, methods=["POST"]),
    Route("/leave", ask_to_leave, methods=["GET"]),
    Route("/leave", leave, methods=["POST"]),
]

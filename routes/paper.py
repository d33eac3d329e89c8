"""Plain pages outside Streamlit: a few kB of HTML that need no script."""

import base64
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from models import moment
from routes import scripts
from routes.gate import CHOSEN
from translations import LANGUAGES, _, formats, language, n_

HERE = Path(__file__).parent / "templates"
PLAIN = ("plain.css",)
A_YEAR = 365 * 24 * 3600  # s


def page(
    request: Request,
    template: str,
    status: int = 200,
    styles: tuple[str, ...] = PLAIN,
    live: bool = False,
    **values,
) -> HTMLResponse:
    """`routes/templates/<template>` in the reader's language; every value is escaped. `live`: the
    page may run our own script, call home and show our pictures; else it runs nothing."""
    others = {
        code: str(request.url.include_query_params(lang=code).replace(scheme="", netloc=""))
        for code in LANGUAGES
        if code != language()
    }
    html = (
        _templates()
        .get_template(template)
        .render(
            language=language(),
            languages=LANGUAGES,
            others=others,
            style=Markup(_style(styles)),
            scripts=scripts.mark(),
            now=round(moment.now().timestamp() * 1000),
            **values,
        )
    )
    answer = HTMLResponse(html, status, _headers(styles, live))
    if request.query_params.get("lang") == language():
        answer.set_cookie(CHOSEN, language(), A_YEAR, httponly=True, samesite="lax")
    return answer


def sorry(
    request: Request,
    status: int,
    heading: str,
    text: str,
    to: str = "/",
    until: str = "",
    styles: tuple[str, ...] = PLAIN,
) -> HTMLResponse:
    """One calm sentence. `to`: where one can go from here, "" for nowhere; `until`: the socket
    that opens once there is more to see: then the page asks again by itself."""
    said = {"heading": heading, "text": text, "to": to, "until": until}
    return page(request, "sorry.html", status, styles, bool(until), **said)


def _headers(styles: tuple[str, ...], live: bool) -> dict[str, str]:
    styled = "'self' " if live else ""
    allowed = "script-src 'self'; connect-src 'self'; " if live else ""
    return {
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; "
        f"style-src {styled}'sha256-{_hash(styles)}'; {allowed}font-src 'self'; "
        "img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'",
        "referrer-policy": "same-origin",  # with none at all, a form's Origin is null
    }


@cache
def _style(names: tuple[str, ...]) -> str:
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


@cache
def _hash(names: tuple[str, ...]) -> str:
    return base64.b64encode(sha256(_style(names).encode()).digest()).decode()


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": _, "n_": n_, "formats": formats, "mark": Markup(_mark())}
    return environment


def _mark() -> str:
    """The table, ours and not a person's: it may stand in the page as it is."""
    svg = (HERE.parent.parent / "assets" / "mark.svg").read_text(encoding="utf-8")
    return re.sub(r"<\?xml.*?\?>", "", svg).strip()

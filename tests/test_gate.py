"""Nothing is seen without coming in, nobody comes in as somebody else, and leaving ends it."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

import translations
from models import Account, database
from routes import entrance, health
from routes.gate import ACCOUNT, Gate
from services import access, links

HOME = "http://localhost:8501"
HTML = {"accept": "text/html"}
FORM = {"origin": HOME}


def test_a_stranger_is_shown_the_way_in(visitor):
    page = visitor.get("/plan?c=torino", headers=HTML)
    assert page.status_code == 303
    assert page.headers["location"] == "/sign-in?next=%2Fplan%3Fc%3Dtorino"

    for refused in (
        visitor.get("/media/photo.png"),
        visitor.put("/_stcore/upload_file/x/y"),
        visitor.post("/plan", headers=HTML),
    ):
        assert refused.status_code == 401
    assert visitor.get("/healthz").json() == {"up": True}
    assert visitor.get("/readyz").json() == {"ready": True}


def test_ready_says_why_it_is_not(visitor):
    database.connect("sqlite://")

    answer = visitor.get("/readyz")

    assert answer.status_code == 503 and "step None" in answer.json()["reason"]


def test_looking_at_a_link_uses_nothing_and_the_button_lets_in(visitor):
    token = links.first()
    for _ in range(2):
        page = visitor.get(f"/enter/{token}", headers=HTML)
        assert page.status_code == 200 and "Entra" in page.text
        assert "set-cookie" not in page.headers

    answer = visitor.post(f"/enter/{token}?next=/plan", headers=FORM)

    assert (answer.status_code, answer.headers["location"]) == (303, "/plan")
    kept = answer.headers["set-cookie"].lower()
    assert kept.startswith("tavolo=") and "httponly" in kept and "samesite=lax" in kept
    assert "secure" not in kept
    assert visitor.get("/plan", headers=HTML).json()["account"]


def test_behind_https_the_cookie_is_bound_to_this_house(story, monkeypatch):
    monkeypatch.setenv("TAVOLO_URL", "https://tavolo.example.org/")
    visitor = Visitor(house())

    answer = visitor.post(
        f"/enter/{links.first()}", headers={"origin": "https://tavolo.example.org"}
    )

    kept = answer.headers["set-cookie"].lower()
    assert kept.startswith("__host-tavolo=") and "secure" in kept and "path=/" in kept
    assert "domain" not in kept


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://localhost:9999", "http://localhost"]
)
def test_a_form_from_elsewhere_is_refused(visitor, origin):
    token = links.first()

    answer = visitor.post(f"/enter/{token}", headers={"origin": origin} if origin else {})

    assert answer.status_code == 403 and HOME in answer.text
    assert links.read(token), "nothing was used up"


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/a\nb"]
)
def test_the_way_on_stays_in_the_house(visitor, next):
    answer = visitor.post(f"/enter/{links.first()}", params={"next": next}, headers=FORM)

    assert answer.headers["location"] == "/"


def test_a_link_that_is_over_says_what_to_do(visitor):
    token = links.first()
    visitor.post(f"/enter/{token}", headers=FORM)

    for answer in (visitor.get(f"/enter/{token}"), visitor.post(f"/enter/{token}", headers=FORM)):
        assert answer.status_code == 410 and "già usato" in answer.text
    assert visitor.get("/enter/made-up").status_code == 410


def test_an_invitation_names_the_table_and_the_person_escaped(visitor, story):
    from services import people

    guest = people.add(story.coordinator, "<b>Ada</b>")
    token = links.invite(story.coordinator, guest.id)

    page = visitor.get(f"/enter/{token}", headers=HTML).text

    assert "&lt;b&gt;Ada&lt;/b&gt;" in page and "<b>Ada" not in page
    assert "comunità di pratica" in page


def test_pages_speak_the_readers_language(visitor):
    english = visitor.get("/sign-in", headers={"accept-language": "fr, en;q=0.8, it;q=0.2"}).text
    assert '<html lang="en">' in english and "Come to the table" in english
    assert '<html lang="it">' in visitor.get("/sign-in", headers={"accept-language": "de"}).text
    switched = visitor.get("/sign-in?lang=en&next=/plan", headers={"accept-language": "it"}).text
    assert '<html lang="en">' in switched and "lang=it" in switched and "next=" in switched


def test_pages_run_no_script_and_cannot_be_framed(visitor):
    answer = visitor.get("/sign-in")

    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "<script" not in answer.text and len(answer.content) < 8_000
    assert answer.headers["referrer-policy"] == "same-origin"


def test_nobody_says_who_they_are_but_the_gate(visitor):
    forged = {ACCOUNT.decode(): "somebody", "X-Forwarded-For": "6.6.6.6", "Forwarded": "for=x"}

    assert visitor.get("/plan", headers=forged).status_code == 401
    account = visitor.come_in()
    seen = visitor.get("/plan", headers=forged).json()

    assert seen["account"] == [str(account.id)]
    assert not {"x-forwarded-for", "forwarded"} & set(seen["headers"])


def test_a_proxy_is_believed_only_where_there_is_one(story, monkeypatch):
    monkeypatch.setenv("TAVOLO_URL", "https://tavolo.example.org")
    visitor = Visitor(house(), "https://tavolo.example.org")
    visitor.come_in("https://tavolo.example.org")

    seen = visitor.get("/plan", headers={"X-Forwarded-For": "10.0.0.7"}).json()

    assert "x-forwarded-for" in seen["headers"]


def test_coming_in_again_ends_the_sign_in_before(visitor):
    visitor.come_in()
    planted = visitor.cookies["tavolo"]

    visitor.come_in()

    assert access.signed_in(planted) is None
    assert visitor.cookies["tavolo"] != planted


def test_leaving_ends_the_sign_in_and_takes_the_cookie(visitor):
    visitor.come_in()
    token = visitor.cookies["tavolo"]
    assert "Esci" in visitor.get("/leave").text
    assert visitor.post("/leave", headers={"origin": "https://evil.example"}).status_code == 403
    assert access.signed_in(token), "asking, and asking from elsewhere, ends nothing"

    answer = visitor.post("/leave", headers=FORM)

    assert answer.headers["location"] == "/sign-in?left=1"
    assert access.signed_in(token) is None and "tavolo" not in visitor.cookies
    assert "fuori dal tavolo" in visitor.get("/sign-in?left=1").text


def test_leaving_everywhere(visitor):
    account = visitor.come_in()
    elsewhere = links.use(links.for_account(account))

    visitor.post("/leave?everywhere=1", headers=FORM)

    assert access.signed_in(elsewhere) is None


def test_a_socket_needs_a_sign_in_and_ends_with_it(story, live_house):
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://localhost:{live_house}/socket")
    assert refused.value.response.status_code == 403

    token = links.use(links.first())
    with _socket(live_house, token) as mine, _socket(live_house, token) as second:
        mine.send("hello")
        assert mine.recv(5) == "hello"
        access.sign_out(token)
        for line in (mine, second):
            with pytest.raises(ConnectionClosed) as ended:
                line.recv(5)
            assert ended.value.rcvd.code == 4401


def test_a_sign_in_ended_by_another_process_is_noticed(story, live_house):
    token = links.use(links.first())
    other = links.use(links.invite(story.coordinator, story.people["p02"].id))
    with _socket(live_house, token) as line, _socket(live_house, other) as theirs:
        with access.writing() as session:
            session.connection().exec_driver_sql(
                "UPDATE sign_in SET revoked_at = '2023-07-12' WHERE token_hash = ?",
                (access.hashed(token),),
            )
        with pytest.raises(ConnectionClosed):
            line.recv(5)
        theirs.send("still here")
        assert theirs.recv(5) == "still here"


def test_one_person_leaving_ends_nobody_elses_socket(story, live_house):
    first = links.use(links.first())
    other = links.use(links.invite(story.coordinator, story.people["p02"].id))
    with _socket(live_house, other) as line:
        access.sign_out(first)
        line.send("still here")
        assert line.recv(5) == "still here"


def house(ask_again: float = 30) -> Starlette:
    """The gate and the entrance, and behind them pages that tell what they were given."""

    async def told(request: Request) -> JSONResponse:
        given = request.headers.getlist(ACCOUNT.decode())
        return JSONResponse({"account": given, "headers": [*request.headers]})

    async def echo(websocket: WebSocket) -> None:
        await websocket.accept()
        async for text in websocket.iter_text():
            await websocket.send_text(text)

    inside = [Route("/plan", told), WebSocketRoute("/socket", echo)]
    routes = [*entrance.routes, *health.routes, *inside]
    return Starlette(routes=routes, middleware=[Middleware(Gate, ask_again=ask_again)])


class Visitor:
    """A browser without a screen."""

    def __init__(self, app: Starlette, home: str = HOME) -> None:
        self.app, self.home, self.cookies = app, home, httpx.Cookies()

    def __getattr__(self, method: str):
        return lambda path, **request: asyncio.run(self._ask(method.upper(), path, **request))

    def come_in(self, origin: str = HOME) -> Account:
        with access.writing() as session:
            account = access.new_account(session, translations.language())
        self.post(f"/enter/{links.for_account(account)}", headers={"origin": origin})
        return account

    async def _ask(self, method: str, path: str, **request) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(
            transport=transport, base_url=self.home, cookies=self.cookies
        ) as client:
            answer = await client.request(method, path, **request)
            self.cookies = client.cookies
            return answer


@pytest.fixture
def visitor(story) -> Visitor:
    return Visitor(house())


@pytest.fixture
def live_house(story) -> Iterator[int]:
    """The same house on a real port."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(house(ask_again=0.3), host="localhost", port=port, log_level="warning")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield port
    server.should_exit = True
    thread.join()


def _socket(port: int, token: str):
    return connect(
        f"ws://localhost:{port}/socket", additional_headers={"Cookie": f"tavolo={token}"}
    )

"""What wraps every answer: headers, references, smaller files, doors that don't exist."""

import gzip
import json
import logging
import re
import sys

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from routes import fonts
from routes.middleware import STATIC, Headers, Reference, Smaller
from services import logs


def hello(request):
    return PlainTextResponse("hello", headers={"server": "something 1.2"})


def frozen(request):
    return PlainTextResponse("own", headers={"content-security-policy": "default-src 'none'"})


def broken(request):
    logs.log("about_to_break")
    return PlainTextResponse("oh", 500)


async def echo(socket):
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()


ROUTES = [
    Route("/", hello),
    Route("/own", frozen),
    Route("/media/{name}", hello),
    Route("/broken/{token}", broken),
    WebSocketRoute("/echo", echo),
    *fonts.routes,
]


@pytest.fixture
def house() -> TestClient:
    return TestClient(_app())


def _app(secure: bool = False) -> Starlette:
    around = [Middleware(Reference), Middleware(Headers, secure=secure), Middleware(Smaller)]
    return Starlette(routes=ROUTES, middleware=around)


def test_every_answer_is_dressed(house):
    headers = house.get("/").headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers
    assert "strict-transport-security" not in headers


def test_behind_https_browsers_are_told_to_stay_there():
    assert "strict-transport-security" in TestClient(_app(secure=True)).get("/").headers


def test_scripts_run_only_from_files_and_streamlits_own_line(house):
    policy = house.get("/").headers["content-security-policy"]
    scripts = re.search(r"script-src ([^;]+)", policy)[1].split()

    assert "'unsafe-inline'" not in scripts and "'unsafe-eval'" not in scripts
    inline = re.findall(r"<script>", (STATIC / "index.html").read_text())
    assert len([word for word in scripts if word.startswith("'sha256-")]) == len(inline)


def test_an_answer_may_be_stricter_than_the_house(house):
    assert house.get("/own").headers["content-security-policy"] == "default-src 'none'"


def test_what_people_brought_never_runs(house):
    assert house.get("/media/x.svg").headers["content-security-policy"].startswith("sandbox")


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json"]
)
def test_some_doors_do_not_exist(house, path):
    assert house.get(path).status_code == 404
    assert house.post(path).status_code == 404


def test_strange_methods_are_refused(house):
    answer = house.request("TRACE", "/")
    assert answer.status_code == 405
    assert "content-security-policy" in answer.headers


def test_each_answer_has_a_reference_and_so_have_its_log_lines(house, capsys):
    logs.start()
    logging.getLogger("tavolo").handlers[0].setStream(sys.stderr)

    answer = house.get("/broken/secret-token?key=secret")

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    about, answered = (line for line in lines if line["event"] in ("about_to_break", "answered"))
    assert about["ref"] == answered["ref"] == answer.headers["x-reference"]
    assert (answered["status"], answered["place"]) == (500, "broken")
    assert "secret" not in json.dumps(lines)


def test_streamlits_files_come_smaller(house):
    file = max((STATIC / "static/js").glob("*.js"), key=lambda path: path.stat().st_size)
    path = f"/static/js/{file.name}"

    with house.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert gzip.decompress(raw) == file.read_bytes()
    assert len(raw) < file.stat().st_size / 2


@pytest.mark.parametrize("path", ["/static/../../../conftest.js", "/static/js/none.js", "/"])
def test_and_nothing_else_is_read(house, path):
    answer = house.get(path, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in answer.headers


def test_sockets_pass_untouched(house):
    with house.websocket_connect("/echo") as socket:
        socket.send_text("hello")
        assert socket.receive_text() == "hello"


def test_fonts_are_served_for_a_year_and_only_ours(house):
    answer = house.get("/fonts/atkinson-400.woff2")
    assert answer.headers["content-type"] == "font/woff2"
    assert "max-age=31536000" in answer.headers["cache-control"]
    assert house.get("/fonts/comic.woff2").status_code == 404

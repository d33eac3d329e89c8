"""The socket of texts written together: who is let in, what it says, and what it does not bear."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress

import httpx
import pytest
import uvicorn
from sqlmodel import Session, select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from models import Person, Role, TextChange, database
from routes import texts as route
from routes.gate import Gate
from services import access, communities, links, merging, people
from services.texts import kinds
from services.verbs import rights

SAYS = {  # what a browser says → the action it needs
    "open": "read",
    "shut": "read",
    "sel": "read",
    "ping": "read",
    "op": "write",
    "words": "history",
    "versions": "history",
    "version": "history",
    "restore": "restore",
}


@pytest.fixture
def house(story, monkeypatch) -> Iterator[int]:
    """The gate, and behind it the texts, on a real port."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("TAVOLO_PORT", str(port))
    app = Starlette(routes=route.routes, middleware=[Middleware(Gate)])
    server = uvicorn.Server(uvicorn.Config(app, host="localhost", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield port
    server.should_exit = True
    thread.join()


@pytest.fixture
def sits(house, story) -> Iterator[Callable[..., "Browser"]]:
    """`sits(person)`: with a browser of their own."""
    slug, open_lines = communities.of(story.coordinator).slug, ExitStack()

    def sit(person, origin: str = "") -> Browser:
        token = links.use(links.for_person(person))
        line = connect(
            f"ws://localhost:{house}/texts/{slug}",
            additional_headers={"Cookie": f"tavolo={token}"},
            origin=origin or f"http://localhost:{house}",
        )
        return Browser(open_lines.enter_context(line), token)

    with open_lines:
        yield sit


class Browser:
    def __init__(self, line: ClientConnection, token: str) -> None:
        self.line, self.token = line, token

    def say(self, kind: str, key: str = "", **more) -> None:
        self.line.send(json.dumps({"t": kind, "f": key, **more}))

    def hears(self, kind: str, timeout: float = 5) -> dict:
        while True:
            said = json.loads(self.line.recv(timeout))
            if said["t"] == kind:
                return said

    def closed(self) -> int:
        with pytest.raises(ConnectionClosed) as over:
            while True:
                self.line.recv(5)
        return over.value.rcvd.code


def text_of(story) -> str:
    return kinds.key("objective.statement", story.objectives["o4"].id)


def test_each_message_has_a_right():
    assert set(route.DOES) == set(SAYS)
    for kind in kinds.KINDS.values():
        assert all(getattr(kind, need) in rights() for need in SAYS.values())


def test_two_hear_each_other(sits, story):
    key = text_of(story)
    anna = sits(story.people["p02"])
    boss = sits(story.coordinator)
    for one in (anna, boss):
        one.say("open", key, rev=-1)
        assert one.hears("may")["write"]
    n = len(story.objectives["o4"].statement)
    boss.say("op", key, rev=1, id="b.1", ops=[n, " Sì."], a=n + 4, h=n + 4)
    told = anna.hears("op")
    assert (told["ops"], told["h"]) == ([n, " Sì."], n + 4)
    boss.say("sel", key, rev=2, a=0, h=3)
    who = anna.hears("who")
    while who["h"] != 3:
        who = anna.hears("who")
    assert who["name"] == story.coordinator.name
    boss.line.close()
    assert anna.hears("left")["c"] == who["c"]


def test_strangers_and_other_addresses_stay_outside(house, sits, story):
    elsewhere = sits(story.people["p02"], origin="http://altrove.example")
    assert elsewhere.closed() == route.NOT_YOURS
    with connect(f"ws://localhost:{house}/texts/nowhere") as out:
        with pytest.raises(ConnectionClosed) as over:
            out.recv(5)
        assert over.value.rcvd.code in (route.NOT_YOURS, 4401)


def test_who_signs_out_writes_no_more(sits, story):
    anna = sits(story.people["p02"])
    anna.say("open", text_of(story), rev=-1)
    anna.hears("may")
    access.sign_out(anna.token)
    assert anna.closed() == 4401


def test_an_observer_looks_back_and_restores_nothing(sits, story):
    key = text_of(story)
    observer = sits(story.people["p17"])
    observer.say("open", key, rev=-1)
    assert observer.hears("may")["write"] is False
    observer.say("words", key)
    assert observer.hears("words")["runs"]
    observer.say("versions", key)
    (version,) = observer.hears("versions")["list"]
    observer.say("restore", key, rev=version["rev"])
    observer.say("op", key, rev=1, id="o.1", ops=[0])
    assert observer.hears("may")["over"] == "right"


def test_what_is_no_message_is_said_to_be_none(sits, story):
    anna = sits(story.people["p02"])
    anna.say("open", text_of(story), rev=-1)
    anna.hears("may")
    for nonsense in ("", "[]", "{}", '{"t": "open"}', '{"t": "op", "f": "x", "ops": [true]}', "7"):
        anna.line.send(nonsense)
        anna.hears("bad")
    anna.line.send("x" * (route.LONGEST + 1))
    assert anna.closed() == route.TOO_LONG


def test_a_flood_waits_and_loses_nothing(sits, story, monkeypatch):
    monkeypatch.setattr(route, "AT_ONCE", 20.0)
    key, n = text_of(story), len(story.objectives["o4"].statement)
    anna = sits(story.people["p02"])
    anna.say("open", key, rev=-1)
    anna.hears("may")
    start = time.monotonic()
    for i in range(80):
        anna.say("op", key, rev=1, id=f"f.{i}", ops=[n, "x"])
    for i in range(80):
        assert anna.hears("op")["rev"] == i + 2
    assert time.monotonic() - start > 0.7


def test_the_scripts_come_from_one_address_and_nothing_else_does(house, story):
    for name in ("coedit.js", "field.js", "coedit.css"):
        assert httpx.get(f"http://localhost:{house}/texts/script/abc/{name}").status_code == 200
    for name in ("__init__.py", "..%2F__init__.py", "nothing.js"):
        assert httpx.get(f"http://localhost:{house}/texts/script/abc/{name}").status_code != 200


def test_a_role_taken_away_ends_the_text(sits, story):
    anna = sits(story.people["p02"])
    anna.say("open", text_of(story), rev=-1)
    anna.hears("may")
    people.set_role(story.coordinator, story.people["p02"].id, Role.observer)
    assert anna.hears("may") == {"t": "may", "f": text_of(story), "write": False, "over": ""}
    people.set_role(story.coordinator, story.people["p02"].id, None)
    while anna.hears("may")["over"] != "right":
        pass


def test_who_becomes_somebody_of_the_register_meanwhile_goes_on_writing_as_them(sits, story, house):
    """What was on its way is not lost: the line ends, and the same browser comes again."""
    key, by = text_of(story), story.coordinator
    came, known = people.add(by, "Rosa Arrivata"), people.add(by, "Rosa Nota")
    browser = sits(came)
    browser.say("open", key, rev=-1)
    seen = browser.hears("doc")
    said = {"rev": seen["rev"], "ops": ["Ancora. ", len(seen["text"])], "id": "rosa.1"}
    merging.merge(by, Person, known.id, came.id)
    with suppress(ConnectionClosed):  # it may have ended already
        browser.say("op", key, **said)
    assert browser.closed() == route.TOO_SLOW, "no end for good: a browser tries again"

    again = connect(
        f"ws://localhost:{house}/texts/{by.community_id}",
        additional_headers={"Cookie": f"tavolo={browser.token}"},
    )
    with again:
        back = Browser(again, browser.token)
        back.say("open", key, rev=seen["rev"], op="rosa.1")
        assert back.hears("may")["write"]
        back.say("op", key, **said, again=True)
        assert back.hears("op")["id"] == "rosa.1"
    with Session(database.engine()) as session:
        asked = select(TextChange.person_id).where(TextChange.op_id == "rosa.1")
        assert session.exec(asked).one() == known.id

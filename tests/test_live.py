"""What one does, the others hear: each revision once, from any process, and only who sits there."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from queue import Queue
from uuid import uuid4

import pytest
import uvicorn
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.middleware import Middleware
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from models import Community, Role, database, moment
from models.refusals import NotFound
from routes import lines
from routes import live as route
from routes.gate import Gate
from services import (
    actions,
    cards,
    decisions,
    gathering,
    kept,
    links,
    live,
    meetings,
    people,
    watching,
)
from services.live import Guest, News
from services.verbs import rights

ROOT = Path(__file__).parent.parent
ELSEWHERE = """
from uuid import UUID
from sqlmodel import Session
from models import Person
from models.database import engine
from services import clock, decisions
clock.settle()
with Session(engine(), expire_on_commit=False) as session:
    by = session.get(Person, UUID("{by}"))
decisions.record(by, "Detto altrove", UUID("{meeting}"))
"""


def news(revision: int, *topics: str, of=None) -> News:
    return News(of or COMMUNITY, revision, frozenset(topics), None)


COMMUNITY = uuid4()


def test_each_revision_is_told_once_whoever_is_first():
    live.forget()
    heard = []
    live.listen(COMMUNITY, heard.append)

    for told in (news(2, "pledge"), news(1, "need"), news(2, "pledge"), news(3)):
        live.announce(told)

    assert [told.revision for told in heard] == [2, 1, 3]
    assert live.moved(COMMUNITY, 0, 2) == {"need", "pledge"}
    assert live.moved(COMMUNITY, 2, 2) == frozenset()
    assert live.moved(COMMUNITY, 1, 3) is None, "of the third it is not known what moved"
    assert live.moved(COMMUNITY, -1, 2) is None
    assert live.latest(COMMUNITY) == 3


def test_who_stopped_listening_is_left_alone():
    live.forget()
    heard = []
    live.listen(COMMUNITY, heard.append)()

    live.announce(news(1, "need"))

    assert heard == [] and live.listened() == []


def test_a_person_with_two_tabs_is_here_once_and_where_they_write():
    live.forget()
    ada, meeting = Guest(uuid4(), "Ada"), uuid4()
    calls = []
    live.watch_guests(COMMUNITY, lambda: calls.append(1))
    live.sit(COMMUNITY, "one", ada)
    live.sit(COMMUNITY, "one", ada)
    writing = Guest(ada.person_id, "Ada", at=meeting, writing="notes")
    live.sit(COMMUNITY, "two", writing)

    assert live.presence(COMMUNITY) == [writing]
    assert live.presence(COMMUNITY, meeting) == [writing]
    live.sit(COMMUNITY, "two", None)
    assert live.presence(COMMUNITY, meeting) == []
    assert len(calls) == 3, "what says nothing new is not told"


def test_what_was_answered_is_kept_until_something_changes():
    asked = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    assert [kept.kept("key", revision, ask) for revision in (1, 1, 2, 1)] == [1, 1, 2, 2]
    assert kept.kept("another reader", 2, ask) == 3


def test_a_question_that_failed_is_asked_anew_and_leaves_nothing_behind():
    def fail():
        raise NotFound

    kept.forget()
    for n in range(3):
        with pytest.raises(NotFound):
            kept.kept(f"place {n}", 1, fail)
    assert len(kept._asking) == 0
    assert kept.kept("place 0", 1, lambda: "there") == "there"
    with pytest.raises(NotFound):
        kept.kept("place 0", 2, fail)
    assert kept.kept("place 0", 1, fail) == "there", "what was known before stays"


def test_who_comes_later_takes_no_news_from_those_who_listen_already(world):
    """They have read what another process just committed; the others were not told of it yet."""
    heard: Queue[News] = Queue()
    by = world.coordinator
    live.listen(by.community_id, heard.put)
    live.met(by.community_id, before := gathering.revision(by))
    code = ELSEWHERE.format(by=by.id, meeting=world.meetings["m4"].id)
    url = database.engine().url.render_as_string(hide_password=False)
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True
    )
    live.listen(by.community_id, lambda _news: None)
    live.met(by.community_id, gathering.revision(by))

    watching.tell_missed(database.engine())
    assert heard.get(timeout=5).revision == before + 1


def test_another_process_is_heard(world):
    heard: Queue[News] = Queue()
    by = world.coordinator
    live.listen(by.community_id, heard.put)
    live.met(by.community_id, before := gathering.revision(by))
    stop = watching.start()

    code = ELSEWHERE.format(by=by.id, meeting=world.meetings["m4"].id)
    url = database.engine().url.render_as_string(hide_password=False)
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True
    )

    told = heard.get(timeout=30)
    assert told.revision == before + 1
    assert told.topics == {"decision"}, "on SQLite the history says what moved"
    stop()


def test_what_was_missed_is_told_change_by_change_or_not_known_at_all(world, monkeypatch):
    heard = []
    by, meeting = world.coordinator, world.meetings["m4"].id
    live.listen(by.community_id, heard.append)
    live.met(by.community_id, before := gathering.revision(by))
    with monkeypatch.context() as deaf:
        deaf.setattr(live, "announce", lambda news: None)
        decisions.record(by, "Una decisione", meeting)
        actions.add(by, "Un’azione", meeting)
    watching.tell_missed(database.engine())
    watching.tell_missed(database.engine())

    assert [(told.revision - before, set(told.topics)) for told in heard] == [
        (1, {"decision"}),
        (2, {"action_item"}),
    ]
    with monkeypatch.context() as deaf:
        deaf.setattr(live, "announce", lambda news: None)
        deaf.setattr(watching, "MANY", 1)
        decisions.record(by, "Un’altra", meeting)
        decisions.record(by, "E un’altra", meeting)
        deaf.undo()
        deaf.setattr(watching, "MANY", 1)
        watching.tell_missed(database.engine())
    assert (heard[-1].revision - before, heard[-1].topics) == (4, frozenset())


def test_our_own_door_is_not_heard_twice_nor_without_its_topics(world):
    heard = []
    by = world.coordinator
    live.listen(by.community_id, heard.append)
    live.met(by.community_id, gathering.revision(by))
    stop = watching.start()
    elsewhere(by)  # then it watches
    heard.clear()

    for n in range(5):
        decisions.record(by, f"Decisione {n}", world.meetings["m4"].id)
    elsewhere(by)  # then it has looked at those before
    stop()

    assert [told.topics for told in heard[:-1]] == [frozenset({"decision"})] * 5


def elsewhere(by) -> None:
    """Something past our own door moves the community on; until that was heard."""
    with Session(database.engine().execution_options(writing=True)) as session:
        community = session.get(Community, by.community_id)
        community.revision += 1
        session.add(community)
        revision = community.revision
        live.send_along(session, news(revision, of=by.community_id))
        session.commit()
    until = time.monotonic() + 30
    while live.latest(by.community_id) < revision:
        assert time.monotonic() < until, "nobody heard it"
        time.sleep(0.01)


def test_a_notice_is_sent_with_its_tab(story):
    heard = []
    live.listen(story.coordinator.community_id, heard.append)
    token = live.origin.set("my tab")
    decisions.record(story.coordinator, "Si fa", story.meetings["m4"].id)
    live.origin.reset(token)

    assert heard[0].origin == "my tab"
    assert live.unpacked(live.packed(heard[0])) == heard[0]._replace(by=None)


def test_only_who_sits_there_hears(story, house):
    token = links.use(links.for_person(story.coordinator))
    stranger = links.use(links.for_account(_nobody()))
    for refused in (
        lambda: open_line(house, story, stranger),
        lambda: open_line(house, story, token, origin="https://evil.example"),
        lambda: open_line(house, story, ""),
    ):
        with pytest.raises(InvalidStatus):
            refused()

    with open_line(house, story, token, origin=f"http://localhost:{house}") as line:
        first = hear(line, "revision")
        assert first["topics"] == []
        decisions.record(story.coordinator, "Si fa", story.meetings["m4"].id)
        told = hear(line, "revision")
        assert (told["revision"], told["topics"]) == (first["revision"] + 1, ["decision"])


def test_who_is_here_and_who_writes(story, house):
    marco, meeting = story.voice("qubi"), str(story.meetings["m3"].id)
    theirs = links.use(links.for_person(marco))
    with (
        open_line(house, story, links.use(links.for_person(story.coordinator))) as mine,
        open_line(house, story, theirs) as line,
    ):
        line.send(json.dumps({"at": meeting}))
        line.send(json.dumps({"writing": "notes"}))
        guest = until(mine, lambda told: any(g["writing"] for g in told["here"]))

        found = next(g for g in guest["here"] if g["writing"])
        assert (found["name"], found["at"], found["writing"]) == (marco.name, meeting, "notes")
        assert str(story.orgs["qubi"].id) in found["organisations"]
        line.send("no json") or line.send('["no", "words"]') or line.send('{"at": "nowhere"}')
        assert until(mine, lambda told: not any(g["at"] for g in told["here"]))
        line.close()
        assert until(mine, lambda told: told["count"] == 1)


def test_an_arrival_hears_how_many_are_here_and_no_name(story, house):
    came = people.add(story.coordinator, "Chi arriva", role=Role.arrival)
    with (
        open_line(house, story, links.use(links.for_person(story.coordinator))),
        open_line(house, story, links.use(links.for_person(came))) as line,
    ):
        told = until(line, lambda told: told["count"] == 2)
        assert told["here"] == []


def test_what_moved_comes_along_and_shows_each_reader_what_they_may_see(story, house):
    import components.carding  # noqa: F401  (it leaves here how ideas are drawn)

    meeting = meetings.open(story.coordinator, story.meetings["m4"].id)
    came = people.add(story.coordinator, "Chi arriva", role=Role.arrival)
    with (
        open_line(house, story, links.use(links.for_person(story.coordinator))) as mine,
        open_line(house, story, links.use(links.for_person(came))) as theirs,
        open_line(house, story, links.use(links.for_person(story.voice("qubi")))) as elsewhere,
    ):
        for line in (mine, theirs):
            line.send(json.dumps({"at": str(meeting.id)}))
        until(mine, lambda told: sum(bool(g["at"]) for g in told["here"]) == 2)
        cards.write(story.people["p02"], meeting.id, "Un’<idea>")

        seen = [hear(line, "pieces")["pieces"]["ideas"] for line in (mine, theirs)]
        assert all("Un’&lt;idea&gt;" in html for html in seen)
        assert "Marta Ferrero" in seen[0] and "Marta Ferrero" not in seen[1]
        assert 'data-act="objective"' in seen[0] and 'data-act="objective"' not in seen[1]
        told = until(elsewhere, lambda told: told["topics"] == ["card"], "topics")
        assert "pieces" not in told, "only who has a meeting open"


def test_after_somebody_came_for_an_organisation_pieces_come_along_again(story, house):
    import components.carding  # noqa: F401

    by, marco = story.coordinator, story.people["p02"]
    meeting = meetings.open(by, story.meetings["m4"].id)
    with open_line(house, story, links.use(links.for_person(by))) as line:
        line.send(json.dumps({"at": str(meeting.id)}))
        until(line, lambda told: any(guest["at"] for guest in told["here"]))
        people.affiliate(by, marco.id, story.orgs["ortidiffusi"].id)
        came = []
        for n in range(20):  # the first may be written before their rights were asked anew
            cards.write(marco, meeting.id, f"Idea {n}")
            came.append(until(line, lambda told: "card" in told["topics"], "topics"))
        assert "pieces" in came[-1]


def test_no_piece_is_drawn_for_rights_that_may_have_moved(world):
    by = world.coordinator
    live.met(by.community_id, gathering.revision(by))
    reader = gathering.reader(by)
    for n, topics in enumerate((["card"], ["decision"], ["role_assignment"]), 1):
        live.announce(news(reader.revision + n, *topics, of=by.community_id))

    assert reader.later(reader.revision + 2).revision == reader.revision + 2
    assert reader.later(reader.revision + 3) is None
    assert reader.later(reader.revision + 9) is None, "what was not told is not known"
    with moment.at(moment.now() + timedelta(days=1)):
        assert reader.later(reader.revision + 1) is None, "a role may begin or end with the day"


def test_who_loses_their_seat_hears_no_more(story, house):
    marco = story.people["p02"]
    with open_line(house, story, links.use(links.for_person(marco))) as line:
        hear(line, "revision")
        people.archive(story.coordinator, marco.id)
        with pytest.raises(ConnectionClosed) as ended:
            while True:
                line.recv(5)
        assert ended.value.rcvd.code == lines.NOT_YOURS


def test_who_may_no_longer_be_announced_is_no_longer_told_of_and_still_hears(
    story, house, monkeypatch
):
    """A right that moves while the line is open takes effect in it, and back again."""
    monkeypatch.setitem(rights()["presence.announce"], Role.observer, "deny")
    by, marco, meeting = story.coordinator, story.people["p02"], str(story.meetings["m3"].id)
    with (
        open_line(house, story, links.use(links.for_person(by))) as mine,
        open_line(house, story, links.use(links.for_person(marco))) as line,
    ):
        line.send(json.dumps({"at": meeting}))
        line.send(json.dumps({"writing": "notes"}))
        until(mine, lambda told: any(guest["writing"] for guest in told["here"]))
        people.set_role(by, marco.id, Role.observer)
        until(mine, lambda told: told["count"] == 1)
        line.send(json.dumps({"writing": "notes"}))
        decisions.record(by, "Si fa", story.meetings["m4"].id)
        assert until(line, lambda told: "decision" in told["topics"], "topics")
        assert all(guest.person_id != marco.id for guest in live.guests(by.community_id))

        people.set_role(by, marco.id, Role.member)
        back = until(mine, lambda told: told["count"] == 2)
        assert meeting in [guest["at"] for guest in back["here"]]


def test_a_flood_ends_the_line_and_nobody_elses(story, house):
    token = links.use(links.for_person(story.coordinator))
    with open_line(house, story, token) as flood, open_line(house, story, token) as line:
        for n in range(lines.MOST + 5):
            flood.send(json.dumps({"writing": str(n)}))
        with pytest.raises(ConnectionClosed) as ended:
            while True:
                flood.recv(5)
        assert ended.value.rcvd.code == lines.TOO_MUCH
        assert hear(line, "revision")


def _nobody():
    from services import access

    with access.writing() as session:
        return access.new_account(session, "it")


def open_line(port: int, story, token: str, origin: str | None = None):
    return connect(
        f"ws://localhost:{port}/live/{story.coordinator.community_id}",
        additional_headers={"Cookie": f"tavolo={token}"},
        origin=origin,
    )


def hear(line, name: str) -> dict:
    return until(line, lambda told: True, name)


def until(line, wanted, name: str = "here") -> dict:
    """The first thing said of this kind that is as wanted."""
    while True:
        told = json.loads(line.recv(5))
        if name in told and wanted(told):
            return told


@pytest.fixture
def house(story, monkeypatch) -> Iterator[int]:
    """The gate, and behind it the live sockets, on a real port."""
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
    route.rooms.clear()

"""How soon a commit is on every screen, and what it costs to wait for the next one.

    TAVOLO_CHROMIUM=/usr/bin/chromium python -m benchmarks.live

A house of its own (SQLite, synchronous=FULL) in a process of its own, with the example in it.
Viewers are workspace pages in Chromium at 2 and 12, at the meeting's page. Sessions (12, 50, 200)
are protocol clients: each runs the meeting room as a browser does, hears on the live socket that
something moved, asks for the parts that are behind and waits for the delta with the new words.

`commit_to_screen_ms`: from the moment at which the house's own socket tells of the commit (a
client of ours hears it a millisecond or two after COMMIT returned) to the words in the page, for
each commit and each viewer but the author, who is another process on the same file.
`last_session_current_ms`: the same, until the last of the sessions has the words.
`idle_cpu_percent`: of one core, the house with 50 sessions open and nothing happening.

Prints the machine and its load, and the load generator's own CPU; last, one JSON object.
"""

import asyncio
import json
import os
import platform
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from statistics import median, quantiles
from urllib.request import urlopen

from playwright.async_api import async_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect as open_socket

import migrations
from models import moment
from models.database import connect, engine
from services import access, decisions, demo, links

ROOT = Path(__file__).parent.parent
NOW = datetime.fromisoformat("2023-07-12T09:00:00+02:00")
COMMITS, VIEWERS, SESSIONS = 25, (2, 12), (12, 50, 200)
IDLE_FOR = 15  # s
_accounts: dict = {}
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
# In the page: when the words came, by the clock of the machine.
WATCH = """
window.came = {};
new MutationObserver(() => {
  for (const e of document.querySelectorAll(".st-key-card_decisions *")) {
    const word = e.childElementCount ? "" : e.textContent.trim();
    if (word.startsWith("Misura ")) window.came[word] ??= Date.now();
  }
}).observe(document.body, { childList: true, subtree: true });
"""


class House:
    """The app in a process of its own."""

    def __init__(self, folder: str) -> None:
        with socket.socket() as free:
            free.bind(("localhost", 0))
            self.port = free.getsockname()[1]
        self.at = f"localhost:{self.port}"
        env = os.environ | {"TAVOLO_PORT": str(self.port), "TAVOLO_OPEN": ""}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
            + ["--server.port", str(self.port)],
            cwd=ROOT,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(200):
            try:
                urlopen(f"http://{self.at}/readyz", timeout=2)
                return
            except OSError:
                time.sleep(0.2)
        raise SystemExit("the house did not open")

    def cpu(self) -> float:
        """Seconds so far, of all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure() -> dict:
    with _house() as (house, world):
        person, meeting = world.coordinator, world.meetings["m4"]
        teller = Teller(house, person, meeting.id)
        told: dict = {"commit_to_screen_ms": {}, "last_session_current_ms": {}}
        async with async_playwright() as play, teller:
            path = os.environ.get("TAVOLO_CHROMIUM") or None
            browser = await play.chromium.launch(executable_path=path, args=list(QUIET))
            for n in VIEWERS:
                told["commit_to_screen_ms"][n] = await _viewers(browser, house, teller, n)
            await browser.close()
        for n in SESSIONS:
            sessions = [Session(house, _token(person), meeting.id) for _ in range(n)]
            for batch in range(0, n, 10):
                await asyncio.gather(*(s.enter() for s in sessions[batch : batch + 10]))
            async with Teller(house, person, meeting.id) as teller:
                told["last_session_current_ms"][n] = await _sessions(sessions, teller)
            if n == 50:
                told["idle_cpu_percent"] = await _idle(house)
            await asyncio.gather(*(s.leave() for s in sessions))
        return told


async def _viewers(browser, house: House, teller: "Teller", n: int) -> dict:
    pages = []
    for _ in range(n):
        context = await browser.new_context(locale="it-IT")
        cookie = {"name": "tavolo", "value": _token(teller.person), "url": f"http://{house.at}"}
        await context.add_cookies([cookie])
        page = await context.new_page()
        await page.goto(f"http://{house.at}/meeting")
        await page.locator(".st-key-card_promised").wait_for()
        pages.append(page)
    await asyncio.sleep(3)
    for page in pages:
        await page.evaluate(WATCH)
    took = []
    for _ in range(COMMITS):
        words, at = await teller.commit()
        for page in pages:
            came = await page.wait_for_function(
                "words => window.came[words]", arg=words, polling=20, timeout=20_000
            )
            took.append(await came.json_value() - at * 1000)
        await asyncio.sleep(0.3)
    for page in pages:
        await page.context.close()
    return _spread(took)


async def _sessions(sessions: list["Session"], teller: "Teller") -> dict:
    took = []
    for _ in range(8):
        words, at = await teller.commit()
        came = await asyncio.gather(*(s.shows(words) for s in sessions))
        took.append((max(came) - at) * 1000)
        await asyncio.sleep(0.5)
    return _spread(took)


async def _idle(house: House) -> float:
    await asyncio.sleep(3)
    before = house.cpu()
    await asyncio.sleep(IDLE_FOR)
    return round((house.cpu() - before) / IDLE_FOR * 100, 2)


class Teller:
    """Commits, in this process, and hears from the house when it tells of it."""

    def __init__(self, house: House, person, meeting_id) -> None:
        self.house, self.person, self.meeting_id, self.n = house, person, meeting_id, 0

    async def __aenter__(self) -> "Teller":
        self.line = await _live(self.house, _token(self.person), self.person)
        return self

    async def __aexit__(self, *_error) -> None:
        await self.line.close()

    async def commit(self) -> tuple[str, float]:
        """(the words, when the house told of them)."""
        Teller.said = getattr(Teller, "said", 0) + 1
        words = f"Misura {Teller.said}"
        while True:  # what was said before is of no interest
            try:
                await asyncio.wait_for(self.line.recv(), 0.01)
            except TimeoutError:
                break
        await asyncio.to_thread(_decide, self.person, words, self.meeting_id)
        while "revision" not in json.loads(await asyncio.wait_for(self.line.recv(), 10)):
            pass
        return words, time.time()


def _decide(person, words: str, meeting_id) -> None:
    moment.settle(NOW)
    decisions.record(person, words, meeting_id)


class Session:
    """A browser without a screen: Streamlit's socket and the live one."""

    def __init__(self, house: House, token: str, meeting_id) -> None:
        self.house, self.token, self.meeting_id = house, token, meeting_id
        self.carrier = self.fragment = self.hash = ""
        self.shown = self.wanted = 0
        self.asked, self.seen, self.woken = False, {}, asyncio.Event()

    async def enter(self) -> None:
        self.stream = await open_socket(
            f"ws://{self.house.at}/_stcore/stream",
            additional_headers={"Cookie": f"tavolo={self.token}"},
            origin=f"http://{self.house.at}",
            subprotocols=["streamlit"],
            max_size=None,
            compression=None,
        )
        self.reading = asyncio.create_task(self._read())
        hello = BackMsg()
        hello.rerun_script.page_name = "meeting"
        await self.stream.send(hello.SerializeToString())
        while not self.carrier:
            await asyncio.sleep(0.05)
        self.line = await open_socket(
            f"ws://{self.house.at}/live/{self.community}",
            additional_headers={"Cookie": f"tavolo={self.token}"},
        )
        self.hearing = asyncio.create_task(self._hear())

    async def leave(self) -> None:
        self.reading.cancel()
        self.hearing.cancel()
        await self.stream.close()
        await self.line.close()

    async def shows(self, words: str) -> float:
        """When the delta with these words came."""
        while words not in self.seen:
            self.woken.clear()
            await asyncio.wait_for(self.woken.wait(), 60)
        return self.seen[words]

    async def _read(self) -> None:
        async for frame in self.stream:
            if b"Misura " in frame:
                self._find_words(frame)
            if b"tavolo_live" in frame:
                self._find_carrier(frame)
            elif b"new_session" in frame or not self.hash:
                message = ForwardMsg.FromString(frame)
                self.hash = message.new_session.page_script_hash or self.hash

    def _find_words(self, frame: bytes) -> None:
        text, now = frame.decode("utf-8", "ignore"), time.time()
        for piece in text.split("Misura ")[1:]:
            n = piece[: len(piece) - len(piece.lstrip("0123456789"))]
            self.seen.setdefault(f"Misura {n}", now)
        self.woken.set()

    def _find_carrier(self, frame: bytes) -> None:
        delta = ForwardMsg.FromString(frame).delta
        drawn = delta.new_element.bidi_component
        if drawn.component_name.endswith("tavolo_live"):
            told = json.loads(drawn.json)
            self.fragment, self.carrier = delta.fragment_id, drawn.id
            self.community, self.shown = told["community"], told["revision"]
            self.asked = False
            asyncio.get_running_loop().create_task(self._ask())

    async def _hear(self) -> None:
        async for text in self.line:
            self.wanted = max(self.wanted, json.loads(text).get("revision", 0))
            await self._ask()

    async def _ask(self) -> None:
        """As live.js does: one question at a time."""
        if self.asked or self.wanted <= self.shown:
            return
        self.asked = True
        asks = BackMsg()
        asks.rerun_script.fragment_id = self.fragment
        asks.rerun_script.page_script_hash = self.hash
        pressed = asks.rerun_script.widget_states.widgets.add()
        pressed.id = f"$$STREAMLIT_INTERNAL_KEY_{self.carrier}__events"
        pressed.json_trigger_value = json.dumps([{"event": "moved", "value": self.wanted}])
        await self.stream.send(asks.SerializeToString())


async def _live(house: House, token: str, person):
    return await open_socket(
        f"ws://{house.at}/live/{person.community_id}",
        additional_headers={"Cookie": f"tavolo={token}"},
    )


def _token(person) -> str:
    """A browser of this person's, signed in."""
    moment.settle(NOW)
    if person.id not in _accounts:
        _accounts[person.id] = access.signed_in(links.use(links.for_person(person)))
    return links.use(links.for_account(_accounts[person.id]))


def _spread(took: list[float]) -> dict:
    return {"p50": round(median(took)), "p95": round(quantiles(took, n=20)[-1])}


@contextmanager
def _house() -> Iterator[tuple[House, demo.World]]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TAVOLO_DATA": folder, "TAVOLO_NOW": NOW.isoformat()}
        os.environ.pop("DATABASE_URL", None)
        moment.settle(NOW)
        with connect(f"sqlite:///{folder}/tavolo.db").begin() as connection:
            migrations.upgrade(connection)
        world = demo.build(date(2023, 7, 12))
        house = House(folder)
        try:
            yield house, world
        finally:
            house.process.terminate()
            house.process.wait(20)
            engine().dispose()


if __name__ == "__main__":
    load = os.getloadavg()[0]
    told = asyncio.run(measure())
    used = resource.getrusage(resource.RUSAGE_SELF)
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    print(f"{machine}, Python {sys.version.split()[0]}, load {load:.1f}")
    print(f"the load generator used {used.ru_utime + used.ru_stime:.0f} s of CPU")
    print(json.dumps({"load_average": load} | told))

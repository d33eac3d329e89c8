"""Many people in one text, three characters a second each, and one screen on which it is read."""

import asyncio
import json
import time
from itertools import count

from playwright.async_api import Browser, Page
from websockets.asyncio.client import connect as open_socket

from benchmarks.room.house import House
from benchmarks.room.numbers import spread
from benchmarks.room.screens import at_the_meeting
from services.texts import algorithm, kinds

EACH, FOR = 1 / 3, 12  # s between two keys of one writer; s they write
FIRST = 0x4E00  # from here on, each key is a character of its own, so that it is known anywhere
_signs = map(chr, count(FIRST))
# In the page: when each character was first in the field, looked at with every frame drawn.
READ = """first => {
  window.read = {};
  const fields = (root) => [...root.querySelectorAll("*")].flatMap((e) =>
    [...(e.tagName === "TEXTAREA" ? [e] : []), ...(e.shadowRoot ? fields(e.shadowRoot) : [])]);
  const found = fields(document).filter((f) => f.value.includes("·"));
  const look = () => {
    for (const field of found) for (const sign of field.value)
      if (sign.codePointAt(0) >= first) window.read[sign] ??= Date.now();
    requestAnimationFrame(look);
  };
  look();
  return found.length;
}"""


async def keystrokes(browser: Browser, house: House, n: int) -> tuple[dict, dict]:
    """(until it is on a screen, until each of the other writers has it), in ms."""
    writers = [Writer(house, i) for i in range(n)]
    for writer in writers:
        await writer.enter()
    await writers[0].begin("·")
    page = await at_the_meeting(browser, house, 0)
    await asyncio.sleep(3)
    if not await page.evaluate(READ, FIRST):
        raise SystemExit("the text is on no screen")
    await asyncio.gather(*(writer.write() for writer in writers))
    await asyncio.sleep(1)
    told = await _on_screen(page, writers), _among_them(writers)
    for writer in writers:
        await writer.leave()
    await page.context.close()
    return told


async def _on_screen(page: Page, writers: list["Writer"]) -> dict:
    read = await page.evaluate("() => window.read")
    sent = {sign: at for writer in writers for sign, at in writer.sent.items()}
    return spread([read[sign] - at * 1000 for sign, at in sent.items() if sign in read])


def _among_them(writers: list["Writer"]) -> dict:
    return spread(
        [
            (reader.seen[sign] - at) * 1000
            for writer in writers
            for reader in writers
            if reader is not writer
            for sign, at in writer.sent.items()
        ]
    )


class Writer:
    """The text's socket, as a browser uses it: one change on its way, the next after its answer."""

    def __init__(self, house: House, n: int) -> None:
        self.house, self.n, self.rev, self.length, self.k = house, n, 0, 0, 0
        self.key = kinds.key("objective.statement", house.text.id)
        self.flying: list = []
        self.waiting, self.flying_id = "", ""
        self.sent, self.seen, self.ready = {}, {}, asyncio.Event()

    async def enter(self) -> None:
        self.line = await open_socket(
            f"ws://{self.house.at}/texts/{self.house.meeting.community_id}",
            additional_headers={"Cookie": self.house.cookie(self.n, self.house.writers)},
            origin=f"http://{self.house.at}",
            compression=None,
            ping_interval=None,
        )
        self.reading = asyncio.create_task(self._read())
        await self.line.send(json.dumps({"t": "open", "f": self.key, "rev": -1, "n": "here"}))
        await asyncio.wait_for(self.ready.wait(), 20)

    async def leave(self) -> None:
        self.reading.cancel()
        await self.line.close()

    async def begin(self, sign: str) -> None:
        await self._put(sign)
        await asyncio.sleep(0.5)

    async def write(self) -> None:
        """At its own beat, not all at the same moment."""
        await asyncio.sleep(EACH * (self.n * 0.37 % 1))
        until = time.time() + FOR
        while time.time() < until:
            sign = next(_signs)
            self.sent[sign] = time.time()
            await self._put(sign)
            await asyncio.sleep(EACH)

    async def _put(self, sign: str) -> None:
        """At the end; while a change is on its way, with the next one."""
        if self.flying:
            self.waiting += sign
            return
        self.k += 1
        ops: list = []
        for op in (self.length, sign):
            algorithm.push(ops, op)
        self.flying, self.flying_id = ops, f"{self.n}.{self.k}.{time.time()}"
        said = {"t": "op", "f": self.key, "rev": self.rev, "ops": ops, "id": self.flying_id}
        await self.line.send(json.dumps(said))

    async def _read(self) -> None:
        async for text in self.line:
            said = json.loads(text)
            if said["t"] == "doc":
                self.rev, self.length = said["rev"], len(said["text"])
                self.ready.set()
            elif said["t"] == "op":
                await self._take(said)

    async def _take(self, said: dict) -> None:
        now, mine = time.time(), said["id"] == self.flying_id
        self.rev = said["rev"]
        for op in said["ops"]:
            for sign in op if isinstance(op, str) else "":
                self.length += 1
                self.seen.setdefault(sign, now)
        if mine:
            self.flying, self.flying_id = [], ""
            waiting, self.waiting = self.waiting, ""
            if waiting:
                await self._put(waiting)
        elif self.flying:
            self.flying, _ = algorithm.transform(self.flying, said["ops"])

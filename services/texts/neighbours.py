"""Other processes on the same PostgreSQL: which text they wrote, and who has it open there.

On SQLite there is nothing to hear: what another process does there comes by its door, and is told
with the revision.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Collection

import psycopg
from sqlmodel import Session

from models.database import engine
from services.texts import rows
from services.texts.rows import CHANNEL

AGAIN = 1.0  # s before a line that broke is tried again
PAUSE = 0.25  # s between two carets of one person, told elsewhere
GONE = 100.0  # s without a word: the other process has ended


class Neighbours:
    """`refresh(key)`: something was written; `tell(key, who)`: somebody came, moved or left."""

    def __init__(
        self,
        me: str,
        open_texts: Collection[str],
        refresh: Callable[[str], Awaitable[None]],
        tell: Callable[[str, dict], None],
    ) -> None:
        self.me, self.open_texts, self.refresh, self.tell = me, open_texts, refresh, tell
        self.loop = asyncio.get_running_loop()
        self.there: dict[tuple[str, str], tuple[float, dict]] = {}  # (text, peer) → (heard, who)
        self.waiting: dict[tuple[str, str], dict] = {}  # what is told at the next pause
        self.is_shared = engine().dialect.name == "postgresql"
        self.tasks = [asyncio.create_task(do()) for do in (self._hear, self._say) if self.is_shared]

    def say(self, who: dict) -> None:
        """To the others: the latest of each of our own is enough."""
        if self.is_shared:
            self.waiting[who["f"], who["c"]] = who

    def at(self, key: str) -> list[dict]:
        """Who has this text open in other processes."""
        now = self.loop.time()
        for place, (heard, who) in list(self.there.items()):
            if now - heard > GONE:
                del self.there[place]
                self.tell(place[0], {"t": "left", "f": place[0], "c": who["c"]})
        return [who for (text, _peer), (_heard, who) in self.there.items() if text == key]

    def close(self) -> None:
        for task in self.tasks:
            task.cancel()

    async def _say(self) -> None:
        while True:
            await asyncio.sleep(PAUSE)
            said, self.waiting = list(self.waiting.values()), {}
            if said:
                await asyncio.to_thread(_call, self.me, said)

    async def _hear(self) -> None:
        address = engine().url.set(drivername="postgresql")
        while True:
            try:
                await self._listen(address.render_as_string(hide_password=False))
            except (psycopg.Error, OSError):
                logging.getLogger("tavolo").warning("texts: listening again", exc_info=True)
                await asyncio.sleep(AGAIN)

    async def _listen(self, address: str) -> None:
        async with await psycopg.AsyncConnection.connect(address, autocommit=True) as line:
            await line.execute(f"LISTEN {CHANNEL}")
            for key in list(self.open_texts):
                await self.refresh(key)
            async for notice in line.notifies():
                teller, key, *who = notice.payload.split(" ", 2)
                if teller != self.me and who:
                    self._met(key, json.loads(who[0]))
                elif teller != self.me:
                    await self.refresh(key)

    def _met(self, key: str, who: dict) -> None:
        place = (key, who["c"])
        if who["t"] == "left":
            self.there.pop(place, None)
        else:
            self.there[place] = (self.loop.time(), who)
        if key in self.open_texts:
            self.tell(key, who)


def _call(me: str, said: list[dict]) -> None:
    try:
        with Session(engine().execution_options(isolation_level="AUTOCOMMIT")) as session:
            for who in said:
                rows.call(session, who["f"], me, json.dumps(who, ensure_ascii=False))
    except Exception:  # presence is no reason to stop
        logging.getLogger("tavolo").warning("texts: presence not told", exc_info=True)

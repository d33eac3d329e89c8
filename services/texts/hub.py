"""The texts open in this process: opened, written, restored, closed by whom they are closed to.

All of it runs in the server's event loop, what asks the database in a thread. `settle` says what
time it is, before each question; the house below routes does not ask the clock.
"""

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from services import live
from services.texts import algorithm, log, sittings, words
from services.texts.audience import Audience, told_row
from services.texts.desk import Desk
from services.texts.peers import Open, Peer, Sent

GRACE = 10.0  # s somebody may be away (a reload, a lost line) without ending their sitting
IDLE = 120.0  # s a text nobody has open stays in memory
TOPICS = {"objective", "meeting", "role_assignment", "person", "affiliation", "community"}


class Hub:
    def __init__(self, settle: Callable[[], None], grace: float = GRACE) -> None:
        self.settle, self.grace, self.id = settle, grace, secrets.token_hex(6)
        self.loop = asyncio.get_running_loop()
        self.texts: dict[str, Open] = {}
        self.peers: set[Peer] = set()
        self.opening, self.settling = asyncio.Lock(), asyncio.Lock()
        self.moves: Counter[UUID] = Counter()  # how often each community moved
        self.audience = Audience(self.id, self.texts, self.refresh)
        self.desk = Desk(self.id, self._ask, self._text, self.audience.announce)
        self.leave: dict[UUID, Callable[[], None]] = {}  # communities listened to
        self.later: set = set()
        log.elsewhere.add(self._heard)

    def close(self) -> None:
        log.elsewhere.discard(self._heard)
        for leave in self.leave.values():
            leave()
        with suppress(RuntimeError):  # its loop is over already, and its tasks with it
            self.desk.writer.cancel()
            self.audience.neighbours.close()

    async def open(
        self, peer: Peer, key: str, rev: int = -1, op_id: str = "", place: str = ""
    ) -> None:
        """The text, or what was missed of it since `rev`, answered to one `place` of the page.
        NotFound or NotAllowed if it is not theirs to read."""
        community = peer.person.community_id
        self._listen(community)
        moves = self.moves[community]
        seen = await self._ask(log.read, peer.person, key)
        text = await self._text(key)
        text.coming += 1
        try:
            await self.desk.cleared(op_id)
            async with self.desk.lock:  # not between a change and its announcement
                peer.say(await self._told(text, rev, op_id) | {"n": place})
                peer.may[key], peer.sees_names = seen.may_write, seen.sees_names
                text.peers.add(peer)
        finally:
            text.coming -= 1
        may = {"t": "may", "f": key, "write": seen.may_write, "over": seen.over}
        peer.say(may | {"n": place})
        self.audience.introduce(text, peer)
        if self.moves[community] != moves:  # while they were not among those who have it open
            await self._settle_all(community)

    def shut(self, peer: Peer, key: str) -> None:
        peer.may.pop(key, None)
        text = self.texts.get(key)
        if text is None or peer not in text.peers:
            return
        text.idle_since = self.loop.time()
        self.audience.leave(text, peer)
        self.loop.call_later(self.grace, self._maybe_end, key, peer.person.id)

    def leave_all(self, peer: Peer) -> None:
        for key in list(peer.may):
            self.shut(peer, key)
        peer.is_lost = True

    async def restore(self, peer: Peer, key: str, rev: int) -> bool:
        """The text is again what it was at `rev`: one more change, which one can restore from too.
        False if it is not theirs to restore."""
        old = await self._ask(words.text_at, peer.person, key, rev)
        await self._ask(sittings.end, key, peer.person.id)
        text = await self._text(key)
        ops = algorithm.diff(text.words, old)
        if algorithm.is_nothing(ops):
            return True
        done = self.loop.create_future()
        op_id = f"restore.{secrets.token_hex(8)}"
        self.submit(Sent(key, peer.person, text.rev, ops, op_id, restores=True, done=done))
        written = await done
        await self._ask(sittings.end, key, peer.person.id, written)
        return written

    def submit(self, sent: Sent) -> None:
        """It is told to everybody, its author too, once it is on disk."""
        if sent.peer and not sent.peer.may.get(sent.key):
            return sent.peer.say({"t": "may", "f": sent.key, "write": False, "over": "right"})
        self.desk.put(sent)

    async def sweep(self) -> None:
        """Now and then: sittings that ended by themselves, texts nobody has open, who is here."""
        self.audience.say_all()
        await self._ask(sittings.end_quiet)
        for key, text in list(self.texts.items()):
            if text.is_idle and self.loop.time() - text.idle_since > IDLE:
                async with self.opening, self.desk.lock:
                    if text.is_idle and self.texts.pop(key, None):
                        await self._ask(sittings.fold, key)

    async def refresh(self, key: str) -> None:
        """Take in what was written past this hub."""
        async with self.desk.lock:
            if text := self.texts.get(key):
                await self.desk.refresh(text)

    async def _told(self, text: Open, rev: int, op_id: str) -> dict:
        missed = None
        if 0 <= rev <= text.rev:
            missed = text.after(rev)
            if missed is None:
                missed = await self._ask(log.since, text.key, rev)
        if missed is not None:
            told = [told_row(row) for row in missed if row.rev <= text.rev]
            return {"t": "since", "f": text.key, "list": told}
        done = bool(op_id) and await self._ask(log.has, text.key, op_id)
        return {"t": "doc", "f": text.key, "rev": text.rev, "text": text.words, "done": done}

    async def _text(self, key: str) -> Open:
        async with self.opening:
            if key not in self.texts:
                rev, words = await self._ask(log.latest, key)
                self.texts[key] = Open(key, rev, words)
            return self.texts[key]

    def _maybe_end(self, key: str, person_id: UUID) -> None:
        text = self.texts.get(key)
        if text is None or all(peer.person.id != person_id for peer in text.peers):
            self._soon(self._ask(sittings.end, key, person_id))

    def _heard(self, key: str, teller: str) -> None:
        """From any thread: somebody wrote past this hub."""
        if teller != self.id:
            self._from_thread(lambda: self.refresh(key))

    def _listen(self, community_id: UUID) -> None:
        if community_id not in self.leave:

            def hear(news: live.News) -> None:
                if not news.topics or news.topics & TOPICS:
                    self._from_thread(lambda: self._moved(community_id))

            self.leave[community_id] = live.listen(community_id, hear)

    async def _moved(self, community_id: UUID) -> None:
        """Things and rights may be others now: a text closes, opens again, or leaves a reader."""
        self.moves[community_id] += 1
        await self._settle_all(community_id)

    async def _settle_all(self, community_id: UUID) -> None:
        """One after the other: an older answer must not come after a newer one."""
        async with self.settling:
            for text in list(self.texts.values()):
                mine = [p for p in text.peers if p.person.community_id == community_id]
                if mine:
                    await self.refresh(text.key)
                    asked = (self.desk.standings, [peer.person for peer in mine], text.key)
                    answers = await self._ask(log.standing_now, *asked)
                    for peer, now in zip(mine, answers, strict=True):
                        self._settle(peer, text, now)

    def _settle(self, peer: Peer, text: Open, now: log.Now) -> None:
        if now.over == log.MERGED:
            return peer.come_again()
        if now.over or peer.may.get(text.key) != now.may_write:
            peer.may[text.key] = now.may_write
            peer.say({"t": "may", "f": text.key, "write": now.may_write, "over": now.over})
        if now.over == "right":
            self.shut(peer, text.key)
        elif now.sees_names and not peer.sees_names:  # admitted to the table
            peer.sees_names = True
            self.audience.introduce(text, peer)
        peer.sees_names = now.sees_names

    def _from_thread(self, do: Callable) -> None:
        with suppress(RuntimeError):  # the house is closing: there is nobody left to tell
            self.loop.call_soon_threadsafe(lambda: self._soon(do()))

    def _soon(self, doing) -> None:
        task = asyncio.ensure_future(doing)
        self.later.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task) -> None:
        self.later.discard(task)
        if not task.cancelled() and task.exception():
            logging.getLogger("tavolo").error("live text", exc_info=task.exception())

    async def _ask(self, do: Callable, *args):
        def settled():
            self.settle()
            return do(*args)

        return await asyncio.to_thread(settled)

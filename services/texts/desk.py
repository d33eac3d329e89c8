"""The desk of a process: changes are put in order, written together, and only then told."""

import asyncio
import logging
from collections.abc import Callable

from services.texts import algorithm, log
from services.texts.algorithm import BadChange
from services.texts.log import Behind, Change, Over
from services.texts.peers import Draft, Open, Sent, TooLong
from services.texts.rows import Row

BATCH = 200  # changes written at once, at most
PATIENCE = 0.005  # s before what met somebody else's is put together with it
AGAIN = 0.5  # s before what could not be written is tried again


class Desk:
    """`ask(do, *args)`: in a thread; `text(key)`: it in memory; `announce(sent, row)`: tell it, a
    change without a `sent` came from elsewhere."""

    def __init__(self, id: str, ask: Callable, text: Callable, announce: Callable) -> None:
        self.id, self.ask, self.text, self.announce = id, ask, text, announce
        self.todo: list[Sent] = []
        self.woken, self.lock = asyncio.Event(), asyncio.Lock()
        self.standings = log.Standings()
        self.writer = asyncio.create_task(self._write_on())

    def put(self, sent: Sent) -> None:
        self.todo.append(sent)
        self.woken.set()

    async def cleared(self, op_id: str) -> None:
        """Until this change does not wait here any more."""
        while op_id and any(sent.op_id == op_id for sent in self.todo):
            await asyncio.sleep(0.01)

    async def refresh(self, text: Open) -> None:
        """Take in what was written past this desk. To be called with the lock held."""
        for row in await self.ask(log.since, text.key, text.rev) or ():
            text.keep(row, algorithm.apply(text.words, row.ops))
            self.announce(text.key, row)

    async def _write_on(self) -> None:
        while True:
            await self.woken.wait()
            self.woken.clear()
            while self.todo:
                async with self.lock:
                    batch, self.todo = self.todo[:BATCH], self.todo[BATCH:]
                    failed = await self._write_until_done(batch)
                if failed:  # the database restarts, the disk is full: nothing is lost meanwhile
                    self.todo = failed + self.todo
                    await asyncio.sleep(AGAIN)

    async def _write_until_done(self, batch: list[Sent]) -> list[Sent]:
        """Returns what could not be written now."""
        while batch:
            try:
                await self._write(batch)
                return []
            except Behind:  # another process, or the door, was first
                await asyncio.sleep(PATIENCE)
                for sent in batch:
                    sent.again = True
                for key in {sent.key for sent in batch}:
                    await self.refresh(await self.text(key))
            except Over as late:
                batch = self._without(batch, late.why)
            except Exception:
                logging.getLogger("tavolo").exception("a text could not be written; trying again")
                return await self._one_by_one(batch)
        return []

    async def _one_by_one(self, batch: list[Sent]) -> list[Sent]:
        """What is wrong with one text must not stop the others."""
        keys = list(dict.fromkeys(sent.key for sent in batch))
        if len(keys) == 1:
            return batch
        groups = [[sent for sent in batch if sent.key == key] for key in keys]
        return [sent for group in groups for sent in await self._write_until_done(group)]

    async def _write(self, batch: list[Sent]) -> None:
        drafts: dict[str, Draft] = {}
        taken: list[tuple[Sent, Row]] = []
        for sent in batch:
            draft = drafts.setdefault(sent.key, Draft(await self.text(sent.key)))
            if row := await self._take(draft, sent):
                taken.append((sent, row))
        if not taken:
            return
        changes = [Change(sent.key, sent.by, row, sent.restores) for sent, row in taken]
        texts = {key: (d.base, d.words) for key, d in drafts.items() if d.rows}
        await self.ask(log.write, changes, texts, self.standings, self.id)
        for draft in drafts.values():
            for row, wording in zip(draft.rows, draft.wordings, strict=True):
                draft.text.keep(row, wording)
        for sent, row in taken:
            self.announce(sent.key, row, sent)
            sent.answer(True)

    async def _take(self, draft: Draft, sent: Sent) -> Row | None:
        if draft.knows(sent.op_id) or (
            sent.again and await self.ask(log.has, sent.key, sent.op_id)
        ):
            return None
        if draft.text.after(sent.rev) is None:
            sent.missed = await self.ask(log.since, sent.key, sent.rev)
        try:
            return draft.take(sent)
        except (BadChange, TooLong) as no:
            if sent.peer:
                why = "long" if isinstance(no, TooLong) else "bad"
                sent.peer.say({"t": why, "f": sent.key, "id": sent.op_id})
            sent.answer(False)
            return None

    def _without(self, batch: list[Sent], why: dict[str, str]) -> list[Sent]:
        for sent in batch:
            if sent.op_id in why:
                sent.answer(False)
            if sent.op_id in why and sent.peer:
                over = why[sent.op_id]
                if over == log.MERGED:
                    sent.peer.come_again()
                    continue
                sent.peer.may[sent.key] = False
                sent.peer.say({"t": "may", "f": sent.key, "write": False, "over": over})
        return [sent for sent in batch if sent.op_id not in why]

"""Who writes at the moment, and the texts that are open, as one process holds them in memory."""

import asyncio
import json
from bisect import bisect_right
from dataclasses import dataclass, field

from models import Person
from services.texts import algorithm
from services.texts.algorithm import BadChange
from services.texts.rows import Row

KEPT = 1000  # changes of a text kept in memory
WAITING = 2000  # messages for one browser; one that is slower comes back and asks what it missed


@dataclass(eq=False)
class Peer:
    """One browser tab of one person."""

    id: str
    person: Person
    colour: int
    queue: asyncio.Queue = field(default_factory=lambda: asyncio.Queue(WAITING))
    may: dict[str, bool] = field(default_factory=dict)  # open text → may they write it
    sees_names: bool = True
    at: dict | None = None  # where their caret is: {"f", "a", "h"}
    is_lost: bool = False

    def say(self, message: dict | str) -> None:
        if self.is_lost:
            return
        try:
            self.queue.put_nowait(message if isinstance(message, str) else packed(message))
        except asyncio.QueueFull:
            self.is_lost = True

    def come_again(self) -> None:
        """The line ends after this word; the browser is back at once, as who they are now."""
        self.say({"t": "again"})
        self.is_lost = True


@dataclass(eq=False)
class Open:
    """A text in memory: its revision, its words, and its latest changes."""

    key: str
    rev: int
    words: str
    recent: list[Row] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # op ids of the recent ones
    peers: set[Peer] = field(default_factory=set)
    floor: int = -1  # the revision just before the recent ones
    coming: int = 0  # those who are about to have it open
    idle_since: float = 0.0

    def __post_init__(self) -> None:
        self.floor = self.rev

    @property
    def is_idle(self) -> bool:
        return not self.peers and not self.coming

    def after(self, rev: int) -> list[Row] | None:
        """The changes after `rev`; None if they are not in memory."""
        if rev < self.floor:
            return None
        return self.recent[bisect_right(self.recent, rev, key=lambda row: row.rev) :]

    def keep(self, row: Row, words: str) -> None:
        self.rev, self.words = row.rev, words
        self.recent.append(row)
        self.seen.add(row.op_id)
        if len(self.recent) > 2 * KEPT:
            old, self.recent = self.recent[:KEPT], self.recent[KEPT:]
            self.seen -= {row.op_id for row in old}
            self.floor = old[-1].rev


@dataclass
class Sent:
    """A change as it came in from a browser (or, without a peer, from the house itself)."""

    key: str
    by: Person
    rev: int
    ops: list
    op_id: str
    peer: Peer | None = None
    caret: tuple[int, int] | None = None
    moved: tuple[int, int] | None = None  # the caret, after what others did meanwhile
    again: bool = False  # it may have come before
    missed: list[Row] | None = None  # changes since its `rev` that memory no longer has
    restores: bool = False
    done: asyncio.Future | None = None  # answered with whether it was written

    def answer(self, written: bool) -> None:
        if self.done and not self.done.done():
            self.done.set_result(written)


class Draft:
    """What a text will be if this batch reaches the disk."""

    def __init__(self, text: Open) -> None:
        self.text, self.base = text, text.rev
        self.words = text.words
        self.rows: list[Row] = []
        self.wordings: list[str] = []
        self.ids: set[str] = set()

    @property
    def rev(self) -> int:
        return self.base + len(self.rows)

    def knows(self, op_id: str) -> bool:
        return op_id in self.text.seen or op_id in self.ids

    def take(self, sent: Sent) -> Row:
        """Rebased on what others did meanwhile. BadChange if it does not fit."""
        ops, caret = sent.ops, sent.caret
        for row in self._since(sent):
            ops, theirs = algorithm.transform(ops, row.ops)
            caret = caret and tuple(algorithm.move(place, theirs) for place in caret)
        words = algorithm.apply(self.words, ops)
        if len(words) > max(algorithm.LONGEST, len(self.words)):
            raise TooLong
        row = Row(self.rev + 1, sent.by.id, sent.op_id, ops)
        self.words, sent.moved = words, caret
        self.rows.append(row)
        self.wordings.append(words)
        self.ids.add(row.op_id)
        return row

    def _since(self, sent: Sent) -> list[Row]:
        if sent.rev > self.base:
            raise BadChange("from the future")
        in_memory = self.text.after(sent.rev)
        if in_memory is None:
            in_memory = [row for row in sent.missed or () if row.rev <= self.base]
        return in_memory + self.rows


class TooLong(Exception):
    """The text would be longer than anybody reads."""


def packed(message: dict) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))

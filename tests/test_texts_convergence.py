"""Fifty people in one text, lines that break, and a database that is really written to."""

import asyncio
import json
from random import Random
from uuid import uuid4

from sqlmodel import Session

from models import Objective, moment
from models import database as house
from services.rights import standing
from services.texts import algorithm, kinds, rows
from services.texts.hub import Hub
from services.texts.peers import Peer, Sent
from tests.conftest import NOW

CLIENTS, EDITS = 50, 200
LETTERS = "aeiou stnr\nè😀"
PATIENCE = 60  # s


def test_fifty_people_end_with_one_text_and_it_is_on_disk(world):
    key = kinds.key("objective.statement", world.objectives["o4"].id)
    people = list(world.people.values())
    with Session(house.engine()) as session:
        writers = [p for p in people if _may_write(session, p)]

    texts, acknowledged = asyncio.run(_play(key, writers))

    with Session(house.engine()) as session:
        on_disk = session.get(Objective, world.objectives["o4"].id).statement
        log = rows.of(session, key)
    assert set(texts) == {on_disk}
    assert rows.replayed(log) == on_disk
    assert [row.rev for row in log] == list(range(1, len(log) + 1))
    ids = [row.op_id for row in log]
    assert len(set(ids)) == len(ids)  # nothing twice
    assert acknowledged <= set(ids)  # nothing lost


def _may_write(session: Session, person) -> bool:
    return standing(session, person).cell("objective.edit_text") == "allow"


async def _play(key: str, writers: list) -> tuple[list[str], set[str]]:
    hub = Hub(lambda: moment.settle(NOW))
    clients = [Client(hub, key, writers[n % len(writers)], Random(n)) for n in range(CLIENTS)]
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(client.play() for client in clients))
            rev = hub.texts[key].rev
            await asyncio.gather(*(client.hear_until(rev) for client in clients))
    finally:
        hub.close()
    return [client.text for client in clients], set().union(*(c.acknowledged for c in clients))


class Client:
    """A browser without a page: one change in flight, the rest waits as one."""

    def __init__(self, hub: Hub, key: str, person, chance: Random) -> None:
        self.hub, self.key, self.person, self.chance = hub, key, person, chance
        self.rev, self.text, self.n, self.tag = -1, "", 0, uuid4().hex[:10]
        self.flying = self.waiting = self.peer = None
        self.acknowledged: set[str] = set()

    async def play(self) -> None:
        await self.connect()
        for _ in range(EDITS):
            self.edit()
            await asyncio.sleep(self.chance.random() * 0.02)
            self.hear()
            if self.chance.random() < 0.01:
                await self.lose_the_line()
        while self.flying:
            await self.hear_one()

    async def connect(self) -> None:
        self.peer = Peer(uuid4().hex[:8], self.person, 0)
        op_id = self.flying[0] if self.flying else ""
        await self.hub.open(self.peer, self.key, self.rev, op_id)
        self.hear()
        if self.flying:
            self.send(again=True)

    async def lose_the_line(self) -> None:
        self.hub.leave_all(self.peer)
        await asyncio.sleep(self.chance.random() * 0.1)
        await self.connect()

    async def hear_until(self, rev: int) -> None:
        while self.rev < rev:
            await self.hear_one()

    async def hear_one(self) -> None:
        self.take_in(await self.peer.queue.get())

    def hear(self) -> None:
        while not self.peer.queue.empty():
            self.take_in(self.peer.queue.get_nowait())

    def edit(self) -> None:
        n = len(self.text)
        at = self.chance.randint(0, n)
        gone = (
            self.chance.randint(0, min(4, n - at)) if n > 200 or self.chance.random() < 0.3 else 0
        )
        put = "".join(self.chance.choices(LETTERS, k=self.chance.randint(1, 3)))
        ops: list = []
        for op in (at, put, -gone, n - at - gone):
            algorithm.push(ops, op)
        self.text = algorithm.apply(self.text, ops)
        if self.flying:
            self.waiting = algorithm.compose(self.waiting, ops) if self.waiting else ops
        else:
            self.fly(ops)

    def fly(self, ops: list) -> None:
        self.n += 1
        self.flying = (f"{self.tag}.{self.n}", ops)
        self.send()

    def send(self, again: bool = False) -> None:
        id, ops = self.flying
        sent = Sent(self.key, self.person, self.rev, ops, id, self.peer, (0, 0), again)
        self.hub.submit(sent)

    def take_in(self, said: str) -> None:
        said = json.loads(said)
        if said["t"] == "doc":
            self.rev, self.text = said["rev"], said["text"]
        elif said["t"] == "since":
            for change in said["list"]:
                self.take(change)
        elif said["t"] == "op":
            self.take(said)
        elif said["t"] in ("bad", "long"):
            raise AssertionError(said)

    def take(self, change: dict) -> None:
        if change["rev"] <= self.rev:
            return
        assert change["rev"] == self.rev + 1
        self.rev, ops = change["rev"], change["ops"]
        if self.flying and change["id"] == self.flying[0]:
            self.acknowledged.add(change["id"])
            waiting, self.flying, self.waiting = self.waiting, None, None
            return self.fly(waiting) if waiting else None
        if self.flying:
            mine, ops = algorithm.transform(self.flying[1], ops)
            self.flying = (self.flying[0], mine)
        if self.waiting:
            self.waiting, ops = algorithm.transform(self.waiting, ops)
        self.text = algorithm.apply(self.text, ops)

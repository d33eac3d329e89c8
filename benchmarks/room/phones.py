"""Phones at the table: they hear that something moved, and fetch their page again."""

import asyncio
import time

import httpx
from websockets.asyncio.client import connect as open_socket

from benchmarks.room.author import Author
from benchmarks.room.house import House
from benchmarks.room.numbers import spread

COMMITS, PAUSE = 15, 0.8


async def commit_to_phone(house: House, author: Author, n: int) -> dict:
    """Until the page with the new words has come to each of n phones."""
    phones = [Phone(house, i + 1) for i in range(n)]
    await asyncio.gather(*(phone.enter() for phone in phones))
    took = []
    for _ in range(COMMITS):
        words, at = await author.commit()
        took += [(came - at) * 1000 for came in await _all_show(phones, words)]
        await asyncio.sleep(PAUSE)
    await asyncio.gather(*(phone.leave() for phone in phones))
    await author.tidy()
    return spread(took)


async def _all_show(phones: list["Phone"], words: str) -> list[float]:
    return await asyncio.gather(*(phone.shows(words) for phone in phones))


class Phone:
    """The page's socket and its script, which fetches again at most once at a time."""

    def __init__(self, house: House, n: int) -> None:
        self.house, self.cookie = house, house.cookie(n)
        self.address = f"/table/{house.meeting.id}"
        headers = {"Cookie": self.cookie, "X-Live": "1"}
        self.http = httpx.AsyncClient(base_url=f"http://{house.at}", headers=headers, timeout=30)
        self.text, self.at = "", 0.0
        self.moved, self.woken = asyncio.Event(), asyncio.Event()

    async def enter(self) -> None:
        await self._fetch()
        self.line = await open_socket(
            f"ws://{self.house.at}/room/{self.house.meeting.id}/live",
            additional_headers={"Cookie": self.cookie},
            origin=f"http://{self.house.at}",
            compression=None,
            ping_interval=None,
        )
        self.tasks = [asyncio.create_task(self._hear()), asyncio.create_task(self._follow())]

    async def leave(self) -> None:
        for task in self.tasks:
            task.cancel()
        await self.line.close()
        await self.http.aclose()

    async def shows(self, words: str) -> float:
        while words not in self.text:
            self.woken.clear()
            await asyncio.wait_for(self.woken.wait(), 60)
        return self.at

    async def _hear(self) -> None:
        async for _word in self.line:
            self.moved.set()

    async def _follow(self) -> None:
        while True:
            await self.moved.wait()
            self.moved.clear()
            await self._fetch()

    async def _fetch(self) -> None:
        answer = await self.http.get(self.address)
        answer.raise_for_status()
        self.text, self.at = answer.text, time.time()
        self.woken.set()

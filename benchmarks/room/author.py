"""Who commits: a phone at the table that sends in an idea, and takes it away again."""

import asyncio
import time
from uuid import uuid4

import httpx

from benchmarks.room.house import House
from benchmarks.room.sessions import IDEA
from models import moment
from services import cards
from services.summaries import room


class Author:
    def __init__(self, house: House) -> None:
        self.house, self.n, self.person = house, 0, house.people[0]
        headers = {"Cookie": house.cookie(0), "X-Live": "1", "Origin": f"http://{house.at}"}
        self.phone = httpx.AsyncClient(base_url=f"http://{house.at}", headers=headers, timeout=30)

    async def commit(self) -> tuple[str, float]:
        """(the words, when the phone sent them). The way to the house, the transaction and its
        fsync are in what is measured from then on."""
        self.n += 1
        words = f"{IDEA}{self.n}"
        form = {"text": words, "op": str(uuid4())}
        at = time.time()
        (
            await self.phone.post(f"/table/{self.house.meeting.id}/card", data=form)
        ).raise_for_status()
        return words, at

    async def tidy(self) -> None:
        """All ideas away, so that the page stays as long as it was. From another process."""
        await asyncio.to_thread(self._tidy)

    def _tidy(self) -> None:
        moment.settle(self.house.now)
        for seen in room.at(self.person, self.house.meeting.id).cards:
            if seen.card.text.startswith(IDEA):
                cards.take_away(self.person, seen.card.id)

"""Other processes on the same PostgreSQL say which text they wrote."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

import psycopg

from models.database import engine
from services.texts.rows import CHANNEL

AGAIN = 1.0  # s before a line that broke is tried again


async def hear(
    me: str, refresh: Callable[[str], Awaitable[None]], open_texts: Collection[str]
) -> None:
    """Until it is cancelled. After a broken line all open texts are read again. Nothing to hear on
    SQLite: what another process does there comes by its door, and is told with the revision."""
    if engine().dialect.name != "postgresql":
        return
    address = engine().url.set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            await _hear(address, me, refresh, open_texts)
        except (psycopg.Error, OSError):
            logging.getLogger("tavolo").warning("texts: listening again", exc_info=True)
            await asyncio.sleep(AGAIN)


async def _hear(address: str, me: str, refresh: Callable, open_texts: Collection[str]) -> None:
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as line:
        await line.execute(f"LISTEN {CHANNEL}")
        for key in list(open_texts):
            await refresh(key)
        async for notice in line.notifies():
            teller, _, key = notice.payload.partition(" ")
            if teller != me:
                await refresh(key)

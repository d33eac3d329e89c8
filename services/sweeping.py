"""Sweeping up what runs leave behind, when nobody waits for it.

A collection stops the whole house for a tenth of a second: Streamlit would do it after each run.
"""

import asyncio
import gc
from dataclasses import dataclass

LOOK = 1.0  # s between two looks at whether it rests
LATEST = 30  # looks: in a house that never rests it is swept all the same
LITTLE = 100  # young collections, 700 objects that stayed each: less is not worth a sweep


@dataclass
class Broom:
    """Sweeps once everything has come to rest, and not again while hardly anything was made.
    `made`: young collections so far, Python's own count of what runs make."""

    swept: int
    made: int
    waited: int = 0

    def is_due(self, made: int) -> bool:
        rests, self.made = made == self.made, made
        if made - self.swept < LITTLE:
            return False
        self.waited += 1
        return rests or self.waited >= LATEST

    def sweep(self) -> None:
        gc.collect()
        self.swept = self.made = _made()
        self.waited = 0


async def sweep() -> None:
    """For as long as the house stands. In the thread of the house: in another one it would stop
    this one too."""
    broom = Broom(_made(), _made())
    while True:
        await asyncio.sleep(LOOK)
        if broom.is_due(_made()):
            broom.sweep()


def _made() -> int:
    return gc.get_stats()[0]["collections"]

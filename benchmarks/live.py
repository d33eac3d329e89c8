"""How soon what one does is on every screen of a meeting that runs, and what that costs.

    TAVOLO_CHROMIUM=/usr/bin/chromium python -m benchmarks.live

A house of its own (SQLite, synchronous=FULL) in a process of its own, with the example in it, the
fourth meeting running and everybody at the table. Each screen, session, phone and writer is the
next of these people, round and round. All figures are of one run; times are wall time in ms.

`commit_to_screen_ms`: {viewers: …}. A phone sends in an idea; from that moment (so the way to the
house, the transaction and its fsync are in it) until it is in the page of each viewer. At 2 and 12
the viewers are workspace pages in Chromium, one context each, in a single browser: the piece that
comes along with the news is what they show first (services/pieces.py). At 50 and 200 they are
protocol clients that run the meeting room and leave that piece aside: they hear that something
moved, ask at once for the parts that are behind, and wait for the delta with the new words.
`phones_ms`: the same for the phone's page, as protocol clients that hear and fetch.
`keystroke_to_screen_ms`: {clients: …}. So many protocol clients write in one text, three characters
a second each; until each character is in the field of one more workspace page in Chromium.
`keystroke_to_client_ms`: until each of the other writers has it.
`last_session_current_ms`: {sessions: …}. The idea, until the last of so many protocol clients.
`rerun_cpu_ms`: CPU of the house for one whole run of a page, asked again by a protocol client:
`meeting` the meeting room; `empty` the same page in the same frame at an address of no meeting
(two elements that say so); `part` one session's share of one pushed commit, at 50 sessions.
`idle_cpu_percent`: of one core, the house with 50 sessions open and nothing happening.
`memory_mb`: of the house with 200 sessions. `phone_page`: what a new phone loads, in Chromium.

Prints the machine, its load before and the CPU of the load generator, with that of the house and
Chromium apart; last, one JSON object.
"""

import asyncio
import json
import os
import platform
import resource
import sys

from benchmarks.room.author import Author
from benchmarks.room.house import House, opened
from benchmarks.room.numbers import spread
from benchmarks.room.phones import commit_to_phone
from benchmarks.room.screens import chromium, commit_to_screen, phone_page
from benchmarks.room.sessions import Session, come_in
from benchmarks.room.writers import keystrokes

SCREENS, WRITERS, SESSIONS, PHONES = (2, 12), (2, 12, 50), (12, 50, 200), (12,)
COMMITS, PAUSE = 12, 1.0  # for sessions; s between two
RERUNS, IDLE_FOR = 50, 15  # s


async def measure() -> dict:
    told: dict = {name: {} for name in NAMES}
    with opened() as (house, _world):
        author = Author(house)
        await _on_screens(house, author, told)
        for n in PHONES:
            told["phones_ms"][n] = await commit_to_phone(house, author, n)
        told["rerun_cpu_ms"] = {
            "empty": await _rerun(house, "m=nowhere"),
            "meeting": await _rerun(house, ""),
        }
        for n in SESSIONS:
            await _in_sessions(house, author, n, told)
    return told


NAMES = (
    "commit_to_screen_ms",
    "phones_ms",
    "keystroke_to_screen_ms",
    "keystroke_to_client_ms",
    "last_session_current_ms",
)


async def _on_screens(house: House, author: Author, told: dict) -> None:
    async with chromium() as browser:
        told["phone_page"] = await phone_page(browser, house)
        for n in SCREENS:
            told["commit_to_screen_ms"][n] = await commit_to_screen(browser, house, author, n)
        for n in WRITERS:
            on_screen, among_them = await keystrokes(browser, house, n)
            told["keystroke_to_screen_ms"][n] = on_screen
            told["keystroke_to_client_ms"][n] = among_them


async def _in_sessions(house: House, author: Author, n: int, told: dict) -> None:
    sessions = await come_in(house, n)
    await asyncio.sleep(3)
    before, took, last = house.cpu(), [], []
    for _ in range(COMMITS):
        words, at = await author.commit()
        came = [(t - at) * 1000 for t in await asyncio.gather(*(s.shows(words) for s in sessions))]
        took, last = took + came, [*last, max(came)]
        await asyncio.sleep(PAUSE)
    share = (house.cpu() - before) / COMMITS / n * 1000
    await author.tidy()
    told["last_session_current_ms"][n] = spread(last)
    if n >= 50:
        told["commit_to_screen_ms"][n] = spread(took)
    if n == 50:
        told["rerun_cpu_ms"]["part"] = round(share, 1)
        told["idle_cpu_percent"] = await _idle(house)
    if n == 200:
        told["memory_mb"] = house.memory()
    await asyncio.gather(*(session.leave() for session in sessions))


async def _rerun(house: House, query: str) -> float:
    session = Session(house, house.cookie(1), query)
    await session.enter()
    await session.run()
    before = house.cpu()
    for _ in range(RERUNS):
        await session.run()
    used = house.cpu() - before
    await session.leave()
    return round(used / RERUNS * 1000, 1)


async def _idle(house: House) -> float:
    await asyncio.sleep(5)
    before = house.cpu()
    await asyncio.sleep(IDLE_FOR)
    return round((house.cpu() - before) / IDLE_FOR * 100, 2)


def _used(who: int) -> int:
    """Seconds of CPU."""
    used = resource.getrusage(who)
    return round(used.ru_utime + used.ru_stime)


if __name__ == "__main__":
    load = round(os.getloadavg()[0], 1)
    told = asyncio.run(measure())
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    print(f"{machine}, Python {sys.version.split()[0]}, load {load} before it began")
    print(f"the load generator used {_used(resource.RUSAGE_SELF)} s of CPU")
    print(f"the house and Chromium used {_used(resource.RUSAGE_CHILDREN)} s")
    print(json.dumps({"load_average": load} | told))

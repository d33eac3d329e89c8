"""How long each page takes and how many questions it asks: the demo world beside big ones.

    python -m benchmarks.pages

Three worlds: `demo`; `large`, the demo world into which the linked files of tests/data/rust_goals
were brought by the same import as anybody's; `alone`, those files in a community of their own.

Each page is run a few times in a session of its own, straight after a start as far as our own
caches go (visiting.py says what is counted). `ms` is wall time, `cpu` the process's own, both the
median, in milliseconds; `statements` are the questions to the database without BEGIN. Prints a
table, the machine and its load and, last, one JSON object:
{"load_average": …, "cores": …, "import_s": …, "pages": {page: {"demo_ms": …, …}}}.
"""

import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from datetime import date

from benchmarks.visiting import ROOMS, ROOT, account_of, every_room, house
from models import Person
from services import communities, demo
from services.imports import applying, comparing
from services.imports.recognise import draft_of

GOALS = sorted((ROOT / "tests" / "data" / "rust_goals").glob("*.csv"))
LIMIT = 300  # ms of server time that a page may take with nothing cached


def measure() -> tuple[dict[str, dict[str, float]], float]:
    """({room: {"demo_ms", "demo_cpu", "demo_statements", the same of large and alone}},
    seconds of the import: reading, comparing and applying)."""
    found: dict[str, dict[str, float]] = {room: {} for room in ROOMS}
    seconds = 0.0
    for world, furnish in {"demo": _demo, "large": _large, "alone": _alone}.items():
        with house():
            person, taken = furnish()
            seconds = max(seconds, taken)
            for room, told in every_room(account_of(person)).items():
                found[room] |= {f"{world}_{name}": value for name, value in told.items()}
    return found, round(seconds, 1)


def _demo() -> tuple[Person, float]:
    return demo.build(date(2023, 7, 12)).coordinator, 0


def _large() -> tuple[Person, float]:
    coordinator, _none = _demo()
    return coordinator, _bring(coordinator)


def _alone() -> tuple[Person, float]:
    founder = communities.start(None, "Rust project goals", "Ada")
    return founder, _bring(founder)


def _bring(by: Person) -> float:
    """Seconds the import takes, as the page does it: read, compared and shown, applied."""
    started = time.perf_counter()
    draft = draft_of([(file.name, file.read_bytes()) for file in GOALS])
    comparing.preview(by, draft)
    applying.apply(by, draft)
    return time.perf_counter() - started


def _table(pages: dict[str, dict[str, float]]) -> Iterator[str]:
    worlds, kinds = ("demo", "large", "alone"), ("ms", "cpu", "statements")
    columns = [f"{world}_{kind}" for world in worlds for kind in kinds]
    yield f"{'':14}" + "".join(f"{world:>18}" for world in worlds)
    yield f"{'':14}" + "    ms   cpu  stmts" * len(worlds)
    for room, row in pages.items():
        cells = [f"{row[name]:>{w}}" for name, w in zip(columns, (6, 6, 7) * 3, strict=True)]
        over = any(row[f"{world}_cpu"] > LIMIT for world in worlds)
        yield f"{room:14}" + "".join(cells) + ("  OVER" if over else "")


if __name__ == "__main__":
    pages, import_s = measure()
    load, cores = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0, os.cpu_count()
    machine = f"{cores} cores, {platform.system()} {platform.machine()}"
    print(f"{machine}, Python {sys.version.split()[0]}, load {load:.1f}")
    print(f"rust_goals comes in (read, compared, applied) in {import_s} s")
    print(*_table(pages), sep="\n")
    told = {"load_average": load, "cores": cores, "import_s": import_s, "pages": pages}
    print(json.dumps(told))

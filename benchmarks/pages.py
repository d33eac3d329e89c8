"""How long each page takes and how many questions it asks: the demo world beside big ones.

    python -m benchmarks.pages

Three worlds: `demo`; `large`, the demo world into which the linked files of tests/data/rust_goals
were brought by the same import as anybody's; `alone`, those files in a community of their own.

Each page is run TIMES times in a session of its own, straight after a start as far as our own
caches go, in the process (Streamlit's AppTest: no browser, no socket; reading the page's source
and parsing its answer, which AppTest adds, are counted). `ms` is wall time, `cpu` the process's
own, both the median, in milliseconds; `statements` are the questions to the database without
BEGIN. Prints a table, the machine and its load and, last, one JSON object:
{"load_average": …, "cores": …, "import_s": …, "pages": {page: {"demo_ms": …, …}}}.
"""

import gc
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from statistics import median

from sqlalchemy import event
from streamlit import logger
from streamlit.testing.v1 import AppTest

import migrations
from models import Account, Person, moment
from models.database import connect, engine
from services import access, communities, demo, kept, links
from services.imports import applying, comparing
from services.imports.recognise import draft_of

ROOT = Path(__file__).parent.parent
GOALS = sorted((ROOT / "tests" / "data" / "rust_goals").glob("*.csv"))
NOW = datetime.fromisoformat("2023-07-12T09:00:00+02:00")
TIMES = 5
LIMIT = 300  # ms of server time that a page may take with nothing cached
ROOMS = {  # name in the table → page, and what stands in its address
    "communities": ("communities", {}),
    "overview": ("overview", {}),
    "meetings": ("meetings", {}),
    "meeting": ("meeting", {}),
    "meeting held": ("meeting", {"m": "3"}),
    "plan": ("plan", {}),
    "plan table": ("plan", {"view": "table"}),
    "plan drawer": ("plan", {"open": "OB-1"}),
    "resources": ("resources", {}),
    "participation": ("participation", {}),
    "people": ("people", {}),
    "history": ("history", {}),
    "summary": ("summary", {}),
    "import": ("import", {}),
    "settings": ("settings", {}),
}


def measure() -> tuple[dict[str, dict[str, float]], float]:
    """({room: {"demo_ms", "demo_cpu", "demo_statements", the same of large and alone}},
    seconds of the import: reading, comparing and applying)."""
    found: dict[str, dict[str, float]] = {room: {} for room in ROOMS}
    seconds = 0.0
    for world, furnish in {"demo": _demo, "large": _large, "alone": _alone}.items():
        with _house():
            person, taken = furnish()
            seconds = max(seconds, taken)
            account = access.signed_in(links.use(links.for_person(person)))
            for room in ROOMS:
                _visit(account, room)  # modules are loaded once in a house's life
            for room in ROOMS:
                for name, value in _timed(account, room).items():
                    found[room][f"{world}_{name}"] = value
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


@contextmanager
def _house() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TAVOLO_DATA": folder, "TAVOLO_NOW": NOW.isoformat()}
        house = connect(f"sqlite:///{folder}/tavolo.db")
        moment.settle(NOW)
        with house.begin() as connection:
            migrations.upgrade(connection)
        yield
        engine().dispose()


def _timed(account: Account, room: str) -> dict[str, float]:
    """Of one run of the page: {"ms", "cpu", "statements"}."""
    runs = []
    for _again in range(TIMES):
        app = _at(account, room)
        kept.forget()
        gc.collect()
        gc.freeze()  # as dashboard.py does at its start
        with _asked() as statements:
            wall, cpu = time.perf_counter(), time.process_time()
            app.run()
            runs.append((time.perf_counter() - wall, time.process_time() - cpu))
        assert not app.exception, (room, app.exception)
        gc.unfreeze()
    ms, cpu = (round(median(taken) * 1000) for taken in zip(*runs, strict=True))
    return {"ms": ms, "cpu": cpu, "statements": len(statements)}


@contextmanager
def _asked() -> Iterator[list[str]]:
    said: list[str] = []

    def listen(_connection, _cursor, statement, *_rest) -> None:
        if statement != "BEGIN":
            said.append(statement)

    event.listen(engine(), "before_cursor_execute", listen)
    yield said
    event.remove(engine(), "before_cursor_execute", listen)


def _visit(account: Account, room: str) -> AppTest:
    return _at(account, room).run()


def _at(account: Account, room: str) -> AppTest:
    """A new session, about to turn to the page."""
    page, query = ROOMS[room]
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    app.user = {"account": str(account.id)}
    app.run().switch_page(f"{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app


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
    logger.set_log_level("ERROR")  # else it warns at each run that there is no server
    pages, import_s = measure()
    load, cores = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0, os.cpu_count()
    machine = f"{cores} cores, {platform.system()} {platform.machine()}"
    print(f"{machine}, Python {sys.version.split()[0]}, load {load:.1f}")
    print(f"rust_goals comes in (read, compared, applied) in {import_s} s")
    print(*_table(pages), sep="\n")
    told = {"load_average": load, "cores": cores, "import_s": import_s, "pages": pages}
    print(json.dumps(told))

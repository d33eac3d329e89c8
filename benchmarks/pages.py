"""How long each page takes and how many questions it asks: the demo world beside a big one.

    python -m benchmarks.pages

Server time of a page's run without the browser, nothing cached before it. Prints a table and, last,
one JSON object: {page: {demo_ms, large_ms, statements_demo, statements_large}}. The big community
is the linked files of tests/data/rust_goals, brought in by the same import as anybody's.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import event
from sqlmodel import Session
from streamlit.testing.v1 import AppTest

import migrations
from models import Person, moment
from models.database import connect, engine
from services import access, communities, demo, links
from services.imports import applying
from services.imports.recognise import draft_of

ROOT = Path(__file__).parent.parent
NOW = datetime.fromisoformat("2023-07-12T09:00:00+02:00")
PAGES = ("communities", "overview", "meetings", "meeting", "plan", "resources", "participation")
PAGES += ("people", "history", "summary", "import", "settings")


def measure() -> dict[str, dict[str, float]]:
    """{page: {demo_ms, large_ms, statements_demo, statements_large}}."""
    worlds = {"demo": _demo, "large": _large}
    found: dict[str, dict[str, float]] = {page: {} for page in PAGES}
    for name, furnish in worlds.items():
        with _house() as folder:
            account = _account(furnish())
            for page in PAGES:
                _open(account, page)  # modules are loaded once in a house's life, not per page
            for page in PAGES:
                ms, statements = _timed(account, page)
                found[page] |= {f"{name}_ms": ms, f"statements_{name}": statements}
            del folder
    return found


def _demo() -> Person:
    return demo.build(date(2023, 7, 12)).coordinator


def _large() -> Person:
    founder = communities.start(None, "Rust project goals", "Ada")
    files = sorted((ROOT / "tests" / "data" / "rust_goals").glob("*.csv"))
    applying.apply(founder, draft_of([(file.name, file.read_bytes()) for file in files]))
    return founder


@contextmanager
def _house() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TAVOLO_DATA": folder, "TAVOLO_NOW": NOW.isoformat()}
        house = connect(f"sqlite:///{folder}/tavolo.db")
        moment.settle(NOW)
        with house.begin() as connection:
            migrations.upgrade(connection)
        yield Path(folder)
        house.dispose()


def _account(person: Person):
    return access.signed_in(links.use(links.for_person(person)))


def _timed(account, page: str) -> tuple[float, int]:
    """Milliseconds and statements of the page's own run."""
    app, asked = _open(account, page), []
    listener = lambda *_args: asked.append(1)  # noqa: E731
    event.listen(engine(), "before_cursor_execute", listener)
    started = time.perf_counter()
    app.run()
    ms = (time.perf_counter() - started) * 1000
    event.remove(engine(), "before_cursor_execute", listener)
    assert not app.exception, (page, app.exception)
    return round(ms, 1), len(asked)


def _open(account, page: str) -> AppTest:
    with Session(engine()):
        app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    app.user = {"account": str(account.id)}
    return app.run().switch_page(f"{page}.py").run()


if __name__ == "__main__":
    told = measure()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"load {load:.1f}, Python {sys.version.split()[0]}")
    for name, row in told.items():
        print(f"{name:14}", *(f"{key} {value}" for key, value in row.items()))
    print(json.dumps({"load_average": load, **told}))

"""A page as it opens right after a start: how long it takes, and how many questions it asks.

In the process (Streamlit's AppTest: no browser, no socket; reading the page's source and parsing
its answer, which AppTest adds, are counted).
"""

import gc
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median

from sqlalchemy import event
from streamlit.testing.v1 import AppTest

import migrations
from models import Account, Person, moment
from models.database import connect, engine
from services import access, kept, links

ROOT = Path(__file__).parent.parent
NOW = datetime.fromisoformat("2023-07-12T09:00:00+02:00")
TIMES = 5
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
    "funding": ("funding", {}),
    "participation": ("participation", {}),
    "people": ("people", {}),
    "history": ("history", {}),
    "summary": ("summary", {}),
    "import": ("import", {}),
    "settings": ("settings", {}),
}


# It warns at each run that there is no server; its level is set anew by each run.
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").addFilter(
    lambda _said: False
)


@contextmanager
def house(url: str = "") -> Iterator[None]:
    """An empty house with its tables: at this address, else in a file that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TAVOLO_DATA": folder, "TAVOLO_NOW": NOW.isoformat()}
        opened = connect(url or f"sqlite:///{folder}/tavolo.db")
        moment.settle(NOW)
        with opened.begin() as connection:
            migrations.upgrade(connection)
        yield
        engine().dispose()


def every_room(account: Account) -> dict[str, dict[str, float]]:
    """{room: what `_timed` says}. Modules are loaded by a first visit, once in a house's life."""
    for room in ROOMS:
        _at(account, room).run()
    found = {}
    for room in ROOMS:
        found[room] = _timed(account, room)
        print(f"  {room}: {found[room]['ms']} ms", file=sys.stderr, flush=True)
    return found


def account_of(person: Person) -> Account:
    return access.signed_in(links.use(links.for_person(person)))


def _timed(account: Account, room: str) -> dict[str, float]:
    """Of one run with nothing kept, the median of TIMES: {"ms", "cpu", "statements"}, the first
    two in milliseconds of the wall and of this process."""
    runs = []
    for _again in range(TIMES):
        app = _at(account, room)
        kept.forget()
        gc.collect()
        gc.freeze()  # as dashboard.py does at its start
        with asked() as statements:
            runs.append(_taken(app.run))
        assert not app.exception, (room, app.exception)
        gc.unfreeze()
    ms, cpu = (round(median(taken) * 1000) for taken in zip(*runs, strict=True))
    return {"ms": ms, "cpu": cpu, "statements": len(statements)}


def _taken(do: Callable) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    do()
    return time.perf_counter() - wall, time.process_time() - cpu


@contextmanager
def asked() -> Iterator[list[str]]:
    """What the database is asked meanwhile; a BEGIN asks nothing."""
    said: list[str] = []

    def listen(_connection, _cursor, statement, *_rest) -> None:
        if statement != "BEGIN":
            said.append(statement)

    event.listen(engine(), "before_cursor_execute", listen)
    yield said
    event.remove(engine(), "before_cursor_execute", listen)


def _at(account: Account, room: str) -> AppTest:
    """A new session, about to turn to the page."""
    page, query = ROOMS[room]
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    app.user = {"account": str(account.id)}
    app.run().switch_page(f"{page}.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app

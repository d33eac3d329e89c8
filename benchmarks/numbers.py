"""What each page costs where there is very much: the demo world beside a full house.

    python -m benchmarks.numbers [sqlite | postgresql]

The full house (crowd.py): 10 communities, 100 organisations, 5,000 people, 500 meetings, 60,000
attendances, 5,000 activities, 20,000 pledges; one coordinates all ten and looks at the fullest,
which has a quarter of everything. Each page is run with nothing kept (visiting.py says what is
counted), on both databases; PostgreSQL is the one of the tests. Prints a table, the machine and
its load and, last, one JSON object, times in milliseconds of the wall (`_cpu`: of this process):
{database: {page: {"demo_ms", "large_ms", "ratio", "statements_demo", "statements_large",
"demo_cpu", "large_cpu"}}}.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from time import perf_counter

from benchmarks.crowd import crowd
from benchmarks.visiting import account_of, every_room, house
from models.database import engine
from services import demo

LIMIT = 400  # ms of server time that a page may take with nothing kept


def measure(database: str) -> dict[str, dict[str, float]]:
    with _address(database) as small, house(small):
        of_demo = every_room(account_of(demo.build(date(2023, 7, 12)).coordinator))
    with _address(database) as big, house(big):
        started = perf_counter()
        with engine().execution_options(writing=True).begin() as connection:
            account = crowd(connection)
        _settle(database)
        print(f"{database}: filled in {perf_counter() - started:.0f} s", file=sys.stderr)
        of_crowd = every_room(account)
    return {room: _beside(of_demo[room], of_crowd[room]) for room in of_demo}


def _beside(small: dict[str, float], large: dict[str, float]) -> dict[str, float]:
    return {
        "demo_ms": small["ms"],
        "large_ms": large["ms"],
        "ratio": round(large["ms"] / max(small["ms"], 1), 1),
        "statements_demo": small["statements"],
        "statements_large": large["statements"],
        "demo_cpu": small["cpu"],
        "large_cpu": large["cpu"],
    }


@contextmanager
def _address(database: str) -> Iterator[str]:
    """Of an empty database; "" for the file `house` makes."""
    if database == "sqlite":
        yield ""
        return
    from tests.conftest import Server

    server = Server()
    server.make("crowd")
    yield server.url("crowd")
    server.stop()


def _settle(database: str) -> None:
    """PostgreSQL learns by itself, in a minute or two, how much there is."""
    if database == "postgresql":
        with engine().connect() as connection:
            connection.exec_driver_sql("ANALYZE")


def _table(pages: dict[str, dict[str, float]]) -> Iterator[str]:
    yield f"{'':16}{'ms':>12}{'cpu':>14}{'statements':>16}"
    for room, row in pages.items():
        ms, cpu = (f"{row[f'demo_{k}']:>6}{row[f'large_{k}']:>7}" for k in ("ms", "cpu"))
        small, large = row["statements_demo"], row["statements_large"]
        over = "  SLOW" if row["large_cpu"] > LIMIT else ""
        yield f"{room:16}{ms} {cpu}{small:>8}{large:>6}{over}{'  MORE' * (large > small)}"


if __name__ == "__main__":
    found = {}
    for database in sys.argv[1:] or ("sqlite", "postgresql"):
        found[database] = measure(database)
        print(f"\n{database}", *_table(found[database]), sep="\n")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"\n{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {load:.1f}")
    print(json.dumps(found))

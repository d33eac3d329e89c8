"""How many questions a page asks of the database, and how long it takes: for logs and tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter

from sqlalchemy import Engine, event


@dataclass
class Meter:
    """Statements sent by this thread or request, and milliseconds, while it was on."""

    statements: int = 0
    ms: float = 0.0


_running: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def meter() -> Iterator[Meter]:
    here, start = Meter(), perf_counter()
    token = _running.set(here)
    try:
        yield here
    finally:
        _running.reset(token)
        here.ms = (perf_counter() - start) * 1000


@event.listens_for(Engine, "before_cursor_execute")
def _count(*_args) -> None:
    here = _running.get()
    if here:
        here.statements += 1

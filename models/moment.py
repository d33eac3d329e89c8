"""The moment we act in. Pages and routes say when it is; nothing below them asks the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

_now: ContextVar[datetime] = ContextVar("now")

ROME = "Europe/Rome"


def settle(now: datetime) -> None:
    """From here on, in this thread or request, it is `now` (an aware datetime)."""
    _now.set(now)


@contextmanager
def at(now: datetime) -> Iterator[None]:
    token = _now.set(now)
    try:
        yield
    finally:
        _now.reset(token)


def now() -> datetime:
    """LookupError where nobody has said when it is: a bug, and loud."""
    return _now.get()


def today(zone: str = ROME) -> date:
    return now().astimezone(ZoneInfo(zone)).date()

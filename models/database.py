"""Where the tables live: a SQLite file in the data folder, or what DATABASE_URL says."""

import json
import os
from functools import lru_cache, partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, Enum, Uuid, event
from sqlmodel import create_engine

_engine: Engine | None = None


def data_folder() -> Path:
    """TAVOLO_DATA, else `data` beside the code: database, backups, nothing else."""
    folder = Path(os.environ.get("TAVOLO_DATA") or Path(__file__).parent.parent / "data")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database_url() -> str:
    """DATABASE_URL in any of the spellings hosts give it, or the SQLite file."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{data_folder() / 'tavolo.db'}"
    return url.replace("postgres://", "postgresql://", 1).replace(
        "postgresql://", "postgresql+psycopg://", 1
    )


def engine() -> Engine:
    return _engine or connect(database_url())


def connect(url: str, **options) -> Engine:
    """Open a database and make it the one in use."""
    global _engine
    if _engine is not None:
        _engine.dispose()
    options.setdefault("json_serializer", partial(json.dumps, default=str, ensure_ascii=False))
    _engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), **options)
    own = {Enum: _Word, Uuid: _TextId} if _engine.dialect.name == "sqlite" else {Enum: _Word}
    _engine.dialect.colspecs = {**_engine.dialect.colspecs, **own}
    if _engine.dialect.name == "sqlite":
        event.listen(_engine, "connect", _settle_in)
        event.listen(_engine, "begin", _begin)
    return _engine


class _Word(Enum):
    """Four of the columns of a pledge are words: each is looked up, and nothing more. None stands
    in that table too; a word that is not there is a KeyError, which is a LookupError."""

    def result_processor(self, _dialect, _coltype):
        return self._object_lookup.__getitem__


class _TextId(Uuid):
    """SQLite keeps ids as text, and a page of a big community reads a hundred thousand: the same
    few thousand people, organisations and meetings again and again."""

    def result_processor(self, _dialect, _coltype):
        return _id


@lru_cache(maxsize=65_536)
def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _settle_in(connection, _record) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, in _begin
    for pragma in (
        "foreign_keys = ON",  # off by default, in every connection
        "journal_mode = WAL",  # readers don't wait for the writer
        "synchronous = FULL",  # NORMAL lost acknowledged writes when the power went
        "busy_timeout = 30000",  # ms a writer waits for its turn
        "trusted_schema = OFF",  # a foreign database file can't run functions
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection) -> None:
    """Writers queue at the start, so what they read is still true when they write."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

"""Opening the house: the database is there, whole, ours, and its tables are those of this code."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

import migrations
from models import moment
from models.database import data_folder, engine
from services import copies
from translations import _

LOCK = 7_412_023  # any number, as long as every process of ours asks for the same


class CannotOpen(Exception):
    """Why the house stays shut, in a sentence for whoever runs it. Nothing was changed."""


def open_house() -> None:
    """Bring the database up to this code; an SQLite file is copied before its tables change.

    CannotOpen when the database is newer than the code, locked, damaged, not ours or away.
    """
    file = sqlite_file()
    if file and file.exists() and file.stat().st_size:
        step = must_be_ours(file)
        if step and step != migrations.newest():
            copies.copy(file, backups() / f"before-{migrations.newest()}-{stamp()}.db")
    try:
        _upgrade()
    except DBAPIError as error:
        said = str(error.orig).strip()
        raise CannotOpen(_("The database does not answer: {error}", error=said)) from error


def trouble() -> str:
    """Empty when the database answers and its tables are current; else why not, for a monitor."""
    try:
        with engine().connect() as connection:
            reached = migrations.reached(connection)
    except DBAPIError as error:
        return f"the database does not answer ({type(error.orig).__name__})"
    if reached != migrations.newest():
        return f"the tables are at step {reached}, this code needs {migrations.newest()}"
    return ""


def must_be_ours(file: Path) -> str:
    """The step an SQLite file is at ("" when it has no tables yet).

    CannotOpen unless it is sound, free to write, of Tavolo, and not newer than this code.
    """
    try:
        step = copies.step_of(file)
        if step is None:
            raise CannotOpen(_("{file} is not a database of Tavolo.", file=file))
        copies.look_over(file)
    except copies.Damaged as error:
        raise CannotOpen(_damaged(file, error)) from error
    except sqlite3.OperationalError as error:
        raise CannotOpen(_cannot_read(file, error)) from error
    except sqlite3.DatabaseError as error:  # "file is not a database", "disk image is malformed"
        raise CannotOpen(_damaged(file, error)) from error
    _must_be_known(step or None)
    return step


def sqlite_file() -> Path | None:
    """The file the house lives in; None on PostgreSQL."""
    url = engine().url
    return Path(url.database) if url.get_backend_name() == "sqlite" else None


def backups() -> Path:
    return data_folder() / "backups"


def stamp() -> str:
    """For file names: 2023-07-12-090000."""
    return moment.now().strftime("%Y-%m-%d-%H%M%S")


def _upgrade() -> None:
    writing = engine().execution_options(writing=True)
    with writing.connect() as connection, _loose_references(connection), connection.begin():
        if connection.dialect.name == "postgresql":  # two processes may start at once
            connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        _must_be_a_house(connection)
        migrations.upgrade(connection)
        _must_be_tight(connection)


def _must_be_a_house(connection: Connection) -> None:
    step = migrations.reached(connection)
    if step is None and inspect(connection).get_table_names():
        raise CannotOpen(_("{file} is not a database of Tavolo.", file=engine().url.database))
    _must_be_known(step)


def _must_be_known(step: str | None) -> None:
    if not migrations.is_known(step):
        raise CannotOpen(
            _(
                "This database was last opened by a newer Tavolo (step {step}). Start that one, or "
                "restore a copy from before it; nothing was changed.",
                step=step,
            )
        )


@contextmanager
def _loose_references(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, and meanwhile what points at it points nowhere."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.driver_connection  # a PRAGMA is deaf inside a transaction
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _must_be_tight(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if loose:
            raise CannotOpen(_damaged(sqlite_file(), copies.loose_ends(loose)))


def _damaged(file: Path, error: object) -> str:
    return _(
        "{file} is damaged, or not a database ({error}). Copies that are whole are in {folder}; "
        "“python3 tavolo.py restore FILE” puts one back.",
        file=file,
        error=error,
        folder=backups(),
    )


def _cannot_read(file: Path, error: object) -> str:
    return _(
        "{file} can’t be read now ({error}). Is another Tavolo or a backup using it, and may this "
        "user write there?",
        file=file,
        error=error,
    )

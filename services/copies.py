"""Copies of the SQLite file that are known to be good, and what is wrong with a file."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


class Damaged(Exception):
    """What SQLite says is wrong with a file."""


def copy(source: Path, target: Path) -> Path:
    """A whole, checked copy under the name `target`, or none at all.

    `VACUUM INTO` sees one moment of the database while others write to it; a plain copy of the
    file does not. sqlite3.Error if the source can't be read, Damaged if the copy is not whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{uuid4().hex[:8]}")
    try:
        with _reading(source) as connection:
            connection.execute("VACUUM INTO ?", [str(unfinished)])
        check(unfinished)
        _to_disk(unfinished)
        os.replace(unfinished, target)
        _to_disk(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


class InUse(Exception):
    """Somebody has the database open."""


def let_go(file: Path) -> None:
    """Everything is in the one file, and nobody has it open; InUse if somebody has."""
    with _reading(file) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")  # needs it for itself alone
        except sqlite3.OperationalError as error:
            raise InUse(str(error)) from error


def move(file: Path, target: Path) -> Path:
    """As it is, with what SQLite keeps beside it."""
    for tail in ("-wal", "-shm", ""):
        part = file.with_name(file.name + tail)
        if part.exists():
            os.replace(part, target.with_name(target.name + tail))
    return target


def check(file: Path) -> None:
    """Damaged unless every page is sound and every reference leads somewhere."""
    with _reading(file) as connection:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    if said != ["ok"]:
        raise Damaged("; ".join(said))
    if loose:
        raise Damaged(loose_ends(loose))


def look_over(file: Path) -> None:
    """The quick part of `check`, and that nobody holds the file: for every start."""
    with _reading(file) as connection:
        said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise Damaged(said)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")


def loose_ends(rows: list[tuple]) -> str:
    """What `PRAGMA foreign_key_check` found, in words."""
    return f"{len(rows)} references lead nowhere, the first in {rows[0][0]}"


def step_of(file: Path) -> str | None:
    """The migration step a file is at; "" if it has no tables, None if they are not ours."""
    with _reading(file) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = {name for (name,) in found}
        if not {"alembic_version", "community"} <= names:
            return None if names else ""
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    """Never makes a file that is not there. Waits 5 s for whoever holds it."""
    address = f"{file.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, uri=True, timeout=5, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection
    finally:
        connection.close()


def _to_disk(path: Path) -> None:
    """It stays, also when the power goes now. (Windows can't be told so about a folder.)"""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

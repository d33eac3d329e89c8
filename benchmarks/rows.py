"""Rows written as they are, without the door: for worlds too big, or too odd, to be lived through.

No history is written and nobody is asked for a right; the database's own checks hold.
"""

from uuid import UUID

from sqlalchemy import Connection, insert
from sqlmodel import SQLModel


class Rows:
    """What is put here is written with `write`, in one transaction."""

    def __init__(self) -> None:
        self._of: dict[type[SQLModel], list[dict]] = {}

    def put(self, model: type[SQLModel], /, **fields) -> UUID | None:
        """One row, with its model's own defaults; its id."""
        row = model(**fields).__dict__
        row = {name: value for name, value in row.items() if not name.startswith("_")}
        if row.get("id", "") is None:
            del row["id"]  # the database counts
        self._of.setdefault(model, []).append(row)
        return row.get("id")

    def write(self, connection: Connection) -> None:
        """References are checked when the transaction ends, whatever order the tables come in."""
        for kind, rows in self._of.items():
            connection.execute(insert(kind.__table__), rows)
        self._of.clear()

"""The imports of a community, and whether they can still be taken back."""

from typing import NamedTuple

from sqlmodel import select

from models import History, ImportBatch, Person
from services import history
from services.look import look


class Past(NamedTuple):
    batch: ImportBatch
    line: history.Line


def of_community(by: Person) -> list[Past]:
    """Latest first."""
    with look(by, "import.files") as session:
        rows = session.exec(
            select(ImportBatch, History.id)
            .join(History, History.op == ImportBatch.op)
            .where(ImportBatch.community_id == by.community_id)
            .order_by(History.id.desc())
        ).all()
    lines = {line.id: line for line in history.told(by, [id for _batch, id in rows])}
    return [Past(batch, lines[id]) for batch, id in rows]

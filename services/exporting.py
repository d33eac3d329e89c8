"""All that a community has written down, table by table, to take away: what stands today.

How it came to be is told on the history page. What opens doors (tokens, codes, accounts) and
pictures stay here, as does what nobody may see yet: another's draft, an answer of a round whose
answers are still hidden.
"""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Column, Table, case, or_
from sqlmodel import Session, SQLModel, select

from models import (
    OVER,
    Answer,
    Community,
    Measurement,
    MeasurementState,
    Objection,
    Person,
    Proposal,
)
from services.look import look

STAY = {"history", "text_change", "import_batch", "phone", "photo", "sign_in_link"}
STAYS = {"token_hash", "account_id", "join_code", "join_key"}  # columns
CONTACTS = {"email", "phone"}
KINDS = {bool: "boolean", int: "integer", datetime: "datetime", date: "date"}


class Exported(NamedTuple):
    """`fields`: column → string, integer, boolean, date or datetime, as a Data Package says it.
    `rows`: Python values in the order of the fields; None is unknown."""

    name: str
    fields: dict[str, str]
    rows: list[tuple]


def tables(by: Person) -> list[Exported]:
    """Every table of the community, archived rows too (`archived_at` says so), by name. One
    statement for each table, whatever the size."""
    with look(by, "export.full") as session:
        return [_export(session, by, table) for table in _tables()]


def _tables() -> list[Table]:
    """Those that belong to one community, and the community itself."""
    all = sorted(SQLModel.metadata.tables.values(), key=lambda table: table.name)
    ours = [t for t in all if "community_id" in t.c or t is Community.__table__]
    return [table for table in ours if table.name not in STAY]


def _export(session: Session, by: Person, table: Table) -> Exported:
    columns = [column for column in table.c if column.name not in STAYS]
    told = [_told(column) for column in columns]
    whose = table.c.id if table is Community.__table__ else table.c.community_id
    asked = select(*told).where(whose == by.community_id, *_may_be_seen(table, by))
    rows = session.execute(asked.order_by(table.c.created_at, table.c.id)).all()
    return Exported(table.name, {c.name: _kind(c) for c in columns}, [tuple(r) for r in rows])


def _told(column: Column):
    """How to reach somebody who is no longer in the register is nobody's any more."""
    if column.table is Person.__table__ and column.name in CONTACTS:
        return case((Person.archived_at.is_(None), column)).label(column.name)
    return column


def _may_be_seen(table: Table, by: Person) -> tuple:
    if table is Measurement.__table__:
        mine = Measurement.created_by == by.id
        return (or_(Measurement.state != MeasurementState.draft, mine),)
    if table in (Answer.__table__, Objection.__table__):
        open_now = or_(Proposal.revealed, Proposal.stage.in_(OVER))
        earlier = table.c.round < Proposal.round
        shown = select(Proposal.id).where(
            Proposal.id == table.c.proposal_id, or_(open_now, earlier)
        )
        return (shown.exists(),)
    return ()


def _kind(column: Column) -> str:
    return KINDS.get(column.type.python_type, "string")

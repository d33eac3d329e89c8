"""What happened: one line a happening, and under it what changed. Only ever added to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from models.base import Thing


class History(SQLModel, table=True):
    """`op` is the client's operation id: the same form sent twice happens once."""

    id: int | None = Field(default=None, primary_key=True)
    community_id: UUID = Field(foreign_key="community.id", index=True)
    op: UUID = Field(unique=True)
    at: datetime = Field(index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    verb: str = Field(max_length=60)
    what: str = Field(default="", max_length=300)
    meeting_id: UUID | None = Field(default=None, foreign_key="meeting.id", index=True)
    undoes_id: int | None = Field(default=None, foreign_key="history.id")


class HistoryChange(SQLModel, table=True):
    """One row of one table, before and after (only the fields that changed)."""

    __tablename__ = "history_change"

    id: int | None = Field(default=None, primary_key=True)
    history_id: int = Field(foreign_key="history.id", index=True)
    thing: str = Field(max_length=40)
    thing_id: UUID = Field(index=True)
    before: dict | None = Field(default=None, sa_column=Column(JSON))  # None: it was added
    after: dict | None = Field(default=None, sa_column=Column(JSON))  # None: it was removed


class ImportBatch(Thing, table=True):
    """Files that came in together: what they said, what was left out, how to take it back."""

    __tablename__ = "import_batch"

    title: str = Field(max_length=300)
    files: list = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    report: dict = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    kept: list = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    op: UUID  # the history line of this import

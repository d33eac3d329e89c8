"""Texts that several people write at once: every change to them, in the order all see it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


class TextChange(SQLModel, table=True):
    """One change to one text: history, attribution and order at once.

    `text` names a column of a row ("objective.statement:<id>"). A row covers its text from the
    `rev` before it up to its own; old ones are folded together, so numbers may be missing.
    """

    __tablename__ = "text_change"
    __table_args__ = (UniqueConstraint("text", "rev"), UniqueConstraint("text", "op_id"))

    id: int | None = Field(default=None, primary_key=True)
    community_id: UUID = Field(foreign_key="community.id", index=True)
    text: str = Field(max_length=80)
    rev: int
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    op_id: str = Field(max_length=60)  # made by the browser: what is sent twice happens once
    at: datetime
    ops: list = Field(sa_column=Column(JSON, nullable=False))
    told: bool = Field(default=False, index=True)  # its sitting has its line in the history

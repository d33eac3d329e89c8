"""What every row shares: an id made by the caller, a community, a first author, an end."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid4

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel

from models import moment
from models.refusals import Refused
from translations import mark

# Constraints get names, so that migrations can speak of them on both databases.
SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


HEAVIEST = 1_000_000  # thousandths


class Row(SQLModel):
    """A row that people make. The id may come from the client: re-sending is harmless."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    created_at: datetime = Field(default_factory=moment.now)


class Thing(Row):
    """Something that belongs to one community. It is archived, never deleted for good."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    created_by: UUID | None = Field(default=None, foreign_key="person.id")
    archived_at: datetime | None = None

    @property
    def label(self) -> str:
        """How the history and the lists call it."""
        return getattr(self, "title", None) or getattr(self, "name", "")


class Numbered(Thing):
    """A thing that people call by a short reference, never used twice: OB-3, AT-7."""

    prefix: ClassVar[str]
    number: int | None = None  # given by the door when it is added

    @property
    def ref(self) -> str:
        return f"{self.prefix}-{self.number}"


def words(text: str | None, field: str, longest: int = 200) -> str:
    """One line of words, spaces tidied. Refused if there are none, or too many."""
    tidy = " ".join((text or "").split())
    if not tidy:
        raise Refused(mark("A few words are needed here."), field=field)
    if len(tidy) > longest:
        raise Refused(
            mark("This is too long: {n} characters, at most {longest}."),
            field=field,
            n=len(tidy),
            longest=longest,
        )
    return tidy


def in_order(start, end, field: str) -> None:
    """Refused when the end comes before the start."""
    if start and end and end < start:
        raise Refused(mark("The end comes before the start."), field=field)


def weighs(milli: int, field: str = "weight_milli") -> None:
    """Refused unless a weight is more than zero, and no more than a column holds."""
    if milli <= 0:
        raise Refused(mark("A weight is more than zero."), field=field)
    if milli > HEAVIEST:
        raise Refused(mark("A weight is at most {n}."), field=field, n=HEAVIEST // 1000)


def defer_foreign_keys() -> None:
    """References are checked when a change commits, not row by row: one change may write its
    rows in any order, in both databases."""
    for table in SQLModel.metadata.tables.values():
        for constraint in table.foreign_key_constraints:
            constraint.deferrable, constraint.initially = True, "DEFERRED"

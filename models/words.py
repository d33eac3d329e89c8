"""Columns that hold one word out of a few: stored as the word, readable in any database."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Enum
from sqlmodel import Field


def word(kind: type[StrEnum], **field: Any) -> Any:
    """A column for one of the words of `kind`, which the database checks too."""
    column = Enum(
        kind,
        native_enum=False,
        length=40,
        create_constraint=True,
        name=kind.__name__.lower(),
        values_callable=lambda words: [word.value for word in words],
    )
    return Field(sa_type=column, **field)

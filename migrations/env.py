"""Alembic runs this for every upgrade. It knows no model: a step means the same for ever."""

from alembic import context
from sqlalchemy import MetaData
from sqlalchemy.types import DateTime, String, TypeDecorator

# Unnamed checks (those of our words) get the same names in every database.
NAMES = {"ck": "ck_%(table_name)s_%(constraint_name)s"}


def plain_types(kind, thing, _autogen) -> str | bool:
    """SQLModel's own column types, as SQLAlchemy spells them."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        if isinstance(thing.impl, DateTime):
            return "sa.DateTime(timezone=True)"
        if isinstance(thing.impl, String):
            return f"sa.String(length={thing.impl.length})" if thing.impl.length else "sa.String()"
    return False


settings = context.config.attributes
context.configure(
    connection=settings["connection"],
    target_metadata=settings.get("tables") or MetaData(naming_convention=NAMES),
    render_item=plain_types,
    render_as_batch=True,  # SQLite changes a table by making it anew
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

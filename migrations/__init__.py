"""How the tables came to be, one small step at a time, and only forward."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData

HERE = Path(__file__).parent


def upgrade(connection: Connection, step: str = "head") -> None:
    """Bring the tables to the newest step, or as far as `step`; harmless when they are there
    already."""
    command.upgrade(_config(connection), step)


def newest() -> str:
    """The step this code was written for."""
    return ScriptDirectory(str(HERE)).get_current_head()


def reached(connection: Connection) -> str | None:
    """The step this database is at; None when no step was ever taken."""
    return MigrationContext.configure(connection).get_current_revision()


def is_known(step: str | None) -> bool:
    """Whether this code has heard of that step; one it has not is of a newer release."""
    steps = ScriptDirectory(str(HERE)).walk_revisions()
    return step is None or step in {known.revision for known in steps}


def write_next(connection: Connection, message: str, tables: MetaData) -> Path:
    """Write the step from where `connection` is to `tables`. Read it before you believe it:
    CHECK constraints are not compared, and a rename looks like a drop."""
    config = _config(connection, tables)
    number = f"{len(list(ScriptDirectory(str(HERE)).walk_revisions())) + 1:04}"
    step = command.revision(config, message, autogenerate=True, rev_id=number)
    return Path(step.path)


def _config(connection: Connection, tables: MetaData | None = None) -> Config:
    config = Config(attributes={"connection": connection, "tables": tables})
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("path_separator", "os")
    return config

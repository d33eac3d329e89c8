"""`python -m migrations next "why the tables change"` writes the step the models ask for."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import SQLModel

import migrations
import models  # noqa: F401 (they register their tables)
from models.database import connect


def write(message: str) -> Path:
    """From an empty database brought to the newest step; no real one is touched."""
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/steps.db")
        with engine.begin() as connection:
            migrations.upgrade(connection)
        with engine.begin() as connection:
            path = migrations.write_next(connection, message, SQLModel.metadata)
        engine.dispose()
    said = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in said if "# ###" not in line))
    subprocess.run([sys.executable, "-m", "ruff", "check", "-q", "--fix", str(path)], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=True)
    return path


def first() -> Path:
    """All the tables as one step: only while nothing has been released."""
    for old in (migrations.HERE / "versions").glob("*.py"):
        old.unlink()
    return write("the first tables")


match sys.argv[1:]:
    case ["next", message]:
        print(write(message))
    case ["first"]:
        print(first())
    case _:
        sys.exit(__doc__)

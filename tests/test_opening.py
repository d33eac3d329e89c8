"""The house opens on what is sound and its own, and says kindly why not."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

import migrations
from models import Community
from models.database import connect, engine
from services import copies, opening
from services.opening import CannotOpen


def test_a_new_house_gets_its_tables_and_opens_again(tmp_path):
    connect(f"sqlite:///{tmp_path}/new.db")
    assert "step None" in opening.trouble()

    opening.open_house()
    opening.open_house()

    assert opening.trouble() == ""
    assert not opening.backups().exists()


def test_before_tables_change_a_checked_copy_is_made(world, next_release):
    opening.open_house()

    assert opening.trouble() == ""
    with engine().connect() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns("community")}
        assert "motto" in columns
        assert connection.execute(text("SELECT count(*) FROM objective")).scalar_one() > 3
        kept = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        assert kept == "9000"
    copied = [*opening.backups().glob("before-9000-*.db")] if _file() else []
    assert len(copied) == (1 if _file() else 0)
    for copy in copied:
        copies.check(copy)
        assert copies.step_of(copy) != "9000"


def test_references_are_kept_again_after_an_upgrade(story, next_release):
    opening.open_house()

    with pytest.raises(IntegrityError), engine().begin() as connection:
        connection.execute(text("DELETE FROM community"))


def test_a_database_newer_than_the_code_is_left_alone(world):
    with engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(CannotOpen, match="9999"):
        opening.open_house()

    assert "9999" in opening.trouble()
    with Session(engine()) as session:
        assert session.exec(select(func.count()).select_from(Community)).one() == 1


def test_a_database_of_something_else_is_left_alone(database):
    with engine().begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))

    with pytest.raises(CannotOpen, match="Tavolo"):
        opening.open_house()


def test_a_text_file_is_not_a_database(tmp_path):
    file = tmp_path / "tavolo.db"
    file.write_text("Dear Ada, " * 500)
    connect(f"sqlite:///{file}")

    with pytest.raises(CannotOpen, match=r"tavolo\.db"):
        opening.open_house()

    assert file.read_text().startswith("Dear Ada")


def test_a_damaged_file_is_noticed(story):
    file = _file()
    engine().dispose()
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * 40_000 + whole[48_192:])

    with pytest.raises(CannotOpen, match="backups"):
        opening.open_house()


def test_a_file_that_somebody_holds_is_said_to_be_held(story):
    holder = sqlite3.connect(_file(), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    with pytest.raises(CannotOpen, match="locked"):
        opening.open_house()
    holder.execute("ROLLBACK")
    holder.close()

    opening.open_house()


def test_a_database_that_is_away_is_said_to_be_away():
    connect("postgresql+psycopg://nobody@localhost:1/tavolo")

    with pytest.raises(CannotOpen):
        opening.open_house()
    assert "does not answer" in opening.trouble()


def test_a_copy_made_while_others_write_is_whole(story, tmp_path):
    writer = sqlite3.connect(_file(), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE community SET name = 'half said'")

    copy = copies.copy(_file(), tmp_path / "copies" / "now.db")
    writer.execute("ROLLBACK")
    writer.close()

    copies.check(copy)
    with sqlite3.connect(copy) as found:
        assert found.execute("SELECT name FROM community").fetchone() != ("half said",)
    assert [f.name for f in copy.parent.iterdir()] == ["now.db"]


def test_a_copy_with_loose_references_is_no_copy(story, tmp_path):
    loose = shutil.copy(_whole(), tmp_path / "loose.db")
    with sqlite3.connect(loose) as connection:
        connection.execute("DELETE FROM community")

    with pytest.raises(copies.Damaged, match="lead nowhere"):
        copies.copy(Path(loose), tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def _file() -> Path:
    return opening.sqlite_file()


def _whole() -> Path:
    engine().dispose()
    return _file()


@pytest.fixture
def next_release(tmp_path, monkeypatch) -> None:
    """The steps of the house, and one more that makes a table anew."""
    later = tmp_path / "migrations"
    shutil.copytree(migrations.HERE, later)
    newest = migrations.newest()
    (later / "versions" / "9000_motto.py").write_text(
        f"""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9000", "{newest}"
def upgrade():
    with op.batch_alter_table("community", recreate="auto") as table:
        table.add_column(sa.Column("motto", sa.String()))
        table.alter_column("theme", type_=sa.String(length=400), existing_nullable=False)
"""
    )
    monkeypatch.setattr(migrations, "HERE", later)

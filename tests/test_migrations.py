"""The steps lead to exactly the tables of the models, in both databases."""

import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Integer, MetaData, Table, Uuid, inspect
from sqlmodel import SQLModel

import migrations


@pytest.fixture
def taken(database):
    """A connection to a house whose tables came to be step by step."""
    with database.connect() as connection:
        yield connection


def test_the_steps_lead_to_the_tables_of_the_models(taken):
    by_steps = schema(taken)
    _empty(taken)
    SQLModel.metadata.create_all(taken)

    at_once = schema(taken)

    assert set(by_steps) == set(at_once)
    for table in at_once:
        assert by_steps[table] == at_once[table], table


def test_the_schema_that_is_compared_has_what_autogenerate_forgets(taken):
    pledge, assignment = (schema(taken)[name] for name in ("pledge", "role_assignment"))

    assert {"ck_pledge_firm_has_confirmer", "ck_pledge_kind"} <= set(pledge["checks"])
    assert pledge["keys"]["fk_pledge_confirmed_by"]["options"] == {
        "deferrable": True,
        "initially": "DEFERRED",
    }
    assert "to_on IS NULL" in assignment["indexes"]["uq_role_assignment_open"]["where"]


def test_taking_the_steps_twice_is_harmless(taken):
    before = schema(taken)

    migrations.upgrade(taken)

    assert schema(taken) == before
    assert migrations.reached(taken) == migrations.newest()


def test_a_step_nobody_here_knows_is_of_a_newer_release():
    assert migrations.is_known(migrations.newest()) and migrations.is_known(None)
    assert not migrations.is_known("9999")


def test_who_verified_a_pledge_of_old_is_who_verified_its_delivery(taken):
    """Of another delivery, or of a pledge that nobody verified, nothing is said that was not."""
    _empty(taken)
    migrations.upgrade(taken, "0006")
    _free_of_keys(taken)
    verified, other, third, who = uuid4(), uuid4(), uuid4(), uuid4()
    for id, by in ((verified, who), (other, None)):
        _row(taken, "pledge", id=id, number=1 + (by is None), verified_by=by)
        _row(taken, "delivery", id=id, pledge_id=id)
    _row(taken, "delivery", id=third, pledge_id=verified)
    taken.commit()

    migrations.upgrade(taken)

    rows = taken.execute(_table_of(taken, "delivery").select())
    assert {row.id: row.verified_by for row in rows} == {verified: who, other: None, third: None}
    assert "verified_by" not in schema(taken)["pledge"]["columns"]


def test_a_pledge_withdrawn_of_old_has_its_day_from_the_history(taken):
    """The latest one; what was only proposed, or withdrawn without a line, has none."""
    _empty(taken)
    migrations.upgrade(taken, "0006")
    _free_of_keys(taken)
    withdrawn, untold, proposed = uuid4(), uuid4(), uuid4()
    for number, (id, state) in enumerate(
        ((withdrawn, "withdrawn"), (untold, "withdrawn"), (proposed, "proposed")), 1
    ):
        _row(taken, "pledge", id=id, number=number, state=state, reason="Perché sì")
    for day, verb, of in (
        (3, "withdrawn", withdrawn),
        (9, "withdrawn", withdrawn),
        (20, "edited", untold),
    ):
        line, at = day, datetime(2023, 6, day, 10, tzinfo=UTC)
        _row(taken, "history", id=line, op=uuid4(), verb=f"pledge.{verb}", at=at)
        _row(taken, "history_change", id=line, history_id=line, thing_id=of)
    taken.commit()

    migrations.upgrade(taken)

    rows = taken.execute(_table_of(taken, "pledge").select())
    assert {row.id: row.withdrawn_on for row in rows} == {
        withdrawn: date(2023, 6, 9),
        untold: None,
        proposed: None,
    }


def _free_of_keys(connection: Connection) -> None:
    """Rows alone: what they point at is not asked for."""
    connection.commit()
    if connection.dialect.name == "sqlite":  # which hears it outside a transaction only
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
    else:
        connection.exec_driver_sql("SET session_replication_role = replica")


def _table_of(connection: Connection, name: str) -> Table:
    """As it is there now, its ids read as ids."""
    table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
    for column in table.columns:
        names_a_thing = column.name in {"id", "op"} or column.name.endswith(("_id", "_by"))
        if names_a_thing and not isinstance(
            column.type, Integer
        ):  # a line of the history is counted
            column.type = Uuid()
    return table


def _row(connection: Connection, name: str, **said) -> None:
    """What must not be empty and is not said has a word that the checks allow."""
    words = {"kind": "time", "state": "proposed", "beneficiary": "project"}
    plain = {
        date: date(2023, 6, 1),
        datetime: datetime(2023, 6, 1, tzinfo=UTC),
        str: "",
        int: 0,
        bool: False,
    }
    for column in _table_of(connection, name).columns:
        if not column.nullable and column.name not in said:
            kind = column.type.python_type
            said[column.name] = words.get(column.name) or plain.get(kind)
            if isinstance(column.type, Uuid):
                said[column.name] = uuid4()
    connection.execute(_table_of(connection, name).insert().values(**said))


def schema(connection: Connection) -> dict[str, dict]:
    """{table: columns, primary, uniques, checks, keys, indexes}, as the database tells it."""
    eye = inspect(connection)
    names = set(eye.get_table_names()) - {"alembic_version"}
    return {name: _table(eye, name) for name in names}


def _table(eye, name: str) -> dict:
    return {
        "columns": {
            c["name"]: (str(c["type"]), c["nullable"], c["default"]) for c in eye.get_columns(name)
        },
        "primary": eye.get_pk_constraint(name),
        "uniques": {
            u["name"]: u["column_names"] for u in eye.get_unique_constraints(name) if u["name"]
        },
        "checks": {c["name"]: _plain(c["sqltext"]) for c in eye.get_check_constraints(name)},
        "keys": {k["name"]: k for k in eye.get_foreign_keys(name)},
        "indexes": {i["name"]: _index(i) for i in eye.get_indexes(name)},
    }


def _index(index: dict) -> dict:
    options = index.get("dialect_options", {})
    where = options.get("sqlite_where", options.get("postgresql_where"))
    return {"columns": index["column_names"], "unique": index["unique"], "where": str(where)}


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _empty(connection: Connection) -> None:
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)

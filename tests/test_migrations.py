"""The steps lead to exactly the tables of the models, in both databases."""

import re

import pytest
from sqlalchemy import Connection, MetaData, inspect
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

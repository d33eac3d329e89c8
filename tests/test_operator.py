"""Whoever runs the house: links, copies, and whether all is sound."""

import re
import shutil
import sqlite3

import pytest
from sqlalchemy import text
from sqlmodel import Session, func, select

from models import Community
from models.database import connect, engine
from services import access, communities, copies, links, opening, operator, people, soundness


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def run(capsys):
    """`run("link", "ada@example.org")` → (what it returned, what it said, what it complained of)"""

    def run(*said: str) -> tuple[int, str, str]:
        code = operator.main([*said])
        out = capsys.readouterr()
        return code, out.out, out.err

    return run


def test_the_first_link_is_printed_anew_until_somebody_came(database, run):
    token = _token(run("link", "--first")[1])
    links.use(token)

    code, _, complaint = run("link", "--first")

    assert code == 1 and "already" in complaint


def test_somebody_of_a_register_gets_a_link_by_e_mail(world, run):
    people.add(world.coordinator, "Ada", email="ada@example.org")

    code, said, _ = run("link", "Ada@Example.org")
    account = access.signed_in(links.use(_token(said)))

    assert code == 0 and account.name == "Ada"
    again = access.signed_in(links.use(_token(run("link", "ada@example.org")[1])))
    assert again.id == account.id, "the next link is for the same account"


def test_an_e_mail_nobody_has_is_said_and_with_a_name_gets_an_account(database, run):
    code, _, complaint = run("link", "grace@example.org")
    assert code == 1 and "--name" in complaint

    _, said, _ = run("link", "grace@example.org", "--name", "Grace")

    assert access.signed_in(links.use(_token(said))).email == "grace@example.org"


@pytest.mark.parametrize("email", ["not an@ e-mail", ""])
def test_what_is_no_e_mail_is_said(database, run, email):
    code, _, complaint = run("link", email)
    assert code == 1 and complaint.strip()


def test_a_backup_comes_back(story, run, tmp_path):
    file = str(tmp_path / "copy.db")
    assert run("backup", file)[0] == 0
    communities.start(None, "Later", "Ada")
    engine().dispose()

    code, said, _ = run("restore", file)

    assert code == 0 and "replaced-" in said
    connect(str(engine().url))
    with Session(engine()) as session:
        assert session.exec(select(func.count()).select_from(Community)).one() == 1
    (kept,) = opening.backups().glob("replaced-*.db")
    with sqlite3.connect(kept) as before:
        assert before.execute("SELECT count(*) FROM community").fetchone() == (2,)
    assert opening.trouble() == ""


def test_a_backup_has_a_place_of_its_own_and_overwrites_nothing(story, run):
    code, said, _ = run("backup")
    assert code == 0 and "tavolo-2023-07-12" in said

    code, _, complaint = run("backup")

    assert code == 1 and "already" in complaint


def test_a_running_house_is_not_replaced_under_its_feet(story, run, tmp_path):
    run("backup", str(tmp_path / "copy.db"))
    with engine().connect() as connection:
        connection.execute(text("SELECT 1 FROM community"))

        code, _, complaint = run("restore", str(tmp_path / "copy.db"))

    assert code == 1 and "running" in complaint


def test_only_a_sound_database_of_tavolo_is_restored(story, run, tmp_path):
    before = opening.sqlite_file().read_bytes()
    engine().dispose()
    foreign, newer, words = (tmp_path / name for name in ("foreign.db", "newer.db", "words.db"))
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE recipe (id)")
    shutil.copy(opening.sqlite_file(), newer)
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    words.write_text("Dear Ada")

    for file in (foreign, newer, words, tmp_path / "none.db"):
        code, _, complaint = run("restore", str(file))
        assert code == 1 and complaint.strip(), file

    assert opening.sqlite_file().read_bytes() == before


def test_a_damaged_house_is_set_aside_as_it_is(story, run, tmp_path):
    run("backup", str(tmp_path / "copy.db"))
    engine().dispose()
    opening.sqlite_file().write_bytes(b"broken" * 3000)

    code, said, _ = run("restore", str(tmp_path / "copy.db"))

    assert code == 0, said
    copies.check(opening.sqlite_file())
    (kept,) = opening.backups().glob("replaced-*.db")
    assert kept.read_bytes().startswith(b"broken")


def test_a_sound_house_is_said_to_be_sound(world, run):
    code, said, _ = run("check")

    assert code == 0 and "✕" not in said and said.count("✓") >= 5


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("UPDATE activity_objective SET share_milli = 700", None),
        ("UPDATE community SET revision = 0", "revision"),
        ("UPDATE role_assignment SET to_on = from_on WHERE role = 'coordinator'", "coordinates"),
    ],
)
def test_what_is_not_sound_is_named(world, run, broken, rule):
    with engine().begin() as connection:
        connection.execute(text(broken))

    code, said, _ = run("check")

    wrong = [line for line in said.splitlines() if line.startswith("✕")]
    assert code == (1 if rule else 0) and len(wrong) == (1 if rule else 0)
    assert not rule or rule in wrong[0]


def test_a_row_that_points_into_another_community_is_found(world):
    other = communities.start(None, "Another table", "Ada")
    with engine().begin() as connection:
        moved = text("UPDATE attendance SET community_id = :other")
        uuid = other.community_id
        value = uuid.hex if connection.dialect.name == "sqlite" else uuid
        connection.execute(moved, {"other": value})

    broken = {finding.rule: finding.broken for finding in soundness.findings()}

    (strays,) = (n for rule, n in broken.items() if "un’altra" in rule or "another" in rule)
    assert strays > 10


def test_on_postgresql_its_own_tools_are_named(database, run, tmp_path):
    if engine().dialect.name == "sqlite":
        assert run("backup", str(tmp_path / "a.db"))[0] == 0
        return
    for said, tool in ((("backup",), "pg_dump"), (("restore", "a.dump"), "pg_restore")):
        code, _, complaint = run(*said)
        assert code == 1 and tool in complaint


def test_before_the_first_start_there_is_nothing_to_ask(tmp_path, run):
    connect(f"sqlite:///{tmp_path}/none.db")

    for said in (("link", "a@b.it"), ("check",), ("backup",)):
        code, _, complaint = run(*said)
        assert code == 1 and complaint.strip()
    assert not (tmp_path / "none.db").exists()


def _token(said: str) -> str:
    return re.search(r"/enter/(\S+)", said)[1]


def test_who_gave_no_e_mail_gets_a_link_by_name(story, run):
    code, said, _ = run("link", "marta ferrero")
    assert code == 0 and "Marta Ferrero, Economia circolare" in said and "/enter/" in said

    code, _, complaint = run("link", "Nessuno")
    assert code == 1 and "Nessuno" in complaint

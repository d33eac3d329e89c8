"""Every page asks the database the same number of questions, however much there is to show."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from models.database import engine
from services.imports import applying
from services.imports.recognise import draft_of

GOALS = sorted((Path(__file__).parent / "data" / "rust_goals").glob("*.csv"))
ROOMS = {  # said in the table of failures → page, and what stands in its address
    "communities": ("communities", {}),
    "overview": ("overview", {}),
    "meetings": ("meetings", {}),
    "the next meeting": ("meeting", {}),
    "a meeting held": ("meeting", {"m": "3"}),
    "plan, as a tree": ("plan", {}),
    "plan, in time": ("plan", {"view": "timeline"}),
    "plan, by owner": ("plan", {"view": "owners"}),
    "plan, as a table": ("plan", {"view": "table"}),
    "an objective": ("plan", {"open": "OB-1"}),
    "an activity": ("plan", {"open": "AT-1"}),
    "resources": ("resources", {}),
    "funding": ("funding", {}),
    "participation": ("participation", {}),
    "people": ("people", {}),
    "history": ("history", {}),
    "all of the history": ("history", {"span": "all"}),
    "summary": ("summary", {}),
    "import": ("import", {}),
    "settings": ("settings", {}),
}


def bring_in_the_goals(by) -> None:
    """200 objectives, 738 activities, 497 asks, over a hundred people."""
    applying.apply(by, draft_of([(file.name, file.read_bytes()) for file in GOALS]))


@contextmanager
def listening() -> Iterator[list[str]]:
    """What the database is asked meanwhile; a BEGIN asks nothing."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if statement != "BEGIN":
            asked.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    yield asked
    event.remove(engine(), "before_cursor_execute", note)


def counted(app: AppTest) -> dict[str, int]:
    """{room: statements of turning to it}, the frame's own among them."""
    found = {}
    for room, (page, query) in ROOMS.items():
        app.switch_page(f"{page}.py")
        app.query_params = dict(query)
        with listening() as asked:
            app.run()
        assert not app.exception, (room, app.exception)
        found[room] = len(asked)
    return found


def test_a_big_plan_costs_no_page_another_statement(story, visit):
    small = counted(visit("overview", story.coordinator))
    bring_in_the_goals(story.coordinator)
    assert counted(visit("overview", story.coordinator)) == small

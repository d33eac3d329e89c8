"""What each page follows: every table that it reads, and nothing under the reader's hand."""

import re

import pytest
from sqlmodel import SQLModel

from components import topics
from components.live import EVERYTHING
from models.refusals import Changed
from services import communities, doubles
from services import meetings as held
from services.summaries import (
    aligned,
    funding,
    loose,
    meetings,
    nudges,
    participation,
    registers,
    resources,
    results,
    summary,
    tables,
    timeline,
    tree,
    working,
)
from tests.test_statements import listening

READS = {
    "COMMUNITY": communities.of,
    "PLAN": tree.tree,
    "RESULTS": results.of_community,
    "LOOSE": loose.of_community,
    "ALIGNED": aligned.of_community,
    "NUDGES": nudges.of_community,
    "TIMELINE": timeline.of_community,
    "RESOURCES": resources.of_community,
    "FUNDING": funding.of_community,
    "PRESENCE": participation.of_community,
    "WORKING": lambda by: (participation.of_community(by), working.of_community(by)),
    "REGISTER": lambda by: (registers.register(by), doubles.suggestions(by)),
    "MEETINGS": lambda by: (meetings.series(by), held.of_community(by)),
    "WAITS": lambda by: tables.of_people([by]),
    "SUMMARY": summary.of_community,
}


@pytest.mark.parametrize("name", READS)
def test_what_is_followed_is_all_that_is_read(story, name):
    with listening() as asked:
        READS[name](story.coordinator)

    read = {table for said in asked for table in re.findall(r"(?:FROM|JOIN)\s+(\w+)", said)}
    followed = getattr(topics, name)
    assert read <= followed
    assert followed <= set(SQLModel.metadata.tables)


PAGES = {  # page → what must be drawn again there when these tables move
    "communities": {"pledge", "meeting"},
    "overview": {"objective", "attendance", "need"},
    "meetings": {"meeting", "attendance"},
    "meeting": {"decision", "action_item", "attendance"},
    "plan": {"objective", "activity", "activity_contributor", "measurement"},
    "resources": {"need", "pledge", "organisation"},
    "funding": {"budget_line", "call", "pledge", "measurement"},
    "participation": {"attendance", "org_membership"},
    "people": {"person", "affiliation", "role_assignment"},
    "history": {EVERYTHING},
    "summary": {"decision", "pledge", "attendance"},
    "settings": {"community"},
}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_follows(story, visit, page):
    app = visit(page, story.coordinator)

    parts = app.session_state["live_parts"].values()
    assert PAGES[page] <= {topic for part in parts for topic in part.topics}
    assert all(part.shown for part in parts)


def test_a_setting_somebody_changed_is_said_and_shown_when_asked_for(story, visit):
    app = visit("settings", story.coordinator)
    other = story.coordinator
    seen = {"funders": communities.of(other).funders}
    communities.change_settings(other, seen, {"funders": "Fondazione del Lago"})
    app.run()

    assert "Nel frattempo è cambiato: Chi la finanzia." in [told.value for told in app.caption]
    assert app.text_area(key="settings_funders").value == seen["funders"]

    app.button(key="as_now").click().run()
    assert app.text_area(key="settings_funders").value == "Fondazione del Lago"
    assert not [told for told in app.caption if "Nel frattempo" in told.value]


def test_what_was_left_as_it_was_takes_nobodys_change_back(story):
    by = story.coordinator
    form = {"funders": communities.of(by).funders, "theme": communities.of(by).theme}
    communities.change_settings(by, form, {"funders": "Fondazione del Lago"})

    communities.change_settings(by, form, form | {"theme": "Riparare"})
    now = communities.of(by)
    assert (now.funders, now.theme) == ("Fondazione del Lago", "Riparare")

    with pytest.raises(Changed) as no:
        communities.change_settings(by, form, form | {"funders": "Un’altra"})
    assert no.value.theirs == "Fondazione del Lago"


DRAWERS = {  # of each page, one that tells of a thing
    "plan": ("objective", "objectives", "o1"),
    "resources": ("need", "needs", None),
    "people": ("organisation", "orgs", "qubi"),
}


@pytest.mark.parametrize("page", DRAWERS)
def test_what_an_open_drawer_tells_follows_too(story, visit, page):
    drawer, kind, name = DRAWERS[page]
    known = getattr(story, kind)
    id = known[name or next(iter(known))].id
    app = visit(page, story.coordinator)
    app.session_state["drawer_open"] = (drawer, (str(id),))
    app.run()

    assert not app.exception
    parts = app.session_state["live_parts"]
    assert parts[f"drawer_{drawer}"].topics and parts[f"drawer_{drawer}"].shown

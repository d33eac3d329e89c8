"""Drawers that their address alone opens: a link, a line that leads there, a browser begun anew."""

import pytest

from models import BudgetCategory
from services import budget
from services.summaries import funding as funds
from services.summaries import resources, tree
from tests.seeing import opened
from tests.test_merging import everything

DRAWERS = {
    "funding": {
        "line": lambda by: funds.of_community(by).lines[0].id,
        "call": lambda by: funds.of_community(by).calls[0].id,
        "source": lambda by: funds.of_community(by).sources[0].id,
        "why": lambda by: funds.of_community(by).approved[0].id,
        "rate": None,
    },
    "plan": {
        "objective": lambda by: tree.tree(by).branches[0].objective.id,
        "activity": lambda by: tree.tree(by).leaves[0].activity.id,
        "points": None,
        "adopt": None,
    },
    "resources": {
        "withdraw": lambda by: resources.of_community(by).pledges.id.iloc[0],
        "offer": None,
        "ask": None,
        "asset_new": None,
        "asset_change": None,
        "change_need": None,
    },
}


@pytest.mark.parametrize("name", DRAWERS)
def test_a_drawer_opened_by_its_address_alone_saves_what_is_there(story, visit, name):
    by, page = story.coordinator, visit(name, story.coordinator)
    before = everything(by.community_id)
    for drawer, thing in DRAWERS[name].items():
        known = [str(thing(by))] if thing else []
        opened(page, drawer, *known)
        for button in [b for b in page.button if b.proto.is_form_submitter]:
            next(b for b in page.button if b.key == button.key).click()
            opened(page, drawer, *known)
            assert not page.exception, drawer
        assert not page.exception, drawer

    assert everything(by.community_id) == before


def test_a_cost_opened_by_its_address_alone_is_corrected(story, visit):
    by = story.coordinator
    line = budget.add(by, "Tavoli", BudgetCategory.staff, 120_000, spent_cents=90_000)
    page = opened(visit("funding", by), "line", str(line.id))
    page.text_input(key="line_title").set_value("Tavoli lunghi")
    next(b for b in page.button if b.label == "Salva").click()
    opened(page, "line", str(line.id))

    kept = next(x for x in funds.of_community(by).lines if x.id == line.id)
    assert (kept.title, kept.amount_cents, kept.spent_cents) == ("Tavoli lunghi", 120_000, 90_000)

"""How far the numbers came, on the front page and in what a funder reads: what was approved alone,
beside the work and never averaged with it."""

from datetime import date

import pytest

from documents.summary import page as summary_page
from services import measurements
from services.summaries import achieved, results, summary, tree
from tests.test_plan_page import shown


@pytest.fixture
def measured(story):
    """90 people are wanted at the workshops; 45 came, and a coordinator approved it."""
    mine = story.voice("officinariparo")
    found = measurements.add(
        mine, story.indicators["i3"].id, date(2023, 7, 1), 45_000, evidence="fogli firme"
    )
    measurements.submit(mine, found.id)
    return found.id


def of_o3(story):
    facts = summary.of_community(story.coordinator)
    return next(o for o in facts.objectives if o.ref == "OB-3")


def test_only_what_was_approved_counts(story, measured):
    assert of_o3(story).reached.value is None  # unknown, and not 0
    assert of_o3(story).reported.value == 0
    measurements.approve(story.coordinator, measured)
    assert (of_o3(story).reached.value, of_o3(story).reported.value) == (0.5, 1)
    work = next(b for b in tree.tree(story.coordinator).branches if b.objective.number == 3)
    assert work.delivery.value != 0.5  # two bars


def test_it_is_the_same_number_everywhere(story, measured, visit):
    measurements.approve(story.coordinator, measured)
    by = story.coordinator
    known, far = results.of_community(by), achieved.of_community(by)
    for branch in tree.tree(by).branches:
        assert far[branch.objective.id] == known.achievement(branch)
    said = shown(visit("overview", by))
    assert f'data-id="reached|{story.objectives["o3"].id}"' in said
    assert "50% raggiunto" in said and "peso misurato: 100%, 1 su 1" in said
    html = summary_page(summary.of_community(by))
    assert '<small data-rule="R22"><b>50% raggiunto</b> (peso misurato: 100%)</small>' in html


def test_while_nothing_is_approved_it_is_said(story):
    html = summary_page(summary.of_community(story.coordinator))
    assert "ancora niente di misurato e approvato" in html

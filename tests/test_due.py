"""When a measure is due, and that it waits for whoever measures until it is handed in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Frequency, ObjectiveState
from services import indicators, measurements, objectives
from services.summaries import attention
from services.summaries.due import MONTHS, due_on
from tests.test_plan_page import shown

SINCE = date(2023, 1, 31)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    "often, last, due",
    [
        (Frequency.monthly, None, date(2023, 2, 28)),
        (Frequency.quarterly, None, date(2023, 4, 30)),
        (Frequency.yearly, date(2024, 2, 29), date(2025, 2, 28)),
        (Frequency.per_meeting, None, date(2023, 5, 4)),
        (Frequency.per_meeting, date(2023, 5, 4), date(2023, 6, 1)),
        (Frequency.per_meeting, date(2023, 6, 1), None),
        (Frequency.once, None, date(2023, 12, 31)),
        (Frequency.once, date(2023, 3, 1), None),
        (None, None, None),
    ],
)
def test_when_it_is_due(often, last, due):
    met = [date(2023, 6, 1), date(2023, 5, 4), date(2023, 1, 1)]
    assert due_on(often, last, SINCE, met, date(2023, 12, 31)) == due


@given(st.sampled_from(list(MONTHS)), days, days)
def test_it_is_due_after_it_was_measured_and_later_where_that_was_later(often, one, other):
    first, last = sorted((one, other))
    assert first < due_on(often, first, SINCE) <= due_on(often, last, SINCE)
    assert (due_on(often, None, first) - first).days <= 31 * MONTHS[often]


def waits(by) -> list:
    return [line for line in attention.waiting(by) if line.kind == "measure"]


def test_it_waits_for_who_measures_until_it_is_handed_in(world):
    by, qubi = world.coordinator, world.orgs["qubi"].id
    made = indicators.add(
        by,
        world.objectives["o2"].id,
        "Vasi salvati",
        frequency=Frequency.monthly,
        baseline_on=date(2023, 5, 1),
        responsible_organisation_id=qubi,
    )
    (line,) = waits(by)
    assert (line.id, line.whom, line.due) == (made.id, world.orgs["qubi"].name, date(2023, 6, 1))
    assert not line.mine and waits(world.voice("qubi"))[0].mine

    mine = world.voice("qubi")
    draft = measurements.add(mine, made.id, date(2023, 7, 1), 3000, evidence="foto")
    assert waits(by)  # a draft is nobody's but its author's
    measurements.submit(mine, draft.id)
    assert not waits(by)
    measurements.send_back(by, draft.id, "Di quale mese?")
    assert waits(by)
    objectives.set_state(by, world.objectives["o2"].id, ObjectiveState.dropped)
    assert not waits(by)


def test_what_counts_itself_reminds_nobody(story):
    by, i1 = story.coordinator, story.indicators["i1"].id
    indicators.edit(by, i1, {}, {"frequency": Frequency.per_meeting})
    assert not waits(by)
    i2 = story.indicators["i2"].id
    indicators.edit(
        by, i2, {}, {"frequency": Frequency.per_meeting, "baseline_on": date(2023, 5, 5)}
    )
    assert [line.due for line in waits(by)] == [date(2023, 6, 1)]
    indicators.edit(by, i2, {}, {"frequency": Frequency.monthly, "baseline_on": story.today})
    assert not waits(by)
    assert due_on(Frequency.monthly, None, story.today) > story.today + timedelta(27)


def test_the_line_leads_to_the_measure(story, visit):
    by, i2 = story.coordinator, story.indicators["i2"].id
    wanted = {"frequency": Frequency.monthly, "baseline_on": date(2023, 5, 5)}
    wanted["responsible_organisation_id"] = story.orgs["qubi"].id
    indicators.edit(by, i2, {}, wanted)
    page = visit("overview", story.voice("qubi"))
    assert not page.exception
    assert "“Rifiuti preparati per il riutilizzo” è da misurare" in shown(page)
    assert f"plan|measure|{i2}" in shown(page)

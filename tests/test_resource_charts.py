"""The bars say what the numbers say, and an empty chart is a sentence."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from charts import flows as ribboned
from charts import resources as charts
from charts.marks import MOST
from models import Kind, Unit
from services import needs, pledges
from services.summaries import amounts, coverage, resources
from services.summaries.rate import Rate
from tests.seeing import opened, shown


def bars(figure):
    """(firm, offered) for each row, from the top."""
    _track, firm, offered = figure.data
    return list(
        zip([round(x or 0) for x in firm.x], [round(x or 0) for x in offered.x], strict=True)
    )


def words(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_solid_is_confirmed_and_hatched_is_offered(story):
    rows = resources.of_community(story.coordinator).needs

    figure = charts.coverage(rows)

    expected = [(0, 0), (75, 0), (0, 0), (0, 100), (100, 0), (0, 100), (0, 100), (100, 0), (0, 33)]
    assert bars(figure) == [*expected, (0, 0)]
    assert figure.data[2].marker.pattern.shape == "/"
    assert words(figure)[1] == "<b>75%</b>  15 di 20 m²"
    assert words(figure)[2] == "quantità non ancora detta"
    assert words(figure)[9] == "non si può confrontare"
    track = figure.data[0].x
    assert (track[2], track[9]) == (0, 0)  # what is unknown has no bar, not an empty one


def test_the_title_is_the_finding(story):
    plan = coverage.plan_coverage(resources.of_community(story.coordinator).needs)
    assert charts.coverage_says(plan) == "1 bisogno indispensabile su 5 è coperto per intero"

    nothing = coverage.plan_coverage(resources.of_community(story.coordinator).needs[:0])
    assert charts.coverage_says(nothing).endswith("?")


def test_what_stands_in_no_sum_is_said_beside_it(story):
    by, giver = story.coordinator, story.voice("qubi")
    need = needs.add(by, Kind.equipment, "Trenta sedie", 30_000, Unit.piece, priority=3).id
    pledges.promise(giver, story.orgs["qubi"].id, Kind.equipment, "Sedie", need_id=need)

    row = next(n for n in resources.of_community(by).needs.itertuples() if n.id == need)
    assert charts.left_out_words(row) == "1 offerta fuori dal conto"
    assert "1 offerta fuori dal conto" in charts.coverage_alt(resources.of_community(by).needs)


def test_of_a_must_have_nobody_can_count_no_title_says_that_it_is_covered():
    plan = coverage.PlanCoverage(
        Rate.of(3, 3), Rate.of(3, 3), Rate.of(1, 1), not_said=1, cannot_compare=0, musts_unknown=1
    )
    assert charts.coverage_says(plan).startswith("Tutti i bisogni indispensabili che si possono")
    known = replace(plan, musts_unknown=0)
    assert charts.coverage_says(known) == "Tutti i bisogni indispensabili sono coperti per intero"


def test_many_needs_are_shown_by_kind_and_unit(story):
    for n in range(25):
        needs.add(story.coordinator, Kind.time, f"Turno {n}", 2000, Unit.day)
    rows = coverage.by_kind(resources.of_community(story.coordinator).needs)

    time = rows.set_index("kind").loc["time"]
    assert (time.unit, time.quantity_milli, time.firm_milli) == ("hour", 430_000, 0)
    assert time.offered_milli == 30_000
    figure = charts.coverage(rows)
    assert len(figure.data[0].x) == len(rows) == 8


def test_the_names_of_the_activities_are_whole(story):
    rows = amounts.flows(resources.of_community(story.coordinator).for_the_plan)
    labels = ribboned.flows(rows).data[0].node.label

    assert "Elenco mensile dei materiali disponibili<br>e richiesti" in labels
    assert not any("…" in label for label in labels)


def test_a_ribbon_is_as_wide_as_the_number_of_pledges(story):
    rows = amounts.flows(resources.of_community(story.coordinator).for_the_plan)

    link = ribboned.flows(rows).data[0].link

    assert sum(link.value) == 2 * 15
    assert ribboned.flows_table(rows)[["Confermato", "Offerto"]].sum().tolist() == [5, 10]


def test_too_many_ribbons_are_folded_and_nothing_is_lost(story):
    for n, org in enumerate(list(story.orgs.values()) * 5):
        activity = list(story.activities.values())[n % 14]
        kind = list(Kind)[n % 6]
        pledges.offer(story.coordinator, org.id, kind, f"Offerta {n}", activity_id=activity.id)
    rows = amounts.flows(resources.of_community(story.coordinator).for_the_plan)
    assert ribboned.flows_folded(rows)

    sankey = ribboned.flows(rows).data[0]

    assert len(sankey.link.value) <= MOST
    assert sum(sankey.link.value) == 2 * rows.pledges.sum()
    assert any("altre attività" in label for label in sankey.node.label)


@pytest.mark.parametrize("language", ["it", "en"])
def test_nothing_yet_is_said_in_a_sentence(language):
    from translations import speaking

    with speaking(language):
        for figure in (charts.coverage(pd.DataFrame()), ribboned.flows(pd.DataFrame())):
            assert len(figure.data) == 0
            assert words(figure)[0].endswith(".")


def test_what_people_write_is_not_markup(story):
    needs.add(story.coordinator, Kind.space, "<b>Sala</b> & <a href='http://x'>qui</a>")
    rows = resources.of_community(story.coordinator).needs

    labels = charts.coverage(rows).layout.yaxis.ticktext

    assert labels[-1].startswith("&lt;b&gt;Sala&lt;/b&gt; &amp; &lt;a")


def test_the_table_behind_has_dashes_for_what_is_unknown(story):
    table = charts.coverage_table(resources.of_community(story.coordinator).needs)

    assert table["Coperto"].tolist()[:3] == ["0%", "75%", "–"]
    assert table["Confermato"].tolist()[:3] == [0, 15, None]


def test_each_ribbon_opens_the_pledges_it_counts(story, visit):
    rows = amounts.flows(resources.of_community(story.coordinator).for_the_plan)
    ribbons = ribboned.flows(rows).data[0].link
    page = visit("resources", story.coordinator)
    for key, n in list(zip(ribbons.customdata, ribbons.value, strict=True))[::6]:
        page = opened(page, "explain", *key.split("|"))
        assert not page.exception
        assert len(set(re.findall(r"PL-\d+", panel_of(page)))) == n

    keys, table = ribboned.flows_keys(rows), ribboned.flows_table(rows)
    counts = zip(keys, table["Confermato"] + table["Offerto"], strict=True)
    for key, n in list(counts)[::4]:
        assert key in shown(page)
        page = opened(page, "explain", *key.split("|"))
        assert len(set(re.findall(r"PL-\d+", panel_of(page)))) == n
    row = next(r for r in rows.itertuples() if not r.firm)
    one = ribboned.flow_key("offered", row.giver, row.kind, row.activity)
    assert one in shown(page), "on a phone"


def panel_of(page) -> str:
    told = shown(page)
    return told[told.index("tv-explained") :]

"""The meter and the bars of what is given in kind: with nothing, with one row, with the golden
numbers and with all kinds; and what they cannot draw they say."""

import pandas as pd
import pytest

from charts import cofunding as meters
from charts import cofunding_words as told
from charts import worth as charts
from models import Call, InKindRule, Kind, PledgeState
from services.summaries import cofunding, worth
from tests.test_worth import CASH, CONFIRMED, DELIVERED, GOLDEN, IN_KIND, C, given_of
from translations import speaking


def rows(cost=C, cash=CASH, in_kind=IN_KIND, **rules) -> pd.DataFrame:
    call = Call(title="Bando", **(GOLDEN | rules))
    return cofunding.readings(cofunding.meter(call, cost, cash, in_kind))


def bars(figure) -> list[tuple]:
    """(where it starts, how long it is, what it opens) of each bar, in euros."""
    return [(bar.base[0], bar.x[0], bar.customdata[0]) for bar in figure.data]


def notes(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_the_golden_meter_draws_both_answers_to_scale():
    figure = meters.meter(rows(), "c")

    assert bars(figure) == [
        (0, 12_000, "cash|confirmed"),
        (12_000, 15_000, "in_kind|confirmed"),
        (0, 12_000, "cash|confirmed"),
        (27_000, 3_000, "gap|c|in_kind"),
        (12_000, 18_000, "gap|c|cash"),
    ]
    assert "<b>mancano 3.000 €</b>" in notes(figure) and "servono 30.000 €" in notes(figure)
    assert figure.layout.shapes[0].x0 == 30_000


def test_an_offer_far_beyond_what_is_needed_leaves_what_is_confirmed_to_be_seen():
    figure = meters.meter(rows().assign(offered_cash_cents=10_000_000_00), "c")

    ends = [start + long for start, long, _key in bars(figure)]
    assert max(ends) == 45_000  # half as much again as is needed
    assert any("10.000.000 €" in bar.hovertext[0] for bar in figure.data)
    assert notes(figure).count("<b>»</b>") == 2 and "<b>»</b>" not in notes(
        meters.meter(rows(), "c")
    )


def test_the_answer_the_call_asks_for_stands_first_and_the_other_says_so():
    assert list(rows().holds) == [True, True]
    asked = cofunding.readings(
        cofunding.meter(
            Call(title="Bando", in_kind=InKindRule.not_allowed, **GOLDEN), C, CASH, IN_KIND
        )
    )

    assert list(asked.reading) == ["cash", "in_kind"]
    assert list(asked.holds) == [True, False]
    figure = meters.meter(asked, "c")
    assert "Se i contributi in natura valgono (il bando dice altro)" in notes(figure)
    assert told.meter_says(asked) == "Restano da trovare 18.000 €."


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"cost": None}, "Quanto serve non si sa ancora."),
        ({"in_kind": None}, "Se vale solo il denaro mancano 18.000 €"),
        ({"cash": None}, "Quanto manca non si sa"),
        ({"cash": 3_000_000, "in_kind": None}, "Il cofinanziamento è coperto, che i contributi"),
        ({"cash": 3_000_000}, "Il cofinanziamento è coperto, che i contributi"),
        ({}, "Mancano 3.000 € se i contributi in natura valgono, 18.000 € se vale solo"),
    ],
)
def test_the_title_is_the_finding_and_an_unknown_is_said(given, says):
    assert told.meter_says(rows(**given)).startswith(says)


def test_nothing_known_is_a_sentence_and_an_unknown_part_is_not_drawn():
    empty = meters.meter(rows(cost=None), "c")
    partly = meters.meter(rows(in_kind=None), "c")

    assert not empty.data and notes(empty) == ["Quanto serve non si sa ancora."]
    assert "gap|c|in_kind" not in [key for *_at, key in bars(partly)]
    assert "<b>non si sa</b>" in notes(partly)
    table = meters.meter_table(rows(in_kind=None))
    assert list(table["Mancano, €"]) == [None, 18_000]


def test_more_than_is_needed_goes_beyond_the_line():
    figure = meters.meter(rows(cash=40_000_00), "c")

    assert figure.layout.xaxis.range[1] >= 55_000
    assert "<b>coperto</b>" in notes(figure)


def test_what_is_offered_is_hatched_upon_what_is_missing_and_fills_nothing():
    call = Call(title="Bando", **GOLDEN | {"in_kind": InKindRule.capped, "in_kind_cap_milli": 200})
    offered = (1_000_00, 9_000_00)
    found = cofunding.readings(cofunding.meter(call, C, CASH, IN_KIND, offered=offered))
    firm = cofunding.readings(cofunding.meter(call, C, CASH, IN_KIND))
    assert list(found.gap_cents) == list(firm.gap_cents)  # nobody has said yes
    room = C * 200 // 1000 - IN_KIND
    assert list(found.offered_in_kind_cents) == [min(room, 9_000_00), 0]

    figure = meters.meter(found, "c")
    hatched = [bar for bar in figure.data if bar.marker.pattern.shape]
    assert [bar.customdata[0] for bar in hatched] == ["cash|offered", "in_kind|offered"][
        : 1 + (room > 0)
    ] + ["cash|offered"]
    assert hatched[0].base[0] == (CASH + IN_KIND) / 100
    assert "offerti, da confermare: 1.000 € in denaro" in told.meter_alt(found)


def test_a_line_and_its_name_stay_in_sight_where_far_more_is_given():
    figure = meters.meter(rows(in_kind=900 * IN_KIND), "c")
    name = next(note for note in figure.layout.annotations if note.text.startswith("servono"))
    assert name.xanchor == "left" and len(figure.layout.shapes) == 2
    assert told.meter_says(rows(in_kind=900 * IN_KIND)).startswith("Coperto se i contributi in")


def test_what_was_delivered_lies_on_what_is_confirmed():
    known = worth.by_kind(
        given_of(
            (Kind.skill, 300, CONFIRMED),
            (Kind.skill, 200, DELIVERED),
            (Kind.time, 80, DELIVERED, 1),
        )
    )
    figure = charts.worth(known)

    assert [list(bar.x) for bar in figure.data] == [[500, 80], [200, 80], [0, 80], [0, 0]]
    assert figure.data[2].customdata[1] == "in_kind|verified|time"
    with speaking("en"):
        assert charts.worth_says(known) == "In kind: €580 confirmed, of which €280 delivered"
        assert "Skills: confirmed (indicative) €500, delivered so far €200" in charts.worth_alt(
            known
        )


def test_what_has_no_value_is_a_sentence_and_never_a_bar():
    nobody, silent = (
        worth.by_kind(given_of()),
        worth.by_kind(given_of((Kind.time, None, CONFIRMED))),
    )

    assert not charts.worth(nobody).data and not charts.worth(silent).data
    assert charts.worth_says(silent) == "Nessuno ha ancora detto quanto vale ciò che si dà."
    assert charts.worth_table(silent).iloc[0, 1] is None


def test_what_is_only_offered_or_not_known_so_far_is_not_said_to_be_worth_nothing():
    offered = worth.by_kind(given_of((Kind.time, 80, PledgeState.proposed)))
    assert charts.worth_says(offered) == "In natura non è ancora confermato niente."
    hatched = charts.worth(offered).data[-1]
    assert (hatched.x, hatched.marker.pattern.shape) == ((80,), "/")

    half = given_of((Kind.time, 80, CONFIRMED), (Kind.time, None, DELIVERED))
    bars = charts.worth(worth.by_kind(half)).data
    assert [bar.x[0] for bar in bars] == [80, None, 0, 0]
    assert "0 €" not in bars[1].hovertext[0].replace("80 €", "")


def test_all_kinds_have_a_bar_of_their_own():
    all = worth.by_kind(given_of(*((kind, 10 * n + 10, CONFIRMED) for n, kind in enumerate(Kind))))
    in_kind = all[all.kind != "money"]

    assert len(charts.worth(in_kind).data[0].y) == 5
    assert len(charts.worth_table(in_kind)) == 5

"""How far the numbers came: R21 and R22, golden, by their properties, and of the demo world."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Accumulation, Direction, Indicator, Objective, ObjectiveState, Role
from services import attendance, indicators, measurements, objectives, people
from services.summaries import results
from services.summaries.achievement import Found, Part, reached, together, weighed
from services.summaries.rate import Rate
from services.summaries.results import Gauge, Results, next_target
from services.summaries.tree import Branch, tree
from tests.test_indicators import JUNE, of
from tests.test_statements import listening

TODAY = date(2023, 7, 12)
numbers = st.integers(-(10**9), 10**9)
maybe = st.none() | numbers
weights = st.integers(1, 10**6)
shares = st.floats(0, 1)
parts = st.lists(st.builds(Part, weights, st.none() | shares, shares), max_size=8)


def branch(weight: int = 1000, under: tuple = (), state=ObjectiveState.adopted) -> Branch:
    return Branch(Objective(title="…", weight_milli=weight, state=state), children=list(under))


def gauge(weight: int, *numbers: int | None, **fields) -> Gauge:
    """numbers: baseline, target, value."""
    made = Indicator(title="…", weight_milli=weight, **fields)
    made.baseline_milli, target, value = numbers
    targets = [] if target is None else [aim(target)]
    found = [] if value is None else [(measured(value), "")]
    return Gauge(made, targets=targets, measurements=found)


def aim(value: int, to_on: date | None = None):
    return results.IndicatorTarget(value_milli=value, to_on=to_on)


def measured(value: int, as_of: date = JUNE):
    return results.Measurement(as_of=as_of, value_milli=value, state="approved")


def test_the_golden_objective_and_its_parent():
    first, second, third = branch(2000), branch(), branch()
    of_first = [
        gauge(3000, 0, 1_000_000, 250_000),
        gauge(1000, 40_000, 30_000, 35_000, direction=Direction.decrease),
        gauge(1000, 0, 10_000, None),
    ]
    said = Results({first.objective.id: of_first})
    own = said.achievement(first)
    assert (own.rate, own.reported) == (Rate(0.3125, 1.25, 4.0), Rate(0.8, 4.0, 5.0))

    parent = said.achievement(branch(under=(first, second, third)))
    assert (parent.rate.value, parent.reported.value) == (0.3125, 0.4)
    assert said.achievement(second).rate.value is None
    assert said.achievement(second).reported.value is None  # nothing to report on


def test_what_was_dropped_weighs_nothing_in_its_parent():
    first, dropped = branch(), branch(5000, state=ObjectiveState.dropped)
    said = Results({first.objective.id: [gauge(1000, 0, 1000, 500)]})
    assert said.achievement(branch(under=(first, dropped))).reported.value == 1


@pytest.mark.parametrize(
    "numbers, value",
    [
        ((250, 0, 1000), 0.25),
        ((35, 40, 30, Direction.decrease), 0.5),
        ((1200, 0, 1000), 1.0),
        ((-5, 0, 1000), 0.0),
        ((0, 0, 1000), 0.0),  # measured, and still where it began
        ((None, 0, 1000), None),
        ((250, None, 1000), None),
        ((250, 0, None), None),
        ((250, 1000, 1000), None),
        ((97, None, 100, Direction.maintain, 5), 1.0),
        ((94, None, 100, Direction.maintain, 5), 0.0),
        ((100, None, 100, Direction.maintain), 1.0),
        ((None, 0, 100, Direction.maintain, 5), None),
    ],
)
def test_one_indicator(numbers, value):
    assert reached(*numbers).value == value


def test_what_went_beyond_still_shows():
    assert reached(1200, 0, 1000) == Rate(1.0, 1.2, 1.0)
    assert reached(50, 40, 30) == Rate(0.0, 0.01, -0.01)


@given(maybe, maybe, maybe, st.sampled_from(Direction), st.none() | st.integers(0, 10**9))
def test_it_is_a_share_or_unknown(value, baseline, target, direction, tolerance):
    rate = reached(value, baseline, target, direction, tolerance)
    known = value is not None and target is not None
    if direction != Direction.maintain:
        known = known and baseline is not None and baseline != target
    assert (rate.value is not None) == known  # unknown is never 0
    assert rate.value is None or 0 <= rate.value <= 1


@given(numbers, numbers, numbers, numbers)
def test_where_zero_lies_makes_no_difference(value, baseline, target, shift):
    moved = reached(value + shift, baseline + shift, target + shift)
    assert moved.value == reached(value, baseline, target).value


@given(numbers, numbers, numbers)
def test_to_decrease_is_to_increase_in_the_mirror(value, baseline, target):
    mirror = reached(-value, -baseline, -target)
    assert mirror.value == reached(value, baseline, target, Direction.decrease).value


@given(parts)
def test_together_they_lie_between_the_least_and_the_most(some):
    whole, known = weighed(some), [p.value for p in some if p.value is not None]
    assert (whole.rate.value is None) == (not known)
    assert whole.rate.value is None or min(known) - 1e-9 <= whole.rate.value <= max(known) + 1e-9
    assert (whole.reported.value is None) == (not some)
    assert whole.reported.value is None or 0 <= whole.reported.value <= 1


@given(parts.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_their_order_makes_no_difference(both):
    assert weighed(both[0]) == weighed(both[1])


@given(parts, st.builds(Part, weights, shares, shares))
def test_one_in_two_halves_weighs_as_much(some, one):
    whole = one._replace(weight=2 * one.weight)
    split, joined = weighed([*some, one, one]), weighed([*some, whole])
    assert split.rate.value == pytest.approx(joined.rate.value)
    assert split.reported.value == pytest.approx(joined.reported.value)


@given(parts, st.integers(2, 50))
def test_only_the_proportion_of_weights_counts(some, times):
    bigger = weighed([p._replace(weight=p.weight * times) for p in some])
    assert bigger.rate.value == pytest.approx(weighed(some).rate.value)
    assert bigger.reported.value == pytest.approx(weighed(some).reported.value)


@given(parts, weights)
def test_what_is_not_measured_only_lowers_what_is_reported(some, weight):
    more = weighed([*some, Part(weight, None, 0.0)])
    assert more.rate == weighed(some).rate
    assert more.reported.value <= (weighed(some).reported.value or 0) + 1e-9


days = st.dates(date(2023, 1, 1), TODAY)
finds = st.lists(
    st.builds(Found, days, st.integers(0, 10**6), st.none(), st.none()),
    unique_by=lambda f: f.as_of,
)


@given(finds, st.sampled_from(Accumulation), st.randoms())
def test_what_was_found_is_put_together_in_any_order(found, how, chance):
    shuffled = chance.sample(found, len(found))
    value = together(found, how, None, TODAY)
    assert together(shuffled, how, None, TODAY) == value
    assert (value is None) == (not found)


@given(finds, days)
def test_what_adds_up_adds_up_over_periods(found, cut):
    """Nothing is counted twice, and nothing falls between."""
    before = [f for f in found if f.as_of < cut]
    after = together(found, Accumulation.periodic, cut, TODAY) or 0
    earlier = together(before, Accumulation.periodic, None, TODAY) or 0
    assert earlier + after == (together(found, Accumulation.periodic, None, TODAY) or 0)


def test_percentages_add_up_only_by_what_they_are_made_of():
    told = [Found(JUNE, 50_000, 1000, 2000), Found(TODAY, 25_000, 2000, 8000)]
    assert together(told, Accumulation.periodic, None, TODAY, percent=True) == 30_000
    assert together(told, Accumulation.latest, None, TODAY, percent=True) == 25_000
    untold = [*told, Found(date(2023, 7, 1), 40_000)]
    assert together(untold, Accumulation.periodic, None, TODAY, percent=True) is None


def test_what_is_of_tomorrow_is_not_yet():
    tomorrow = Found(TODAY + timedelta(days=1), 5)
    assert together([tomorrow], Accumulation.cumulative, None, TODAY) is None


def test_the_next_target_is_the_one_that_counts():
    past, near, far, some_day = (
        aim(1, JUNE),
        aim(2, date(2023, 9, 30)),
        aim(3, date(2024, 6, 30)),
        aim(4),
    )
    assert next_target([far, some_day, near, past], TODAY) is near
    assert next_target([past, some_day], TODAY) is some_day
    assert next_target([past], TODAY) is past
    assert next_target([], TODAY) is None


def told(world, by, objective: str = "o2"):
    said = results.of_community(by)
    one = next(b for b in tree(by).branches if b.objective.id == world.objectives[objective].id)
    return said.of(one.objective.id)[-1], said.achievement(one)


def test_only_what_was_approved_counts(world):
    author, by = world.voice("qubi"), world.coordinator
    made = indicators.add(
        author, world.objectives["o5"].id, "Scarti", 2_000_000, baseline_milli=0, unit="kg"
    )
    gauge, whole = told(world, by, "o5")
    assert (gauge.missing, whole.rate.value, whole.reported.value) == ("value", None, 0)

    draft = measurements.add(author, made.id, JUNE, 500_000, evidence="Registro")
    assert told(world, by, "o5")[0].open_one is None  # another's draft
    assert told(world, author, "o5")[0].open_one.id == draft.id
    measurements.submit(author, draft.id)
    gauge, whole = told(world, by, "o5")
    assert (gauge.open_one.id, gauge.value_milli, whole.rate.value) == (draft.id, None, None)

    measurements.approve(by, draft.id)
    gauge, whole = told(world, by, "o5")
    assert (gauge.open_one, gauge.value_milli, gauge.as_of) == (None, 500_000, JUNE)
    assert gauge.rate == Rate(0.25, 500.0, 2000.0)
    assert (whole.rate.value, whole.reported.value, gauge.missing) == (0.25, 1, "")

    measurements.send_back(by, draft.id, "Pesato due volte")
    assert told(world, by, "o5")[1].rate.value is None
    assert of(world, draft.id).value_milli == 500_000


def test_the_register_of_meetings_counts_rco112_itself(world):
    by = world.coordinator
    before = sum(f.value for f in rco112(by))
    assert before == 31_000  # 11, 10 and 9 organisations, and once the City

    twin = people.add(by, "Con chi c’era già", world.orgs["qubi"].id, role=Role.member)
    attendance.record(by, world.meetings["m3"].id, twin.id, world.orgs["qubi"].id, "member")
    assert sum(f.value for f in rco112(by)) == before  # once, however many people it sent
    alone = people.add(by, "Senza organizzazione")
    attendance.record(by, world.meetings["m3"].id, alone.id, None, "guest")
    assert sum(f.value for f in rco112(by)) == before


def rco112(by) -> list[Found]:
    made = indicators.add(
        by, objectives.of_community(by)[0].id, "Partecipazioni", 60_000, common_code="RCO112"
    )
    found = next(g for g in all_of(by) if g.indicator.id == made.id)
    assert found.value_milli == sum(f.value for f in found.counted)
    indicators.archive(by, made.id)
    return found.counted


def all_of(by) -> list[Gauge]:
    return [gauge for some in results.of_community(by).gauges.values() for gauge in some]


def test_reading_them_costs_the_same_however_many_there_are(story):
    by, cost = story.coordinator, []
    for _ in range(2):
        with listening() as asked:
            results.of_community(by)
        cost.append(len(asked))
        for n in range(5):
            made = indicators.add(by, story.objectives["o1"].id, f"Misura {n}", 1000)
            measurements.add(by, made.id, JUNE, 500, hand_in=True, evidence="Registro")
    assert cost[0] == cost[1]
    assert all(re.match("SELECT", said) for said in asked)


def test_an_arrival_reads_no_names(story):
    arrival = people.add(story.coordinator, "Appena qui", role=Role.arrival)
    made = indicators.add(story.voice("qubi"), story.objectives["o1"].id, "Misura", 1000)
    measurements.add(story.voice("qubi"), made.id, JUNE, 500, hand_in=True, evidence="Registro")
    (_measurement, who) = next(
        g for g in all_of(arrival) if g.indicator.id == made.id
    ).measurements[0]
    assert who == ""


def test_the_demo_knows_of_one_number_and_says_which_it_does_not_know(world):
    by = world.coordinator
    first, whole = told(world, by, "o1")
    assert first.rate == Rate(31 / 60, 31.0, 60.0)
    assert (whole.rate.value, whole.reported.value) == (31 / 60, 1)
    gauge, whole = told(world, by, "o2")
    assert (gauge.missing, gauge.value_milli, whole.rate.value) == ("value", None, None)
    assert whole.reported == Rate(0.0, 0.0, 1.0)
    assert told(world, by, "o4")[0].indicator.common_code == "RCO83"

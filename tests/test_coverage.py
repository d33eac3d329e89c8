"""R11, R12, R13: golden numbers, the demo's own table, and what must be true of any numbers."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Beneficiary, Kind, NeedState, PledgeState, Unit
from models.units import family, size
from services import needs, pledges
from services.metering import meter
from services.summaries import amounts, resources
from services.summaries.coverage import cover, judged, missing, plan_coverage
from services.summaries.rate import Rate

CONFIRMED, PROPOSED = PledgeState.confirmed, PledgeState.proposed


def asked(*rows: tuple) -> pd.DataFrame:
    """(kind, quantity, unit[, priority]) as needs n0, n1, …; quantities in whole units."""
    return pd.DataFrame(
        [
            {
                "id": f"n{i}",
                "number": i,
                "kind": kind,
                "quantity_milli": quantity and round(quantity * 1000),
                "unit": unit,
                "priority": priority[0] if priority else 3,
                "state": NeedState.open,
                "from_on": None,
                "activity_start": None,
            }
            for i, (kind, quantity, unit, *priority) in enumerate(rows)
        ],
        dtype=object,
    )


def given_to(*rows: tuple) -> pd.DataFrame:
    """(need, kind, quantity, unit, state[, condition])"""
    frame = pd.DataFrame(
        [
            (need, kind, quantity and round(quantity * 1000), unit, state, "".join(condition))
            for need, kind, quantity, unit, state, *condition in rows
        ],
        columns=["need_id", "kind", "quantity_milli", "unit", "state", "condition"],
        dtype=object,
    )
    return judged(frame.assign(condition_met_by=None, beneficiary=Beneficiary.project))


ROOM = (Kind.space, 5, Unit.half_day)
SKILL = (Kind.skill, 40, Unit.hour)
ROOM_GIFTS = [
    ("n0", Kind.space, 2, Unit.day, CONFIRMED),
    ("n0", Kind.space, 2, Unit.half_day, PROPOSED),
]
SKILL_GIFTS = [
    ("n1", Kind.skill, 2, Unit.day, CONFIRMED),
    ("n1", Kind.skill, 3, Unit.piece, CONFIRMED),
]


def test_golden_a_room_in_days_and_half_days():
    room = cover(asked(ROOM), given_to(*ROOM_GIFTS)).iloc[0]

    assert (room.coverage, room.intended) == (0.80, 1.00)
    assert (room.surplus_milli, room.surplus_intended_milli) == (0, 1000)


def test_golden_what_is_too_much_stays_where_it_was_given():
    gifts = [("n0", Kind.space, 4, Unit.day, CONFIRMED), *ROOM_GIFTS[1:]]
    room, other = cover(asked(ROOM, ROOM), given_to(*gifts)).itertuples()

    assert (room.coverage, room.surplus_milli, room.surplus_intended_milli) == (1, 3000, 5000)
    assert (other.coverage, other.surplus_milli) == (0, 0)


def test_golden_what_cannot_be_compared_is_said_and_not_counted():
    skill = cover(asked(ROOM, SKILL), given_to(*SKILL_GIFTS)).iloc[1]

    assert (skill.coverage, skill.incomparable) == (0.40, 1)


def test_golden_the_plan():
    needed = asked((*ROOM, 3), (*SKILL, 3), (Kind.material, 10, Unit.kg, 1))

    plan = plan_coverage(cover(needed, given_to(*ROOM_GIFTS, *SKILL_GIFTS)))

    assert round(plan.firm.value, 4) == 0.5143
    assert plan.musts == Rate(0.0, 0, 2)
    silent = plan_coverage(cover(asked((*ROOM, 3), (Kind.skill, None, None, 3)), given_to()))
    assert (silent.musts, silent.musts_unknown) == (Rate(0.0, 0, 1), 1)


def test_the_demo_table(world):
    found = resources.of_community(world.coordinator).needs.set_index("id")
    shown = {
        key: (row.coverage, row.intended and round(row.intended, 3))
        for key, need in world.needs.items()
        for row in [found.loc[need.id]]
    }

    assert shown == {
        "n1": (0, 0),
        "n2": (0.75, 0.75),
        "n3": (None, None),
        "n4": (0, 1),
        "n5": (1, 1),
        "n6": (0, 1),
        "n7": (0, 1),
        "n8": (1, 1),
        "n9": (0, 0.333),
        "n10": (None, None),
    }
    words = {key: found.loc[need.id].answer for key, need in world.needs.items()}
    assert (words["n3"], words["n10"]) == ("not_said", "cannot_compare")
    n6 = found.loc[world.needs["n6"].id]
    assert (n6.surplus_milli, n6.surplus_intended_milli) == (0, 1000)


def test_the_demo_plan(world):
    plan = plan_coverage(resources.of_community(world.coordinator).needs)

    assert plan.firm == Rate(0.3625, 7.25, 20)
    assert plan.musts == Rate(0.2, 1, 5)
    assert (plan.not_said, plan.cannot_compare) == (1, 1)


def test_what_is_missing_comes_by_date_and_covered_needs_are_gone(world):
    left = missing(resources.of_community(world.coordinator).needs)
    keys = {need.id: key for key, need in world.needs.items()}
    order = [keys[id] for id in left.id]

    assert {"n5", "n8"} & set(order) == set()
    assert order == ["n2", "n7", "n9", "n1", "n6", "n4", "n3", "n10"]
    assert left.iloc[0].lacking_milli == 5000
    assert left.set_index("id").loc[world.needs["n3"].id].lacking_milli is None


def test_totals_never_add_across_units_and_hosting_stands_apart(world):
    all_of_it = resources.of_community(world.coordinator)
    sums = amounts.totals(all_of_it).set_index(["kind", "unit"])

    room, paper = sums.loc[("space", "half_day")], sums.loc[("money", "EUR")]
    assert (room.needed_milli, room.confirmed_milli, room.offered_milli) == (3000, 0, 4000)
    assert (paper.needed_milli, paper.confirmed_milli, paper.delivered_milli) == (
        250_000,
        250_000,
        250_000,
    )
    assert (paper.offered_milli, paper.unsaid) == (None, 2)
    assert list(sums.loc["material"].index) == ["m2", "kg"]
    assert [p.title for p in all_of_it.for_the_meetings.itertuples()] == [
        world.pledges["r01"].title
    ]


def test_flows_count_pledges_that_stand(world):
    of_it = resources.of_community(world.coordinator).for_the_plan
    assert amounts.flows(of_it).pledges.sum() == 15

    pledges.withdraw(world.coordinator, world.pledges["r02"].id, "detta per errore")
    after = resources.of_community(world.coordinator).for_the_plan
    assert amounts.flows(after).pledges.sum() == 14


def test_the_question_is_asked_in_the_same_few_statements_whatever_the_size(world):
    with meter() as small:
        resources.of_community(world.coordinator)
    for n in range(30):
        need = needs.add(world.coordinator, Kind.time, f"Turno {n}", 1000, Unit.hour)
        org = world.orgs["qubi"].id
        pledges.offer(world.coordinator, org, Kind.time, "Un’ora", 1000, Unit.hour, need_id=need.id)
    with meter() as large:
        resources.of_community(world.coordinator)

    assert large.statements == small.statements


def test_a_given_up_need_leaves_the_plan(world):
    needs.close(world.coordinator, world.needs["n1"].id, met=False)
    plan = plan_coverage(resources.of_community(world.coordinator).needs)

    assert (plan.firm.denominator, plan.musts.denominator) == (17, 4)


def test_a_condition_keeps_it_out_of_what_is_firm():
    half = ("n0", Kind.space, 5, Unit.half_day, CONFIRMED, "trovare l’altra metà")
    room = cover(asked(ROOM), given_to(half)).iloc[0]

    assert (room.coverage, room.intended) == (0, 1)


def test_an_unsaid_quantity_is_listed_never_counted():
    gift = ("n0", Kind.space, None, None, CONFIRMED)
    room = cover(asked(ROOM), given_to(gift)).iloc[0]

    assert (room.coverage, room.pledges, room.unsaid) == (0, 1, 1)


def test_a_day_is_as_long_as_the_community_says(story):
    assert size(Unit.day) / size(Unit.hour) == 8
    assert size(Unit.day, day_hours=7) / size(Unit.hour, day_hours=7) == 7
    assert size(Unit.half_day, day_hours=7) / size(Unit.hour, day_hours=7) == 3.5
    assert {family(unit) for unit in (Unit.week, Unit.month)} == {Unit.week, Unit.month}
    assert {u for u in Unit if family(u) is Unit.hour} == {Unit.hour, Unit.half_day, Unit.day}
    assert resources.of_community(story.coordinator).day_hours == 8


kinds, units = st.sampled_from(list(Kind)), st.sampled_from(list(Unit))
milli = st.one_of(st.none(), st.integers(1, 10**9))
needed_rows = st.lists(st.tuples(kinds, milli, units, st.integers(1, 3)), min_size=1, max_size=6)
given_rows = st.lists(
    st.tuples(
        st.integers(0, 5).map("n{}".format),
        kinds,
        milli,
        units,
        st.sampled_from(list(PledgeState)),
        st.sampled_from(["", "a patto che"]),
    ),
    max_size=12,
)


def frames(wanted, gifts):
    needed = asked(*[(k, None, u, p) for k, _, u, p in wanted])
    needed["quantity_milli"] = pd.Series([m for _, m, _, _ in wanted], dtype=object)
    pledged = given_to(*[(n, k, None, u, s, c) for n, k, _, u, s, c in gifts])
    pledged["quantity_milli"] = pd.Series([g[2] for g in gifts], dtype=object)
    return needed, pledged


@given(needed_rows, given_rows, st.integers(4, 12))
def test_coverage_lies_between_nothing_and_all_and_unknown_is_never_nothing(wanted, gifts, hours):
    covered = cover(*frames(wanted, gifts), hours)

    for need in covered.itertuples():
        if need.answer in ("not_said", "cannot_compare"):
            told = (need.coverage, need.intended, need.firm_milli, need.surplus_milli)
            assert told == (None, None, None, None)
        else:
            assert 0 <= need.coverage <= need.intended <= 1
            assert 0 <= need.surplus_milli <= need.surplus_intended_milli
            assert (need.coverage == 1) or need.surplus_milli == 0
        assert need.unsaid + need.incomparable <= need.pledges
    plan = plan_coverage(covered)
    assert plan.firm.value is None or 0 <= plan.firm.value <= plan.intended.value <= 1
    assert (plan.firm.value is None) == (plan.firm.denominator == 0)


@given(needed_rows, given_rows, st.randoms())
def test_the_order_of_rows_changes_nothing(wanted, gifts, random):
    needed, pledged = frames(wanted, gifts)
    turned = needed.sample(frac=1, random_state=random.randrange(99))
    mixed = pledged.sample(frac=1, random_state=random.randrange(99))

    one, other = cover(needed, pledged), cover(turned, mixed).sort_values("number")

    assert one.astype(str).values.tolist() == other.astype(str).values.tolist()
    assert plan_coverage(one) == plan_coverage(other)


@given(needed_rows, given_rows, given_rows)
def test_pledges_add_up_and_none_counts_twice(wanted, some, others):
    _, both = frames(wanted, some + others)
    needed, first = frames(wanted, some)
    second = frames(wanted, others)[1]
    parts = [cover(needed, part) for part in (first, second)]
    whole = cover(needed, both)

    for i, need in enumerate(whole.itertuples()):
        pieces = [part.iloc[i] for part in parts]
        assert need.pledges == sum(piece.pledges for piece in pieces)
        if need.firm_milli is not None:
            known = sum(piece.firm_milli or 0 for piece in pieces)
            assert need.firm_milli == pytest.approx(known)


def test_a_rate_says_what_it_is_made_of():
    assert Rate.of(3, 4) == Rate(0.75, 3, 4)
    assert (Rate.of(0, 0).value, Rate.of(None, 4).value) == (None, None)
    assert Rate.of(3, 4).as_of == date(2023, 7, 12)

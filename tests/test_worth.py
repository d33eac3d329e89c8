"""R15 to R20: golden numbers, what must be true of any numbers, and who may write them down."""

from datetime import date, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import (
    FIRM,
    Call,
    InKindRate,
    InKindRule,
    Kind,
    PledgeState,
    RateBasis,
    Unit,
)
from models.refusals import NotAllowed, NotFound, Refused
from services import communities, deliveries, history, pledges, rates
from services.summaries import cofunding, funding, resources, worth
from services.summaries.coverage import judged
from services.summaries.rate import Rate

JULY = date(2023, 7, 1)
COLUMNS = ["kind", "unit", "quantity_milli", "value_cents", "state", "condition"]
CONFIRMED, DELIVERED = PledgeState.confirmed, PledgeState.delivered
EUROS = 100


def given_of(*rows: tuple) -> pd.DataFrame:
    """(kind, euros or None, state[, verified]); money is as large as it is worth. Half of what is
    partly delivered is delivered; of what was verified all that was."""
    said = [
        (kind, *(_money(euros) if kind == Kind.money else _thing(euros)), state, "")
        for kind, euros, state, *_seen in rows
    ]
    frame = pd.DataFrame(said, columns=COLUMNS, dtype=object).assign(condition_met_by=None)
    given = [_given(p, any(row[3:])) for p, row in zip(frame.itertuples(), rows, strict=True)]
    more = pd.DataFrame(given, columns=resources.DELIVERED, dtype=object)
    return worth.valued(judged(pd.concat([frame, more], axis=1)))


def _given(pledge, seen: bool) -> tuple:
    if pledge.state not in FIRM[1:]:
        return 0, 0, 0
    if pledge.quantity_milli is None:
        return 1, None, None if seen else 0
    done = pledge.quantity_milli // (2 if pledge.state == FIRM[1] else 1)
    return 1, done, done if seen else 0


def _money(euros):
    return Unit.EUR, None if euros is None else euros * 1000, None


def _thing(euros):
    return Unit.hour, 4000, None if euros is None else euros * EUROS


def call(**rules) -> Call:
    return Call(title="Bando", **rules)


GOLDEN = {"max_grant_cents": 120_000 * EUROS, "max_share_milli": 800}
C, CASH, IN_KIND = 150_000 * EUROS, 12_000 * EUROS, 15_000 * EUROS


def test_golden_the_co_funding_meter_gives_both_answers_where_the_rule_is_unknown():
    found = cofunding.meter(call(**GOLDEN), C, CASH, IN_KIND)

    assert (found.grant_cents, found.needed_cents) == (120_000 * EUROS, 30_000 * EUROS)
    assert found.holds is None
    assert [a.gap_cents for a in found.answers] == [3_000 * EUROS, 18_000 * EUROS]
    assert (found.leverage_cash.value, found.leverage_all.value) == (0.10, 0.225)
    assert found.ceiling_holds and found.ceiling_cents == 135_000 * EUROS


@pytest.mark.parametrize(
    ("rule", "cap", "gap"),
    [("allowed", None, 3_000), ("not_allowed", None, 18_000), ("capped", 50, 10_500)],
)
def test_golden_a_known_rule_gives_one_answer(rule, cap, gap):
    rules = GOLDEN | {"in_kind": InKindRule(rule), "in_kind_cap_milli": cap}

    (answer,) = cofunding.meter(call(**rules), C, CASH, IN_KIND).answers

    assert answer.gap_cents == gap * EUROS


def test_the_least_co_funding_lowers_the_grant():
    assert cofunding.grant_cents(call(**GOLDEN, min_cofunding_milli=250), C) == 112_500 * EUROS


def test_what_nobody_said_gives_no_number():
    silent = cofunding.meter(call(), C, CASH, IN_KIND)
    free = cofunding.meter(call(**GOLDEN), None, CASH, IN_KIND)
    unvalued = cofunding.meter(call(**GOLDEN), C, CASH, None)

    for unknown in (silent, free):
        assert (unknown.grant_cents, unknown.needed_cents, unknown.ceiling_holds) == (None,) * 3
        assert [answer.gap_cents for answer in unknown.answers] == [None, None]
        assert (unknown.leverage_cash.value, unknown.leverage_all.value) == (None, None)
    assert [answer.gap_cents for answer in unvalued.answers] == [None, 18_000 * EUROS]
    assert (unvalued.leverage_cash.value, unvalued.leverage_all.value) == (0.10, None)


def test_what_has_no_value_yet_keeps_the_ceiling_open_but_never_closes_a_gap_money_fills():
    holds = [cofunding.meter(call(**GOLDEN), C, CASH, k, 1).ceiling_holds for k in (IN_KIND, C)]
    enough = cofunding.meter(call(**GOLDEN), C, 30_000 * EUROS, None)

    assert holds == [None, False], "more in kind can only break it"
    assert [answer.gap_cents for answer in enough.answers] == [0, 0]


def test_golden_three_columns_and_cash_apart():
    gifts = given_of(
        (Kind.skill, 300, CONFIRMED),
        (Kind.space, 200, DELIVERED),
        (Kind.equipment, 50, DELIVERED, True),
        (Kind.time, None, CONFIRMED),
        (Kind.time, 80, PledgeState.proposed),
        (Kind.material, 999, PledgeState.withdrawn),
        (Kind.money, 250, DELIVERED),
    )

    in_kind, cash = worth.in_kind(gifts), worth.cash(gifts)

    assert in_kind.steps == (550 * EUROS, 250 * EUROS, 50 * EUROS)
    assert (in_kind.offered_cents, in_kind.pledges, in_kind.unvalued) == (80 * EUROS, 4, 1)
    assert (cash.steps, cash.unvalued) == ((250 * EUROS, 250 * EUROS, 0), 0)


def test_what_has_no_value_at_all_is_unknown_and_what_nobody_gives_is_nothing():
    unvalued, none = given_of((Kind.time, None, DELIVERED)), given_of()

    assert worth.in_kind(unvalued).steps == (None, None, 0)
    assert worth.in_kind(none).steps == worth.cash(unvalued).steps == (0, 0, 0)


euros = st.none() | st.integers(1, 10**6)
gifts = st.lists(
    st.tuples(st.sampled_from(Kind), euros, st.sampled_from(PledgeState), st.booleans()),
    max_size=8,
)


@given(gifts, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_three_columns_never_grow_and_order_does_not_matter(rows, random):
    mixed = random.sample(rows, len(rows))

    one, other = worth.in_kind(given_of(*rows)), worth.in_kind(given_of(*mixed))

    assert one == other
    assert one.unvalued <= one.pledges
    confirmed, delivered, verified = (cents or 0 for cents in one.steps)
    assert confirmed >= delivered >= verified >= 0


@given(gifts, gifts)
@settings(max_examples=40)
def test_worth_adds_up_and_nothing_counts_twice(some, others):
    parts = [worth.in_kind(given_of(*rows)) for rows in (some, others)]
    whole, kinds = given_of(*some, *others), worth.by_kind(given_of(*some, *others))
    both, cash = worth.in_kind(whole), worth.cash(whole)

    assert both.pledges == sum(part.pledges for part in parts)
    assert both.unvalued == sum(part.unvalued for part in parts)
    for step in range(3):
        assert (both.steps[step] or 0) == sum(part.steps[step] or 0 for part in parts)
    in_kinds = kinds[kinds.kind != Kind.money]
    assert sum(in_kinds.confirmed_cents.fillna(0)) == (both.confirmed_cents or 0)
    assert sum(kinds.pledges) == both.pledges + cash.pledges


cents = st.none() | st.integers(0, 10**9)
shares = st.none() | st.integers(1, 999)
calls = st.builds(
    call,
    max_grant_cents=st.none() | st.integers(1, 10**9),
    max_share_milli=shares,
    min_cofunding_milli=shares,
    in_kind=st.sampled_from(InKindRule),
    in_kind_cap_milli=st.integers(1, 1000),
)


@given(calls, cents, cents, cents)
@settings(max_examples=100)
def test_the_meter_stays_within_its_bounds(rules, cost, cash, in_kind):
    found = cofunding.meter(rules, cost, cash, in_kind)

    if found.grant_cents is not None:
        assert 0 <= found.grant_cents <= cost
        assert found.grant_cents + found.needed_cents == cost
        assert 1000 * found.needed_cents >= cost * (rules.min_cofunding_milli or 0)
    for answer in (found.with_in_kind, found.cash_only):
        known = None not in (found.needed_cents, answer.covered_cents)
        assert (answer.gap_cents is not None) == (known or found.cash_only.gap_cents == 0)
        if known:
            assert 0 <= answer.gap_cents <= found.needed_cents
            assert answer.gap_cents >= found.needed_cents - answer.covered_cents
    if found.with_in_kind.gap_cents is not None:
        assert found.with_in_kind.gap_cents <= found.cash_only.gap_cents
    known = None not in (found.grant_cents, found.cost_cents, in_kind)
    assert found.ceiling_holds == (found.grant_cents + in_kind <= cost if known else None)
    assert not cofunding.meter(rules, cost, cash, in_kind, 1).ceiling_holds  # not known to hold
    if found.leverage_all.value is not None:
        assert found.leverage_all.value >= found.leverage_cash.value >= 0
    assert len(found.answers) == (2 if rules.in_kind == InKindRule.unknown else 1)


@given(calls, st.integers(0, 10**9), cents, cents, st.integers(0, 10**6))
@settings(max_examples=60)
def test_more_given_never_widens_the_gap(rules, cost, cash, in_kind, more):
    before = cofunding.meter(rules, cost, cash, in_kind)
    after = cofunding.meter(rules, cost, cash, in_kind and in_kind + more)

    if before.with_in_kind.gap_cents is not None:
        assert after.with_in_kind.gap_cents <= before.with_in_kind.gap_cents
    assert after.cash_only == before.cash_only, "what is in kind never becomes cash"


def a_rate(world, cents=2000, basis=RateBasis.community_card, **more) -> InKindRate:
    said = {"from_on": JULY} | more
    by = world.coordinator
    return rates.add(
        by, Kind.skill, "Riparare", Unit.hour, cents, basis, "Tabella del gruppo", **said
    )


def firm(world, key="r05"):
    return world.pledges[key].id


def row(world, key="r05"):
    rows = funding.of_community(world.coordinator).pledges
    return next(rows[rows.id == firm(world, key)].itertuples())


def test_a_changed_rate_never_values_the_past_again(world):
    by, rate = world.coordinator, a_rate(world)
    before = funding.of_community(by).in_kind
    pledge = rates.value(by, firm(world), rate.id)
    assert (pledge.value_cents, pledge.unit_rate_cents) == (12 * 2000, 2000)

    newer = rates.replace(by, rate.id, 3000, date(2023, 7, 10), "Tabella nuova")
    rates.archive(by, rate.id)

    now = funding.of_community(by)
    assert row(world).value_cents == 12 * 2000
    assert now.rate(rate.id).to_on == date(2023, 7, 9)
    assert now.in_kind.confirmed_cents == (before.confirmed_cents or 0) + 12 * 2000
    assert now.in_kind.unvalued == before.unvalued - 1
    with pytest.raises(Refused):
        rates.value(by, firm(world), newer.id)


def test_what_is_only_offered_is_valued_anew_when_it_is_reworded(world):
    by, rate, mine = world.coordinator, a_rate(world), world.voice("filoripreso")
    offered = world.pledges["r06"]
    rates.value(mine, offered.id, rate.id)
    rates.value(mine, offered.id, a_rate(world, 2500).id)
    assert row(world, "r06").value_cents == 6 * 2500

    pledges.edit(mine, offered.id, {}, {"note": "Di sabato"})
    assert row(world, "r06").value_cents == 6 * 2500
    pledges.edit(mine, offered.id, {}, {"quantity_milli": 8000})

    assert row(world, "r06").value_cents is None
    assert row(world, "r06").rate_id is None
    lines = [line.verb for line, _changed in history.of_thing(by, offered.id)]
    assert lines.count("pledge.valued") == 2


def test_an_undo_never_leaves_the_value_of_another_quantity(world):
    by, rate, mine = world.coordinator, a_rate(world), world.voice("filoripreso")
    offered = world.pledges["r06"]
    pledges.edit(mine, offered.id, {}, {"quantity_milli": 3000})
    smaller = history.of_community(by)[0]
    rates.value(mine, offered.id, rate.id)
    history.undo(by, smaller.id)
    assert (row(world, "r06").quantity_milli, row(world, "r06").value_cents) == (6000, None)

    rates.value(mine, offered.id, rate.id)
    pledges.edit(mine, offered.id, {}, {"quantity_milli": 8000})
    history.undo(by, history.of_community(by)[0].id)
    assert (row(world, "r06").quantity_milli, row(world, "r06").value_cents) == (6000, 12_000)


def test_a_rate_fits_what_it_is_for_and_the_firmest_is_offered_first(world):
    card = a_rate(world)
    giver = world.orgs["officinariparo"].id
    pay = a_rate(world, 2800, RateBasis.payroll_cost, organisation_id=giver)
    other = a_rate(world, 2800, RateBasis.own_tariff, organisation_id=world.orgs["qubi"].id)
    later = a_rate(world, 2800, from_on=date(2023, 7, 11))
    room = rates.add(
        world.coordinator, Kind.space, "Sala", Unit.day, 9000, RateBasis.market_quote, "Listino"
    )
    there, pledge = [card, pay, other, later, room], row(world)

    assert worth.fitting(there, pledge, rates.day_of_yes(pledge)) == [pay]
    for no in (other, later, room):
        with pytest.raises(Refused, match="per altro"):
            rates.value(world.coordinator, pledge.id, no.id)
    with pytest.raises(Refused, match="più solida: costo del personale"):
        rates.value(world.coordinator, pledge.id, card.id)
    rates.archive(world.coordinator, pay.id)
    bill = a_rate(world, 2800, RateBasis.invoice, organisation_id=giver)
    assert worth.fitting([card, pay, bill], pledge, JULY) == [pay, bill], "each what it really cost"
    rates.archive(world.coordinator, bill.id)
    assert rates.value(world.coordinator, pledge.id, card.id).rate_id == card.id


def test_nobody_pays_a_room_by_the_hour_of_work(world):
    said = ("Sala", Unit.hour, 900, RateBasis.ccnl_equivalent, "Tabella")
    with pytest.raises(Refused, match="lavoro delle persone") as no:
        rates.add(world.coordinator, Kind.space, *said)
    assert no.value.field == "basis"
    with pytest.raises(Refused):
        rates.add(world.coordinator, Kind.time, "Turno", Unit.person, 900, *said[3:])
    assert rates.add(world.coordinator, Kind.time, *said).is_of_its_basis


priced = st.builds(
    lambda **said: InKindRate(title="Tariffa", **said),
    kind=st.sampled_from([Kind.skill, Kind.space]),
    unit=st.sampled_from([Unit.hour, Unit.day, Unit.piece]),
    basis=st.sampled_from(RateBasis),
    organisation_id=st.sampled_from([None, "a", "b"]),
    from_on=st.dates(JULY - timedelta(9), JULY + timedelta(9)),
    to_on=st.sampled_from([None, JULY + timedelta(3)]),
    archived_at=st.sampled_from([None, None, JULY]),
)


@given(st.lists(priced, max_size=8), st.sampled_from([None, Unit.day]), st.randoms())
@settings(max_examples=40)
def test_the_firmest_rate_is_first_whatever_the_order_and_none_is_no_rate(there, unit, random):
    pledge = SimpleNamespace(kind=Kind.skill, unit=unit, giver_organisation_id="a")
    found = worth.fitting(there, pledge, JULY)

    assert worth.fitting(random.sample(there, len(there)), pledge, JULY) == found
    assert [r.basis for r in found] == sorted((r.basis for r in found), key=worth.FIRMEST.index)
    assert len({r.id for r in found}) == len(found) <= len(there)
    fit = [r for r in there if r.archived_at is None and r.fits(pledge, JULY)]
    left = [r for r in fit if not worth.firmer(r, fit)]
    assert {r.id for r in found} == {r.id for r in left}
    assert bool(found) == bool(fit), "what has a rate keeps one"
    assert not any(r.organisation_id == "b" or r.unit == Unit.piece for r in found)
    assert found == [] or unit is not None  # what is not said in a unit has no value


def test_a_day_is_as_long_as_the_community_says(world):
    communities.change_settings(world.coordinator, {"day_hours": 8}, {"day_hours": 6})
    rate = a_rate(world, 1000)
    given = pledges.offer(
        world.voice("qubi"), world.orgs["qubi"].id, Kind.skill, "Orto", 1500, Unit.day
    )

    assert rates.value(world.voice("qubi"), given.id, rate.id).value_cents == 9 * 1000


def test_who_may_say_what_something_is_worth(world):
    rate, giver = a_rate(world), world.voice("officinariparo")
    observer, stranger = world.people["p17"], communities.start(None, "Altrove", "Ugo")
    for refused, who in ((NotAllowed, world.voice("qubi")), (NotFound, stranger)):
        with pytest.raises(refused):
            rates.value(who, firm(world), rate.id)
    with pytest.raises(NotAllowed):
        rates.add(
            world.voice("qubi"), Kind.space, "Sala", Unit.day, 1, RateBasis.community_card, "Noi"
        )
    with pytest.raises(NotAllowed):
        rates.archive(observer, rate.id)

    own = rates.add(
        giver,
        Kind.skill,
        "Banco riparazioni",
        Unit.hour,
        2650,
        RateBasis.own_tariff,
        "Listino 2023",
        organisation_id=world.orgs["officinariparo"].id,
        from_on=JULY,
    )
    assert rates.value(giver, firm(world), own.id).value_cents == 12 * 2650
    with pytest.raises(Refused):
        rates.value(giver, firm(world), rate.id)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate_cents": None},
        {"rate_cents": 0},
        {"kind": Kind.money},
        {"source_note": "  "},
        {"title": ""},
        {"basis": RateBasis.invoice},
        {"to_on": JULY - timedelta(days=1)},
        {"source_uri": "javascript:alert(1)"},
    ],
)
def test_a_rate_without_its_price_its_source_or_its_owner_is_refused(story, wrong):
    said = {
        "kind": Kind.skill,
        "title": "Riparare",
        "unit": Unit.hour,
        "rate_cents": 2000,
        "basis": RateBasis.community_card,
        "source_note": "Tabella",
        "from_on": JULY,
    }
    rates.add(story.coordinator, **said)
    with pytest.raises(Refused):
        rates.add(story.coordinator, **said | wrong)


def test_money_and_what_nobody_measured_get_no_value(story):
    rate = a_rate(story)
    for key in ("r15", "r16"):
        with pytest.raises(Refused):
            rates.value(story.coordinator, story.pledges[key].id, rate.id)


def test_a_pledge_that_fell_away_is_worth_nothing_any_more(story):
    rate, by = a_rate(story), story.voice("officinariparo")
    rates.value(by, firm(story), rate.id)
    before = funding.of_community(by).in_kind.confirmed_cents

    pledges.withdraw(by, firm(story), "Officina chiusa")

    after = funding.of_community(by).in_kind
    assert (after.confirmed_cents or 0) == before - 12 * 2000


def test_of_what_is_given_in_part_the_part_counts_and_stays_when_the_rest_is_withdrawn(story):
    rate, by, other = a_rate(story), story.voice("officinariparo"), story.coordinator
    rates.value(by, firm(story), rate.id)
    pledges.deliver(by, firm(story), quantity_milli=3000)
    part = funding.of_community(by).in_kind
    ((given, _seen),) = deliveries.of_pledge(other, firm(story))
    deliveries.verify(other, given.id)
    seen = funding.of_community(by).in_kind

    pledges.withdraw(by, firm(story), "Officina chiusa")

    kept = funding.of_community(by).in_kind
    assert (part.verified_cents, seen.verified_cents) == (0, 3 * 2000)
    assert kept.confirmed_cents == part.confirmed_cents - 9 * 2000
    assert (kept.delivered_cents, kept.verified_cents) == (3 * 2000, 3 * 2000)


def test_hosting_a_meeting_is_no_co_funding(story):
    there = funding.of_community(story.coordinator)

    assert firm(story, "r01") in set(there.pledges.id)
    assert firm(story, "r01") not in set(there.for_the_plan.id)
    assert there.cash.confirmed_cents == 250 * EUROS
    assert Rate.of(there.cash.confirmed_cents, None).value is None

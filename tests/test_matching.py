"""Which offers could answer which needs, circles of them, and what goes with one that leaves."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Kind, PledgeState, Terms, Unit, moment
from models.refusals import NotAllowed, Refused
from models.units import size
from services import circling, history, offers, pledges
from services.look import standing_of
from services.metering import meter
from services.summaries import assets, chains, matching, promises, resources, supposing
from services.summaries.coverage import cover
from services.summaries.matching import Verdict
from tests.test_coverage import asked, frames, given_rows, given_to, needed_rows
from tests.test_needs_and_pledges import qubi

ORGS = "abcdef"
DAY, LATER = date(2023, 9, 1), date(2023, 12, 1)


def needs_of(*rows: tuple) -> pd.DataFrame:
    """(kind, quantity, unit, title, lead[, more]) as needs of which nothing is covered."""
    if not rows:
        return needs_of((*ROOM[:3], "", None)).iloc[:0]
    frame = asked(*[row[:3] for row in rows])
    more = [
        {"place": "", "seats": None, "to_on": None, "activity_end": None} | (r[5:] or ({},))[0]
        for r in rows
    ]
    for field in {name for one in more for name in one}:
        frame[field] = pd.Series([one.get(field) for one in more], dtype=object)
    frame = frame.assign(title=[r[3] for r in rows], lead_organisation_id=[r[4] for r in rows])
    return frame.assign(firm_milli=pd.Series([q and 0 for q in frame.quantity_milli], dtype=object))


def offers_of(*rows: tuple) -> pd.DataFrame:
    """(giver, kind, quantity, unit, title[, more])"""
    blank = {"venue": "", "locality": "", "place": "", "note": "", "wish": "", "wish_kind": ""}
    blank |= {"from_on": None, "to_on": None, "seats": None}
    made = [
        blank
        | {"id": f"d{i}", "number": i, "organisation_id": giver, "kind": kind, "unit": unit}
        | {"left_milli": amount and round(amount * 1000), "title": title}
        | (more or ({},))[0]
        for i, (giver, kind, amount, unit, title, *more) in enumerate(rows)
    ]
    return pd.DataFrame(made, columns=[*blank, *COLUMNS], dtype=object)


COLUMNS = ["id", "number", "organisation_id", "kind", "unit", "left_milli", "title"]


def best(need: tuple, *offered: tuple, past=None) -> list:
    (want,) = matching.wants(needs_of(need))
    return matching.matches(want, offers_of(*offered), past or {})


ROOM = (Kind.space, 3, Unit.half_day, "Una sala per tre laboratori", "a")


def test_a_match_says_why_and_why_not():
    need = (*ROOM, {"from_on": DAY, "to_on": LATER, "place": "Torino, Aurora", "seats": 20})
    there = {"from_on": DAY, "seats": 25, "locality": "Torino"}
    small = {"to_on": date(2023, 8, 1), "seats": 12, "locality": "Moncalieri"}
    one, other = best(
        need,
        ("b", Kind.space, 1, Unit.day, "Cortile", small),
        ("c", Kind.space, 2, Unit.day, "Sala laboratorio", there),
        past={"c": 2},
    )
    assert (one.offer.organisation_id, one.fits, one.past) == ("c", True, 2)
    assert set(one.reasons.values()) == {Verdict.yes}
    assert (one.milli, one.alike) == (1500, ("laboratori", "sala"))  # a day and a half
    assert not other.fits
    assert other.reasons == {
        "unit": "yes",
        "amount": "part",
        "dates": "no",
        "place": "no",
        "seats": "no",
    }


def test_what_nobody_said_is_unknown_and_no_reason_against():
    (found,) = best(ROOM, ("b", Kind.space, None, None, "Serra"))
    assert found.fits and found.milli is None
    assert {found.reasons[r] for r in ("unit", "amount", "dates", "place")} == {Verdict.unknown}


def test_a_skill_is_not_any_skill_and_units_of_two_families_are_not_compared():
    need = (Kind.skill, 3, Unit.hour, "Un elettricista che certifichi il banco", "a")
    right, wrong = best(
        need,
        ("b", Kind.skill, 9, Unit.hour, "Riparare elettrodomestici"),
        ("c", Kind.skill, 9, Unit.hour, "Elettricisti volontari"),
    )
    assert (right.offer.organisation_id, right.fits, wrong.fits) == ("c", True, False)
    cloth = (Kind.material, 40, Unit.m2, "Ritagli di tessuto", "a")
    (kilos,) = best(cloth, ("b", Kind.material, 9, Unit.kg, "Ritagli"))
    assert (kilos.fits, kilos.reasons["unit"], kilos.milli) == (False, "no", None)


def test_the_whole_of_it_comes_first_then_the_words_then_what_was_delivered():
    part = ("b", Kind.space, 1, Unit.half_day, "Sala per laboratori")
    older, kept = ("c", Kind.space, 9, Unit.day, "Sala"), ("d", Kind.space, 9, Unit.day, "Sala")
    found = best(ROOM, part, older, kept, past={"d": 3})
    assert [m.offer.organisation_id for m in found] == ["d", "c", "b"]


def test_shares_give_no_offer_twice():
    rooms = needs_of((*ROOM[:1], 3, *ROOM[2:]), (*ROOM[:1], 5, *ROOM[2:]))
    offered = offers_of(("b", Kind.space, 2, Unit.day, "Sala"), ("c", Kind.space, 1, Unit.day, "S"))
    found = [m for want in matching.wants(rooms) for m in matching.matches(want, offered, {})]
    shares = [(m.want.id, m.offer.id, milli) for m, milli in matching.shared_out(found)]
    assert shares == [("n0", "d0", 1500), ("n1", "d0", 500), ("n1", "d1", 1000)]


def circle(*more: tuple) -> pd.DataFrame:
    """a gives a van and wants hands, b gives hands and wants a poster, c gives posters."""
    return offers_of(
        ("a", Kind.equipment, 4, Unit.day, "Furgone", {"wish": "mani", "wish_kind": "time"}),
        ("b", Kind.time, 9, Unit.hour, "Mani", {"wish": "locandina", "wish_kind": "skill"}),
        ("c", Kind.skill, 9, Unit.hour, "Locandine", {"wish": "furgone", "wish_kind": "equipment"}),
        *more,
    )


def names(found: list) -> list[str]:
    return ["".join(link.offer.organisation_id for link in one.links) for one in found]


def test_three_who_wish_in_a_circle_are_found_once():
    found = chains.chains(needs_of(), circle(), {})
    assert names(found) == ["acb"]
    for n, link in enumerate(found[0].links):
        following = found[0].links[(n + 1) % 3]
        assert link.want.organisation_id == following.offer.organisation_id


def test_circles_of_some_are_found_whole_and_once_whoever_of_them_is_asked_for():
    more = (("d", Kind.time, 9, Unit.hour, "Mani", {"wish": "locandina", "wish_kind": "skill"}),)
    both = {frozenset("abc"), frozenset("acd")}
    for among, wanted in (("a", both), ("b", {frozenset("abc")}), ("bd", both), ("z", set())):
        found = chains.chains(needs_of(), circle(*more), {}, among=frozenset(among))
        assert {one.organisations for one in found} == wanted and len(found) == len(wanted)


def test_a_need_of_work_one_leads_closes_a_circle_and_two_make_none():
    need = needs_of((Kind.time, 4, Unit.hour, "Mani", "c"))
    pair = offers_of(
        ("b", Kind.time, 9, Unit.hour, "Mani", {"wish": "locandina", "wish_kind": "skill"}),
        ("c", Kind.skill, 9, Unit.hour, "Locandine"),
    )
    assert chains.chains(need, pair, {}) == []
    three = offers_of(
        ("b", Kind.time, 9, Unit.hour, "Mani", {"wish": "sala", "wish_kind": "space"}),
        ("d", Kind.space, 1, Unit.day, "Sala", {"wish": "locandina", "wish_kind": "skill"}),
        ("c", Kind.skill, 9, Unit.hour, "Locandine"),
    )
    (found,) = chains.chains(need, three, {})
    assert found.organisations == {"b", "c", "d"}


def test_many_who_give_to_one_another_do_not_keep_anybody_waiting():
    rows = [
        (n, Kind.space, 1, Unit.day, "Sala", {"wish": "sala", "wish_kind": "space"})
        for n in range(60)
    ]
    assert len(chains.chains(needs_of(), offers_of(*rows), {})) == chains.ENOUGH


any_offer = st.tuples(
    st.sampled_from(ORGS),
    st.sampled_from([Kind.space, Kind.time]),
    st.one_of(st.none(), st.integers(1, 9)),
    st.sampled_from([Unit.hour, Unit.half_day, Unit.day, Unit.m2]),
    st.just("Sala"),
    st.fixed_dictionaries({"wish_kind": st.sampled_from(["", "space", "time"])}),
)
any_need = st.tuples(
    st.sampled_from([Kind.space, Kind.time]),
    st.one_of(st.none(), st.integers(1, 9)),
    st.sampled_from([Unit.hour, Unit.half_day, Unit.day]),
    st.just("Sala"),
    st.sampled_from([None, *ORGS]),
)


def shares_of(needed: pd.DataFrame, offered: pd.DataFrame) -> list:
    found = [m for w in matching.wants(needed) for m in matching.matches(w, offered, {})]
    return matching.shared_out(found)


@settings(max_examples=40)
@given(st.lists(any_need, max_size=6), st.lists(any_offer, max_size=8), st.randoms())
def test_matching_and_chains_do_not_hang_on_the_order_and_count_nothing_twice(n, o, random):
    needed, offered = needs_of(*n), offers_of(*o)
    turned = needed.sample(frac=1, random_state=random.randrange(99))
    mixed = offered.sample(frac=1, random_state=random.randrange(99))

    shares, again = shares_of(needed, offered), shares_of(turned, mixed)
    assert [(m.want.id, m.offer.id, s) for m, s in shares] == [
        (m.want.id, m.offer.id, s) for m, s in again
    ]
    one, other = chains.chains(needed, offered, {}), chains.chains(turned, mixed, {})
    assert [[m.offer.id for m in c.links] for c in one] == [
        [m.offer.id for m in c.links] for c in other
    ]
    _nothing_twice(shares)
    for found in one:
        givers = [link.offer.organisation_id for link in found.links]
        assert len(set(givers)) == len(givers) >= chains.FEWEST
    assert len({c.links for c in map(_hashable, one)}) == len(one)


def _hashable(found):
    return chains.Chain(tuple(link.offer.id for link in found.links))


def _nothing_twice(shares: list) -> None:
    given_of, got = {}, {}
    for m, milli in shares:
        measure = Fraction(milli) * size(m.offer.unit, 8)
        given_of[m.offer.id] = given_of.get(m.offer.id, 0) + measure
        got[m.want.id] = got.get(m.want.id, 0) + measure
        assert given_of[m.offer.id] <= m.offer.left_milli * size(m.offer.unit, 8)
        assert got[m.want.id] <= m.want.lacking_milli * size(m.want.unit, 8)


def of_givers(pledged: pd.DataFrame, random, delivered: bool = False) -> pd.DataFrame:
    n = len(pledged)
    milli = [q if delivered else 0 for q in pledged.quantity_milli]
    return pledged.assign(
        id=list(range(n)),
        giver_organisation_id=[random.choice(ORGS) for _ in range(n)],
        deliveries=[int(delivered)] * n,
        delivered_milli=pd.Series(milli, pledged.index, dtype=object),
    )


@settings(max_examples=40)
@given(needed_rows, given_rows, st.randoms())
def test_without_one_no_need_is_covered_more_and_without_nobody_all_is_as_it_was(w, g, random):
    needed, pledged = frames(w, g)
    pledged = of_givers(pledged, random)
    nobody = supposing.loss(needed, pledged, "nobody")
    assert nobody.before == nobody.after and nobody.needs.empty and nobody.pledges == 0

    told = supposing.loss(needed, pledged, "a")
    for need in told.needs.itertuples():
        assert (need.coverage or 0) <= need.coverage_before
        assert (need.intended or 0) <= need.intended_before
    ab = supposing.without(supposing.without(pledged, "a"), "b")
    ba = supposing.without(supposing.without(pledged, "b"), "a")
    assert ab.id.tolist() == ba.id.tolist()
    mixed = pledged.sample(frac=1, random_state=random.randrange(99))
    assert supposing.loss(needed, mixed, "a").after == told.after


def test_a_need_left_with_what_cannot_be_compared_is_lost_not_left_out():
    needed = asked((Kind.skill, 10, Unit.hour, 3), (Kind.space, 2, Unit.day, 1))
    pledged = given_to(
        ("n0", Kind.skill, 10, Unit.hour, PledgeState.confirmed),
        ("n0", Kind.skill, 3, Unit.piece, PledgeState.confirmed),
        ("n1", Kind.space, 2, Unit.day, PledgeState.confirmed),
    ).assign(id=[0, 1, 2], giver_organisation_id=["a", "b", "b"])
    pledged = pledged.assign(deliveries=0, delivered_milli=0)

    told = supposing.loss(needed, pledged, "a")

    assert [(n.id, n.coverage_before, n.coverage) for n in told.needs.itertuples()] == [
        ("n0", 1, None)
    ]
    assert (told.before.firm.value, told.after.firm.value) == (1, 0.25)
    assert (told.after.intended.value, told.after.musts.numerator) == (0.25, 0)


@settings(max_examples=20)
@given(needed_rows, given_rows, st.randoms())
def test_what_was_delivered_stays_given_whoever_leaves(w, g, random):
    needed, pledged = frames(w, g)
    pledged = of_givers(pledged, random, delivered=True)
    with_it = cover(needed, pledged)
    kept = supposing.without(pledged, "a")
    assert [m or 0 for m in cover(needed, kept).firm_milli] == [m or 0 for m in with_it.firm_milli]


def test_kept_promises_of_what_is_over():
    rows = [
        ("a", "hour", 8000, 4000, "partly_delivered", DAY),
        ("a", "day", 1000, 1000, "delivered", DAY),
        ("a", "hour", 9000, 0, "confirmed", LATER),  # not over yet
        ("a", "hour", 9000, 0, "confirmed", None),  # never over
        ("a", None, None, None, "delivered", DAY),
        ("b", "hour", 2000, 0, "confirmed", DAY),
    ]
    frame = pd.DataFrame(rows, columns=[*GIVEN, "to_on"], dtype=object).assign(**NOT_WITHDRAWN)
    frame = frame.assign(firm=True, kind=Kind.skill, giver=frame.giver_organisation_id.str.upper())
    frame = frame.assign(beneficiary="project", meeting_id=None)
    hosting = {"beneficiary": "community_life", "meeting_id": "m", "kind": Kind.space}
    frame = pd.concat([frame, frame.iloc[[0]].assign(**hosting)], ignore_index=True)
    told = {
        (r.giver, r.unit): (r.kept.value, r.kept.numerator, r.pledges, r.whole, r.unsaid)
        for r in promises.kept(frame, date(2023, 10, 1)).itertuples()
    }
    assert told == {
        ("A", Unit.hour): (0.75, 12000, 2, 1, 0),
        ("A", None): (None, None, 1, 1, 1),
        ("B", Unit.hour): (0, 0, 1, 0, 0),
    }


def test_a_promise_withdrawn_after_its_last_day_was_not_kept(world):
    """In time it is no promise any more; of what was partly given the rest counts, too."""
    by, org = qubi(world), world.orgs["qubi"].id
    hours = [("time", f"Ore {n}", 1000 * n, "hour") for n in (1, 2, 4, 8)]
    one, two, four, open_end = (
        pledges.promise(by, org, *said, to_on=None if said[2] == 8000 else DAY) for said in hours
    )
    before = own_kept(by)
    pledges.deliver(by, four.id, quantity_milli=1000)
    with moment.at(datetime.combine(DAY, time(12), UTC)):
        pledges.withdraw(by, one.id, "Non ce la facciamo")  # on the day itself: in time
    with moment.at(datetime.combine(DAY, time(12), UTC) + timedelta(days=1)):
        for late in (two, four, open_end):
            pledges.withdraw(by, late.id, "Ce ne siamo scordati")
        (row,) = own_kept(by)

    assert before == []
    assert row == (1000 / 6000, 1000, 6000, 2, 0)


def own_kept(by) -> list[tuple]:
    rows = promises.visible(promises.of(resources.of_community(by)), standing_of(by))
    return [
        (r.kept.value, r.kept.numerator, r.kept.denominator, r.pledges, r.whole)
        for r in rows[rows.kind == Kind.time].itertuples()
    ]


GIVEN = ["giver_organisation_id", "unit", "quantity_milli", "delivered_milli", "state"]
NOT_WITHDRAWN = {"withdrawn_on": None, "withdrawn_milli": None, "was_confirmed": True}
NOT_WITHDRAWN |= {"conditional": False}
promised = st.tuples(
    st.sampled_from("ab"),
    st.sampled_from([Unit.hour, Unit.day, Unit.piece]),
    st.none() | st.integers(1, 10**9),
    st.fractions(0, 1),
    st.sampled_from([DAY, LATER, None]),
    st.sampled_from(["firm", "offered", "withdrawn in time", "withdrawn late"]),
)


@settings(max_examples=30)
@given(st.lists(promised, max_size=6), st.lists(promised, max_size=6), st.randoms())
def test_promises_add_up_in_any_order_and_none_is_kept_more_than_whole(some, others, random):
    today = date(2023, 10, 1)
    parts = [promises.kept(promises_of(rows), today) for rows in (some, others)]
    both = promises.kept(promises_of(some + others), today)
    mixed = promises_of(random.sample(some + others, len(some + others)))

    assert promises.kept(mixed, today).equals(both)
    assert sum(both.pledges) == len(promises.over(mixed, today))
    for row in both.itertuples():
        same = [p for part in parts for p in part.itertuples() if p[1:5] == row[1:5]]
        assert row.whole == 0  # of what was given in part, or withdrawn
        assert row.pledges == sum(p.pledges for p in same)
        for of in ("numerator", "denominator"):
            known = [n for p in same if (n := getattr(p.kept, of)) is not None]
            assert getattr(row.kept, of) == (pytest.approx(sum(known)) if known else None)
        assert (row.kept.value is None) == (row.unsaid == row.pledges)  # unknown, never 0
        assert row.kept.value is None or 0 <= row.kept.value <= 1


def promises_of(rows: list[tuple]) -> pd.DataFrame:
    told = [_promise(*row) for row in rows]
    fields = [*GIVEN, "to_on", "firm", *NOT_WITHDRAWN]
    frame = pd.DataFrame(told, columns=fields, dtype=object)
    frame = frame.assign(kind=Kind.skill, giver=frame.giver_organisation_id)
    return frame.assign(firm=frame.firm.astype(bool), beneficiary="project", meeting_id=None)


def test_kept_promises_are_read_by_the_giver_and_the_coordinator_only(story):
    by, org = qubi(story), story.orgs["qubi"].id
    done = pledges.promise(by, org, Kind.time, "Turno", 2000, Unit.hour, to_on=date(2023, 7, 1))
    pledges.deliver(by, done.id, quantity_milli=500)
    stock = resources.of_community(by)
    rows = promises.kept(stock.pledges, stock.as_of, stock.day_hours)

    def seen(person) -> set:
        return set(promises.visible(rows, standing_of(person)).giver_organisation_id)

    assert org in seen(by) and org in seen(story.coordinator)
    assert seen(story.voice("cerchioaperto")) <= {story.orgs["cerchioaperto"].id}


def test_the_demo_matches_and_has_a_circle(world):
    stock, rows = resources.of_community(world.coordinator), assets.of_community(world.coordinator)
    rows = assets.standing(assets.with_left(rows, stock.pledges, stock.day_hours), stock.as_of)
    past = matching.delivered_by(stock.pledges)
    cloth = next(w for w in matching.wants(stock.needs) if w.id == world.needs["n10"].id)
    first, *_ = matching.matches(cloth, rows, past, stock.day_hours)
    assert (first.offer.id, first.milli, first.fits) == (world.offers["d07"].id, 40_000, True)

    found = chains.chains(stock.needs, rows, past, stock.day_hours)
    wishing = {world.orgs[o].id for o in ("studiomargine", "vuotoatempo", "ortidiffusi")}
    assert wishing in [set(one.organisations) for one in found]


def test_a_circle_taken_up_waits_for_the_yes_of_each_and_comes_off_the_table_at_once(world):
    by, before = world.coordinator, pledges.of_community(world.coordinator)
    stock, rows = resources.of_community(by), assets.of_community(by)
    rows = assets.standing(assets.with_left(rows, stock.pledges, stock.day_hours), stock.as_of)
    (circle, *_) = chains.chains(stock.needs, rows, matching.delivered_by(stock.pledges))
    gifts = [circling.Gift(m.offer.id, m.want.id, m.want.title, None) for m in circle.links]

    with pytest.raises(NotAllowed):
        circling.take_up(qubi(world), gifts)
    assert pledges.of_community(by) == before  # all of it, or nothing
    made = circling.take_up(by, gifts)
    with pytest.raises(Refused):
        circling.take_up(by, gifts)

    assert [(p.giver_organisation_id, p.offer_id) for p in made] == [
        (m.offer.organisation_id, m.offer.id) for m in circle.links
    ]
    assert {p.state for p in made} == {PledgeState.proposed}
    stock = resources.of_community(by)
    assert not {p.id for p in made} & set(stock.for_the_plan.id)  # they answer wishes
    rows = stock.pledges[stock.pledges.offer_id.notna()].itertuples()
    assert sum(circling.is_there(gift, p) for p in rows for gift in gifts) == len(gifts)
    with pytest.raises(NotAllowed):
        pledges.confirm(by, made[0].id)
    history.undo(by, history.of_community(by)[0].id)
    assert pledges.of_community(by) == before


def test_what_the_plan_would_lose_without_one_organisation(world):
    org = world.orgs["officinariparo"].id
    told = supposing.without_organisation(world.coordinator, org)
    lost = {n.id: (n.coverage_before, n.coverage) for n in told.loss.needs.itertuples()}
    assert lost[world.needs["n5"].id] == (1, 0)
    assert told.loss.after.musts.numerator == told.loss.before.musts.numerator - 1
    assert world.activities["a07"].id in {a.id for a in told.leads}

    assert supposing.without_organisation(world.voice("officinariparo"), org)
    with pytest.raises(NotAllowed):
        supposing.without_organisation(qubi(world), org)


def test_what_if_asks_the_same_few_questions_whatever_the_size(story):
    org = story.orgs["qubi"].id
    with meter() as small:
        supposing.without_organisation(story.coordinator, org)
    for n in range(20):
        pledges.offer(story.coordinator, org, Kind.time, f"Turno {n}", 1000, Unit.hour)
        offers.add(story.coordinator, org, Kind.time, f"Turno {n}", terms=Terms.gift)
    with meter() as large:
        supposing.without_organisation(story.coordinator, org)
        assets.of_community(story.coordinator)
    assert large.statements <= small.statements + 4


def _promise(giver, unit, milli, part, to_on, what) -> tuple:
    gone, given = what.startswith("withdrawn"), milli and int(milli * part)
    state = "withdrawn" if gone else "partly_delivered"
    day = (to_on or DAY) + timedelta(days=what.endswith("late")) if gone else None
    told = (giver, unit, milli, milli and 0 if gone else given, state, to_on, what == "firm")
    return *told, day, None, DAY, False

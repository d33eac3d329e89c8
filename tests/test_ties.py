"""What ties organisations (R26), what they do beside coming, who stays: small worlds counted by
hand, and what is true of every world."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.metering import meter
from services.summaries import cohorts, contributions, participation, working
from services.summaries.participation import Participation
from services.summaries.rate import Rate
from services.summaries.seats import Seats
from services.summaries.ties import Ties
from services.summaries.working import Working

FIRST = date(2023, 5, 4)
A, B, C, D = (UUID(int=n) for n in range(1, 5))
MET = ["id", "day", "so_far", "host_id"]
GIVEN = ["giver_id", "activity_id", "lead_id", "lead_accepted", "activity_state", "beneficiary"]


def day(n: int) -> date:
    return FIRST + timedelta(days=28 * n)


def told(*came: set[UUID], everybody=(A, B, C, D)) -> Participation:
    met = [(UUID(int=100 + n), day(n), False, None) for n in range(len(came))]
    rows = [
        (id, org, "member", True, 1)
        for (id, *_), orgs in zip(met, came, strict=True)
        for org in orgs
    ]
    columns = ["meeting_id", "organisation_id", "capacity", "counts", "people"]
    names = {id: f"Organizzazione {id.int:03}" for id in everybody}
    frames = (pd.DataFrame(r, columns=c, dtype=object) for r, c in ((met, MET), (rows, columns)))
    seated = {id: orgs for (id, *_), orgs in zip(met, came, strict=True)}
    return Participation(*frames, names, Seats([]), frozenset(), day(len(came)), seated)


def work(parts=(), pledges=()) -> Working:
    """parts: (activity, organisation, leads); pledges: (giver, activity, who leads it, firm)."""
    took = [(UUID(int=a), a, f"AT-{a}", org, leads, FIRST) for a, org, leads in parts]
    columns = ["activity_id", "number", "title", "organisation_id", "leads", "since"]
    given = [(g, UUID(int=a), lead, True, "planned", "project", f) for g, a, lead, f in pledges]
    promised = pd.DataFrame(given, columns=[*GIVEN, "firm"], dtype=object)
    promised["confirmed_at"] = pd.Series([None] * len(given), dtype=object)
    texts = pd.DataFrame(columns=["text", "organisation_id", "on"], dtype=object)
    return Working(pd.DataFrame(took, columns=columns, dtype=object), promised, texts, {})


def test_a_tie_shows_its_three_parts():
    seen = told({A, B, C}, {A, B})
    done = work(
        [(1, B, True), (1, A, False)],
        [(A, 1, B, True), (A, 1, B, True), (C, 1, B, False), (B, 1, B, True)],
    )
    ties = Ties(seen, done, seen.held)

    rows = {(r.a, r.b): tuple(r)[3:] for r in ties.at().table.itertuples()}
    assert rows == {(A, B): (2, 1, 2, 0, 10), (A, C): (1, 0, 0, 0, 1), (B, C): (1, 0, 0, 0, 1)}
    assert ties.at().density == Rate.of(3, 3)
    assert ties.at().reciprocity == Rate.of(0, 1)
    assert len(ties.at(day(0)).table) == 3


def test_pledges_both_ways_are_reciprocal_and_an_offer_ties_nobody():
    given = [(A, 1, B, True), (B, 2, A, True), (C, 1, B, False)]
    parts = [(1, B, True), (2, A, True)]
    seen = told()
    ties = Ties(seen, work(parts, given), seen.held)
    assert ties.at().reciprocity == Rate.of(1, 1)
    assert ties.at().density == Rate.of(1, 3)
    assert Ties(seen, work(), seen.held).at().density.value is None
    assert Ties(seen, work(), seen.held).at().reciprocity.value is None


def test_ties_of_one_are_out_of_all_it_could_have():
    seen = told({A, B, C, D})
    ties = Ties(seen, work(), seen.held, {A})
    assert ties.at().density == Rate.of(3, 3)
    assert set(ties.at().table.a) == {A}
    nobody = Ties(seen, work(), seen.held, set()).at()
    assert nobody.table.empty and nobody.density.value is None


def test_how_dense_it_was_is_out_of_who_was_there_by_that_day():
    seen = told({A, B}, {A, B, C})
    later = replace(seen, seats=Seats([(D, day(1), None, None)]))
    ties = Ties(later, work([(1, D, True)]), later.held)
    parts = [(day(0), Rate.of(1, 3)), (day(1), Rate.of(3, 6)), (None, Rate.of(3, 6))]
    assert [(until, ties.at(until).density) for until, _rate in parts] == parts
    assert Ties(later, work(), later.held).at(day(0)).density == Rate.of(1, 1)


@given(st.data())
@settings(max_examples=40)
def test_what_is_true_of_all_ties(data):
    some = st.sets(st.sampled_from([A, B, C, D]))
    seen = told(*data.draw(st.lists(some, max_size=4)))
    leads = data.draw(st.lists(st.sampled_from([A, B, C, D]), min_size=1, max_size=3))
    givers = st.tuples(st.sampled_from([A, B, C, D]), st.integers(0, len(leads) - 1), st.booleans())
    given = [(g, n, leads[n], firm) for g, n, firm in data.draw(st.lists(givers, max_size=6))]
    parts = [(n, lead, True) for n, lead in enumerate(leads)]
    ties = Ties(seen, work(parts, given), seen.held)
    mixed = Ties(seen, work(parts[::-1], data.draw(st.permutations(given))), seen.held[::-1])

    table = ties.at().table
    assert table.equals(mixed.at().table)
    assert all(
        r.weight == r.meetings + 2 * r.activities + 3 * (r.gave + r.got) for r in table.itertuples()
    )
    assert all(ties._place[r.a] < ties._place[r.b] for r in table.itertuples())
    met = sum(len(list(combinations(seen.organisations_at(id), 2))) for id in seen.held.id)
    assert sum(table.meetings) == met
    flows = sum(firm and giver != lead for giver, _n, lead, firm in given)
    assert sum(table.gave) + sum(table.got) == flows
    for rate in (ties.at().density, ties.at().reciprocity):
        assert rate.value is None or 0 <= rate.value <= 1


@given(st.lists(st.sets(st.sampled_from([A, B, C, D])), max_size=6))
@settings(max_examples=40)
def test_every_organisation_is_in_one_cohort(came):
    seen = told(*came)
    rows = cohorts.cohorts(seen)
    first = rows[rows.first_id == rows.meeting_id]
    assert sum(r.numerator for r in first.rate) == len(set().union(*came))
    assert all(r.value == 1 for r in first.rate)
    for meeting in seen.held.id:
        there = [r.numerator for r in rows.rate[rows.meeting_id == meeting]]
        assert sum(there) == len(seen.organisations_at(meeting))


def test_a_cohort_and_one_meeting_against_another():
    seen = told({A, B}, {B, C}, {A, C, D})
    first, second, third = seen.held.id
    rates = {(r.first_id, r.meeting_id): r.rate for r in cohorts.cohorts(seen).itertuples()}
    assert rates[first, third] == Rate.of(1, 2)
    assert rates[second, third] == Rate.of(1, 1)
    assert cohorts.members_of(seen, second) == [C]
    assert cohorts.two(seen, first, third) == cohorts.Two([A], [B], [C, D])


def test_what_an_organisation_does_beside_coming_is_counted_and_not_scored(story):
    seen = participation.of_community(story.coordinator)
    done = working.of_community(story.coordinator)
    rows = contributions.contributions(seen, done, seen.held).set_index("organisation_id")

    qubi = rows.loc[story.orgs["qubi"].id]
    assert (qubi.met, qubi.hosted) == (3, 1)
    assert list(rows.organisation) == sorted(rows.organisation, key=str.casefold)
    firm = done.pledges[done.pledges.firm & (done.pledges.beneficiary == "project")]
    assert sum(rows.pledged) == len(firm)
    assert sum(rows.leads) == sum(done.parts.leads)
    did = contributions.beyond(rows)
    assert 0 < did.numerator <= did.denominator == len(rows)
    assert contributions.beyond(rows[:0]).value is None


def test_narrowed_to_nothing_nothing_is_left(story):
    done = working.of_community(story.coordinator)
    none = done.of(lambda **known: False)
    assert none.parts.empty and none.pledges.empty and none.texts.empty
    assert len(done.of(lambda **known: True).parts) == len(done.parts)


def test_the_number_of_questions_does_not_grow(story):
    with meter() as asked:
        working.of_community(story.coordinator)
    assert asked.statements <= 12


def test_a_partner_reached_is_out_of_those_in_the_register(story):
    seen = participation.of_community(story.coordinator)
    rate = seen.partners_reached(seen.held.id.iloc[-1])
    assert rate.numerator == len(seen.partners & set(seen.reached(seen.held.id.iloc[-1])))
    assert rate.denominator == len(seen.partners)


def test_partners_too_are_of_the_organisations_asked_for(story):
    qubi, filo = (story.orgs[name].id for name in ("qubi", "filoripreso"))
    seen = replace(participation.of_community(story.coordinator), partners=frozenset({qubi, filo}))
    alone = participation.only(seen, {str(qubi)})
    assert alone.partners_reached(seen.held.id.iloc[-1]) == Rate.of(1, 1)


@pytest.mark.parametrize("name", ["coordinator", "voice"])
def test_members_read_it_too(story, name):
    who = story.coordinator if name == "coordinator" else story.voice("qubi")
    assert len(working.of_community(who).pledges)

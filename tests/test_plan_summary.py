"""The plan's numbers: R0, R23, R24, R25, golden and of the demo."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from benchmarks.rows import Rows
from models import (
    Activity,
    ActivityObjective,
    ActivityState,
    Objective,
    ObjectiveState,
    Person,
    Role,
)
from services import activities, communities, needs, objectives, people, pledges
from services.metering import meter
from services.summaries import loose, pace
from services.summaries.rate import Rate
from services.summaries.tree import Branch, Leaf, tree
from tests.worlds_given import furnish


def branch(weight: int = 1000, work: list[tuple] = (), under: list[Branch] = ()) -> Branch:
    """work: (progress, share, effort), the last two in thousandths."""
    o = Objective(title="…", weight_milli=weight)
    leaves = [
        Leaf(
            Activity(title="…", progress_pct=progress, effort_weight_milli=effort),
            "running",
            shares={o.id: share},
        )
        for progress, share, effort in work
    ]
    return Branch(o, leaves=leaves, children=list(under))


def test_delivery_of_the_golden_parent():
    second = branch(1000, [(50, 500, 2000), (0, 1000, 1000)])
    parent = branch(under=[branch(2000), second, branch(1000)])
    assert second.delivery == Rate(0.25, 0.5, 2.0)
    assert parent.delivery.value == 0.25  # what has no work yet weighs nothing


shared = st.lists(st.integers(0, 1000), min_size=3, max_size=3).filter(lambda s: sum(s) <= 1000)
works = st.tuples(st.integers(0, 100), st.integers(1, 5000), shared)


@given(st.lists(works, max_size=6), st.randoms())
@settings(max_examples=60)
def test_no_hour_counts_twice(work, chance):
    """However work is shared out among objectives, together they claim no more than it is."""
    three = [branch() for _ in range(3)]
    for progress, effort, shares in work:
        leaf = Leaf(
            Activity(title="…", progress_pct=progress, effort_weight_milli=effort), "running"
        )
        for one, share in zip(three, shares, strict=True):
            if share:
                leaf.shares[one.objective.id] = share
                one.leaves.append(leaf)
    for one in three:
        chance.shuffle(one.leaves)
    rates = [one.delivery for one in three if one.delivery.value is not None]
    assert all(0 <= rate.value <= 1 for rate in rates)
    whole = sum(effort for _progress, effort, _shares in work) / 1000
    done = sum(progress * effort for progress, effort, _shares in work) / 100_000
    assert sum(rate.denominator for rate in rates) <= whole + 1e-9
    assert sum(rate.numerator for rate in rates) <= done + 1e-9


def test_all_of_a_small_share_done_is_all_and_not_a_hair_more():
    assert branch(work=[(100, 7, 31)]).delivery.value == 1


def test_delivery_is_unknown_without_work_and_never_zero():
    assert branch().delivery.value is None
    assert branch(under=[branch(), branch()]).delivery.value is None
    assert branch(work=[(0, 1000, 1000)]).delivery.value == 0


def test_cancelled_work_counts_nowhere(world):
    by, id = world.coordinator, world.activities["a02"].id
    activities.edit(by, id, {}, {"state": ActivityState.cancelled})
    first = tree(by).branches[0]
    assert first.delivery == Rate(0.425, 0.85, 2.0)
    assert sum(first.counts.values()) == 2


def test_the_demo(world):
    said = tree(world.coordinator)
    assert [b.objective.number for b in said.branches] == [1, 2, 3, 4, 5]  # by priority points
    assert [b.delivery.numerator for b in said.branches] == [0.85, 0.4, 1.0, 0.0, 0.4]
    assert [b.delivery.denominator for b in said.branches] == [3, 3, 4, 2, 2]
    without = [leaf.activity.id for leaf in said.leaves if leaf.stands == "wanted"]
    assert without == [world.activities["a12"].id, world.activities["a14"].id]


def test_a_shared_activity_counts_by_its_share(world):
    by, work = world.coordinator, world.activities["a10"].id  # done
    shares = {world.objectives["o4"].id: 250, world.objectives["o3"].id: 750}
    activities.edit(by, work, {}, {"shares": shares})
    said = {b.objective.number: b.delivery for b in tree(by).branches}
    assert said[4] == Rate(0.25 / 2.25, 0.25, 2.25)
    assert said[3] == Rate(0.75 / 3.75, 0.75, 3.75)


def test_somebody_named_by_others_is_waited_for(world):
    by = world.coordinator
    activities.edit(
        by, world.activities["a12"].id, {}, {"lead_organisation_id": world.orgs["qubi"].id}
    )
    waiting = [leaf.activity.id for leaf in tree(by).leaves if leaf.waits_for_a_yes]
    assert waiting == [world.activities["a12"].id]


def test_what_was_archived_is_in_no_count(world):
    by = world.coordinator
    objectives.archive(by, world.objectives["o5"].id)
    activities.archive(by, world.activities["a01"].id)
    said = tree(by)
    assert len(said.branches) == 4 and len(said.leaves) == 13
    assert [leaf.activity.number for leaf in said.loose] == [13, 14]
    assert said.branches[0].delivery == Rate(0.125, 0.25, 2.0)


@pytest.mark.parametrize(
    ("start", "end", "today", "share"),
    [
        (date(2023, 7, 1), date(2023, 7, 11), date(2023, 7, 6), 0.5),
        (date(2023, 7, 1), date(2023, 7, 11), date(2023, 6, 1), 0.0),
        (date(2023, 7, 1), date(2023, 7, 11), date(2024, 1, 1), 1.0),
        (date(2023, 7, 1), date(2023, 7, 1), date(2023, 7, 1), 0.0),
        (date(2023, 7, 1), date(2023, 7, 1), date(2023, 7, 2), 1.0),
        (None, date(2023, 7, 1), date(2023, 7, 2), None),
        (date(2023, 7, 2), date(2023, 7, 1), date(2023, 7, 2), None),
    ],
)
def test_expected_by_the_calendar(start, end, today, share):
    assert pace.expected(start, end, today) == share


JULY = date(2023, 7, 1)
BEFORE, AFTER = JULY - timedelta(1), JULY + timedelta(1)


@pytest.mark.parametrize(
    ("state", "end", "today", "late"),
    [
        ("in_progress", JULY, JULY, False),  # its last day is still a day
        ("in_progress", JULY, AFTER, True),
        ("planned", JULY, AFTER, True),
        ("blocked", JULY, AFTER, True),
        ("done", JULY, AFTER, False),
        ("cancelled", JULY, AFTER, False),
        ("planned", JULY, BEFORE, False),
        ("planned", None, AFTER, False),
    ],
)
def test_late_from_the_day_after_its_last(state, end, today, late):
    one = Activity(title="…", state=ActivityState(state), planned_end=end)
    assert one.is_late(today) is late


some_days = st.dates(date(2023, 1, 1), date(2024, 1, 1))
later = st.integers(0, 300).map(timedelta)


@given(st.sampled_from(ActivityState), st.none() | some_days, some_days, later)
@settings(max_examples=40)
def test_what_is_late_stays_late_until_it_is_done(state, end, today, more):
    one = Activity(title="…", state=state, planned_end=end)
    assert one.is_late(today + more) or not one.is_late(today)
    assert one.is_late(date.max) == (end is not None and one.is_open)  # unknown is never late


@given(some_days, st.none() | later, some_days, later, st.none() | st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=60)
def test_time_puts_behind_and_work_brings_back(start, lasts, today, more, done, work):
    end = None if lasts is None else start + lasts
    now, then = pace.expected(start, end, today), pace.expected(start, end, today + more)
    if end is None:
        assert (now, then) == (None, None)
    else:
        assert 0 <= now <= then <= 1
    if None in (now, done):
        assert not pace.is_behind(now, done)
    else:
        assert not pace.is_behind(now, 1) and (
            pace.is_behind(then, done) >= pace.is_behind(now, done)
        )
        assert pace.is_behind(now, min(1, done + work)) <= pace.is_behind(now, done)


def test_behind_is_more_than_fifteen_points():
    assert not pace.is_behind(0.5, 0.35)
    assert pace.is_behind(0.5, 0.34)
    assert not pace.is_behind(None, 0.1) and not pace.is_behind(0.5, None)


def test_an_activity_and_its_objective_fall_behind(world):
    by, today = world.coordinator, date(2023, 7, 12)
    first, *_rest = tree(by).branches
    assert not pace.leaf_is_behind(first.leaves[0], today)  # 66% expected, 60% done
    activities.progress(by, world.activities["a01"].id, 50)
    first, *_rest = tree(by).branches
    assert pace.leaf_is_behind(first.leaves[0], today)
    assert not pace.branch_is_behind(first, today)
    objectives.edit(by, first.objective.id, {}, {"due_on": date(2023, 7, 31)})
    assert pace.branch_is_behind(tree(by).branches[0], today)


def test_an_objective_keeps_the_dates_of_the_work_that_counts_for_it(world):
    """R24: dates and progress of the same activities, those of what stands under it too."""
    by, first = world.coordinator, world.objectives["o1"].id
    above = objectives.draft(by, "Sopra tutto").id

    def span() -> tuple:
        found = next(b for b in tree(by).branches if b.objective.id == above)
        return pace.of_branch(found, date(2023, 7, 12))[:2]

    assert span() == (None, None)
    objectives.edit(by, first, {}, {"parent_id": above})
    [under] = [b for b in tree(by).branches if b.objective.id == first]
    assert span() == pace.of_branch(under, date(2023, 7, 12))[:2] and None not in span()
    activities.add(by, "Dopo", [above], planned_end=date(2030, 1, 1))
    assert span()[1] == date(2030, 1, 1)
    objectives.set_state(by, first, ObjectiveState.dropped)
    assert span() == (None, date(2030, 1, 1))


def test_what_hangs_loose_in_the_demo(world):
    said = loose.of_community(world.coordinator)
    assert [t.ref for t in said.needs] == ["FA-1", "FA-3"]
    assert (said.objectives, said.activities, said.pledges, said.count) == ([], [], [], 2)


def test_what_hangs_loose(world):
    by = world.coordinator
    untied = activities.add(by, "Senza obiettivo")
    objective = objectives.draft(by, "Senza attività")
    assert not loose.of_community(by).objectives  # a draft may wait
    objectives.adopt(by, [objective.id])
    given = pledges.offer(
        world.voice("qubi"), world.orgs["qubi"].id, "time", "Due ore", 2000, "hour"
    )
    must = needs.add(by, "money", "Bolli", 50_000, "EUR", priority=3)
    said = loose.of_community(by)
    assert [t.id for t in said.objectives] == [objective.id]
    assert [t.id for t in said.activities] == [untied.id]
    assert [t.id for t in said.pledges] == [given.id]
    assert must.id in {t.id for t in said.needs}

    pledges.offer(
        world.voice("qubi"), world.orgs["qubi"].id, "money", "Metà", 25_000, "EUR", need_id=must.id
    )
    activities.edit(by, untied.id, {}, {"state": ActivityState.cancelled})
    objectives.set_state(by, objective.id, ObjectiveState.dropped)
    said = loose.of_community(by)
    assert not said.objectives and not said.activities
    assert must.id not in {t.id for t in said.needs}


def test_what_was_given_up_holds_nothing(world):
    by = world.coordinator
    activities.archive(by, world.activities["a07"].id)  # two promises for it stand, three offers
    activities.edit(by, world.activities["a10"].id, {}, {"state": ActivityState.cancelled})
    said = loose.of_community(by)
    given = {p.id: p for p in world.pledges.values() if p.activity_id is not None}
    assert {given[t.id].activity_id for t in said.pledges} == {world.activities["a07"].id}
    assert len(said.pledges) == 5  # and not the flyers of a10, which are delivered

    objectives.set_state(by, world.objectives["o5"].id, ObjectiveState.dropped)
    assert [t.ref for t in loose.of_community(by).activities] == ["AT-13", "AT-14"]


@given(st.integers(0, 10**6))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_tied_hangs_loose_no_more_and_all_else_does_still(database, n):
    """In odd worlds, one after another in one house: nothing of the others is counted."""
    rows = Rows()
    by = furnished(database, rows, n)
    said, whole = loose.of_community(by), tree(by)
    lists = (said.objectives, said.activities, said.needs, said.pledges)
    for threads in lists:
        numbers = [int(t.ref.partition("-")[2]) for t in threads]
        assert numbers == sorted(set(numbers))
    assert said.count == len({t.id for threads in lists for t in threads})

    work = [leaf.activity.id for leaf in whole.leaves if leaf.stands != "cancelled"]
    if said.objectives and work:
        tie = {"activity_id": work[0], "objective_id": said.objectives[0].id, "share_milli": 1}
        rows.put(ActivityObjective, community_id=by.community_id, **tie)
        write(database, rows)
        after = loose.of_community(by)
        assert after.objectives == said.objectives[1:]
        assert after.activities == [t for t in said.activities if t.id != work[0]]
        assert (after.needs, after.pledges) == (said.needs, said.pledges)


def furnished(database, rows: Rows, n: int) -> Person:
    id = furnish(rows, n)
    write(database, rows)
    with Session(database) as session:
        return session.get(Person, id)


def write(database, rows: Rows) -> None:
    with database.execution_options(writing=True).begin() as connection:
        rows.write(connection)


def test_an_arrival_sees_the_plan_and_no_resource(story):
    arrival = people.add(story.coordinator, "Chi arriva", role=Role.arrival)
    assert len(tree(arrival).branches) == 5
    assert loose.of_community(arrival).objectives == []


def test_another_table_has_a_plan_of_its_own(world):
    stranger = communities.start(None, "Altrove", "Ada")
    assert tree(stranger).branches == [] and tree(stranger).leaves == []
    assert loose.of_community(stranger).count == 0


def test_the_number_of_questions_does_not_grow(story):
    def asked() -> int:
        with meter() as running:
            tree(story.coordinator)
            loose.of_community(story.coordinator)
        return running.statements

    before = asked()
    for n in range(15):
        objective = objectives.draft(story.coordinator, f"Obiettivo {n}")
        activities.add(story.coordinator, f"Attività {n}", [objective.id])
    assert asked() == before

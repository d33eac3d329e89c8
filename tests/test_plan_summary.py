"""The plan's numbers: R0, R23, R24, R25, golden and of the demo."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import Activity, ActivityState, Objective, ObjectiveState, Role
from services import activities, communities, needs, objectives, people, pledges
from services.metering import meter
from services.summaries import loose, pace
from services.summaries.rate import Rate
from services.summaries.tree import Branch, Leaf, tree


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

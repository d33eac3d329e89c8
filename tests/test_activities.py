"""Who leads, who joins, how far it is: an activity, and who may."""

from datetime import date

import pytest
from sqlmodel import Session, select

from models import ActivityContributor, ActivityObjective, ActivityState, moment
from models.database import engine
from models.refusals import Changed, NotAllowed, NotFound, Refused
from services import activities, communities, contributors, history, objectives, organisations
from services.summaries.tree import tree


def of(world, name: str):
    wanted = world.activities[name].id
    return next(a for a in activities.of_community(world.coordinator) if a.id == wanted)


def shares(activity) -> list[int]:
    with Session(engine()) as session:
        return sorted(
            session.exec(
                select(ActivityObjective.share_milli).where(
                    ActivityObjective.activity_id == activity.id
                )
            ).all()
        )


def hands(activity) -> dict:
    """organisation id → has it said yes?"""
    with Session(engine()) as session:
        rows = session.exec(
            select(ActivityContributor).where(ActivityContributor.activity_id == activity.id)
        ).all()
        return {row.organisation_id: row.accepted for row in rows}


def test_one_line_is_an_activity_that_looks_for_somebody(world):
    added = activities.add(world.voice("qubi"), "Comprare i vasi")
    assert (added.ref, added.wanted, added.state) == ("AT-15", True, ActivityState.planned)
    with pytest.raises(NotAllowed):
        activities.add(world.people["p17"], "Da chi osserva")
    with pytest.raises(Refused) as no:
        activities.add(
            world.voice("qubi"),
            "Al contrario",
            planned_start=date(2023, 8, 2),
            planned_end=date(2023, 8, 1),
        )
    assert no.value.field == "planned_end"


def test_an_organisation_named_by_others_leads_once_it_says_yes(world):
    qubi = world.orgs["qubi"].id
    named = activities.add(world.voice("crostanuova"), "Pane", lead_organisation_id=qubi)
    assert not named.lead_accepted and not named.wanted

    with pytest.raises(NotAllowed):  # nobody says yes for another
        contributors.say_yes(world.coordinator, named.id, qubi)
    contributors.say_yes(world.voice("qubi"), named.id, qubi)
    lines = history.of_community(world.coordinator, 1)
    assert lines[0].verb == "activity.accepted"
    assert [a.lead_accepted for a in activities.of_community(world.coordinator)][-1]


def test_no_thanks_leaves_it_without_a_lead(world):
    qubi = world.orgs["qubi"].id
    named = activities.add(world.coordinator, "Vasi", lead_organisation_id=qubi)
    with pytest.raises(NotAllowed):
        contributors.leave(world.voice("crostanuova"), named.id, qubi)
    contributors.leave(world.voice("qubi"), named.id, qubi)
    left = activities.of_community(world.coordinator)[-1]
    assert (left.lead_organisation_id, left.wanted) == (None, True)


def test_we_take_it(world):
    qubi, ours, work = world.orgs["qubi"].id, world.voice("qubi"), world.activities["a12"]
    assert of(world, "a12").wanted
    contributors.join(ours, work.id, qubi)
    contributors.lead(ours, work.id, qubi)
    assert (of(world, "a12").lead_organisation_id, of(world, "a12").wanted) == (qubi, False)
    assert hands(work) == {}  # leading says it all

    other = world.orgs["crostanuova"].id
    with pytest.raises(Refused, match="un’altra organizzazione"):
        contributors.lead(world.voice("crostanuova"), work.id, other)
    with pytest.raises(NotAllowed):
        contributors.lead(world.voice("crostanuova"), world.activities["a14"].id, qubi)


def test_taking_part_and_being_named(world):
    qubi, work = world.orgs["qubi"].id, world.activities["a05"]
    with pytest.raises(NotAllowed):  # for another organisation one only names
        contributors.join(world.voice("crostanuova"), work.id, qubi)
    contributors.name(world.voice("crostanuova"), work.id, qubi)
    assert hands(work) == {qubi: False}
    contributors.join(world.voice("qubi"), work.id, qubi)
    contributors.name(world.coordinator, work.id, qubi)  # what was accepted stays so
    assert hands(work) == {qubi: True}

    contributors.leave(world.voice("qubi"), work.id, qubi)
    assert hands(work) == {}
    with pytest.raises(NotFound):
        contributors.leave(world.voice("qubi"), work.id, qubi)
    with pytest.raises(NotAllowed):
        contributors.name(world.people["p17"], work.id, qubi)


def test_who_leads_does_not_also_take_part(world):
    lead = of(world, "a05").lead_organisation_id
    with pytest.raises(Refused, match="già la referente"):
        contributors.name(world.coordinator, world.activities["a05"].id, lead)


def test_an_organisation_of_another_table_is_not_here(world):
    stranger = communities.start(None, "Altrove", "Ada", "Loro")
    theirs = organisations.of_community(stranger)[0].id
    with pytest.raises(NotFound):
        contributors.name(world.coordinator, world.activities["a05"].id, theirs)


def tie(by, work, shares: dict, seen: dict | None = None) -> None:
    activities.edit(by, work.id, {"shares": seen} if seen else {}, {"shares": shares})


def test_it_serves_several_objectives_and_no_hour_counts_twice(world):
    by, work = world.coordinator, world.activities["a01"]
    one, two, three = (world.objectives[o].id for o in ("o1", "o2", "o3"))
    tie(by, work, activities.equal_shares([one, two, three]))
    assert shares(work) == [333, 333, 333]
    tie(by, work, {one: 700, two: 300})
    assert shares(work) == [300, 700]
    for wrong in ({one: 700, two: 301}, {one: 0}):
        with pytest.raises(Refused) as no:
            tie(by, work, wrong)
        assert no.value.field == "shares"
    assert shares(work) == [300, 700]


def test_two_people_who_tie_it_are_told_both_ways(world):
    by, work = world.coordinator, world.activities["a01"]
    one, two = world.objectives["o1"].id, world.objectives["o2"].id
    tie(world.voice("qubi"), work, {one: 500, two: 500}, seen={one: 1000})
    with pytest.raises(Changed) as no:
        tie(by, work, {two: 1000}, seen={one: 1000})
    assert "OB-1 50%, OB-2 50%" in str(no.value) and "OB-2 100%" in str(no.value)


def test_progress_tells_the_state(world):
    by, work = world.voice("qubi"), world.activities["a05"]
    activities.progress(by, work.id, 40)
    assert of(world, "a05").state == ActivityState.in_progress
    assert of(world, "a05").actual_start == moment.today()
    activities.progress(by, work.id, 100)
    assert (of(world, "a05").state, of(world, "a05").actual_end) == (
        ActivityState.done,
        moment.today(),
    )
    activities.progress(by, work.id, 80)
    assert (of(world, "a05").state, of(world, "a05").actual_end) == ("in_progress", None)

    with pytest.raises(Refused) as no:
        activities.progress(by, work.id, 101)
    assert no.value.field == "progress_pct"
    with pytest.raises(NotAllowed):
        activities.progress(world.people["p17"], work.id, 50)


def test_what_is_set_to_done_is_done_whole(world):
    by, work = world.coordinator, world.activities["a05"]
    activities.edit(by, work.id, {}, {"state": ActivityState.done})
    assert (of(world, "a05").progress_pct, of(world, "a05").actual_end) == (100, moment.today())


def test_late_is_computed(world):
    work = of(world, "a01")  # until 31 July
    assert not work.is_late(date(2023, 7, 31)) and work.is_late(date(2023, 8, 1))
    assert not of(world, "a10").is_late(date(2024, 1, 1))  # it is done


def test_two_people_who_change_the_same_field_see_both_values(world):
    work = world.activities["a05"].id
    seen = {"lead_organisation_id": of(world, "a05").lead_organisation_id, "title": "…"}
    activities.edit(world.voice("qubi"), work, seen, {"lead_organisation_id": None})
    with pytest.raises(Changed) as no:
        activities.edit(
            world.coordinator, work, seen, {"lead_organisation_id": world.orgs["qubi"].id}
        )
    assert (no.value.theirs, no.value.mine) == (None, world.orgs["qubi"].id)


def test_an_archived_activity_comes_back_with_its_ties(world):
    work = world.activities["a01"]
    with pytest.raises(NotAllowed):
        activities.archive(world.voice("qubi"), work.id)
    activities.archive(world.coordinator, work.id)
    history.undo(world.coordinator, history.of_community(world.coordinator, 1)[0].id)
    assert of(world, "a01").archived_at is None and shares(work) == [1000]


def test_joining_can_be_taken_back(world):
    ours, work = world.voice("qubi"), world.activities["a05"]
    contributors.join(ours, work.id, world.orgs["qubi"].id)
    history.undo(ours, history.of_community(ours, 1)[0].id)
    assert hands(work) == {}


def test_nothing_of_the_example_is_under_way_before_its_first_day(story):
    begun = [a for a in activities.of_community(story.coordinator) if a.progress_pct]

    assert begun and all(a.planned_start <= story.today for a in begun)


def test_what_an_archived_objective_had_of_it_is_free(world):
    by = world.coordinator
    kept, gone = (objectives.draft(by, title).id for title in ("Resta", "Va"))
    work = activities.add(by, "Un lavoro", [kept, gone])
    objectives.archive(by, gone)
    leaf = next(leaf for leaf in tree(by).leaves if leaf.activity.id == work.id)
    assert leaf.shares == {kept: 500}

    activities.edit(by, work.id, {"shares": leaf.shares}, {"shares": {kept: 1000}})
    assert shares(work) == [1000]


def test_what_is_written_down_as_done_is_whole(story):
    done = activities.add(story.coordinator, "Già fatto", state=ActivityState.done)
    assert (done.progress_pct, done.actual_end) == (100, moment.today())

"""What waits, since when and for whom; what is mine to end, and what is another's."""

from collections import Counter
from datetime import date

import pytest

from models import Person, Role
from models.refusals import NotFound
from services import (
    actions,
    activities,
    communities,
    contributors,
    objectives,
    people,
    pledges,
)
from services.look import standing_of
from services.metering import meter
from services.summaries import attention, resources
from services.summaries.attention import waiting


def of_kind(by: Person, kind: str) -> list[attention.Waiting]:
    return [w for w in waiting(by) if w.kind == kind]


def test_the_coordinator_sees_all_that_waits(world):
    kinds = Counter(w.kind for w in waiting(world.coordinator))
    assert kinds == {"pledge": 10, "wanted": 2, "late_action": 1, "action": 2}
    assert not [w for w in waiting(world.coordinator) if w.mine]


def test_a_pledge_waits_since_it_was_spoken_for_its_giver_until_the_yes(world):
    baker = world.voice("crostanuova")
    bread = world.pledges["r13"]
    line = next(w for w in of_kind(baker, "pledge") if w.id == bread.id)
    assert (line.since, line.whom, line.page, line.mine) == (
        date(2023, 7, 6),
        "Panificio di comunità Crosta Nuova",
        "resources",
        True,
    )
    assert not next(w for w in of_kind(world.coordinator, "pledge") if w.id == bread.id).mine

    pledges.confirm(baker, bread.id)
    assert bread.id not in {w.id for w in of_kind(baker, "pledge")}


def test_who_speaks_for_an_organisation_but_may_not_commit_it_cannot_say_yes(story):
    helper = story.people["p03"]  # second voice of Filo Ripreso
    assert not [w for w in of_kind(helper, "pledge") if w.mine]


def test_an_activity_is_late_from_the_day_after_its_end(world):
    late = activities.add(world.coordinator, "Consegna", planned_end=date(2023, 7, 11))
    activities.add(world.coordinator, "Ultimo giorno", planned_end=date(2023, 7, 12))

    assert [w.id for w in of_kind(world.coordinator, "late_activity")] == [late.id]
    activities.progress(world.coordinator, late.id, 100)
    assert not of_kind(world.coordinator, "late_activity")


def test_being_named_by_somebody_else_waits_for_a_yes(world):
    qubi, work = world.orgs["qubi"].id, world.activities["a12"]
    contributors.join(world.coordinator, work.id, qubi)
    led = activities.add(world.coordinator, "Aperitivo", lead_organisation_id=qubi)

    mine = [w for w in of_kind(world.voice("qubi"), "named") if w.mine]
    assert {w.id for w in mine} == {work.id, led.id}
    assert [w.mine for w in of_kind(world.coordinator, "named")] == [False, False]

    for id in (work.id, led.id):
        contributors.say_yes(world.voice("qubi"), id, qubi)
    assert not of_kind(world.coordinator, "named")


def test_an_action_asks_for_an_owner_and_a_day(world):
    by = world.coordinator
    said = actions.add(by, "Scrivere al Comune", owner_person_id=world.people["p04"].id)
    assert said.id in {w.id for w in of_kind(by, "action")}
    actions.edit(by, said.id, {"due_on": None}, {"due_on": date(2023, 8, 1)})
    assert said.id not in {w.id for w in waiting(by)}
    (mine,) = of_kind(world.people["p04"], "errand")
    assert (mine.what, mine.due) == ("Scrivere al Comune", date(2023, 8, 1))


def test_an_adopted_objective_without_activity_asks_for_one(world):
    by = world.coordinator
    alone = objectives.draft(by, "Un magazzino comune")
    assert not of_kind(by, "objective")
    objectives.adopt(by, [alone.id], world.meetings["m3"].id)
    assert [w.id for w in of_kind(by, "objective")] == [alone.id]
    activities.add(by, "Cercare un locale", [alone.id])
    assert not of_kind(by, "objective")


def test_must_have_needs_are_not_covered_by_offers(story):
    told = resources.of_community(story.coordinator)
    lines = attention.uncovered(told, standing_of(story.coordinator))
    ids = {story.needs[name].id for name in ("n1", "n2", "n6", "n7")}
    assert {w.id for w in lines if w.kind == "need"} == ids
    assert [w.id for w in lines if w.kind == "amount"] == [story.needs["n3"].id]  # R13
    assert {w.page for w in lines} == {"resources"}


def test_an_arrival_reads_no_names_of_people(story):
    arrival = people.add(story.coordinator, "Chi arriva", role=Role.arrival)
    assert {w.whom for w in of_kind(arrival, "late_action")} == {""}
    assert {w.whom for w in of_kind(story.voice("qubi"), "late_action")} == {"Lucia D'Angelo"}


def test_nothing_of_another_community_is_among_it(story):
    elsewhere = communities.start(None, "Altrove", "Ugo")
    actions.add(elsewhere, "Cosa d’altri")
    assert [w.what for w in waiting(elsewhere)] == ["Cosa d’altri"]
    assert "Cosa d’altri" not in {w.what for w in waiting(story.coordinator)}
    stranger = Person(id=elsewhere.id, community_id=story.coordinator.community_id, name="Ugo")
    with pytest.raises(NotFound):
        waiting(stranger)


def test_the_number_of_questions_does_not_grow(story):
    def asked() -> int:
        with meter() as running:
            waiting(story.coordinator)
        return running.statements

    before = asked()
    for n in range(20):
        activities.add(story.coordinator, f"Attività {n}")
        actions.add(story.coordinator, f"Azione {n}")
    assert asked() == before

"""Drafting, rewording, adopting: what an objective goes through, and who may."""

import pytest

from models import DecisionMethod, Level, ObjectiveState
from models.refusals import Changed, NotAllowed, NotFound, Refused
from services import communities, decisions, history, objectives


def of(world, name: str):
    wanted = world.objectives[name].id
    return next(o for o in objectives.of_community(world.coordinator) if o.id == wanted)


def test_one_line_is_enough_for_a_draft(world):
    member = world.voice("qubi")
    drafted = objectives.draft(member, "  Un orto   per ogni scuola ", level=Level.output)
    assert (drafted.title, drafted.ref) == ("Un orto per ogni scuola", "OB-6")
    assert (drafted.state, drafted.steward_organisation_id) == (ObjectiveState.draft, None)
    assert drafted.priority_points is None  # nobody shared points out yet: not zero

    with pytest.raises(Refused) as no:
        objectives.draft(member, "   ")
    assert no.value.field == "title"


def test_what_an_observer_writes_is_proposed_and_their_own_to_reword(world):
    observer = world.people["p17"]
    drafted = objectives.draft(observer, "Più verde lungo la Dora")
    assert drafted.state == ObjectiveState.proposed

    objectives.edit(observer, drafted.id, {}, {"title": "Più ombra lungo la Dora"})
    with pytest.raises(NotAllowed):
        objectives.edit(observer, world.objectives["o4"].id, {}, {"title": "Altro"})


def test_adopting_freezes_the_words_and_rewording_reopens_them(world):
    by, draft = world.coordinator, world.objectives["o4"]
    with pytest.raises(NotAllowed):
        objectives.adopt(world.voice("qubi"), [draft.id], world.meetings["m3"].id)
    (decision,) = objectives.adopt(by, [draft.id], world.meetings["m3"].id, DecisionMethod.consent)
    assert of(world, "o4").state == ObjectiveState.adopted
    assert decision.statement == f"{draft.title}\n{draft.statement}"
    assert decision.text_hash == of(world, "o4").text_hash

    objectives.edit(world.voice("qubi"), draft.id, {}, {"statement": "Una proposta sola."})
    assert of(world, "o4").state == ObjectiveState.proposed
    kept = next(d for d in decisions.of_community(by) if d.id == decision.id)
    assert kept.statement == f"{draft.title}\n{draft.statement}"
    assert kept.text_hash != of(world, "o4").text_hash


def test_other_fields_leave_the_adoption_alone(world):
    objectives.edit(world.coordinator, world.objectives["o1"].id, {}, {"beneficiaries": "Tutti"})
    assert of(world, "o1").state == ObjectiveState.adopted


def test_several_are_adopted_by_one_act_or_none(world):
    by, m3 = world.coordinator, world.meetings["m3"].id
    both = [world.objectives["o4"].id, world.objectives["o5"].id]
    with pytest.raises(Refused, match="già un obiettivo adottato"):
        objectives.adopt(by, [*both, world.objectives["o1"].id], m3)
    assert of(world, "o4").state == ObjectiveState.draft

    assert len(objectives.adopt(by, both, m3)) == 2
    with pytest.raises(Refused) as no:
        objectives.adopt(by, [], m3)
    assert no.value.field == "objectives"


def test_a_meeting_of_elsewhere_adopts_nothing_here(world):
    stranger = communities.start(None, "Altrove", "Ada")
    foreign = objectives.draft(stranger, "Loro")
    with pytest.raises(NotFound):
        objectives.adopt(world.coordinator, [foreign.id])
    with pytest.raises(NotFound):
        objectives.adopt(stranger, [foreign.id], world.meetings["m3"].id)


def test_adoption_needs_a_decision_and_other_states_a_coordinator(world):
    by, id = world.coordinator, world.objectives["o1"].id
    with pytest.raises(Refused, match="decisione del gruppo"):
        objectives.set_state(by, world.objectives["o4"].id, ObjectiveState.adopted)
    with pytest.raises(NotAllowed):
        objectives.set_state(world.voice("qubi"), id, ObjectiveState.achieved)
    objectives.set_state(by, id, ObjectiveState.partly_achieved)
    assert of(world, "o1").state == ObjectiveState.partly_achieved


def test_two_people_who_change_the_same_field_see_both_values(world):
    id, seen = world.objectives["o4"].id, {"title": of(world, "o4").title, "beneficiaries": ""}
    objectives.edit(world.voice("qubi"), id, seen, {"title": "Una proposta"})
    with pytest.raises(Changed) as no:
        objectives.edit(world.coordinator, id, seen, {"title": "Un bando"})
    assert (no.value.field, no.value.theirs, no.value.mine) == ("title", "Una proposta", "Un bando")
    assert "Una proposta" in str(no.value) and "Un bando" in str(no.value)

    objectives.edit(world.coordinator, id, seen, {"beneficiaries": "Le scuole"})  # another field
    assert of(world, "o4").title == "Una proposta"


def test_points_are_shared_out_at_once(world):
    by, first, last = world.coordinator, world.objectives["o1"], world.objectives["o5"]
    objectives.share_points(by, {first.id: 20, last.id: None}, {first.id: 17, last.id: 4})
    assert (of(world, "o1").priority_points, of(world, "o5").priority_points) == (20, None)

    with pytest.raises(Changed):  # they were 17 when this form was opened
        objectives.share_points(by, {first.id: 3}, {first.id: 17})
    with pytest.raises(Refused) as no:
        objectives.share_points(by, {first.id: -1}, {first.id: 20})
    assert no.value.field == "priority_points"
    with pytest.raises(NotAllowed):
        objectives.share_points(world.people["p17"], {first.id: 3}, {})


def test_no_objective_stands_under_itself(world):
    by, above, below = world.coordinator, world.objectives["o1"].id, world.objectives["o2"].id
    objectives.edit(by, below, {}, {"parent_id": above, "weight_milli": 2000})
    for parent in (above, below):
        with pytest.raises(Refused) as no:
            objectives.edit(by, above, {}, {"parent_id": parent})
        assert no.value.field == "parent_id"
    with pytest.raises(Refused) as no:
        objectives.edit(by, below, {}, {"weight_milli": 0})
    assert no.value.field == "weight_milli"

    objectives.archive(by, above)  # what stood under it can still be changed
    objectives.edit(by, below, {}, {"beneficiaries": "Il quartiere"})


def test_an_archived_objective_comes_back(world):
    id = world.objectives["o5"].id
    with pytest.raises(NotAllowed):
        objectives.archive(world.voice("qubi"), id)
    objectives.archive(world.coordinator, id)
    assert id not in {o.id for o in objectives.of_community(world.coordinator)}

    history.undo(world.coordinator, history.of_community(world.coordinator, 1)[0].id)
    assert of(world, "o5").archived_at is None


def test_who_drafted_it_may_take_it_back(world):
    member = world.voice("qubi")
    mine = objectives.draft(member, "Mio")
    objectives.archive(member, mine.id)
    assert mine.id not in {o.id for o in objectives.of_community(member)}


def test_an_archived_objective_further_up_is_in_nobodys_way(world):
    by = world.coordinator
    top = objectives.draft(by, "In cima").id
    middle = objectives.draft(by, "In mezzo", parent_id=top).id
    free = objectives.draft(by, "Libero").id
    objectives.archive(by, top)

    assert objectives.edit(by, free, {}, {"parent_id": middle}).parent_id == middle
    with pytest.raises(NotFound):
        objectives.draft(by, "Sotto chi non c’è più", parent_id=top)

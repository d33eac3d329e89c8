"""What a meeting decided, and what somebody said they would do."""

from datetime import date

import pytest

from models import ActionState, DecisionResult, DecisionState, ObjectiveState
from models.refusals import Changed, NotAllowed, Refused
from services import actions, decisions, history, objectives
from services.summaries import meetings as told


@pytest.fixture
def third(world):
    return world.meetings["m3"].id


def decided(world, meeting_id) -> list[str]:
    return [d.statement for d in told.whole(world.coordinator, meeting_id).decisions]


def test_a_decision_is_one_line_with_a_number(world, third):
    by = world.coordinator
    made = decisions.record(by, " Il quarto incontro è il 3 agosto ", third)

    assert made.ref == "DE-4"
    assert decided(world, third)[-1] == "Il quarto incontro è il 3 agosto"
    for person in (world.people["p02"], world.people["p17"]):
        with pytest.raises(NotAllowed):
            decisions.record(person, "Decido io", third)
    with pytest.raises(Refused) as no:
        decisions.record(by, "  ", third)
    assert no.value.field == "statement"


def test_a_decision_says_when_to_look_again(world, third):
    by = world.coordinator
    made = decisions.record(by, "Ci si vede di giovedì", third)
    made = decisions.edit(by, made.id, {"review_on": None}, {"review_on": date(2023, 7, 12)})

    assert made.asks_to_be_reviewed(date(2023, 7, 12))
    assert not made.asks_to_be_reviewed(date(2023, 7, 11))
    made = decisions.edit(by, made.id, {}, {"state": "superseded"})
    assert not made.asks_to_be_reviewed(date(2023, 7, 12))


def test_the_text_that_was_adopted_is_frozen(world, third):
    adopted = told.whole(world.coordinator, third).decisions[0]
    for wanted in (
        {"statement": "Tutt’altro"},
        {"result": DecisionResult.rejected},
        {"state": DecisionState.revoked},
    ):
        with pytest.raises(Refused) as no:
            decisions.edit(world.coordinator, adopted.id, {}, wanted)
        assert [no.value.field] == list(wanted)
    again = date(2023, 9, 1)
    same = {"result": adopted.result, "state": adopted.state, "statement": adopted.statement}
    edited = decisions.edit(world.coordinator, adopted.id, {}, same | {"review_on": again})
    assert (edited.review_on, edited.statement) == (again, adopted.statement)


def test_a_draft_becomes_the_group_s_by_a_decision(world, third):
    by = world.coordinator
    draft = objectives.draft(world.people["p02"], "Un frigo di quartiere", meeting_id=third)
    assert draft.id in [o.id for o in told.whole(by, third).drafted]

    (decision,) = objectives.adopt(by, [draft.id], third)

    assert decision.objective_id == draft.id
    now = {o.id: o for o in told.whole(by, third).drafted}[draft.id]
    assert (now.state, decision.text_hash) == (ObjectiveState.adopted, now.text_hash)
    assert [o.id for o in told.whole(by, third).idle] == [draft.id]  # R25: no activity yet
    with pytest.raises(NotAllowed):
        objectives.adopt(world.people["p02"], [draft.id], third)


def test_an_action_is_noted_owned_done_and_opened_again(world, third):
    member = world.people["p02"]
    action = actions.add(member, "  Chiamare   il comune ", third)
    assert action.text == "Chiamare il comune"

    actions.edit(member, action.id, {"owner_person_id": None}, {"owner_person_id": member.id})
    assert actions.set_state(member, action.id, ActionState.done).state == "done"
    assert actions.set_state(member, action.id, ActionState.open).state == "open"
    opened, closed = history.of_community(member)[:2]
    assert (opened.verb, closed.verb) == ("action.opened", "action.closed")
    with pytest.raises(NotAllowed):
        actions.add(world.people["p17"], "Osservo e basta", third)


def test_an_action_is_late_from_the_day_after(world, third):
    """R0: computed, never stored; what is done is not late."""
    action = actions.add(world.coordinator, "Stampare i volantini", due_on=date(2023, 7, 12))

    assert not action.is_late(date(2023, 7, 12))
    assert action.is_late(date(2023, 7, 13))
    done = actions.set_state(world.coordinator, action.id, ActionState.done)
    assert not done.is_late(date(2023, 7, 13))


def test_two_who_give_the_same_action_away_see_both(world, third):
    member = world.people["p02"]
    action = actions.add(member, "Chiamare il comune", third)
    seen = {"due_on": None}
    actions.edit(member, action.id, seen, {"due_on": date(2023, 7, 20)})
    actions.edit(member, action.id, seen, {"text": "Scrivere al comune"})  # another field: fine
    with pytest.raises(Changed):
        actions.edit(member, action.id, seen, {"due_on": date(2023, 7, 21)})


def test_an_open_action_follows_to_the_next_meeting_and_a_done_one_does_not(world):
    by, fourth = world.coordinator, world.meetings["m4"].id
    before = told.whole(by, fourth).actions
    actions.set_state(by, before[0].item.id, ActionState.done)

    after = told.whole(by, fourth).actions
    assert [a.item.id for a in after] == [a.item.id for a in before[1:]]

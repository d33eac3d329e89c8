"""A tap speaks of what stood on the screen: what was changed meanwhile it does not overrun."""

from datetime import date

import pytest

from models import ActivityState, Kind, NeedState, ObjectiveState, Unit, promise_hash
from models.refusals import Refused
from services import activities, history, needs, objectives, pledges
from services.summaries import resources
from services.summaries.attention import waiting
from services.summaries.frames import each


def of(found: list, id):
    return next(one for one in found if one.id == id)


def test_a_yes_is_said_to_the_words_that_were_read(world):
    giver, by = world.voice("qubi"), world.coordinator
    org = world.orgs["qubi"].id
    room = pledges.offer(giver, org, Kind.space, "Serra", 2000, Unit.half_day)
    read = promise_hash(room)
    wanted = {"quantity_milli": 4000, "condition": "se piove", "to_on": date(2023, 9, 1)}
    pledges.edit(by, room.id, {}, wanted)

    with pytest.raises(Refused) as no:
        pledges.confirm(giver, room.id, read=read)
    said = str(no.value).replace("\xa0", " ")
    assert f"{by.name} ha cambiato “Serra”" in said
    assert "quantità: 2 mezze giornate → 4 mezze giornate" in said and "– → se piove" in said
    assert of(pledges.of_community(by), room.id).state == "proposed"

    pledges.edit(by, room.id, {}, {"note": "Al mattino", "answer_by": date(2023, 8, 1)})
    for field, was in (("quantity_milli", 2000), ("condition", ""), ("to_on", None), ("note", "")):
        pledges.edit(giver, room.id, {}, {field: was})
    assert pledges.confirm(giver, room.id, read=read).firm, "as it was read, whatever was between"


def test_a_condition_is_met_as_it_was_read(world):
    giver, org = world.voice("qubi"), world.orgs["qubi"].id
    half = pledges.offer(giver, org, Kind.money, "Stampa", condition="trovare l’altra metà")
    read = promise_hash(half)
    pledges.edit(giver, half.id, {}, {"condition": "trovarne due terzi"})

    with pytest.raises(Refused, match="sei tu che hai cambiato.*due terzi"):
        pledges.mark_condition_met(giver, half.id, read=read)
    now = promise_hash(of(pledges.of_community(giver), half.id))
    assert pledges.mark_condition_met(giver, half.id, read=now).condition_met_by == giver.id


def test_what_every_screen_has_read_is_what_is_there(world):
    there = {pledge.id: promise_hash(pledge) for pledge in pledges.of_community(world.coordinator)}
    register = each(resources.of_community(world.coordinator).pledges)
    assert {row.id: promise_hash(row) for row in register} == there

    giver = world.voice("cerchioaperto")
    mine = [line for line in waiting(giver) if line.kind == "pledge" and line.mine]
    assert mine and all(line.read == there[line.id] for line in mine)


def test_two_who_say_how_far_it_is_do_not_overrun_each_other(world):
    one, other, work = world.coordinator, world.voice("qubi"), world.activities["a05"]
    seen = {"progress_pct": work.progress_pct, "state": work.state}
    activities.progress(other, work.id, 75, seen=seen)

    with pytest.raises(Refused) as no:
        activities.progress(one, work.id, 25, seen=seen)
    assert f"{other.name} ha cambiato" in str(no.value) and "→ 75%" in str(no.value)
    with pytest.raises(Refused):
        activities.progress(one, work.id, 0, ActivityState.blocked, seen=seen)
    lines = len(history.of_thing(one, work.id))
    assert activities.progress(one, work.id, 75, seen=seen).progress_pct == 75, "said by both"
    assert len(history.of_thing(one, work.id)) == lines
    seen = {"progress_pct": 75, "state": ActivityState.in_progress}
    assert activities.progress(one, work.id, 100, seen=seen).state == ActivityState.done


def test_two_who_say_what_became_of_an_objective_do_not_overrun_each_other(world):
    by, id = world.coordinator, world.objectives["o1"].id
    seen = of(objectives.of_community(by), id).state
    objectives.set_state(by, id, ObjectiveState.achieved, seen=seen)

    with pytest.raises(Refused, match="sei tu"):
        objectives.set_state(by, id, ObjectiveState.dropped, seen=seen)
    now = objectives.set_state(by, id, ObjectiveState.dropped, seen=ObjectiveState.achieved)
    assert now.state == ObjectiveState.dropped


def test_a_need_is_not_closed_by_who_read_another_one(world):
    by, need = world.coordinator, world.needs["n9"]
    [row] = resources.of_community(by).one_need(str(need.id))
    seen = {field: getattr(row, field) for field in needs.ASKED}
    needs.edit(by, need.id, {}, {"quantity_milli": 90_000, "unit": Unit.hour})

    with pytest.raises(Refused, match="90 ore"):
        needs.close(by, need.id, met=True, seen=seen)
    seen |= {"quantity_milli": 90_000, "unit": Unit.hour}
    assert needs.close(by, need.id, met=True, seen=seen).state is NeedState.closed_met
    with pytest.raises(Refused, match="chiuso"):
        needs.close(by, need.id, met=False, seen=seen)
    assert needs.reopen(by, need.id, seen=seen | {"state": NeedState.closed_met}).state == "open"

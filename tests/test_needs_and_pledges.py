"""A need is asked, somebody gives: who may say yes, who may only propose, and what stays."""

from datetime import date
from uuid import uuid4

import pytest

from models import Beneficiary, Kind, NeedState, Person, Pledge, PledgeState, Unit
from models.refusals import Changed, NotAllowed, NotFound, Refused
from services import (
    attendance,
    history,
    meetings,
    needs,
    offers,
    organisations,
    pledges,
    presence,
)
from services.change import Repeated
from services.demo import World
from services.look import standing_of
from services.summaries import resources
from services.summaries.attention import waiting
from services.summaries.frames import each
from translations import speaking


def a_room(by: Person, world: World, **said) -> Pledge:
    org = world.orgs["qubi"].id
    return pledges.offer(by, org, Kind.space, "Serra, 20 posti", 2000, Unit.half_day, **said)


def qubi(world: World) -> Person:
    return world.voice("qubi")


def pledge_of(world: World, pledge: Pledge) -> Pledge:
    return next(p for p in pledges.of_community(world.coordinator) if p.id == pledge.id)


def test_who_may_commit_the_giver_says_yes_and_nobody_else(world):
    offered = a_room(qubi(world), world)
    assert (offered.state, offered.firm) == (PledgeState.proposed, False)

    for other in (world.coordinator, world.voice("cerchioaperto"), world.people["p02"]):
        if other.id != qubi(world).id:
            with pytest.raises(NotAllowed):
                pledges.confirm(other, offered.id)

    yes = pledges.confirm(qubi(world), offered.id)
    assert (yes.firm, yes.confirmed_by) == (True, qubi(world).id)


def test_what_a_coordinator_records_for_somebody_stays_proposed(world):
    recorded = a_room(world.coordinator, world)

    assert (recorded.state, recorded.giver_person_id) == (PledgeState.proposed, None)
    with pytest.raises(NotAllowed):
        pledges.promise(world.coordinator, world.orgs["qubi"].id, Kind.space, "Serra")
    assert pledges.confirm(qubi(world), recorded.id).firm


def test_a_promise_is_firm_at_once_by_who_may_commit(world):
    org = world.orgs["qubi"].id

    said = pledges.promise(qubi(world), org, Kind.skill, "Orto in cassetta", 4000, Unit.hour)

    assert (said.firm, said.confirmed_by) == (True, qubi(world).id)
    with pytest.raises(NotAllowed):
        pledges.promise(world.voice("cerchioaperto"), org, Kind.skill, "Orto")


def test_what_is_given_to_an_activity_answers_its_one_need_that_is_like_it(world):
    org, workshop = world.orgs["qubi"].id, world.activities["a07"].id

    def given(kind: Kind, unit: Unit | None = None, **more):
        amount = unit and 1000
        return pledges.offer(qubi(world), org, kind, "Per i laboratori", amount, unit, **more)

    assert given(Kind.space, activity_id=workshop).need_id == world.needs["n6"].id
    assert given(Kind.space, Unit.hour, activity_id=workshop).need_id == world.needs["n6"].id
    assert given(Kind.space, Unit.m2, activity_id=workshop).need_id is None, "not to be compared"
    assert given(Kind.skill, activity_id=workshop).need_id is None, "two needs are like it"
    assert given(Kind.money, activity_id=workshop).need_id is None
    for_us = given(Kind.space, activity_id=workshop, beneficiary=Beneficiary.community_life)
    assert for_us.need_id is None


def test_a_member_offers_only_for_their_own(world):
    with pytest.raises(NotAllowed):
        a_room(world.voice("cerchioaperto"), world)


def test_silence_never_confirms(world):
    waiting = a_room(qubi(world), world, answer_by=date(2023, 7, 1))

    assert waiting.answer_by < date(2023, 7, 12)
    assert (waiting.state, waiting.firm) == (PledgeState.proposed, False)


def test_what_nobody_said_yes_to_by_its_last_day_counts_no_more_but_a_late_yes_does(world):
    by, giver = world.coordinator, qubi(world)
    today, yesterday = date(2023, 7, 12), date(2023, 7, 11)
    whole = offers.add(giver, world.orgs["qubi"].id, Kind.space, "Serra", 2000, Unit.half_day)
    room = a_room(giver, world, to_on=today, offer_id=whole.id)

    def told() -> tuple:
        stock = resources.of_community(by)
        [row] = stock.one_pledge(str(room.id))
        waits = {p.id for p in each(resources.unanswered(stock.pledges))}
        asks = {line.id for line in waiting(giver) if line.kind == "pledge"}
        return str(row.state), row.offered, room.id in waits, room.id in asks

    assert told() == ("proposed", True, True, True), "the last day itself still waits"
    with pytest.raises(Refused, match="resta solo"):
        a_room(giver, world, offer_id=whole.id)
    pledges.edit(giver, room.id, {}, {"to_on": yesterday})
    assert told() == ("expired", False, False, False)
    assert pledges.possible(standing_of(giver), pledge_of(world, room)) == ["confirm", "edit"]

    other = a_room(giver, world, offer_id=whole.id)  # it holds nothing of its offer any more
    with pytest.raises(Refused, match="resta solo"):
        pledges.confirm(giver, room.id)
    pledges.withdraw(giver, other.id, "per l’altra")
    assert pledges.confirm(giver, room.id).firm
    assert told() == ("confirmed", False, False, False)


def test_a_condition_keeps_a_promise_from_being_firm(world):
    by, org = qubi(world), world.orgs["qubi"].id
    half = pledges.promise(
        by, org, Kind.money, "Metà stampa", 100_000, Unit.EUR, condition="trovare l’altra metà"
    )
    assert (half.state, half.firm) == (PledgeState.confirmed, False)
    with pytest.raises(Refused, match="condizione"):
        pledges.deliver(by, half.id)
    with pytest.raises(NotAllowed):
        pledges.mark_condition_met(world.coordinator, half.id)

    assert pledges.mark_condition_met(by, half.id).firm
    with pytest.raises(Refused):
        pledges.mark_condition_met(by, half.id)


def test_a_condition_that_was_marked_by_a_slip_waits_again_while_nothing_was_given(world):
    by, org = qubi(world), world.orgs["qubi"].id
    half = pledges.offer(by, org, Kind.space, "Metà serra", condition="se si trova l’altra metà")
    with pytest.raises(Refused, match="soddisfatte"):
        pledges.open_condition(by, half.id)
    pledges.mark_condition_met(by, half.id)
    pledges.confirm(by, half.id)
    with pytest.raises(NotAllowed):
        pledges.open_condition(world.coordinator, half.id)

    assert "open_condition" in pledges.possible(standing_of(by), pledge_of(world, half))
    assert not pledges.open_condition(by, half.id).firm
    assert "meet_condition" in pledges.possible(standing_of(by), pledge_of(world, half))
    pledges.mark_condition_met(by, half.id)
    pledges.deliver(by, half.id)
    with pytest.raises(Refused, match="cambiata"):
        pledges.open_condition(by, half.id)


def test_declined_with_a_reason_by_who_may_commit(world):
    recorded = a_room(world.coordinator, world)

    with pytest.raises(Refused):
        pledges.decline(qubi(world), recorded.id, "  ")
    with pytest.raises(NotAllowed):
        pledges.decline(world.coordinator, recorded.id, "non risponde")
    no = pledges.decline(qubi(world), recorded.id, "a settembre la serra è chiusa")

    assert (no.state, no.reason) == (PledgeState.declined, "a settembre la serra è chiusa")
    with pytest.raises(Refused):
        pledges.confirm(qubi(world), recorded.id)


def test_who_declined_takes_their_no_back_and_nobody_else_does(world):
    giver, recorded = qubi(world), a_room(world.coordinator, world)
    pledges.decline(giver, recorded.id, "a settembre è chiusa")
    [no] = [line for line in history.of_community(giver, 5) if line.verb == "pledge.declined"]
    assert no.can_undo and not history.of_community(world.coordinator)[0].can_undo
    with pytest.raises(NotAllowed):
        history.undo(world.coordinator, no.id)

    assert history.undo(giver, no.id) == []
    back = pledge_of(world, recorded)
    assert (back.state, back.reason) == (PledgeState.proposed, "")
    assert pledges.confirm(giver, recorded.id).firm


def test_a_no_is_not_taken_back_by_who_may_not_say_yes_any_more(world):
    giver, recorded = qubi(world), a_room(world.coordinator, world)
    pledges.decline(giver, recorded.id, "a settembre è chiusa")
    no = history.of_community(giver)[0]
    organisations.archive(world.coordinator, world.orgs["qubi"].id)
    with pytest.raises(NotAllowed):
        history.undo(giver, no.id)


def test_delivered_in_one_tap_and_taken_back(world):
    by = qubi(world)
    offered = a_room(by, world)
    with pytest.raises(Refused):
        pledges.deliver(by, offered.id)
    pledges.confirm(by, offered.id)
    with pytest.raises(Refused, match="ancora"):
        pledges.deliver(by, offered.id, date(2023, 8, 1))

    given = pledges.deliver(by, offered.id)
    assert (given.state, given.delivered_on) == (PledgeState.delivered, date(2023, 7, 12))
    with pytest.raises(NotAllowed):
        pledges.take_back_delivery(world.voice("cerchioaperto"), given.id)
    back = pledges.take_back_delivery(by, given.id)
    assert (back.state, back.delivered_on, back.firm) == (PledgeState.confirmed, None, True)


def test_withdrawn_with_a_reason_and_still_in_the_register(world):
    firm, only_offered = world.pledges["r03"], world.pledges["r02"]

    with pytest.raises(Refused, match="confermata"):
        pledges.withdraw(world.coordinator, firm.id, "ce l’hanno detto al telefono")
    with pytest.raises(NotAllowed):
        pledges.withdraw(qubi(world), firm.id, "non è nostra")
    assert pledges.withdraw(world.coordinator, only_offered.id, "detta per errore").reason
    gone = pledges.withdraw(world.voice("secondastagione"), firm.id, "il magazzino è pieno")

    assert gone.state is PledgeState.withdrawn
    assert gone.id in {p.id for p in pledges.of_community(world.coordinator)}


def test_only_what_is_proposed_is_reworded_and_two_hands_are_told(world):
    by, offered = qubi(world), world.pledges["r02"]
    giver = world.voice("cerchioaperto")
    with pytest.raises(NotAllowed):
        pledges.edit(by, offered.id, {}, {"title": "La nostra serra"})
    with pytest.raises(Refused):
        pledges.edit(world.voice("secondastagione"), world.pledges["r03"].id, {}, {"title": "X"})

    pledges.edit(giver, offered.id, {"quantity_milli": 4000}, {"quantity_milli": 3000})
    with pytest.raises(Changed):
        pledges.edit(
            world.coordinator, offered.id, {"quantity_milli": 4000}, {"quantity_milli": 5000}
        )


def test_an_offer_goes_where_its_need_goes(world):
    need = world.needs["n1"]

    offered = a_room(qubi(world), world, need_id=need.id)

    assert offered.activity_id == need.activity_id
    with pytest.raises(NotFound):
        a_room(qubi(world), world, need_id=uuid4())
    with pytest.raises(Refused):
        a_room(qubi(world), world, need_id=need.id, beneficiary=Beneficiary.community_life)


def test_a_double_click_offers_once(world):
    op, before = uuid4(), len(pledges.of_community(world.coordinator))

    a_room(qubi(world), world, op=op)
    with pytest.raises(Repeated):
        a_room(qubi(world), world, op=op)

    assert len(pledges.of_community(world.coordinator)) == before + 1


def test_a_quantity_is_more_than_zero_or_not_said(world):
    by = world.voice("cerchioaperto")

    assert needs.add(by, Kind.time, "Qualcuno alla porta").quantity_milli is None
    for milli, unit in ((0, Unit.hour), (-1, Unit.hour), (1000, None)):
        with pytest.raises(Refused):
            needs.add(by, Kind.time, "Qualcuno alla porta", milli, unit)
    big = needs.add(by, Kind.money, "Il bando della Città", 2_400_000_000_000, Unit.EUR)
    assert list(resources.of_community(by).needs.quantity_milli)[-1] == big.quantity_milli


def test_a_number_as_it_is_written_at_a_meeting():
    said = {"2,5": 2500, "2.5": 2500, " 30 ": 30_000, "1.500": 1_500_000, "2,125": 2125, "": None}
    assert {text: needs.thousandths(text) for text in said} == said
    with speaking("en"):
        assert [needs.thousandths(text) for text in ("1,500", "2.125")] == [1_500_000, 2125]
    for nonsense in ("tanto", "2-3", "0", "-4", "0,0", "9" * 15):
        with pytest.raises(Refused):
            needs.thousandths(nonsense)


def test_a_need_is_closed_and_reopened_and_an_archived_one_comes_back(world):
    by, need = world.coordinator, world.needs["n9"]

    assert needs.close(by, need.id, met=False).state is NeedState.closed_unmet
    assert needs.reopen(by, need.id).state is NeedState.open
    needs.archive(by, need.id)
    assert need.id not in set(resources.of_community(by).needs.id)
    history.undo(by, history.of_community(by)[0].id)
    assert need.id in set(resources.of_community(by).needs.id)


def test_the_history_tells_it(world):
    offered = a_room(world.coordinator, world)
    pledges.confirm(qubi(world), offered.id)
    pledges.deliver(qubi(world), offered.id)

    told = [line.verb for line, _ in history.of_thing(world.coordinator, offered.id)]
    assert told == ["pledge.delivered", "pledge.confirmed", "pledge.offered"]


def test_what_is_offered_on_another_page_while_a_meeting_runs_was_said_there(world):
    marta, m4 = world.people["p02"], world.meetings["m4"]
    assert presence.meeting_of(world.coordinator) is None
    meetings.open(world.coordinator, m4.id)
    assert presence.meeting_of(world.coordinator) == m4.id
    assert presence.meeting_of(marta) is None  # at home
    attendance.record(world.coordinator, m4.id, marta.id, world.orgs["filoripreso"].id)
    assert presence.meeting_of(marta) == m4.id


def test_an_offer_goes_to_no_need_that_somebody_archived_meanwhile(world):
    by = world.coordinator
    gone, stays = (needs.add(by, Kind.space, title).id for title in ("Una sala", "Un’altra"))
    offered = a_room(qubi(world), world)
    needs.archive(by, gone)

    with pytest.raises(NotFound):
        pledges.edit(by, offered.id, {"need_id": None}, {"need_id": gone})
    assert pledges.edit(by, offered.id, {"need_id": None}, {"need_id": stays}).need_id == stays
    needs.archive(by, stays)  # what it already answers is in nobody's way
    pledges.edit(by, offered.id, {"note": ""}, {"note": "Al mattino"})


def test_a_condition_that_was_reworded_is_not_met_by_what_was_said_of_the_one_before(world):
    offered = a_room(qubi(world), world, condition="se troviamo l’altra metà")
    pledges.mark_condition_met(qubi(world), offered.id)
    seen = {"condition": offered.condition}
    pledges.edit(world.coordinator, offered.id, seen, {"condition": "per un giorno solo"})

    assert pledges.confirm(qubi(world), offered.id).conditional
    again = a_room(qubi(world), world, condition="se piove")
    pledges.mark_condition_met(qubi(world), again.id)
    pledges.edit(world.coordinator, again.id, {}, {"note": "Al mattino"})
    assert not pledges.confirm(qubi(world), again.id).conditional


def test_nobody_says_yes_for_an_organisation_that_is_no_longer_there(world):
    offered = a_room(qubi(world), world)
    organisations.archive(world.coordinator, world.orgs["qubi"].id)
    with pytest.raises(NotAllowed):
        pledges.confirm(qubi(world), offered.id)
    assert world.orgs["qubi"].id not in pledges.can_be_confirmed_for(world.coordinator)

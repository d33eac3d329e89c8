"""A promise is given, in parts or at once; somebody else sees it; hosting is given too."""

from datetime import date

import pytest

from models import Beneficiary, Kind, MeetingState, Pledge, PledgeState, Unit
from models.refusals import NotAllowed, Refused
from services import deliveries, history, meetings, pledges
from services.demo import World
from services.summaries import amounts, resources
from tests.test_needs_and_pledges import a_room, qubi

ROOM = 2000  # thousandths: two half days


def promised(world: World, milli: int | None = ROOM) -> Pledge:
    org = world.orgs["qubi"].id
    unit = Unit.half_day if milli else None
    return pledges.promise(qubi(world), org, Kind.space, "Serra", milli, unit)


def row(world: World, pledge: Pledge):
    (found,) = resources.of_community(world.coordinator).one_pledge(str(pledge.id))
    return found


def given(world: World, pledge: Pledge) -> tuple:
    known = row(world, pledge)
    return known.state, known.deliveries, known.delivered_milli, known.verified_milli


def test_in_parts_until_it_is_whole_and_back_again(world):
    by, pledge = qubi(world), promised(world)
    assert given(world, pledge) == ("confirmed", 0, 0, 0)

    pledges.deliver(by, pledge.id, quantity_milli=500, evidence="  firma   di presenza ")
    assert given(world, pledge) == ("partly_delivered", 1, 500, 0)
    with pytest.raises(Refused, match="più di quanto resta"):
        pledges.deliver(by, pledge.id, quantity_milli=1600)
    pledges.deliver(by, pledge.id)
    assert given(world, pledge) == ("delivered", 2, ROOM, 0)
    assert row(world, pledge).delivered_on == date(2023, 7, 12)

    pledges.take_back_delivery(by, pledge.id)
    assert given(world, pledge) == ("partly_delivered", 1, 500, 0)
    pledges.take_back_delivery(by, pledge.id)
    assert given(world, pledge) == ("confirmed", 0, 0, 0)
    assert row(world, pledge).firm


def test_what_has_no_quantity_is_given_as_a_whole_and_stays_unknown(world):
    by, pledge = qubi(world), promised(world, None)
    with pytest.raises(Refused, match="tutto insieme"):
        pledges.deliver(by, pledge.id, quantity_milli=1000)

    pledges.deliver(by, pledge.id)
    assert given(world, pledge) == ("delivered", 1, None, 0)  # nobody has verified any


def test_only_the_rest_of_what_was_partly_given_is_withdrawn(world):
    by, pledge = qubi(world), promised(world)
    pledges.deliver(by, pledge.id, quantity_milli=500)
    with pytest.raises(Refused):
        pledges.withdraw(world.coordinator, pledge.id, "ce l’hanno detto")

    pledges.withdraw(by, pledge.id, "la serra è in riparazione")
    known = row(world, pledge)
    assert (known.state, known.quantity_milli, known.delivered_milli) == ("delivered", 500, 500)
    assert (known.reason, known.firm) == ("la serra è in riparazione", True)


def test_somebody_other_than_the_giver_verifies(world):
    by, pledge, other = qubi(world), promised(world), world.voice("cerchioaperto")
    pledges.deliver(by, pledge.id, quantity_milli=500)
    pledges.deliver(by, pledge.id)
    (first, _), (second, _) = deliveries.of_pledge(other, pledge.id)

    with pytest.raises(Refused, match="Chi dà non verifica"):
        deliveries.verify(by, first.id)
    with pytest.raises(NotAllowed):
        deliveries.verify(world.people["p17"], first.id)
    deliveries.verify(other, first.id)
    with pytest.raises(Refused, match="già"):
        deliveries.verify(world.coordinator, first.id)

    assert given(world, pledge) == ("delivered", 2, ROOM, 500)
    names = [name for _, name in deliveries.of_pledge(world.coordinator, pledge.id)]
    assert names == [other.name, ""]
    told = [line.verb for line, _ in history.of_thing(world.coordinator, first.id)]
    assert told == ["delivery.verified", "pledge.delivered"]


def test_totals_count_what_was_given_of_what_is_promised(world):
    before = spaces(world)
    pledge = promised(world)
    pledges.deliver(qubi(world), pledge.id, quantity_milli=500)

    after = spaces(world)
    assert after.confirmed_milli - before.confirmed_milli == ROOM
    assert after.delivered_milli - before.delivered_milli == 500


def spaces(world: World):
    rows = amounts.totals(resources.of_community(world.coordinator))
    return next(r for r in rows.itertuples() if r.kind == "space" and r.unit == "half_day")


def hosted(world: World) -> list:
    rows = resources.of_community(world.coordinator).for_the_meetings
    return [p for p in rows.itertuples() if p.meeting_id == world.meetings["m4"].id]


def test_hosting_is_written_down_when_the_meeting_closes_once_and_beside_the_plan(world):
    by, m4, host = world.coordinator, world.meetings["m4"], world.orgs["cerchioaperto"].id
    seen = {"host_organisation_id": m4.host_organisation_id}
    meetings.edit(by, m4.id, seen, {"host_organisation_id": host})
    meetings.open(by, m4.id)
    before = list(resources.of_community(by).needs.firm_milli)
    meetings.close(by, m4.id)

    [told] = hosted(world)
    assert (told.giver_organisation_id, told.kind, told.state) == (host, "space", "delivered")
    assert (told.delivered_milli, told.unit) == (3000, "hour")  # from three to six
    assert told.beneficiary == Beneficiary.community_life
    assert list(resources.of_community(by).needs.firm_milli) == before
    assert history.of_community(by)[0].what == m4.title

    meetings.reopen(by, m4.id)
    assert meetings.close(by, m4.id).state is MeetingState.closed
    assert [p.id for p in hosted(world)] == [told.id]


def test_of_a_host_corrected_between_two_closings_nothing_stays(world):
    by, m4 = world.coordinator, world.meetings["m4"]
    first, second = world.orgs["cerchioaperto"].id, world.orgs["qubi"].id
    meetings.edit(by, m4.id, {}, {"host_organisation_id": first})
    meetings.open(by, m4.id)
    meetings.close(by, m4.id)
    meetings.reopen(by, m4.id)
    meetings.edit(by, m4.id, {}, {"host_organisation_id": second})
    meetings.close(by, m4.id)

    [told] = hosted(world)
    assert (told.giver_organisation_id, told.deliveries) == (second, 1)


def test_a_coordinator_may_refuse_it_with_a_reason_and_nobody_else(world):
    by, held = world.coordinator, world.pledges["r01"]
    with pytest.raises(NotAllowed):
        deliveries.refuse_hosting(qubi(world), held.id, "non era lì")
    with pytest.raises(Refused):
        deliveries.refuse_hosting(by, held.id, " ")
    with pytest.raises(Refused, match="ospitalità"):
        other = promised(world)
        pledges.deliver(qubi(world), other.id)
        deliveries.refuse_hosting(by, other.id, "non è ospitalità")

    assert deliveries.refuse_hosting(by, held.id, "pioveva").state is PledgeState.declined
    assert (row(world, held).deliveries, row(world, held).reason) == (0, "pioveva")
    was = world.pledges["r01"].delivered_on
    history.undo(by, history.of_community(by)[0].id)  # it was the meeting before
    back = row(world, held)
    assert (back.state, back.deliveries, back.reason) == ("delivered", 1, "")
    assert (back.delivered_on, back.firm) == (was, True)


def test_what_is_only_offered_or_waits_for_a_condition_is_not_delivered(world):
    offered = a_room(qubi(world), world)
    with pytest.raises(Refused):
        pledges.deliver(qubi(world), offered.id, quantity_milli=500)

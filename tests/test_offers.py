"""The asset map: what one can give stands there, promises nothing and is not given twice."""

from datetime import date

import pytest

from models import Kind, Known, Terms, Unit
from models.refusals import Changed, NotAllowed, Refused
from services import history, offers, organisations, pledges, venues
from services.demo import World
from services.summaries import assets, resources
from tests.test_needs_and_pledges import qubi


def a_greenhouse(world: World, **more):
    org = world.orgs["qubi"].id
    said = {"quantity_milli": 6000, "unit": Unit.half_day, "seats": 20} | more
    said |= {"venue_id": world.venues["garden"].id}
    return offers.add(qubi(world), org, Kind.space, "Serra nel container", **said)


def shown(world: World, offer):
    stock, rows = resources.of_community(world.coordinator), assets.of_community(world.coordinator)
    rows = assets.with_left(rows, stock.pledges, stock.day_hours)
    return next((r for r in rows.itertuples() if r.id == offer.id), None)


def take(by, world: World, offer, milli: int | None, unit=Unit.half_day, **more):
    org, kind = more.pop("org", world.orgs["qubi"].id), more.pop("kind", Kind.space)
    unit = unit if milli else None
    return pledges.offer(by, org, kind, "Serra", milli, unit, offer_id=offer.id, **more)


def test_a_member_puts_their_own_a_coordinator_anybody_s(world):
    other = world.voice("cerchioaperto")
    with pytest.raises(NotAllowed):
        offers.add(other, world.orgs["qubi"].id, Kind.space, "La loro serra")
    mine = a_greenhouse(world)
    theirs = offers.add(world.coordinator, world.orgs["qubi"].id, Kind.skill, "Orto", people=2)

    assert [offer.ref for offer in offers.of_community(other)][-2:] == [mine.ref, theirs.ref]
    with pytest.raises(NotAllowed):
        offers.edit(other, mine.id, {}, {"title": "La nostra serra"})
    offers.edit(qubi(world), mine.id, {"title": mine.title}, {"title": "Serra grande"})
    with pytest.raises(Changed):
        offers.edit(world.coordinator, mine.id, {"title": mine.title}, {"title": "Serra piccola"})


def test_what_a_space_does_not_say_its_venue_says(world):
    seen = {"capacity": None, "step_free": Known.unknown}
    venues.edit(
        world.coordinator,
        world.venues["garden"].id,
        seen,
        {"capacity": 40, "step_free": Known.yes},
    )
    told = shown(world, a_greenhouse(world, seats=None))
    assert (told.venue, told.locality) == ("Qubì Garden", "Torino")
    assert (told.seats, told.step_free) == (40, Known.yes)
    told = shown(world, a_greenhouse(world, step_free=Known.no))
    assert (told.seats, told.step_free) == (20, Known.no)


@pytest.mark.parametrize(
    "wrong",
    [
        {"seats": 0},
        {"people": -1},
        {"wish": "due riparatori"},
        {"from_on": date(2023, 9, 2), "to_on": date(2023, 9, 1)},
    ],
)
def test_what_makes_no_sense_is_refused(world, wrong):
    with pytest.raises(Refused):
        a_greenhouse(world, **wrong)


def test_something_in_return_is_said_with_its_kind(world):
    offer = a_greenhouse(world, terms=Terms.in_return, wish="due  riparatori", wish_kind="skill")
    assert (offer.wish, offer.wish_kind) == ("due riparatori", "skill")


def test_what_is_taken_up_is_no_longer_there_and_comes_back_when_it_falls_away(world):
    by, offer = qubi(world), a_greenhouse(world)
    first = take(by, world, offer, 4000)
    assert (shown(world, offer).left_milli, shown(world, offer).taken) == (2000, 1)
    with pytest.raises(Refused, match="resta solo: 2 mezze giornate"):
        take(by, world, offer, 3000)
    with pytest.raises(Refused, match="resta solo"):
        take(by, world, offer, 2000, Unit.day)
    take(world.coordinator, world, offer, 1000, Unit.day)  # proposed, and it holds its part
    assert shown(world, offer).left_milli == 0
    pledges.edit(by, first.id, {"quantity_milli": 4000}, {"quantity_milli": 3000})
    with pytest.raises(Refused, match="resta solo"):
        pledges.edit(by, first.id, {"quantity_milli": 3000}, {"quantity_milli": 5000})

    pledges.withdraw(by, first.id, "serve a noi")
    assert shown(world, offer).left_milli == 4000


def test_nothing_is_taken_from_another_kind_another_giver_or_what_stands_no_more(world):
    by, offer = qubi(world), a_greenhouse(world)
    for wrong in ({"kind": Kind.skill}, {"org": world.orgs["cerchioaperto"].id}):
        with pytest.raises(Refused):
            take(world.coordinator, world, offer, 1000, **wrong)
    with pytest.raises(Refused, match="altra unità"):
        take(by, world, offer, 1000, Unit.m2)

    offers.withdraw(by, offer.id)
    with pytest.raises(Refused, match="non c’è più"):
        take(by, world, offer, 1000)
    offers.put_back(by, offer.id)
    assert take(by, world, offer, None).offer_id == offer.id


def test_a_standing_offer_has_days_and_something_left(world):
    gone = a_greenhouse(world, to_on=date(2023, 7, 11))
    empty, there = a_greenhouse(world), a_greenhouse(world, quantity_milli=None)
    take(qubi(world), world, empty, 6000)

    stock, rows = resources.of_community(world.coordinator), assets.of_community(world.coordinator)
    rows = assets.with_left(rows, stock.pledges, stock.day_hours)
    standing = set(assets.standing(rows, stock.as_of).id)
    assert there.id in standing and not {gone.id, empty.id} & standing


def test_an_archived_offer_comes_back(world):
    offer = a_greenhouse(world)
    offers.archive(qubi(world), offer.id)
    assert shown(world, offer) is None
    history.undo(world.coordinator, history.of_community(world.coordinator)[0].id)
    assert shown(world, offer) is not None

    organisations.archive(world.coordinator, world.orgs["qubi"].id)
    assert shown(world, offer) is None, "nobody is there to say yes"


def test_what_is_held_already_is_reworded_whatever_became_of_the_offer(world):
    by, offer = qubi(world), a_greenhouse(world)
    first = take(by, world, offer, 4000)
    offers.withdraw(by, offer.id)

    pledges.edit(by, first.id, {}, {"title": "Serra piccola", "condition": "se non piove"})
    assert pledges.edit(by, first.id, {}, {"quantity_milli": 3000}).title == "Serra piccola"
    for more in ({"quantity_milli": 3500}, {"unit": Unit.day}):
        with pytest.raises(Refused, match="non c’è più"):
            pledges.edit(by, first.id, {}, more)


def test_an_undo_takes_no_more_than_is_left(world):
    by, offer = qubi(world), a_greenhouse(world)
    first = take(by, world, offer, 4000)
    pledges.edit(by, first.id, {}, {"quantity_milli": 1000})
    line = history.of_community(by)[0]
    take(by, world, offer, 4000)

    with pytest.raises(Refused, match="resta solo"):
        history.undo(world.coordinator, line.id)
    assert shown(world, offer).left_milli == 1000

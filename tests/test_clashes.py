"""A space or a person promised twice is told, and nobody is stopped."""

from datetime import date, timedelta

from models import Kind
from services import meetings, offers, pledges
from services.metering import meter
from services.summaries import clashes, phone, resources
from tests.test_phone import send, sit


def room(world, first, last=None, title="Serra, 20 posti", by="qubi", kind=Kind.space):
    giver = world.voice(by)
    return pledges.offer(giver, world.orgs[by].id, kind, title, from_on=first, to_on=last)


def found(world) -> list:
    return clashes.clashes(resources.of_community(world.coordinator).pledges)


def of(world, *offered) -> list:
    ids = {pledge.id for pledge in offered}
    return [c for c in found(world) if {c.one.id, c.other.id} <= ids]


def test_the_same_room_twice_on_one_day(world):
    one = room(world, date(2023, 9, 1), date(2023, 9, 5))
    other = room(world, date(2023, 9, 5), title="serra, con le sedie")

    [clash] = of(world, one, other)
    assert (clash.one.id, clash.other.id, clash.space) == (one.id, other.id, True)
    assert (clash.from_on, clash.to_on) == (date(2023, 9, 5), date(2023, 9, 5))
    assert clashes.of_new(world.coordinator, other.id) == [clash]
    pledges.confirm(world.voice("qubi"), other.id)  # a warning, no lock
    assert of(world, one, other)


def test_another_room_another_day_or_no_day_is_no_clash(world):
    one = room(world, date(2023, 9, 1), date(2023, 9, 5))
    others = [
        room(world, date(2023, 9, 6)),
        room(world, date(2023, 9, 1), title="Cortile"),
        room(world, None),
        room(world, date(2023, 9, 1), by="cerchioaperto"),
    ]
    assert of(world, one, *others) == []


def test_one_room_on_offer_is_one_room_whatever_each_promise_calls_it(world):
    giver, day = world.voice("cerchioaperto"), date(2023, 9, 20)
    offer = next(o for o in offers.of_community(giver) if o.kind == Kind.space)

    def promised(title, on=day):
        more = {"offer_id": offer.id, "from_on": on}
        return pledges.offer(
            giver, offer.organisation_id, Kind.space, title, 1000, offer.unit, **more
        )

    one, other = promised("Laboratorio di cucito"), promised("Festa della rete")
    promised("Un altro giorno", day + timedelta(days=1))
    assert [c.space for c in of(world, one, other)] == [True]

    same = promised("Festa della rete, di sera")  # by name and by offer: told once
    assert len(of(world, one, other, same)) == 3


def test_the_same_person_twice_and_what_fell_away(world):
    one = room(world, date(2023, 9, 1), date(2023, 9, 5), "Orto", kind=Kind.skill)
    other = room(world, date(2023, 9, 3), None, "Ciclofficina", kind=Kind.time)
    [clash] = of(world, one, other)
    assert not clash.space

    pledges.withdraw(world.voice("qubi"), other.id, "Non posso")
    assert of(world, one, other) == []


def test_it_asks_nothing_more_whatever_the_size(story):
    with meter() as small:
        clashes.of_new(story.coordinator, story.pledges["r02"].id)
    for n in range(30):
        room(story, date(2023, 9, 1) + timedelta(days=n % 3))
    with meter() as large:
        clashes.of_new(story.coordinator, story.pledges["r02"].id)
    assert large.statements == small.statements


def test_the_resources_page_and_the_drawer_tell_it(story, visit):
    one = room(story, date(2023, 9, 1))
    room(story, date(2023, 9, 1), title="Serra, e le <b>sedie</b>")
    page = visit("resources", story.coordinator)
    html = " ".join(str(part.proto) for part in page.get("html"))
    assert not page.exception
    assert "Promesso due volte negli stessi giorni?" in html
    assert "<b>sedie" not in html

    page.session_state["drawer_open"] = ("pledge", (str(one.id),))
    page.run()
    assert not page.exception


def test_a_phone_tells_it_beside_what_one_put_on_the_table(story):
    seen = phone.page(story.coordinator, story.meetings["m4"].id)
    assert set(seen.twice) == {row.id for c in found(story) for row in (c.one, c.other)}

    live = meetings.open(story.coordinator, story.meetings["m4"].id)
    client = sit(live)
    for _ in range(2):
        told = dict(kind="space", what="Serra", from_on="2023-09-01", certain="no")
        send(client, live, "offer", **told)
    page = client.get(f"/table/{live.id}")
    assert page.status_code == 200 and "Forse è una doppia promessa, 1 set 2023" in page.text

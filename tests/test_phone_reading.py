"""What all phones show alike is asked once; what is somebody's own, and what moves, each time."""

import asyncio

import pytest

from models import Phase
from services import cards, gathering, joining, kept, meetings, naming
from services.metering import meter
from services.summaries import phone, room
from services.texts import kinds
from tests.test_texts import Writer, open_house


@pytest.fixture
def table(world):
    """The fourth meeting at its objectives, with three at the table."""
    live = meetings.open(world.coordinator, world.meetings["m4"].id)
    meetings.move_on(world.coordinator, live.id, Phase.objectives)
    for who in ("p01", "p02", "p03"):
        joining.come(world.people[who], live.id)
    return live


def test_the_second_phone_asks_only_about_itself(world, table):
    with meter() as first:
        phone.page(world.people["p01"], table.id)
    with meter() as second:
        seen = phone.page(world.people["p02"], table.id)

    assert second.statements <= 6 < first.statements / 3
    assert seen.room.mine.person_id == world.people["p02"].id
    assert seen.organisation.id == seen.room.mine.organisation_id


def test_each_phone_is_told_of_its_own(world, table):
    one, other = world.people["p01"], world.people["p02"]
    naming.set_naming(one, one.id, True)
    naming.set_naming(other, other.id, False)
    for who in (one, other):
        seen = phone.page(who, table.id)
        kept.forget()
        alone = phone.page(who, table.id)
        assert (seen.named, seen.own, seen.who) == (alone.named, alone.own, alone.who)
        assert seen.room.mine == alone.room.mine
        assert seen.named is (who is one)


def test_what_is_written_together_is_in_the_page_though_no_revision_moved(world, table):
    by = world.coordinator
    idea = cards.write(by, table.id, "Un testo")
    objective = cards.make_objective(by, idea.id)
    before = gathering.revision(by)
    assert phone.page(by, table.id).work[0].statement == ""

    async def write() -> None:
        async with open_house() as hub:
            key = kinds.key("objective.statement", objective.id)
            anna = await Writer(hub, key, world.people["p02"]).open()
            await anna.put("Insieme.")
            assert gathering.revision(by) == before
            assert phone.page(by, table.id).work[0].statement == "Insieme."
            assert room.at(by, table.id).drafted[0].statement == "Insieme."

    asyncio.run(write())

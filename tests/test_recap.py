"""The recap as it happens: computed from rows, its first words written together."""

import asyncio
from datetime import datetime, timedelta

import pytest
from test_texts import Writer, open_house

from models import Kind, moment
from models.refusals import NotFound
from services import (
    actions,
    activities,
    closing,
    communities,
    decisions,
    joining,
    letters,
    meetings,
    naming,
    needs,
    objectives,
    pledges,
)
from services.summaries import recap
from services.texts import kinds
from translations import meetings as meeting_words


def test_what_came_out_of_the_third_meeting(world):
    told = recap.of_meeting(world.coordinator, world.meetings["m3"].id)
    assert (len(told.organisations), told.people.value, len(told.institutions)) == (9, 12, 1)
    assert told.people.rule == "R1"
    assert told.decisions and told.pledges and told.todos
    firm = [pledge.firm for pledge, _giver in told.pledges]
    assert firm == sorted(firm, reverse=True)


def test_what_was_offered_there_stays_told_when_its_day_went_by_without_a_yes(world):
    by, third = world.coordinator, world.meetings["m3"].id
    held = {p.id for p, _giver in recap.of_meeting(by, third).pledges}
    moment.settle(datetime.fromisoformat("2030-01-01T09:00:00+01:00"))

    assert held == {p.id for p, _giver in recap.of_meeting(by, third).pledges}


def test_it_grows_as_things_are_said(world):
    by, fourth = world.coordinator, meetings.open(world.coordinator, world.meetings["m4"].id)
    assert recap.of_meeting(by, fourth.id).decisions == []
    decisions.record(by, "Ci vediamo ogni mese", fourth.id)
    pledges.offer(by, world.orgs["qubi"].id, Kind.space, "Sala grande", meeting_id=fourth.id)
    told = recap.of_meeting(world.people["p17"], fourth.id)
    words = letters.recap(told, "È andata bene.", "Torino")
    assert words.index("È andata bene.") < words.index("Ci vediamo ogni mese")
    assert "Associazione culturale Qubì: Sala grande (da confermare)" in words


def test_it_tells_the_text_agreed_on_what_is_needed_who_does_what_and_when_we_meet_again(world):
    by = world.coordinator
    activities.add(by, "Scritta prima dell’incontro")
    fourth = meetings.open(by, world.meetings["m4"].id)
    text = "Un deposito comune.\nAperto due pomeriggi."
    shared = objectives.draft(by, "Un magazzino", text, meeting_id=fourth.id)
    objectives.adopt(by, [shared.id], fourth.id)
    activities.add(by, "Svuotare la stanza", [shared.id])
    activities.add(by, "Mettere gli scaffali", [shared.id], world.orgs["qubi"].id)
    needs.add(by, Kind.space, "Una stanza asciutta", meeting_id=fourth.id)
    actions.add(by, "Prenotare la sala", fourth.id)
    starts = datetime.fromisoformat("2023-10-05T15:00:00+02:00")
    closing.meet_again(by, fourth, None, starts, starts + timedelta(hours=3), None)

    words = letters.recap(recap.of_meeting(by, fourth.id), "", "Torino")
    assert "– Un magazzino\n  Un deposito comune.\n  Aperto due pomeriggi." in words
    plan = "Nel piano:\n– Svuotare la stanza · cercasi\n– Mettere gli scaffali"
    assert f"\n\n{plan}\n\n" in words  # who was named leads once they say yes
    assert "Che cosa serve:\n– Una stanza asciutta" in words
    assert "– Prenotare la sala · manca chi" in words
    again = "Ci rivediamo: giovedì 5 ottobre 2023, 15:00 · manca ancora chi ospita"
    assert words.endswith(again)


def test_what_somebody_adds_at_home_meanwhile_did_not_come_out_of_the_meeting(world):
    by, marta = world.coordinator, world.people["p02"]
    fourth = meetings.open(by, world.meetings["m4"].id)

    def planned() -> list[str]:
        return [activity.title for activity, _lead in recap.of_meeting(by, fourth.id).work]

    activities.add(marta, "Pensata a casa")
    assert planned() == []
    joining.come(marta, fourth.id, world.orgs["qubi"].name)
    activities.add(marta, "Detta al tavolo")
    activities.add(by, "Scritta da chi conduce")
    assert planned() == ["Detta al tavolo", "Scritta da chi conduce"]
    joining.leave(marta, fourth.id)
    activities.add(marta, "Pensata per strada")
    assert len(planned()) == 2


def test_nobody_is_named_who_did_not_agree(world):
    by, marco = world.coordinator, world.people["p02"]
    fourth = meetings.open(by, world.meetings["m4"].id)
    actions.add(by, "Portare le sedie", fourth.id, marco.id)

    def who() -> str:
        (todo,) = recap.of_meeting(by, fourth.id).todos
        assert todo.name == marco.name  # the group itself reads it
        return meeting_words.doer(todo.who, todo.taken)

    assert who() == "qualcuno del gruppo"
    joining.come(marco, fourth.id, world.orgs["qubi"].name)
    assert who() == world.orgs["qubi"].called
    naming.set_naming(by, marco.id, True)
    assert who() == marco.name


def test_another_community_reads_none_of_it(world):
    stranger = communities.start(None, "Altrove", "Ugo")
    with pytest.raises(NotFound):
        recap.of_meeting(stranger, world.meetings["m3"].id)


def test_its_first_words_are_a_text_written_together():
    kind, _id = kinds.known("meeting.recap:00000000-0000-4000-8000-000000000000")
    assert (kind.column, kind.write) == ("recap", "meeting.write_notes")


def test_several_write_its_lead_at_once_and_observers_do_not(world):
    key = kinds.key("meeting.recap", world.meetings["m3"].id)

    async def story():
        async with open_house() as hub:
            one = await Writer(hub, key, world.people["p02"]).open()
            await Writer(hub, key, world.people["p12"]).open()
            await one.put("È nata una ciclofficina.")
            watcher = await Writer(hub, key, world.people["p17"]).open()
            watcher.send(["Anch’io"], rev=0)
            assert (await watcher.hears("may"))["write"] is False

    asyncio.run(story())
    (third,) = [m for m in meetings.of_community(world.coordinator) if m.ordinal == 3]
    assert third.recap == "È nata una ciclofficina."

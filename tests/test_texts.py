"""Texts written together: on disk first, by whom, and what happens when one may no longer."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import Session, select

from models import Community, Meeting, Objective, ObjectiveState, Role, TextChange, moment
from models import database as house
from models.refusals import Changed, NotFound
from services import communities, decisions, history, meetings, objectives, people
from services.texts import algorithm, kinds, log, rows, sittings, words
from services.texts.hub import Hub
from services.texts.peers import Peer, Sent
from services.verbs import VERBS, rights
from tests.conftest import NOW

numbers = count(1)


@asynccontextmanager
async def open_house(grace: float = 60.0, now=NOW):
    hub = Hub(lambda: moment.settle(now), grace)
    try:
        async with asyncio.timeout(20):
            yield hub
    finally:
        hub.close()


class Writer:
    """Somebody at a browser, without the browser."""

    def __init__(self, hub: Hub, key: str, person) -> None:
        self.hub, self.key, self.person = hub, key, person
        self.peer = Peer(f"peer{next(numbers)}", person, 0)
        self.heard: list[dict] = []

    async def open(self, rev: int = -1, op_id: str = "") -> "Writer":
        await self.hub.open(self.peer, self.key, rev, op_id)
        self.listen()
        return self

    def listen(self) -> list[dict]:
        while not self.peer.queue.empty():
            self.heard.append(json.loads(self.peer.queue.get_nowait()))
        return self.heard

    def send(self, ops: list, op_id: str = "", rev: int | None = None, again=False) -> str:
        op_id = op_id or f"op{next(numbers)}"
        rev = self.hub.texts[self.key].rev if rev is None else rev
        self.hub.submit(Sent(self.key, self.person, rev, ops, op_id, self.peer, None, again))
        return op_id

    async def put(self, text: str) -> None:
        """At the end, and until it is saved."""
        n = len(self.hub.texts[self.key].words)
        op_id = self.send([n, text] if n else [text])
        await self.hears("op", id=op_id)

    async def hears(self, kind: str, **wanted) -> dict:
        while True:
            for said in self.listen():
                if said["t"] == kind and all(said.get(k) == v for k, v in wanted.items()):
                    return said
            await asyncio.sleep(0.005)


def statement(world, name: str = "o4") -> str:
    return kinds.key("objective.statement", world.objectives[name].id)


def on_disk(world, name: str = "o4") -> str:
    with Session(house.engine()) as session:
        return session.get(Objective, world.objectives[name].id).statement


def log_of(key: str) -> list[rows.Row]:
    with Session(house.engine()) as session:
        return rows.of(session, key)


def lines(world, verb: str) -> list:
    return [line for line in history.of_community(world.coordinator, 30) if line.verb == verb]


def test_a_text_is_on_disk_before_anybody_else_sees_it(world):
    key, found = statement(world), []

    async def story():
        async with open_house() as hub:
            anna = await Writer(hub, key, world.people["p02"]).open()
            bruno = await Writer(hub, key, world.coordinator).open()
            said = hub.audience.tell

            def tell(*args, **kwargs):
                found.append(on_disk(world))
                said(*args, **kwargs)

            hub.audience.tell = tell
            await anna.put(" Insieme.")
            told = await bruno.hears("op")
            assert told["c"] == anna.peer.id
            assert hub.texts[key].words == on_disk(world)

    before, revision = on_disk(world), _revision(world)
    asyncio.run(story())
    assert found[0] == on_disk(world) == before + " Insieme."
    assert _revision(world) == revision  # a key is no reason to draw every screen again


def _revision(world) -> int:
    with Session(house.engine()) as session:
        return session.get(Community, world.coordinator.community_id).revision


def test_the_same_change_sent_twice_happens_once(world):
    key = statement(world)

    async def story():
        async with open_house() as hub:
            anna = await Writer(hub, key, world.people["p02"]).open()
            n = len(hub.texts[key].words)
            for _again in range(3):
                anna.send([n, "Una volta."], "same", rev=hub.texts[key].rev)
            await anna.hears("op", id="same")
        async with open_house() as hub:  # after a restart, memory knows nothing of it
            anna = await Writer(hub, key, world.people["p02"]).open()
            anna.send([n, "Una volta."], "same", rev=hub.texts[key].rev - 1, again=True)
            await anna.put(" Fine.")

    asyncio.run(story())
    assert on_disk(world).count("Una volta.") == 1
    assert on_disk(world).endswith(" Fine.")


def test_who_comes_back_hears_what_they_missed(world):
    key = statement(world)

    async def story():
        async with open_house() as hub:
            anna = await Writer(hub, key, world.people["p02"]).open()
            bruno = await Writer(hub, key, world.coordinator).open()
            await anna.put(" Uno.")
            rev = hub.texts[key].rev
            hub.leave_all(anna.peer)
            await bruno.put(" Due.")
            back = await Writer(hub, key, world.people["p02"]).open(rev)
            missed = await back.hears("since")
            assert [change["ops"][-1] for change in missed["list"]] == [" Due."]
        async with open_house() as hub:  # the house was restarted
            back = await Writer(hub, key, world.people["p02"]).open(rev)
            assert len((await back.hears("since"))["list"]) == 1

    asyncio.run(story())


def test_one_line_of_history_for_a_person_a_text_and_a_sitting(world):
    key = statement(world)

    async def story():
        async with open_house(grace=0.05) as hub:
            anna = await Writer(hub, key, world.people["p02"]).open()
            before = hub.texts[key].words
            for word in (" Uno", " due", " tre."):
                await anna.put(word)
            assert not lines(world, "objective.written")
            hub.leave_all(anna.peer)
            while not lines(world, "objective.written"):
                await asyncio.sleep(0.02)
            return before

    before = asyncio.run(story())
    (line,) = lines(world, "objective.written")
    assert line.who == world.people["p02"].name
    (detail,) = [
        c for said, c in history.of_thing(world.coordinator, _id(key)) if said.id == line.id
    ]
    assert detail.before == {"statement": before}
    assert detail.after == {"statement": before + " Uno due tre."}


def _id(key: str):
    return kinds.known(key)[1]


def test_a_sitting_that_was_cut_off_has_its_line_later(world):
    key = kinds.key("meeting.notes", world.meetings["m4"].id)

    async def story():
        async with open_house() as hub:
            anna = await Writer(hub, key, world.people["p02"]).open()
            await anna.put("Prima che saltasse la corrente")

    asyncio.run(story())
    sittings.end_quiet()
    assert not lines(world, "meeting.noted")  # she may be about to go on
    with moment.at(NOW + timedelta(minutes=6)):
        sittings.end_quiet()
        sittings.end_quiet()
    (line,) = lines(world, "meeting.noted")
    assert (line.meeting_id, line.at) == (world.meetings["m4"].id, NOW)


def test_what_was_typed_and_taken_away_needs_no_line(world):
    key = statement(world)

    async def story():
        async with open_house() as hub:
            anna = await Writer(hub, key, world.people["p02"]).open()
            n = len(hub.texts[key].words)
            await anna.put("x")
            op_id = anna.send([n, -1] if n else [-1])
            await anna.hears("op", id=op_id)

    asyncio.run(story())
    sittings.end(key, world.people["p02"].id)
    assert not lines(world, "objective.written")
    assert not _untold(key)


def _untold(key: str) -> list:
    with Session(house.engine()) as session:
        asked = select(TextChange).where(TextChange.text == key, TextChange.told.is_(False))
        return session.exec(asked).all()


def test_who_may_not_write_reads_and_who_may_not_read_hears_nothing(world):
    key = statement(world)

    async def story():
        async with open_house() as hub:
            observer = await Writer(hub, key, world.people["p17"]).open()
            assert (await observer.hears("may"))["write"] is False
            observer.send([0, "Di nascosto"])
            await observer.hears("may", over="right")
            with pytest.raises(NotFound):
                await Writer(
                    hub,
                    kinds.key("objective.statement", world.meetings["m3"].id),
                    world.coordinator,
                ).open()
            with pytest.raises(NotFound):
                await Writer(hub, "objective.title:" + str(_id(key)), world.coordinator).open()
            people.set_role(world.coordinator, world.people["p02"].id, None)
            with pytest.raises(NotFound):
                await Writer(hub, key, world.people["p02"]).open()

    before = on_disk(world)
    asyncio.run(story())
    assert on_disk(world) == before


def test_a_right_withdrawn_while_writing_ends_kindly(world):
    key, anna = statement(world), world.people["p02"]

    async def story():
        async with open_house() as hub:
            writer = await Writer(hub, key, anna).open()
            await writer.put(" Prima.")
            await asyncio.to_thread(
                _settled, people.set_role, world.coordinator, anna.id, Role.observer
            )
            told = await writer.hears("may", write=False)
            assert told["over"] == ""  # she still reads
            writer.send([len(hub.texts[key].words), " Dopo."])
            await writer.hears("may", over="right")

    asyncio.run(story())
    assert on_disk(world).endswith(" Prima.")
    sittings.end(key, anna.id)
    assert (
        lines(world, "objective.written")[0].who == anna.name
    )  # what was hers to write stays hers


def _settled(do, *args):
    moment.settle(NOW)
    return do(*args)


def test_a_right_that_comes_while_a_text_is_being_opened_is_not_missed(world):
    key, anna = statement(world), world.people["p02"]
    people.set_role(world.coordinator, anna.id, Role.observer)

    async def story():
        async with open_house() as hub:
            asked = count()

            def settle():
                moment.settle(NOW)
                if next(asked) == 1:  # what she may has just been read; she has not sat down yet
                    people.set_role(world.coordinator, anna.id, Role.member)

            hub.settle = settle
            writer = await Writer(hub, key, anna).open()
            await writer.hears("may", write=False)
            await writer.hears("may", write=True)
            await writer.put(" Anche io.")

    asyncio.run(story())
    assert on_disk(world).endswith(" Anche io.")


def test_the_right_is_asked_again_with_the_change_itself(world):
    """Without any notice: the door looks at the thing as it is, in the same transaction."""
    key, anna = statement(world), world.people["p02"]
    known, text = log.Standings(), log.read(anna, key).text
    change = log.Change(key, anna, rows.Row(text.rev + 1, anna.id, "late", [len(text.words), "!"]))
    people.set_role(world.coordinator, anna.id, Role.observer)
    with pytest.raises(log.Over) as over:
        log.write([change], {key: (text.rev, text.words + "!")}, known)
    assert over.value.why == {"late": "right"}
    assert on_disk(world) == text.words


def test_who_waits_at_the_door_sees_others_without_their_names(world):
    key = statement(world)
    arrival = people.add(world.coordinator, "Chi è appena arrivata")
    people.set_role(world.coordinator, arrival.id, Role.arrival)

    async def story():
        async with open_house() as hub:
            anna = await Writer(hub, key, world.people["p02"]).open()
            there = await Writer(hub, key, arrival).open()
            assert (await there.hears("who", c=anna.peer.id))["name"] == ""
            assert (await anna.hears("who"))["name"] == "Chi è appena arrivata"
            await asyncio.to_thread(
                _settled, people.set_role, world.coordinator, arrival.id, Role.member
            )
            await there.hears("who", c=anna.peer.id, name=anna.person.name)
            await there.put(" Eccomi.")

    asyncio.run(story())


def test_an_objective_archived_while_it_is_open_ends_kindly(world):
    key = statement(world)

    async def story():
        async with open_house() as hub:
            writer = await Writer(hub, key, world.people["p02"]).open()
            await writer.put(" Ultime parole.")
            await asyncio.to_thread(
                _settled, objectives.archive, world.coordinator, world.objectives["o4"].id
            )
            assert (await writer.hears("may", write=False))["over"] == "gone"
            writer.send([len(hub.texts[key].words), " Troppo tardi."])
            await asyncio.sleep(0.05)

    asyncio.run(story())
    assert on_disk(world).endswith(" Ultime parole.")


def test_adoption_freezes_the_text_until_it_is_a_draft_again(world):
    key, o4 = statement(world), world.objectives["o4"].id

    async def story():
        async with open_house() as hub:
            writer = await Writer(hub, key, world.people["p02"]).open()
            await writer.put(" Così sia.")
            await asyncio.to_thread(_settled, objectives.adopt, world.coordinator, [o4])
            assert (await writer.hears("may", write=False))["over"] == "adopted"
            await asyncio.to_thread(
                _settled, objectives.set_state, world.coordinator, o4, ObjectiveState.draft
            )
            writer.heard.clear()
            await writer.hears("may", write=True)
            await writer.put(" Anzi no.")

    asyncio.run(story())
    adopted = decisions.of_community(world.coordinator)[0]
    assert adopted.statement.endswith(" Così sia.")
    assert on_disk(world).endswith(" Così sia. Anzi no.")


def test_a_published_recap_is_closed_to_who_has_it_open(world):
    by, third = world.coordinator, world.meetings["m3"].id
    key, notes = kinds.key("meeting.recap", third), kinds.key("meeting.notes", third)

    async def story():
        async with open_house() as hub:
            writer = await Writer(hub, key, world.people["p02"]).open()
            other = await Writer(hub, notes, world.people["p02"]).open()
            await writer.put("Eravamo in tanti.")
            await asyncio.to_thread(_settled, meetings.publish, by, third)
            assert (await writer.hears("may", write=False))["over"] == "published"
            writer.send([len(hub.texts[key].words), " Troppo tardi."])
            await other.put(" Una nota.")  # written after it
            late = await Writer(hub, key, by).open()
            assert (await late.hears("may"))["over"] == "published"

    asyncio.run(story())
    with Session(house.engine()) as session:
        assert session.get(Meeting, third).recap.endswith("Eravamo in tanti.")


def test_a_form_an_import_or_an_undo_reach_who_is_writing(world):
    """The door changes the column: the text's own log takes it in, and everybody hears it."""
    key, o4 = statement(world), world.objectives["o4"].id

    async def story():
        async with open_house() as hub:
            writer = await Writer(hub, key, world.people["p02"]).open()
            await writer.put(" Scritto insieme.")
            seen, rev = {"statement": hub.texts[key].words}, hub.texts[key].rev
            wanted = {"statement": "Da capo. " + hub.texts[key].words}
            await asyncio.to_thread(_settled, objectives.edit, world.coordinator, o4, seen, wanted)
            told = await writer.hears("op", rev=rev + 1)
            assert told["ops"][0] == "Da capo. "
            await writer.put(" E avanti.")

    asyncio.run(story())
    assert on_disk(world).startswith("Da capo. ")
    assert on_disk(world).endswith(" Scritto insieme. E avanti.")
    assert rows.replayed(log_of(key)) == on_disk(world)


def test_an_edit_by_a_form_meets_what_was_written_meanwhile(world):
    key, o4 = statement(world), world.objectives["o4"].id
    seen = {"statement": on_disk(world)}

    async def story():
        async with open_house() as hub:
            await (await Writer(hub, key, world.people["p02"]).open()).put(" Altro.")

    asyncio.run(story())
    with pytest.raises(Changed):
        objectives.edit(world.coordinator, o4, seen, {"statement": "Solo il mio"})


def test_notes_that_a_form_began_are_not_overwritten(world):
    m4 = world.meetings["m4"].id
    key = kinds.key("meeting.notes", m4)

    async def story():
        async with open_house() as hub:
            writer = await Writer(hub, key, world.people["p02"]).open()
            await asyncio.to_thread(
                _settled, meetings.note, world.coordinator, m4, "", "Dal modulo."
            )
            writer.send([" Da me."], rev=0)
            await writer.hears("op", rev=2)

    asyncio.run(story())
    (meeting,) = [m for m in meetings.of_community(world.coordinator) if m.id == m4]
    assert sorted(meeting.notes.split(".")) == sorted(["Dal modulo", " Da me", ""])


def test_who_wrote_which_words(world):
    key, anna = statement(world), world.people["p02"]

    async def story():
        async with open_house() as hub:
            a = await Writer(hub, key, anna).open()
            c = await Writer(hub, key, world.coordinator).open()
            await a.put("👍🏽 Anna")
            await c.put(" e chi coordina")

    before = on_disk(world)
    asyncio.run(story())
    told = words.written(world.people["p17"], key)  # an observer may read it
    assert "".join(text for text, _name in told) == on_disk(world)
    assert told[-2:] == [("👍🏽 Anna", anna.name), (" e chi coordina", world.coordinator.name)]
    assert told[0][0] == before


def test_versions_with_their_differences_and_the_way_back(world):
    key, by = statement(world), world.coordinator
    later = NOW + timedelta(hours=1)

    async def write(now, text):
        async with open_house(now=now) as hub:
            await (await Writer(hub, key, world.people["p02"]).open()).put(text)

    first = on_disk(world)
    asyncio.run(write(NOW, " Mattina."))
    asyncio.run(write(later, " Pomeriggio."))
    found = words.versions(by, key)
    assert [v.at for v in found[:2]] == [later, NOW]
    parts = words.compared(by, key, found[0].rev)
    assert "".join(p.words for p in parts if p.how == "new") == " Pomeriggio."
    assert not [p for p in parts if p.how == "gone"]

    async def go_back():
        async with open_house(now=later) as hub:
            observer = await Writer(hub, key, world.people["p17"]).open()
            assert not await hub.restore(observer.peer, key, found[1].rev)
            boss = await Writer(hub, key, by).open()
            assert await hub.restore(boss.peer, key, found[1].rev)

    asyncio.run(go_back())
    assert on_disk(world) == first + " Mattina."
    assert lines(world, "objective.restored")[0].who == by.name
    assert words.text_at(by, key, found[0].rev) == first + " Mattina. Pomeriggio."  # nothing lost


def test_a_long_paste_a_limit_and_half_a_character(world):
    key = statement(world)

    async def story():
        async with open_house() as hub:
            anna = await Writer(hub, key, world.people["p02"]).open()
            await anna.put("Parole. " * 2500)  # 20,000 characters
            n = len(hub.texts[key].words)
            anna.send([n, "x" * (algorithm.LONGEST - n + 1)], "long")
            await anna.hears("long", id="long")
            anna.send([n + 5, "?"], "bad")
            await anna.hears("bad", id="bad")
            await anna.put("😀")

    asyncio.run(story())
    assert on_disk(world).endswith("Parole. 😀")


def test_old_changes_of_one_person_are_folded_together(world):
    key, anna = statement(world), world.people["p02"]
    with Session(house.engine().execution_options(writing=True)) as session:
        rows.begin(session, key, kinds.known(key)[0], session.get(Objective, _id(key)))
        start, n = rows.last(session, key), len(on_disk(world))
        made = [rows.Row(start + i, anna.id, f"f{i}", [n + i - 1, "."]) for i in range(1, 451)]
        rows.add(session, key, anna.community_id, made, NOW - timedelta(days=40), told=True)
        session.commit()
    text = rows.replayed(log_of(key))

    assert sittings.fold(key) == 449
    assert rows.replayed(log_of(key)) == text
    assert log.since(key, start + 7) is None  # whoever was there begins anew
    assert len(log.since(key, start)) == 1
    assert sittings.fold(key) == 0


def test_a_text_nobody_has_open_leaves_the_memory(world, monkeypatch):
    monkeypatch.setattr("services.texts.hub.IDLE", 0.0)
    key = statement(world)

    async def story():
        async with open_house() as hub:
            anna = await Writer(hub, key, world.people["p02"]).open()
            await anna.put(" Ciao.")
            await hub.sweep()
            assert key in hub.texts
            hub.leave_all(anna.peer)
            await asyncio.sleep(0.01)
            await hub.sweep()
            assert key not in hub.texts
            again = await Writer(hub, key, world.people["p02"]).open()
            assert (await again.hears("doc"))["text"].endswith(" Ciao.")

    asyncio.run(story())


def test_one_text_at_two_places_of_a_page_is_answered_apart(world):
    key = statement(world)

    async def story():
        async with open_house() as hub:
            anna = Writer(hub, key, world.people["p02"])
            for place in ("page", "drawer"):
                await hub.open(anna.peer, key, -1, "", place)
                assert (await anna.hears("doc", n=place))["text"] == hub.texts[key].words
                await anna.hears("may", n=place)
            assert len(hub.texts[key].peers) == 1

    asyncio.run(story())


def test_a_text_closes_when_its_community_is_removed(world):
    key = statement(world)

    async def story():
        async with open_house() as hub:
            anna = await Writer(hub, key, world.people["p02"]).open()
            await anna.put(" Ciao.")
            await asyncio.to_thread(_settled, communities.remove_example, world.coordinator)
            assert (await anna.hears("may", write=False))["over"] == "gone"

    asyncio.run(story())


def test_two_houses_on_one_postgresql_write_one_text(request, world):
    if house.engine().dialect.name != "postgresql":
        return
    key = statement(world)

    async def story():
        async with open_house() as one, open_house() as two:
            anna = await Writer(one, key, world.people["p02"]).open()
            bruno = await Writer(two, key, world.coordinator).open()
            log.elsewhere.clear()  # as if they were two processes
            await asyncio.sleep(0.3)
            await anna.put(" Di qua.")
            await bruno.hears("op")
            assert (await bruno.hears("who", c=anna.peer.id))["name"] == anna.person.name
            carla = await Writer(two, key, world.coordinator).open()
            await carla.hears("who", c=anna.peer.id)
            await anna.hears("who", c=carla.peer.id)
            two.leave_all(carla.peer)
            await anna.hears("left", c=carla.peer.id)
            await bruno.put(" Di là.")
            anna.send([0, "Subito. ", len(one.texts[key].words)])
            await anna.put(" Insieme.")
            await bruno.hears("op", rev=one.texts[key].rev)
            assert one.texts[key].words == two.texts[key].words == on_disk(world)

    asyncio.run(story())


@pytest.mark.parametrize("name", kinds.KINDS)
def test_every_text_has_its_rights_and_verbs(name):
    kind = kinds.KINDS[name]
    assert {kind.read, kind.write, kind.history, kind.restore} <= set(rights())
    assert VERBS[kind.wrote].action == kind.write
    assert VERBS[kind.restored].action == kind.restore

"""The door: who may, what is told, and that nothing happens when the answer is no."""

import csv
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import Session, SQLModel, select

from models import ActivityObjective, Community, History, Organisation, Role
from models.database import engine
from models.refusals import Changed, NotAllowed, NotFound, Refused
from services import (
    activities,
    communities,
    contributors,
    history,
    live,
    needs,
    objectives,
    organisations,
    people,
    pledges,
)
from services.change import Repeated, change
from services.summaries import resources
from services.verbs import UNDOABLE, VERBS, rights

FLOOR = Path(__file__).parent / "data" / "PERMISSIONS.csv"
# How much a cell lets somebody do; one that stands apart is not comparable with the others.
STRENGTH = {"deny": 0, "own-proposed": 1, "own": 2, "proposed": 2, "self": 2, "own-org": 3}
STRENGTH |= {"commit": 3, "voting-unit": 3, "confirm": 4, "allow": 5}


def floor() -> dict[str, dict[str, str]]:
    with FLOOR.open(encoding="utf-8") as file:
        return {row["action"]: row for row in csv.DictReader(file)}


def revision(community_id) -> int:
    with Session(engine()) as session:
        return session.get(Community, community_id).revision


def test_no_right_is_looser_than_the_floor():
    looser = [
        (action, role, cells[role], floor()[action][role])
        for action, cells in rights().items()
        if action in floor()
        for role in Role
        if cells[role] != floor()[action][role]
        and STRENGTH[cells[role]] >= STRENGTH[floor()[action][role]]
    ]
    assert looser == []
    assert set(floor()) <= set(rights())


def test_every_verb_needs_an_action_that_exists():
    assert {verb.action for verb in VERBS.values()} <= set(rights())
    assert set(VERBS) >= UNDOABLE
    assert all("{who}" in verb.says for verb in VERBS.values())


def test_nothing_happens_when_the_answer_is_no(world):
    before = revision(world.coordinator.community_id), history.of_community(world.coordinator)[0]
    observer, member = world.people["p17"], world.people["p02"]
    stranger = communities.start(None, "Altrove", "Ugo")
    for refused, act in [
        (NotAllowed, lambda: activities.add(observer, "Non mi spetta")),
        (NotAllowed, lambda: objectives.archive(member, world.objectives["o1"].id)),
        (NotAllowed, lambda: objectives.adopt(member, [world.objectives["o4"].id])),
        (NotAllowed, lambda: people.set_role(member, observer.id, Role.coordinator)),
        (NotFound, lambda: objectives.archive(stranger, world.objectives["o1"].id)),
        (Refused, lambda: objectives.draft(member, "   ")),
    ]:
        with pytest.raises(refused):
            act()
    after = revision(world.coordinator.community_id), history.of_community(world.coordinator)[0]
    assert before == after


def test_what_comes_twice_happens_once(world):
    op = uuid4()
    needs.add(world.coordinator, "time", "Due mani in più", op=op)
    with pytest.raises(Repeated):
        needs.add(world.coordinator, "time", "Due mani in più", op=op)
    assert list(resources.of_community(world.coordinator).needs.title).count("Due mani in più") == 1


def test_two_people_who_change_the_same_field_are_told_with_both_values(world):
    seen = {"title": world.objectives["o4"].title}
    objectives.edit(world.people["p02"], world.objectives["o4"].id, seen, {"title": "Una proposta"})
    with pytest.raises(Changed) as no:
        objectives.edit(world.people["p12"], world.objectives["o4"].id, seen, {"title": "Un bando"})
    assert no.value.field == "title"
    assert "Una proposta" in str(no.value) and "Un bando" in str(no.value)
    # another field of the same thing is nobody's business
    objectives.edit(world.people["p12"], world.objectives["o4"].id, {}, {"beneficiaries": "Tutti"})


def test_the_history_remembers_who_what_before_and_after(world):
    objectives.edit(world.people["p02"], world.objectives["o4"].id, {}, {"title": "Una proposta"})
    (line, changed), *_ = history.of_thing(world.coordinator, world.objectives["o4"].id)
    assert (line.verb, line.who) == ("objective.edited", "Marta Ferrero")
    assert changed.before == {"title": world.objectives["o4"].title}
    assert changed.after == {"title": "Una proposta"}


def test_everyone_who_listens_is_told_once_with_the_new_revision(world):
    heard = []
    stop = live.listen(world.coordinator.community_id, heard.append)
    needs.add(world.coordinator, "time", "Due mani in più")
    stop()
    needs.add(world.coordinator, "time", "Altre due")

    (news,) = heard
    assert news.topics == {"need"} and news.by == world.coordinator.id
    assert news.revision == revision(world.coordinator.community_id) - 1


def test_nothing_points_into_another_community(world):
    other = communities.start(None, "Altrove", "Ugo")
    theirs, aim = organisations.add(other, "La loro"), objectives.draft(other, "Il loro")
    with pytest.raises(NotFound):
        activities.add(world.coordinator, "Di nascosto", lead_organisation_id=theirs.id)
    with pytest.raises(NotFound):
        pledges.offer(world.coordinator, theirs.id, "time", "Di nascosto")
    with (
        pytest.raises(NotFound),
        change(world.coordinator, "activity.added") as step,
    ):
        step.add(
            ActivityObjective(
                activity_id=world.activities["a01"].id,
                objective_id=aim.id,
            )
        )


def test_a_reference_is_never_used_twice(world):
    last = objectives.draft(world.coordinator, "L’ultimo")
    objectives.archive(world.coordinator, last.id)
    assert objectives.draft(world.coordinator, "Il prossimo").number == last.number + 1


def test_the_example_goes_and_leaves_no_row(world):
    other = communities.start(None, "La nostra", "Ada")
    objectives.draft(other, "Resta")
    with pytest.raises(Refused):
        communities.remove_example(other)
    with pytest.raises(NotAllowed):
        communities.remove_example(world.people["p02"])

    communities.remove_example(world.coordinator)

    gone = world.coordinator.community_id
    with Session(engine()) as session:
        for table in SQLModel.metadata.sorted_tables:
            if "community_id" in table.c:
                left = session.execute(select(table).where(table.c.community_id == gone)).first()
                assert left is None, table.name
        assert session.exec(select(History).where(History.community_id == other.community_id)).all()
    assert [o.title for o in objectives.of_community(other)] == ["Resta"]
    with pytest.raises(NotFound):
        objectives.of_community(world.coordinator)


def test_what_an_observer_writes_is_only_proposed(world):
    city = world.people["p17"]
    objective = objectives.draft(city, "Un’idea della Città")
    assert objective.state == "proposed"
    objectives.edit(city, objective.id, {}, {"title": "Un’idea, meglio detta"})
    with pytest.raises(NotAllowed):  # not somebody else's
        objectives.edit(city, world.objectives["o4"].id, {}, {"title": "Mio"})


@pytest.mark.parametrize("role", [Role.arrival, Role.observer])
def test_a_guest_asks_for_something_and_touches_nothing_that_others_asked_for(story, role):
    guest = people.add(story.coordinator, "Di passaggio", role=role)
    theirs = needs.add(story.coordinator, "space", "Una sala").id
    mine = needs.add(guest, "space", "Un cortile").id
    needs.edit(guest, mine, {}, {"title": "Un cortile coperto"})
    for act in (
        lambda: needs.edit(guest, theirs, {}, {"title": "Mia"}),
        lambda: needs.close(guest, theirs, met=True),
        lambda: needs.archive(guest, theirs),
        lambda: organisations.edit(guest, story.orgs["qubi"].id, {}, {"name": "Mia"}),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_who_was_archived_has_no_rights_left(story):
    gone = people.add(story.coordinator, "Chi se ne va", role=Role.coordinator)
    people.archive(story.coordinator, gone.id)

    with pytest.raises(NotFound):
        people.of_community(gone)
    with pytest.raises(NotFound):
        organisations.add(gone, "Di nascosto")


def test_what_the_database_refuses_on_the_way_is_a_no_and_not_a_bug(world):
    twin = world.orgs["qubi"].name
    with pytest.raises(Refused), change(world.coordinator, "organisation.added") as step:
        step.add(Organisation(name=twin))
        step.make_room()
    assert [o.name for o in organisations.of_community(world.coordinator)].count(twin) == 1


def test_an_undo_rewords_nothing_that_was_agreed_on_since(story):
    by, third = story.coordinator, story.meetings["m3"]
    giver = story.voice("qubi")
    pledge = pledges.offer(by, story.orgs["qubi"].id, "space", "Sala per due giorni")
    pledges.edit(by, pledge.id, {}, {"title": "Sala per un giorno"})
    edited = history.of_community(by)[0]
    pledges.confirm(giver, pledge.id)
    objective = objectives.draft(by, "Riparare insieme", meeting_id=third.id)
    objectives.edit(by, objective.id, {}, {"title": "Riparare di più"})
    reworded = history.of_community(by)[0]
    objectives.adopt(by, [objective.id], third.id)

    assert [kept.label for kept in history.undo(by, edited.id)] == ["Sala per un giorno"]
    assert [kept.label for kept in history.undo(by, reworded.id)] == ["Riparare di più"]
    titles = {t.id: t.title for t in pledges.of_community(by) + objectives.of_community(by)}
    assert titles[pledge.id] == "Sala per un giorno"
    assert titles[objective.id] == "Riparare di più"


def test_an_undo_needs_the_right_to_what_it_takes_back(story):
    by = story.coordinator
    second = people.add(by, "Chi coordinava", role=Role.coordinator)
    citta = story.orgs["citta"]
    organisations.edit(second, citta.id, {}, {"name": "Comune"})
    line = history.of_community(by)[0]
    people.set_role(by, second.id, Role.member)

    with pytest.raises(NotAllowed):
        history.undo(second, line.id)
    history.undo(by, line.id)


def test_an_organisation_that_left_is_brought_back_only_by_itself(story):
    by, ours = story.coordinator, story.voice("qubi")
    activity = activities.add(by, "Mercatino")
    contributors.join(ours, activity.id, story.orgs["qubi"].id)
    contributors.leave(ours, activity.id, story.orgs["qubi"].id)
    line = history.of_community(by)[0]

    with pytest.raises(NotAllowed):
        history.undo(by, line.id)
    history.undo(ours, line.id)


def test_an_undo_leaves_a_coordinator(story):
    by = story.coordinator
    second = people.add(by, "Chi coordinerà", role=Role.coordinator)
    line = history.of_community(by)[0]
    people.set_role(second, by.id, Role.member)

    with pytest.raises(Refused):
        history.undo(second, line.id)
    assert second.id in {person.id for person in people.of_community(second)}

"""Somebody is erased: who they were is nowhere any more, and the numbers stay as they were."""

import pytest
from sqlmodel import Session, SQLModel, select

from models import Account, Person, SignIn
from models.database import engine
from models.refusals import NotAllowed, NotFound, Refused
from services import attendance, erasing, history, links, merging, people
from services.look import standing_of
from services.summaries import participation
from tests.seeing import opened, said
from tests.test_exporting import taken

NAME, MAIL, PHONE = "Ginevra Quattrocchi", "ginevra.q@example.org", "+39 333 555 0199"


@pytest.fixture
def ginevra(world) -> Person:
    """She signs in, came to a meeting, was called otherwise once; another entry went into hers."""
    by = world.coordinator
    her = people.add(by, f"{NAME} Uno", world.orgs["qubi"].id, email=MAIL)
    people.edit(by, her.id, {}, {"name": NAME, "phone": PHONE})
    attendance.record(by, world.meetings["m3"].id, her.id, world.orgs["qubi"].id)
    links.use(links.invite(by, her.id))
    twin = people.add(by, f"{NAME} Due", world.orgs["qubi"].id)
    merging.merge(by, Person, her.id, twin.id)
    return next(p for p in people.of_community(by) if p.id == her.id)


def everything_written() -> str:
    """All rows of all tables, in all communities, as one text."""
    with Session(engine()) as session:
        rows = [session.execute(select(t)).all() for t in SQLModel.metadata.sorted_tables]
    return repr(rows)


def counted(by) -> tuple:
    told = participation.of_community(by).meetings
    return tuple(told.organisations), tuple(told.people)


@pytest.mark.parametrize("who", ["coordinator", "herself"])
def test_who_was_erased_is_named_nowhere_and_still_counted(world, ginevra, who):
    by = world.coordinator if who == "coordinator" else ginevra
    before = counted(world.coordinator)
    assert all(word in everything_written() for word in (NAME, f"{NAME} Uno", MAIL, PHONE))

    with pytest.raises(Refused, match="come è scritto"):
        erasing.erase(by, ginevra.id, "Ginevra")
    erasing.erase(by, ginevra.id, f" {NAME.lower()} ")

    left = everything_written()
    assert not [word for word in ("Ginevra", "Quattrocchi", "ginevra", PHONE) if word in left]
    assert counted(world.coordinator) == before
    assert ginevra.id not in {p.id for p in people.of_community(world.coordinator)}
    with pytest.raises(NotFound):
        standing_of(ginevra)
    with Session(engine()) as session:
        account = session.get(Account, ginevra.account_id)
        assert (account.name, account.email) == ("", None)
        mine = select(SignIn).where(SignIn.account_id == account.id)
        assert all(one.revoked_at for one in session.exec(mine))
    line = history.of_community(world.coordinator)[0]
    assert line.verb.startswith("person.erased") and not line.can_undo and not line.what


def test_nobody_erases_another_but_who_coordinates_and_a_coordinator_stays(world, ginevra):
    member = world.voice("qubi")
    with pytest.raises(NotAllowed):
        erasing.erase(member, ginevra.id, NAME)
    with pytest.raises(Refused, match="almeno"):
        erasing.erase(world.coordinator, world.coordinator.id, world.coordinator.name)
    assert NAME in everything_written()


def test_how_to_reach_who_was_archived_is_not_taken_along(story):
    by = story.coordinator
    gone, there = (people.add(by, f"Nina {n}", email=f"nina{n}@example.org") for n in (1, 2))
    people.archive(by, gone.id)

    mails = {row["id"]: row["email"] for row in taken(by)["person"]}
    assert (mails[gone.id], mails[there.id]) == (None, "nina2@example.org")


def test_it_is_done_from_the_drawer_once_the_name_was_typed(story, visit):
    by, davide = story.coordinator, story.people["p03"]
    page, drawer = visit("people", by), ("person", str(davide.id))
    for typed in ("Qualcuno", davide.name):
        opened(page, *drawer).text_input(key="erase_typed").set_value(typed)
        next(b for b in page.button if b.label == "Cancella per sempre").click()
        opened(page, *drawer)
        assert not page.exception
        assert ("Scrivi il nome così" in said(page)) == (typed != davide.name)
    assert davide.id not in {p.id for p in people.of_community(by)}

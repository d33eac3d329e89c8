"""Every table somebody sits at: a row each, nothing of one in another, and few questions."""

from models import Account, Role
from services import access, communities, doubles, links, needs, organisations, people
from services.metering import meter
from services.summaries import tables


def account_of(world) -> Account:
    return access.signed_in(links.use(links.for_person(world.coordinator)))


def test_where_somebody_only_arrived_there_is_no_row_and_the_others_stay(world):
    account = account_of(world)
    other = communities.start(None, "Altrove", "Ugo")
    guest = people.add(other, "Appena arrivata", role=Role.arrival)

    rows = tables.of_people([world.coordinator, guest])

    assert [row.community.id for row in rows] == [world.coordinator.community_id]
    assert tables.of_people([guest]) == [] and account is not None


def test_what_is_doubled_is_counted_as_it_is_suggested(world):
    other = communities.start(account_of(world), "Altrove", "Ada")
    organisations.add(world.coordinator, "Coop. Filo Ripreso")
    for org in ("Orto Nord", "Orto Nord APS", "ORTO NORD"):
        organisations.add(other, org)
    people.add(other, "Nina Prova")
    people.add(other, "Nina Prova")

    rows = {r.community.name: r for r in tables.of_people([world.coordinator, other])}

    assert rows["Altrove"].doubled == len(doubles.suggestions(other)) == 4
    here = rows[communities.of(world.coordinator).name]
    assert here.doubled == len(doubles.suggestions(world.coordinator)) == 1


def test_who_may_not_merge_is_told_of_no_doubles(world):
    organisations.add(world.coordinator, "Coop. Filo Ripreso")
    (row,) = tables.of_people([world.people["p02"]])
    assert row.doubled == 0 and row.others == []


def test_more_of_everything_takes_no_more_questions(world):
    other = communities.start(account_of(world), "Altrove", "Ada")

    def statements() -> int:
        with meter() as running:
            tables.of_people([world.coordinator, other])
        return running.statements

    small = statements()
    for n in range(30):
        needs.add(world.coordinator, "time", f"Mani {n}")
        people.add(other, f"Nome{n} Prova")
        organisations.add(other, f"Gruppo {n * 7919}")
    assert statements() == small


def test_the_page_asks_no_more_for_a_longer_table(story, visit):
    def statements() -> int:
        page = visit("communities", story.coordinator)
        assert not page.exception
        with meter() as running:
            page.run()
        return running.statements

    small = statements()
    for n in range(40):
        needs.add(story.coordinator, "time", f"Mani {n}")
        organisations.add(story.coordinator, f"Gruppo {n * 7919}")
    assert statements() == small

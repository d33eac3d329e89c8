"""Two entries that are one: suggested, counted, merged with a yes, and taken back whole."""

import pytest
from sqlmodel import Session, SQLModel, select

from models import Organisation, Person
from models.database import engine
from models.refusals import NotAllowed, NotFound, Refused
from services import attendance, communities, history, merging, organisations, people
from services.summaries import participation


def everything(community_id) -> dict:
    """Every row of the community but its history, as plain values."""
    skipped = {"history", "history_change", "community"}
    found = {}
    with Session(engine()) as session:
        for table in SQLModel.metadata.sorted_tables:
            if "community_id" in table.c and table.name not in skipped:
                rows = session.execute(select(table).where(table.c.community_id == community_id))
                found[table.name] = {tuple(map(str, row)) for row in rows}
    return found


def counted(by) -> tuple:
    told = participation.of_community(by).meetings
    return tuple(told.organisations), tuple(told.people)


def test_alike_names_are_suggested_and_nothing_happens_by_itself(world):
    organisations.add(world.coordinator, "Coop. Filo Ripreso")
    before = len(organisations.of_community(world.coordinator))

    found = merging.suggestions(world.coordinator)

    assert ("Cooperativa Filo Ripreso", "Coop. Filo Ripreso") in [
        (pair.keep.name, pair.drop.name) for pair in found
    ]
    assert len(organisations.of_community(world.coordinator)) == before
    with pytest.raises(NotAllowed):
        merging.suggestions(world.people["p02"])


def test_two_organisations_become_one_and_one_undo_takes_it_back(world):
    by, keep = world.coordinator, world.orgs["filoripreso"]
    twin = organisations.add(by, "Coop. Filo Ripreso", website="https://example.org")
    row = next(
        r
        for r, p, _o in attendance.of_meeting(by, world.meetings["m3"].id)
        if p.name == "Marta Ferrero"
    )
    attendance.correct(by, row.id, {}, {"organisation_id": twin.id})
    people.affiliate(by, world.people["p02"].id, twin.id, can_commit=True)
    before = everything(by.community_id)
    assert counted(by)[0][-1] == 10  # one too many

    seen = merging.preview(by, Organisation, keep.id, twin.id)
    assert (seen.keep["attendances"], seen.drop["attendances"]) == (4, 1)
    assert seen.after["attendances"] == 5
    kept = merging.merge(by, Organisation, keep.id, twin.id)

    assert kept.website == "https://example.org"
    assert counted(by)[0][-1] == 9
    history.undo(by, history.of_community(by)[0].id)
    assert everything(by.community_id) == before


def test_two_people_at_the_same_meeting_leave_one_attendance(world):
    by, marta = world.coordinator, world.people["p02"]
    twin = people.add(by, "Marta Ferrero", world.orgs["filoripreso"].id, email="marta@example.org")
    attendance.record(by, world.meetings["m3"].id, twin.id, world.orgs["filoripreso"].id)
    before, total = everything(by.community_id), counted(by)[1][-1]

    seen = merging.preview(by, Person, marta.id, twin.id)
    assert (seen.together, seen.after["attendances"]) == (1, seen.keep["attendances"])
    kept = merging.merge(by, Person, marta.id, twin.id)

    assert kept.email == "marta@example.org"
    assert counted(by)[1][-1] == total - 1
    assert "Marta Ferrero" in [p.name for p in people.of_community(by)]
    history.undo(by, history.of_community(by)[0].id)
    assert everything(by.community_id) == before


def test_what_is_refused(world):
    by, marta, davide = world.coordinator, world.people["p02"], world.people["p03"]
    with pytest.raises(Refused):
        merging.merge(by, Person, marta.id, marta.id)
    with pytest.raises(NotAllowed):
        merging.merge(marta, Person, marta.id, davide.id)
    stranger = communities.start(None, "Altrove", "Ugo")
    with pytest.raises(NotFound):
        merging.merge(stranger, Person, stranger.id, marta.id)
    with pytest.raises(NotFound):
        merging.preview(stranger, Person, stranger.id, marta.id)

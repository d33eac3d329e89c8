"""Two entries that are one: suggested, counted, merged with a yes, and taken back whole."""

from datetime import date
from itertools import permutations
from time import process_time

import pytest
from sqlmodel import Session, SQLModel, select

from models import Organisation, Person, Role
from models.database import engine
from models.refusals import NotAllowed, NotFound, Refused
from services import (
    attendance,
    communities,
    doubles,
    history,
    measurements,
    merging,
    objectives,
    offers,
    organisations,
    people,
    pledges,
)
from services.imports import matching
from services.metering import meter
from services.summaries import meetings, participation, working
from translations import people as words


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

    found = doubles.suggestions(world.coordinator)

    assert ("Cooperativa Filo Ripreso", "Coop. Filo Ripreso") in [
        (pair.keep.name, pair.drop.name) for pair in found
    ]
    assert len(organisations.of_community(world.coordinator)) == before
    with pytest.raises(NotAllowed):
        doubles.suggestions(world.people["p02"])


def test_two_organisations_become_one_and_one_undo_takes_it_back(world):
    by, keep = world.coordinator, world.orgs["filoripreso"]
    twin = organisations.add(by, "Coop. Filo Ripreso", website="https://example.org")
    row = next(
        r
        for r, p, _o in meetings.whole(by, world.meetings["m3"].id).present
        if p.name == "Marta Ferrero"
    )
    attendance.correct(by, row.id, {}, {"organisation_id": twin.id})
    people.affiliate(by, world.people["p02"].id, twin.id, can_commit=True)
    before = everything(by.community_id)
    assert counted(by)[0][-1] == 10  # one too many

    seen = merging.preview(by, Organisation, keep.id, twin.id)
    assert (seen.keep["attendance"], seen.drop["attendance"]) == (4, 1)
    assert seen.after["attendance"] == 5
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
    assert (seen.together, seen.after["attendance"]) == (1, seen.keep["attendance"])
    kept = merging.merge(by, Person, marta.id, twin.id)

    assert kept.email == "marta@example.org"
    assert counted(by)[1][-1] == total - 1
    assert "Marta Ferrero" in [p.name for p in people.of_community(by)]
    history.undo(by, history.of_community(by)[0].id)
    assert everything(by.community_id) == before


def test_what_somebody_wrote_is_still_their_organisation_s_after_two_merges(world):
    by, org = world.coordinator, world.orgs["qubi"]
    first, second, last = (people.add(by, name, org.id, can_commit=True) for name in TWINS)
    drafted = objectives.draft(first, "Un magazzino per tutti")
    wrote = wrote_in(by, drafted.id)

    merging.merge(by, Person, second.id, first.id)
    merging.merge(by, Person, last.id, second.id)

    assert wrote == {org.id} == wrote_in(by, drafted.id)


TWINS = ("Marta Ferri", "M. Ferri", "Marta F.")


def wrote_in(by, objective_id) -> set:
    texts = working.of_community(by).texts
    return set(texts.organisation_id[texts.text == f"objective:{objective_id}"])


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


def left(by, kind, id) -> dict[str, int]:
    """The counts as a fresh look finds them."""
    other = next(e for e in _register(by, kind) if e.id != id)
    return merging.preview(by, kind, id, other.id).keep


def _register(by, kind) -> list:
    return (people if kind is Person else organisations).of_community(by)


def test_what_is_previewed_of_two_people_is_what_is_left(world):
    """The same organisation twice, once over and once open; one more only the other speaks for."""
    by, marta, org = world.coordinator, world.people["p02"], world.orgs["filoripreso"]
    twin = people.add(by, "Marta Ferrero", org.id, can_commit=True)
    people.leave_organisation(by, people.affiliate(by, twin.id, org.id).id)
    people.affiliate(by, twin.id, org.id)
    people.affiliate(by, twin.id, world.orgs["qubi"].id)
    attendance.record(by, world.meetings["m3"].id, twin.id, org.id)

    seen = merging.preview(by, Person, marta.id, twin.id)
    merging.merge(by, Person, marta.id, twin.id)

    assert seen.drop["affiliation"] == 3
    assert seen.after["affiliation"] == seen.keep["affiliation"] + 2
    assert left(by, Person, marta.id) == seen.after


def test_what_is_previewed_of_two_organisations_is_what_is_left(world):
    """A person speaks for both, another only for the one that goes; both were at one meeting."""
    by, keep = world.coordinator, world.orgs["filoripreso"]
    twin = organisations.add(by, "Coop. Filo Ripreso")
    people.affiliate(by, world.people["p02"].id, twin.id, can_commit=True)
    nina = people.add(by, "Nina", twin.id)
    attendance.record(by, world.meetings["m3"].id, nina.id, twin.id)
    pledges.offer(by, twin.id, "time", "Due mani")

    seen = merging.preview(by, Organisation, keep.id, twin.id)
    merging.merge(by, Organisation, keep.id, twin.id)

    assert seen.after["affiliation"] == seen.keep["affiliation"] + 1
    assert seen.after["attendance"] == seen.keep["attendance"] + 1 and seen.together == 0
    assert left(by, Organisation, keep.id) == seen.after


NOT_MOVED = {  # beside who did what: what was done then, and links that are one person's alone
    "history": "person_id",
    "text_change": "person_id",
    "sign_in_link": "person_id",
}


@pytest.mark.parametrize("kind", [Person, Organisation])
def test_all_that_points_at_an_entry_is_told_before_a_merge_and_has_a_name(story, kind):
    """Asked of the tables themselves, so that a table still to come is not forgotten."""
    by, (one, other) = story.coordinator, _register(story.coordinator, kind)[:2]
    pointing = [
        (table.name, column.name)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == kind.__tablename__ for key in column.foreign_keys)
        and column.name not in merging.AUTHORS
        and NOT_MOVED.get(table.name) != column.name
    ]

    told = merging.preview(by, kind, one.id, other.id).keep

    assert sorted(told) == sorted(table for table, _column in pointing)
    assert all(words.pointing(table, kind is Person) for table in told)


def test_what_an_organisation_can_give_and_gave_is_told_before_it_goes(story):
    by, keep = story.coordinator, story.orgs["qubi"]
    twin = organisations.add(by, "Qubi APS")
    offers.add(by, twin.id, "time", "Due mani")
    nina = people.add(by, "Nina", twin.id, can_commit=True)
    pledges.deliver(nina, pledges.promise(nina, twin.id, "time", "Un’ora", 1000, "hour").id)

    seen = merging.preview(by, Organisation, keep.id, twin.id)
    merging.merge(by, Organisation, keep.id, twin.id)

    assert {table: n for table, n in seen.drop.items() if n} == dict.fromkeys(
        ("affiliation", "org_membership", "offer", "pledge", "delivery"), 1
    )
    assert left(by, Organisation, keep.id) == seen.after


def test_of_an_attendance_taken_back_and_one_that_stands_one_stands(world):
    by, marta, m3 = world.coordinator, world.people["p02"], world.meetings["m3"].id
    late = people.add(by, "Nina", world.orgs["filoripreso"].id)
    attendance.record(by, m3, late.id, world.orgs["filoripreso"].id)
    history.undo(by, history.of_community(by)[0].id)
    twin = people.add(by, "Nina", world.orgs["filoripreso"].id)
    attendance.record(by, m3, twin.id, world.orgs["filoripreso"].id)
    total = counted(by)[1][-1]

    seen = merging.preview(by, Person, late.id, twin.id)
    merging.merge(by, Person, late.id, twin.id)

    assert counted(by)[1][-1] == total
    assert left(by, Person, late.id) == seen.after
    assert marta.id != late.id


def test_a_time_that_is_over_stays_a_time_of_its_own(world):
    by, org = world.coordinator, world.orgs["qubi"]
    one, two = (people.add(by, "Nina", org.id, from_on=date(2023, 1, n)) for n in (1, 2))
    for nina in (one, two):
        people.leave_organisation(by, people.affiliate(by, nina.id, org.id).id)

    merging.merge(by, Person, one.id, two.id)

    assert left(by, Person, one.id)["affiliation"] == 2


def test_the_same_pairs_whatever_the_order_also_with_a_later_one():
    """“Orto Nord Sud” is like both others, which are not like each other."""
    names = ["Orto Nord", "Circolo Sud", "Orto Nord Circolo Sud"]
    for order in permutations(names):
        found = {frozenset((order[a], order[b])) for a, b in matching.pairs(tuple(order))}
        assert found == {frozenset((name, names[2])) for name in names[:2]}
    assert matching.pairs(("uditore", "uditore", "??")) == []


def test_somebody_who_speaks_for_two_is_found_by_either(world):
    by = world.coordinator
    nina = people.add(by, "Nina Prova", world.orgs["qubi"].id)
    people.affiliate(by, nina.id, world.orgs["filoripreso"].id)
    twins = [people.add(by, "Nina Prova", world.orgs[o].id) for o in ("qubi", "filoripreso")]

    found = [{p.keep.id, p.drop.id} for p in doubles.suggestions(by)]

    assert all(found.count({nina.id, twin.id}) == 1 for twin in twins)
    assert {twin.id for twin in twins} not in found


def test_suggestions_take_as_many_questions_for_a_large_register_and_little_time(world):
    by, orgs, crowd = world.coordinator, [], []
    with meter() as small:
        doubles.suggestions(by)
    with Session(engine()) as session:
        orgs = [Organisation(name=f"Gruppo {n} {n * 7919}") for n in range(1000)]
        crowd = [Person(name=f"Nome{n % 2500} Cognome{n % 2500}") for n in range(5000)]
        for entry in [*orgs, *crowd]:
            entry.community_id = by.community_id
        session.add_all([*orgs, *crowd])
        session.commit()
    began = process_time()
    with meter() as large:
        found = doubles.suggestions(by)

    assert large.statements == small.statements
    assert sum(pair.kind is Person for pair in found) >= 2500
    assert process_time() - began < 5  # it takes half a second; all with all would take minutes


def test_nobody_approves_what_they_measured_under_another_entry(story):
    by = story.coordinator
    one, other = (people.add(by, name, role=Role.coordinator) for name in ("Ada B.", "Ada Bo"))
    said = dict(hand_in=True, evidence="Registro")
    found = measurements.add(one, story.indicators["i2"].id, date(2023, 6, 30), 500, **said)
    merging.merge(by, Person, other.id, one.id)

    with pytest.raises(Refused):
        measurements.approve(other, found.id)
    assert measurements.approve(by, found.id).approved_by == by.id


def test_what_the_one_dropped_had_not_finished_is_the_kept_ones_to_finish(world):
    by, measure = world.coordinator, world.indicators["i2"].id
    keep, drop = (people.add(by, name, role=Role.coordinator) for name in ("Ada B.", "Ada Bo"))
    shown = {"evidence": "Registro"}
    draft = measurements.add(drop, measure, date(2023, 6, 30), 500, **shown)
    sent = measurements.add(drop, measure, date(2023, 6, 29), 400, hand_in=True, **shown)
    before = everything(by.community_id)
    merging.merge(by, Person, keep.id, drop.id)
    history.undo(by, history.of_community(by)[0].id)
    assert everything(by.community_id)["measurement"] == before["measurement"]

    merging.merge(by, Person, keep.id, drop.id)
    measurements.edit(keep, draft.id, {}, {"value_milli": 600})
    assert measurements.submit(keep, draft.id).state == "submitted"
    measurements.send_back(by, sent.id, "Manca la fonte")
    assert measurements.submit(keep, sent.id).created_by == keep.id
    assert measurements.approve(by, sent.id).approved_by == by.id

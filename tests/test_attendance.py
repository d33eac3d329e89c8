"""Who was there: at the door, many at once, corrected afterwards, and how they are counted."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models import AttendanceStatus, Capacity, Role
from models.refusals import Changed, NotAllowed, Refused
from services import attendance, history, meetings, organisations, people
from services.look import standing_of
from services.metering import meter
from services.summaries import meetings as told
from services.summaries import participation, registers


@pytest.fixture
def fourth(world):
    return meetings.open(world.coordinator, world.meetings["m4"].id)


def counts(world, meeting_id) -> tuple[int, int, int]:
    """R2, R1 and R3 of one meeting."""
    found = participation.of_community(world.coordinator).meetings
    (row,) = found[found.id == meeting_id].itertuples()
    return row.organisations, row.people, row.institutions


def test_the_third_meeting_had_nine_organisations_twelve_people_and_the_city(world):
    assert counts(world, world.meetings["m3"].id) == (9, 12, 1)


def test_a_walk_in_joins_the_register_in_one_act(world, fourth):
    before = history.of_community(world.coordinator)[0].id

    row = attendance.walk_in(world.coordinator, fourth.id, "Nadia Serra", "Orto Nuovo")

    assert (row.capacity, row.counts_in_headline) == (Capacity.member, True)
    assert [line.id for line in history.of_community(world.coordinator)[:2]][1] == before
    assert "Nadia Serra" in [p.name for p in people.of_community(world.coordinator)]
    assert "Orto Nuovo" in [o.name for o in organisations.of_community(world.coordinator)]
    assert counts(world, fourth.id) == (1, 1, 0)
    with pytest.raises(NotAllowed):
        attendance.walk_in(world.people["p02"], fourth.id, "Ugo")


def test_taking_a_walk_in_back_takes_back_all_of_it(world, fourth):
    attendance.walk_in(world.coordinator, fourth.id, "Nadia Serra", "Orto Nuovo")

    history.undo(world.coordinator, history.of_community(world.coordinator)[0].id)

    assert "Nadia Serra" not in [p.name for p in people.of_community(world.coordinator)]
    assert "Orto Nuovo" not in [o.name for o in organisations.of_community(world.coordinator)]
    assert told.whole(world.coordinator, fourth.id).present == []


def test_the_same_name_at_the_same_organisation_is_the_same_person(world, fourth):
    by, before = world.coordinator, len(people.of_community(world.coordinator))
    first = attendance.walk_in(by, fourth.id, "Nadia Serra", "Orto Nuovo")
    again = attendance.walk_in(by, fourth.id, "  Nadia   Serra ", "Orto Nuovo")
    other = attendance.walk_in(by, fourth.id, "Nadia Serra", world.orgs["qubi"].id)

    assert first.person_id == again.person_id != other.person_id
    assert len(people.of_community(by)) == before + 2


def test_a_newcomer_without_words_is_refused_beside_the_name(world, fourth):
    with pytest.raises(Refused) as no:
        attendance.walk_in(world.coordinator, fourth.id, "  ", "Orto Nuovo")
    assert no.value.field == "name"
    assert "Orto Nuovo" not in [o.name for o in organisations.of_community(world.coordinator)]


def test_who_comes_without_an_organisation_counts_as_a_person_only(world, fourth):
    row = attendance.walk_in(world.coordinator, fourth.id, "Passante Curiosa")

    assert row.organisation_id is None
    assert counts(world, fourth.id) == (0, 1, 0)


def test_the_host_of_the_day_is_its_host(world):
    by, host = world.coordinator, world.orgs["qubi"].id
    meeting = world.meetings["m4"]
    meetings.edit(by, meeting.id, {}, {"host_organisation_id": host})
    row = attendance.walk_in(by, meeting.id, world.voice("qubi").id)
    assert (row.organisation_id, row.capacity) == (host, Capacity.host)


def test_an_institution_is_counted_apart_and_observes(world, fourth):
    by = world.coordinator
    city = world.people["p17"].id
    attendance.record_many(by, fourth.id, [city, world.people["p02"].id])
    assert counts(world, fourth.id) == (1, 1, 1)

    row = attendance.walk_in(by, fourth.id, "Funzionario", "Circoscrizione 7", Capacity.institution)
    assert counts(world, fourth.id) == (1, 1, 2)
    newcomer = next(p for p in people.of_community(by) if p.id == row.person_id)
    assert standing_of(newcomer).role is Role.observer


def test_many_at_once_said_that_they_would_come(world, fourth):
    by = world.coordinator
    came = [p.id for _row, p, _org in told.whole(by, world.meetings["m3"].id).present]

    attendance.record_many(by, fourth.id, came, AttendanceStatus.registered)
    assert counts(world, fourth.id) == (0, 0, 0)  # nobody saw them yet

    attendance.record_many(by, fourth.id, came)
    assert counts(world, fourth.id) == (9, 12, 1)
    with pytest.raises(NotAllowed):
        attendance.record_many(world.people["p02"], fourth.id, came)


def test_the_organisation_of_the_day_is_kept(world, fourth):
    """The attendance holds whom somebody spoke for, whatever the register says later."""
    by, sara = world.coordinator, world.voice("qubi")
    row = attendance.walk_in(by, fourth.id, sara.id, world.orgs["citta"].id)
    assert (row.organisation_id, row.capacity) == (world.orgs["citta"].id, Capacity.institution)


def test_who_is_put_down_later_came_for_whom_they_spoke_for_that_day(world):
    by, day = world.coordinator, world.meetings["m3"].day
    qubi, citta = world.orgs["qubi"].id, world.orgs["citta"].id
    late = people.add(by, "Nadia Serra", qubi, from_on=day - timedelta(days=30))
    held = registers.register(by).person(late.id).affiliations[0][0]
    people.leave_organisation(by, held.id)  # today, after the meeting
    people.affiliate(by, late.id, citta)

    row = attendance.walk_in(by, world.meetings["m3"].id, late.id)
    (again,) = attendance.record_many(by, world.meetings["m3"].id, [late.id])

    assert row.organisation_id == again.organisation_id == qubi


def test_the_attendance_of_a_closed_meeting_is_corrected_and_leaves_a_line(world):
    by, third = world.coordinator, world.meetings["m3"].id
    assert history.mended(by, third) == []
    row = row_of(world, "Marta Ferrero")
    seen = {"status": row.status}

    attendance.correct(by, row.id, seen, {"status": AttendanceStatus.no_show})

    assert counts(world, third) == (9, 11, 1)
    (line,) = history.mended(by, third)
    assert (line.verb, line.what) == ("attendance.corrected", "Marta Ferrero")
    with pytest.raises(NotAllowed):
        attendance.correct(world.people["p02"], row.id, {}, {"status": "present"})
    history.undo(by, line.id)
    assert counts(world, third) == (9, 12, 1)


def test_two_people_who_correct_the_same_row_are_told(world):
    row = row_of(world, "Marta Ferrero")
    seen = {"status": row.status}
    attendance.correct(world.coordinator, row.id, seen, {"status": AttendanceStatus.excused})

    with pytest.raises(Changed):
        attendance.correct(world.coordinator, row.id, seen, {"status": AttendanceStatus.no_show})


def test_who_was_not_there_is_taken_away_and_can_come_back(world):
    by, third = world.coordinator, world.meetings["m3"].id
    attendance.remove(by, row_of(world, "Marta Ferrero").id)
    assert counts(world, third) == (9, 11, 1)

    attendance.record(by, third, person(world, "Marta Ferrero").id, world.orgs["filoripreso"].id)
    assert counts(world, third) == (9, 12, 1)


def test_what_a_text_states_stays_beside_the_register(world):
    by, third = world.coordinator, world.meetings["m3"].id
    meetings.state_counts(by, third, 10, 15, "invito")

    assert counts(world, third) == (9, 12, 1)
    assert (told.whole(by, third).meeting.organisations_stated) == 10
    with pytest.raises(Refused):
        meetings.state_counts(by, third, -1, 15)
    with pytest.raises(NotAllowed):
        meetings.state_counts(world.people["p02"], third, 9, 12)


def test_a_meeting_asks_the_same_few_questions_however_many_came(world, fourth):
    by = world.coordinator
    with meter() as small:
        told.whole(by, fourth.id), told.series(by)
    for n in range(30):
        attendance.walk_in(by, fourth.id, f"Persona {n}", f"Gruppo {n}")
    with meter() as large:
        told.whole(by, fourth.id), told.series(by)

    assert large.statements == small.statements


def row_of(world, name: str):
    rows = told.whole(world.coordinator, world.meetings["m3"].id).present
    return next(row for row, person, _org in rows if person.name == name)


def person(world, name: str):
    return next(p for p in people.of_community(world.coordinator) if p.name == name)


def test_a_meeting_that_starts_at_midnight_is_of_its_own_day(world):
    by, rome = world.coordinator, ZoneInfo("Europe/Rome")
    starts = datetime(2023, 8, 10, 0, 0, tzinfo=rome)  # still the 9th in Greenwich
    meeting = meetings.call(by, "Di notte", starts, starts + timedelta(hours=2))
    org = organisations.add(by, "Orto Nuovo", joined_on=date(2023, 8, 10))
    person = people.add(by, "Nadia Serra", org.id)

    row = attendance.record(by, meeting.id, person.id, org.id, None)

    assert (row.capacity, row.counts_in_headline) == (Capacity.member, True)

"""Who comes and who comes back: the golden numbers, each in a world of its own."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import AttendanceStatus, Capacity, MembershipKind, Person, Role, moment
from models.refusals import NotAllowed, NotFound
from services import attendance, communities, meetings, organisations, people
from services.metering import meter
from services.summaries import participation, presence
from services.summaries.frames import each
from services.summaries.rate import Rate
from services.summaries.seats import Seats
from services.summaries.series import Series
from tests import test_ties as ties

FIRST = datetime(2023, 5, 4, 15, tzinfo=UTC)
FROM = FIRST.date()


class Table:
    """A community that meets month after month, told by the names of who comes."""

    def __init__(self) -> None:
        with moment.at(FIRST - timedelta(days=60)):
            self.by = communities.start(None, "Al tavolo", "Chi coordina")
        self.orgs: dict[str, object] = {}
        self.voices: dict[str, Person] = {}
        self.held = 0

    def seat(self, names: str, since: date = FROM, kind=MembershipKind.member) -> None:
        for name in names:
            org = organisations.add(self.by, f"Organizzazione {name}", kind, since)
            self.orgs[name] = org
            self.voices[name] = people.add(self.by, f"Voce {name}", org.id, from_on=since)

    def meet(self, names: str, more=lambda meeting: None):
        """One person for each name; `more` records whoever else came."""
        starts = FIRST + timedelta(days=28 * self.held)
        self.held += 1
        with moment.at(starts):
            ends = starts + timedelta(hours=3)
            meeting = meetings.call(self.by, f"Incontro {self.held}", starts, ends)
            meetings.open(self.by, meeting.id)
            for name in names:
                self.come(meeting, name)
            more(meeting)
            return meetings.close(self.by, meeting.id)

    def come(self, meeting, name: str, capacity=Capacity.member, **said) -> None:
        who, org = self.voices[name], self.orgs[name]
        attendance.record(self.by, meeting.id, who.id, org.id, capacity, **said)

    def bring(self, meeting, name: str, n: int) -> None:
        """n more people for an organisation that is already there."""
        for i in range(n):
            guest = people.add(self.by, f"Voce {name}, {i}", self.orgs[name].id, role=None)
            attendance.record(self.by, meeting.id, guest.id, self.orgs[name].id)

    @property
    def told(self) -> participation.Participation:
        return participation.of_community(self.by)


def column(told: participation.Participation, name: str) -> list:
    return list(told.meetings[name])


def values(told: participation.Participation, name: str) -> list:
    return [None if r.value is None else round(r.value, 4) for r in column(told, name)]


def test_the_golden_numbers(database):
    table = Table()
    table.seat("abcdefghijk")
    table.seat("lmn", date(2023, 6, 15))
    table.seat("Z", kind=MembershipKind.institution)

    def three_more_and_the_city(meeting) -> None:
        table.bring(meeting, "a", 3)
        table.come(meeting, "Z", Capacity.institution)

    table.meet("abcdefghijk")
    table.meet("abcdefgh")
    table.meet("abcdefilm", three_more_and_the_city)  # six stay, i is back, l and m are new
    told = table.told

    assert column(told, "organisations") == [11, 8, 9]
    assert column(told, "people") == [11, 8, 12]
    assert values(told, "rate") == [1.0, 0.7273, 0.6429]
    assert column(told, "rate")[2] == Rate(9 / 14, 9, 14)  # members of that day, not of today
    assert column(told, "new") == [11, 0, 2]
    assert column(told, "returning") == [0, 8, 6]
    assert column(told, "reactivated") == [0, 0, 1]
    assert values(told, "retention") == [None, 0.7273, 0.75]
    assert column(told, "reach") == [11, 11, 13]
    assert values(told, "per_organisation")[2] == 1.3333
    assert column(told, "institutions") == [0, 0, 1]


def test_the_demo_is_as_its_facts_say(world):
    told = participation.of_community(world.coordinator)

    assert column(told, "organisations") == [11, 10, 9]
    assert column(told, "people") == [12, 14, 12]
    assert column(told, "institutions") == [0, 0, 1]
    assert column(told, "returning") == [0, 10, 8]
    assert column(told, "reactivated") == [0, 0, 1]
    assert column(told, "retention") == [
        Rate(None, None, None),
        Rate(10 / 11, 10, 11),
        Rate(0.8, 8, 10),
    ]
    assert column(told, "reach")[-1] == 11
    assert column(told, "organisations_stated") == [11, 10, 9]
    assert column(told, "people_stated") == [None, 14, 12]


def test_every_number_opens_its_rows(story):
    told = participation.of_community(story.coordinator)
    third = story.meetings["m3"].id
    sums, rows = told.rows_of(third), presence.seen(story.coordinator, third)

    counted = rows[rows.counts.astype(bool)]
    assert (counted.person_id.nunique(), counted.organisation_id.nunique()) == (12, 9)
    assert len(rows) == 14  # the coordination and the City were there too
    by_group = rows.groupby(list(participation.ROW_COLUMNS), dropna=False).person_id.nunique()
    assert by_group.to_dict() == {row[:-1]: row.people for row in each(sums)}


def test_who_only_registered_or_stayed_away_was_not_there(story):
    by, third = story.coordinator, story.meetings["m3"].id
    for name, status in (("p13", "registered"), ("p14", "excused"), ("p15", "no_show")):
        who, status = story.people[name], AttendanceStatus(status)
        attendance.record(by, third, who.id, story.orgs["zeroavanzi"].id, status=status)
    told = participation.of_community(by)
    assert (column(told, "organisations")[2], column(told, "people")[2]) == (9, 12)

    afar = AttendanceStatus.remote
    attendance.record(by, third, story.people["p14"].id, story.orgs["zeroavanzi"].id, status=afar)
    told = participation.of_community(by)
    assert (column(told, "organisations")[2], column(told, "people")[2]) == (10, 13)


def test_a_person_without_an_organisation_counts_among_the_people_only(database):
    table = Table()
    table.seat("a")
    alone = people.add(table.by, "Passante")
    table.meet("a", lambda meeting: attendance.record(table.by, meeting.id, alone.id))

    assert (column(table.told, "people"), column(table.told, "organisations")) == ([2], [1])


def test_without_members_participation_is_unknown_and_not_nothing(database):
    table = Table()
    table.meet("")

    told = table.told
    assert column(told, "rate") == [Rate(None, 0, 0)]
    assert column(told, "per_organisation") == [Rate(None, 0, 0)]
    assert column(told, "organisations") == [0]


def test_a_running_meeting_is_told_so_far_and_belongs_to_no_series(story):
    fourth = story.meetings["m4"]
    meetings.open(story.coordinator, fourth.id)
    attendance.record(story.coordinator, fourth.id, story.people["p01"].id, story.orgs["qubi"].id)

    told = participation.of_community(story.coordinator)

    (now,) = told.running.itertuples()
    assert (now.organisations, now.people, now.reach, now.rate) == (1, 1, None, None)
    assert len(told.held) == 3 and set(presence.table(told).meeting_id) == set(told.held.id)


def test_presence_is_blank_before_joining_and_after_leaving(database):
    table = Table()
    table.seat("a")
    table.meet("a")
    table.seat("b", date(2023, 5, 20))
    table.meet("b")
    told = table.told

    there = presence.table(told)
    people_of = {
        name: list(there[there.organisation_id == table.orgs[name].id].people) for name in "ab"
    }
    assert people_of == {"a": [1, 0], "b": [None, 1]}


def test_who_is_to_be_heard_is_for_the_coordinator(story):
    by = story.coordinator
    told = participation.of_community(by)

    assert list(presence.to_be_heard(by, told, 1).organisation) == [
        "Consorzio Rete Tessuti",
        "Mensa Zero Avanzi",
    ]
    assert presence.to_be_heard(by, told, 2).empty
    assert presence.to_be_heard(by, told, 4).empty  # only three were held
    for other in (story.voice("qubi"), story.people["p17"]):
        with pytest.raises(NotAllowed):
            presence.to_be_heard(other, told, 1)


def test_a_late_joiner_did_not_miss_what_came_before(database):
    table = Table()
    table.seat("ab")
    table.meet("a")
    table.seat("c", date(2023, 5, 20))
    table.meet("a")

    with moment.at(FIRST + timedelta(days=40)):
        heard = presence.to_be_heard(table.by, table.told, 2)
    assert list(heard.organisation) == ["Organizzazione b"]
    assert list(heard.last_seen) == [None]


def test_continuity_says_of_how_many(story):
    rates = presence.continuity(presence.table(participation.of_community(story.coordinator)))
    assert rates.rate.iloc[0] == Rate(1.0, 3, 3)
    assert rates.rate.iloc[-1] == Rate(2 / 3, 2, 3)


def test_nobody_from_outside_sees_any_of_it(story):
    elsewhere = communities.start(None, "Altrove", "Ugo")
    stranger = Person(id=elsewhere.id, community_id=story.coordinator.community_id, name="Ugo")
    with pytest.raises(NotFound):
        participation.of_community(stranger)
    assert participation.of_community(elsewhere).meetings.empty


def test_an_arrival_sees_counts(story):
    arrival = people.add(story.coordinator, "Chi arriva", role=Role.arrival)
    assert column(participation.of_community(arrival), "people") == [12, 14, 12]


def test_the_number_of_questions_does_not_grow(story):
    def asked() -> int:
        with meter() as running:
            participation.of_community(story.coordinator)
        return running.statements

    before = asked()
    for n in range(30):
        organisations.add(story.coordinator, f"Nuova {n}")
    assert asked() == before


@given(st.lists(st.frozensets(st.integers(0, 12)), max_size=9))
def test_new_returning_and_reactivated_are_all_that_came(meetings):
    series, ever, last = Series(), set(), None
    for came in meetings:
        told = series.add(came)
        assert told.new + told.returning + told.reactivated == len(came)
        assert told.before == (None if last is None else len(last))
        assert told.reach == len(ever | came) >= len(came)
        assert told.new == len(came - ever)
        ever |= came
        last = came


orgs = st.sampled_from([ties.A, ties.B, ties.C, ties.D])
came = st.tuples(st.none() | orgs, st.sampled_from(Capacity), st.booleans())
sittings = st.lists(st.dictionaries(st.integers(1, 6), came, max_size=6), max_size=5)
stays = st.lists(st.tuples(orgs, st.integers(-1, 4), st.none() | st.integers(0, 5)), max_size=5)


def seated(sat: list[tuple]) -> Seats:
    return Seats([(id, ties.day(n), left and ties.day(left), None) for id, n, left in sat])


def counts_of(sittings: list[dict], sat: list[tuple], turn=lambda rows: rows) -> pd.DataFrame:
    rows = [
        (n, *row, times)
        for n, came in enumerate(sittings)
        for row, times in Counter(came.values()).items()
    ]
    met = [(n, ties.day(n), False) for n in range(len(sittings))]
    columns = [*participation.ROW_COLUMNS, "people"]
    meetings, _came = participation._counts(
        pd.DataFrame(met, columns=["id", "day", "so_far"], dtype=object),
        pd.DataFrame(turn(rows), columns=columns, dtype=object),
        seated(sat),
    )
    return meetings


@given(sittings, stays, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_counts_keep_their_bounds_in_any_order_and_count_nothing_twice(some, sat, chance):
    told = counts_of(some, sat)
    twice = counts_of(some, sat[::-1] * 2, lambda rows: chance.sample(rows, len(rows)))

    assert told.equals(twice)
    reached = before = 0
    for m, came in zip(told.itertuples(), some, strict=True):
        assert m.people == sum(counts for _of, _as, counts in came.values())
        assert 0 <= m.organisations <= m.people and m.institutions <= 4
        assert m.new + m.returning + m.reactivated == m.organisations
        assert m.reach == reached + m.new  # what each meeting adds, added up
        assert (m.rate.value is None) == (m.rate.denominator == 0)
        assert m.rate.value is None or 0 <= m.rate.value <= 1
        assert (m.per_organisation.value is None) == (m.organisations == 0)
        assert m.per_organisation.value is None or m.per_organisation.value >= 1
        assert (m.retention.value is None) == (m.id == 0 or before == 0)
        assert m.retention.value is None or 0 <= m.retention.value <= 1
        reached, before = m.reach, m.organisations


@given(st.lists(st.sets(orgs), max_size=5), stays)
@settings(max_examples=40)
def test_who_came_has_not_lapsed_and_each_visit_counts_once(came, sat):
    seen = replace(ties.told(*came), seats=seated(sat))
    turned = replace(seen, rows=seen.rows[::-1], seats=seated(sat[::-1]))
    heard = [set(presence.lapsed(seen, k).organisation_id) for k in range(1, 7)]
    rates = presence.continuity(presence.table(seen))

    assert all(more <= fewer for fewer, more in pairwise(heard))  # to miss five is to miss four
    for k, gone in enumerate(heard, 1):
        assert gone <= seen.seats.on(seen.as_of) - set().union(*came[-k:])
        assert not gone or len(came) >= k
        rate = rates[rates.organisation_id.isin(gone)].rate
        assert all(r.denominator - r.numerator >= k for r in rate)
    assert rates.organisation_id.is_unique
    assert all(0 <= r.value <= 1 and r.denominator for r in rates.rate)
    assert sum(r.numerator for r in rates.rate) == sum(map(len, came))
    assert rates.equals(presence.continuity(presence.table(turned)))

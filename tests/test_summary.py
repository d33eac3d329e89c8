"""What a funder sees: honest numbers, no names of people, the same page to read and to print."""

import re
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charts import documents as charts
from documents.summary import body, page
from models import Capacity, Kind, Person, Role, Unit, moment
from models.refusals import NotFound
from services import (
    attendance,
    communities,
    decisions,
    meetings,
    needs,
    objectives,
    organisations,
    people,
    pledges,
)
from services.metering import meter
from services.summaries import summary
from services.summaries.facts import Facts, Number, ResourceFacts
from tests import seeing
from translations import speaking


def facts(by: Person) -> Facts:
    return summary.of_community(by)


def row(told: Facts, kind: str, unit: str) -> ResourceFacts:
    return next(r for r in told.resources if (r.kind, r.unit) == (kind, unit))


def test_the_demo_is_told_as_its_facts_say(world):
    told = facts(world.coordinator)

    last = told.meetings[-1]
    assert (last.organisations.value, last.people.value, last.institutions.value) == (9, 12, 1)
    assert [m.returning.value for m in told.meetings] == [0, 10, 8]
    assert (told.reach.value, told.held.value) == (11, 3)
    adopted = told.objectives_adopted
    assert (adopted.numerator, adopted.denominator, adopted.value) == (3, 5, 0.6)
    assert (told.confirmed.value, told.offered.value, told.hosted.value) == (5, 10, 1)
    assert (told.musts.numerator, told.musts.denominator) == (1, 5)
    assert told.as_of == date(2023, 7, 12)


def test_every_number_names_its_rule(story):
    told = facts(story.coordinator)
    assert {m.people.rule for m in told.meetings} == {"R1"}
    assert {r.share.rule for r in told.resources} == {"R11"}
    assert (told.reach.rule, told.musts.rule) == ("R6", "R13")


def test_confirmed_alone_carries_the_share(world):
    told = facts(world.coordinator)
    room = row(told, "space", "half_day")
    assert (room.share.value, room.offered_share.value) == (0.0, 1.0)
    assert (room.confirmed_milli, room.offered_milli) == (0, 4000), "all that is offered"
    print_ = row(told, "money", "EUR")
    assert (print_.share.value, print_.delivered_milli) == (1.0, 250_000)

    pledges.confirm(world.voice("cerchioaperto"), world.pledges["r02"].id)
    room = row(facts(world.coordinator), "space", "half_day")
    assert (room.share.value, room.offered_share.value, room.delivered_milli) == (1.0, 0.0, 0)


def test_what_cannot_be_compared_is_told_and_has_no_share(story):
    cloth = row(facts(story.coordinator), "material", "m2")
    assert (cloth.share.value, cloth.confirmed_milli, cloth.answer) == (
        None,
        None,
        "cannot_compare",
    )
    assert "non si può confrontare" in page(facts(story.coordinator))


def test_adopted_objectives_come_with_the_day_of_their_decision(world):
    told = facts(world.coordinator).objectives
    assert [(o.ref, o.decided_on, o.decision) for o in told] == [
        ("OB-1", date(2023, 7, 6), "DE-1"),
        ("OB-2", date(2023, 7, 6), "DE-2"),
        ("OB-3", date(2023, 7, 6), "DE-3"),
    ]
    assert sum(told[2].stands.values()) == 4

    objectives.edit(world.coordinator, world.objectives["o1"].id, {}, {"title": "Altre parole"})
    assert [o.ref for o in facts(world.coordinator).objectives] == ["OB-2", "OB-3"]


def test_what_was_decided_on_a_day_is_one_line(story):
    by = story.coordinator
    decisions.record(by, "Ci vediamo il primo giovedì.\nSempre.", story.meetings["m3"].id)
    lines = facts(by).decisions
    assert [(d.statement, d.refs) for d in lines] == [
        ("Ci vediamo il primo giovedì.", ("DE-4",)),
        ("", ("DE-1", "DE-2", "DE-3")),
    ]


def test_no_name_of_a_person_is_on_the_page(story):
    by = story.coordinator
    decisions.record(by, "Marta Ferrero scrive al Comune", story.meetings["m3"].id)
    communities.change_settings(by, {}, {"purpose": "Lo ha voluto Lucia D'Angelo."})
    shown = page(facts(by))
    register = [person.name for person in people.of_community(by)]
    assert not [name for name in register if name in shown or name in str(asdict(facts(by)))]
    assert "… scrive al Comune" in shown


def test_no_organisation_is_named_either(story):
    shown = page(facts(story.coordinator))
    named = [o.name for o in organisations.of_community(story.coordinator)]
    credits_ = facts(story.coordinator).funders + facts(story.coordinator).programme
    assert not [name for name in named if name in shown and name not in credits_]


@pytest.mark.parametrize("n, told, said", [(0, 0, "0"), (2, None, "meno di 3"), (3, 3, "3")])
def test_fewer_than_three_people_are_not_counted_aloud(database, n, told, said):
    by = _young()
    with moment.at(datetime(2023, 7, 3, 15, tzinfo=UTC)):
        meeting = meetings.call(by, "Primo", moment.now(), moment.now() + timedelta(hours=2))
        meetings.open(by, meeting.id)
        for i in range(n):
            who = people.add(by, f"Persona {i}")
            attendance.record(by, meeting.id, who.id, None, Capacity.member)
        meetings.close(by, meeting.id)

    (met,) = facts(by).meetings
    assert met.people.value == told
    assert f"<b>{said}</b>persone" in page(facts(by))


@given(st.none() | st.integers(0, 500))
@settings(max_examples=40)
def test_few_people_are_hidden_nobody_is_nobody_and_unknown_is_unknown(n):
    told = Number.people(n, "R1")
    assert told.value not in (1, 2)
    assert told.hidden == (n in (1, 2))
    assert told.value == (None if told.hidden else n)


def test_a_young_community_has_a_page_too(database):
    shown = page(facts(_young()))
    assert "Il primo incontro deve ancora arrivare." in shown
    assert "Ancora nessun obiettivo adottato." in shown
    assert "<svg" not in shown


def test_must_have_needs_are_asked_for_first(story):
    needs.add(story.coordinator, Kind.time, "Subito", 1000, Unit.hour, priority=1)
    told = facts(story.coordinator)
    assert len(told.missing) == summary.MISSING
    assert told.more_missing == 3
    assert "Subito" not in [n.title for n in told.missing]


def test_the_page_is_sound_html_in_the_readers_language(story):
    for language, word in (("it", "Sintesi"), ("en", "Summary")):
        with speaking(language):
            shown = page(facts(story.coordinator))
        html5lib.HTMLParser(strict=True).parse(shown)
        assert f'<html lang="{language}">' in shown and word in shown


def test_example_data_is_marked_as_such(story):
    assert "dati d’esempio" in page(facts(story.coordinator))
    assert "dati d’esempio" not in page(facts(_young()))


def test_what_people_wrote_is_words_and_nothing_else(story):
    by = story.coordinator
    communities.change_settings(by, {}, {"funders": "<img src=x onerror=alert(1)>"})
    decisions.record(by, "</style><script>alert(1)</script>")
    shown = page(facts(by))
    assert "<img" not in shown and "<script" not in shown
    assert "&lt;img" in shown


def test_the_same_facts_make_the_same_page(story):
    told = facts(story.coordinator)
    assert page(told) == page(told)
    assert str(body(told)) in page(told)


def test_within_the_workspace_its_numbers_open_and_outside_none_does(story, visit):
    assert "data-act" not in page(facts(story.coordinator))
    workspace = visit("summary", story.coordinator)
    keys = re.findall(r'data-act="explain" data-id="([^"]+)"', seeing.shown(workspace))
    names = {key.partition("|")[0]: key for key in keys}
    asked = {"organisations", "people", "adopted", "promised", "reached", "kind_cover"}
    assert names.keys() >= asked | {"plan_cover"}
    for key in names.values():
        told = seeing.shown(seeing.opened(workspace, "explain", *key.split("|")))
        assert "tv-explained" in told and not workspace.exception, key


def test_the_picture_is_narrow_on_a_phone_and_plain_on_paper():
    came = [charts.Came(f"{n}°", "1 giu 2023", n, 0, 1) for n in range(1, 20)]
    wide, narrow = charts.comings(came, "x"), charts.comings(came, "x", charts.NARROW)
    assert 'viewBox="0 0 680' in wide and 'viewBox="0 0 340' in narrow
    assert (wide.count(">19°<"), wide.count(">8°<"), wide.count(">7°<")) == (1, 1, 0)
    assert narrow.count(' font-weight="700"') == charts.MOST[charts.NARROW]
    assert "var(" not in charts.comings(came, "x", colours=charts.PAPER)
    assert charts.comings([], "x") == ""


def test_a_picture_says_what_it_shows():
    svg = charts.comings([charts.Came("<3°>", "oggi", 8, 1, 0)], 'Chi c’è "e" chi torna')
    assert 'aria-label="Chi c’è &quot;e&quot; chi torna"' in svg
    assert ">9</text>" in svg and "&lt;3°&gt;" in svg


def test_the_number_of_questions_does_not_grow(story):
    def asked() -> int:
        with meter() as running:
            facts(story.coordinator)
        return running.statements

    before = asked()
    for n in range(15):
        needs.add(story.coordinator, Kind.time, f"Bisogno {n}", 1000, Unit.hour)
        decisions.record(story.coordinator, f"Decisione {n}")
    assert asked() == before


def test_strangers_see_nothing(story):
    elsewhere = communities.start(None, "Altrove", "Ugo")
    stranger = Person(id=elsewhere.id, community_id=story.coordinator.community_id, name="Ugo")
    with pytest.raises(NotFound):
        facts(stranger)


def test_an_arrival_may_not_read_it_yet(story):
    from models.refusals import NotAllowed

    arrival = people.add(story.coordinator, "Chi arriva", role=Role.arrival)
    with pytest.raises(NotAllowed):
        facts(arrival)
    assert facts(story.people["p17"]).held.value == 3  # an observer may


def test_the_page_opens_and_only_a_coordinator_changes_its_texts(story, visit):
    for who in (story.coordinator, story.voice("qubi")):
        opened = visit("summary", who)
        assert not opened.exception
        assert bool([b for b in opened.button if b.key == "texts"]) == (
            who.id == story.coordinator.id
        )


def _young() -> Person:
    with moment.at(datetime(2023, 7, 1, 9, tzinfo=UTC)):
        return communities.start(None, "Appena nata", "Ada Lovelace")

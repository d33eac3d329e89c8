"""The history: who did what, at which meeting, in words; and what an undo leaves alone."""

import re

import pytest

from models import Role, Stage, Voice
from models.refusals import NotAllowed, NotFound, Refused
from services import (
    activities,
    communities,
    history,
    measurements,
    needs,
    objectives,
    people,
    rounds,
)
from services.metering import meter
from services.summaries import achieved, details
from services.summaries.authors import authors
from services.summaries.tree import tree
from tests.seats import seated
from tests.test_indicators import JUNE


def html(page) -> str:
    """All our own HTML on the page, pressed or not."""
    parts = [*page.get("html"), *page.get("bidi_component")]
    said = " ".join(str(part.proto) for part in parts)
    return re.sub(r"\\+u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), said)


def latest(by) -> dict:
    """{field: (before, after)} of the latest line."""
    line = history.of_community(by)[0]
    return {d.field: (d.before, d.after) for d in details.of_lines(by, [line])[line.id]}


def test_two_of_one_name_are_told_apart(story, visit):
    by = story.coordinator
    ninas = [
        people.add(by, "Nina Prova", story.orgs[org].id, Role.coordinator)
        for org in ("qubi", "filoripreso")
    ]
    aims = [objectives.draft(nina, f"Idea di {n}") for n, nina in enumerate(ninas)]

    names = authors(by, history.of_community(by))
    page = visit("history", by, span="all")
    page.selectbox(key="who").select(str(ninas[1].id)).run()

    assert names[ninas[1].id] == "Nina Prova (Cooperativa Filo Ripreso)"
    assert len({names[nina.id] for nina in ninas}) == 2
    assert aims[1].title in html(page) and aims[0].title not in html(page)


def test_two_of_one_name_and_organisation_get_a_number(world):
    by, org = world.coordinator, world.orgs["qubi"].id
    ninas = [people.add(by, "Nina Prova", org, Role.coordinator) for _n in range(2)]
    for nina in ninas:
        objectives.draft(nina, "Un’idea")
    names = authors(by, history.of_community(by))
    assert sorted(names[nina.id][-1] for nina in ninas) == ["1", "2"]


def test_what_was_said_at_a_meeting(story, visit):
    m3, m2 = story.meetings["m3"], story.meetings["m2"]
    lines = history.said_at(story.coordinator, m3.id)
    page = visit("history", story.coordinator, meeting=str(m3.id))

    assert lines and {line.meeting_id for line in lines} == {m3.id}
    assert not page.exception and page.selectbox(key="meeting").value == str(m3.id)
    assert f"{len(lines)} righe" in " ".join(c.value for c in page.caption)
    assert not {line.id for line in lines} & {
        line.id for line in history.said_at(story.coordinator, m2.id)
    }


def test_a_meeting_of_others_shows_nothing_of_theirs(story, visit):
    stranger = communities.start(None, "Altrove", "Ugo")
    page = visit("history", stranger, meeting=str(story.meetings["m3"].id))
    assert not page.exception and page.selectbox(key="meeting").value is None
    assert history.said_at(stranger, story.meetings["m3"].id) == []


def test_how_much_is_said_in_words(story, visit):
    by, need = story.coordinator, needs.add(story.coordinator, "time", "Mani", 3000, "hour")
    needs.edit(by, need.id, {}, {"quantity_milli": 1500})

    assert latest(by)["quantity_milli"] == (
        details.Amount(3000, "hour"),
        details.Amount(1500, "hour"),
    )
    said = html(visit("history", by))
    assert "3 ore → 1,5 ore" in said and "millesimi" not in said


def test_a_state_a_day_and_a_person_are_said_in_words(story, visit):
    by, activity = story.coordinator, story.activities["a07"]
    activities.edit(by, activity.id, {}, {"planned_start": story.today})
    activities.progress(by, activity.id, 40, "blocked")

    said = html(visit("history", by))

    assert "12 lug 2023" in said and "40%" in said
    assert "bloccata" in said and "→ blocked" not in said


def test_what_is_not_for_everybody_is_not_told_in_the_history_either(story):
    author, made = story.voice("qubi"), story.indicators["i2"]
    draft = measurements.add(author, made.id, JUNE, 500)
    measurements.edit(author, draft.id, {}, {"value_milli": 700})
    asked = rounds.open(story.coordinator, seated(story).id, story.objectives["o5"].id)
    rounds.go_to(story.coordinator, asked.id, Stage.consent)
    for voice, why in ((Voice.concern, "Gli orari"), (Voice.objection, "Manca il locale")):
        rounds.answer(author, asked.id, voice, why)

    lines = history.of_community(story.coordinator, 20)
    told = [d for some in details.of_lines(story.coordinator, lines).values() for d in some]
    assert "measurement.edited" in {line.verb for line in lines}
    assert told and not {d.thing for d in told} & {"answer", "objection", "measurement"}


def test_nothing_of_one_community_is_in_anothers_history(world):
    stranger = communities.start(None, "Altrove", "Ugo")
    theirs = objectives.draft(stranger, "Solo loro")
    objectives.edit(stranger, theirs.id, {}, {"title": "Solo di loro"})
    line = history.of_community(stranger)[0]

    assert "Solo loro" not in [h.what for h in history.of_community(world.coordinator, 1000)]
    assert {h.what for h in history.of_community(stranger)} == {
        "Solo di loro",
        "Solo loro",
        "Altrove",
    }
    assert line.id in details.of_lines(stranger, [line])
    assert details.of_lines(world.coordinator, [line]) == {}
    with pytest.raises(NotFound):
        history.undo(world.coordinator, line.id)
    assert not history.of_thing(world.coordinator, stranger.id)


def test_an_undo_keeps_what_changed_since_and_lists_it(world):
    by = world.coordinator
    objective = objectives.draft(by, "Un’idea")
    added = history.of_community(by)[0]
    objectives.edit(world.people["p12"], objective.id, {}, {"title": "Un’idea migliore"})

    kept = history.undo(by, added.id)

    assert [row.label for row in kept] == ["Un’idea migliore"]
    assert "Un’idea migliore" in [o.title for o in objectives.of_community(by)]


def test_who_may_not_take_back_is_refused(world):
    objectives.draft(world.coordinator, "Un’idea")
    line = history.of_community(world.coordinator)[0]
    with pytest.raises(NotAllowed):
        history.undo(world.people["p17"], line.id)


def test_a_longer_history_takes_no_more_questions(story, visit):
    def statements() -> int:
        page = visit("history", story.coordinator, span="all")
        with meter() as running:
            page.run()
        return running.statements

    small = statements()
    for n in range(150):
        objective = objectives.draft(story.coordinator, f"Idea {n}")
        objectives.edit(story.coordinator, objective.id, {}, {"title": f"Idea {n}, meglio"})
    assert statements() == small


def test_what_came_since_one_reads_waits_until_it_is_asked_for(story, visit):
    by = story.coordinator
    page = visit("history", by)
    upto = page.session_state["history_upto"]
    objectives.draft(by, "Un forno comune")
    lines = history.of_community(by, 50)
    known, fresh = history.parted(lines, upto)
    assert known == lines[1:] and [line.what for line in fresh] == ["Un forno comune"]

    page.run()  # whatever the reader does shows all
    assert page.session_state["history_upto"] == lines[0].id and "Un forno comune" in html(page)


def test_taken_back_no_objective_stands_under_itself(world):
    by = world.coordinator
    above = objectives.draft(by, "Sopra").id
    under = objectives.draft(by, "Sotto", parent_id=above).id
    objectives.edit(by, under, {"parent_id": above}, {"parent_id": None})
    freed = history.of_community(by)[0].id
    objectives.edit(by, above, {"parent_id": None}, {"parent_id": under})

    with pytest.raises(Refused):
        history.undo(by, freed)
    assert {above, under} <= achieved.of_community(by).keys()


def test_taken_back_no_hour_counts_twice(world):
    by = world.coordinator
    one, other = (objectives.draft(by, title).id for title in ("Uno", "Altro"))
    work = activities.add(by, "Un lavoro", [one]).id
    activities.edit(by, work, {"shares": {one: 1000}}, {"shares": {one: 500}})
    halved = history.of_community(by)[0].id
    activities.edit(by, work, {"shares": {one: 500}}, {"shares": {one: 500, other: 500}})

    with pytest.raises(Refused):
        history.undo(by, halved)
    leaf = next(leaf for leaf in tree(by).leaves if leaf.activity.id == work)
    assert leaf.shares == {one: 500, other: 500}

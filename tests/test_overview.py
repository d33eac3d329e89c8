"""The community at a glance, for who coordinates, for a member, and before the first meeting."""

from datetime import date, timedelta

from components import glance, waiting
from documents.summary import page
from models import ActivityState, Person, Role, moment, promise_hash
from services import (
    activities,
    attendance,
    communities,
    meetings,
    needs,
    objectives,
    organisations,
    people,
)
from services.metering import meter
from services.summaries import overview, progress, summary
from services.summaries.rate import Rate
from tests.seeing import shown


def test_the_next_meeting_is_the_one_that_was_called(world):
    following = overview.of_community(world.coordinator).next

    assert following.meeting.id == world.meetings["m4"].id
    assert following.agenda[:2] == ["Giro di benvenuto", "Che cosa è successo dall’ultimo incontro"]
    assert (following.invited, following.running) == (11, False)


def test_a_running_meeting_comes_first(world):
    by, now = world.coordinator, moment.now()
    sooner = meetings.call(by, "Domani", now + timedelta(days=1), now + timedelta(days=1, hours=1))
    assert overview.of_community(by).next.meeting.id == sooner.id

    meetings.open(by, world.meetings["m4"].id)
    following = overview.of_community(by).next
    assert (following.meeting.id, following.running) == (world.meetings["m4"].id, True)


def test_a_meeting_that_is_over_or_cancelled_is_not_next(world):
    meetings.cancel(world.coordinator, world.meetings["m4"].id)
    assert overview.of_community(world.coordinator).next is None


def test_how_far_the_plan_is(world):
    work = overview.of_community(world.coordinator).work

    assert (work.adopted, work.under_way) == (Rate(0.6, 3, 5), Rate(5 / 14, 5, 14))
    assert [work.count(stands) for stands in progress.STANDINGS] == [1, 0, 0, 2, 5, 6]
    third = work.objectives.set_index("number").loc[3]
    assert (third.activities, third.done, third.planned) == (4, 1, 3)


def test_an_activity_stands_in_one_place(world):
    by, work = world.coordinator, world.activities["a12"]
    assert "late" not in _stands(by, work)
    activities.edit(by, work.id, {}, {"planned_end": date(2023, 7, 11), "planned_start": None})
    assert _stands(by, work) == ["late"]  # late tells more than that nobody leads it
    activities.edit(by, work.id, {}, {"state": ActivityState.blocked})
    assert _stands(by, work) == ["blocked"]
    activities.progress(by, work.id, 100)
    assert _stands(by, work) == ["done"]
    activities.edit(by, work.id, {}, {"state": ActivityState.cancelled})
    assert _stands(by, work) == []


def _stands(by: Person, activity) -> list[str]:
    rows = progress.work(by).activities
    return list(rows[rows.id == activity.id].stands)


def test_an_activity_for_two_objectives_stands_under_both_and_once_in_all(story):
    by, both = story.coordinator, [story.objectives["o1"].id, story.objectives["o2"].id]
    before = progress.work(by)
    activities.add(by, "Per due", both)
    after = progress.work(by)
    assert len(after.activities) == len(before.activities) + 1
    assert after.objectives.activities.sum() == before.objectives.activities.sum() + 2


def test_a_dropped_objective_is_in_no_count(story):
    by = story.coordinator
    objectives.set_state(by, story.objectives["o5"].id, "dropped")
    assert progress.work(by).adopted == Rate(0.75, 3, 4)


def test_a_member_sees_what_is_theirs(story):
    mine = overview.of_community(story.voice("crostanuova")).mine
    assert [(w.kind, w.what) for w in mine] == [
        ("pledge", "Coordinamento delle visite alle sedi"),
        ("pledge", "Pane invenduto per il laboratorio"),
        ("late_action", "Raccogliere le disponibilità per le visite alle sedi"),
        ("task", "Laboratorio di cucina con il pane invenduto"),
        ("task", "Visita a turno alle sedi della rete"),
    ]
    assert overview.of_community(story.coordinator).mine == []


def test_an_arrival_sees_no_history(story):
    arrival = people.add(story.coordinator, "Chi arriva", role=Role.arrival)
    assert overview.of_community(arrival).news == []
    assert len(overview.of_community(story.voice("qubi")).news) == overview.LATEST


def test_the_number_of_questions_does_not_grow(story):
    def asked() -> int:
        with meter() as running:
            overview.of_community(story.coordinator)
        return running.statements

    before = asked()
    for n in range(15):
        objective = objectives.draft(story.coordinator, f"Obiettivo {n}")
        activities.add(story.coordinator, f"Attività {n}", [objective.id])
        needs.add(story.coordinator, "time", f"Bisogno {n}", 1000, "hour")
    assert asked() == before


def test_the_page_for_who_coordinates(story, visit):
    page = visit("overview", story.coordinator)
    assert not page.exception
    said = shown(page)
    assert "Giovedì 3 agosto, 15:00" in said and "Chiede attenzione" in said
    assert "3 su 5" in said and "5 su 14" in said
    assert "10 al 2° incontro" in said and "14 al 2° incontro" in said
    assert "ha preparato l’incontro" in said
    assert "In scrittura" in said


def test_the_page_for_a_member_and_an_observer(story, visit):
    for who in (story.voice("crostanuova"), story.people["p17"]):
        page = visit("overview", who)
        assert not page.exception
        assert "Per te" in shown(page) and "Chiede attenzione" not in shown(page)
        assert not [b for b in page.button if b.label == "Invita"]


def test_before_the_first_meeting_there_is_one_thing_to_do(visit):
    founder = communities.start(None, "Nuova", "Ada")
    page = visit("overview", founder)
    assert not page.exception
    assert [b.label for b in page.main.button if "Convoca" in b.label] == [
        "Convoca il primo incontro"
    ]


def test_a_meeting_that_runs_is_counted_so_far(story, visit):
    by, now = story.coordinator, moment.now()
    founder = communities.start(None, "Un altro tavolo", "Ada", "Ortica")
    first = meetings.call(founder, "Primo incontro", now, now + timedelta(hours=2))
    meetings.open(founder, first.id)
    ortica = organisations.of_community(founder)[0]
    attendance.record(founder, first.id, founder.id, ortica.id)

    seen = overview.of_community(founder)
    assert glance.figures(seen)[0][2:] == (1, "finora", f"organisations|{first.id}")
    assert "in corso: finora 1 organizzazione al tavolo" in page(summary.of_community(founder))

    meetings.open(by, story.meetings["m4"].id)
    told = glance.figures(overview.of_community(by))[0]
    assert told[2:4] == (0, "finora; 9 al 3° incontro")


def test_nobody_has_called_the_next_one(story, visit):
    meetings.cancel(story.coordinator, story.meetings["m4"].id)
    page = visit("overview", story.coordinator)
    assert "Nessun incontro in programma" in shown(page)


def test_a_line_leads_to_the_place_where_it_is_mended(story, visit):
    page = visit("overview", story.coordinator)
    page.button(key="go-meeting-checklist").click().run()
    assert page.query_params["m"] == str(story.meetings["m4"].id)
    assert "Quarto incontro" in shown(page)


def test_the_lines_name_page_kind_and_thing(story):
    seen = overview.of_community(story.coordinator)
    opens = [line[4] for line in waiting.groups(seen.waiting)]
    assert opens == [
        "resources|pledge|",
        f"meeting|late_action|{story.meetings['m3'].id}",
        "resources|need|",
        "plan|wanted|",
        f"resources|amount|{story.needs['n3'].id}",
        "meeting|action|",
    ]
    bread = waiting.one_by_one(overview.of_community(story.voice("crostanuova")).mine)[1]
    assert bread[2] == "“Pane invenduto per il laboratorio” aspetta un sì"
    assert bread[4:] == (
        f"resources|pledge|{story.pledges['r13'].id}",
        f"{story.pledges['r13'].id}|{promise_hash(story.pledges['r13'])}",
    )

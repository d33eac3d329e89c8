"""The plan, as a coordinator, a member, an observer and an arrival see and use it."""

import re

import pytest

from models import ActivityState, ObjectiveState, Role
from models.refusals import Refused
from services import activities, communities, decisions, dependencies, objectives, people
from services.metering import meter


def shown(page) -> str:
    """All our own HTML on the page, pressed or not."""
    parts = [*page.get("html"), *page.get("bidi_component")]
    html = " ".join(str(part.proto) for part in parts)
    html = re.sub(r"\\+u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), html)
    return re.sub(r"\\+n|\s+", " ", html).replace("\\", "")


def opened(page, name: str, *known):
    """The page with this drawer open. (A browser reruns only the drawer; here the whole page
    runs, so each step says again what is open.)"""
    page.session_state["drawer_open"] = (name, known)
    return page.run()


def press(page, label: str, *drawer):
    next(button for button in page.button if button.label == label).click()
    return opened(page, *drawer)


def labels(page) -> set[str]:
    return {button.label for button in page.button}


def activity(story, name: str, visit, who):
    drawer = ("activity", str(story.activities[name].id))
    return opened(visit("plan", who), *drawer), drawer


def objective(story, name: str, visit, who):
    drawer = ("objective", str(story.objectives[name].id))
    return opened(visit("plan", who), *drawer), drawer


def of(story, kind: str, name: str):
    service = {"objectives": objectives, "activities": activities}[kind]
    wanted = getattr(story, kind)[name].id
    return next(x for x in service.of_community(story.coordinator) if x.id == wanted)


@pytest.mark.parametrize("who", ["coordinator", "p02", "p17"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_everybody_may_look(story, visit, who, language):
    person = story.coordinator if who == "coordinator" else story.people[who]
    page = visit("plan", person)
    page.segmented_control(key="switch_language").set_value(language).run()
    said = shown(page)

    assert not page.exception
    finding = "Obiettivi adottati: 3 su 5, 14 attività, 2 cercasi"
    assert (finding if language == "it" else "3 of 5 objectives adopted") in said
    assert page.segmented_control(key="view").set_value("table").run() is page
    assert not page.exception and "AT-14" in shown(page)


def test_delivery_says_what_it_is_made_of(story, visit):
    said = shown(visit("plan", story.coordinator))
    assert "28% del lavoro fatto" in said and "pari a 0,85 attività su 3" in said
    assert "2 in corso, 1 da avviare" in said
    assert "cercasi chi se ne prenda cura" in said and "17 punti di priorità" in said


def test_filters_narrow_it_and_live_in_the_address(story, visit):
    page = visit("plan", story.coordinator, state="wanted,none")
    assert "AT-12" in shown(page) and "AT-14" in shown(page)
    assert "AT-11" not in shown(page) and "OB-1" not in shown(page)

    page = visit("plan", story.coordinator, horizon="long")
    assert "OB-4" in shown(page) and "OB-3" not in shown(page)

    qubi = str(story.orgs["cerchioaperto"].id)  # leads one, joins two
    page = visit(
        "plan", story.coordinator, organisations=qubi, view="table"
    )  # leads one, joins two
    said = shown(page)
    assert [ref for ref in ("AT-3", "AT-7", "AT-13") if ref in said] == ["AT-3", "AT-7", "AT-13"]
    assert "AT-12" not in said

    page = visit("plan", story.coordinator, q="riparazione")  # an objective brings its activities
    assert "AT-7" in shown(page) and "AT-9" in shown(page) and "AT-1 " not in shown(page)
    page = visit("plan", story.coordinator, q="zzz")
    assert "Niente nel piano corrisponde" in shown(page)


def refs(page) -> set[str]:
    return set(re.findall(r"(?:AT|OB|AZ)-\d+(?=<)", shown(page)))


def test_the_filters_of_the_page_hold_in_every_view(story, visit):
    """OB-1 has AT-1 to AT-3; AT-1 began in June, is not over, and goes on to this day."""
    asked = {"objectives": str(story.objectives["o1"].id), "since": "2023-08-01"}
    page = visit("plan", story.coordinator, **asked)
    assert refs(page) == {"OB-1", "AT-2", "AT-3"}
    assert "3 attività · 1 fuori dai filtri" in shown(page), "its numbers count all three"
    assert "Obiettivi adottati: 1 su 1, 2 attività" in shown(page)
    for view in ("table", "timeline"):
        assert refs(visit("plan", story.coordinator, view=view, **asked)) >= {"AT-2", "AT-3"}
        assert not refs(visit("plan", story.coordinator, view=view, **asked)) & {"AT-1", "AT-4"}

    page = visit("plan", story.coordinator, view="owners", until="2023-07-10")
    assert refs(page) == {"AZ-4"}, "AZ-1 is for the 14th"


def test_what_was_asked_on_one_page_is_not_asked_on_the_next(story, visit):
    qubi = str(story.orgs["qubi"].id)
    page = visit("plan", story.coordinator, organisations=qubi, q="riparazione")
    page.switch_page("resources.py")
    page.query_params = {}
    page.run()
    assert page.multiselect(key="organisations").value == []
    assert page.text_input(key="q").value == ""


def test_a_clash_of_dates_is_shown_with_either_end_of_it(story, visit):
    by, ids = story.coordinator, story.activities
    dependencies.tie(by, ids["a01"].id, ids["a06"].id)  # one ends in July, the other begins there
    clash = {}
    for name in ("o1", "o2", "o3"):
        asked = {"objectives": str(story.objectives[name].id), "view": "timeline"}
        clash[name] = "comincia prima che finisca" in shown(visit("plan", by, **asked))
    assert clash == {"o1": True, "o2": True, "o3": False}


def test_who_leads_late_work_and_looks_for_more_hands_is_found_as_wanted(story, visit):
    activities.edit(story.coordinator, story.activities["a01"].id, {}, {"help_wanted": True})
    said = shown(visit("plan", story.coordinator, state="wanted"))
    assert "AT-1<" in said


def test_a_link_to_one_thing_opens_it(story, visit):
    page = visit("plan", story.coordinator, open="at-6")
    assert not page.exception
    assert "Modifica l’attività" in [e.label for e in page.expander]
    assert "open" not in page.query_params


def test_what_hangs_loose_leads_to_where_it_is_tied(story, visit):
    page = visit("plan", story.coordinator)
    assert "2 cose ancora da collegare" in [e.label for e in page.expander]
    assert f"resources|need|{story.needs['n1'].id}" in shown(page)


def test_one_line_drafts_an_objective(story, visit):
    page = visit("plan", story.voice("qubi"))
    page.button(key="new_objective").click().run()
    page.text_input(key="objective_title").set_value("Orti nelle scuole")
    press(page, "Scrivilo", "new_objective")
    assert objectives.of_community(story.coordinator)[-1].title == "Orti nelle scuole"


def test_what_is_wrong_is_said_beside_the_field(story, visit):
    page = visit("plan", story.voice("qubi"))
    page.button(key="new_objective").click().run()
    page.text_area(key="objective_statement").set_value("Un orto per ogni scuola.")
    press(page, "Scrivilo", "new_objective")
    assert "non può restare vuoto" in shown(page) or "tv-wrong" in shown(page)
    assert page.text_area(key="objective_statement").value == "Un orto per ogni scuola."
    assert len(objectives.of_community(story.coordinator)) == 5


def test_rewording_what_was_adopted_says_so(story, visit):
    page, drawer = objective(story, "o1", visit, story.voice("qubi"))
    assert "Adottato con queste parole" in shown(page)
    page.text_input(key="objective_title").set_value("Altre parole")
    press(page, "Salva", *drawer)
    assert of(story, "objectives", "o1").state == ObjectiveState.proposed
    assert "riformulato dopo" in shown(opened(page, *drawer))


def test_two_hands_in_one_field_see_both_and_choose(story, visit):
    page, drawer = objective(story, "o4", visit, story.coordinator)
    other = story.orgs["qubi"].id
    objectives.edit(
        story.voice("qubi"), story.objectives["o4"].id, {}, {"steward_organisation_id": other}
    )
    mine = story.orgs["crostanuova"].id
    page.selectbox(key="objective_steward_organisation_id").set_value(mine)
    press(page, "Salva", *drawer)
    said = shown(page)
    assert story.orgs["qubi"].name in said and story.orgs["crostanuova"].name in said
    assert of(story, "objectives", "o4").steward_organisation_id == other

    press(page, "Salva", *drawer)  # both were shown: now it is a choice
    assert of(story, "objectives", "o4").steward_organisation_id == mine


def test_what_an_objective_weighs_and_what_work_takes_is_said_on_the_page(story, visit):
    page, drawer = objective(story, "o4", visit, story.coordinator)
    assert page.text_input(key="objective_weight").value == "1"
    page.text_input(key="objective_weight").set_value("2,5")
    press(page, "Salva", *drawer)
    assert of(story, "objectives", "o4").weight_milli == 2500
    page, drawer = activity(story, "a07", visit, story.coordinator)
    page.text_input(key="activity_effort").set_value("3")
    press(page, "Salva", *drawer)
    assert of(story, "activities", "a07").effort_weight_milli == 3000

    activities.edit(
        story.voice("qubi"), story.activities["a07"].id, {}, {"effort_weight_milli": 1500}
    )
    page.text_input(key="activity_effort").set_value("2,5")
    press(page, "Salva", *drawer)
    assert "“1,5”" in shown(page) and "“2,5”" in shown(page), "both, as they are typed"

    for wrong in ("0", "-1", "1001", ""):
        page.text_input(key="activity_effort").set_value(wrong)
        press(page, "Salva", *drawer)
        assert "Un peso è" in shown(page), wrong
    with pytest.raises(Refused):
        objectives.draft(story.coordinator, "Senza peso", weight_milli=0)


def test_several_are_adopted_at_a_meeting(story, visit):
    page = opened(visit("plan", story.coordinator), "adopt")
    page.multiselect(key="adopt_objectives").set_value(
        [story.objectives[o].id for o in ("o4", "o5")]
    )
    page.selectbox(key="adopt_meeting").set_value(story.meetings["m3"].id)
    press(page, "Registra la decisione", "adopt")
    assert of(story, "objectives", "o5").state == ObjectiveState.adopted
    made = decisions.of_community(story.coordinator)[:2]
    assert {d.meeting_id for d in made} == {story.meetings["m3"].id}


def test_points_are_entered_for_all_at_once(story, visit):
    page, first = visit("plan", story.coordinator), story.objectives["o1"].id
    opened(page, "points").number_input(key=f"points_{first}").set_value(21)
    press(page, "Salva i punti", "points")
    assert of(story, "objectives", "o1").priority_points == 21


def test_only_who_coordinates_adopts(story, visit):
    page, _drawer = objective(story, "o4", visit, story.coordinator)
    assert "Il gruppo lo adotta…" in labels(page) and "Archivia" in labels(page)
    page, _drawer = objective(story, "o4", visit, story.voice("qubi"))
    assert not {"Il gruppo lo adotta…", "Archivia"} & labels(page)
    page, _drawer = objective(story, "o4", visit, story.people["p17"])
    assert not {"Salva", "Archivia"} & labels(page)


def test_archived_and_brought_back(story, visit):
    page, drawer = activity(story, "a14", visit, story.coordinator)
    press(page, "Archivia", *drawer)
    assert len(activities.of_community(story.coordinator)) == 13
    assert "non c’è più" in shown(page)
    page.button(key="undo_latest").click().run()
    assert len(activities.of_community(story.coordinator)) == 14


def test_an_activity_is_added_and_shared_between_objectives(story, visit):
    page = visit("plan", story.voice("qubi"))
    page.button(key="new_activity").click().run()
    page.text_input(key="activity_title").set_value("Piantare")
    both = [story.objectives["o1"].id, story.objectives["o2"].id]
    page.multiselect(key="activity_objectives").set_value(both)
    press(page, "Aggiungi l’attività", "new_activity")
    added = activities.of_community(story.coordinator)[-1]
    assert (added.title, added.lead_organisation_id) == ("Piantare", None)

    drawer = ("activity", str(added.id))
    opened(page, *drawer)
    page.number_input(key=f"activity_share_{both[0]}").set_value(70.0)
    press(page, "Salva", *drawer)
    assert "al massimo" in shown(page)  # 70% and 50% is too much
    page.number_input(key=f"activity_share_{both[1]}").set_value(30.0)
    press(page, "Salva", *drawer)
    assert "OB-1 (70%), OB-2 (30%)" in shown(opened(page, *drawer))


def test_progress_in_two_taps(story, visit):
    page, drawer = activity(story, "a05", visit, story.voice("qubi"))
    press(page, "75%", *drawer)
    assert of(story, "activities", "a05").progress_pct == 75
    opened(page, *drawer)
    press(page, "Fatto", *drawer)
    assert of(story, "activities", "a05").state == ActivityState.done

    page, _drawer = activity(story, "a05", visit, story.people["p17"])
    assert "75%" not in labels(page)


def test_we_take_it_and_step_back(story, visit):
    page, drawer = activity(story, "a12", visit, story.voice("qubi"))
    press(page, "La portiamo avanti noi", *drawer)
    assert of(story, "activities", "a12").lead_organisation_id == story.orgs["qubi"].id
    press(page, "Facciamo un passo indietro", *drawer)
    assert of(story, "activities", "a12").wanted

    page, _drawer = activity(story, "a12", visit, story.coordinator)
    assert "La portiamo avanti noi" not in labels(page)  # speaks for no organisation


def test_being_named_waits_for_a_yes(story, visit):
    page, drawer = activity(story, "a05", visit, story.coordinator)
    page.selectbox(key="name_organisation").set_value(story.orgs["qubi"].id)
    opened(page, *drawer)
    press(page, "Proponila", *drawer)
    assert "non ha ancora detto sì" in shown(page)

    page, drawer = activity(story, "a05", visit, story.voice("qubi"))
    assert {"Sì, ci siamo", "No, grazie"} <= labels(page)
    press(page, "Sì, ci siamo", *drawer)
    assert "non ha ancora detto sì" not in shown(page)


def test_an_arrival_sees_no_name_of_a_person(story, visit):
    arrival = people.add(story.coordinator, "Chi arriva", role=Role.arrival)
    page, _drawer = activity(story, "a01", visit, arrival)
    assert not page.exception
    assert "Studio Margine" in shown(page) and "Köhler" not in shown(page)


def test_an_empty_plan_is_a_question(visit):
    founder = communities.start(None, "Nuova", "Ada")
    page = visit("plan", founder)
    assert "Il primo è sempre il più difficile" in shown(page)
    assert "new_objective" in {b.key for b in page.button}


def test_what_people_write_is_never_run(story, visit):
    bad = "<img src=x onerror=alert(1)> **forte** :material/home:"
    written = objectives.draft(story.coordinator, bad)
    activities.add(story.coordinator, bad, [written.id])
    page = visit("plan", story.coordinator)
    assert not page.exception and "<img" not in shown(page)


def test_the_number_of_questions_does_not_grow(story, visit):
    def asked() -> int:
        with meter() as running:
            page.run()
        return running.statements

    page = visit("plan", story.coordinator)
    before = asked()
    for n in range(30):
        one = objectives.draft(story.coordinator, f"Obiettivo {n}")
        activities.add(story.coordinator, f"Attività {n}", [one.id])
    assert asked() == before

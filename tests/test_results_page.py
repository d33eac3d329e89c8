"""How we will know, as it is written down, measured and approved on the plan's page."""

import pytest

from models import MeasurementState, Role
from services import indicators, measurements, people
from services.summaries import results
from tests.test_indicators import JUNE
from tests.test_plan_page import objective, opened, press, shown


def of(story, name: str, by=None):
    return results.of_community(by or story.coordinator).of(story.objectives[name].id)


def measure(story, name: str, visit, who):
    drawer = ("indicator", str(story.indicators[name].id))
    return opened(visit("plan", who), *drawer), drawer


def waiting(story):
    author, made = story.voice("qubi"), story.indicators["i2"]
    return measurements.add(author, made.id, JUNE, 500, hand_in=True, evidence="Registro")


def test_two_bars_stand_beside_each_other_and_say_what_they_are_made_of(story, visit):
    said = shown(visit("plan", story.coordinator))
    assert "28% del lavoro fatto" in said
    assert "52% raggiunto" in said and "peso misurato: 100%, 1 su 1" in said
    assert "su 60 partecipazioni" in said
    assert "ancora niente di misurato e approvato" in said


@pytest.mark.parametrize("who", ["coordinator", "p02", "p17"])
@pytest.mark.parametrize("language", ["it", "en"])
def test_everybody_may_look_at_how_we_will_know(story, visit, who, language):
    person = story.coordinator if who == "coordinator" else story.people[who]
    page = visit("plan", person)
    page.segmented_control(key="switch_language").set_value(language).run()
    drawer = ("objective", str(story.objectives["o1"].id))
    said = shown(opened(page, *drawer))
    assert not page.exception
    assert ("Come lo misuriamo" if language == "it" else "How we’ll know") in said
    assert ("si conta da sé" if language == "it" else "counts itself") in said
    opened(page, "indicator", str(story.indicators["i1"].id))
    assert not page.exception and "RCO112" in shown(page)


def test_one_line_and_one_number_are_enough(story, visit):
    page, drawer = objective(story, "o5", visit, story.voice("qubi"))
    page.text_input(key="aim_title").set_value("Materiali scambiati")
    page.text_input(key="aim_target").set_value("2,5")
    page.text_input(key="aim_unit").set_value("t")
    press(page, "Misuriamo questo", *drawer)
    assert not page.exception
    (gauge,) = of(story, "o5")
    assert (gauge.indicator.title, gauge.target.value_milli) == ("Materiali scambiati", 2500)
    assert gauge.indicator.baseline_milli is None and gauge.missing == "baseline"
    assert "partenza non nota" in shown(page)


def test_what_is_no_number_is_said_beside_its_field(story, visit):
    page, drawer = objective(story, "o5", visit, story.voice("qubi"))
    page.text_input(key="aim_title").set_value("Materiali scambiati")
    page.text_input(key="aim_target").set_value("tanti")
    press(page, "Misuriamo questo", *drawer)
    assert "Scrivi un numero" in shown(page)
    assert of(story, "o5") == []
    assert page.text_input(key="aim_title").value == "Materiali scambiati"


def test_a_member_measures_and_hands_it_in(story, visit):
    page, drawer = measure(story, "i2", visit, story.voice("qubi"))
    page.text_input(key="found_value").set_value("0,5")
    press(page, "Consegna", *drawer)
    assert "Che cosa lo dimostra? Una riga o un link" in shown(page)
    page.text_input(key="found_evidence").set_value("Registro delle pesate")
    press(page, "Consegna", *drawer)
    assert not page.exception
    (gauge,) = of(story, "o2")
    assert (gauge.open_one.state, gauge.open_one.value_milli) == (MeasurementState.submitted, 500)
    assert "attende l’approvazione" in shown(page)


def test_only_who_may_approve_sees_the_button(story, visit):
    made = waiting(story)
    page, _drawer = measure(story, "i2", visit, story.coordinator)
    assert f'data-act="approve" data-id="{made.id}"' in shown(page)
    assert "Registro" in shown(page)
    page, _drawer = measure(story, "i2", visit, story.voice("cerchioaperto"))
    assert 'data-act="approve"' not in shown(page)


def test_a_draft_is_its_authors_alone_whoever_opens_the_page_next(story, visit):
    author, other = story.voice("qubi"), story.voice("cerchioaperto")
    made = story.indicators["i2"]
    visit("plan", other)  # their account is there: nothing is written between the two readers
    measurements.add(author, made.id, JUNE, 500, evidence="Registro segreto")
    drafts = []
    for person, there in ((author, True), (other, False)):
        page = opened(visit("plan", person), "objective", str(story.objectives["o2"].id))
        drafts.append(shown(page).count("bozza"))
        page = opened(visit("plan", person), "indicator", str(made.id))
        assert not page.exception and ("Registro segreto" in shown(page)) is there
    assert drafts[0] > drafts[1]


def test_no_coordinator_is_offered_to_approve_their_own(story, visit):
    by = story.coordinator
    measurements.add(by, story.indicators["i2"].id, JUNE, 500, hand_in=True, evidence="Registro")
    page, _drawer = measure(story, "i2", visit, by)
    assert 'data-act="approve"' not in shown(page) and 'data-act="send_back"' in shown(page)


def test_it_is_sent_back_with_a_reason_and_corrected(story, visit):
    made, by, author = waiting(story), story.coordinator, story.voice("qubi")
    drawer = ("send_back", str(made.id))
    page = opened(visit("plan", by), *drawer)
    page.text_input(key="sendback_reason").set_value("Manca luglio")
    press(page, "Rimanda", *drawer)
    assert of(story, "o2")[0].open_one.reason == "Manca luglio"

    page, drawer = measure(story, "i2", visit, author)
    assert "Manca luglio" in shown(page)
    assert "Correggi la misurazione" in [e.label for e in page.expander]
    assert page.text_input(key="found_value").value == "0,5"
    page.text_input(key="found_value").set_value("0,7")
    press(page, "Consegna", *drawer)
    measurements.approve(by, made.id)
    assert of(story, "o2")[0].rate.value == 0.35


def test_a_target_is_set_for_a_day(story, visit):
    page, drawer = measure(story, "i2", visit, story.coordinator)
    page.text_input(key="reach_value").set_value("3")
    press(page, "Segna il traguardo", *drawer)
    assert [t.value_milli for t in of(story, "o2")[0].targets] == [3000]
    page.text_input(key="reach_value").set_value("")
    press(page, "Segna il traguardo", *drawer)
    assert "Dove deve arrivare?" in shown(page)


def test_a_measure_is_changed_and_archived(story, visit):
    page, drawer = measure(story, "i3", visit, story.coordinator)
    page.text_input(key="indicator_title").set_value("Persone ai laboratori")
    press(page, "Salva", *drawer)
    assert of(story, "o3")[0].indicator.title == "Persone ai laboratori"
    assert of(story, "o3")[0].indicator.baseline_milli == 0
    press(page, "Archivia", *drawer)
    assert of(story, "o3") == []


def test_words_of_people_are_shown_as_they_were_written(story, visit):
    made = indicators.add(
        story.voice("qubi"), story.objectives["o5"].id, "<img src=x onerror=1>", 1000, unit="<b>t"
    )
    page, _drawer = objective(story, "o5", visit, story.coordinator)
    assert "<img" not in shown(page)
    opened(page, "indicator", str(made.id))
    assert not page.exception and "<b>t" not in shown(page)


def test_an_arrival_and_an_observer_only_look(story, visit):
    arrival = people.add(story.coordinator, "Appena qui", role=Role.arrival)
    for who in (arrival, story.people["p17"]):
        page, _drawer = measure(story, "i2", visit, who)
        assert not page.exception
        assert "Scrivi che cosa si è trovato" not in [e.label for e in page.expander]
        assert "Modifica la misura" not in [e.label for e in page.expander]

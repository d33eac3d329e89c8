"""The numbers of the plan say where they come from: R12 and R21 to R25, each with its rows."""

import re

import pytest

from models import Kind, Unit
from services import activities, needs, objectives, pledges
from tests.seeing import opened, said, shown
from tests.test_needs_and_pledges import qubi


def panel(page, *key: str) -> str:
    html = shown(opened(page, "explain", *key))
    assert not page.exception
    start = html.index('<div class="tv-explained">')
    words = re.sub(r"<[^>]+>", " ", html[start : html.find("</table>", start)])
    return re.sub(r"\s+", " ", words)


@pytest.fixture
def behind(story):
    """The first objective is due soon and its first activity lags; a second hangs under it."""
    by = story.coordinator
    activities.progress(by, story.activities["a01"].id, 50)
    due = {"due_on": story.meetings["m3"].starts_at.date().replace(month=7, day=31)}
    objectives.edit(by, story.objectives["o1"].id, {}, due)
    parent = {"parent_id": story.objectives["o4"].id}
    objectives.edit(by, story.objectives["o5"].id, {}, parent)
    return story


def test_each_number_of_the_tree_opens_its_panel(behind, visit):
    page = visit("plan", behind.coordinator)
    first, above = (str(behind.objectives[name].id) for name in ("o1", "o4"))
    late = str(behind.activities["a01"].id)
    keys = set(re.findall(r'data-id="([a-z_]+\|[^"]+)"', shown(page)))
    asked = {f"work_done|{first}", f"reached|{first}", f"pace|objective|{first}"}
    assert asked | {f"pace|activity|{late}", f"work_done|{above}"} <= keys

    work = panel(page, "work_done", first)
    assert "R23" in work and "in tutto lavoro pari a 3 attività" in work
    assert work.count("AT-") == 3 and "Impegno Quota" in work
    weights = panel(page, "work_done", above)
    assert "somma dei pesi che hanno attività" in weights and "le sue attività" in weights
    assert weights.count("50% (peso 1)") == 2
    reached = panel(page, "reached", first)
    assert "100% (peso 1) 52% 100%" in reached, "its weight among all, and what of it is reported"
    assert "R22" in reached and "52%" in reached and "somma dei pesi che hanno un valore" in reached
    for key in (("pace", "objective", first), ("pace", "activity", late)):
        told = panel(page, *key)
        assert "R24" in told and "indietro sui tempi" in told and "giorni passati" in told
        assert "AT-1 " in told
    assert "12 luglio 2023" in told, "as of when"


def test_one_indicator_says_what_was_measured(story, visit):
    page = visit("plan", story.coordinator)
    found = story.indicators["i1"].id
    drawer = shown(opened(page, "objective", str(story.objectives["o1"].id)))
    assert f'data-id="indicator_reached|{found}"' in drawer

    told = panel(page, "indicator_reached", str(found))
    assert "R21" in told and "52%" in told
    assert "60 partecipazioni fra il punto di partenza e il traguardo" in told
    assert told.count("2023") >= 3, "a row for each meeting the register counts"
    unknown = panel(page, "indicator_reached", str(story.indicators["i2"].id))
    assert "non si sa" in unknown and "Numeratore" not in unknown, "unknown is no 0"


def test_what_hangs_loose_is_listed_once(story, visit):
    page = visit("plan", story.coordinator)
    assert 'data-id="loose"' in shown(page)
    told = panel(page, "loose")
    assert "R25" in told and "2 cose ancora da collegare" in told
    assert (told.count("FA-1 "), told.count("FA-3 ")) == (1, 1)


def test_too_much_is_what_is_confirmed_beyond_the_need(story, visit):
    need = needs.add(story.coordinator, Kind.time, "Accoglienza", 4000, Unit.hour)
    org = story.orgs["qubi"].id
    for hours in (3000, 3500):
        pledges.promise(qubi(story), org, Kind.time, "Turno", hours, Unit.hour, need_id=need.id)
    pledges.offer(qubi(story), org, Kind.time, "Forse", 9000, Unit.hour, need_id=need.id)
    page = visit("resources", story.coordinator)
    assert f'data-id="surplus|{need.id}"' in shown(opened(page, "need", str(need.id)))

    told = panel(page, "surplus", str(need.id))
    assert "R12" in told and "2,5 ore" in told and "6,5 ore" in told and "4 ore" in told
    assert told.count("Turno") == 2 and told.count("Forse") == 1


def test_in_english_too_and_for_who_only_looks(behind, visit):
    page = visit("plan", behind.people["p17"])
    page.segmented_control(key="switch_language").set_value("en").run()
    told = panel(page, "pace", "objective", str(behind.objectives["o1"].id))
    assert "behind its dates" in told and "days from the first to the last" in told
    assert "This is not here any more." in said(opened(page, "explain", "pace", "activity", "none"))


def test_the_counts_of_the_overview_say_what_they_count_and_name_each_row(story, visit):
    page = visit("overview", story.coordinator)

    begun, agreed = panel(page, "under_way"), panel(page, "adopted")

    assert "5 su 14" in begun and "su tutte quelle non abbandonate" in begun
    assert "AT-1 Scheda breve" in begun
    assert "3 su 5" in agreed and "lasciati cadere" in agreed

"""What an objective also serves, in the words of others: named once, and told to funders."""

import pytest

from documents.summary import page as summary_page
from models import Role, Scheme, Strength
from models.refusals import NotAllowed, NotFound, Refused
from services import alignments, communities, history, people
from services.codes import called, common_indicators, sustainable_goals
from services.summaries import aligned, summary
from tests.test_plan_page import opened, shown


def serves(world, name: str) -> list[tuple]:
    known = aligned.of_community(world.coordinator)
    return [(s.code, s.title, s.first) for s in known.of.get(world.objectives[name].id, [])]


def test_a_goal_of_the_un_and_a_priority_of_a_call(world):
    by, o1, o2 = world.voice("qubi"), world.objectives["o1"].id, world.objectives["o2"].id
    alignments.align(by, o1, Scheme.sdg_goal, "12")
    alignments.align(by, o1, Scheme.sdg_goal, "4", strength=Strength.secondary)
    metro = (Scheme.programme_priority, "P3", "Inclusione sociale")
    one = alignments.align(by, o1, *metro)
    same = alignments.align(by, o2, *metro)
    assert one.target_id == same.target_id  # named once
    assert serves(world, "o1") == [
        ("P3", "Inclusione sociale", True),
        ("12", "", True),
        ("4", "", False),
    ]
    alignments.align(by, o1, Scheme.sdg_goal, "4")  # said again: first of all
    assert serves(world, "o1")[-1] == ("12", "", True)
    alignments.drop(by, o1, one.target_id)
    history.undo(by, history.of_community(by, 1)[0].id)
    assert ("P3", "Inclusione sociale", True) in serves(world, "o1")


def test_what_is_refused(world):
    by, o1 = world.coordinator, world.objectives["o1"].id
    for code in ("0", "18", "", "dodici"):
        with pytest.raises(Refused) as no:
            alignments.align(by, o1, Scheme.sdg_goal, code)
        assert no.value.field == "code"
    with pytest.raises(Refused):
        alignments.align(by, o1, Scheme.platform_objective, "X", " ")
    with pytest.raises(NotAllowed):
        alignments.align(world.people["p17"], o1, Scheme.sdg_goal, "12")
    arrival = people.add(by, "Chi arriva", role=Role.arrival)
    with pytest.raises(NotAllowed):
        alignments.align(arrival, o1, Scheme.sdg_goal, "12")
    with pytest.raises(NotFound):
        alignments.align(communities.start(None, "Altrove", "Ada"), o1, Scheme.sdg_goal, "12")
    assert serves(world, "o1") == []


def test_a_funder_reads_it(story):
    by, o1 = story.coordinator, story.objectives["o1"].id
    alignments.align(by, o1, Scheme.sdg_goal, "12")
    alignments.align(by, o1, Scheme.platform_objective, title="Fare rete con <b>tutti</b>")
    html = summary_page(summary.of_community(by))
    assert "Serve anche a: " in html and "OSS 12 Consumo e produzione responsabili" in html
    assert "Fare rete con &lt;b&gt;tutti&lt;/b&gt;" in html


def test_a_funder_reads_no_name_of_the_register_in_what_it_serves(story):
    by, o1 = story.coordinator, story.objectives["o1"].id
    people.add(by, "Nina Provatissima")
    whole = "Il patto di Nina Provatissima"
    cut = "Un patto tra vicini firmato da Nina Provatissima"  # its code ends inside the name
    for title in (whole, cut):
        alignments.align(by, o1, Scheme.platform_objective, title=title)
    alignments.align(by, o1, Scheme.programme_priority, "Nina Provatissima", "Inclusione")
    html = summary_page(summary.of_community(by))
    assert "Nina" not in html and "… Inclusione" in html
    assert html.count("Il patto di …") == html.count("firmato da …") == 1


def test_in_the_drawer_of_an_objective(story, visit):
    o4 = story.objectives["o4"].id
    drawer = ("objective", str(o4))
    page = opened(visit("plan", story.voice("qubi")), *drawer)
    page.selectbox(key="serves_goal").set_value("17")
    opened(page, *drawer)
    page.button(key="serves_align").click()
    opened(page, *drawer)
    assert serves(story, "o4") == [("17", "", True)]
    assert "OSS 17" in shown(page)
    page = opened(visit("plan", story.people["p17"]), *drawer)
    assert "OSS 17" in shown(page) and "serves_align" not in {b.key for b in page.button}


def test_the_lists_of_others_are_whole():
    assert list(sustainable_goals()) == [str(n) for n in range(1, 18)]
    rco112 = common_indicators()["RCO112"]
    assert (rco112.level, rco112.unit) == ("output", "participations of stakeholders")
    assert rco112.names["it"].startswith("Portatori di interesse coinvolti nella preparazione")
    assert all(code.names["it"] and code.names["en"] for code in common_indicators().values())
    assert called("programme_priority", "Inclusione", "Inclusione") == "Inclusione"

"""The plan in time: the bars say what the rows say, and moving one shows what moves with it."""

from datetime import date, timedelta

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from charts import calendar
from charts import timeline as charts
from charts import timeline_words as words
from components.marks import dragged
from models import ActivityState
from services import activities, communities, dependencies, milestones, objectives
from services.summaries import timeline, tree
from services.summaries.delays import Tie
from tests.test_plan_page import labels, opened, press, shown

FIRST = date(2023, 9, 1)


def bars_of(story):
    return timeline.bars(tree.tree(story.coordinator).leaves, story.today)


def drawn(story, bars=None):
    known = timeline.of_community(story.coordinator)
    bars = bars_of(story) if bars is None else bars
    days = [(m.activity_id, m.title, m.due_on, m.done_on) for m in known.milestones]
    names = ["activity_id", "title", "due_on", "done_on"]
    ties = [(t.before, t.after) for t in known.order.ties]
    frame = pd.DataFrame(days, columns=names)
    return charts.timeline(bars, known.meetings, frame, ties, story.today)


def marks(figure) -> list[str]:
    return [key for bar in figure.data if bar.type == "bar" for key in bar.customdata or ()]


def test_a_bar_is_as_long_as_its_days(story):
    a01 = next(row for row in bars_of(story).itertuples() if row.ref == "AT-1")
    assert (a01.start, a01.end, a01.done) == (date(2023, 6, 5), date(2023, 7, 31), 0.6)
    assert (a01.stands, a01.wanted, a01.n) == ("running", False, 1)

    figure = drawn(story)
    bar = next(b for b in figure.data if f"activity|{a01.id}" in (b.customdata or ()))
    place = list(bar.customdata).index(f"activity|{a01.id}")
    assert bar.base[place] == "2023-06-05" and bar.x[place] == 57 * charts.DAY
    assert figure.layout.xaxis.type == "date"  # without it a browser hangs


def test_every_activity_is_one_mark(story):
    figure = drawn(story)
    assert sorted(marks(figure)) == sorted(f"activity|{id}" for id in bars_of(story).id)
    hatched = [b for b in figure.data if b.type == "bar" and b.marker.pattern.shape]
    assert [len(b.customdata) for b in hatched] == [0, 2, 0]  # late, look for somebody, blocked
    assert len({b.marker.pattern.shape for b in hatched}) == 3
    text = [note.text for note in figure.layout.annotations]
    assert "<b>oggi</b>" in text and text.count("cercasi") == 2
    assert list(figure.data[-1].text) == ["1°", "2°", "3°", ""]  # the fourth has no number yet


def test_the_title_states_the_finding(story):
    bars = bars_of(story)
    assert words.timeline_says(bars) == "Nessuna attività è in ritardo; su 14, 2 cercano qualcuno"
    assert words.timeline_says(bars[:0]).endswith("?")
    late = {"planned_start": None, "planned_end": date(2023, 7, 1)}
    activities.edit(story.coordinator, story.activities["a05"].id, {}, late)
    assert words.timeline_says(bars_of(story)) == "Attività con una data: 14; in ritardo 1"
    assert "AT-5 Prova di ritiro" in words.timeline_alt(bars_of(story))
    assert list(words.timeline_table(bars).iloc[:, 0]) == list(bars.ref)


def test_without_dates_there_is_a_sentence(story):
    by = story.coordinator
    assert "ancora delle date" in drawn(story, bars_of(story)[:0]).layout.annotations[0].text
    activities.add(by, "Senza date")
    leaves = tree.tree(by).leaves
    assert [leaf.activity.title for leaf in timeline.undated(leaves)] == ["Senza date"]
    assert len(timeline.bars(leaves, story.today)) == 14


def test_too_many_bars_are_put_together_and_each_activity_once(story):
    by = story.coordinator
    one, two = story.objectives["o1"].id, story.objectives["o2"].id
    for n in range(60):
        activities.add(by, f"Attività {n}", [one, two], planned_end=FIRST + timedelta(n))
    plan = tree.tree(by)
    bars = timeline.bars(plan.leaves, story.today)
    shown = timeline.together(bars, plan)
    assert len(bars) == 74 and len(shown) == 5
    assert shown.n.sum() == sum(sum(c.values()) for c in shown.counts) == 74
    both = next(row for row in shown.itertuples() if row.ref == "OB-1")
    assert both.n == 3 + 60  # shared equally, they stand once, under the first
    assert (both.start, both.end) == (date(2023, 6, 5), date(2024, 2, 28))
    assert all(key.startswith("objective|") for key in marks(drawn(story, shown)))

    for n in range(60):
        activities.add(by, "…", [objectives.draft(by, f"O {n}").id], planned_end=FIRST)
    plan = tree.tree(by)
    bars = timeline.bars(plan.leaves, story.today)
    folded = timeline.together(bars, plan)
    assert set(folded.id) == {"done", "running", "wanted", "planned"} and folded.n.sum() == 134
    assert marks(drawn(story, folded)) == [""] * 4


def test_a_group_of_one_says_what_its_one_activity_says(story):
    plan = tree.tree(story.coordinator)
    bars = timeline.bars(plan.leaves, story.today)
    (led,) = bars[bars.ref == "AT-7"].itertuples()
    shown = timeline.together(bars[bars.ref == "AT-7"], plan)
    assert (shown.who[0], shown.stands[0]) == (led.who, led.stands)
    assert words.state(next(shown.itertuples())) == words.state(led)
    text = [note.text for note in drawn(story, shown).layout.annotations]
    assert led.who in text and "cercasi" not in text


def test_many_milestones_are_one_diamond_for_each_bar(story):
    bars = bars_of(story)
    rows = [(id, f"Tappa {n}", FIRST + timedelta(n), None) for id in bars.id for n in range(5)]
    frame = pd.DataFrame(rows, columns=["activity_id", "title", "due_on", "done_on"])
    none = timeline.of_community(story.coordinator).meetings[:0]
    figure = charts.timeline(bars, none, frame, [], story.today)
    diamonds = next(d for d in figure.data if "5 tappe" in str(d.hovertext))
    assert len(diamonds.x) == len(bars)


def test_no_month_is_named_twice_and_few_are_named():
    for days in (1, 20, 70, 200, 800, 9000):
        said = calendar.ticks(FIRST, FIRST + timedelta(days))["ticktext"]
        assert 1 < len(said) == len(set(said)) <= calendar.MOST
    assert calendar.ticks(FIRST, FIRST + timedelta(70))["ticktext"][1] == "ott 2023"


def test_what_people_write_is_no_markup_in_the_chart(story):
    bad = "<b>x</b><img src=x>"
    activities.add(story.coordinator, bad, planned_end=FIRST)
    figure = drawn(story)
    assert not any("<img" in tick for tick in figure.layout.yaxis.ticktext)


@pytest.mark.parametrize("who", ["coordinator", "p02", "p17"])
def test_everybody_sees_it_and_who_may_moves(story, visit, who):
    person = story.coordinator if who == "coordinator" else story.people[who]
    page = visit("plan", person, view="timeline")
    said = shown(page)
    assert not page.exception
    assert "3° incontro" in said and "oggi" in said and "Quarto incontro" in said
    assert ('data-act="later"' in said) == (who != "p17")


def test_a_filter_leaves_the_bars_it_means(story, visit):
    said = shown(visit("plan", story.coordinator, view="timeline", state="wanted"))
    assert "AT-12" in said and "AT-14" in said and "AT-11" not in said


def test_moving_shows_what_moves_with_it_and_leaves_the_choice(story, visit):
    by, a, b = story.coordinator, story.activities["a11"].id, story.activities["a12"].id
    dependencies.tie(by, a, b)
    milestones.add(by, b, "Budget pronto", date(2023, 12, 1))
    page = opened(visit("plan", by, view="timeline"), "move", str(a))
    assert "Sposta" in labels(page) and "se ne spost" not in shown(page)

    press(page, "+1 settimana", "move", str(a))
    said = shown(page)
    assert "se ne spostano altre 2" in said and "Budget pronto" in said
    assert dates(story, b)[0] == date(2023, 10, 15)  # shown, not done
    press(page, "Sposta tutto (questa e altre 2)", "move", str(a))
    assert dates(story, b) == (date(2023, 10, 23), date(2023, 12, 23))
    known = timeline.of_community(by)
    assert known.milestones[0].due_on == date(2023, 12, 9)
    page.button(key="undo_latest").click().run()
    assert dates(story, b)[0] == date(2023, 10, 15)


def test_a_bar_that_is_dragged_asks_before_it_moves(story, visit):
    id = story.activities["a11"].id
    assert dragged(f"drag|activity|{id}|-7") == (id, timedelta(days=-7))
    for junk in (
        "drag|activity|x|7",
        f"drag|activity|{id}|x",
        f"drag|activity|{id}|99999",
        "drag|",
    ):
        assert dragged(junk) is None

    def page():
        from datetime import timedelta
        from uuid import UUID

        import streamlit as st

        from components import moving

        moving.dragged(UUID(st.session_state["dragged"]), timedelta(days=7))

    app = AppTest.from_function(page)
    app.user = visit("plan", story.coordinator).user
    for name, days in (("a11", date(2023, 9, 8)), ("a10", None)):  # a10 is over
        app.session_state["dragged"] = str(story.activities[name].id)
        app.session_state["drawer_open"] = app.session_state["move_planned_start"] = None
        assert not app.run().exception
        assert app.session_state["move_planned_start"] == days
        assert bool(app.session_state["drawer_open"]) == bool(days)
    assert dates(story, id)[0] == date(2023, 9, 1), "shown, not done"


def test_moved_alone_what_no_longer_fits_is_said(story, visit):
    by, a, b = story.coordinator, story.activities["a11"].id, story.activities["a12"].id
    dependencies.tie(by, a, b)
    page = opened(visit("plan", by, view="timeline"), "move", str(a))
    page.date_input(key="move_planned_end").set_value(date(2023, 10, 30))
    opened(page, "move", str(a))
    press(page, "Sposta solo questa", "move", str(a))
    assert dates(story, a)[1] == date(2023, 10, 30) and dates(story, b)[0] == date(2023, 10, 15)
    said = shown(page)
    assert "1 attività comincia prima che finisca quella che aspetta" in said
    assert "dal 15 ottobre 2023, ma AT-11 va avanti fino al 30 ottobre 2023" in said


def test_an_end_before_its_start_is_said_beside_it(story, visit):
    a = story.activities["a11"].id
    page = opened(visit("plan", story.coordinator), "move", str(a))
    page.date_input(key="move_planned_end").set_value(date(2023, 8, 1))
    opened(page, "move", str(a))
    press(page, "Sposta", "move", str(a))
    assert "tv-wrong" in shown(page) and dates(story, a)[1] == date(2023, 10, 15)


def test_what_comes_before_is_written_in_the_drawer(story, visit):
    by, a, b = story.coordinator, story.activities["a11"].id, story.activities["a12"].id
    drawer = ("activity", str(b))
    page = opened(visit("plan", by), *drawer)
    page.selectbox(key="after_before").set_value(a)
    opened(page, *drawer)
    press(page, "Aspetta", *drawer)
    assert timeline.of_community(by).before(b) == [Tie(a, b, 0)]
    assert "Prima e dopo: aspetta 1 attività, 0 la aspettano" in [e.label for e in page.expander]

    page = opened(visit("plan", by), "activity", str(a))
    page.selectbox(key="after_before").set_value(b)
    opened(page, "activity", str(a))
    press(page, "Aspetta", "activity", str(a))
    assert "AT-11 → AT-12 → AT-11" in shown(page)


def test_a_milestone_is_set_in_the_drawer(story, visit):
    drawer = ("activity", str(story.activities["a12"].id))
    page = opened(visit("plan", story.voice("qubi")), *drawer)
    page.text_input(key="milestone_title").set_value("Budget pronto")
    page.date_input(key="milestone_due_on").set_value(date(2023, 7, 1))
    press(page, "Aggiungi la tappa", *drawer)
    assert "la data è passata" in shown(page)
    page = opened(visit("plan", story.people["p17"]), *drawer)
    assert "Budget pronto" in shown(page) and 'data-act="reached"' not in shown(page)


def test_an_empty_plan_is_a_question_in_time_too(visit):
    page = visit("plan", communities.start(None, "Nuova", "Ada"), view="timeline")
    assert not page.exception and "Il primo è sempre il più difficile" in shown(page)


def test_a_plan_is_seen_in_time_before_any_meeting(visit):
    founder = communities.start(None, "Nuova", "Ada")
    activities.add(founder, "La prima", planned_end=FIRST)
    page = visit("plan", founder, view="timeline")
    assert not page.exception and "La prima" in shown(page)


def test_what_is_done_does_not_move(story):
    by, a, b = story.coordinator, story.activities["a11"].id, story.activities["a12"].id
    dependencies.tie(by, a, b)
    activities.progress(by, b, 100)
    assert of(story, b).state == ActivityState.done
    order = timeline.of_community(by).order
    assert b in order.stays and not timeline.of_community(by).too_early()


def of(story, id):
    return next(a for a in activities.of_community(story.coordinator) if a.id == id)


def dates(story, id) -> tuple:
    return of(story, id).planned_start, of(story, id).planned_end

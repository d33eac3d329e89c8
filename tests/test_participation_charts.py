"""The cells and the bars say what the numbers say; an empty chart is a sentence."""

import re
from datetime import date, timedelta
from itertools import combinations

import pandas as pd
import pytest

from charts import members, ties
from charts import participation as charts
from components.answers import ANSWERS
from components.chosen import Asked
from models import moment
from services import communities, meetings, people
from services.summaries import participation, presence
from services.summaries.rate import Rate
from services.summaries.ties import COLUMNS
from tests.seeing import opened, said, shown
from translations import speaking


@pytest.fixture
def told(story):
    return participation.of_community(story.coordinator)


def rows_of(told, ranked: bool = True):
    return presence.at(told, told.held, ranked)


def words(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_a_cell_says_how_many_came(told):
    figure = charts.presence(rows_of(told), told.held)

    (cells,) = figure.data
    assert len(cells.x) == 33
    assert [charts.SHADE.index(colour) for colour in cells.marker.color[:6]] == [1, 1, 1, 1, 2, 2]
    assert "<b>1</b> ospita" in words(figure)
    assert words(figure).count("0") == 3
    assert figure.layout.xaxis.ticktext[0] == "<b>1° incontro</b><br>4 mag 2023"


def test_before_joining_there_is_no_cell(told):
    rows = rows_of(told)
    rows = rows.assign(people=pd.Series([None, *rows.people[1:]], rows.index, dtype=object))
    figure = charts.presence(rows, told.held)
    assert len(figure.data[0].x) == len(words(figure)) == 32


def test_only_the_coordinator_sees_an_order_of_constancy(told):
    by_name = list(rows_of(told, ranked=False).organisation.unique())
    assert by_name == sorted(by_name, key=str.casefold)
    assert list(rows_of(told).organisation.unique())[-3:] == [
        "Consorzio Rete Tessuti",
        "Mensa Zero Avanzi",
        "Orti Diffusi ODV",
    ]


def test_titles_state_a_finding_and_name_nobody(told):
    assert charts.presence_says(rows_of(told)).startswith("8 organizzazioni su 11 sono venute")
    assert charts.comings_says(told.held).endswith("ne sono tornate 8")
    assert charts.presence_says(rows_of(told)[:0]).endswith("?")
    assert charts.comings_says(told.held[:1]).endswith("?")
    assert charts.comings_says(told.held[:0]).endswith("?")


def test_a_title_says_of_which_meetings_it_speaks(told):
    some = charts.presence_says(rows_of(told), all_of_them=False)
    assert "ciascuno di questi incontri" in some
    earlier = charts.comings_says(told.held[:2], told.held)
    assert (
        earlier == "2° incontro, 1 giu 2023: organizzazioni tornate dall’incontro precedente, "
        "10 su 11"
    )


def test_beyond_sixty_cells_they_are_counted_together(told):
    rows = rows_of(told)
    assert len(rows) == 33 and not charts.too_many(rows)
    assert charts.too_many(pd.concat([rows, rows]))


def test_bars_are_stacked_with_the_total_on_top(told):
    returning, reactivated, new = charts.comings(told.held).data
    assert (returning.y, reactivated.y, new.y) == ((0, 10, 8), (0, 0, 1), (11, 0, 0))
    assert words(charts.comings(told.held)) == ["<b>11</b>", "<b>10</b>", "<b>9</b>"]


def test_with_nothing_to_show_a_chart_is_a_sentence(told):
    for figure in (
        charts.presence(rows_of(told)[:0], told.held[:0]),
        charts.comings(told.held[:0]),
    ):
        assert not figure.data
        assert words(figure)[0].startswith("Non c’è ancora stato nessun incontro")


def test_the_tables_hold_the_same_numbers(told):
    table = charts.presence_table(rows_of(told), told.held)
    assert list(table) == [
        "Organizzazione",
        "1° incontro, 4 mag 2023",
        "2° incontro, 1 giu 2023",
        "3° incontro, 6 lug 2023",
    ]
    assert table.iloc[-1].tolist() == ["Orti Diffusi ODV", 1, 0, 1]
    with speaking("en"):
        comings = charts.comings_table(told.held)
    assert comings.iloc[-1].tolist()[1:5] == [9, 0, 8, 1]


def test_many_meetings_go_by_their_number(told):
    many = pd.concat([told.held] * 3, ignore_index=True)
    assert charts.comings(many).layout.xaxis.ticktext[0] == "1°<br>4<br>mag<br>2023"


def test_a_name_cannot_draw_anything(told):
    rows = rows_of(told)
    rows = rows.assign(organisation="<a href='x'>Qubì</a>")
    assert "<a" not in charts.presence(rows, told.held).layout.yaxis.ticktext[0]


def test_the_page_opens_for_everyone(story, visit):
    for who in (story.coordinator, story.voice("qubi"), story.people["p17"]):
        page = visit("participation", who)
        assert not page.exception
        assert ("Da sentire" in shown(page)) == (who.id == story.coordinator.id)
        assert "9 organizzazioni, 12 persone, 1 istituzione" in said(page)
        assert "Un testo dice: 9 organizzazioni, 12 persone" in shown(page)


def test_the_whole_page_speaks_of_what_is_asked_also_in_another_language(story, visit):
    page = visit("participation", story.coordinator)
    second = str(story.meetings["m2"].id)
    page.multiselect(key="meetings").select(second).run()
    assert page.query_params["meetings"] == second
    page.button_group(key="switch_language").set_value("en").run()
    assert page.query_params["meetings"] == second
    assert page.multiselect(key="meetings").value == [second]
    assert "10 organisations, 14 people" in said(page)
    assert "9 organisations" not in shown(page)


def test_a_period_and_an_organisation_are_asked_for_by_a_link(story, visit):
    filo = str(story.orgs["filoripreso"].id)
    page = visit("participation", story.coordinator, since="2023-06-01", organisations=filo)
    assert "1 organizzazione, 2 persone" in said(page)
    assert "1 organizzazione, 1 persona" not in said(page)  # in May, before the period
    assert "Officina Riparo APS: 2" not in shown(page)

    page.button(key="noprint_all_of_it").click().run()
    assert "since" not in page.query_params and "organisations" not in page.query_params
    assert "11 organizzazioni, 12 persone" in said(page)


def test_what_is_not_there_is_not_asked_for(story, visit):
    by, all_of_it = story.coordinator, {}
    for asked in ("", "unknown"):
        page = visit("participation", by, view="together", organisations=asked, meetings=asked)
        all_of_it[asked] = re.sub(r"tab\W+\w+", "", shown(page))
    assert all_of_it["unknown"] == all_of_it[""]


def test_who_hosted_is_of_the_organisations_asked_for(story, visit):
    qubi, filo = (str(story.orgs[name].id) for name in ("qubi", "filoripreso"))
    for organisation, hosts in ((qubi, 1), (filo, 0)):
        page = visit(
            "participation", story.coordinator, view="together", organisations=organisation
        )
        said_of = "organizzazione" if hosts == 1 else "organizzazioni"
        assert f"Hanno ospitato{hosts}{said_of}" in said(page)


def test_what_is_asked_and_not_known_does_not_pass():
    rows = pd.DataFrame({"who": ["a", None, "b"], "of": [["x"], [], ["x", "y"]]}, dtype=object)
    assert list(Asked(organisations=frozenset("a")).of(rows, organisation="who").who) == ["a"]
    may = Asked(since=date(2023, 5, 1), until=date(2023, 5, 31))
    april, june = date(2023, 4, 1), date(2023, 6, 1)
    assert may.lets(day=(april, june)) and may.lets(day=(date(2023, 5, 31), None))
    assert not may.lets(day=(april, None)) and not may.lets(day=(None, None))
    assert list(Asked(objectives=frozenset("y")).of(rows, objective="of").who) == ["b"]
    assert len(Asked(kinds=frozenset({"space"})).of(rows, organisation="who")) == 3


def test_a_running_meeting_is_told_beside(story, visit):
    meetings.open(story.coordinator, story.meetings["m4"].id)
    assert "finora" in shown(visit("participation", story.coordinator))


def test_a_young_community_is_told_what_will_be_here(visit):
    founder = communities.start(None, "Nuova", "Ada")
    people.edit(founder, founder.id, {}, {"name": "Ada B."})
    assert "Non c’è ancora stato nessun incontro" in shown(visit("participation", founder))


def test_beyond_twelve_meetings_there_are_pages_and_the_page_says_so(story, visit):
    by, start = story.coordinator, story.meetings["m3"].ends_at
    for n in range(1, 11):
        with moment.at(start + timedelta(days=n / 3)):
            now = moment.now()
            meeting = meetings.call(by, f"Incontro {n}", now, now + timedelta(hours=1))
            meetings.open(by, meeting.id)
            meetings.close(by, meeting.id)

    page = visit("participation", by)
    assert not page.exception
    assert page.caption[0].value.startswith("Prima gli ultimi 12 incontri")
    assert "2° incontro" in shown(page)
    assert "1° incontro, 4 mag" not in shown(page)


def test_every_number_and_every_mark_opens_what_is_behind_it(story, told, visit):
    third = str(story.meetings["m3"].id)
    page = visit("participation", story.coordinator)
    for key in ("organisations", "people", "institutions", "rate"):
        assert f'data-id="{key}|{third}"' in shown(page)
    new = charts.comings(told.held).data[2]
    assert list(new.customdata) == [f"new|{id}" for id in told.held.id]
    cells = charts.presence(rows_of(told), told.held).data[0].customdata
    assert sum(map(bool, cells)) == 30
    keys = charts.presence_keys(rows_of(told), told.held)
    assert sorted(filter(None, cells)) == sorted(key for row in keys for key in row if key)
    for key in filter(None, cells):  # in the table too, for whoever uses no mouse; on a phone
        assert shown(page).count(f'data-id="{key}"') == 2


def test_a_panel_says_rule_fraction_day_and_rows(story, visit):
    third = str(story.meetings["m3"].id)
    page = opened(visit("participation", story.coordinator), "explain", "rate", third)
    assert not page.exception
    said = shown(page)
    assert "9 c’erano" in said and "11 membri quel giorno" in said and "12 luglio 2023" in said
    assert "<td>Mensa Zero Avanzi</td><td>no</td>" in said
    assert "R4" in said


def test_a_panel_of_what_is_not_there_says_so(story, visit):
    page = visit("participation", story.coordinator)
    for known in (("rate", "x"), ("nothing", ""), ("cell", "x", "y")):
        assert "Questo non c’è più." in shown(opened(page, "explain", *known))


VIEWS = ("presence", "staying", "together")


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_opens_with_the_demo_for_everyone(story, visit, view):
    for who in (story.coordinator, story.voice("qubi"), story.people["p17"]):
        page = visit("participation", who, view=view)
        assert not page.exception
        coordinates = who.id == story.coordinator.id
        assert ("lo vede solo chi coordina" in shown(page)) == (view == "staying" and coordinates)


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_opens_with_nothing_and_with_one_meeting(visit, view):
    founder = communities.start(None, "Nuova", "Ada", "Ortica")
    people.edit(founder, founder.id, {}, {"name": "Ada B."})
    assert not visit("participation", founder, view=view).exception

    now = moment.now()
    first = meetings.call(founder, "Primo", now, now + timedelta(hours=1))
    meetings.open(founder, first.id)
    assert not visit("participation", founder, view=view).exception
    meetings.close(founder, first.id)
    page = visit("participation", founder, view=view)
    assert not page.exception and "NaN" not in shown(page)


def test_every_key_of_every_view_has_an_answer(story, visit):
    for view in VIEWS:
        page = visit("participation", story.coordinator, view=view)
        keys = set(re.findall(r'data-id="([^"]+)"', shown(page)))
        assert len(keys) > 4
        for key in keys:
            name, *about = key.split("|")
            assert name in ANSWERS
        for name in {key.split("|")[0]: key for key in keys}.values():
            page = opened(page, "explain", *name.split("|"))
            assert not page.exception and "Questo non c’è più." not in shown(page)


def test_too_many_pairs_are_counted_and_the_chart_says_so():
    ids = [f"o{n:02}" for n in range(60)]
    pairs = [(a, b, 1, 1, 0, 0, 3) for a, b in combinations(ids, 2)]
    many = pd.DataFrame(pairs, columns=COLUMNS, dtype=object)
    assert ties.too_many(many) and not ties.too_many(many[:1])
    (bar,) = ties.folded(many).data
    assert sum(bar.x) == len(many) == 1770
    assert not ties.network(many[:0], {}).data
    few = ties.network(many[:1], dict.fromkeys(ids, "Una <b>dal nome lungo e lunghissimo"))
    assert [key for key in few.data[1].customdata] == ["tie|o00|o01"]


def test_titles_of_the_other_views_state_a_finding_and_name_nobody(told):
    held = told.held
    assert members.rates_says(held, held) == "Membri presenti all’ultimo incontro: 9 su 11"
    earlier = "Membri presenti (2° incontro, 1 giu 2023): 10 su 11"
    assert members.rates_says(held[:2], held) == earlier
    assert members.rates_says(held[:0], held).endswith("?")
    assert members.beyond_says(Rate.of(3, 11)).startswith("3 organizzazioni su 11")
    assert members.beyond_says(Rate.of(0, 11)).endswith("?")
    assert not members.rates(told.held[:0]).data
    pale, solid = members.rates(told.held).data
    assert (pale.y, solid.y) == ((11, 11, 11), (11, 10, 9))


def test_sixty_organisations_are_counted_by_how_often_they_came(told):
    rows = pd.DataFrame(
        [
            (o, f"Organizzazione {o}", m, int(o % 3 >= i), False)
            for o in range(60)
            for i, m in enumerate(told.held.id)
        ],
        columns=["organisation_id", "organisation", "meeting_id", "people", "host"],
        dtype=object,
    )
    assert charts.too_many(rows) and not charts.too_many(rows_of(told))
    (bar,) = charts.constancy(rows, told.held).data
    assert list(bar.x) == [0, 1, 2, 3]
    assert sum(bar.y) == 60 and list(bar.y) == [0, 20, 20, 20]
    assert list(charts.constancy_table(rows)["Organizzazioni"]) == list(bar.y)


def test_who_stays_is_told_of_the_meetings_that_are_asked_for(story, visit):
    first, second = (str(story.meetings[name].id) for name in ("m1", "m2"))
    asked = {"view": "staying", "meetings": second}
    page = visit("participation", story.coordinator, **asked)
    html = shown(page)
    assert f"cohort|{first}" not in html, "whoever came first then came before"
    assert "In quegli incontri nessuno è venuto per la prima volta" in html
    told = [caption.value for caption in page.caption]
    assert "Sono contati solo gli incontri dei filtri." in told
    one = str(story.orgs["qubi"].id)
    assert "1 incontro" in shown(opened(page, "explain", "continuity", one))

    page = visit("participation", story.coordinator, meetings=second)
    assert any("Riguarda sempre gli ultimi incontri" in caption.value for caption in page.caption)


def test_what_one_organisation_did_is_told_as_the_table_counts_it_and_never_summed(story, visit):
    page = visit("participation", story.coordinator)
    html = shown(opened(page, "explain", "did", str(story.orgs["qubi"].id)))

    assert html.count("è venuta") == 3 and html.count(">ha ospitato<") == 1
    assert "PL-1 " not in html, "hosting is no pledge for the plan"
    assert '<p class="tv-value">' not in html


def test_one_meeting_alone_counts_who_came_to_it_and_a_period_turned_round_says_so(story, visit):
    page = visit("participation", story.coordinator, since="2023-06-01", until="2023-06-30")
    assert "Un incontro, 10 organizzazioni." in shown(page)
    page = visit("participation", story.coordinator, since="2023-07-01", until="2023-05-01")
    assert any("finisce prima di cominciare" in caption.value for caption in page.caption)


def test_who_is_to_be_heard_opens_its_rule_and_rows_for_who_coordinates(story, visit):
    by = story.coordinator
    communities.change_settings(by, {}, {"lapse_after_meetings": 1})
    page = visit("participation", by)
    assert 'data-id="to_be_heard"' in shown(page)
    html = shown(opened(page, "explain", "to_be_heard"))
    assert "R9" in html and "<td>Mensa Zero Avanzi</td><td>1 giu 2023</td>" in html
    page = opened(visit("participation", story.people["p02"]), "explain", "to_be_heard")
    assert "Questo non c’è più." in shown(page)

    communities.change_settings(by, {}, {"lapse_after_meetings": 4})
    assert "Dopo 4 incontri si vedrà" in shown(visit("participation", by))

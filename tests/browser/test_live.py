"""Two people at one meeting: what one does reaches the other, and disturbs nobody."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session, select

from models import Kind, Meeting, Objective, Organisation, Person, Role, RoleAssignment, database
from services import (
    access,
    activities,
    attendance,
    cards,
    communities,
    decisions,
    dependencies,
    links,
    meetings,
    organisations,
    pledges,
)
from tests.browser.conftest import House
from tests.browser.hands import choose, closed, drawer, press, settle, write

LINE = "Una decisione, in una riga"
MARKET = date(2023, 9, 1)
AWAY, BACK = "Connessione persa: riprovo…", "Di nuovo in linea."


class Others:
    """Somebody who acts in another process, on the same file: a command, an import."""

    def __init__(self, house) -> None:
        database.connect(f"sqlite:///{house.data / 'tavolo.db'}")
        with Session(database.engine(), expire_on_commit=False) as session:
            self.coordinator = session.exec(_with(Role.coordinator)).first()
            self.member = session.exec(_with(Role.member)).first()
            self.meeting = session.exec(
                select(Meeting).where(Meeting.state == "scheduled").order_by(Meeting.ordinal)
            ).first()
            self.first = session.exec(select(Objective).order_by(Objective.number)).first()

    def decide(self, words: str) -> None:
        decisions.record(self.coordinator, words, self.meeting.id)

    def called(self, title: str, starts: datetime) -> Meeting:
        return meetings.call(self.coordinator, title, starts, starts + timedelta(hours=3))

    def opened(self, title: str) -> Meeting:
        return meetings.open(self.coordinator, self.called(title, datetime.now(UTC)).id)

    def arrives(self, name: str, held: Meeting) -> None:
        attendance.walk_in(self.coordinator, held.id, name, "Chi viene prima")

    def plan(self, title: str) -> None:
        activities.add(self.coordinator, title, [self.first.id])

    def one_after_the_other(self, *refs: str) -> None:
        ids = {a.ref: a.id for a in activities.of_community(self.coordinator)}
        dependencies.tie(self.coordinator, *(ids[ref] for ref in refs))

    @property
    def giver(self) -> Organisation:
        return organisations.of_community(self.coordinator)[0]

    def offer(self, title: str, **more) -> None:
        pledges.offer(self.coordinator, self.giver.id, Kind.space, title, **more)

    def settle(self, **wanted) -> None:
        now = communities.of(self.coordinator)
        seen = {field: getattr(now, field) for field in wanted}
        communities.change_settings(self.coordinator, seen, wanted)


def _with(role: Role):
    held = RoleAssignment.person_id == Person.id
    return select(Person).join(RoleAssignment, held).where(RoleAssignment.role == role)


@pytest.fixture(scope="module")
def house(tmp_path_factory, chromium: Browser) -> Iterator[House]:
    """One house for all, with the example in it: each finds what those before left there."""
    house = House(tmp_path_factory.mktemp("live"))
    context = chromium.new_context(locale="it-IT")
    page = context.new_page()
    page.goto(house.link)
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="Guarda l’esempio").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Economia circolare")
    house.state = context.storage_state()
    context.close()
    yield house
    house.stop()


@pytest.fixture
def page(house, chromium: Browser) -> Iterator[Page]:
    """Of who looked at the example first, and coordinates it."""
    size = {"width": 1440, "height": 900}
    context = chromium.new_context(locale="it-IT", viewport=size, storage_state=house.state)
    yield context.new_page()
    context.close()


@pytest.fixture
def example(house) -> Others:
    return Others(house)


@pytest.fixture
def member(house, example, chromium: Browser):
    """The page of a member, in a browser of their own."""
    context = chromium.new_context(locale="it-IT", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{house.url}/enter/{_way_in(example.member)}")
    page.get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield page
    context.close()


def _way_in(person) -> str:
    """The first time they are invited; from then on they have an account."""
    known = person.account_id and access.account(person.account_id)
    return links.for_account(known) if known else links.for_person(person)


def at_the_meeting(house, page: Page) -> None:
    page.goto(f"{house.url}/meeting")
    expect(page.get_by_role("heading", name="Decisioni")).to_be_visible()
    settle(page)


def test_what_one_says_the_other_reads_while_writing(house, example, page, member):
    for who in (page, member):
        at_the_meeting(house, who)
    here = page.locator(".tv-here-now")
    expect(here).to_contain_text(example.member.name)
    expect(here).to_contain_text(example.coordinator.name)

    line = page.get_by_label(LINE)
    line.fill("Si parte a settembre")
    expect(member.locator("[data-writing]")).to_have_count(0, timeout=1)  # no such field of theirs
    line.press("Enter")

    expect(member.get_by_text("Si parte a settembre")).to_be_visible()
    expect(page.get_by_text("Si parte a settembre")).to_be_visible()
    expect(line).to_have_value("")


def test_a_space_promised_twice_is_told_and_what_was_typed_beside_the_line_stays(
    house, example, page
):
    example.offer("Cortile coperto", from_on=MARKET)
    page.goto(f"{house.url}/resources")
    settle(page)
    press(page, "Offri una risorsa")
    form = drawer(page)
    write(form, "Che cosa, in poche parole", "Cortile coperto, con i tavoli")
    write(form, "In una riga", "Sala, 30 posti, 1 settembre pomeriggio, due volte")
    expect(form.get_by_label("Quanto", exact=True)).to_have_value("2")
    expect(form.get_by_label("Che cosa, in poche parole")).to_have_value(
        "Cortile coperto, con i tavoli"
    )
    choose(form, "Offri per conto di", example.giver.name)
    press(form, "Offri")

    closed(page)
    expect(page.get_by_text("Da riguardare: «Cortile coperto» è lo stesso spazio")).to_be_visible()
    twice = page.get_by_role("heading", name="Promesso due volte negli stessi giorni?")
    expect(twice).to_be_visible()


def test_eight_seconds_of_typing_lose_nothing(house, example, page):
    at_the_meeting(house, page)
    line, other = page.get_by_label(LINE), page.get_by_label("Aggiungi all’agenda")
    other.fill("Un punto a metà")
    line.click()
    words = "parola dopo parola, mentre gli altri decidono intorno a me e la pagina si muove"
    for n, word in enumerate(words.split(" ")):
        example.decide(f"Nel frattempo {n}")
        page.keyboard.type(f"{word} ", delay=100)

    expect(line).to_have_value(f"{words} ")
    expect(line).to_be_focused()
    expect(other).to_have_value("Un punto a metà")
    expect(page.get_by_text("Nel frattempo")).to_have_count(len(words.split(" ")))


def test_an_activity_is_moved_with_what_waits_for_it_once_it_was_seen(house, example, page, member):
    example.one_after_the_other("AT-11", "AT-12")
    for who in (page, member):
        who.goto(f"{house.url}/plan?view=timeline")
        expect(who.locator(".js-plotly-plot")).to_be_visible()
        settle(who)
    press(page, "AT-11: una settimana dopo")
    told = drawer(page)
    expect(told.get_by_text("Se la sposti, se ne sposta un’altra:")).to_be_visible()
    expect(told.get_by_role("listitem")).to_contain_text("dal 23 ott al 23 dic 2023")
    press(told, "−1 giorno")
    press(drawer(page), "Sposta tutto (questa e un’altra)")

    closed(page)
    listed = member.locator(".st-key-card_timeline_list").get_by_role("listitem")
    moved = listed.filter(has_text="Bozza di partenariato e di budget")
    expect(moved).to_contain_text("dal 22 ott al 22 dic 2023")
    press(page, "Annulla")
    expect(moved).to_contain_text("dal 15 ott al 15 dic 2023")
    drag_the_longest_bar(page)
    expect(drawer(page).get_by_text("Visita a turno alle sedi")).to_be_visible()
    expect(drawer(page).get_by_role("group", name="Dal", exact=True)).not_to_contain_text("04")
    expect(listed.filter(has_text="Visita a turno")).to_contain_text("dal 4 set 2023")


def drag_the_longest_bar(page: Page) -> None:
    chart = page.locator(".st-key-chart_timeline")
    chart.scroll_into_view_if_needed()
    settle(page)
    bars = chart.locator(".barlayer .trace").first.locator("path").all()
    box = max((bar.bounding_box() for bar in bars), key=lambda box: box["width"])
    x, y = box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2
    page.mouse.move(x - 5, y)
    page.mouse.move(x, y, steps=3)
    expect(chart).to_contain_class("tv-opens")
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    page.mouse.up()


def test_an_open_drawer_stays_open_with_its_words(house, example, page):
    at_the_meeting(house, page)
    page.locator("[data-act=item]").first.click()
    told = drawer(page)
    title = told.get_by_label("Titolo", exact=True)
    title.fill("Giro di saluti")
    for n in range(4):
        example.decide(f"Intanto {n}")
        page.wait_for_timeout(200)

    expect(page.get_by_text("Intanto")).to_have_count(4)
    expect(told).to_be_visible()
    expect(title).to_have_value("Giro di saluti")
    told.get_by_role("button", name="Salva").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Giro di saluti")).to_be_visible()


def test_the_overview_follows_too(house, example, page):
    page.goto(f"{house.url}/overview")
    expect(page.get_by_role("heading", name="Ultime novità")).to_be_visible()
    example.decide("Si fa il mercato")

    expect(page.get_by_text("Si fa il mercato").first).to_be_visible()


def test_the_plan_follows_around_a_folded_branch_and_a_search(house, example, page):
    page.goto(f"{house.url}/plan?state=wanted,planned")
    branch = page.locator("details[data-id]").last
    branch.locator("summary").first.click()
    search = page.get_by_role("searchbox")
    search.press_sequentially("Bice")
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 300)")
    example.plan("Bicipark in piazza")

    expect(page.get_by_text("Bicipark in piazza")).to_have_count(1)
    expect(search).to_have_value("Bice")
    expect(search).to_be_focused()
    expect(branch).not_to_have_attribute("open", "")
    assert "state=wanted%2Cplanned" in page.url
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 300


def test_a_drawer_of_the_plan_keeps_its_words(house, example, page):
    page.goto(f"{house.url}/plan")
    press(page, "Nuova attività", exact=False)
    field = page.get_by_role("dialog").get_by_label("Che cosa c’è da fare")
    field.press_sequentially("Una festa di")
    example.plan("Una biblioteca di oggetti")
    expect(page.get_by_text("Una biblioteca di oggetti")).to_have_count(1)
    field.press_sequentially(" strada")

    expect(field).to_have_value("Una festa di strada")
    press(page.get_by_role("dialog"), "Aggiungi l’attività")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Una festa di strada").first).to_be_attached()


def test_resources_follow_behind_an_open_offer(house, example, page):
    page.goto(f"{house.url}/resources")
    press(page, "Offri una risorsa", exact=False)
    what = page.get_by_role("dialog").get_by_label("Che cosa, in poche parole")
    what.press_sequentially("Un forno per")
    example.offer("Una cantina asciutta")

    expect(page.get_by_role("button", name="Una cantina asciutta").first).to_be_attached()
    what.press_sequentially(" il pane")
    expect(what).to_have_value("Un forno per il pane")
    page.keyboard.press("Escape")
    closed(page)


def test_after_a_drawer_was_closed_by_a_key_the_page_goes_on(house, example, page):
    """What is said of the next press takes the place where the drawer stood."""
    page.goto(f"{house.url}/resources")
    settle(page)
    page.get_by_role("button", name="Sala laboratorio da 20 posti").first.click()
    expect(drawer(page)).to_be_visible()
    page.keyboard.press("Escape")
    closed(page)
    page.get_by_role("button", name="Segna come consegnata").first.click()

    expect(page.get_by_test_id("stToast")).to_be_visible()
    example.offer("Una cantina asciutta")
    expect(page.get_by_role("button", name="Una cantina asciutta").first).to_be_attached()


def test_the_co_funding_meter_gives_both_answers_until_the_rule_is_known(house, example, page):
    page.goto(f"{house.url}/funding")
    both = "Mancano 2.510 € se i contributi in natura valgono, 2.750 € se vale solo il denaro."
    expect(page.get_by_role("heading", name=both)).to_be_visible()
    meter = page.locator(".st-key-card_meter")
    for answer in ("mancano 2.510 €", "mancano 2.750 €"):
        expect(meter.locator(".js-plotly-plot").get_by_text(answer)).to_be_visible()

    press(page, "Cambia le regole")
    choose(drawer(page), "Contributi in natura", "non valgono come cofinanziamento")
    press(drawer(page), "Salva")
    closed(page)

    expect(page.get_by_role("heading", name="Restano da trovare 2.750 €.")).to_be_visible()
    meter.get_by_role("button", name=re.compile("A nostro carico: 3.000 €")).click()
    expect(drawer(page)).to_contain_text("costi ammissibili: 15.000 €")


def test_people_history_and_meetings_follow_while_one_searches(house, example, page):
    for place, name in (("people", "Persone"), ("meetings", "Incontri"), ("history", "Storia")):
        page.goto(f"{house.url}/{place}")
        search = page.get_by_role("searchbox")
        search.press_sequentially("Ortica")
        organisations.add(example.coordinator, f"Ortica di {place}")
        starts = datetime.fromisoformat("2023-09-07T15:00:00+02:00")
        called = f"Ortica a settembre, {name}"
        example.called(called, starts)

        told = {"people": f"Ortica di {place}", "history": re.compile("nuov[ae]: mostral")}
        told = told.get(place, called)  # in the history new lines wait for a press
        expect(page.get_by_text(told).first).to_be_visible()
        expect(search).to_have_value("Ortica")
        expect(search).to_be_focused()


def test_the_summary_and_the_tables_follow(house, example, page):
    page.goto(f"{house.url}/summary")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    example.settle(purpose="Riparare prima di buttare")
    expect(page.get_by_text("Riparare prima di buttare").first).to_be_visible()

    page.goto(f"{house.url}/communities")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    example.settle(name="Economia circolare, insieme")
    expect(page.locator(".stMain").get_by_text("Economia circolare, insieme")).to_be_visible()


def test_settings_follow_and_no_word_is_taken_away(house, example, page):
    page.goto(f"{house.url}/settings")
    purpose = page.get_by_label("Scopo")
    purpose.fill("Una frase a metà")
    example.settle(funders="Fondazione del Lago")

    expect(page.get_by_text("Nel frattempo è cambiato: Chi la finanzia.")).to_be_visible()
    expect(purpose).to_have_value("Una frase a metà")
    press(page, "Salva")
    expect(page.get_by_text("Nel frattempo")).to_have_count(0)
    assert communities.of(example.coordinator).purpose == "Una frase a metà"
    assert communities.of(example.coordinator).funders == "Fondazione del Lago"


def test_a_house_that_fell_and_came_back(house, example, page):
    at_the_meeting(house, page)
    page.get_by_label(LINE).fill("una frase a metà")
    house.process.kill()
    house.process.wait()

    status = page.get_by_role("status").filter(has_text=AWAY)
    expect(status).to_be_visible()
    example.decide("Deciso mentre la casa dormiva")
    house.start()

    expect(page.get_by_role("status").filter(has_text=BACK)).to_be_visible()
    expect(page.get_by_text("Deciso mentre la casa dormiva")).to_be_visible()
    expect(page.get_by_label(LINE)).to_have_value("una frase a metà")
    example.decide("E la vita continua")
    expect(page.get_by_text("E la vita continua")).to_be_visible()


def test_a_list_one_looks_in_stays_open_while_the_page_around_it_grows(house, example, page):
    held = example.opened("Una prova")
    page.goto(f"{house.url}/meeting?m={held.id}")
    settle(page)
    name = page.locator(".st-key-card_present").get_by_role("combobox", name="Nome")
    name.evaluate("field => field.scrollIntoView({block: 'start'})")  # much of it above the eye
    name.click()
    name.fill("Chi arriva")
    example.arrives("Prima di lui", held)
    page.wait_for_timeout(1500)
    expect(page.get_by_role("option").first).to_be_visible(timeout=1)

    page.get_by_role("option").first.click()
    expect(page.get_by_role("img", name=re.compile("^Al tavolo: Chi viene prima"))).to_be_visible()
    expect(name).to_have_value("Chi arriva")


def test_what_is_under_the_finger_is_pressed_though_the_page_moves_before_it_goes_up(
    house, example, page
):
    held = example.opened("Una seconda prova")
    idea = cards.write(example.coordinator, held.id, "Un’idea sotto il dito")
    page.goto(f"{house.url}/meeting?m={held.id}")
    settle(page)
    row = page.locator(".st-key-card_gathered li", has_text=idea.text)
    row.get_by_role("button", name="Fanne un obiettivo").hover()
    page.mouse.down()
    cards.write(example.coordinator, held.id, "Un’altra, nel frattempo")
    expect(page.get_by_text("Un’altra, nel frattempo")).to_be_visible()
    page.mouse.up()
    expect(row.get_by_text("ora è un obiettivo")).to_be_visible()

"""Two real browsers and one text: what each sees, and what is left when something breaks."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlmodel import Session

import migrations
from models import Meeting, Objective, Role, moment
from models import database as rooms
from services import decisions, demo, links, objectives, people
from tests.browser.conftest import NOW, House, in_the_summer, launched
from tests.browser.cutting import Wire

SAVED = "Salvato"


class Table:
    """A house with the demo world, in which this process stands too (as an import would)."""

    def __init__(self, folder) -> None:
        rooms.connect(f"sqlite:///{folder / 'tavolo.db'}")
        with rooms.engine().begin() as connection:
            migrations.upgrade(connection)
        self.world = demo.build(moment.today())
        self.house = House(folder)

    @property
    def notes(self) -> str:
        with Session(rooms.engine()) as session:
            return session.get(Meeting, self.world.meetings["m4"].id).notes

    @property
    def statement(self) -> str:
        with Session(rooms.engine()) as session:
            return session.get(Objective, self.world.objectives["o4"].id).statement

    def sits_down(self, browser: Browser, person) -> Page:
        context = browser.new_context(locale="it-IT", viewport={"width": 1200, "height": 900})
        page = context.new_page()
        page.goto(f"{self.house.url}/enter/{links.for_person(person)}")
        page.get_by_role("button").first.click()
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        return page

    def notes_of(self, page: Page) -> Locator:
        page.goto(f"{self.house.url}/meeting?m={self.world.meetings['m4'].id}")
        return ready(page.locator(".together").first)

    def statement_of(self, page: Page) -> Locator:
        page.goto(f"{self.house.url}/plan?open=OB-4")
        page.get_by_role("dialog").get_by_text("Modifica l’obiettivo").click()
        return ready(page.locator(".together").first)


def ready(field: Locator) -> Locator:
    expect(field.locator("textarea").first).to_be_enabled()
    expect(field.locator(".state")).to_have_text(SAVED)
    return field


def area(field: Locator) -> Locator:
    return field.locator(".box textarea")


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Iterator[Table]:
    os.environ["TAVOLO_NOW"] = NOW
    in_the_summer()
    table = Table(tmp_path_factory.mktemp("table"))
    yield table
    table.house.stop()
    rooms.engine().dispose()


@pytest.fixture(autouse=True)
def settled() -> None:
    """In place of the one that gives each test a folder of its own: this table is shared."""
    in_the_summer()


@pytest.fixture(scope="module")
def giulia(table, chromium) -> Iterator[Page]:
    page = table.sits_down(chromium, table.world.coordinator)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def wire(table) -> Iterator[Wire]:
    wire = Wire(table.house.port)
    yield wire
    wire.close()


@pytest.fixture(scope="module")
def marco(table, wire, chromium) -> Iterator[Page]:
    """A member, whose line can be cut."""
    browser = launched(chromium.browser_type, wire.rule(table.house.port))
    yield table.sits_down(browser, table.world.people["p02"])
    browser.close()


def test_two_write_one_statement_and_take_back_only_their_own(table, giulia, marco):
    one, two = table.statement_of(giulia), table.statement_of(marco)
    before = table.statement

    area(one).press("Control+End")
    area(one).press_sequentially(" Insieme 😀.")
    area(two).press("Control+Home")
    area(two).press_sequentially("Subito: ")

    wanted = f"Subito: {before} Insieme 😀."
    expect(area(one)).to_have_value(wanted)
    expect(area(two)).to_have_value(wanted)
    expect(one.locator(".caret b")).to_have_text(table.world.people["p02"].name)
    expect(two.locator(".people")).to_contain_text(table.world.coordinator.name)
    expect(one.locator(".state")).to_have_text(SAVED)
    assert table.statement == wanted

    area(two).press("Control+z")
    expect(area(one)).to_have_value(f"{before} Insieme 😀.")
    area(two).press("Control+Shift+z")
    expect(area(one)).to_have_value(wanted)


def test_a_word_that_is_being_composed_is_not_disturbed(table, giulia, marco):
    one, two = table.notes_of(giulia), table.notes_of(marco)
    area(one).press_sequentially("Noi. ")
    expect(area(two)).to_have_value("Noi. ")
    typing = giulia.context.new_cdp_session(giulia)
    for part in ("p", "pe", "per"):
        typing.send(
            "Input.imeSetComposition", {"text": part, "selectionStart": 3, "selectionEnd": 3}
        )
    area(two).press("Control+Home")
    area(two).press_sequentially("Qui. ")
    expect(area(two)).to_have_value("Qui. Noi. ")
    typing.send("Input.insertText", {"text": "perché"})
    expect(area(two)).to_have_value("Qui. Noi. perché")
    expect(area(one)).to_have_value("Qui. Noi. perché")
    assert table.notes == "Qui. Noi. perché"


def test_a_page_that_follows_others_leaves_the_hand_alone(table, giulia):
    one = table.notes_of(giulia)
    area(one).press("Control+Home")
    area(one).press_sequentially("Pri")
    decisions.record(table.world.coordinator, "Detta intanto", table.world.meetings["m4"].id)
    expect(giulia.get_by_text("Detta intanto").first).to_be_visible()
    giulia.keyboard.type("ma. ")
    expect(area(one)).to_be_focused()
    expect(area(one)).to_have_value("Prima. Qui. Noi. perché")


def test_a_paste_of_twenty_thousand_characters(table, giulia, marco):
    one, two = table.notes_of(giulia), table.notes_of(marco)
    pasted = "Verbale. " * 2223
    area(one).press("Control+a")
    giulia.keyboard.insert_text(pasted)
    expect(area(two)).to_have_value(pasted)
    expect(one.locator(".state")).to_have_text(SAVED)
    assert table.notes == pasted
    area(one).press("Control+a")
    area(one).press("Delete")
    expect(area(two)).to_have_value("")


def test_a_line_that_breaks_is_said_and_nothing_is_lost(table, giulia, marco, wire):
    one, two = table.notes_of(giulia), table.notes_of(marco)
    area(two).press_sequentially("Marco. ")
    expect(area(one)).to_have_value("Marco. ")

    wire.cut()
    area(two).press("Control+End")
    area(two).press_sequentially("Senza linea.")
    expect(two.locator(".state")).to_contain_text("resta in questo browser")
    area(one).press("Control+Home")
    area(one).press_sequentially("Giulia. ")
    wire.mend()

    expect(two.locator(".state")).to_have_text(SAVED)
    wanted = "Giulia. Marco. Senza linea."
    expect(area(two)).to_have_value(wanted)
    expect(area(one)).to_have_value(wanted)
    assert table.notes == wanted


def test_a_draft_survives_a_closed_tab_and_arrives_once(table, giulia, marco, wire):
    two = table.notes_of(marco)
    before = table.notes
    wire.cut()
    area(two).press("Control+End")
    area(two).press_sequentially(" Non ancora salvato.")
    expect(two.locator(".state")).to_contain_text("resta in questo browser")
    marco.goto("about:blank")  # the tab is gone
    wire.mend()

    one = table.notes_of(giulia)
    expect(area(one)).to_have_value(before)
    two = table.notes_of(marco)
    expect(area(one)).to_have_value(before + " Non ancora salvato.")
    marco.reload()
    ready(marco.locator(".together").first)
    marco.wait_for_timeout(500)
    assert table.notes == before + " Non ancora salvato."


def test_the_house_is_killed_while_somebody_types(table, giulia, marco):
    one, two = table.notes_of(giulia), table.notes_of(marco)
    before = table.notes
    area(two).press("Control+End")
    area(two).press_sequentially(" Prima", delay=5)
    table.house.process.kill()
    area(two).press_sequentially(" e dopo.", delay=5)
    expect(two.locator(".state")).to_contain_text("Connessione persa")
    table.house.start()

    wanted = before + " Prima e dopo."
    expect(area(one)).to_have_value(wanted, timeout=30_000)
    expect(two.locator(".state")).to_have_text(SAVED)
    assert table.notes == wanted


def test_who_wrote_what_and_back_to_an_earlier_version(table, giulia, marco):
    one = table.notes_of(giulia)
    wanted = table.notes
    one.locator("summary").click()
    expect(one.locator(".shown .text")).to_have_text(wanted)
    expect(one.locator(".legend")).to_contain_text(table.world.people["p02"].name)
    one.get_by_role("button", name="Versioni").click()
    one.get_by_role("button", name="Guarda").first.click()
    expect(one.locator(".compared ins").first).to_be_visible()


def test_a_right_withdrawn_while_writing_keeps_the_words(table, giulia, marco, wire):
    two = table.notes_of(marco)
    before, member = table.notes, table.world.people["p02"].id
    wire.cut()
    area(two).press("Control+End")
    area(two).press_sequentially(" Troppo tardi.")
    people.set_role(table.world.coordinator, member, Role.observer)
    wire.mend()

    expect(two.locator(".state")).to_contain_text("Non puoi più scrivere")
    expect(two.locator(".lost textarea")).to_have_value(before + " Troppo tardi.")
    expect(area(two)).to_have_value(before)
    assert table.notes == before
    people.set_role(table.world.coordinator, member, Role.member)
    expect(area(two)).to_be_editable()


def test_an_objective_archived_while_it_is_open(table, giulia, marco):
    two = table.statement_of(marco)
    text = table.statement
    objectives.archive(table.world.coordinator, table.world.objectives["o4"].id)
    expect(two.locator(".state")).to_contain_text("è finito in archivio")
    expect(area(two)).to_have_value(text)
    expect(area(two)).not_to_be_editable()

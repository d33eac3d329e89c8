"""A phone at the table: it follows, it keeps what the line does not take, and it loses no word."""

import os
from collections.abc import Iterator
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlmodel import Session, select

import migrations
from models import Card, Objective, Person, Phase, Photo, Pledge, Stage, moment
from models import database as rooms
from services import admitting, cards, decisions, demo, meetings, objectives, people, rounds
from tests.browser.conftest import NOW, House, in_the_summer, launched
from tests.browser.cutting import Wire

AWAY = "La connessione è caduta"
WAITS = "Chi coordina ti fa entrare con un tocco."
QUBI = "Associazione culturale Qubì"


class Evening:
    """A house whose fourth meeting runs; this process stands in it too, as who coordinates."""

    def __init__(self, folder) -> None:
        rooms.connect(f"sqlite:///{folder / 'tavolo.db'}")
        with rooms.engine().begin() as connection:
            migrations.upgrade(connection)
        self.world = demo.build(moment.today())
        self.giulia = self.world.coordinator
        self.meeting = meetings.open(self.giulia, self.world.meetings["m4"].id)
        meetings.move_on(self.giulia, self.meeting.id, Phase.objectives)
        self.house = House(folder)
        self.wire = Wire(self.house.port)

    @property
    def join(self) -> str:
        return f"{self.house.url}/join/{self.meeting.join_key}"

    @property
    def table(self) -> str:
        return f"{self.house.url}/table/{self.meeting.id}"

    def rows(self, kind, which) -> list:
        with Session(rooms.engine()) as session:
            return session.exec(select(kind).where(which)).all()

    def let_in(self, hand: Page, name: str) -> Person:
        """And their phone shows it: it follows."""
        expect(hand.get_by_text(WAITS)).to_be_visible()
        admitting.admit(self.giulia, self.meeting.id)
        expect(hand.get_by_text(WAITS)).to_have_count(0)
        return self.rows(Person, Person.name == name)[0]

    def round(self, title: str) -> UUID:
        text = objectives.draft(self.giulia, title, meeting_id=self.meeting.id)
        asked = rounds.open(self.giulia, self.meeting.id, text.id)
        rounds.go_to(self.giulia, asked.id, Stage.consent)
        return asked.id


@pytest.fixture(scope="module")
def evening(tmp_path_factory) -> Iterator[Evening]:
    os.environ["TAVOLO_NOW"] = NOW
    in_the_summer()
    evening = Evening(tmp_path_factory.mktemp("evening"))
    yield evening
    evening.wire.close()
    evening.house.stop()
    rooms.engine().dispose()


@pytest.fixture(autouse=True)
def settled() -> None:
    """In place of the one that gives each test a folder of its own: this evening is shared."""
    in_the_summer()


@pytest.fixture(scope="module")
def browser(evening, chromium) -> Iterator[Browser]:
    """Its line goes through a wire that can be cut."""
    browser = launched(chromium.browser_type, evening.wire.rule(evening.house.port))
    yield browser
    browser.close()


def phone(browser: Browser, **how) -> BrowserContext:
    size = {"width": 390, "height": 844}
    return browser.new_context(locale="it-IT", viewport=size, has_touch=True, is_mobile=True, **how)


@pytest.fixture
def hand(evening, browser) -> Iterator[Page]:
    """A phone nobody has used here yet."""
    evening.wire.mend()
    context = phone(browser)
    yield context.new_page()
    context.close()


def arrives(page: Page, evening: Evening, name: str, organisation: str = QUBI) -> Page:
    page.goto(evening.join)
    page.get_by_label("Il tuo nome").fill(name)
    page.get_by_label("L’organizzazione per cui sei qui").fill(organisation)
    page.get_by_role("button", name="Vieni al tavolo").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    return page


def writes(page: Page, words: str) -> None:
    field = page.get_by_label("Un’idea, in una riga")
    field.fill(words)
    field.press("Enter")


def offers(page: Page, what: str, amount: str = "") -> Locator:
    part = page.locator("[data-part=offers]")
    form = part.locator("form[action$=offer]")
    if not form.is_visible():
        part.get_by_text("Offro…").tap()
    form.get_by_text("Spazi", exact=True).tap()
    form.get_by_label("Che cosa?").fill(what)
    form.get_by_label("Quanto?").fill(amount)
    form.get_by_label("Unità").select_option(label="giornate")
    form.get_by_role("button", name="Mettila sul tavolo").tap()
    return form


def test_what_the_room_does_appears_by_itself_and_moves_nothing_under_a_finger(evening, hand):
    arrives(hand, evening, "Ada Segue")
    evening.let_in(hand, "Ada Segue")
    cards.write(evening.giulia, evening.meeting.id, "Un forno di cortile")
    idea = hand.locator("li", has_text="Un forno di cortile")
    idea.get_by_role("button", name="La sostengo").hover()
    hand.mouse.down()
    for n in range(3):
        objectives.draft(evening.giulia, f"Testo nuovo, {n}", meeting_id=evening.meeting.id)
    hand.wait_for_timeout(600)
    hand.mouse.up()
    expect(idea.get_by_role("button", name="Non la sostengo più")).to_be_visible()

    asked = evening.round("Una falegnameria di quartiere")
    answer = hand.locator("[data-part=round]")
    expect(answer.get_by_text("Una falegnameria di quartiere")).to_be_visible()
    answer.get_by_role("button", name="Acconsento", exact=False).first.tap()
    expect(answer.get_by_text("La tua risposta:")).to_be_visible()
    expect(answer.get_by_role("button", name="Obiezione")).to_be_hidden()
    rounds.withdraw(evening.giulia, asked)
    expect(answer).to_have_count(0)


def test_what_was_sent_without_a_line_waits_in_sight_and_arrives_once(evening, hand):
    arrives(hand, evening, "Bea Aspetta")
    evening.let_in(hand, "Bea Aspetta")
    evening.wire.cut()
    expect(hand.locator("#away")).to_contain_text(AWAY)

    writes(hand, "Un cortile che ripara")
    waiting = hand.locator("#queue")
    expect(waiting).to_contain_text("Un cortile che ripara")
    expect(hand.get_by_label("Un’idea, in una riga")).to_have_value("")
    offers(hand, "Sala Aspetta", "30")
    expect(waiting).to_contain_text("2 cose")
    expect(waiting).to_contain_text("Spazi · Sala Aspetta · 30")
    evening.wire.mend()

    expect(hand.locator("#away")).to_be_hidden()
    expect(waiting).to_be_hidden()
    expect(hand.locator("#sent")).to_contain_text("Sala Aspetta")
    expect(hand.get_by_role("listitem").filter(has_text="Un cortile che ripara")).to_be_visible()
    assert len(evening.rows(Card, Card.text == "Un cortile che ripara")) == 1
    assert len(evening.rows(Pledge, Pledge.title == "Sala Aspetta")) == 1


def test_a_page_closed_without_a_line_sends_when_it_is_opened_again(evening, hand):
    arrives(hand, evening, "Ciro Chiude")
    evening.let_in(hand, "Ciro Chiude")
    evening.wire.cut()
    expect(hand.locator("#away")).to_be_visible()
    writes(hand, "Biciclette per tutti")
    expect(hand.locator("#queue")).to_contain_text("Biciclette per tutti")
    hand.goto("about:blank")
    evening.wire.mend()

    for _ in range(2):
        hand.goto(evening.table)
        found = hand.get_by_role("listitem").filter(has_text="Biciclette per tutti")
        expect(found).to_have_count(1)
        expect(hand.locator("#queue")).to_be_hidden()
    assert len(evening.rows(Card, Card.text == "Biciclette per tutti")) == 1


def test_what_was_refused_when_it_arrived_keeps_its_words(evening, hand):
    arrives(hand, evening, "Dino Ritenta")
    evening.let_in(hand, "Dino Ritenta")
    evening.wire.cut()
    expect(hand.locator("#away")).to_be_visible()
    offers(hand, "Sala Ritenta", "tante")
    expect(hand.locator("#queue")).to_contain_text("Sala Ritenta")
    evening.wire.mend()

    refused = hand.locator("#refused")
    expect(refused).to_contain_text("Scrivi un numero")
    expect(refused).to_contain_text("Sala Ritenta")
    hand.reload()
    expect(refused).to_contain_text("Sala Ritenta")
    form, again = hand.locator("form[action$=offer]"), "Rimettila nel modulo"
    if not form.is_visible():
        hand.locator("summary", has_text="Offro").tap()
    form.get_by_label("Che cosa?").fill("Cento sedie")
    refused.get_by_role("button", name=again).tap()
    expect(form.get_by_label("Che cosa?")).to_have_value("Sala Ritenta")
    expect(refused).to_contain_text("Cento sedie")  # what was begun meanwhile is kept beside it
    refused.get_by_role("button", name=again).tap()
    expect(form.get_by_label("Che cosa?")).to_have_value("Cento sedie")
    refused.get_by_role("button", name=again).tap()
    refused.get_by_role("button", name="Lasciala perdere").tap()
    expect(refused).to_be_hidden()
    expect(form.get_by_label("Che cosa?")).to_have_value("Sala Ritenta")
    expect(form.get_by_label("Quanto?")).to_have_value("tante")
    form.get_by_label("Quanto?").fill("3")
    form.get_by_role("button", name="Mettila sul tavolo").tap()
    expect(hand.get_by_role("listitem").filter(has_text="Sala Ritenta")).to_have_count(1)
    assert len(evening.rows(Pledge, Pledge.title == "Sala Ritenta")) == 1


def test_no_key_is_lost_while_the_room_moves_and_the_rest_of_the_page_follows(evening, hand):
    arrives(hand, evening, "Elsa Scrive")
    evening.let_in(hand, "Elsa Scrive")
    field = hand.get_by_label("Un’idea, in una riga")
    field.tap()
    words = "una bottega dove si impara ad aggiustare insieme"
    for n, word in enumerate(words.split(" ")):
        cards.write(evening.giulia, evening.meeting.id, f"Nel frattempo {n}")
        hand.keyboard.type(f"{word} ", delay=60)

    expect(hand.get_by_text("Nel frattempo")).to_have_count(len(words.split(" ")))
    expect(field).to_have_value(f"{words} ")
    expect(field).to_be_focused()
    decisions.record(evening.giulia, "Altro ancora", evening.meeting.id)
    hand.reload()  # the phone put the page away, and loads it again
    expect(field).to_have_value(f"{words} ")
    field.press("Enter")
    expect(hand.get_by_role("listitem").filter(has_text=words)).to_have_count(1)
    expect(field).to_have_value("")
    assert len(evening.rows(Card, Card.text == words)) == 1


def test_a_choice_half_made_outlives_what_the_others_do(evening, hand):
    arrives(hand, evening, "Fede Sceglie")
    fede = evening.let_in(hand, "Fede Sceglie")
    hand.get_by_text("Offro…").tap()
    offer = hand.locator("form[action$=offer]")
    offer.get_by_label("Che cosa?").fill("Una sala")
    people.affiliate(evening.giulia, fede.id, evening.world.orgs["qubi"].id, can_commit=True)
    expect(offer.get_by_text("Devo sentire gli altri")).to_be_visible()  # asked from now on
    expect(offer.get_by_label("Che cosa?")).to_have_value("Una sala")

    asked = evening.round("Un magazzino comune")
    part = hand.locator("[data-part=round]")
    reason = part.get_by_role("textbox")
    reason.fill("Manca chi lo tiene aperto")
    rounds.reveal(evening.giulia, asked)
    expect(part.locator(".tally, .small")).not_to_have_count(0)
    cards.write(evening.giulia, evening.meeting.id, "Intanto un’altra idea")
    hand.wait_for_timeout(500)
    expect(reason).to_have_value("Manca chi lo tiene aperto")
    part.get_by_role("button", name="Obiezione").tap()
    expect(part.get_by_text("La tua risposta: Obiezione")).to_be_visible()
    expect(part.get_by_text("Manca chi lo tiene aperto").first).to_be_visible()
    rounds.withdraw(evening.giulia, asked)


def test_the_phone_writes_in_the_shared_text(evening, hand):
    arrives(hand, evening, "Gino Insieme")
    gino = evening.let_in(hand, "Gino Insieme")
    text = objectives.draft(evening.giulia, "Un giardino aperto", meeting_id=evening.meeting.id)
    other = objectives.draft(evening.giulia, "Una panchina", meeting_id=evening.meeting.id)
    asked = rounds.open(evening.giulia, evening.meeting.id, other.id)
    rounds.go_to(evening.giulia, asked.id, Stage.reacting)
    hand.get_by_text("Un giardino aperto").first.tap()
    field = hand.locator("[data-text] .box textarea")
    expect(field).to_be_editable()
    expect(hand.locator("[data-text] .state")).to_have_text("Salvato")
    field.press_sequentially("dopo la scuola.")
    field.press("Home")
    rounds.withdraw(evening.giulia, asked.id)  # what stands above goes away, and no key with it
    expect(hand.locator("[data-part=round]")).to_have_count(0)
    hand.keyboard.type("Ci si va ")
    hand.wait_for_timeout(200)
    expect(hand.locator("[data-text] .state")).to_have_text("Salvato")

    written = evening.rows(Objective, Objective.id == text.id)[0]
    assert written.statement == "Ci si va dopo la scuola."
    assert gino.name == "Gino Insieme"


def test_a_photograph_takes_two_taps_and_says_nothing_of_the_phone(evening, hand):
    arrives(hand, evening, "Ivo Fotografa")
    evening.let_in(hand, "Ivo Fotografa")
    part = hand.locator("[data-part=photos]")
    part.get_by_text("Fotografie").tap()
    with hand.expect_file_chooser() as chosen:
        part.get_by_label("Fotografa un cartellone").tap()
    chosen.value.set_files({"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": taken()})

    shown = part.get_by_role("img")
    expect(shown).to_be_visible()
    kept = evening.rows(Photo, Photo.meeting_id == evening.meeting.id)
    assert len(kept) == 1
    small = Image.open(BytesIO(kept[0].image))
    assert small.width == 1600 and len(kept[0].image) < 400_000
    assert not small.getexif() and b"giardino" not in kept[0].image


def taken() -> bytes:
    """As a phone takes it: large, and telling where."""
    exif, file = Image.Exif(), BytesIO()
    exif[0x010E] = "il giardino segreto"
    Image.effect_noise((3000, 1200), 30).convert("RGB").save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_a_photograph_taken_without_a_line_waits_too(evening, hand):
    arrives(hand, evening, "Lia Fotografa")
    lia = evening.let_in(hand, "Lia Fotografa")
    evening.wire.cut()
    expect(hand.locator("#away")).to_be_visible()
    hand.locator("[data-part=photos]").get_by_text("Fotografie").tap()
    hand.locator("#photo-file").set_input_files(
        {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": taken()}
    )
    expect(hand.locator("#queue")).to_be_visible()
    hand.goto("about:blank")
    evening.wire.mend()
    hand.goto(evening.table)
    expect(hand.locator("#sent")).to_be_visible()
    assert len(evening.rows(Photo, Photo.created_by == lia.id)) == 1


def test_without_a_script_everything_is_a_form(evening, browser):
    evening.wire.mend()
    context = phone(browser, java_script_enabled=False)
    hand = arrives(context.new_page(), evening, "Mara Senza")
    admitting.admit(evening.giulia, evening.meeting.id)
    mara = evening.rows(Person, Person.name == "Mara Senza")[0]
    hand.get_by_role("link", name="Vedi le novità").tap()
    expect(hand.get_by_text(WAITS)).to_have_count(0)
    writes(hand, "Un forno comune")
    expect(hand.get_by_role("listitem").filter(has_text="Un forno comune")).to_be_visible()
    offers(hand, "Un forno a legna", "1")
    expect(hand.get_by_role("listitem").filter(has_text="Un forno a legna")).to_be_visible()
    asked = evening.round("Un forno per la via")
    hand.reload()
    hand.locator("#reason").fill("Attenzione al fumo")
    hand.get_by_role("button", name="Acconsento con un dubbio").tap()
    expect(hand.get_by_text("La tua risposta: Acconsento con un dubbio")).to_be_visible()
    rounds.withdraw(evening.giulia, asked)
    assert [card.text for card in evening.rows(Card, Card.created_by == mara.id)] == [
        "Un forno comune"
    ]
    context.close()


def test_a_new_phone_needs_four_taps_and_a_known_one_a_single_one(evening, hand):
    taps = []

    def tap(where: Locator) -> None:
        where.tap()
        taps.append(str(where))

    hand.goto(evening.join)
    expect(hand.get_by_label("Il tuo nome")).to_be_focused()
    hand.keyboard.type("Nora Conta")
    tap(hand.get_by_label("L’organizzazione per cui sei qui"))
    hand.keyboard.type("Qubì")
    tap(hand.get_by_role("button", name="Vieni al tavolo"))
    tap(hand.get_by_role("button", name=QUBI))
    tap(hand.get_by_label("Un’idea, in una riga"))
    hand.keyboard.type("La prima idea di Nora\n")
    expect(hand.get_by_role("listitem").filter(has_text="La prima idea di Nora")).to_be_visible()
    assert len(taps) <= 4

    nora = evening.let_in(hand, "Nora Conta")
    people.affiliate(evening.giulia, nora.id, evening.world.orgs["qubi"].id)
    taps.clear()
    hand.goto(evening.join)
    tap(hand.get_by_label("Vuoi già dire un’idea?"))
    hand.keyboard.type("La seconda idea di Nora\n")
    expect(hand.get_by_role("listitem").filter(has_text="La seconda idea di Nora")).to_be_visible()
    assert len(taps) == 1

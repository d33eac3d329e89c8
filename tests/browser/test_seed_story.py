"""The story this was made for, played through the interface: the third meeting of a working
group, in the garden of one of its members."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .hands import choose, closed, drawer, go, press, settle, write

DEMO = Path(__file__).parent.parent.parent / "services" / "demo" / "data"


def rows(name: str) -> list[dict]:
    with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ORGS = {o["org_id"]: o["name"] for o in rows("organizations")}
PEOPLE = {p["person_id"]: p["display_name"] for p in rows("people")}
THERE = [a for a in rows("attendance") if a["meeting_id"] == "m3" and a["role"] != "coordinamento"]
SHARED = [o for o in rows("objectives") if o["status"] == "condiviso"]
WORK = [a for a in rows("activities") if a["activity_id"] in ("a01", "a03", "a05", "a07", "a09")]
GIVEN = [
    # who, kind, what, how much, unit
    ("qubi", "Spazi", "Qubì Garden per gli incontri", "1", "mezze giornate"),
    ("cerchioaperto", "Spazi", "Sala laboratorio da 20 posti", "4", "mezze giornate"),
    ("filoripreso", "Competenze", "Formazione al rammendo", "6", "ore"),
    ("officinariparo", "Competenze", "Due riparatori volontari", "12", "ore"),
    ("vuotoatempo", "Attrezzature", "Cargo-bike elettrica", "6", "giornate"),
    ("ortidiffusi", "Tempo", "Volontari per l’accoglienza", "30", "ore"),
    ("crostanuova", "Materiali", "Pane invenduto", "20", "kg"),
    ("studiomargine", "Fondi", "Stampa dei volantini", "250", "€"),
]


@pytest.fixture
def coordinator(house, page) -> Page:
    page.goto(house.link)
    page.get_by_role("button").first.click()
    write(page, "Nome della comunità", "Economia circolare")
    write(page, "Il tuo nome", "Irene")
    press(page, "Avvia la tua comunità")
    expect(page.get_by_role("heading", level=1)).to_have_text("Economia circolare")
    settle(page)
    return page


def test_the_third_meeting_in_the_garden(house, coordinator, chromium):
    page = coordinator
    for title, day in (("Primo incontro", "04/05/2023"), ("Secondo incontro", "01/06/2023")):
        call(page, title, day)
        open_it(page, "Apri, e resta il")
        arrive(page, PEOPLE["p01"], ORGS["qubi"])
        close(page)
    call(page, "Terzo incontro", "06/07/2023", place="Qubì Garden", host=ORGS["qubi"])
    open_it(page, "Apri, e resta il")
    for row in THERE:
        as_what = "istituzione" if row["role"] == "istituzione" else ""
        arrive(page, PEOPLE[row["person_id"]], ORGS[row["org_id"]], as_what)
    counted = "9 organizzazioni, 12 persone, 1 istituzione"
    expect(page.get_by_text(counted, exact=True)).to_be_visible()

    draft_the_objectives(page)
    adopt_them(page)
    plan_the_work(page)
    put_on_the_table(page)
    close_the_third(page)
    confirm_as(page, house, chromium, PEOPLE["p05"], "Due riparatori volontari")
    confirm_as(page, house, chromium, PEOPLE["p01"], "Qubì Garden per gli incontri")

    the_numbers_hold(page)


def call(page: Page, title: str, day: str, place: str = "", host: str = "") -> None:
    go(page, "Incontri")
    press(page, "Convoca un incontro")
    form = drawer(page)
    write(form, "Titolo", title)
    date_in(form, "Giorno", day)
    if place:
        choose(form, "Dove", place)
    if host:
        choose(form, "Chi ospita", host)
    press(form, "Convoca l’incontro")
    closed(page)
    here = page.get_by_role("heading", level=1).filter(has_text=title)
    listed = page.get_by_role("button", name=title, exact=True)
    expect(here.or_(listed).first).to_be_visible()
    settle(page)
    if listed.count():
        press(page, title)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    settle(page)


def open_it(page: Page, on: str) -> None:
    """It was called for another day than today: held today, or written up afterwards."""
    press(page, "Apri l’incontro")
    press(page, re.compile(on), exact=False)


def date_in(form, label: str, day: str) -> None:
    """Day, month and year are three little fields."""
    for part, words in zip(("giorno", "mese", "anno"), day.split("/"), strict=True):
        field = form.get_by_role("spinbutton", name=re.compile(f"^{part}")).first
        field.focus()
        field.press_sequentially(words)
    form.get_by_role("heading").first.click()  # the calendar that opened by itself closes


def arrive(page: Page, name: str, organisation: str, as_what: str = "") -> None:
    door = page.locator(".st-key-card_present")
    choose(door, "Nome", name)
    choose(door, "Per quale organizzazione", organisation)
    if as_what:
        choose(door, "In veste di", as_what)
    press(door, "Registra")
    expect(door.locator(".tv-rows").get_by_text(name, exact=True)).to_be_visible()
    settle(page)


def close(page: Page) -> None:
    press(page, "Verso la chiusura")
    press(page, "Chiudi l’incontro")
    expect(page.get_by_text("Svolto", exact=True).first).to_be_visible()


def draft_the_objectives(page: Page) -> None:
    go(page, "Piano")
    for objective in SHARED:
        press(page, "Nuovo obiettivo")
        form = drawer(page)
        field = form.get_by_role("textbox").first
        field.fill(objective["title"])
        field.press("Tab")
        press(form, "Scrivilo")
        closed(page)
        expect(page.get_by_text(objective["title"]).first).to_be_visible()


def adopt_them(page: Page) -> None:
    back_to_the_third(page)
    for objective in SHARED:
        choose(page, "Obiettivi che il gruppo adotta", objective["title"])
    press(page, "Adottati dal gruppo")
    expect(page.get_by_text("testo fissato")).to_have_count(3)


def back_to_the_third(page: Page) -> None:
    go(page, "Incontri")
    press(page, "Terzo incontro")
    expect(page.get_by_role("heading", level=1)).to_have_text("Terzo incontro")
    settle(page)


def plan_the_work(page: Page) -> None:
    go(page, "Piano")
    titles = {o["objective_id"]: o["title"] for o in SHARED}
    for activity in WORK:
        press(page, "Nuova attività")
        form = drawer(page)
        field = form.get_by_role("textbox").first
        field.fill(activity["title"])
        field.press("Tab")
        choose(form, "Per quali obiettivi", titles[activity["objective_id"]])
        choose(form, "Organizzazione referente", ORGS[activity["owner_org_ids"].split(";")[0]])
        press(form, "Aggiungi l’attività")
        closed(page)
        expect(page.get_by_text(activity["title"]).first).to_be_visible()
    expect(page.get_by_text("Obiettivi adottati: 3 su 3")).to_be_visible()


def put_on_the_table(page: Page) -> None:
    for org, kind, what, amount, _unit in GIVEN:
        go(page, "Risorse")
        press(page, "Offri una risorsa")
        form = drawer(page)
        form.get_by_role("radio", name=kind).or_(
            form.get_by_role("button", name=kind)
        ).first.click()
        settle(page)
        choose(form, "Per conto di", ORGS[org])
        form.get_by_label("Che cosa, in poche parole", exact=True).fill(what)
        form.get_by_label("Quanto", exact=True).first.fill(amount)
        press(form, "Offri")
        closed(page)
        expect(page.get_by_text(what).first).to_be_visible()


def close_the_third(page: Page) -> None:
    back_to_the_third(page)
    close(page)


def confirm_as(page: Page, house, chromium, name: str, what: str) -> None:
    """The coordinator lets them commit their organisation and makes a link; they say yes."""
    go(page, "Persone")
    page.get_by_role("radio", name="Persone").click()
    settle(page)
    press(page, name)
    form = drawer(page)
    form.get_by_text("Chi rappresenta, e chi può impegnare").click()
    form.get_by_test_id("stCheckbox").get_by_text("Può impegnarla").click()
    settle(page)
    press(form, "Crea un link di accesso")
    link = re.search(r"http://\S+", form.get_by_test_id("stCode").inner_text())[0]
    form.get_by_role("button", name="Chiudi", exact=True).click()
    closed(page)
    theirs = chromium.new_context(locale="it-IT", viewport={"width": 1280, "height": 900})
    other = theirs.new_page()
    other.goto(link)
    other.get_by_role("button").first.click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Economia circolare")
    go(other, "Risorse")
    waiting = other.locator(".st-key-card_waiting")
    expect(waiting.get_by_text(what)).to_be_visible()
    press(waiting, re.compile("Conferma"), exact=False)
    expect(waiting.get_by_text(what)).to_have_count(0)
    theirs.close()


def the_numbers_hold(page: Page) -> None:
    go(page, "Partecipazione")
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text("9 organizzazioni, 12 persone, 1 istituzione").first).to_be_visible()
    go(page, "Risorse")
    told = "Per il piano, confermate: 2 offerte; da confermare: 6; già consegnate: 0."
    expect(main.get_by_text(told)).to_be_visible()
    go(page, "Sintesi")
    numbers = main.locator(".rp-numbers")
    expect(numbers.locator("li[data-rule=R2] b")).to_have_text("9")
    expect(numbers.locator("li[data-rule=R1] b")).to_have_text("12")
    expect(numbers.get_by_text("e 1 istituzione")).to_be_visible()
    expect(
        numbers.get_by_text("risorse confermate; altre 6 offerte, da confermare")
    ).to_be_visible()

"""What the room does in a whole meeting, one part after the other."""

import time

from playwright.sync_api import Locator, expect

from .hands import choose, closed, drawer, go, settle
from .meet import (
    CAUGHT,
    COUNTED,
    CUT_FOR,
    FALLING,
    LINES,
    MENDED,
    OBJECTION,
    PLACES,
    TITLES,
    TO_DO,
    WORK,
    Meet,
)
from .room import Phone
from .test_seed_story import GIVEN, ORGS, PEOPLE, THERE


def the_laptop_opens(meet: Meet) -> str:
    """The path that the QR code on the wall holds."""
    laptop, page = meet.laptop, meet.laptop.page
    page.goto(meet.house.link)
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="Guarda l’esempio").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Economia circolare")
    go(page, "Incontri")
    page.goto(f"{meet.laptop.url}/meeting")
    settle(page)
    laptop.press("Apri l’incontro")
    laptop.press("Sì, lo teniamo oggi")  # the fourth is called for September
    screen = page.get_by_role("link", name="Schermo")
    wall = screen.get_attribute("href")
    laptop.acts += 1
    meet.wall.page.goto(wall)
    expect(meet.wall.page.get_by_text("Vieni al tavolo")).to_be_visible()
    return f"/join/{wall.rsplit('/', 1)[1]}"


def all_arrive(meet: Meet, path: str) -> None:
    for n, phone in enumerate(meet.phones.values(), 1):
        phone.arrive(path)
        expect(meet.wall.page.locator(".counts")).to_contain_text(f"{n} in arrivo")
    meet.laptop.press("Fai entrare tutti")
    those_who_commit = meet.laptop.page.get_by_role("button", name="Li riconosco tutti")
    meet.laptop.tap(those_who_commit)
    expect(those_who_commit).to_have_count(0)
    by_colleague, by_hand = meet.phones["p10"], meet.laptop.page.locator(".st-key-card_present")
    by_colleague.bring(PEOPLE["p11"])
    choose(by_hand, "Nome", PEOPLE["p03"])
    choose(by_hand, "Per quale organizzazione", ORGS["filoripreso"])
    meet.laptop.press("Registra", by_hand)
    counts = meet.wall.page.locator(".counts")
    expect(counts).to_have_text(COUNTED)
    for row in THERE:
        meet.keep("there", PEOPLE[row["person_id"]])


def ideas(meet: Meet) -> None:
    """Three of them are what the group will write; every phone adds one of its own."""
    meet.laptop.press("Fase successiva")
    for n, phone in enumerate(meet.members):
        words = TITLES[n] if n < 3 else f"Un’idea di {phone.name}"
        if n == 3:
            assert phone.acts <= 4, "a new phone: to the first contribution"
        phone.write_card(words)
        meet.keep("cards", words)
    for phone in meet.members[4:9]:
        phone.tap(phone.part("cards").get_by_role("button", name="La sostengo").first)
    meet.laptop.press("Fase successiva")
    for title in TITLES:
        row = meet.laptop.page.locator(".st-key-card_gathered li", has_text=title)
        meet.laptop.tap(row.get_by_role("button", name="Fanne un obiettivo"))
        expect(row.get_by_text("ora è un obiettivo")).to_be_visible()


def written_together(meet: Meet) -> None:
    """The laptop and two phones in one text, at the same time, each on a line of its own."""
    for n, title in enumerate(TITLES):
        areas = [the_laptops(meet, title)]
        areas[0].press_sequentially("\n".join(LINES))
        for phone in writers(meet, n):
            areas.append(the_phones(phone, title))
            expect(areas[-1]).to_have_value("\n".join(LINES))
        for area, keys in zip(areas, (("Control+Home", "End"), *PLACES), strict=True):
            for key in keys:
                area.press(key)
        words = [f"parole {who} per il testo {n}".ljust(32, ".") for who in ("una", "due", "tre")]
        for letters in zip(*words, strict=True):
            for area, letter in zip(areas, letters, strict=True):
                area.press(letter)
        text = "\n".join(line + said for line, said in zip(LINES, words, strict=True))
        for area in areas:
            expect(area).to_have_value(text)
        meet.keep("texts", [title, text])


def writers(meet: Meet, n: int) -> list[Phone]:
    return meet.members[2 * n : 2 * n + 2]


def the_laptops(meet: Meet, title: str) -> Locator:
    card = meet.laptop.page.locator(".st-key-card_drafting")
    chosen = card.get_by_test_id("stButtonGroup").get_by_text(title)
    meet.laptop.tap(chosen)
    settle(meet.laptop.page)
    area = card.get_by_role("textbox", name=title)
    expect(area).to_be_enabled()
    expect(card.locator(".together .state")).to_have_text("Salvato")
    return area


def the_phones(phone: Phone, title: str) -> Locator:
    text = phone.part("writing").locator("details", has_text=title)
    phone.tap(text.locator("summary").first)
    area = text.locator(".box textarea")
    expect(area).to_be_editable()
    expect(text.locator(".together .state")).to_have_text("Salvato")
    return area


def rounds_of_consent(meet: Meet) -> None:
    """The first text meets an objection, takes it in, and is adopted in its second round; one of
    its consents waits for a board."""
    first, *others = TITLES
    to_the_answers(meet, first)
    for phone in voices(meet):
        objects = phone.organisation == ORGS["officinariparo"]
        phone.answer(*(("Obiezione", OBJECTION) if objects else ("Acconsento",)))
        if phone is not voices(meet)[-1]:
            expect(meet.wall.page.locator(".tally")).to_have_count(0)
    expect(meet.wall.page.locator(".objection")).to_contain_text(OBJECTION)
    expect(meet.wall.page.locator(".tally")).to_contain_text("8")

    area = the_laptops(meet, first)
    area.press("Control+End")
    area.press_sequentially(MENDED)
    meet.said["texts"][0][1] += MENDED
    meet.laptop.press("È nel testo")
    meet.laptop.press("Un altro giro, con il testo nuovo")
    for phone in voices(meet):
        if phone.organisation == ORGS["officinariparo"]:
            phone.answer("Acconsento con un dubbio", "Ne parliamo in direttivo", "2023-07-20")
        else:
            phone.answer("Acconsento")
    adopted(meet, first)
    for title in others:
        to_the_answers(meet, title)
        for phone in voices(meet):
            phone.answer("Acconsento")
        adopted(meet, title)


def voices(meet: Meet) -> list[Phone]:
    """One phone of each organisation."""
    return list({phone.organisation: phone for phone in reversed(meet.members)}.values())


def to_the_answers(meet: Meet, title: str) -> None:
    row = meet.laptop.page.locator(".st-key-card_round li", has_text=title)
    meet.laptop.tap(row.get_by_role("button", name="Avvia il giro di consenso"))
    expect(meet.wall.page.locator("blockquote")).to_contain_text(title)
    settle(meet.laptop.page)
    meet.laptop.press("Alle risposte")


def adopted(meet: Meet, title: str) -> None:
    meet.laptop.press("Adotta")
    decided = meet.laptop.page.locator(".st-key-card_decisions")
    expect(decided.get_by_text(title)).to_be_visible()
    city = meet.phones["p17"].page
    expect(city.locator("[data-part=round]")).to_have_count(0)


def the_house_falls(meet: Meet) -> None:
    meet.house.process.kill()
    meet.house.process.wait()
    for phone in meet.phones.values():
        expect(phone.away).to_be_visible()
    expect(meet.wall.page.locator("#away")).to_be_visible()
    lost = meet.laptop.page.get_by_role("status").filter(has_text="Connessione persa")
    expect(lost.first).to_be_visible()
    meet.house.start()
    for phone in meet.phones.values():
        expect(phone.away).to_be_hidden()
    expect(meet.wall.page.locator("#away")).to_be_hidden()
    expect(lost).to_have_count(0, timeout=30_000)


def on_the_table(meet: Meet) -> None:
    """Eight things are put on the table: two by who facilitates, for others; two while their line
    is down, for a whole minute."""
    meet.laptop.press("Fase successiva")
    by_org = {phone.organisation: phone for phone in reversed(meet.members)}
    falling = [meet.phones[id] for id in FALLING]
    for phone in falling:
        expect(phone.part("offers").locator("form[action$=offer]")).to_be_visible()
    meet.wires[1].cut()
    since = time.monotonic()
    for phone in falling:
        expect(phone.away).to_be_visible()
    for org, kind, what, amount, unit in GIVEN:
        if org in CAUGHT:
            caught(meet, ORGS[org], kind, what, amount)
            continue
        phone = by_org[ORGS[org]]
        phone.offer(kind, what, amount, unit)
        if phone in falling:
            expect(phone.queue).to_contain_text("1 cosa")
        else:
            expect(phone.offered(what)).to_be_visible()
    time.sleep(max(0, CUT_FOR - (time.monotonic() - since)))
    meet.wires[1].mend()
    for phone in falling:
        expect(phone.away).to_be_hidden(timeout=20_000)
        expect(phone.queue).to_be_hidden()
        [given] = [what for org, _, what, *_ in GIVEN if ORGS[org] == phone.organisation]
        expect(phone.offered(given)).to_be_visible()
    meet.said["pledges"] = [what for _, _, what, *_ in GIVEN]


def caught(meet: Meet, org: str, kind: str, what: str, amount: str) -> None:
    """Said aloud, and written down by who facilitates."""
    page = meet.laptop.page
    go(page, "Risorse")
    meet.laptop.press("Offri una risorsa")
    form = drawer(page)
    form.get_by_role("radio", name=kind).or_(form.get_by_role("button", name=kind)).first.click()
    settle(page)
    choose(form, "Per conto di", org)
    form.get_by_label("Che cosa, in poche parole", exact=True).fill(what)
    form.get_by_label("Quanto", exact=True).first.fill(amount)
    meet.laptop.press("Offri", form)
    closed(page)
    expect(page.get_by_role("button", name=what, exact=True).first).to_be_visible()
    back_to_the_meeting(meet)


def back_to_the_meeting(meet: Meet) -> None:
    go(meet.laptop.page, "Incontri")
    meet.laptop.page.goto(f"{meet.laptop.url}/meeting")
    meet.laptop.acts += 1
    settle(meet.laptop.page)


def the_plan(meet: Meet) -> None:
    page = meet.laptop.page
    go(page, "Piano")
    for n, (title, org) in enumerate(WORK):
        meet.laptop.press("Nuova attività")
        form = drawer(page)
        write = form.get_by_role("textbox").first
        write.fill(title)
        write.press("Tab")
        choose(form, "Per quali obiettivi", TITLES[n % 3])
        choose(form, "Organizzazione referente", ORGS[org])
        meet.laptop.press("Aggiungi l’attività", form)
        closed(page)
        expect(page.get_by_text(title).first).to_be_visible()
        meet.keep("activities", title)
    back_to_the_meeting(meet)
    line = page.get_by_label("Chi fa che cosa, in una riga")
    line.fill(TO_DO)
    line.press("Enter")
    expect(page.locator(".st-key-card_actions").get_by_text(TO_DO)).to_be_visible()


def what_comes_first(meet: Meet) -> None:
    for _ in range(2):
        meet.laptop.press("Fase successiva")
    for phone in meet.members:
        phone.share_out([3, 2, 0])
    first = meet.wall.page.locator("ul.needs li").first
    expect(first).to_contain_text(TITLES[0])
    expect(first).to_contain_text(str(3 * len(meet.members)))


def the_closing(meet: Meet) -> None:
    """What nobody does yet gets a person and a day, the next meeting a day and a host."""
    laptop, before = meet.laptop, meet.laptop.acts
    laptop.press("Verso la chiusura")
    card = laptop.page.locator(".st-key-card_closing")
    laptop.choose(card, TO_DO, PEOPLE["p05"])
    laptop.press("Scrivilo", card)
    expect(card.get_by_text("Ogni impegno preso oggi ha una persona e una data")).to_be_visible()
    laptop.choose(card, "Chi ospita", ORGS["ortidiffusi"])
    laptop.press("Convoca", card)
    expect(card.get_by_text("Prossimo incontro:")).to_be_visible()
    laptop.press("Chiudi l’incontro", card)
    expect(laptop.page.get_by_text("Svolto", exact=True).first).to_be_visible()
    assert laptop.acts - before <= 12
    for phone in meet.phones.values():
        expect(phone.page.get_by_text("Questo incontro è chiuso")).to_be_visible()

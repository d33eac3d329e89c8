"""Two entries of the register become one, as hands do it: with counts, a yes, and a way back."""

from playwright.sync_api import expect

from .hands import closed, drawer, go, press, write


def test_the_drawer_closes_when_two_are_one_and_the_history_takes_it_back(house, page):
    page.goto(house.link)
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="Guarda l’esempio").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Economia circolare")
    go(page, "Persone")
    press(page, "Nuova organizzazione")
    write(drawer(page), "Nome", "Officina Riparo")
    press(drawer(page), "Aggiungi l’organizzazione")
    closed(page)

    pair = "Guarda Officina Riparo APS e Officina Riparo"
    press(page, pair)
    told = drawer(page)
    expect(told).to_contain_text("Sono la stessa?")
    press(told, "Tieni l’altra")
    expect(drawer(page).get_by_role("button", name="Sì, sono la stessa cosa")).to_be_visible()
    press(drawer(page), "Tieni l’altra")
    press(drawer(page), "Sì, sono la stessa cosa")

    closed(page)
    expect(page.get_by_text("Unite. Puoi annullare dalla Cronologia.")).to_be_visible()
    expect(page.get_by_role("button", name=pair)).to_have_count(0)

"""A newcomer's first minute: the printed link, the example, and how it goes away."""

from playwright.sync_api import expect


def test_the_printed_link_opens_the_example(house, page):
    page.goto(house.link)
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="Guarda l’esempio").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Economia circolare")
    expect(page.get_by_text("Esempio").first).to_be_visible()


def test_without_a_link_nobody_comes_in(house, page):
    page.goto(f"{house.url}/plan")

    expect(page).to_have_url(f"{house.url}/sign-in?next=%2Fplan")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

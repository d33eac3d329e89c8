"""A number says where it comes from, a mark opens its rows, a filter holds for the whole page and
in another language, a chart is taken along as SVG and goes on paper: one house, one example."""

import re

import pytest
from playwright.sync_api import Page, expect

from .hands import closed, drawer, settle


@pytest.fixture
def participation(house, page) -> Page:
    page.goto(house.link)
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="Guarda l’esempio").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Economia circolare")
    page.goto(f"{house.url}/participation")
    expect(page.get_by_role("heading", level=1)).to_have_text("Partecipazione")
    settle(page)
    return page


def test_number_mark_filter_and_paper(house, participation):
    page = participation
    a_number_opens(page)
    a_mark_opens(page)
    a_filter_holds_in_another_language(page)
    a_chart_goes_on_paper(page)
    what_is_typed_outlives_another_language(page, f"{house.url}/settings")


def a_number_opens(page: Page) -> None:
    number = page.get_by_role("button", name="Partecipazione: 82%")
    number.focus()
    page.keyboard.press("Enter")
    panel = drawer(page)
    expect(panel.get_by_text("9 c’erano")).to_be_visible()
    expect(panel.get_by_text("11 membri quel giorno")).to_be_visible()
    expect(panel.get_by_text("12 luglio 2023")).to_be_visible()
    expect(panel.get_by_role("row")).to_have_count(12)
    page.keyboard.press("Escape")
    closed(page)


def a_mark_opens(page: Page) -> None:
    """Twice the same: the second click is no “nothing chosen”."""
    bars = page.locator(".st-key-chart_comings .barlayer .point path")
    for _time in range(2):
        bars.last.scroll_into_view_if_needed()
        new = page.locator(".st-key-chart_comings .barlayer .trace").nth(2).locator("path").first
        box = new.bounding_box()
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.move(*middle, steps=3)
        page.mouse.click(*middle)
        panel = drawer(page)
        expect(panel.locator(".tv-h")).to_contain_text("Prima volta")
        expect(panel.get_by_role("row")).to_have_count(12)
        page.keyboard.press("Escape")
        closed(page)


def a_filter_holds_in_another_language(page: Page) -> None:
    page.get_by_role("button", name="Filtri").click()
    field = page.get_by_role("combobox", name="Incontri")
    field.fill("2°")
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    settle(page)
    expect(page.get_by_role("button", name="Persone: 14")).to_be_visible()
    page.get_by_role("button", name="English").or_(
        page.get_by_role("radio", name="English")
    ).click()
    expect(page.locator("html")).to_have_attribute("data-spoken", "en")  # loaded anew
    expect(page.get_by_role("heading", level=1)).to_have_text("Participation")
    expect(page.get_by_role("button", name="People: 14")).to_be_visible()
    assert re.search(r"[?&]meetings=[0-9a-f-]{36}", page.url)


def a_chart_goes_on_paper(page: Page) -> None:
    with page.expect_download() as taken:
        page.locator(".st-key-chart_comings [data-act=svg]").click()
    drawn = taken.value.path().read_text()
    assert taken.value.suggested_filename.endswith("-comings.svg")
    assert "<title>" in drawn and "came again" in drawn and "2nd meeting" in drawn
    assert not re.search(r"<script|<image|href=|\son\w+=", drawn)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".st-key-chart_comings .tv-paper svg")).to_be_visible()
    expect(page.locator(".st-key-chart_comings .js-plotly-plot")).to_be_hidden()


def what_is_typed_outlives_another_language(page: Page, settings: str) -> None:
    page.emulate_media(media="screen")
    page.goto(settings)
    settle(page)
    theme = page.locator(".st-key-settings_theme input")
    theme.fill("Half a theme")
    page.get_by_test_id("stSidebar").get_by_role("radio", name="Italiano").click()
    expect(page.locator("html")).to_have_attribute("data-spoken", "it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Impostazioni")
    expect(theme).to_have_value("Half a theme")

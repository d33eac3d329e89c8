"""What hands do at a page: write, choose, press; and wait until the page has taken it in."""

import re

from playwright.sync_api import Locator, Page, TimeoutError, expect


def settle(page: Page) -> None:
    """Until nothing runs any more."""
    page.wait_for_timeout(150)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def go(page: Page, name: str) -> None:
    """To a page, by its name in the side bar."""
    link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True)
    link.click()
    expect(link).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)


def press(where: Page | Locator, name: str | re.Pattern, exact: bool = True) -> None:
    where.get_by_role("button", name=name, exact=exact).first.click()
    settle(where if isinstance(where, Page) else where.page)


def write(where: Page | Locator, label: str, words: str) -> None:
    field = where.get_by_label(label, exact=True).first
    field.fill(words)
    field.press("Tab")


def choose(where: Page | Locator, label: str, words: str) -> None:
    """One of a list, or a new word where the list takes one."""
    page = where if isinstance(where, Page) else where.page
    field = where.get_by_role("combobox", name=label).first
    _take(page, field, words)
    if page.get_by_role("option").count():  # several may be chosen: the list stays open
        field.press("Tab")
    settle(page)


def _take(page: Page, field: Locator, words: str, tries: int = 3) -> None:
    """A list that shuts while it is reached for, as the page still moves, is opened anew; whoever
    takes a word looks whether it stands there."""
    field.click()
    field.fill("")
    field.fill(words)
    try:
        option = page.get_by_role("option").filter(has_text=words).first
        option.click(timeout=5_000 if tries > 1 else 30_000)
        if not page.get_by_role("option").count():
            expect(field).not_to_have_value("", timeout=2_000)
    except (TimeoutError, AssertionError):
        if tries == 1:
            raise
        field.press("Escape")
        settle(page)
        _take(page, field, words, tries - 1)


def drawer(page: Page) -> Locator:
    found = page.get_by_role("dialog")
    expect(found).to_be_visible()
    settle(page)
    return found


def closed(page: Page) -> None:
    expect(page.get_by_role("dialog")).to_have_count(0)
    settle(page)

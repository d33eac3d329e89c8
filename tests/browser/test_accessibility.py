"""Every page under axe-core, on a desk and on a phone, light and dark; and what a page must be.

What is left to Streamlit stands in streamlit_axe.txt: a rule, a piece of the selector, a reason.
"""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import House
from .hands import settle

HERE = Path(__file__).parent
PAGES = (
    "communities",
    "overview",
    "meetings",
    "meeting?m=3",
    "plan",
    "plan?view=table",
    "plan?view=timeline",
    "plan?view=owners",
    "resources",
    "funding",
    "participation",
    "participation?view=staying",
    "participation?view=together",
    "people",
    "people?view=people",
    "history?span=all",
    "summary",
    "import",
    "settings",
    "welcome",
)
DRAWERS = (
    ("plan", "Primo laboratorio aperto: riparazione di piccoli elettrodomestici"),
    ("plan", "Scrivere una proposta progettuale comune"),
    ("people", "Officina Riparo APS"),
    ("people?view=people", "Marta Ferrero"),
    ("meetings", "Convoca un incontro"),
    ("resources", "Offri una risorsa"),
    ("resources", "Cargo-bike elettrica"),
    ("funding", "Cambia le regole"),
    ("funding", "Contributo ai laboratori di riparazione (esempio)"),
)
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
SIZES = {"desk": (1440, 900), "phone": (390, 844)}
SEEN: set[tuple[str, str]] = set()  # of what is left to Streamlit, what was met
NARROW = 320  # px: a desk at 400 %, or the smallest phone


@pytest.fixture(scope="module")
def example(tmp_path_factory, chromium: Browser):
    """A house with the example in it, and the browser state of who looks around."""
    house = House(tmp_path_factory.mktemp("axe"))
    context = chromium.new_context(locale="it-IT")
    page = context.new_page()
    page.goto(house.link)
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="Guarda l’esempio").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Economia circolare")
    yield house, context.storage_state()
    context.close()
    house.stop()


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_no_page_has_what_axe_finds(example, chromium, size, scheme):
    house, state = example
    page, calls = _open(chromium, state, size, scheme)
    found = {}
    for name in PAGES:
        _go(page, house, name)
        found |= {f"{name}: {what}": None for what in _ours(page)}
        assert page.locator("h1:visible").count() == 1, name
        assert page.evaluate("document.documentElement.lang") == "it", name
        assert _overflow(page) == 0, name
        if size == "phone":
            assert _cut_off_when_narrow(page) == 0, name
    page.context.close()

    assert list(found) == []
    outside = [u for u in calls if not u.startswith((house.url, "data:", "blob:"))]
    assert outside == []


def test_no_drawer_has_what_axe_finds(example, chromium):
    house, state = example
    page, _calls = _open(chromium, state, "desk", "light")
    found = {}
    for name, press in DRAWERS:
        _go(page, house, name)
        page.get_by_role("button", name=press, exact=True).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        settle(page)
        found |= {f"{name}, drawer: {what}": None for what in _ours(page)}
    page.context.close()
    assert list(found) == []


def test_a_table_that_many_changes_are_written_in_has_nothing_either(example, chromium):
    house, state = example
    page, _calls = _open(chromium, state, "desk", "dark")
    _go(page, house, "plan?view=table")
    page.get_by_role("button", name="Scrivi nella tabella").click()
    settle(page)
    assert list(_ours(page)) == []
    page.context.close()


def test_the_page_says_which_language_it_speaks(example, chromium):
    house, state = example
    page, _calls = _open(chromium, state, "desk", "light")
    for name, code in (("English", "en"), ("Italiano", "it")):
        _go(page, house, "meetings")
        foot = page.locator(".st-key-sidefoot")
        foot.get_by_role("radio", name=name).or_(foot.get_by_role("button", name=name)).click()
        settle(page)
        expect(page.locator("html")).to_have_attribute("lang", code)
    page.context.close()


def test_the_way_in_has_nothing_either(example, chromium):
    house, _state = example
    page = chromium.new_context(locale="it-IT").new_page()
    for name in ("sign-in", "enter/there-is-no-such-link"):
        page.goto(f"{house.url}/{name}")
        assert list(_ours(page)) == [], name
        assert page.locator("h1").count() == 1
    page.context.close()


def test_what_is_left_to_streamlit_is_still_there(example, chromium):
    """What no page shows any more is taken off the list: the list says what we live with today."""
    house, state = example
    page, _calls = _open(chromium, state, "desk", "light")
    _go(page, house, "import")
    assert list(_ours(page)) == []
    page.context.close()
    gone = set(_allowed()) - SEEN
    assert not gone, f"no page has this any more, take it off streamlit_axe.txt: {gone}"


def _open(chromium: Browser, state, size: str, scheme: str) -> tuple[Page, list[str]]:
    width, height = SIZES[size]
    context = chromium.new_context(
        storage_state=state,
        locale="it-IT",
        color_scheme=scheme,
        viewport={"width": width, "height": height},
        has_touch=size == "phone",
    )
    page, calls = context.new_page(), []
    page.on("request", lambda request: calls.append(request.url))
    return page, calls


def _go(page: Page, house: House, name: str) -> None:
    page.goto(f"{house.url}/{name}")
    expect(page.locator("h1").first).to_be_visible()
    settle(page)
    page.wait_for_timeout(400)  # charts draw themselves after the run


def _overflow(page: Page) -> int:
    """By how many pixels something sticks out at the right, of the page or what scrolls in it."""
    return page.evaluate(
        """() => Math.max(0, ...[document.documentElement,
             document.querySelector('[data-testid=stMain]')]
             .filter(Boolean).map((e) => e.scrollWidth - e.clientWidth))"""
    )


def _cut_off_when_narrow(page: Page) -> int:
    """The same on the narrowest phone, without opening the page once more."""
    width, height = SIZES["phone"]
    page.set_viewport_size({"width": NARROW, "height": height})
    page.wait_for_timeout(300)  # charts draw themselves anew
    found = _overflow(page)
    page.set_viewport_size({"width": width, "height": height})
    return found


def _ours(page: Page):
    """rule: selector, of what is not Streamlit's own."""
    for violation in Axe().run(page, options=OPTIONS).response["violations"]:
        for node in violation["nodes"]:
            target = " ".join(map(str, node["target"]))
            if not _theirs(violation["id"], f"{target} {node['html']}"):
                yield f"{violation['id']}: {target} {node['html'][:160]}"


def _theirs(rule: str, where: str) -> bool:
    found = {(named, piece) for named, piece in _allowed() if rule == named and piece in where}
    SEEN.update(found)
    return bool(found)


def _allowed() -> list[tuple[str, str]]:
    lines = (HERE / "streamlit_axe.txt").read_text(encoding="utf-8").splitlines()
    parts = [line.split("|") for line in lines if line and not line.startswith("#")]
    return [(rule.strip(), piece.strip()) for rule, piece, _reason in parts]

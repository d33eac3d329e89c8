"""The pictures of the README, taken anew: `python -m tests.browser.screenshots`."""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.conftest import ROOT, House, launched
from tests.browser.hands import settle

PICTURES = {
    # name: page, width, height, colour scheme
    "overview": ("overview", 1440, 1180, "light"),
    "meeting": ("meeting?m=3", 1440, 1180, "light"),
    "plan": ("plan", 1440, 1180, "light"),
    "resources": ("resources", 1440, 1180, "light"),
    "overview-dark": ("overview", 1440, 1180, "dark"),
    "overview-phone": ("overview", 390, 844, "light"),
}
FOLDER = ROOT / "assets" / "screenshots"


def take(house: House, browser: Browser) -> None:
    """Sign in, build the example, and save each picture in few colours: small files."""
    context = browser.new_context(locale="it-IT")
    page = context.new_page()
    page.goto(house.link)
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="Guarda l’esempio").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Economia circolare")
    state = context.storage_state()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (where, width, height, scheme) in PICTURES.items():
        seen = browser.new_context(
            storage_state=state,
            locale="it-IT",
            color_scheme=scheme,
            viewport={"width": width, "height": height},
        ).new_page()
        seen.goto(f"{house.url}/{where}")
        expect(seen.locator("h1").first).to_be_visible()
        settle(seen)
        seen.wait_for_timeout(1500)  # charts and fonts draw themselves after the run
        _save(seen.screenshot(), FOLDER / f"{name}.png")
        seen.context.close()


def _save(picture: bytes, path: Path) -> None:
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        house = House(Path(data))
        browser = launched(playwright.chromium)
        take(house, browser)
        browser.close()
        house.stop()

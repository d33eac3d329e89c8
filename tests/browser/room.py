"""A room full of browsers: the laptop of who facilitates, a projector, phones. Each counts what it
asks of a person: taps and clicks, and signs typed."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, expect

from .conftest import NOW, House, launched
from .cutting import Wire
from .hands import choose, settle

NAME = "garden.test"  # no localhost: over a room's own Wi-Fi a page has no secure context
TAP_S, SIGNS_A_SECOND = 6, 2.5  # a tap with the look before it; thumbs on glass
AWAY = "La connessione è caduta"


class Garden(House):
    """A house in room mode, under a name as phones in the room would find it."""

    def __init__(self, data) -> None:
        self.opened, self.began = datetime.fromisoformat(NOW), datetime.now()
        super().__init__(data)

    def settings(self) -> dict[str, str]:
        url = f"http://{NAME}:{self.port}"
        return {"TAVOLO_URL": url, "TAVOLO_ROOM": "1"}

    def options(self) -> list[str]:
        return ["--server.allowedHosts", NAME, "--server.allowedHosts", "localhost"]

    def fall_and_rise(self) -> None:
        """kill -9, and up again; its clock goes on."""
        self.process.kill()
        self.process.wait()
        self.now = (self.opened + (datetime.now() - self.began) + timedelta(seconds=1)).isoformat()
        self.start()


def launch(chromium: Browser, house: House, wire: Wire) -> Browser:
    """A browser for which there is no network but this house, which it finds over this wire."""
    rules = f"MAP {NAME}:{house.port} 127.0.0.1:{wire.port}, MAP * ~NOTFOUND"
    return launched(chromium.browser_type, f"--host-resolver-rules={rules}")


class Screen:
    """One browser session. `elsewhere`: what it asked of any host but the house."""

    def __init__(self, browser: Browser, url: str, width: int, height: int, **how) -> None:
        size = {"width": width, "height": height}
        self.context = browser.new_context(locale="it-IT", viewport=size, **how)
        self.page, self.url = self.context.new_page(), url
        self.acts = self.signs = 0
        self.elsewhere: list[str] = []
        self.broken: list[str] = []
        self.page.on("request", self._asked)
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))

    def _asked(self, request) -> None:
        to = urlsplit(request.url)
        if to.scheme in ("http", "https", "ws", "wss") and to.netloc != urlsplit(self.url).netloc:
            self.elsewhere.append(request.url)

    def tap(self, where: Locator) -> None:
        where.click()
        self.acts += 1

    def type(self, where: Locator, words: str) -> None:
        where.press_sequentially(words)
        self.signs += len(words)

    @property
    def minutes(self) -> float:
        return (self.acts * TAP_S + self.signs / SIGNS_A_SECOND) / 60


class Phone(Screen):
    def __init__(self, browser: Browser, url: str, name: str, organisation: str) -> None:
        super().__init__(browser, url, 390, 844, has_touch=True, is_mobile=True)
        self.name, self.organisation = name, organisation

    def arrive(self, path: str) -> None:
        """From the QR code to the table."""
        page = self.page
        page.goto(self.url + path)
        expect(page.get_by_label("Il tuo nome")).to_be_focused()
        page.keyboard.type(self.name)
        self.tap(page.get_by_label("L’organizzazione per cui sei qui"))
        page.keyboard.type(self.organisation)
        self.signs += len(self.name + self.organisation)
        self.tap(page.get_by_role("button", name="Vieni al tavolo"))
        expect(page.get_by_role("heading", level=1)).to_contain_text(self.name)

    def write_card(self, words: str) -> None:
        part = self.part("cards")
        self._line(part, "Un’idea, in una riga", words)
        expect(part.get_by_text(words)).to_be_visible()

    def bring(self, name: str) -> None:
        part = self.part("mend")
        self.tap(part.locator("summary").first)
        self._line(part, "Chi è con me senza telefono", name)

    def _line(self, part: Locator, label: str, words: str) -> None:
        """A line and the keyboard's own "go"."""
        field = part.get_by_label(label)
        if not field.evaluate("f => f === document.activeElement"):
            self.tap(field)
        self.type(field, words)
        field.press("Enter")

    def answer(self, voice: str, reason: str = "", until: str = "") -> None:
        part = self.part("round")
        if reason:
            field = part.get_by_role("textbox")
            self.tap(field)
            self.type(field, reason)
        if until:
            self.tap(part.get_by_text("Devo sentire gli altri"))
            part.locator("[name=until]").fill(until)
        self.tap(part.get_by_role("button", name=re.compile(rf"{voice}$")))
        expect(
            part.get_by_text("La tua risposta:").or_(part.locator(".tally")).first
        ).to_be_visible()

    def offer(self, kind: str, what: str, amount: str, unit: str) -> None:
        part = self.part("offers")
        form = part.locator("form[action$=offer]")
        if not form.is_visible():
            self.tap(part.locator("summary", has_text="Offro"))
        self.tap(form.get_by_text(kind, exact=True).first)
        for field, words in (("what", what), ("quantity", amount)):
            self.tap(form.locator(f"[name={field}]"))
            self.type(form.locator(f"[name={field}]"), words)
        form.locator("[name=unit]").select_option(label=unit)
        self.acts += 2
        self.tap(form.get_by_role("button", name="Mettila sul tavolo"))

    def offered(self, what: str) -> Locator:
        """It in the list of what one's own organisation put on the table."""
        return self.part("offers").locator("li", has_text=f"{what} · ")

    def share_out(self, points: list[int]) -> None:
        part = self.part("points")
        for field, n in zip(part.locator("input[type=number]").all(), points, strict=True):
            self.tap(field)
            field.fill(str(n))
        self.tap(part.get_by_role("button", name="Assegna questi punti"))

    def part(self, name: str) -> Locator:
        found = self.page.locator(f"[data-part={name}]")
        expect(found).to_be_visible()
        return found

    @property
    def away(self) -> Locator:
        return self.page.locator("#away")

    @property
    def queue(self) -> Locator:
        return self.page.locator("#queue")


class Laptop(Screen):
    """The workspace of who facilitates: `acts` counts presses of buttons, and no writing."""

    def press(self, name: str, where: Locator | None = None) -> None:
        self.tap((where or self.page).get_by_role("button", name=name, exact=True).first)
        settle(self.page)

    def choose(self, where: Locator, label: str, words: str) -> None:
        """Opening a list, and taking one of it."""
        choose(where, label, words)
        self.acts += 2

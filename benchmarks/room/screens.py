"""Workspaces in Chromium, at the page of the meeting, and the phone's page loaded for the first
time."""

import asyncio
import os
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, async_playwright

from benchmarks.room.author import Author
from benchmarks.room.house import House
from benchmarks.room.numbers import spread
from benchmarks.room.sessions import IDEA

COMMITS, PAUSE = 25, 0.8  # s in which all screens have surely been drawn again
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
LOADS = 5
# In the page: when the words came, by the clock of the machine.
WATCH = """idea => {
  window.came = {};
  new MutationObserver(() => {
    for (const e of document.querySelectorAll(".st-key-card_gathered *")) {
      const word = e.childElementCount ? "" : e.textContent.trim();
      if (word.startsWith(idea)) window.came[word] ??= Date.now();
    }
  }).observe(document.body, { childList: true, subtree: true });
}"""
LOADED = """() => {
  const files = [...performance.getEntriesByType("navigation"),
                 ...performance.getEntriesByType("resource")];
  return { bytes: files.reduce((sum, file) => sum + file.transferSize, 0),
           ms: files[0].loadEventEnd };
}"""


@asynccontextmanager
async def chromium():
    """TAVOLO_CHROMIUM, else Playwright's own."""
    async with async_playwright() as play:
        path = os.environ.get("TAVOLO_CHROMIUM") or None
        browser = await play.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        await browser.close()


async def at_the_meeting(browser: Browser, house: House, n: int) -> Page:
    """The workspace of the nth person."""
    context = await _signed_in(browser, house, n)
    page = await context.new_page()
    await page.goto(f"http://{house.at}/meeting")
    await page.locator(".st-key-card_promised").wait_for(timeout=60_000)
    return page


async def commit_to_screen(browser: Browser, house: House, author: Author, n: int) -> dict:
    """For each commit and each screen."""
    pages = [await at_the_meeting(browser, house, i + 1) for i in range(n)]
    await asyncio.sleep(3)
    for page in pages:
        await page.evaluate(WATCH, IDEA)
    took = []
    for _ in range(COMMITS):
        words, at = await author.commit()
        await asyncio.sleep(PAUSE)
        took += [await _came(page, words) - at * 1000 for page in pages]
    for page in pages:
        await page.context.close()
    await author.tidy()
    return spread(took)


async def phone_page(browser: Browser, house: House) -> dict:
    """All that a new phone loads to take part, and until it is all there: the median of some."""
    told = []
    for n in range(LOADS):
        context = await _signed_in(browser, house, n + 1)
        page = await context.new_page()
        await page.goto(f"http://{house.at}/table/{house.meeting.id}", wait_until="load")
        await asyncio.sleep(0.5)
        told.append(await page.evaluate(LOADED))
        await context.close()
    middle = sorted(told, key=lambda load: load["ms"])[LOADS // 2]
    return {"bytes": middle["bytes"], "ms": round(middle["ms"])}


async def _came(page: Page, words: str) -> float:
    for _ in range(100):
        if came := await page.evaluate("words => window.came[words]", words):
            return came
        await asyncio.sleep(0.2)
    raise SystemExit(f"{words!r} never came to a screen")


async def _signed_in(browser: Browser, house: House, n: int):
    context = await browser.new_context(locale="it-IT")
    name, value = house.cookie(n).split("=", 1)
    await context.add_cookies([{"name": name, "value": value, "url": f"http://{house.at}"}])
    return context

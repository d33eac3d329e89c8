"""A real house on a real port, a real Chromium, and the way in."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect, sync_playwright

import translations
from models import moment

ROOT = Path(__file__).parent.parent.parent
NOW = "2023-07-12T09:00:00+02:00"  # the Wednesday after the third meeting
LINK = re.compile(r"http://\S+/enter/\S+")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

expect.set_options(timeout=30_000)


class House:
    """The app in a process of its own, with a data folder of its own."""

    def __init__(self, data: Path, now: str = NOW) -> None:
        self.data, self.now, self.port = data, now, _free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = data / "log.txt"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        options = ["--server.port", str(self.port), "--server.fileWatcherType", "none"]
        env = {
            **os.environ,
            "TAVOLO_DATA": str(self.data),
            "TAVOLO_NOW": self.now,
            "TAVOLO_PORT": str(self.port),
            "TAVOLO_OPEN": "",
            "PYTHONUNBUFFERED": "1",
            **self.settings(),
        }
        env.pop("DATABASE_URL", None)
        self.process = subprocess.Popen(
            command + options + self.options(),
            cwd=ROOT,
            env=env,
            stdout=self.log.open("a"),
            stderr=subprocess.STDOUT,
        )
        self._wait()

    def settings(self) -> dict[str, str]:
        """What else stands in its environment."""
        return {}

    def options(self) -> list[str]:
        return []

    @property
    def link(self) -> str:
        """The latest sign-in link it printed."""
        return LINK.findall(self.log.read_text())[-1]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def _wait(self) -> None:
        for _ in range(150):
            try:
                if urlopen(f"{self.url}/readyz", timeout=2).status == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"the house did not open:\n{self.log.read_text()[-3000:]}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]


def launched(kind: BrowserType, *more: str) -> Browser:
    path = os.environ.get("TAVOLO_CHROMIUM") or None
    return kind.launch(executable_path=path, args=[*QUIET, *more])


def in_the_summer() -> None:
    """This process stands at the moment of its houses, and speaks Italian."""
    moment.settle(datetime.fromisoformat(NOW))
    translations.speak("it")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture
def house(tmp_path) -> Iterator[House]:
    """An empty house: nobody has signed in yet."""
    house = House(tmp_path)
    yield house
    house.stop()


@pytest.fixture
def page(chromium) -> Iterator[Page]:
    context = chromium.new_context(locale="it-IT", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    yield page
    context.close()

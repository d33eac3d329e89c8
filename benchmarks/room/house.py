"""A house in a process of its own, with a meeting that runs and everybody at the table."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from urllib.request import urlopen

import migrations
from models import Person, Phase, moment
from models.database import connect, engine
from services import cards, demo, joining, links, meetings
from services.look import standing_of

ROOT = Path(__file__).parent.parent.parent
NOW = datetime.fromisoformat("2023-07-12T09:00:00+02:00")
OPENING = 180  # s it may take to open


class House:
    """The app. `people`: who is at the table, the coordinator first; `text`: an objective that is
    being written."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("localhost", 0))
            self.port = free.getsockname()[1]
        self.now, self.at = NOW, f"localhost:{self.port}"
        self.tokens, self.people, self.writers = {}, [], []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
            + ["--server.port", str(self.port)],
            cwd=ROOT,
            env=os.environ | {"TAVOLO_PORT": str(self.port), "TAVOLO_OPEN": ""},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def cpu(self) -> float:
        """Seconds so far, of all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """MB it holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) // 1024

    def sit(self, world: demo.World) -> None:
        """The meeting is opened at the objectives, and everybody comes to it."""
        self.meeting = meetings.open(world.coordinator, world.meetings["m4"].id)
        meetings.move_on(world.coordinator, self.meeting.id, Phase.objectives)
        idea = cards.write(world.coordinator, self.meeting.id, "Un testo da scrivere insieme")
        self.text = cards.make_objective(world.coordinator, idea.id)
        self.people = list({p.id: p for p in (world.coordinator, *world.people.values())}.values())
        for person in self.people:
            self.tokens[person.id] = links.use(links.for_person(person))
            joining.come(person, self.meeting.id)
        mine = [standing_of(person).cell("objective.edit_text") for person in self.people]
        self.writers = [p for p, cell in zip(self.people, mine, strict=True) if cell == "allow"]

    def cookie(self, n: int, people: list[Person] | None = None) -> str:
        """Of a browser of the nth of these people (all at the table), round and round."""
        people = people or self.people
        return f"tavolo={self.tokens[people[n % len(people)].id]}"

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def _wait(self) -> None:
        until = time.monotonic() + OPENING
        while time.monotonic() < until:
            try:
                urlopen(f"http://{self.at}/readyz", timeout=2)
                return
            except OSError:
                time.sleep(0.2)
        raise SystemExit("the house did not open")


@contextmanager
def opened() -> Iterator[tuple[House, demo.World]]:
    """SQLite with synchronous=FULL (models/database.py says so), in a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TAVOLO_DATA": folder, "TAVOLO_NOW": NOW.isoformat()}
        os.environ.pop("DATABASE_URL", None)
        moment.settle(NOW)
        with connect(f"sqlite:///{folder}/tavolo.db").begin() as connection:
            migrations.upgrade(connection)
        world = demo.build(date(2023, 7, 12))
        house = House()
        try:
            house.sit(world)
            yield house, world
        finally:
            house.close()
            engine().dispose()

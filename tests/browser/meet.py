"""The meeting that is played whole: who comes, what they bring, and what the room was told."""

import re
from dataclasses import dataclass, field

from .cutting import Wire
from .room import Garden, Laptop, Phone, Screen
from .test_seed_story import THERE

CUT_FOR = 60  # s
BY_HAND = ("p03", "p11")  # one told to the facilitator, one brought by a colleague
ON_PHONES = [a for a in THERE if a["person_id"] not in BY_HAND]
FALLING = ("p09", "p12")  # whose line falls
CAUGHT = ("officinariparo", "crostanuova")  # offered aloud; who facilitates writes it down
TITLES = (
    "Un mercato del riuso ogni mese",
    "Un banco di attrezzi in comune",
    "Una guida a chi ripara in città",
)
LINES = ("Che cosa: ", "Con chi: ", "Entro quando: ")
PLACES = (("Control+Home", "ArrowDown", "End"), ("Control+End",))  # of the two phones
OBJECTION = "D’estate il cortile è chiuso"
MENDED = ", non in agosto"
WORK = (
    ("Scegliere il cortile", "qubi"),
    ("Chiamare gli espositori", "filoripreso"),
    ("Scaffali per gli attrezzi", "cerchioaperto"),
    ("Elenco di chi ripara", "officinariparo"),
    ("Prova in piazza", "studiomargine"),
)
COUNTED = re.compile(r"9 organizzazioni\W+12 persone\W+1 istituzione")
TO_DO = "Chiedere il cortile alla Circoscrizione"


@dataclass
class Meet:
    """Everybody's browsers, and what was acknowledged."""

    house: Garden
    laptop: Laptop
    wall: Screen
    phones: dict[str, Phone]
    wires: list[Wire]
    said: dict[str, list] = field(default_factory=dict)

    @property
    def members(self) -> list[Phone]:
        return [phone for id, phone in self.phones.items() if id != "p17"]

    @property
    def screens(self) -> list[Screen]:
        return [self.laptop, self.wall, *self.phones.values()]

    def keep(self, what: str, words) -> None:
        self.said.setdefault(what, []).append(words)

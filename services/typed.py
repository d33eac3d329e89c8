"""Numbers as people type them, where zero and less than zero are numbers too."""

import re

from models.refusals import Refused
from services import needs
from translations import mark


def thousandths(text: str | None, field: str) -> int | None:
    """-2,5 → -2500; nothing is not said. Refused beside `field`: no number."""
    said = (text or "").strip().replace("−", "-")
    below, said = said.startswith("-"), said.removeprefix("-")
    if re.fullmatch(r"0+([.,]0*)?", said):
        return 0
    try:
        value = needs.thousandths(said)
    except Refused as no:
        raise Refused(no.message, field=field, **no.values) from no
    return -value if below and value else value


def cents(text: str | None, field: str) -> int | None:
    """An amount of money, 1.250 or 18,50 → cents; nothing is not said. Refused beside `field`."""
    milli = thousandths((text or "").replace("€", ""), field)
    return None if milli is None else round(milli / 10)


def check_link(text: str, field: str) -> None:
    if text and not text.startswith(("https://", "http://")):
        raise Refused(mark("A link starts with https://."), field=field)


def parts(text: str | None, field: str) -> dict[str, int]:
    """“donne 12”, a line each → {"donne": 12000}; what is said of nobody is left out. Refused
    beside `field` where a line ends with no number, or says the same twice."""
    found: dict[str, int] = {}
    for line in filter(None, (line.strip() for line in (text or "").splitlines())):
        name, _space, number = line.rpartition(" ")
        name = name.strip(" :")
        if not name or name in found:
            raise Refused(mark("A line for each part: a word, then its number."), field=field)
        found[name] = thousandths(number, field) or 0
    return found

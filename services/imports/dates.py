"""Days as people write them. The order of day and month is decided once for a file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.imports.text import plain

_MONTHS = {
    "gennaio gen january jan": 1,
    "febbraio feb february": 2,
    "marzo mar march": 3,
    "aprile apr april": 4,
    "maggio mag may": 5,
    "giugno giu june jun": 6,
    "luglio lug july jul": 7,
    "agosto ago august aug": 8,
    "settembre sett set september sept sep": 9,
    "ottobre ott october oct": 10,
    "novembre nov november": 11,
    "dicembre dic december dec": 12,
}
MONTH = {word: month for words, month in _MONTHS.items() for word in words.split()}

_CLOCK = re.compile(
    r"[\s,T]+(\d{1,2})([:.])(\d{2})(?:\2(\d{2}))?(?:\.\d+)?"
    r"\s*([AaPp])?\.?(?:[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$"
)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})$")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?$")
_DAY_WORD = re.compile(r"(\d{1,2})[°º]?\s+(?:di\s+)?([^\W\d]+)\.?,?(?:\s+(\d{4}))?$")
_WORD_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?$")
_BEFORE = re.compile(
    r"^(?:(?:entro(?: il)?|il|by|on|before|luned|marted|mercoled|gioved|venerd|sabato|domenica"
    r"|lun|mar|mer|gio|ven|sab|dom|mon|tue|wed|thu|fri|sat|sun)[^\W\d]*\.?,?\s+)+(?=\S*\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """`day` is None when the words name no day; `year_missing` when ours was put in."""

    text: str
    day: date | None = None
    year_missing: bool = False


def read(text: str, month_first: bool = False, year: int | None = None) -> Day:
    """The day a cell names, or its words alone. `year` completes a day without one."""
    said = _BEFORE.sub("", _CLOCK.sub("", text.strip()))
    numbers = _parts(said, month_first)
    if numbers is None:
        return Day(text)
    given, month, day = numbers
    found = _day(given or year, month, day)
    return Day(text, found, year_missing=given is None)


def month_first(texts: Iterable[str], tool: bool = False) -> bool:
    """Whether a file writes the month first: what its days can only mean, else the tool's habit.

    `tool`: the file comes from Zoom, Teams or Eventbrite. AM and PM tell the same.
    """
    texts = list(texts)
    pairs = [m for text in texts if (m := _NUMBERS.match(_CLOCK.sub("", text.strip())))]
    if any(int(pair[1]) > 12 for pair in pairs):
        return False
    if any(int(pair[3]) > 12 for pair in pairs):
        return True
    return tool or any((clock := _CLOCK.search(text)) and clock[5] for text in texts)


def instant(text: str, month_first: bool = False) -> datetime | None:
    """Day and time of day, in the file's own clock; None if either is missing."""
    clock, day = _CLOCK.search(text.strip()), read(text, month_first).day
    if day is None or clock is None:
        return None
    hour, minute, second = int(clock[1]), int(clock[3]), int(clock[4] or 0)
    if clock[5]:
        hour = hour % 12 + (12 if clock[5].lower() == "p" else 0)
    start = datetime(day.year, day.month, day.day)
    return start + timedelta(hours=hour, minutes=minute, seconds=second)


def pattern(texts: Iterable[str], month_first: bool = False) -> str:
    """How a column writes its days, as the preview shows it: “dd/mm/yyyy H.MM.SS”; else ""."""
    texts = [text.strip() for text in texts if text.strip()]
    days = [m for text in texts if (m := _NUMBERS.match(_CLOCK.sub("", text)))]
    if not days or not days[0][4]:
        return "yyyy-mm-dd" if texts and _ISO.match(_CLOCK.sub("", texts[0])) else ""
    one, two = _twice("d", [m[1] for m in days]), _twice("m", [m[3] for m in days])
    first, second = (two, one) if month_first else (one, two)
    if month_first:
        first, second = _twice("m", [m[1] for m in days]), _twice("d", [m[3] for m in days])
    said = days[0][2].join([first, second, "y" * len(days[0][4])])
    return said + _clock_pattern([m for text in texts if (m := _CLOCK.search(text))])


def year_of(texts: Iterable[str], month_first: bool = False) -> int | None:
    """The year a heading tells of: of the first full day in it, else the first 20xx."""
    texts = list(texts)
    for text in texts:
        if full := re.search(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{4})\b", text):
            return int(full[1])
    found = re.search(r"\b(20\d{2})\b", " ".join(texts))
    return int(found[1]) if found else None


def _parts(said: str, month_first: bool) -> tuple[int | None, int, int] | None:
    """(year or None, month, day), not yet known to exist in the calendar."""
    if iso := _ISO.match(said):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if numbers := _NUMBERS.match(said):
        one, two = int(numbers[1]), int(numbers[3])
        month, day = (one, two) if month_first else (two, one)
        return _year(numbers[4]), month, day
    if (words := _DAY_WORD.match(said)) and (month := MONTH.get(plain(words[2]))):
        return _year(words[3]), month, int(words[1])
    if (words := _WORD_DAY.match(said)) and (month := MONTH.get(plain(words[1]))):
        return _year(words[3]), month, int(words[2])
    return None


def _year(said: str | None) -> int | None:
    if not said:
        return None
    return int(said) + 2000 if len(said) == 2 else int(said)


def _day(year: int | None, month: int, day: int) -> date | None:
    """None outside 1990–2100: a slip of the pen, not a plan."""
    if year is None or not 1990 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _twice(sign: str, numbers: list[str]) -> str:
    return sign * (2 if all(len(number) == 2 for number in numbers) else 1)


def _clock_pattern(clocks: list[re.Match]) -> str:
    if not clocks:
        return ""
    clock = clocks[0]
    hour = _twice("h" if clock[5] else "H", [each[1] for each in clocks])
    parts = [hour, "MM", "SS"] if clock[4] else [hour, "MM"]
    return " " + clock[2].join(parts) + (" AM/PM" if clock[5] else "")

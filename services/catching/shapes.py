"""The shapes in which people write days and months, the fullest first."""

import re
from functools import cache

from services.catching.tongue import Tongue

ORDER = (
    "stretch",
    "dashed",
    "months",
    "full",
    "day",
    "short",
    "weekday_and_day",
    "month",
    "near",
    "year",
    "weekday",
)


@cache
def shapes(tongue: Tongue) -> list[tuple[str, re.Pattern]]:
    """The fullest first."""
    written = sorted(_shapes(tongue), key=lambda one: ORDER.index(one[0]))
    return [(name, re.compile(rf"(?<!\w)(?:{said})(?!\w)")) for name, said in written]


def _shapes(t: Tongue) -> list[tuple[str, str]]:
    year, sp = r"20[0-9]{2}", r"\s+"
    names = "|".join(t.months)
    begin, upto, until, on = (spaced(one) for one in (t.begin, t.upto, t.until, t.on))
    between, both, day, ending = (spaced(one) for one in (*t.span, t.day, t.end_of))
    month, of = rf"(?P<month>{names})", rf"(?:,?{sp}(?P<year>{year}))?"
    last = rf"(?P<last>{day}){sp}(?P<last_month>{names})(?:{sp}(?P<last_year>{year}))?"
    weekday = rf"(?P<weekday>{'|'.join(t.weekdays)})"
    prep = rf"(?P<prep>{until}|{begin}|{on})"
    gap = r"(?:\s+|(?<=[’'])\s*)"
    lead, must = rf"(?:{prep}{gap})?", rf"{prep}{gap}"
    first = rf"(?P<first>{day})"
    near = "|".join(spaced(word) for word in t.nearby)
    numbers = r"(?P<one>[0-9]{1,2})/(?P<other>[0-9]{1,2})"
    found = [
        ("dashed", rf"{first}\s?[-–]\s?{last}"),
        ("full", rf"{lead}(?:(?P<iso>{year}-[0-9]{{2}}-[0-9]{{2}})|{numbers}/(?P<year>{year}))"),
        ("day", rf"{lead}{weekday},?{sp}{first}{sp}{month}{of}"),
        ("day", rf"{lead}{first}{sp}{month}{of}"),
        ("short", rf"{must}{numbers}(?!/)"),
        ("weekday_and_day", rf"{lead}{weekday}{sp}{first}(?![/.,:][0-9])"),
        ("month", rf"{lead}(?P<ending>{ending})?{month}{of}"),
        ("near", rf"{lead}(?P<near>{near})"),
        ("year", rf"{must}(?P<year>{year})"),
        ("weekday", rf"{lead}{weekday}"),
    ]
    for a, b in [(begin, upto), (between, both)]:
        also, to = rf"(?:{sp}{month}{of})?", rf"{sp}(?:{b}){gap}"
        found.append(("stretch", rf"(?:{a}){gap}{first}{also}{to}{last}"))
        until_month = rf"(?P<last_month>{names})(?:{sp}(?P<last_year>{year}))?"
        found.append(("months", rf"(?:{a}){gap}{month}{of}{to}{until_month}"))
    if t.month_first:
        nth = r"(?P<first>[0-9]{1,2}(?:st|nd|rd|th)?)(?![0-9])"
        found.append(("day", rf"{lead}(?:{weekday},?{sp})?{month}{sp}{nth}{of}"))
    return found


def spaced(written: str) -> str:
    return written.replace(" ", r"\s+")

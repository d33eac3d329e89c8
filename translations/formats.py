"""Dates, numbers, money and quantities as the reader's language writes them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from translations import _, language, mark

UNITS = {
    "hour": (mark("hour"), mark("hours")),
    "half_day": (mark("half day"), mark("half days")),
    "day": (mark("day"), mark("days")),
    "week": (mark("week"), mark("weeks")),
    "month": (mark("month"), mark("months")),
    "piece": (mark("piece"), mark("pieces")),
    "kg": ("kg", "kg"),
    "m2": ("m²", "m²"),
    "person": (mark("person"), mark("people")),
    "unit": (mark("unit"), mark("units")),
}


def day(when: date | None) -> str:
    """17 dicembre 2026; December 17, 2026."""
    return format_date(when, "long", locale=_locale()) if when else ""


def short_day(when: date | None) -> str:
    """17 dic 2026; 17 Dec 2026."""
    return format_date(when, "d MMM y", locale=_locale()) if when else ""


def little_day(when: date) -> str:
    """17 dic; 17 Dec. Where the year is said beside it."""
    return format_date(when, "d MMM", locale=_locale())


def weekday(when: date) -> str:
    """giovedì 17 dicembre; Thursday 17 December."""
    return format_date(when, "EEEE d MMMM", locale=_locale())


def month(when: date) -> str:
    """lug 2023; Jul 2023."""
    return format_date(when, "MMM y", locale=_locale())


def clock(when: datetime, zone: str = "Europe/Rome") -> str:
    """14:30, in the meeting's own time zone."""
    return format_time(when.astimezone(ZoneInfo(zone)), "HH:mm", locale=_locale())


def number(value: float | int, digits: int = 2) -> str:
    """1.234,5; 1,234.5. No more decimals than there are."""
    return format_decimal(value, format="#,##0." + "#" * digits, locale=_locale())


def percent(value: float | None) -> str:
    """0.75 → 75%; unknown is a dash, never 0. Never rounds up to 100%."""
    if value is None:
        return "–"
    shown = min(round(value, 2), 0.99) if value < 1 else value
    return format_percent(shown, format="#,##0%", locale=_locale())


def money(cents: int | None, currency: str = "EUR") -> str:
    """11.600 €; €11,600. Cents only where there are some."""
    if cents is None:
        return "–"
    pattern = {"it": "#,##0.00 ¤", "en": "¤#,##0.00"}[language()]
    if cents % 100 == 0:
        pattern = pattern.replace(".00", "")
    return format_currency(
        cents / 100, currency, format=pattern, locale=_locale(), currency_digits=False
    )


def quantity(milli: int | None, unit: str | None) -> str:
    """4000, half_day → 4 mezze giornate. Not said yet is words, never 0."""
    if milli is None:
        return _("not said yet")
    if unit == "EUR":
        return money(round(milli / 10))
    if unit is None:
        return number(milli / 1000)
    one, many = UNITS[unit]
    return f"{number(milli / 1000)} {_(one) if milli == 1000 else _(many)}"


def unit(word: str | None) -> str:
    """half_day → mezze giornate; as a form or a table names it."""
    if word is None:
        return ""
    return "€" if word == "EUR" else _(UNITS[word][1])


def ordinal(n: int) -> str:
    """3° incontro is `3°`; in English `3rd`."""
    if language() == "it":
        return f"{n}°"
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def together(names: list[str]) -> str:
    """a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


def _locale() -> str:
    return {"it": "it_IT", "en": "en_GB"}[language()]

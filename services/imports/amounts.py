"""Quantities, units and money as people write them, kept as whole numbers."""

import re
from dataclasses import dataclass
from decimal import Decimal

from services.imports.text import plain

MOST = 10**12

_UNITS = {
    "hour": "h, ora, ore, hour, hours, hr, hrs",
    "half_day": "mezza giornata, mezze giornate, mezzagiornata, half day, half days",
    "day": "giorno, giorni, giornata, giornate, gg, day, days",
    "week": "settimana, settimane, week, weeks",
    "month": "mese, mesi, month, months",
    "piece": "pezzo, pezzi, pz, piece, pieces, pcs",
    "kg": "kg, chilo, chili, chilogrammi, kilo",
    "m2": "m2, mq, metri quadri, metri quadrati, square metres",
    "person": "persona, persone, person, people, volontari, volontarie",
    "EUR": "euro, eur",
    "unit": "unità, unit, units",
}
UNIT = {plain(word): unit for unit, said in _UNITS.items() for word in said.split(",")}

_ABOUT = re.compile(r"^(?:circa|ca\.?|c\.a|about|approx\.?|around|~|±)\s*|\s*\bcirca$", re.I)
_CURRENCIES = {"€": "EUR", "euro": "EUR", "eur": "EUR", "$": "USD", "usd": "USD"}
_CURRENCIES |= {"£": "GBP", "gbp": "GBP", "chf": "CHF"}
_NUMBER = r"[\d][\d.,'’ ]*"
_MONEY = re.compile(rf"(?:([€$£]|[a-z]{{3,4}})\s*)?({_NUMBER})(?:\s*([€$£]|[a-z]{{3,4}}))?$", re.I)
_AMOUNT = re.compile(rf"({_NUMBER})\s*(.*)$", re.S)


@dataclass(frozen=True)
class Quantity:
    """`milli` thousandths or None; `understood` is False when words were left unread."""

    text: str
    milli: int | None = None
    unit: str | None = None
    approximate: bool = False
    understood: bool = True


def quantity(text: str, beside: str = "") -> Quantity:
    """A number and its unit. `beside`: where to look for the unit when none is written here.

    Words without a number, a range, an unknown unit, nothing or less: the text alone.
    """
    said = text.strip()
    about = _ABOUT.sub("", said)
    number, unit = _measured(about)
    if number is None or unit == "" or not 0 < number * 1000 <= MOST:
        return Quantity(said, understood=not said)
    unit = unit or UNIT.get(plain(beside)) or ("EUR" if beside.strip() == "€" else None)
    return Quantity(said, _thousandths(number), unit, about != said)


def money(text: str) -> tuple[int, str] | None:
    """(cents, currency) of one plain amount; None for anything else, a range or words."""
    found = _MONEY.match(text.strip())
    signs = [sign.lower() for sign in (found[1], found[3]) if sign] if found else []
    value = number(found[2]) if found else None
    if value is None or len(signs) != 1 or signs[0] not in _CURRENCIES or value * 100 > MOST:
        return None
    return int((value * 100).to_integral_value()), _CURRENCIES[signs[0]]


def number(text: str) -> Decimal | None:
    """1.234,56 and 1,234.56; 30,5; 12.500 is twelve thousand five hundred. None if unclear."""
    said = re.sub(r"[\s'’]", "", text)
    marks = [sign for sign in said if sign in ".,"]
    if not re.fullmatch(r"\d[\d.,]*", said) or len(said) > 20:
        return None
    if len(set(marks)) == 2:
        return _two_marks(said, marks[-1])
    if len(marks) == 1 and not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", said):
        return Decimal(said.replace(",", ".").rstrip("."))
    return _whole(said)


def _two_marks(said: str, decimal: str) -> Decimal | None:
    whole, _, rest = said.rpartition(decimal)
    thousands = _whole(whole) if rest.isdigit() and decimal not in whole else None
    return None if thousands is None else thousands + Decimal(f"0.{rest}")


def _whole(said: str) -> Decimal | None:
    if re.fullmatch(r"\d+|\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", said):
        return Decimal(re.sub(r"[.,]", "", said))
    return None


def _measured(said: str) -> tuple[Decimal | None, str | None]:
    """(number, unit): unit None when none is written, "" when it is none of ours."""
    if said.startswith("€"):
        return number(said[1:].strip()), "EUR"
    found = _AMOUNT.match(said)
    if not found:
        return None, None
    rest = found[2].strip()
    if rest == "€":
        return number(found[1].strip()), "EUR"
    return number(found[1].strip()), UNIT.get(plain(rest), "") if rest else None


def _thousandths(value: Decimal) -> int:
    return int((value * 1000).to_integral_value())

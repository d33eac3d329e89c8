"""What one language brings to the reading of a sentence: tables of words, no rules."""

from dataclasses import dataclass
from functools import cached_property

from models import Kind, Unit


@dataclass(frozen=True, eq=False)
class Tongue:
    """All words plain: small letters, no accents, ’ as '. Phrases are words parted by spaces.

    numbers: two and more (one is `one`, an article too); units: of one and of many; things: what
    is counted in pieces; people: who is counted in persons. `not_a_quantity_*`: beside a number
    they make it a bound, a price, a clock or a share. Dates are regular expressions.
    """

    decimal: str
    numbers: dict[str, int]
    one: frozenset[str]
    halves: dict[str, tuple[int, Unit]]  # thousandths
    and_a_half: frozenset[str]
    units: dict[str, Unit]
    half_days: frozenset[str]
    once: dict[str, int]
    times: frozenset[str]
    seats: frozenset[str]
    not_seats: frozenset[str]
    for_people: frozenset[str]
    about: frozenset[str]
    not_a_quantity_after: frozenset[str]
    not_a_quantity_before: frozenset[str]
    each: frozenset[str]
    kinds: dict[str, Kind]
    things: dict[str, Kind]
    people: dict[str, Kind]
    meant_otherwise: tuple[str, ...]
    beside: frozenset[str]  # what comes after it is not the thing itself
    denials: frozenset[str]  # what stands in a clause with one of these is not read
    but: frozenset[str]
    joints: frozenset[str]
    months: dict[str, int]
    months_that_are_words: frozenset[str]
    weekdays: dict[str, int]
    nearby: dict[str, str]  # oggi → today
    day: str
    month_first: bool
    begin: str
    upto: str
    until: str
    due: str  # what is to be done comes before the day it names
    whole_until: str  # with this word, by a month is by its last day
    on: str
    end_of: str
    span: tuple[str, str]  # between … and …
    not_a_day_after: frozenset[str]
    not_a_day_before: frozenset[str]
    not_a_weekday_with: frozenset[str]
    always: frozenset[str]  # there for good, or on several weekdays
    beside_a_weekday: frozenset[str]  # with one: every week
    once_only: frozenset[str]  # beside one: not every week
    slash_is_day_first: bool

    @cached_property
    def all_kinds(self) -> dict[str, Kind]:
        return self.kinds | self.things | self.people

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word by which one knows the language."""
        lists = (self.all_kinds, self.numbers, self.one, self.units, self.times, self.seats)
        more = (self.months, self.weekdays, self.joints, self.beside, self.denials, self.each)
        return frozenset(word for part in (*lists, *more) for word in part)


def said(words: str) -> list[str]:
    """Words parted by spaces, one by one."""
    return words.split()


def numbered(words: str, first: int = 0) -> dict[str, int]:
    return {name: n for n, name in enumerate(said(words), first)}


def listed(words: str) -> frozenset[str]:
    return frozenset(said(words))

"""English, as it is said at a meeting. Words that mean two things are left out: a “workshop” is a
room and what is done in it, a “hall” and a “table” are not, but “to table” is no furniture."""

from models import Kind, Unit
from services.catching.tongue import Tongue, listed, numbered, said

_ONES = said("two three four five six seven eight nine")
_TEENS = said("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = said("twenty thirty forty fifty sixty seventy eighty ninety")


def _all(kind: Kind, words: str) -> dict[str, Kind]:
    return {word.strip(): kind for word in words.split(",")}


def _below_hundred() -> dict[str, int]:
    found = {word: n for n, word in enumerate(_ONES, 2)} | {"one": 1}
    digits = dict(found)
    found |= {word: n for n, word in enumerate(_TEENS, 10)}
    for n, ten in enumerate(_TENS, 2):
        found[ten] = 10 * n
        found |= {f"{ten} {word}": 10 * n + i for word, i in digits.items()}
        found |= {f"{ten} - {word}": 10 * n + i for word, i in digits.items()}
    return found


def _numbers() -> dict[str, int]:
    small = _below_hundred()
    found = dict(small)
    for word, n in [*small.items()]:
        if n < 10:
            found[f"{word} hundred"] = 100 * n
            found |= {f"{word} hundred and {less}": 100 * n + m for less, m in small.items()}
            found |= {f"{word} hundred {less}": 100 * n + m for less, m in small.items()}
        if n < 13:
            found[f"{word} thousand"] = 1000 * n
    return found


ENGLISH = Tongue(
    decimal=".",
    numbers=_numbers(),
    one=frozenset({"a", "an"}),
    halves={
        "half a day": (1000, Unit.half_day),
        "half an hour": (500, Unit.hour),
        "a half day": (1000, Unit.half_day),
        "a half - day": (1000, Unit.half_day),
    },
    and_a_half=frozenset({"and a half"}),
    units={
        **dict.fromkeys(("hour", "hours", "h", "hrs", "hr"), Unit.hour),
        **dict.fromkeys(("half day", "half days", "half - day", "half - days"), Unit.half_day),
        **dict.fromkeys(("morning", "mornings", "afternoon", "afternoons"), Unit.half_day),
        **dict.fromkeys(("day", "days", "full day", "full days", "whole days"), Unit.day),
        **dict.fromkeys(("week", "weeks"), Unit.week),
        **dict.fromkeys(("month", "months"), Unit.month),
        **dict.fromkeys(("piece", "pieces", "pcs"), Unit.piece),
        **dict.fromkeys(("kg", "kilo", "kilos", "kilogram", "kilograms"), Unit.kg),
        **dict.fromkeys(("m2", "m²", "sqm", "square metres", "square meters"), Unit.m2),
        **dict.fromkeys(("person", "people", "persons"), Unit.person),
        **dict.fromkeys(("€", "euro", "euros", "eur"), Unit.EUR),
    },
    half_days=frozenset({"morning", "afternoon"}),
    once={"once": 1, "twice": 2},
    times=frozenset({"times"}),
    seats=frozenset({"seat", "seats"}),
    not_seats=frozenset({"in", "on", "belts", "covers"}),
    for_people=frozenset({"for"}),
    about=frozenset({"about", "around", "approximately", "roughly", "circa"}),
    not_a_quantity_after=listed(
        "to least most than over under between or and at x maximum max minimum min almost nearly "
        "every by up only% within number no past half second third"
    ),
    not_a_quantity_before=listed("or to x out ago maximum max minimum min plus old"),
    each=listed("a an per each every apiece"),
    kinds=_all(
        Kind.space,
        "room, rooms, hall, classroom, classrooms, space, spaces, courtyard, garden, gym, "
        "kitchen, office, warehouse, theatre, library, auditorium, backyard, car park",
    )
    | _all(
        Kind.skill,
        "facilitation, training, translation, translations, consultancy, photography, "
        "accounting, bookkeeping, tutoring, mediation, interpreting, mentoring, proofreading",
    )
    | _all(Kind.time, "volunteering")
    | _all(
        Kind.material,
        "fabric, fabrics, wood, timber, paper, cardboard, flour, stationery, bricks, offcuts",
    )
    | _all(Kind.money, "money, funding, donation, cash"),
    things=_all(
        Kind.equipment,
        "table, tables, chair, chairs, projector, projectors, microphone, microphones, van, vans, "
        "gazebo, gazebos, printer, printers, computer, computers, laptop, laptops, tablet, "
        "tablets, whiteboard, whiteboards, amplifier, generator, bicycle, bicycles, scanner, "
        "scanners, shelf, shelves, bench, benches",
    )
    | _all(Kind.material, "books, leaflets, pallets, pots, notebooks, posters"),
    people=_all(Kind.time, "volunteer, volunteers")
    | _all(
        Kind.skill,
        "facilitator, facilitators, trainer, trainers, translator, translators, photographer, "
        "photographers, interpreter, interpreters, electrician, electricians",
    ),
    meant_otherwise=(
        r"round table[s]?|table of contents|on the table|in the room|paper work|no room",
        r"training (?:room|course)s?|room for (?:improvement|doubt)",
    ),
    beside=listed(
        "with for in at from without to into onto towards near by as on during including"
    ),
    denials=listed(
        "no not none nobody nothing never without nor neither cannot can' don' doesn' isn' aren' "
        "won' except unless maybe perhaps possibly if depends excluding"
    ),
    but=frozenset({"but", "while", "instead"}),
    joints=frozenset({"of", "for", "and", "the"}),
    months=numbered(
        "january february march april may june july august september october november december",
        1,
    ),
    months_that_are_words=frozenset({"march", "may"}),
    weekdays=numbered("monday tuesday wednesday thursday friday saturday sunday"),
    nearby={
        "today": "today",
        "tomorrow": "tomorrow",
        "the day after tomorrow": "the day after",
        "next week": "next week",
        "next month": "next month",
    },
    day=r"(?:the )?[0-9]{1,2}(?:st|nd|rd|th)?(?: of)?",
    month_first=True,
    begin=r"(?:starting )?from|starting(?: on| in)?|as of",
    upto=r"to|until|till|through",
    until=r"by|until|till",
    due="by",
    whole_until="",
    on=r"on|in|during|this",
    end_of=r"the end of ",
    span=(r"between", r"and"),
    not_a_day_after=listed(
        "of every each any all before after since last past early late mid beginning end middle "
        "about around or and next than the a first second third fourth one two three"
    ),
    not_a_day_before=listed("last or about ago before after and"),
    not_a_weekday_with=listed("the a every each any all most by in during"),
    always=frozenset(
        {"always", "every day", "all year", "all year round", "weekdays", "weekends"}
        | {f"{day}s" for day in said("monday tuesday wednesday thursday friday saturday sunday")}
    ),
    beside_a_weekday=listed(
        "the on in at every each all evening evenings mornings afternoons and or available free"
    ),
    once_only=listed("next this last coming by from until till between first second third fourth"),
    slash_is_day_first=False,
)

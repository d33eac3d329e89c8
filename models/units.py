"""Units and their families: what can be compared, and what cannot.

Hours, half days and days are one family: a day is as long as the community says, and a half day
is half of it (1 day = 8 h = 2 half days unless said otherwise). Every other unit goes only with
itself: nobody has said how many hours a week or a month of somebody's time is.
"""

from models.resource import Kind, Unit

HOURS = (Unit.hour, Unit.half_day, Unit.day)
TIMES = (*HOURS, Unit.week, Unit.month)

# What people usually mean, the likeliest first; a form offers these for each kind.
UNITS_OF = {
    Kind.space: (Unit.half_day, Unit.day, Unit.hour, Unit.m2, Unit.month, Unit.unit),
    Kind.skill: (Unit.hour, Unit.half_day, Unit.day, Unit.person),
    Kind.equipment: (Unit.piece, Unit.day, Unit.half_day, Unit.hour, Unit.week, Unit.unit),
    Kind.time: (Unit.hour, Unit.half_day, Unit.day, Unit.week, Unit.month, Unit.person),
    Kind.material: (Unit.kg, Unit.piece, Unit.m2, Unit.unit),
    Kind.money: (Unit.EUR,),
}


def family(unit: Unit | None) -> Unit | None:
    """The unit that stands for all it can be compared with: `hour` for a day, itself for a kg."""
    return Unit.hour if unit in HOURS else unit


def comparable(one: Unit | None, other: Unit | None) -> bool:
    """Of one family, or of which one is not said yet."""
    return not (one and other) or family(one) == family(other)


def size(unit: Unit, day_hours: int = 8) -> int:
    """How much one of it is, within its family: half hours for time, 1 for all else."""
    return {Unit.hour: 2, Unit.half_day: day_hours, Unit.day: 2 * day_hours}.get(unit, 1)

"""What is needed, confirmed, offered and delivered by kind, in sums; and who gives what to what.

Quantities are thousandths (`_milli`) of the unit beside them; units are never added across
families. Frames hold Python objects: None is unknown, never 0 and never NaN.
"""

from fractions import Fraction

import pandas as pd

from models import NeedState
from models.units import family, size
from services.summaries.coverage import plain
from services.summaries.frames import each
from services.summaries.resources import Resources

SAID = ("needed", "confirmed", "offered", "delivered")  # the columns of `totals`


def totals(resources: Resources) -> pd.DataFrame:
    """What the plan needs and is given, for each kind and each family of units.

    kind, unit (the family's common unit; hours where several are used), needed_milli,
    confirmed_milli, offered_milli, delivered_milli (part of what is confirmed), pledges. What has
    no quantity is counted in `unsaid` and in no sum.
    """
    told = [
        (row.kind, row.unit, how_much(row, said), said)
        for said in SAID
        for row in each(counted(resources, said))
    ]
    by_kind: dict[tuple, list] = {}
    for line in told:
        by_kind.setdefault((line[0], family(line[1])), []).append(line)
    rows = [_total(lines, resources.day_hours) for lines in by_kind.values()]
    columns = ["kind", "unit", *(f"{s}_milli" for s in SAID), "pledges", "unsaid"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def counted(resources: Resources, said: str) -> pd.DataFrame:
    """The needs, or the pledges, that a column of `totals` counts."""
    if said == "needed":
        return resources.needs[resources.needs.state != NeedState.closed_unmet]
    plan = resources.for_the_plan
    if said == "delivered":
        return plan[plan.firm & (plan.deliveries > 0)]
    return plan[plan.firm if said == "confirmed" else plan.offered]


def how_much(row, said: str) -> int | None:
    return row.delivered_milli if said == "delivered" else row.quantity_milli


def flows(pledges: pd.DataFrame) -> pd.DataFrame:
    """Who gives what to which activity, in numbers of pledges that stand: giver, kind, activity
    ("" for none yet), activity_number, firm (else only offered), pledges. Confirmed ones first,
    then in the order they were put down."""
    standing = pledges[pledges.firm.astype(bool) | pledges.offered.astype(bool)]
    keys = [
        (p.giver_short or p.giver, str(p.kind), p.activity or "", p.activity_number, bool(p.firm))
        for p in each(standing)
    ]
    counted = {key: 0 for key in sorted(keys, key=lambda key: not key[-1])}
    for key in keys:
        counted[key] += 1
    rows = [(*key, n) for key, n in counted.items()]
    columns = ["giver", "kind", "activity", "activity_number", "firm", "pledges"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _total(lines: list[tuple], day_hours: int) -> tuple:
    kind, unit = lines[0][0], lines[0][1]
    common = unit if all(line[1] == unit for line in lines) else family(unit)
    sums = [_added([line for line in lines if line[3] == said], common, day_hours) for said in SAID]
    given = [line for line in lines if line[3] in ("confirmed", "offered")]
    unsaid = sum(line[2] is None for line in lines if line[3] != "delivered")
    return kind, common, *sums, len(given), unsaid


def _added(lines: list[tuple], common, day_hours: int) -> int | float | None:
    """0 of what nobody spoke of; None of what is spoken of without a quantity."""
    known = [milli * size(unit, day_hours) for _, unit, milli, _ in lines if milli is not None]
    if lines and not known:
        return None
    return plain(Fraction(sum(known), size(common, day_hours)))

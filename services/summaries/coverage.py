"""How far what is needed is covered: R11, R12 and R13 of the rules for computed numbers.

Firm is what was confirmed (or delivered) with no condition open, and alone carries a percentage.
What is proposed, or confirmed on a condition, is *offered* and stands apart. Quantities are
thousandths (`_milli`) of the unit beside them; units are never compared across families.
Frames hold Python objects: None is unknown, never 0 and never NaN.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import fsum

import pandas as pd

from models import FIRM, STANDING, Beneficiary, NeedState
from models.units import comparable, family, size
from services.summaries.frames import each
from services.summaries.rate import Rate

MUST = 3

# How far a need is answered, in one word.
COVERED, PARTLY, UNCOVERED = "covered", "partly", "uncovered"
NOT_SAID, CANNOT_COMPARE = "not_said", "cannot_compare"


@dataclass(frozen=True)
class PlanCoverage:
    """R13. `firm` and `intended` weigh each need by its priority; `musts` counts must-have needs
    that firm pledges cover whole. Needs without a quantity, and those whose pledges cannot be
    compared, are in none of the three: `not_said` and `cannot_compare` say how many there are,
    `musts_unknown` how many of both are must-haves."""

    firm: Rate
    intended: Rate
    musts: Rate
    not_said: int
    cannot_compare: int
    musts_unknown: int


def judged(pledges: pd.DataFrame) -> pd.DataFrame:
    """With `firm` and `offered`: what stands is one or the other, what fell away is neither."""
    held_back = [bool(p.condition) and p.condition_met_by is None for p in each(pledges)]
    waits = pd.Series(held_back, index=pledges.index, dtype=bool)
    stands = pledges.state.isin(STANDING)
    firm = pledges.state.isin(FIRM) & ~waits
    return pledges.assign(conditional=waits, firm=firm, offered=stands & ~firm)


def cover(needs: pd.DataFrame, pledges: pd.DataFrame, day_hours: int = 8) -> pd.DataFrame:
    """R11 and R12 for every need: the frame `needs` with these columns beside it.

    firm_milli, offered_milli: pledged to it, in the need's own unit
    coverage: R11, min(1, Σ firm / needed)
    intended: the same with what is offered
    surplus_milli: R12, max(0, Σ firm − needed); never moved to another need
    surplus_intended_milli: the same with what is offered
    pledges, unsaid, incomparable: how many stand; of those, without a quantity; not comparable
    answer: covered, partly, uncovered, not_said or cannot_compare

    Units: thousandths of the need's own unit; a share of 1.
    Undefined: all but the counts, when the quantity is not said, or when there are pledges and
    none of them can be compared (another kind, or another family of units).
    Source: the house’s own rules; intent, commitment and event as in ValueFlows.
    """
    sums = _sums(needs, pledges, day_hours)
    found = [_coverage(n, sums[n.id], day_hours) for n in each(needs)]
    more = pd.DataFrame(found, columns=list(_COVERAGE), index=needs.index, dtype=object)
    return pd.concat([needs, more], axis=1)


def plan_coverage(needs: pd.DataFrame) -> PlanCoverage:
    """R13: Σ priority·R11 / Σ priority over the needs not given up whose R11 is known; beside it
    the must-have needs covered whole, of those that are known.

    Units: shares of 1; a priority is 1, 2 or 3, never euros. Undefined: without such a need.
    Source: the house’s own rule."""
    kept = needs[needs.state != NeedState.closed_unmet]
    known = kept[kept.coverage.notna()]
    weight = sum(known.priority)
    musts = known[known.priority == MUST]
    return PlanCoverage(
        firm=Rate.of(fsum(known.priority * known.coverage), weight),
        intended=Rate.of(fsum(known.priority * known.intended), weight),
        musts=Rate.of(int((musts.answer == COVERED).sum()), len(musts)),
        not_said=int((kept.answer == NOT_SAID).sum()),
        cannot_compare=int((kept.answer == CANNOT_COMPARE).sum()),
        musts_unknown=int((kept.priority == MUST).sum()) - len(musts),
    )


def by_kind(needs: pd.DataFrame, day_hours: int = 8) -> pd.DataFrame:
    """The columns of `cover` that a chart shows, one row for each kind and family of units.

    What is more than a need asks is not moved to another: Σ min(needed, firm) / Σ needed;
    `offered_milli` is all that is offered, as everywhere. Needs not said or not to be compared are
    in no sum; `needs` and `left_out` count them.
    """
    groups: dict[tuple, list] = {}
    for need in each(needs[needs.state != NeedState.closed_unmet]):
        groups.setdefault((need.kind, family(need.unit)), []).append(need)
    rows = [_together(kind, group, day_hours) for (kind, _), group in groups.items()]
    return pd.DataFrame(rows, columns=BY_KIND, dtype=object)


def missing(needs: pd.DataFrame) -> pd.DataFrame:
    """Open needs that firm pledges do not cover, by the day they are for, the undated last.

    `by_on` is that day (the need's own, else its activity's first); `lacking_milli` what is
    missing in the need's own unit, None where nobody can say.
    """
    left = needs[(needs.state == NeedState.open) & (needs.answer != COVERED)].copy()
    rows = list(each(left))
    days = [n.from_on or n.activity_start for n in rows]
    left["by_on"] = pd.Series(days, left.index, dtype=object)
    left["lacking_milli"] = pd.Series([_lacking(n) for n in rows], left.index, dtype=object)
    order = [(day or date.max, -n.priority, n.number) for day, n in zip(days, rows, strict=True)]
    return left.iloc[sorted(range(len(rows)), key=order.__getitem__)]


BY_KIND = [
    "kind",
    "title",
    "unit",
    "quantity_milli",
    "firm_milli",
    "offered_milli",
    "coverage",
    "intended",
    "answer",
    "needs",
    "left_out",
]


def _together(kind, group: list, day_hours: int) -> tuple:
    known = [need for need in group if need.coverage is not None]
    counts = (len(group), len(group) - len(known))
    if not known:
        return kind, "", group[0].unit, *[None] * 5, group[0].answer, *counts
    units = {need.unit for need in known}
    unit = units.pop() if len(units) == 1 else family(known[0].unit)
    needed, firm, both = (
        _sum(known, share, unit, day_hours) for share in (None, "coverage", "intended")
    )
    offered = _added(known, unit, day_hours)
    answer = COVERED if firm >= needed else PARTLY if firm else UNCOVERED
    return kind, "", unit, needed, firm, offered, firm / needed, both / needed, answer, *counts


def _sum(needs: list, share: str | None, into, day_hours: int) -> float:
    """Σ needed (or that share of it), in thousandths of one unit."""
    parts = [
        n.quantity_milli * size(n.unit, day_hours) * (getattr(n, share) if share else 1)
        for n in needs
    ]
    return fsum(parts) / size(into, day_hours)


def _added(needs: list, into, day_hours: int) -> float:
    """Σ offered, in thousandths of one unit."""
    return fsum(n.offered_milli * size(n.unit, day_hours) for n in needs) / size(into, day_hours)


class _Sum:
    """What was pledged to one need, in its family's smallest measure."""

    def __init__(self) -> None:
        self.firm = self.offered = self.pledges = self.unsaid = self.incomparable = 0


def _sums(needs: pd.DataFrame, pledges: pd.DataFrame, day_hours: int) -> dict[object, _Sum]:
    asked = {n.id: n for n in each(needs[["id", "kind", "unit"]])}
    sums = {id: _Sum() for id in asked}
    counted = pledges[pledges.state.isin(STANDING) & (pledges.beneficiary == Beneficiary.project)]
    for p in each(counted):
        if p.need_id in asked:
            _add(sums[p.need_id], asked[p.need_id], p, day_hours)
    return sums


def _add(total: _Sum, need, pledge, day_hours: int) -> None:
    total.pledges += 1
    if not can_be_compared(pledge, need):
        total.incomparable += 1
    elif pledge.quantity_milli is None:
        total.unsaid += 1
    else:
        amount = pledge.quantity_milli * size(pledge.unit, day_hours)
        total.firm += amount if pledge.firm else 0
        total.offered += 0 if pledge.firm else amount


def can_be_compared(pledge, need) -> bool:
    """Of the same kind, in units of one family."""
    return pledge.kind == need.kind and comparable(pledge.unit, need.unit)


_COVERAGE = (
    "firm_milli",
    "offered_milli",
    "coverage",
    "intended",
    "surplus_milli",
    "surplus_intended_milli",
    "pledges",
    "unsaid",
    "incomparable",
    "answer",
)


def _coverage(need, total: _Sum, day_hours: int) -> tuple:
    counts = (total.pledges, total.unsaid, total.incomparable)
    if need.quantity_milli is None:
        return (*[None] * 6, *counts, NOT_SAID)
    if total.incomparable and total.incomparable + total.unsaid == total.pledges:
        return (*[None] * 6, *counts, CANNOT_COMPARE)
    one, needed = size(need.unit, day_hours), need.quantity_milli * size(need.unit, day_hours)
    both = total.firm + total.offered
    return (
        plain(Fraction(total.firm, one)),
        plain(Fraction(total.offered, one)),
        min(1.0, total.firm / needed),
        min(1.0, both / needed),
        plain(Fraction(max(0, total.firm - needed), one)),
        plain(Fraction(max(0, both - needed), one)),
        *counts,
        COVERED if total.firm >= needed else PARTLY if total.firm else UNCOVERED,
    )


def plain(exact: Fraction) -> int | float:
    return exact.numerator if exact.denominator == 1 else float(exact)


def _lacking(need) -> int | float | None:
    return None if need.firm_milli is None else max(0, need.quantity_milli - need.firm_milli)

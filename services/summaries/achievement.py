"""R21 and R22: how far the numbers came, alone and together. Arithmetic only, no database.

Source: results-based monitoring as in the EU's indicative logframe and IATI 2.03 (baseline,
target, actual); the rules are R21 and R22 of this house. Delivery, what was done rather than what
came of it, is R23 in tree.py, stands beside these and is never averaged with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import fsum
from typing import NamedTuple

from models import Accumulation, Direction
from services.summaries.rate import Rate


class Found(NamedTuple):
    """What was found on a day, in thousandths; a percentage may carry what it is made of."""

    as_of: date
    value: int
    part: int | None = None
    whole: int | None = None


class Part(NamedTuple):
    """An indicator or an objective within its objective: a weight, how far (0 to 1, or None), and
    the share of its own weight that is reported."""

    weight: int
    value: float | None
    reported: float


@dataclass(frozen=True)
class Achievement:
    """`rate`: R22. `reported`: the share of weight that has a value, to stand beside it."""

    rate: Rate
    reported: Rate


def reached(
    value: int | None,
    baseline: int | None,
    target: int | None,
    direction: Direction = Direction.increase,
    tolerance: int | None = None,
) -> Rate:
    """R21: clamp((v − b) / (t − b), 0, 1), of v − b out of t − b in the indicator's unit; the same
    formula when it should decrease. What should stay as it is: 1 within the tolerance of its
    target, else 0, whatever the baseline (a tolerance nobody said is none).

    The numerator is kept as it is: beyond the target, or on the wrong side of the baseline, it
    shows. Units: thousandths in, the indicator's own unit out; a share of 1.
    Undefined: v, b or t missing, or t = b. Source: baseline, target, actual as in IATI 2.03."""
    if direction == Direction.maintain:
        return _kept(value, target, tolerance)
    if value is None or baseline is None or target is None or target == baseline:
        return Rate(None, _less(value, baseline), _less(target, baseline))
    far = Fraction(value - baseline, target - baseline)
    return Rate(float(min(1, max(0, far))), _less(value, baseline), _less(target, baseline))


def together(
    found: Iterable[Found],
    accumulation: Accumulation,
    first: date | None,
    today: date,
    percent: bool = False,
) -> int | None:
    """v, in thousandths: of `periodic` ones the sum since `first`; of the others the last one.
    Percentages add up only through what they are made of: 100 · Σ part / Σ whole.

    None where nothing was found, or where percentages that add up do not say out of how many."""
    seen = sorted((f for f in found if f.as_of <= today), key=lambda f: f.as_of)
    if accumulation != Accumulation.periodic:
        return seen[-1].value if seen else None
    seen = [f for f in seen if first is None or f.as_of >= first]
    if percent:
        return _share(seen)
    return sum(f.value for f in seen) if seen else None


def _share(seen: list[Found]) -> int | None:
    if not seen or not all(f.whole for f in seen):
        return None
    return round(100_000 * sum(f.part for f in seen) / sum(f.whole for f in seen))


def weighed(parts: Iterable[Part]) -> Achievement:
    """R22: Σ w·x / Σ w over the indicators and objectives that have a value; beside it Σ w·reported
    / Σ w over all of them. Weights are made one by their sum, whatever it is.

    Units: shares of 1, weights in thousandths. Undefined: while nothing has a value; reported
    while there is nothing to report on. Source: the house’s own rule."""
    parts = list(parts)
    known = [p for p in parts if p.value is not None]
    return Achievement(
        Rate.of(fsum(p.weight * p.value for p in known) / 1000, sum(p.weight for p in known) / 1000)
        if known
        else Rate(None, None, None),
        Rate.of(
            fsum(p.weight * p.reported for p in parts) / 1000, sum(p.weight for p in parts) / 1000
        ),
    )


def _kept(value: int | None, target: int | None, tolerance: int | None) -> Rate:
    off = _less(value, target)
    if off is None:
        return Rate(None, None, None)
    return Rate(float(abs(value - target) <= (tolerance or 0)), off, (tolerance or 0) / 1000)


def _less(one: int | None, other: int | None) -> float | None:
    return None if one is None or other is None else (one - other) / 1000

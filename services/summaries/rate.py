"""A number that carries what it is made of."""

from dataclasses import dataclass, field
from datetime import date

from models import moment


@dataclass(frozen=True)
class Rate:
    """A share, and the two numbers it comes from, as of a day.

    `value` is None, never 0, where it is unknown: no denominator, or no numerator to speak of.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    as_of: date = field(default_factory=moment.today, compare=False)

    @classmethod
    def of(cls, numerator: float | None, denominator: float | None) -> "Rate":
        """`Rate.of(3, 4)` is 0.75 of four; `Rate.of(0, 0)` is unknown."""
        known = numerator is not None and bool(denominator)
        return cls(numerator / denominator if known else None, numerator, denominator)

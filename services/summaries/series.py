"""New, returning, reactivated: who comes to one meeting after another (R6 to R8)."""

from collections.abc import Set
from typing import NamedTuple


class Next(NamedTuple):
    """new + returning + reactivated are all that came. `before`: how many came the time before;
    None for the first of the series."""

    new: int
    returning: int
    reactivated: int
    reach: int
    before: int | None


def split(came: Set, last: Set, ever: Set) -> dict[str, set]:
    """R7: who came, in three parts that have nobody in common: new = came − ever, returning =
    came ∩ last, reactivated = (came ∩ ever) − last. `last`: who came the time before; `ever`: at
    any time before, `last` among them.

    Units: organisations. Undefined: never; whoever comes first is new. Source: the house’s own."""
    return {
        "new": set(came - ever),
        "returning": set(came & last),
        "reactivated": set((came & ever) - last),
    }


class Series:
    """Hears of one meeting after another, in their order."""

    def __init__(self) -> None:
        self._ever: set = set()
        self._last: frozenset | None = None

    def add(self, came: Set) -> Next:
        parts = split(came, self._last or frozenset(), self._ever)
        before = None if self._last is None else len(self._last)
        self._ever |= came
        self._last = frozenset(came)
        counts = {name: len(them) for name, them in parts.items()}
        return Next(**counts, reach=len(self._ever), before=before)

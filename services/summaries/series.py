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


class Series:
    """Hears of one meeting after another, in their order."""

    def __init__(self) -> None:
        self._ever: set = set()
        self._last: frozenset | None = None

    def add(self, came: Set) -> Next:
        last = self._last or frozenset()
        returning = len(came & last)
        reactivated = len((came & self._ever) - last)
        new = len(came) - returning - reactivated
        before = None if self._last is None else len(self._last)
        self._ever |= came
        self._last = frozenset(came)
        return Next(new, returning, reactivated, len(self._ever), before)

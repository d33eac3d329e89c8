"""What an open drawer tells of a thing stays true while somebody else changes it.

    told_now("facts", topics.PLAN, lambda: find(id), lambda it: show("…", …))

It is a part of the page like any other: what one writes in stands outside of it.
"""

from collections.abc import Callable

from components.cards import empty
from components.live import live_part
from translations import _


def told_now(name: str, topics: set[str], find: Callable, draw: Callable) -> None:
    """`find()`: the thing as it is now, None once it is gone; then `draw(thing)`."""
    live_part(f"drawer_{name}", topics)(_tell)(find, draw)


def _tell(find: Callable, draw: Callable) -> None:
    thing = find()
    if thing is None:
        empty(_("This is not here any more."))
    else:
        draw(thing)

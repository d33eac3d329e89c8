"""Parts of a page that follow what others do, and disturb nobody who writes, clicks or reads.

    live_part("decisions", topics={"decision", "objective"})(decisions)(meeting_id)

A part is drawn again, alone, when one of its topics (names of tables) moved. The browser hears
of it on its own socket (live.js, routes/live.py) and asks for the parts that are behind: never
for the whole page, which would close a dialog and lose a click.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import streamlit as st

from components import drawers, here
from components.asking import say_the_rest
from components.live.carrying import AT, PARTS, Part, begin, carrier, pushed
from components.live.carrying import EVERYTHING as EVERYTHING
from services import kept
from services.look import as_known
from services.summaries import room
from translations import _, language

HERE = Path(__file__).parent
_again = st.components.v2.component("tavolo_again", js=(HERE / "again.js").read_text())
_line = st.components.v2.component(
    "tavolo_presence", js=(HERE / "presence.js").read_text(), isolate_styles=False
)


def live_part(name: str, topics: set[str] | None = None) -> Callable[[Callable], Callable]:
    """`name`: once on a page. Without topics it is a quiet part: it is drawn again only by what
    its own reader does in it (a form whose choices must not change under the hand)."""

    def make(draw: Callable) -> Callable:
        def part(*args) -> None:
            _draw(name, frozenset(topics or ()), draw, args)

        part.__qualname__ = f"live_part.{name}"
        return st.fragment(part, key=name)

    return make


@contextmanager
def followed() -> Iterator[None]:
    """For the frame, around a page: what its parts show, and the socket that keeps them current."""
    begin()
    place = st.container(key="noprint_live")
    with place:
        _again(key="live_again", on_again_change=lambda: None)
    with as_known(here.standing() if here.seat() else None):
        yield
    if here.seat():
        with place:
            carrier(here.revision())


def at_meeting(meeting_id: UUID) -> None:
    """The page shows this meeting: who has it open is present there."""
    st.session_state[AT] = str(meeting_id)


def who_is_here(meeting_id: UUID | None = None) -> None:
    """A line of names that follows by itself, without a rerun."""
    words, at = _("Here now: {names}"), str(meeting_id or "")
    _line(key="presence", data={"here": words, "at": at, "lang": language()})


def read(ask: Callable, *args, own: bool = False):
    """What `ask(here.person(), *args)` answers, asked once while nothing changes: for all parts
    of all pages of those who may see the same. `own`: the answer is about the reader."""
    return kept.for_reader(here.reader(), ask, *args, own=own)


def is_pushed(name: str) -> bool:
    """Whether this part is drawn because something moved, and not by what its reader did."""
    return name in pushed.get()


def room_now(meeting_id: UUID) -> room.Room:
    """The meeting as it runs, as its reader may see it."""
    return room.now(here.reader(), meeting_id)


def _draw(name: str, topics: frozenset[str], draw: Callable, args: tuple) -> None:
    by_itself = is_pushed(name)
    if not by_itself:  # else all parts of one push are settled together
        here.settle()
    if here.seat() is None:
        st.rerun()
    own = not by_itself and not here.in_frame()
    if own and (drawers.is_opening() or here.is_turning()):
        st.rerun()  # what its reader pressed leads out of the part
    parts = st.session_state[PARTS]
    inside = drawers.drawing.get() or (not here.in_frame() and name in parts and parts[name].inside)
    if own and not inside and not pushed.get():
        _forget_the_drawer(parts)
    parts[name] = Part(topics, here.revision(), inside)
    with as_known(here.standing()):
        draw(*args)
    if own:
        say_the_rest()


def _forget_the_drawer(parts: dict[str, Part]) -> None:
    """Whoever presses something beside it has closed it, of which Streamlit tells nobody. What is
    said of the press takes its place on the page, and nothing can be drawn in it any more."""
    for name in [name for name, part in parts.items() if part.inside]:
        del parts[name]

"""Parts of a page that follow what others do, and disturb nobody who writes, clicks or reads.

    live_part("decisions", topics={"decision", "objective"})(decisions)(meeting_id)

A part is drawn again, alone, when one of its topics (names of tables) moved. The browser hears
of it on its own socket (live.js, routes/live.py) and asks for the parts that are behind: never
for the whole page, which would close a dialog and lose a click.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import streamlit as st

from components import drawers, here
from components.asking import TAB, say_the_rest
from services import kept, live
from services.summaries import room
from translations import _, language

HERE = Path(__file__).parent
CARRIER = "live_carrier"
_PARTS, _AT = "live_parts", "live_at"
EVERYTHING = "*"  # the topic of what shows all that happens

_component = st.components.v2.component(
    "tavolo_live", js=(HERE / "live.js").read_text(), isolate_styles=False
)
_again = st.components.v2.component("tavolo_again", js=(HERE / "again.js").read_text())
_line = st.components.v2.component(
    "tavolo_presence", js=(HERE / "presence.js").read_text(), isolate_styles=False
)


_pushed: ContextVar[frozenset[str]] = ContextVar("pushed", default=frozenset())


class Part(NamedTuple):
    topics: frozenset[str]
    shown: int  # the revision it was drawn at


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
    _pushed.set(frozenset())
    st.session_state[_PARTS], st.session_state[_AT] = {}, ""
    place = st.container(key="noprint_live")
    with place:
        _again(key="live_again", on_again_change=lambda: None)
    yield
    if here.seat():
        with place:
            carrier(here.revision())


def carrier(revision: int) -> None:
    """`revision`: how far the community was before the page was read."""
    st.fragment(_carry, key=CARRIER)(revision)


def at_meeting(meeting_id: UUID) -> None:
    """The page shows this meeting: who has it open is present there."""
    st.session_state[_AT] = str(meeting_id)


def who_is_here(meeting_id: UUID | None = None) -> None:
    """A line of names that follows by itself, without a rerun."""
    words, at = _("Here now: {names}"), str(meeting_id or "")
    _line(key="presence", data={"here": words, "at": at, "lang": language()})


def read(ask: Callable, *args, own: bool = False):
    """What `ask(here.person(), *args)` answers, asked once while nothing changes: for all parts
    of all pages of those who may see the same. `own`: the answer is about the reader."""
    return kept.for_reader(here.reader(), ask, *args, own=own)


def room_now(meeting_id: UUID) -> room.Room:
    """The meeting as it runs, as its reader may see it."""
    return room.now(here.reader(), meeting_id)


def tab() -> str:
    """This browser tab, for as long as its session lasts."""
    return st.session_state.setdefault(TAB, uuid4().hex)


def _draw(name: str, topics: frozenset[str], draw: Callable, args: tuple) -> None:
    pushed = name in _pushed.get()
    if not pushed:  # else all parts of one push are settled together
        here.settle()
    if here.seat() is None:
        st.rerun()
    own = not pushed and not here.in_frame()
    if own and (drawers.is_opening() or here.is_turning()):
        st.rerun()  # what its reader pressed leads out of the part
    st.session_state[_PARTS][name] = Part(topics, here.revision())
    draw(*args)
    if own:
        say_the_rest()


def _carry(revision: int) -> None:
    if not _pushed.get():
        here.settle()
    _pushed.set(frozenset())
    if not here.in_frame() and (drawers.is_moving() or here.is_turning()):
        st.rerun()  # what was pressed while a push came in leads out of its part
    if not here.in_frame() and here.seat():
        revision = here.revision()
    parts = st.session_state[_PARTS]
    behind = _behind(revision)
    data = {
        "community": here.community().slug if here.seat() else "",
        "at": st.session_state[_AT],
        "revision": min((parts[name].shown for name in behind), default=revision),
        "topics": sorted({topic for part in parts.values() for topic in part.topics}),
        "tab": tab(),
        "house": live.HOUSE,
        "away": _("The line is down. Trying again…"),
        "back": _("Back on the line."),
        "writes": _("Writing here: {names}"),
    }
    _component(key=CARRIER, data=data, on_moved_change=_follow)
    if not here.in_frame():
        say_the_rest()


def _follow() -> None:
    """The browser heard that something moved: the parts that are behind are drawn again."""
    _pushed.set(frozenset())
    here.settle_again()
    if here.seat() is None:
        st.rerun()  # the seat was taken away while the page was open
    behind = _behind(here.revision())
    here.keep()
    if behind:
        _pushed.set(frozenset(behind))
        st.rerun([*behind, CARRIER])


def _behind(revision: int) -> list[str]:
    """The parts that may show something older than this revision."""
    if here.seat() is None:
        return []
    late, community_id = [], here.community().id
    for name, part in st.session_state[_PARTS].items():
        if part.topics and part.shown < revision:
            moved = live.moved(community_id, part.shown, revision)
            if moved is None or moved & part.topics or EVERYTHING in part.topics:
                late.append(name)
    return late

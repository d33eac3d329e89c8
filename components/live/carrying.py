"""The one element that carries word of what moved, and what a page of parts remembers for it."""

from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components import drawers, here
from components.asking import TAB, say_the_rest
from services import live
from translations import _

HERE = Path(__file__).parent
CARRIER = "live_carrier"
PARTS, AT = "live_parts", "live_at"
EVERYTHING = "*"  # the topic of what shows all that happens

_component = st.components.v2.component(
    "tavolo_live",
    js="".join((HERE / f"{name}.js").read_text() for name in ("live", "away", "hands")),
    isolate_styles=False,
)
pushed: ContextVar[frozenset[str]] = ContextVar(
    "pushed", default=frozenset()
)  # parts this run draws


class Part(NamedTuple):
    topics: frozenset[str]
    shown: int  # the revision it was drawn at
    inside: bool  # of an open drawer


def begin() -> None:
    """A page begins: it has no parts yet."""
    pushed.set(frozenset())
    st.session_state[PARTS], st.session_state[AT] = {}, ""


def carrier(revision: int) -> None:
    """`revision`: how far the community was before the page was read."""
    st.fragment(_carry, key=CARRIER)(revision)


def tab() -> str:
    """This browser tab, for as long as its session lasts."""
    return st.session_state.setdefault(TAB, uuid4().hex)


def _carry(revision: int) -> None:
    if not pushed.get():
        here.settle()
    pushed.set(frozenset())
    if not here.in_frame() and (drawers.is_moving() or here.is_turning()):
        st.rerun()  # what was pressed while a push came in leads out of its part
    if not here.in_frame() and here.seat():
        revision = here.revision()
    parts = st.session_state[PARTS]
    behind = _behind(revision)
    data = {
        "community": here.community().slug if here.seat() else "",
        "at": st.session_state[AT],
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
    """The browser heard that something moved: the parts that are behind are drawn again. Nothing
    to do where the whole page is asked for: it is drawn anyway, and closes what is to close."""
    pushed.set(frozenset())
    if not get_script_run_ctx().fragment_ids_this_run:
        return
    here.settle_again()
    if here.seat() is None:
        st.rerun()  # the seat was taken away while the page was open
    behind = _behind(here.revision())
    here.keep()
    if behind:
        pushed.set(frozenset(behind))
        st.rerun([*behind, CARRIER])


def _behind(revision: int) -> list[str]:
    """The parts that may show something older than this revision."""
    if here.seat() is None:
        return []
    late, community_id = [], here.community().id
    for name, part in st.session_state[PARTS].items():
        if part.topics and part.shown < revision:
            moved = live.moved(community_id, part.shown, revision)
            if moved is None or moved & part.topics or EVERYTHING in part.topics:
                late.append(name)
    return late

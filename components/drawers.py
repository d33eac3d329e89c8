"""Forms that open from the right: a callback asks for one, the foot of the page shows it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from components import here
from components.asking import refused, say_the_rest
from components.markup import plain

_OPEN, _DONE, _SHOWN = "drawer_open", "drawer_done", "drawer_shown"
drawing: ContextVar[bool] = ContextVar("drawing", default=False)  # what stands in a drawer


def open_drawer(name: str, *known) -> None:
    """For a callback: after it, this drawer is open, and knows these things."""
    st.session_state[_OPEN] = (name, known)


def is_opening() -> bool:
    """Whether the foot of this page will show a drawer."""
    return _OPEN in st.session_state


def is_moving() -> bool:
    """Whether a drawer is to open or to close, which only the whole page can do."""
    return is_opening() or _DONE in st.session_state


def lead_out() -> None:
    """In a drawer, after what can be pressed in it: another one was asked for, which only the
    whole page can open."""
    if is_opening():
        st.rerun()


def opened_drawer(drawers: dict[str, tuple[str, Callable]]) -> None:
    """At the foot of the page. `drawers`: name → (title, what it draws)."""
    st.session_state.pop(_DONE, None)
    name, known = st.session_state.pop(_OPEN, ("", ()))
    st.session_state[_SHOWN] = shown = object() if name in drawers else None
    if shown:
        title, draw = drawers[name]
        st.dialog(plain(title), position="right", width=480)(_settled)(shown, draw, *known)


def send(label: str, on_click: Callable, *args, primary: bool = True) -> None:
    """The button of a drawer's form: done, the drawer closes; refused, it stays as it was."""
    kind = "primary" if primary else "secondary"
    st.form_submit_button(label, type=kind, on_click=_do, args=[on_click, *args])
    _close()


def press(label: str, key: str, on_click: Callable, *args, kind: str = "secondary") -> None:
    """A button in a drawer, outside a form; it closes the drawer when what it asked was done."""
    st.button(label, key=key, type=kind, on_click=_do, args=[on_click, *args])
    _close()


def _do(on_click: Callable, *args) -> None:
    on_click(*args)
    if not refused():
        st.session_state[_DONE] = True


def _close() -> None:
    if _DONE in st.session_state:
        st.rerun()


def _settled(shown: object, draw: Callable, *known) -> None:
    """A drawer that was asked for again while it closed would stand there for ever."""
    if st.session_state[_SHOWN] is not shown:
        st.rerun()
    here.settle()
    with _drawing():
        draw(*known)
    if not here.in_frame():
        say_the_rest()


@contextmanager
def _drawing() -> Iterator[None]:
    token = drawing.set(True)
    try:
        yield
    finally:
        drawing.reset(token)

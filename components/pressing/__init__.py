"""A piece of our own HTML in which things can be pressed: one element, however many rows.

A list of a hundred rows with a button each costs Streamlit a hundred elements; here it is one.
In the HTML, `<button data-act="confirm" data-id="…">` is pressed by mouse, keyboard or phone.
The HTML comes from our templates, which escape every value; the page's CSP runs no inline script.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import streamlit as st

HERE = Path(__file__).parent


class Pressed(NamedTuple):
    act: str
    id: str


_component = st.components.v2.component(
    "tavolo_pressing", js=(HERE / "pressing.js").read_text(), isolate_styles=False
)


def pressing(
    html: str, key: str, on_press: Callable[[Pressed], None], revision: int | None = None
) -> None:
    """Show `html` and call `on_press(Pressed(act, id))`, before the rerun, when one is pressed.
    `revision`: of what it shows, where a newer one may have reached the page by itself."""

    def pressed() -> None:
        value = st.session_state[key].pressed
        if value:
            on_press(Pressed(value["act"], value["id"]))

    data = {"html": html} | ({"revision": revision} if revision else {})
    _component(key=key, data=data, on_pressed_change=pressed)

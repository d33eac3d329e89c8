"""A small SVG of our own on the page. `st.html` takes every SVG out, and raw HTML is banned."""

from pathlib import Path

import streamlit as st

_component = st.components.v2.component(
    "tavolo_drawing",
    js=(Path(__file__).parent / "drawing.js").read_text(),
    isolate_styles=False,  # it takes the page's colours
)


def drawing(svg: str, label: str, key: str) -> None:
    """`label` says in words what the drawing shows."""
    _component(key=key, data={"svg": svg, "label": label})

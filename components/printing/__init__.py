"""A button that opens the browser's own printing."""

from pathlib import Path

import streamlit as st

from components.markup import render

_component = st.components.v2.component(
    "tavolo_printing",
    js=(Path(__file__).parent / "printing.js").read_text(),
    isolate_styles=False,
)


def printing(label: str, key: str) -> None:
    _component(key=key, data={"html": str(render("print.html", label=label))})

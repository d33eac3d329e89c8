"""Enter sends a form whose fields are sent one by one: in an `st.form` it would, but there nothing
typed is known before it is sent."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
_component = st.components.v2.component(
    "tavolo_entering", js=(HERE / "entering.js").read_text(), isolate_styles=False
)


def entering(form: str, button: str) -> None:
    """In a drawer: Enter in a line of text is a press of the button with this key. In the one line
    that is read first (sentence.py), only once it was read and stands there as it was."""
    read = st.session_state.get(f"{form}_line", "") if f"{form}_told" in st.session_state else ""
    _component(key=f"{form}_enter", data={"button": button, "line": f"{form}_line", "read": read})

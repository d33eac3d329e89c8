"""The document around the page: its language, its title, and which theme it shows."""

from pathlib import Path

import streamlit as st

from components.boot.words import names, shown
from translations import language

_SCHEME = "scheme"
HERE = Path(__file__).parent
_component = st.components.v2.component(
    "tavolo_boot", js="".join((HERE / f"{name}.js").read_text() for name in ("words", "boot"))
)


def boot(title: str) -> None:
    """Once a run. A switch of theme while the page is open reruns it, so that charts follow."""
    st.session_state[_SCHEME] = _said_by_browser() or scheme()
    data = {"lang": language(), "title": title, "scheme": scheme()}
    data |= {"names": names(language()), "shown": shown(language())}
    _component(key="boot", data=data, on_scheme_change=lambda: None)


def scheme() -> str:
    """light or dark: what this browser shows now."""
    return st.session_state.get(_SCHEME) or st.context.theme.type or "light"


def _said_by_browser() -> str | None:
    said = st.session_state.get("boot")
    return said.scheme if said else None

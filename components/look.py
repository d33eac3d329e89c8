"""The look that config.toml can't say: one style sheet, once a run."""

from pathlib import Path

import streamlit as st

SHEET = Path(__file__).parent / "look.css"


def dress() -> None:
    st.html(SHEET)

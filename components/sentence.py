"""One line first: what the house understands of it fills in the form below, to be corrected."""

from datetime import date

import streamlit as st

from components import here
from components.asking import tried
from components.markup import show
from models import Kind
from services import catching
from services.catching.telling import STAYS, as_typed, beside, told
from translations import _


def one_line(form: str, example: str, stays: bool = False) -> None:
    """The fields below follow it at once. They are sent one by one, never together in an
    `st.form`: what somebody typed there is known when the line is read, and stays. `example`:
    what such a line is. `stays`: it is said of what stays available."""
    st.text_input(
        _("In one line"),
        key=f"{form}_line",
        max_chars=300,
        placeholder=example,
        on_change=_read,
        args=[form, stays],
    )
    with st.empty():  # its place is kept: no field below is made anew under the hand that writes
        if f"{form}_told" in st.session_state:
            show("resources/caught.html", told=st.session_state[f"{form}_told"])


def _read(form: str, stays: bool) -> None:
    """For a callback. What somebody typed already stays as it is."""
    here.settle()
    line = st.session_state[f"{form}_line"]
    caught, _no = tried(catching.read, here.person(), line, stays)
    if caught is None or not line.strip():
        st.session_state.pop(f"{form}_told", None)
        return
    now, was = as_typed(caught), st.session_state.get(f"{form}_caught", {})
    _fill(form, beside(_typed(form), was, now), now)
    st.session_state[f"{form}_caught"] = now
    st.session_state[f"{form}_told"] = told(caught)


def _typed(form: str) -> dict[str, str]:
    """The fields as they stand; the kind of a fresh form is nobody’s choice yet."""
    shown = st.session_state
    days = {end: shown.get(f"{form}_{end}") for end in ("from_on", "to_on")}
    chosen = shown.get(f"{form}_target") or shown.get(f"{form}_kind") != Kind.space
    return {
        "kind": shown[f"{form}_kind"] if chosen else "",
        "what": shown.get(f"{form}_title", ""),
        "quantity": shown.get(f"{form}_quantity", ""),
        **{end: day.isoformat() if day else "" for end, day in days.items()},
        **{field: shown.get(f"{form}_{field}", "") for field in STAYS},
    }


def _fill(form: str, fields: dict[str, str], now: dict[str, str]) -> None:
    kind = Kind(fields["kind"] or st.session_state[f"{form}_kind"])
    filled = {"kind": kind, "title": fields["what"], "quantity": fields["quantity"]}
    filled |= {end: _day(fields[end]) for end in ("from_on", "to_on")}
    filled |= {field: fields[field] for field in STAYS if f"{form}_{field}" in st.session_state}
    if now["unit"] and fields["quantity"] == now["quantity"]:
        filled[f"unit_{kind}"] = now["unit"]
    for field, value in filled.items():
        if st.session_state.get(f"{form}_{field}") != value:  # what is half typed there stays
            st.session_state[f"{form}_{field}"] = value


def _day(word: str) -> date | None:
    return date.fromisoformat(word) if word else None

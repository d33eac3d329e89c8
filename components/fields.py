"""Fields of a form that live under its name in the session: `fill`, draw, `said`."""

import streamlit as st

from components.asking import beside
from translations import _


def fill(form: str, **values) -> None:
    """For the callback that opens a form: what its fields show."""
    for field, value in values.items():
        st.session_state[f"{form}_{field}"] = value


def said(form: str, field: str):
    return st.session_state.get(f"{form}_{field}")


def one_of(form: str, field: str, label: str, options: dict, placeholder: str = "") -> None:
    """One of many or none; `options`: value → what people read. A value that is not offered any
    more is none."""
    key = f"{form}_{field}"
    if st.session_state.get(key) not in options:
        st.session_state[key] = None
    st.selectbox(
        label,
        list(options),
        index=None,
        key=key,
        placeholder=placeholder or _("nobody yet, or not said"),
        format_func=options.get,  # shown as it is, never as Markdown
    )
    beside(field, form=form)

"""What a person sees who meets a bug: one calm sentence with a code, never a traceback."""

import streamlit as st

from components.markup import plain
from services.logs import report
from translations import _


def calm(error: Exception) -> bool:
    """For st.App(on_script_error=calm). True: Streamlit itself says nothing."""
    code = report(error)
    st.error(
        plain(
            _(
                "Something did not work, and it is not your fault. What was saved is safe. "
                "Reload the page; if it happens again, tell us this code: {code}",
                code=code,
            )
        ),
        icon=":material/support:",
    )
    return True

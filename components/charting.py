"""A chart on the page, with the two things every chart owes its reader: words for those who don't
see it, and its numbers."""

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.style import config
from components.boot import scheme
from components.markup import render
from translations import _, language, speaking


def chart(figure: go.Figure, key: str, alt: str, table: pd.DataFrame, **kwargs):
    """`alt`: the finding in a sentence. `table`: the numbers in the chart, columns already named
    for people. `kwargs`: as of st.plotly_chart (on_select=…), whose answer is returned."""
    # Plotly keeps its colours when the theme is switched; a new key draws it anew.
    answer = st.plotly_chart(
        figure, key=f"{key}_{scheme()}", config=config(language()), alt=alt, **kwargs
    )
    numbers(table, key, alt)
    return answer


def numbers(table: pd.DataFrame, key: str, label: str) -> None:
    """The table behind a chart, to read and to take along."""
    with st.popover(
        _("Data table"), icon=":material/table_chart:", type="tertiary", key=f"data_{key}"
    ):
        rows = table.astype(object).where(table.notna(), None).itertuples(index=False, name=None)
        st.html(render("table.html", label=label, columns=list(table), rows=list(rows)))
        download(table, key)


def download(table: pd.DataFrame, key: str) -> None:
    """The same to take along, without reading it here."""
    st.download_button(
        _("Download CSV"),
        _when_asked(table, language()),
        f"{key}.csv",
        "text/csv",
        key=f"csv_{key}",
        icon=":material/download:",
        on_click="ignore",
    )


def csv(table: pd.DataFrame) -> bytes:
    """As the reader's spreadsheet opens it by a double click: in Italian ; and decimal comma.
    Words that a spreadsheet would run as a formula get an apostrophe before them."""
    separator, decimal = (";", ",") if language() == "it" else (",", ".")
    safe = table.map(lambda v: f"'{v}" if isinstance(v, str) and v[:1] in "=+-@\t\r" else v)
    return safe.to_csv(index=False, sep=separator, decimal=decimal).encode("utf-8-sig")


def _when_asked(table: pd.DataFrame, spoken: str) -> Callable[[], bytes]:
    """Made when the button is pressed, in a thread that does not know the reader's language."""

    def make() -> bytes:
        with speaking(spoken):
            return csv(table)

    return make

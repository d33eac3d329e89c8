"""A chart on the page, with all that a chart owes its reader: words for those who don't see it, its
numbers to read and to take along, what is behind each mark, and a form for paper.

    chart(figure, "comings", alt=finding, table=table, legend=legend, opens=keys)

Marks carry `customdata=[opens("new", m.id), …]` (charts/marks.py): a click opens the panel of that
answer. Whoever uses no mouse opens the same from the table: `opens` has a key for each of its rows,
`cells` for each of their cells where a mark is a cell.
"""

from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.style import config, sentence
from components import here
from components.boot import scheme
from components.cards import empty
from components.explaining import explain, pressed
from components.marks import colour, marks
from components.markup import render
from components.pressing import pressing
from documents.cells import harmless
from models import moment
from translations import _, formats, language, speaking

A_TABLE = 100  # rows of a data table that are read on the page


def chart(
    figure: go.Figure,
    key: str,
    alt: str,
    table: pd.DataFrame,
    *,
    title: str = "",
    legend: Sequence[tuple] = (),
    opens: Sequence[str] = (),
    cells: Sequence[Sequence[str]] = (),
    on_drag: Callable | None = None,
    **kwargs,
):
    """`alt`: the finding in a sentence. `table`: the numbers in the chart, columns already named
    for people; `opens`, `cells`: a key for each of its rows, or of their cells, "" for none.
    `on_drag`: as of `marks`. `title` (else `alt`) and `legend` (items of legend.html, shown by the
    page): for paper. `kwargs`: as of st.plotly_chart, whose answer is returned; a figure without a
    mark is written as its sentence."""
    if said := sentence(figure):
        return empty(said)
    place = f"chart_{key}"
    with st.container(key=place, gap="xsmall"):
        # Plotly keeps its colours when the theme is switched; a new key draws it anew.
        answer = st.plotly_chart(
            figure, key=f"{key}_{scheme()}", config=config(language()), alt=alt, **kwargs
        )
        with st.container(horizontal=True, vertical_alignment="center", key=f"noprint_{key}"):
            numbers(table, key, alt, opens, cells)
            _marks(place, key, title or alt, alt, legend, on_drag)
    return answer


def numbers(
    table: pd.DataFrame,
    key: str,
    label: str,
    opens: Sequence[str] = (),
    cells: Sequence[Sequence[str]] = (),
) -> None:
    """The table behind a chart, to read, to open and to take along."""
    with st.popover(
        _("Data table"), icon=":material/table_chart:", type="tertiary", key=f"data_{key}"
    ):
        shown = table.head(A_TABLE)
        written(shown, f"rows_{key}", label, opens, cells)
        shortened(len(table), A_TABLE)
        download(table, key)


def written(
    table: pd.DataFrame,
    key: str,
    label: str,
    opens: Sequence[str] = (),
    cells: Sequence[Sequence[str]] = (),
) -> None:
    """The rows of such a table, and what can be opened of them."""
    rows = table.astype(object).where(table.notna(), None).itertuples(index=False, name=None)
    keys = {"opens": opens, "cells": cells}
    html = render("table.html", label=label, columns=list(table), rows=list(rows), **keys)
    if opens or cells:
        pressing(html, key, pressed)
    else:
        st.html(html)


def shortened(all: int, shown: int) -> None:
    """Says so where a table is longer than what is shown of it."""
    if all > shown:
        say = formats.number
        st.caption(_("{n} of {all} rows; the CSV has them all.", n=say(shown), all=say(all)))


def _marks(
    place: str, key: str, title: str, alt: str, legend: Sequence[tuple], on_drag: Callable | None
) -> None:
    name = here.community().name
    paper = {
        "title": title,
        "alt": alt,
        "legend": [(words, colour(named), shape) for words, named, shape in legend],
        "source": _("{community}, as of {day}", community=name, day=formats.day(moment.today())),
        "name": f"{here.community().slug}-{key}",
    }
    marks(place, f"marks_{key}", paper, here.may("export.full"), _mark, on_drag)


def _mark(key: str) -> None:
    here.settle()
    explain(key)


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
    safe = table.map(harmless)
    return safe.to_csv(index=False, sep=separator, decimal=decimal).encode("utf-8-sig")


def _when_asked(table: pd.DataFrame, spoken: str) -> Callable[[], bytes]:
    """Made when the button is pressed, in a thread that does not know the reader's language."""

    def make() -> bytes:
        with speaking(spoken):
            return csv(table)

    return make

"""What is missing to answer a call, if gifts in kind count and if only money does?"""

import pandas as pd
import plotly.graph_objects as go

from charts.marks import opens
from charts.style import INK, KINDS, STATUS, dress, nothing
from translations import _, formats

ROW = 92  # px a reading takes: its name above, its bar below
WIDE = 0.3


def meter(rows: pd.DataFrame, call: str) -> go.Figure:
    """A bar for each reading of a call: cash, what counts in kind, what is missing; and a line at
    what is needed. `rows`: as `cofunding.readings`; `call`: its id, which the marks open with.
    What is not known is not drawn, and said."""
    if rows.empty:
        return nothing(meter_says(rows))
    end = max(_end(row) for row in rows.itertuples()) or 1
    figure = go.Figure()
    for place, row in enumerate(rows.itertuples()):
        start = 0
        for part, (colour, name) in _parts().items():
            euros = _euros(getattr(row, f"{part}_cents"))
            about = (call, row.reading) if part == "gap" else ("confirmed",)
            if euros:
                _bar(figure, place, start, euros, colour, opens(part, *about), name)
            start += euros or 0
    needed = _euros(rows.needed_cents.iloc[0])
    figure.update_layout(
        annotations=[n for p, r in enumerate(rows.itertuples()) for n in _said(p, r)]
    )
    _axes(figure, len(rows), needed, end)
    return dress(figure, ROW * len(rows) + 44).update_layout(margin={"t": 28})


def meter_says(rows: pd.DataFrame) -> str:
    """The finding in a sentence: both answers where both stand."""
    if rows.empty:
        return _("What is needed is not known yet.")
    asked = rows[rows.holds.astype(bool)]
    if len(asked) == 2:
        return _both(asked.gap_cents.iloc[0], asked.gap_cents.iloc[1])
    gap = asked.gap_cents.iloc[0]
    if gap is None:
        return _("What is missing is not known: something given has no value yet.")
    if not gap:
        return _("The co-funding is covered by what is confirmed.")
    return _("To be found still: {gap}.", gap=formats.money(gap))


def meter_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the chart, in euros, named for people."""
    named = [
        (
            reading(row.reading),
            _euros(row.needed_cents),
            _euros(row.cash_cents),
            _euros(row.in_kind_cents),
            _euros(row.gap_cents),
        )
        for row in rows.itertuples()
    ]
    columns = [_("Reading"), _("Needed, €"), _("Cash, €"), _("In kind, €"), _("Missing, €")]
    return pd.DataFrame(named, columns=columns, dtype=object)


def reading(word: str) -> str:
    return _("If gifts in kind count") if word == "in_kind" else _("If only money counts")


def legend() -> list[tuple]:
    return [
        (_("cash, confirmed"), "money", ""),
        (_("in kind, confirmed"), "done", ""),
        (_("missing"), "idle", ""),
    ]


def _both(with_in_kind: int | None, alone: int | None) -> str:
    if alone is None:
        return _("What is missing is not known: something given has no value yet.")
    if alone == 0:
        return _("The co-funding is covered, whether gifts in kind count or not.")
    if with_in_kind is None:
        return _(
            "If only money counts, {gap} are missing; in kind nobody knows yet.", gap=_m(alone)
        )
    return _(
        "{less} are missing if gifts in kind count, {more} if only money does.",
        less=_m(with_in_kind),
        more=_m(alone),
    )


def _m(cents: int | None) -> str:
    return formats.money(cents)


def _parts() -> dict[str, tuple[str, str]]:
    """Of a bar, from the left: its colour, and what it is called."""
    colours = (KINDS["money"], STATUS["done"], STATUS["idle"])
    names = [words for words, *_rest in legend()]
    return dict(zip(("cash", "in_kind", "gap"), zip(colours, names, strict=True), strict=True))


def _end(row) -> float:
    given = (row.cash_cents or 0) + (row.in_kind_cents or 0)
    return max(row.needed_cents, given) / 100


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def _bar(figure, place: int, start: float, euros: float, colour: str, key: str, name: str) -> None:
    figure.add_bar(
        x=[euros],
        y=[place],
        base=[start],
        orientation="h",
        width=WIDE,
        marker={"color": colour, "cornerradius": 4},
        customdata=[key],
        hovertext=[f"{name}: {formats.money(round(euros * 100))}"],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _said(place: int, row) -> list[dict]:
    """Above each bar: which reading, and what is missing under it."""
    missing = (
        _("not known")
        if row.gap_cents is None
        else _("missing {gap}", gap=formats.money(row.gap_cents))
        if row.gap_cents
        else _("covered")
    )
    looks = {"showarrow": False, "y": place - WIDE / 2, "yshift": 14, "font": {"size": 14}}
    name = reading(row.reading)
    name = name if row.holds else _("{reading} (not as the call says)", reading=name)
    return [
        looks | {"text": name, "x": 0, "xanchor": "left"},
        looks | {"text": f"<b>{missing}</b>", "x": 1, "xref": "paper", "xanchor": "right"},
    ]


def _axes(figure, rows: int, needed: float, end: float) -> None:
    """The line at what is needed, and its name above it."""
    low, high = -0.55, rows - 0.6
    line = {"x0": needed, "x1": needed, "y0": low, "y1": high, "line": {"color": INK, "width": 2}}
    name = {
        "text": _("needed {needed}", needed=_m(round(needed * 100))),
        "x": needed,
        "xanchor": "right",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
    }
    figure.add_annotation(name).update_layout(
        barmode="overlay",
        bargap=0,
        xaxis={"range": [0, end * 1.001], "visible": False},
        yaxis={"range": [high, low], "visible": False},
        shapes=[{"type": "line", "layer": "above"} | line],
    )

"""Who works with whom, and do ties grow? Names stand in a circle in their own order: no place is
better than another, and nobody moves at the next look."""

from html import escape
from math import cos, pi, sin
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from charts.axes import columns, cut, ticks
from charts.marks import MOST, opens
from charts.style import CLEAR, INK, ON_BRIGHT, PAPER, READABLE, STATUS, dress, nothing
from translations import _, formats, n_

SEATS = 20  # names that still find room round the circle


def too_many(ties: pd.DataFrame) -> bool:
    """Whether pairs can be drawn each: those that do more than meet, and their names."""
    close = working(ties)
    return len(close) > MOST or len({*close.a, *close.b}) > SEATS


def working(ties: pd.DataFrame) -> pd.DataFrame:
    """Pairs that share an activity or gave one another something; beside those that only meet."""
    return ties[ties.weight != ties.meetings]


def network(ties: pd.DataFrame, names: dict) -> go.Figure:
    """A line for each pair that does more than meet, the wider the stronger the tie (R26).

    ties: columns of ties.py. names: organisation id → name, in the order of the circle.
    """
    close = working(ties)
    if close.empty:
        return nothing(_("No two organisations share an activity or a confirmed pledge yet."))
    seats = [id for id in names if id in {*close.a, *close.b}]
    at = {id: _place(i, len(seats)) for i, id in enumerate(seats)}
    figure = go.Figure()
    dots = [_between(at[t.a], at[t.b], i) for i, t in enumerate(close.itertuples())]
    for tie in close.itertuples():
        _line(figure, at[tie.a], at[tie.b], tie)
    figure.add_scatter(
        x=[x for x, _y in dots],
        y=[y for _x, y in dots],
        mode="markers",
        marker={"size": 13, "color": PAPER, "line": {"color": STATUS["done"], "width": 2}},
        customdata=[opens("tie", t.a, t.b) for t in close.itertuples()],
        hovertext=[_said(t, names) for t in close.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.add_scatter(
        x=[x for x, _y in at.values()],
        y=[y for _x, y in at.values()],
        mode="markers",
        marker={"size": 20, "color": STATUS["done"]},
        hoverinfo="skip",
    )
    return dress(figure, 560).update_layout(
        annotations=[_name(names[id], *at[id]) for id in seats],
        xaxis={"visible": False, "range": [-2.3, 2.3]},
        yaxis={"visible": False, "range": [-1.25, 1.25]},
    )


def folded(ties: pd.DataFrame) -> go.Figure:
    """Too many pairs to draw each: how many there are, by all that ties them."""
    counts = {words: int(n) for words, n in _by_kind(ties).items()}
    places = list(range(len(counts)))
    figure = go.Figure(
        go.Bar(
            orientation="h",
            x=list(counts.values()),
            y=places,
            marker={"color": STATUS["done"], "cornerradius": 3},
            customdata=[opens("density")] * len(counts),
            hovertemplate="%{x}<extra></extra>",
        )
    )
    looks = {"showarrow": False, "xanchor": "left", "xshift": 8}
    return dress(figure, 16 + 44 * len(counts)).update_layout(
        annotations=[
            {"x": n, "y": y, "text": f"<b>{formats.number(n)}</b>"} | looks
            for y, n in enumerate(counts.values())
        ],
        xaxis={"visible": False, "range": [0, max(1, *counts.values()) * 1.2]},
        yaxis={"range": [len(counts) - 0.5, -0.5], "showgrid": False} | ticks(places, list(counts)),
    )


def says(ties: pd.DataFrame) -> str:
    """The finding, which names nobody; a question where there is none."""
    n = len(working(ties))
    if not n:
        return _("Who works with whom?")
    return n_(
        "{n} pair of organisations does more than meet",
        "{n} pairs of organisations do more than meet",
        n,
    )


def table(ties: pd.DataFrame, names: dict) -> pd.DataFrame:
    """A pair a row with the three parts of its tie."""
    heads = [_("Organisation"), _("With"), _("Meetings together"), _("Activities shared")]
    heads += [_("Pledges given"), _("Pledges received"), _("Tie")]
    rows = [
        (names[t.a], names[t.b], t.meetings, t.activities, t.gave, t.got, t.weight)
        for t in ties.itertuples()
    ]
    return pd.DataFrame(rows, columns=heads, dtype=object)


def growth(rows: pd.DataFrame) -> go.Figure:
    """Pairs tied up to each meeting: those that do more than meet, and those that only meet.

    rows: id, ordinal, title, day, pairs (tied), close (more than meet), from the left.
    """
    if rows.empty:
        return nothing(_("No meeting has been held yet. Here you will see whether ties grow."))
    if not any(rows.pairs):
        return nothing(_("No two organisations have met yet. Here you will see whether ties grow."))
    figure, places = go.Figure(), list(range(len(rows)))
    keys = [opens("ties_at", id) for id in rows.id]
    only = [pairs - close for pairs, close in zip(rows.pairs, rows.close, strict=True)]
    parts = ((STATUS["done"], PAPER, list(rows.close)), (STATUS["idle"], ON_BRIGHT, only))
    for (colour, ink, counts), words in zip(parts, growth_words(), strict=True):
        figure.add_bar(
            x=places,
            y=counts,
            text=[formats.number(n) if n else "" for n in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": ink, "size": 14},
            marker={"color": colour, "cornerradius": 3},
            customdata=keys,
            hovertemplate=f"%{{y}} {words}<extra></extra>",
        )
    tallest = max(1, *rows.pairs)
    total = {"showarrow": False, "yshift": 12, "font": {"size": 15}}
    return dress(figure, 280).update_layout(
        annotations=[
            {"x": x, "y": n, "text": f"<b>{formats.number(n)}</b>"} | total
            for x, n in enumerate(rows.pairs)
        ],
        barmode="stack",
        bargap=0.45 if len(places) <= 6 else 0.2,
        uniformtext=READABLE,
        margin={"t": 26},
        yaxis={"visible": False, "range": [0, tallest * 1.02]},
        xaxis={"range": [-0.6, max(len(places), 3) - 0.4]} | ticks(places, columns(rows)),
    )


def growth_words() -> list[str]:
    return [_("do more than meet"), _("only meet")]


def growth_legend() -> list[tuple[str, str, str]]:
    return [(words, tone, "") for words, tone in zip(growth_words(), ("done", "idle"), strict=True)]


def growth_says(rows: pd.DataFrame) -> str:
    if len(rows) < 2:
        return _("Do ties grow?")
    before, now = rows.close.iloc[-2:]
    if now > before:
        n = now - before
        return n_(
            "Since the meeting before, {n} more pair does more than meet",
            "Since the meeting before, {n} more pairs do more than meet",
            n,
        )
    return _("Since the meeting before, no new pair does more than meet")


def growth_table(rows: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    data = {
        _("Meeting"): names,
        _("Pairs tied"): list(rows.pairs),
        _("Do more than meet"): list(rows.close),
        _("Of all pairs"): [formats.percent(r.value) for r in rows.density],
        _("Give one another"): [formats.percent(r.value) for r in rows.reciprocity],
    }
    return pd.DataFrame(data, dtype=object)


def _by_kind(ties: pd.DataFrame) -> dict[str, int]:
    shared, gave = ties.activities.astype(bool), (ties.gave + ties.got).astype(bool)
    return {
        _("only meet"): (~shared & ~gave).sum(),
        _("share an activity"): (shared & ~gave).sum(),
        _("gave a pledge"): (~shared & gave).sum(),
        _("both"): (shared & gave).sum(),
    }


def _place(i: int, n: int) -> tuple[float, float]:
    angle = pi / 2 - i * 2 * pi / n
    return cos(angle), sin(angle)


def _between(one: tuple, other: tuple, i: int) -> tuple[float, float]:
    """Where a line is pressed: not in the middle of all of them, where they cross."""
    share = (0.36, 0.5, 0.64, 0.43, 0.57)[i % 5]
    return tuple(a + share * (b - a) for a, b in zip(one, other, strict=True))


def _line(figure: go.Figure, one: tuple, other: tuple, tie) -> None:
    figure.add_scatter(
        x=[one[0], other[0]],
        y=[one[1], other[1]],
        mode="lines",
        line={
            "color": STATUS["done"],
            "width": min(9, 1 + 2 * tie.activities + tie.gave + tie.got),
        },
        opacity=0.55,
        hoverinfo="skip",
    )


def _name(name: str, x: float, y: float) -> dict:
    side = "left" if x > 0.15 else "right" if x < -0.15 else "center"
    shift = {"left": 16, "right": -16, "center": 0}[side]
    looks = {
        "showarrow": False,
        "xanchor": side,
        "align": side,
        "xshift": shift,
        "font": {"color": INK},
    }
    up = 0 if shift else (26 if y > 0 else -26)
    lines = wrap(cut(name, 36), 18, break_on_hyphens=False)
    words = "<br>".join(escape(line, quote=False) for line in lines)
    return {"x": x, "y": y, "text": words, "yshift": up, "bgcolor": CLEAR} | looks


def _said(tie, names: dict) -> str:
    parts = [
        n_("{n} meeting together", "{n} meetings together", tie.meetings),
        n_("{n} activity shared", "{n} activities shared", tie.activities),
        n_("{n} pledge between them", "{n} pledges between them", tie.gave + tie.got),
    ]
    both = f"{names[tie.a]} – {names[tie.b]}"
    return escape(both, quote=False) + "<br>" + "<br>".join(parts)

"""What is missing to answer a call, if gifts in kind count and if only money does?"""

import pandas as pd
import plotly.graph_objects as go

from charts.cofunding_words import legend, meter_says, missing, offered, reading
from charts.marks import opens
from charts.style import CLEAR, FAINT, INK, KINDS, OFFERED, PAPER, STATUS, dress, nothing
from translations import _, formats

ROW = 96  # px a reading takes: its name above, its bar below
BROADEST = 1.5  # times what is needed or confirmed; more that is only offered would hide both
WIDE, BEYOND = 0.3, 0.06  # of a bar, and how far under it the line at what is needed ends
# Of a bar, from the left: what it draws, and in which colour. Solid is confirmed.
FIRM = {"cash": KINDS["money"], "in_kind": STATUS["done"]}
HATCHED = {"offered_cash": KINDS["money"], "offered_in_kind": STATUS["done"]}


def meter(rows: pd.DataFrame, call: str) -> go.Figure:
    """A bar for each reading of a call: solid are cash and what counts in kind, pale is what is
    missing, hatched upon it what is offered and not confirmed; and a line at what is needed. An
    offer that is far larger than all of that ends at the edge, where » says that it goes on.

    `rows`: as `cofunding.readings`; `call`: its id, which the marks open with. What is not known
    is not drawn, and said."""
    if rows.empty:
        return nothing(meter_says(rows))
    figure, needed = go.Figure(), _euros(rows.needed_cents.iloc[0])
    end = max(needed, *(_solid(figure, place, row) for place, row in enumerate(rows.itertuples())))
    most = BROADEST * (end or float("inf"))
    for place, row in enumerate(rows.itertuples()):
        _missing(figure, place, row, call)
        end = max(end, _hatched(figure, place, row, most))
    figure.update_layout(
        annotations=[n for p, r in enumerate(rows.itertuples()) for n in _said(p, r, most)]
    )
    _axes(figure, len(rows), needed, end or 1)
    return dress(figure, ROW * len(rows) + 20)


def meter_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the chart, in euros, named for people; what is offered comes last."""
    columns = {
        "needed_cents": _("Needed, €"),
        "cash_cents": _("Cash, €"),
        "in_kind_cents": _("In kind, €"),
        "gap_cents": _("Missing, €"),
        "offered_cash_cents": _("Cash only offered, €"),
        "offered_in_kind_cents": _("In kind only offered, €"),
    }
    named = {said: [_euros(cents) for cents in rows[name]] for name, said in columns.items()}
    return pd.DataFrame({_("Reading"): [reading(r) for r in rows.reading]} | named, dtype=object)


def _solid(figure: go.Figure, place: int, row) -> float:
    """Where it ends, in euros."""
    names, start = [words for words, *_rest in legend()], 0.0
    for (part, colour), name in zip(FIRM.items(), names, strict=False):
        start = _bar(figure, place, start, _of(row, part), name, opens(part, "confirmed"), colour)
    return start


def _missing(figure: go.Figure, place: int, row, call: str) -> None:
    line = {"color": STATUS["idle"], "width": 1.5}
    key = opens("gap", call, row.reading)
    _bar(figure, place, _firm(row), _of(row, "gap"), _("missing"), key, FAINT, line=line)


def _hatched(figure: go.Figure, place: int, row, most: float) -> float:
    """Upon what is missing, and beyond it if there is more; a gap stays a gap. Where it ends, at
    most there."""
    names, start = [words for words, *_rest in legend()[len(FIRM) :]], _firm(row)
    for (part, colour), name in zip(HATCHED.items(), names, strict=False):
        look = {"line": {"color": colour, "width": 1.5}, "pattern": OFFERED | {"fgcolor": colour}}
        key = opens(part.removeprefix("offered_"), "offered")
        euros = _of(row, part)
        drawn = min(euros, max(0.0, most - start))
        start = _bar(figure, place, start, drawn, name, key, CLEAR, said=euros, **look)
    return start


def _bar(
    figure, place: int, start: float, euros: float, name: str, key: str, colour, said=None, **look
) -> float:
    """Where it ends. What is nothing, or not known, is not drawn. `said`: the whole of what is
    drawn in part."""
    whole = euros if said is None else said
    if euros:
        figure.add_bar(
            x=[euros],
            y=[place],
            base=[start],
            orientation="h",
            width=WIDE,
            marker={"color": colour, "cornerradius": 4} | look,
            customdata=[key],
            hovertext=[f"{name}: {formats.money(round(whole * 100))}"],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    return start + euros


def _said(place: int, row, most: float) -> list[dict]:
    """Above each bar: which reading, and what is missing under it; what is offered in small. In
    it, that it goes on."""
    looks = {"showarrow": False, "y": place - WIDE / 2, "yshift": 14, "font": {"size": 14}}
    name = reading(row.reading)
    name = name if row.holds else _("{reading} (not as the call says)", reading=name)
    found = " · ".join(filter(None, (offered(row), f"<b>{missing(row)}</b>")))
    told = [
        looks | {"text": name, "x": 0, "xanchor": "left"},
        looks | {"text": found, "x": 1, "xref": "paper", "xanchor": "right"},
    ]
    if _firm(row) + sum(_of(row, part) for part in HATCHED) > most:
        on = {"text": "<b>»</b>", "x": 1, "xref": "paper", "xanchor": "right", "bgcolor": PAPER}
        told.append(looks | on | {"y": place, "yshift": 0})
    return told


def _axes(figure, rows: int, needed: float, end: float) -> None:
    """A line at what is needed through each bar, and its name under the last of them."""
    low = rows - 1 + WIDE / 2 + BEYOND
    name = {
        "text": _("needed {needed}", needed=formats.money(round(needed * 100))),
        "x": needed,
        "xanchor": "right" if needed > end / 2 else "left",
        "y": low,
        "yanchor": "top",
        "showarrow": False,
    }
    line = {"type": "line", "layer": "above", "x0": needed, "x1": needed}
    line |= {"line": {"color": INK, "width": 2}}
    figure.add_annotation(name).update_layout(
        barmode="overlay",
        bargap=0,
        xaxis={"range": [-end * 0.001, end * 1.001], "visible": False},
        yaxis={"range": [low + 0.3, -0.55], "visible": False},
        shapes=[
            line | {"y0": place - WIDE / 2, "y1": low - rows + 1 + place} for place in range(rows)
        ],
    )


def _firm(row) -> float:
    return sum(_of(row, part) for part in FIRM)


def _of(row, part: str) -> float:
    return _euros(getattr(row, f"{part}_cents")) or 0.0


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100

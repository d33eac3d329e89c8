"""What is given in kind worth: promised, really given, and seen by somebody else?"""

from collections.abc import Iterable

import pandas as pd
import plotly.graph_objects as go

from charts.marks import opens
from charts.style import CLEAR, INK, OFFERED, PAPER, STATUS, dress, nothing
from translations import _, formats, funding
from translations.resources import kind

ROW, ASIDE = 54, 150  # px a kind of resource takes, and the numbers beside
BARS = {  # of a step: how high its bar is, and its colour; the later lies on the earlier
    "confirmed": (0.62, STATUS["idle"]),
    "delivered": (0.4, STATUS["running"]),
    "verified": (0.18, STATUS["done"]),
}
STEPS = (*BARS, "offered")


def worth(rows: pd.DataFrame) -> go.Figure:
    """A bar for each kind of resource, and on it what was delivered, and what was verified of it;
    hatched after it what is only offered. `rows`: as `worth.by_kind`, money left out: it is never
    beside what is given in kind."""
    known = rows[[_end(row) > 0 for row in rows.itertuples()]]
    if known.empty:
        return nothing(worth_says(rows))
    figure, places = go.Figure(), list(range(len(known)))
    for step, (height, colour) in BARS.items():
        _bars(figure, known, step, width=height, marker=_solid(colour))
    firm = [_euros(cents) or 0 for cents in known.confirmed_cents]
    _bars(figure, known, "offered", base=firm, width=BARS["confirmed"][0], marker=_hatched())
    most = max(_end(row) for row in known.itertuples())
    figure.update_layout(barmode="overlay", bargap=0)
    return dress(figure, ROW * len(known) + 24).update_layout(
        annotations=[_aside(place, row) for place, row in enumerate(known.itertuples())],
        margin={"r": ASIDE},
        xaxis={"range": [0, most], "visible": False},
        yaxis={
            "tickvals": places,
            "ticktext": [f"{kind(k)}  " for k in known.kind],
            "autorange": "reversed",
            "showgrid": False,
        },
    )


def worth_says(rows: pd.DataFrame) -> str:
    """The finding in a sentence: all that is in kind, and never with it what is money."""
    if not any(rows.pledges):
        return _("Nothing in kind is confirmed yet.")
    if not any(rows.confirmed_cents):
        return _("Nobody has said yet what is given is worth.")
    return _(
        "In kind: {worth} confirmed, of which {delivered} delivered",
        worth=formats.money(_added(rows.confirmed_cents)),
        delivered=formats.money(_added(rows.delivered_cents)),
    )


def worth_alt(rows: pd.DataFrame) -> str:
    """For those who don't see it: every kind in words, what is only offered apart."""
    told = [f"{kind(row.kind)}: {', '.join(_told(row))}" for row in rows.itertuples()]
    return f"{worth_says(rows)}. " + "; ".join(told)


def worth_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the chart in euros, named for people; None where nothing has a value."""
    named = [
        (
            kind(row.kind),
            *(_euros(getattr(row, f"{step}_cents")) for step in STEPS),
            row.pledges,
            row.unvalued,
        )
        for row in rows.itertuples()
    ]
    steps = [f"{funding.step(step).capitalize()}, €" for step in STEPS]
    columns = [_("Kind"), *steps, _("Firm pledges"), _("Without a value")]
    return pd.DataFrame(named, columns=columns, dtype=object)


def legend() -> list[tuple]:
    looks = {
        "confirmed": ("idle", ""),
        "delivered": ("running", "thinner"),
        "verified": ("done", "thinnest"),
    }
    solid = [(funding.step(step), *look) for step, look in looks.items()]
    return [*solid, (funding.step("offered"), "idle", "hatch")]


def _bars(figure: go.Figure, known: pd.DataFrame, step: str, **look) -> None:
    cents = list(known[f"{step}_cents"])
    names = [f"{kind(k)}: {_step(step, c)}" for k, c in zip(known.kind, cents, strict=True)]
    figure.add_bar(
        x=[_euros(value) for value in cents],
        y=list(range(len(known))),
        orientation="h",
        customdata=[opens("in_kind", step, k) for k in known.kind],
        hovertext=names,
        hovertemplate="%{hovertext}<extra></extra>",
        **look,
    )


def _solid(colour: str) -> dict:
    """Edged with the page: who sees no colour still sees where the one on top ends."""
    edge = {"color": PAPER, "width": 1.5}
    return {"color": colour, "cornerradius": 3, "line": edge}


def _hatched() -> dict:
    colour = STATUS["idle"]
    edge = {"color": colour, "width": 1.5}
    return {"color": CLEAR, "line": edge, "pattern": OFFERED | {"fgcolor": colour}}


def _told(row) -> list[str]:
    return [_step(step, getattr(row, f"{step}_cents")) for step in STEPS]


def _step(step: str, cents: int | None) -> str:
    return f"{funding.step(step)} {formats.money(cents)}"


def _aside(place: int, row) -> dict:
    """Beside the bars: what is confirmed, and under it, in small, what is only offered."""
    said = f"<b>{formats.money(row.confirmed_cents)}</b>"
    if row.offered_cents:
        more = _("+ {worth} offered", worth=formats.money(row.offered_cents))
        said += f'<br><span style="font-size:13px">{more}</span>'
    looks = {"showarrow": False, "xanchor": "left", "xshift": 8, "align": "left"}
    looks |= {"font": {"color": INK, "size": 14}}
    return looks | {"x": 1, "xref": "paper", "y": place, "text": said}


def _added(cents: Iterable[int | None]) -> int | None:
    known = [one for one in cents if one is not None]
    return sum(known) if known else None


def _end(row) -> float:
    return ((row.confirmed_cents or 0) + (row.offered_cents or 0)) / 100


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100

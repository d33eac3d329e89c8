"""What is given in kind worth: promised, really given, and seen by somebody else?"""

import pandas as pd
import plotly.graph_objects as go

from charts.marks import opens
from charts.style import INK, STATUS, dress, nothing
from translations import _, formats, funding
from translations.resources import kind

ROW = 54  # px a kind of resource takes
BARS = {  # of a step: how high its bar is, and its colour; the later lies on the earlier
    "confirmed": (0.62, STATUS["idle"]),
    "delivered": (0.4, STATUS["running"]),
    "verified": (0.18, STATUS["done"]),
}


def worth(rows: pd.DataFrame) -> go.Figure:
    """A bar for each kind of resource, and on it what was delivered, and what was verified of it.
    `rows`: as `worth.by_kind`, money left out: it is never beside what is given in kind."""
    known = rows[[bool(cents) for cents in rows.confirmed_cents]]
    if known.empty:
        return nothing(worth_says(rows))
    figure, places = go.Figure(), list(range(len(known)))
    for step, (height, colour) in BARS.items():
        cents = list(known[f"{step}_cents"])
        figure.add_bar(
            x=[_euros(value) for value in cents],
            y=places,
            width=height,
            orientation="h",
            marker={"color": colour, "cornerradius": 3},
            customdata=[opens("in_kind", step, k) for k in known.kind],
            hovertext=[
                f"{kind(k)}: {_step(step, c)}" for k, c in zip(known.kind, cents, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    most = max(known.confirmed_cents) / 100
    figure.update_layout(
        barmode="overlay",
        bargap=0,
        annotations=[_aside(place, row) for place, row in enumerate(known.itertuples())],
        xaxis={"range": [0, most * 1.35], "visible": False},
        yaxis={
            "tickvals": places,
            "ticktext": [f"{kind(k)}  " for k in known.kind],
            "autorange": "reversed",
        },
    )
    return dress(figure, ROW * len(known) + 24)


def worth_says(rows: pd.DataFrame) -> str:
    """The finding in a sentence, without a sum of what cannot be added."""
    if not any(rows.pledges):
        return _("Nothing in kind is confirmed yet.")
    if not any(rows.confirmed_cents):
        return _("Nobody has said yet what is given is worth.")
    told = [
        f"{kind(row.kind)} {formats.money(row.confirmed_cents)}"
        for row in rows.itertuples()
        if row.confirmed_cents
    ]
    return _("Worth, confirmed: {each}.", each=", ".join(told))


def worth_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the chart in euros, named for people; None where nothing has a value."""
    named = [
        (
            kind(row.kind),
            *(_euros(getattr(row, f"{step}_cents")) for step in BARS),
            _euros(row.offered_cents),
            row.pledges,
            row.unvalued,
        )
        for row in rows.itertuples()
    ]
    steps = [f"{funding.step(step).capitalize()}, €" for step in BARS]
    columns = [_("Kind"), *steps, _("Offered, €"), _("Firm pledges"), _("Without a value")]
    return pd.DataFrame(named, columns=columns, dtype=object)


def legend() -> list[tuple]:
    colours = {"confirmed": "idle", "delivered": "running", "verified": "done"}
    return [(funding.step(step), colours[step], "") for step in BARS]


def _step(step: str, cents: int) -> str:
    return f"{funding.step(step)} {formats.money(cents)}"


def _aside(place: int, row) -> dict:
    looks = {"showarrow": False, "xanchor": "left", "xshift": 8, "font": {"color": INK, "size": 14}}
    return looks | {
        "x": row.confirmed_cents / 100,
        "y": place,
        "text": f"<b>{formats.money(row.confirmed_cents)}</b>",
    }


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100

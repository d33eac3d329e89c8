"""Do the members come, and what do organisations do beside coming?"""

import pandas as pd
import plotly.graph_objects as go

from charts.axes import columns, names, ticks
from charts.marks import opens
from charts.style import FAINT, INK, STATUS, dress, nothing
from translations import _, formats, mark, n_

ROW = 40  # px


def rates(meetings: pd.DataFrame) -> go.Figure:
    """R4 at each meeting: pale are that day's members, solid those of them that were there.

    meetings: id, ordinal, title, day, rate (Rate), from the left. Without members no bar.
    """
    if meetings.empty:
        return nothing(_("No meeting has been held yet. Here you will see whether members come."))
    figure, places = go.Figure(), list(range(len(meetings)))
    keys = [opens("rate", id) for id in meetings.id]
    known = [r if r and r.denominator else None for r in meetings.rate]
    bars = (
        (FAINT, [r.denominator if r else None for r in known], 0.7, _("members that day")),
        (STATUS["done"], [r.numerator if r else None for r in known], 0.5, _("were there")),
    )
    for colour, lengths, width, words in bars:
        figure.add_bar(
            x=places,
            y=lengths,
            width=width,
            marker={"color": colour, "cornerradius": 3},
            customdata=keys,
            hovertemplate=f"%{{y}} {words}<extra></extra>",
        )
    tallest = max((r.denominator for r in known if r), default=1)
    return dress(figure, 280).update_layout(
        annotations=[_share(x, r) for x, r in zip(places, known, strict=True)],
        barmode="overlay",
        margin={"t": 26},
        yaxis={"visible": False, "range": [0, tallest * 1.02]},
        xaxis={"range": [-0.6, max(len(places), 3) - 0.4]} | ticks(places, columns(meetings)),
    )


def rates_legend() -> list[tuple[str, str, str]]:
    return [(_("were there"), "done", ""), (_("members that day"), "faint", "")]


def rates_says(meetings: pd.DataFrame, held: pd.DataFrame) -> str:
    """The finding of the last of these meetings, which is named where it is not the last of all
    `held`; a question where there is none."""
    rate = meetings.rate.iloc[-1] if len(meetings) else None
    if not rate or not rate.denominator:
        return _("Do the members come?")
    if meetings.id.iloc[-1] != held.id.iloc[-1]:
        return n_(
            "{came} of {n} member was at this meeting: {meeting}",
            "{came} of {n} members were at this meeting: {meeting}",
            rate.denominator,
            came=rate.numerator,
            meeting=names(meetings)[-1],
        )
    return n_(
        "{came} of {n} member was at the latest meeting",
        "{came} of {n} members were at the latest meeting",
        rate.denominator,
        came=rate.numerator,
    )


def rates_table(meetings: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (
            name,
            r.numerator if r else None,
            r.denominator if r else None,
            formats.percent(r and r.value),
        )
        for name, r in zip(names(meetings), meetings.rate, strict=True)
    ]
    heads = [_("Meeting"), _("Were there"), _("Members that day"), _("Participation")]
    return pd.DataFrame(rows, columns=heads, dtype=object)


WAYS = {
    "met": mark("came"),
    "pledged": mark("confirmed pledges"),
    "takes_part": mark("take part in activities"),
    "leads": mark("lead activities"),
    "wrote": mark("wrote in a text"),
    "hosted": mark("hosted a meeting"),
}


def beyond(rows: pd.DataFrame) -> go.Figure:
    """How many organisations did each of WAYS, out of all: rows as contributions.py gives them."""
    if rows.empty:
        return nothing(_("Nobody has come yet. Here you will see what organisations also do."))
    counts = [int((rows[way] > 0).sum()) for way in WAYS]
    places = list(range(len(WAYS)))
    figure = go.Figure(
        go.Bar(
            orientation="h",
            x=counts,
            y=places,
            marker={"color": STATUS["done"], "cornerradius": 3},
            customdata=[
                opens("way", way) if n else "" for way, n in zip(WAYS, counts, strict=True)
            ],
            hovertemplate="%{x}<extra></extra>",
        )
    )
    return dress(figure, 16 + ROW * len(WAYS)).update_layout(
        annotations=[_count(n, y) for n, y in zip(counts, places, strict=True)],
        xaxis={"visible": False, "range": [0, len(rows) * 1.25]},
        yaxis={"range": [len(WAYS) - 0.5, -0.5], "showgrid": False}
        | ticks(places, [_(words) for words in WAYS.values()]),
    )


def beyond_says(did) -> str:
    """The finding, from a Rate, which names nobody; a question where there is nobody."""
    if not did.denominator or not did.numerator:
        return _("What do organisations do beside coming?")
    return n_(
        "{n} of {all} organisations does more than come",
        "{n} of {all} organisations do more than come",
        did.numerator,
        all=did.denominator,
    )


def beyond_table(rows: pd.DataFrame) -> pd.DataFrame:
    """What each does, by name: for the page, not for a headline."""
    heads = {
        "organisation": _("Organisation"),
        "met": _("Meetings"),
        "pledged": _("Pledges confirmed"),
        "offered": _("Offered, to be confirmed"),
        "takes_part": _("Takes part in"),
        "leads": _("Leads"),
        "wrote": _("Texts"),
        "hosted": _("Hosted"),
    }
    return rows[list(heads)].rename(columns=heads)


def _share(x: int, rate) -> dict:
    words = f"<b>{formats.percent(rate.value)}</b>" if rate else "–"
    looks = {"showarrow": False, "yshift": 12, "font": {"size": 15, "color": INK}}
    return {"x": x, "y": rate.denominator if rate else 0, "text": words} | looks


def _count(n: int, y: int) -> dict:
    looks = {"showarrow": False, "xanchor": "left", "xshift": 8, "font": {"size": 15}}
    return {"x": n, "y": y, "text": f"<b>{n}</b>"} | looks

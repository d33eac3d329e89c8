"""Who was there, meeting after meeting; do we grow, and do those who came come back?"""

from html import escape

import pandas as pd
import plotly.graph_objects as go

from charts.axes import columns, cut, names, ticks
from charts.marks import MOST, opens
from charts.style import (
    DOTS,
    FAINT,
    INK,
    ON_BRIGHT,
    PAPER,
    READABLE,
    SHADES,
    STATUS,
    TITLE,
    dress,
    nothing,
    pale,
)
from translations import _, mark, n_

MEETINGS, ORGANISATIONS = 12, 20  # what a reader still tells apart; the page pages beyond
SHADE = (FAINT, SHADES[3], SHADES[7])  # nobody, one, more
ROW, HEAD = 34, 54  # px

WORDS = {
    "new": mark("came for the first time"),
    "returning": mark("came again"),
    "reactivated": mark("came back after a pause"),
}
HEADS = {
    "new": mark("First time"),
    "returning": mark("Again"),
    "reactivated": mark("After a pause"),
}

# From the ground up: (column, how it is filled, ink). New ones stand on top, with dots; who came
# back after a pause is pale: nobody needs the colours to tell the three apart.
PARTS = (
    ("returning", {"color": STATUS["done"]}, PAPER),
    ("reactivated", pale(STATUS["running"]), INK),
    ("new", {"color": STATUS["risk"], "pattern": DOTS}, ON_BRIGHT),
)


def presence(rows: pd.DataFrame, meetings: pd.DataFrame) -> go.Figure:
    """A cell for each organisation and meeting, with how many people came; blank where it was no
    member yet (or any more), 0 where it was and nobody came.

    rows: organisation_id, organisation, meeting_id, people, host; organisations from the top.
    meetings: id, ordinal, title, day, from the left.
    """
    if rows.empty or meetings.empty:
        return nothing(_("No meeting has been held yet. Here you will see who came."))
    orgs = rows.drop_duplicates("organisation_id")
    places = {id: x for x, id in enumerate(meetings.id)}
    lines = {id: y for y, id in enumerate(orgs.organisation_id)}
    known = [r for r in rows.itertuples() if r.people is not None and r.meeting_id in places]
    cells = [(places[r.meeting_id], lines[r.organisation_id], r) for r in known]
    figure = go.Figure(
        go.Bar(  # not a heat map: that is a picture of dots, which no paper can have in its colours
            orientation="h",
            base=[x - 0.47 for x, _y, _cell in cells],
            x=[0.94] * len(cells),
            y=[y for _x, y, _cell in cells],
            width=0.88,
            marker={"color": [SHADE[min(cell.people, 2)] for *_at, cell in cells]},
            hovertext=[_people(cell) for *_at, cell in cells],
            hovertemplate="%{hovertext}<extra></extra>",
            customdata=[_opens(cell) for *_at, cell in cells],
        )
    )
    return dress(figure, HEAD + ROW * len(lines)).update_layout(
        annotations=[_note(x, y, cell) for x, y, cell in cells],
        barmode="overlay",
        margin={"t": HEAD},
        yaxis={"range": [len(lines) - 0.5, -0.5], "showgrid": False}
        | ticks(list(lines.values()), _short(orgs.organisation)),
        xaxis={"side": "top", "showgrid": False, "range": [-0.5, len(places) - 0.5]}
        | ticks(list(places.values()), columns(meetings, bold=True)),
    )


def too_many(rows: pd.DataFrame) -> bool:
    """Whether a cell for each organisation and meeting would be more than a reader takes in."""
    return int(rows.people.notna().sum()) > MOST


def constancy(rows: pd.DataFrame, meetings: pd.DataFrame) -> go.Figure:
    """How many organisations came to none, to one, … to all of these meetings: for so many that
    each has no line of its own. rows, meetings: as of `presence`."""
    times = _times(rows)
    places, counts = list(times.index), list(times)
    figure = go.Figure(
        go.Bar(
            x=places,
            y=counts,
            marker={"color": STATUS["done"], "cornerradius": 3},
            customdata=constancy_keys(rows, meetings),
            hovertemplate="%{y}<extra></extra>",
        )
    )
    return dress(figure, 300).update_layout(
        annotations=[_total(x, n) for x, n in zip(places, counts, strict=True)],
        margin={"t": 26},
        yaxis={"visible": False, "range": [0, max(1, *counts) * 1.02]},
        xaxis={
            "range": [-0.6, len(places) - 0.4],
            "title": {"text": _("meetings they came to")} | TITLE,
        }
        | ticks(places, [str(n) for n in places]),
    )


def constancy_keys(rows: pd.DataFrame, meetings: pd.DataFrame) -> list[str]:
    first, last = meetings.id.iloc[0], meetings.id.iloc[-1]
    return [opens("came_to", n, first, last) for n in _times(rows).index]


def constancy_table(rows: pd.DataFrame) -> pd.DataFrame:
    times = _times(rows)
    return pd.DataFrame({_("Meetings"): list(times.index), _("Organisations"): list(times)})


def _times(rows: pd.DataFrame) -> pd.Series:
    """0, 1, … all of the meetings → how many organisations came to so many."""
    came = rows.people.map(bool).groupby(rows.organisation_id).sum()
    return came.value_counts().reindex(range(rows.meeting_id.nunique() + 1), fill_value=0)


def presence_says(rows: pd.DataFrame, all_of_them: bool = True) -> str:
    """The finding, which names nobody; a question where there is none. `all_of_them`: whether
    these are all the meetings held."""
    known = rows[rows.people.notna()]
    if known.meeting_id.nunique() < 2:
        return _("Who was there, every time?")
    always = known.groupby("organisation_id").people.min() > 0
    if not always.any():
        return _("Who was there, every time?")
    n, all = int(always.sum()), len(always)
    if all_of_them:
        return n_(
            "{n} of {all} organisations has come to every meeting since it joined",
            "{n} of {all} organisations have come to every meeting since they joined",
            n,
            all=all,
        )
    return n_(
        "{n} of {all} organisations has come to each of these meetings since it joined",
        "{n} of {all} organisations have come to each of these meetings since they joined",
        n,
        all=all,
    )


def presence_table(rows: pd.DataFrame, meetings: pd.DataFrame) -> pd.DataFrame:
    """An organisation a row, a meeting a column; empty where it was no member."""
    cells = {(r.organisation_id, r.meeting_id): r.people for r in rows.itertuples()}
    orgs = rows.drop_duplicates("organisation_id")
    table = [
        (r.organisation, *(cells.get((r.organisation_id, m)) for m in meetings.id))
        for r in orgs.itertuples()
    ]
    columns = [_("Organisation"), *names(meetings)]
    return pd.DataFrame(table, columns=columns, dtype=object)


def presence_keys(rows: pd.DataFrame, meetings: pd.DataFrame) -> list[list[str]]:
    """What each cell of that table opens; its first one is a name and opens nothing."""
    keys = {(r.organisation_id, r.meeting_id): _opens(r) for r in rows.itertuples()}
    ids = rows.organisation_id.drop_duplicates()
    return [["", *(keys.get((id, m), "") for m in meetings.id)] for id in ids]


def comings(meetings: pd.DataFrame) -> go.Figure:
    """Stacked bars: organisations that came again, came back after a pause, came for the first
    time; the total on top. meetings: id, ordinal, title, day, organisations, returning,
    reactivated, new, from the left."""
    if meetings.empty:
        return nothing(_("No meeting has been held yet. Here you will see who comes back."))
    figure, places = go.Figure(), list(range(len(meetings)))
    for part, fill, ink in PARTS:
        figure.add_bar(
            x=places,
            y=list(meetings[part]),
            name=_(WORDS[part]),
            marker=_filled(fill, meetings[part]),
            text=[n or "" for n in meetings[part]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": ink, "size": 14},
            customdata=[opens(part, id) for id in meetings.id],
            hovertemplate=f"%{{y}} {_(WORDS[part])}<extra></extra>",
        )
    return dress(figure, 300).update_layout(
        annotations=[_total(*bar) for bar in zip(places, meetings.organisations, strict=True)],
        barmode="stack",
        bargap=0.45 if len(places) <= 6 else 0.2,
        uniformtext=READABLE,
        margin={"t": 26},
        yaxis={"visible": False, "range": [0, max(1, *meetings.organisations) * 1.02]},
        xaxis={"range": [-0.6, max(len(places), 3) - 0.4]} | ticks(places, columns(meetings)),
    )


def _filled(fill: dict, counts: pd.Series) -> dict:
    """Nobody is no mark: no edge around nothing either."""
    edge = fill.get("line", {}) | {"width": [1.5 * (n > 0) for n in counts]}
    return fill | {"cornerradius": 3} | ({"line": edge} if "line" in fill else {})


def comings_legend() -> list[tuple[str, str, str]]:
    """For the HTML above the chart; as the bars are stacked, from the top."""
    looks = {"new": ("risk", "dots"), "reactivated": ("running", "pale"), "returning": ("done", "")}
    return [(_(WORDS[part]), *look) for part, look in looks.items()]


def comings_says(meetings: pd.DataFrame, held: pd.DataFrame | None = None) -> str:
    """The finding of the last of these meetings, which is named where it is not the last of all
    `held`; a question where there is no meeting before it."""
    if len(meetings) < 1 or not meetings.retention.iloc[-1].denominator:
        return _("Do we grow, and do people come back?")
    rate = meetings.retention.iloc[-1]
    if held is not None and meetings.id.iloc[-1] != held.id.iloc[-1]:
        return _(
            "{meeting}: of {all} organisations of the meeting before, {n} came again",
            meeting=names(meetings)[-1],
            n=rate.numerator,
            all=rate.denominator,
        )
    if rate.denominator == 1:
        again = _("The one organisation of the meeting before came again")
        return again if rate.numerator else _("The one organisation of before did not come again")
    return n_(
        "Of {all} organisations of the meeting before, {n} came again",
        "Of {all} organisations of the meeting before, {n} came again",
        rate.numerator,
        all=rate.denominator,
    )


def comings_table(meetings: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "organisations": _("Organisations"),
        **{part: _(HEADS[part]) for part in HEADS},
        "people": _("People"),
        "institutions": _("Institutions"),
    }
    numbers = meetings[list(columns)].rename(columns=columns)
    numbers.insert(0, _("Meeting"), names(meetings))
    return numbers


def _people(cell) -> str:
    said = n_("{n} person", "{n} people", cell.people)
    return f"{escape(cell.organisation, quote=False)}: {said}"


def _opens(cell) -> str:
    """Only where somebody came is there something behind."""
    return opens("cell", cell.organisation_id, cell.meeting_id) if cell.people else ""


def _note(x: int, y: int, cell) -> dict:
    words = f"<b>{cell.people}</b>" if cell.people else "0"
    if cell.host and cell.people:
        words += " " + _("hosts")
    ink = PAPER if cell.people > 1 else INK
    font = {"size": 14, "color": ink}
    return {"x": x, "y": y, "text": words, "showarrow": False, "font": font}


def _total(place: int, total: int) -> dict:
    looks = {"showarrow": False, "yshift": 12, "font": {"size": 15}}
    return {"x": place, "y": total, "text": f"<b>{total}</b>"} | looks


def _short(names: pd.Series) -> list[str]:
    return [escape(cut(name, 34), quote=False) for name in names]

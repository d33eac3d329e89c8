"""What is planned, what is done, what is late, and what looks for somebody?"""

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from charts import calendar
from charts import timeline_days as days
from charts.marks import opens
from charts.style import CLEAR, INK, OFFERED, STATUS, dress, nothing
from charts.timeline_days import noon, safe
from charts.timeline_words import name, state, when
from translations import _, formats, n_
from translations import progress as words

ROW, HEAD, FOOT, ASIDE = 34, 64, 24, 170  # px
LABEL, WHO = 42, 22  # letters
DAY = 86_400_000  # ms

COLOURS = {stands: STATUS[tone] for stands, tone in words.TONES.items()}
WANTED, BLOCKED = OFFERED | {"shape": "x"}, OFFERED | {"shape": "|"}  # told apart without colour


def timeline(
    bars: pd.DataFrame,
    meetings: pd.DataFrame,
    milestones: pd.DataFrame,
    ties: list[tuple],
    today: date,
) -> go.Figure:
    """A pale bar for what is planned, solid for the part that is done, a thin line for the days it
    really took; hatched where it is at risk or looks for somebody; meetings as diamonds on top,
    milestones on their bars, today a line, and a line from what comes before to what waits.

    bars: as summaries/timeline.bars. meetings: ordinal, title, day. milestones: activity_id,
    title, due_on, done_on. ties: (id before, id after); those of no bar here are left out."""
    if bars.empty:
        return nothing(_("No activity has dates yet. As soon as one has, you will see it here."))
    figure, places = go.Figure(), {id: n for n, id in enumerate(bars.id)}
    first, last = _ends(bars)
    _waits(figure, bars, places, ties)
    _planned(figure, bars)
    _done(figure, bars)
    _really(figure, bars)
    days.draw_milestones(figure, milestones, places)
    met = days.near(meetings, first, last)
    days.draw_meetings(figure, met)
    first, last = min([first, *met.day]), max([last, *met.day])
    there = first - days.NEAR <= today <= last + days.NEAR
    return _laid_out(figure, bars, first, last, today if there else None)


def _planned(figure: go.Figure, bars: pd.DataFrame) -> None:
    """Pale, with a hatching where somebody should look."""
    marks = pd.Series([_mark(row) for row in bars.itertuples()], index=bars.index)
    _bars(figure, bars, bars[marks == ""], opacity=0.38)
    looks = {"risk": OFFERED, "wanted": WANTED, "blocked": BLOCKED}
    for mark, look in looks.items():
        some, colour = bars[marks == mark], "risk" if mark == "risk" else "blocked"
        pattern = look | {"fgcolor": STATUS[colour], "bgcolor": CLEAR}
        line = {"color": STATUS[colour], "width": 1.5}
        _bars(figure, bars, some, color=CLEAR, pattern=pattern, line=line)


def _mark(row) -> str:
    """How it is hatched: for the first of these that is so. The words beside it say the rest."""
    blocked = row.counts.get("blocked", 0)
    found = ((row.wanted, "wanted"), (blocked == row.n, "blocked"), (row.risk, "risk"))
    return next((mark for is_so, mark in found if is_so), "blocked" if blocked else "")


def _bars(figure: go.Figure, bars: pd.DataFrame, rows: pd.DataFrame, color=None, **marker) -> None:
    places = {id: n for n, id in enumerate(bars.id)}
    colours = [COLOURS[s] for s in rows.stands]
    edge = {"color": colours, "width": 2}  # a single day of a long year is still to be seen
    figure.add_bar(
        orientation="h",
        base=[row.start.isoformat() for row in rows.itertuples()],
        x=[_ms(row) for row in rows.itertuples()],
        y=[places[id] for id in rows.id],
        width=0.5,
        customdata=[opens(row.of, row.id) if row.of else "" for row in rows.itertuples()],
        hovertext=[_hover(row) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"color": color or colours, "line": edge} | marker,
    )


def _done(figure: go.Figure, bars: pd.DataFrame) -> None:
    """The part that is done, of the bar and not of the calendar."""
    some = [(n, row) for n, row in enumerate(bars.itertuples()) if row.done]
    figure.add_bar(
        orientation="h",
        base=[row.start.isoformat() for _n, row in some],
        x=[_ms(row) * row.done for _n, row in some],
        y=[n for n, _row in some],
        width=0.5,
        hoverinfo="skip",
        marker={"color": [_of(row) for _n, row in some]},
    )


def _of(row) -> str:
    """Of several, those that are done; of one, so much of it as is done so far."""
    return STATUS["done"] if row.n > 1 else COLOURS[row.stands]


def _really(figure: go.Figure, bars: pd.DataFrame) -> None:
    """A thin line under the bar: the days it really took so far."""
    some = [(n, row) for n, row in enumerate(bars.itertuples()) if row.began and row.over]
    figure.add_bar(
        orientation="h",
        base=[row.began.isoformat() for _n, row in some],
        x=[((row.over - row.began).days + 1) * DAY for _n, row in some],
        y=[n + 0.36 for n, _row in some],
        width=0.1,
        hoverinfo="skip",
        marker={"color": INK, "cornerradius": 1},
    )


def _waits(figure: go.Figure, bars: pd.DataFrame, places: dict, ties: list[tuple]) -> None:
    ends = {row.id: (row.start, row.end) for row in bars.itertuples()}
    x, y = [], []
    for before, after in ties:
        if before in ends and after in ends:
            end, start = noon(ends[before][1]), noon(ends[after][0])
            x += [end, end, start, None]
            y += [places[before], places[after], places[after], None]
    if x:
        line = {"color": INK, "width": 1.2, "dash": "dot"}
        figure.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _laid_out(figure, bars: pd.DataFrame, first: date, last: date, today: date | None) -> go.Figure:
    known = [day for day in (first, last, today) if day]
    pad = max(timedelta(days=4), (max(known) - min(known)) * 0.02)
    first, last = min(known) - pad, max(known) + pad
    dress(figure, HEAD + FOOT + ROW * (len(bars) + 1)).update_layout(
        barmode="overlay",
        margin={"r": ASIDE, "t": 8, "b": FOOT},
        annotations=[_aside(n, row) for n, row in enumerate(bars.itertuples())],
        xaxis={
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "side": "top",
        }
        | calendar.ticks(first, last),
        yaxis={
            "range": [len(bars) - 0.4, -1.9],
            "showgrid": False,
            "tickvals": list(range(len(bars))),
            "ticktext": [safe(name(row), LABEL) for row in bars.itertuples()],
        },
    )
    return days.with_today(figure, today) if today else figure


def _aside(place: int, row) -> dict:
    """Beside the bars: who leads it, or that nobody does; of several, how many they are."""
    alone = row.who or (words.activity("wanted") if row.wanted else "")
    text = n_("{n} activity", "{n} activities", row.n) if row.n > 1 else alone
    looks = {"showarrow": False, "xanchor": "left", "xshift": 6, "font": {"size": 13, "color": INK}}
    return {"x": 1, "xref": "paper", "y": place, "text": safe(text, WHO)} | looks


def _ends(bars: pd.DataFrame) -> tuple[date, date]:
    began = [day for day in bars.began if day]
    over = [row.over for row in bars.itertuples() if row.over and row.stands == "done"]
    return min([*bars.start, *began]), max([*bars.end, *over])


def _hover(row) -> str:
    said = [f"<b>{safe(name(row))}</b>", when(row), state(row)]
    return "<br>".join([*said, formats.percent(row.done)])


def _ms(row) -> int:
    return ((row.end - row.start).days + 1) * DAY

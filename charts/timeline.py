"""What is planned, what is done, what is late, and what looks for somebody?"""

from datetime import date, timedelta
from html import escape

import pandas as pd
import plotly.graph_objects as go

from charts.axes import meeting_name
from charts.marks import MOST, opens
from charts.style import CLEAR, FAINT, INK, OFFERED, STATUS, dress, nothing
from charts.timeline_words import name, state, when
from translations import _, formats, n_
from translations import progress as words

ROW, HEAD, FOOT, ASIDE = 34, 64, 24, 170  # px
LABEL, WHO = 42, 22  # letters
NAMED = 12  # meetings that are told by name; beyond, the diamonds alone
DAY = 86_400_000  # ms
NEAR = timedelta(days=45)  # how far beyond the bars a meeting or today still belongs

COLOURS = {stands: STATUS[tone] for stands, tone in words.TONES.items()}
WANTED = OFFERED | {"shape": "x"}  # two hatchings, told apart without colour


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
    _milestones(figure, milestones, places)
    met = _near(meetings, first, last)
    _meetings(figure, met)
    first, last = min([first, *met.day]), max([last, *met.day])
    there = first - NEAR <= today <= last + NEAR
    return _laid_out(figure, bars, first, last, today if there else None)


def _planned(figure: go.Figure, bars: pd.DataFrame) -> None:
    """Pale, with a hatching where somebody should look."""
    plain = bars[[not (w or r) for w, r in zip(bars.wanted, bars.risk, strict=True)]]
    wanted = bars[bars.wanted.astype(bool)]
    risky = bars[[r and not w for w, r in zip(bars.wanted, bars.risk, strict=True)]]
    _bars(figure, bars, plain, opacity=0.38)
    for some, look, colour in ((risky, OFFERED, "risk"), (wanted, WANTED, "blocked")):
        pattern = look | {"fgcolor": STATUS[colour], "bgcolor": CLEAR}
        line = {"color": STATUS[colour], "width": 1.5}
        _bars(figure, bars, some, color=CLEAR, pattern=pattern, line=line)


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
        marker={"color": [COLOURS[row.stands] for _n, row in some]},
    )


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
            end, start = _noon(ends[before][1]), _noon(ends[after][0])
            x += [end, end, start, None]
            y += [places[before], places[after], places[after], None]
    if x:
        line = {"color": INK, "width": 1.2, "dash": "dot"}
        figure.add_scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _milestones(figure: go.Figure, milestones: pd.DataFrame, places: dict) -> None:
    rows = [m for m in milestones.itertuples() if m.activity_id in places]
    figure.add_scatter(
        x=[_noon(m.due_on) for m in rows],
        y=[places[m.activity_id] for m in rows],
        mode="markers",
        customdata=[opens("activity", m.activity_id) for m in rows],
        hovertext=[_milestone(m) for m in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "symbol": ["diamond" if m.done_on else "diamond-open" for m in rows],
            "size": 12,
            "color": STATUS["done"],
            "line": {"width": 2, "color": STATUS["done"]},
        },
    )


def _meetings(figure: go.Figure, meetings: pd.DataFrame) -> None:
    """On top; beyond MOST one for each month."""
    told = _by_month(meetings) if len(meetings) > MOST else _one_by_one(meetings)
    few = len(told) <= NAMED
    figure.add_scatter(
        x=[_noon(day) for day, _short, _long in told],
        y=[-1] * len(told),
        mode="markers+text" if few else "markers",
        text=[short for _day, short, _long in told],
        textposition="top center",
        textfont={"size": 13, "color": INK},
        hovertext=[long for _day, _short, long in told],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"symbol": "diamond", "size": 11, "color": "#000006", "line": {"width": 0}},
    )
    for day, _short, _long in told if few else ():
        line = {"color": FAINT, "width": 1, "dash": "dot"}
        figure.add_shape(
            type="line",
            x0=_noon(day),
            x1=_noon(day),
            y0=0,
            y1=1,
            yref="paper",
            line=line,
            layer="below",
        )


def _one_by_one(meetings: pd.DataFrame) -> list[tuple]:
    return [
        (
            m.day,
            formats.ordinal(m.ordinal) if m.ordinal else "",
            f"{_safe(meeting_name(m.ordinal, m.title))}<br>{formats.day(m.day)}",
        )
        for m in meetings.itertuples()
    ]


def _by_month(meetings: pd.DataFrame) -> list[tuple]:
    months = pd.Series(meetings.day).map(lambda day: day.replace(day=1)).value_counts().sort_index()
    return [
        (month, "", f"{formats.month(month)}: {n_('{n} meeting', '{n} meetings', n)}")
        for month, n in months.items()
    ]


def _laid_out(figure, bars: pd.DataFrame, first: date, last: date, today: date | None) -> go.Figure:
    days = [day for day in (first, last, today) if day]
    pad = max(timedelta(days=4), (max(days) - min(days)) * 0.02)
    dress(figure, HEAD + FOOT + ROW * (len(bars) + 1)).update_layout(
        barmode="overlay",
        margin={"r": ASIDE, "t": 8, "b": FOOT},
        annotations=[_aside(n, row) for n, row in enumerate(bars.itertuples())],
        xaxis={
            "type": "date",
            "range": [(min(days) - pad).isoformat(), (max(days) + pad).isoformat()],
            "side": "top",
            "tickformat": "%b %Y",
            "nticks": 8,
        },
        yaxis={
            "range": [len(bars) - 0.4, -1.9],
            "showgrid": False,
            "tickvals": list(range(len(bars))),
            "ticktext": [_safe(_cut(name(row), LABEL)) for row in bars.itertuples()],
        },
    )
    return _with_today(figure, today) if today else figure


def _with_today(figure: go.Figure, today: date) -> go.Figure:
    line = {"color": STATUS["blocked"], "width": 2}
    figure.add_shape(
        type="line", x0=_noon(today), x1=_noon(today), y0=0, y1=1, yref="paper", line=line
    )
    return figure.add_annotation(
        x=_noon(today),
        y=0,
        yref="paper",
        text=f"<b>{_('today')}</b>",
        showarrow=False,
        yanchor="top",
        font={"size": 13, "color": INK},
    )


def _aside(place: int, row) -> dict:
    """Beside the bars: who leads it, or that nobody does; of several, how many they are."""
    text = n_("{n} activity", "{n} activities", row.n) if row.n > 1 else row.who
    text = _cut(text, WHO) if text else words.activity("wanted")
    looks = {"showarrow": False, "xanchor": "left", "xshift": 6, "font": {"size": 13, "color": INK}}
    return {"x": 1, "xref": "paper", "y": place, "text": _safe(text)} | looks


def _near(meetings: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    near = [first - NEAR <= day <= last + NEAR for day in meetings.day]
    return meetings[pd.Series(near, meetings.index, dtype=bool)]  # also of no meeting at all


def _ends(bars: pd.DataFrame) -> tuple[date, date]:
    began = [day for day in bars.began if day]
    over = [row.over for row in bars.itertuples() if row.over and row.stands == "done"]
    return min([*bars.start, *began]), max([*bars.end, *over])


def _hover(row) -> str:
    said = [f"<b>{_safe(_cut(name(row), 60))}</b>", when(row), state(row)]
    return "<br>".join([*said, formats.percent(row.done)])


def _milestone(m) -> str:
    when = _("reached on {day}", day=formats.day(m.done_on)) if m.done_on else formats.day(m.due_on)
    return f"<b>{_safe(_cut(m.title, 60))}</b><br>{when}"


def _ms(row) -> int:
    return ((row.end - row.start).days + 1) * DAY


def _noon(day: date) -> str:
    return f"{day.isoformat()} 12:00"


def _safe(text: str) -> str:
    return escape(text, quote=False)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"

"""The days that matter in a plan, drawn over its bars: meetings, milestones, today."""

from datetime import date, timedelta
from html import escape

import pandas as pd
import plotly.graph_objects as go

from charts.axes import cut, meeting_name
from charts.marks import MOST, opens
from charts.style import FAINT, INK, STATUS
from translations import _, formats, n_

NAMED = 12  # meetings that are told by name; beyond, the diamonds alone
NEAR = timedelta(days=45)  # how far beyond the bars a meeting or today still belongs


def near(meetings: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    there = [first - NEAR <= day <= last + NEAR for day in meetings.day]
    return meetings[pd.Series(there, meetings.index, dtype=bool)]  # also of no meeting at all


def draw_milestones(figure: go.Figure, milestones: pd.DataFrame, places: dict) -> None:
    """Each on its bar; beyond MOST one for each bar, which says how many it stands for."""
    rows = list(milestones[milestones.activity_id.isin(list(places))].itertuples())
    rows = [(m, 1) for m in rows] if len(rows) <= MOST else _one_each(rows)
    figure.add_scatter(
        x=[noon(m.due_on) for m, _n in rows],
        y=[places[m.activity_id] for m, _n in rows],
        mode="markers",
        customdata=[opens("activity", m.activity_id) for m, _n in rows],
        hovertext=[_milestone(m, n) for m, n in rows],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "symbol": ["diamond" if m.done_on else "diamond-open" for m, _n in rows],
            "size": 12,
            "color": STATUS["done"],
            "line": {"width": 2, "color": STATUS["done"]},
        },
    )


def draw_meetings(figure: go.Figure, meetings: pd.DataFrame) -> None:
    """On top; beyond MOST one for each month."""
    told = _by_month(meetings) if len(meetings) > MOST else _one_by_one(meetings)
    few = len(told) <= NAMED
    figure.add_scatter(
        x=[noon(day) for day, _short, _long in told],
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
            x0=noon(day),
            x1=noon(day),
            y0=0,
            y1=1,
            yref="paper",
            line=line,
            layer="below",
        )


def with_today(figure: go.Figure, today: date) -> go.Figure:
    line = {"color": STATUS["blocked"], "width": 2}
    figure.add_shape(
        type="line", x0=noon(today), x1=noon(today), y0=0, y1=1, yref="paper", line=line
    )
    return figure.add_annotation(
        x=noon(today),
        y=0,
        yref="paper",
        text=f"<b>{_('today')}</b>",
        showarrow=False,
        yanchor="top",
        font={"size": 13, "color": INK},
    )


def noon(day: date) -> str:
    return f"{day.isoformat()} 12:00"


def safe(text: str, longest: int = 60) -> str:
    return escape(cut(text, longest), quote=False)


def _one_each(rows: list) -> list[tuple]:
    """Of each activity the first that is still to be reached, else the last; and how many."""
    by_activity: dict = {}
    for m in rows:
        by_activity.setdefault(m.activity_id, []).append(m)
    return [
        (next((m for m in some if not m.done_on), some[-1]), len(some))
        for some in by_activity.values()
    ]


def _milestone(m, n: int) -> str:
    when = _("reached on {day}", day=formats.day(m.done_on)) if m.done_on else formats.day(m.due_on)
    said = [f"<b>{safe(m.title)}</b>", when]
    return "<br>".join(said + [n_("{n} milestone", "{n} milestones", n)] * (n > 1))


def _one_by_one(meetings: pd.DataFrame) -> list[tuple]:
    return [
        (
            m.day,
            formats.ordinal(m.ordinal) if m.ordinal else "",
            f"{safe(meeting_name(m.ordinal, m.title))}<br>{formats.day(m.day)}",
        )
        for m in meetings.itertuples()
    ]


def _by_month(meetings: pd.DataFrame) -> list[tuple]:
    months = pd.Series(meetings.day).map(lambda day: day.replace(day=1)).value_counts().sort_index()
    return [
        (month, "", f"{formats.month(month)}: {n_('{n} meeting', '{n} meetings', n)}")
        for month, n in months.items()
    ]

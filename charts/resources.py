"""Is what we need covered?"""

from collections.abc import Sequence
from html import escape
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from charts.style import CLEAR, FAINT, INK, KINDS, OFFERED, dress, nothing
from translations import _, formats, n_
from translations.resources import kind

ROW, LINE = 46, 14  # px a need takes, and a third line beside it


def coverage(rows: pd.DataFrame, keys: Sequence[str] = ()) -> go.Figure:
    """A bullet for each row: solid is confirmed, hatched is offered, the line is all of it.

    rows: kind, title ("" names the kind), quantity_milli, unit, firm_milli, coverage, intended,
    answer; a need each, or a kind and unit each. What is unknown has words and no bar. `keys`: what
    each row opens (charts/marks.py).
    """
    if rows.empty:
        return nothing(_("Nothing is asked for yet."))
    figure, places = go.Figure(), list(range(len(rows)))[::-1]
    known = rows.coverage.notna().tolist()
    firm = [100 * (share or 0) for share in rows.coverage]
    offered = [100 * (n.intended or 0) - f for n, f in zip(rows.itertuples(), firm, strict=True)]
    firm, offered = ([share or None for share in shares] for shares in (firm, offered))
    colours = [KINDS[k] for k in rows.kind]
    keys = list(keys) or None
    _bar(figure, places, [100 * k for k in known], width=0.5, color=FAINT, keys=keys)
    _bar(figure, places, firm, name=_("confirmed"), color=colours, keys=keys)
    base = [share or 0 for share in firm]
    shown = {"base": base, "color": CLEAR, "hatch": colours, "keys": keys}
    _bar(figure, places, offered, name=_("offered"), **shown)
    crowded = any(offered_words(row) and left_out_words(row) for row in rows.itertuples())
    return dress(figure, 56 + (ROW + LINE * crowded) * len(rows)).update_layout(
        annotations=[_aside(p, row) for p, row in zip(places, rows.itertuples(), strict=True)],
        barmode="overlay",
        margin={"r": 215, "t": 8},
        **_axes(places, [_label(row) for row in rows.itertuples()]),
    )


def coverage_says(plan) -> str:
    """The finding, from a PlanCoverage; a question where there is none."""
    done, all_of_them = plan.musts.numerator, plan.musts.denominator
    if not all_of_them:
        return _("How much of what we need is covered?")
    if done == all_of_them and plan.musts_unknown:
        return _("Every must-have need that can be counted is fully covered")
    if done == all_of_them:
        return _("Every must-have need is fully covered")
    if not done:
        return _("No must-have need is fully covered yet")
    return n_(
        "{n} of {all} must-have needs is fully covered",
        "{n} of {all} must-have needs are fully covered",
        done,
        all=all_of_them,
    )


def coverage_words(row) -> str:
    """The figure beside a bar: confirmed out of needed, in the row's own unit."""
    if row.answer == "not_said":
        return _("how much is not said yet")
    if row.answer == "cannot_compare":
        return _("cannot be compared")
    return _("{done} of {all}", done=_bare(row), all=formats.quantity(row.quantity_milli, row.unit))


def offered_words(row) -> str:
    """What is offered and not confirmed, which is in no percentage; "" for nothing."""
    if not row.offered_milli:
        return ""
    offered = formats.quantity(round(row.offered_milli), row.unit)
    return _("to be confirmed: {quantity}", quantity=offered)


def left_out_words(row) -> str:
    """What stands in no sum beside those that do: pledges for a need without a quantity, or that
    cannot be compared; of a kind, whole needs. "" for nothing."""
    if row.coverage is None:
        return ""
    if needs := getattr(row, "left_out", 0):
        return n_("{n} need is in no sum", "{n} needs are in no sum", needs)
    pledges = getattr(row, "unsaid", 0) + getattr(row, "incomparable", 0)
    return n_("{n} pledge is in no sum", "{n} pledges are in no sum", pledges) if pledges else ""


def coverage_alt(rows: pd.DataFrame) -> str:
    """For those who don't see it: every row in words, what is only offered apart."""
    told = [f"{row.title or kind(row.kind)}: {_answer(row)}" for row in rows.itertuples()]
    return _("Confirmed cover of each need.") + " " + "; ".join(told)


def coverage_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The numbers of the chart, named for people; quantities in whole units."""
    return pd.DataFrame(
        [
            (
                kind(row.kind),
                row.title,
                _whole(row.quantity_milli),
                formats.unit(row.unit),
                _whole(row.firm_milli),
                _whole(row.offered_milli),
                formats.percent(row.coverage),
            )
            for row in rows.itertuples()
        ],
        columns=[
            _("Kind"),
            _("What"),
            _("Needed"),
            _("Unit"),
            _("Confirmed"),
            _("Offered"),
            _("Covered"),
        ],
        dtype=object,
    )


def _bar(
    figure, places, lengths, *, color, width=0.3, name="", base=None, hatch=None, keys=None
) -> None:
    edge = {"line": {"color": hatch, "width": 1.5}, "pattern": OFFERED | {"fgcolor": hatch}}
    figure.add_bar(
        x=lengths,
        y=places,
        base=base,
        name=name,
        orientation="h",
        width=width,
        customdata=keys,
        marker={"color": color, "cornerradius": 4} | (edge if hatch else {}),
        hovertemplate=f"%{{x:.0f}}% {name}<extra></extra>" if name else None,
        hoverinfo=None if name else "skip",
    )


def _axes(places: list[int], labels: list[str]) -> dict:
    """Of the layout: both axes, and the line at 100 %."""
    low, high = -0.6, len(places) - 0.4
    shares = [formats.percent(n) for n in (0, 0.5, 1)]
    whole = {"x0": 100, "x1": 100, "y0": low, "y1": high, "line": {"color": INK, "width": 2}}
    ticks = {"tickvals": places, "ticktext": labels}
    return {
        "yaxis": {"showgrid": False, "range": [low, high]} | ticks,
        "xaxis": {"range": [0, 100], "tickvals": [0, 50, 100], "ticktext": shares},
        "shapes": [{"type": "line"} | whole],
    }


def _aside(place: int, row) -> dict:
    share = "" if row.coverage is None else f"<b>{formats.percent(row.coverage)}</b>  "
    words = share + coverage_words(row)
    for beside in filter(None, (offered_words(row), left_out_words(row))):
        words += f'<br><span style="font-size:13px">{beside}</span>'
    looks = {"xanchor": "left", "xshift": 12, "showarrow": False, "align": "left"}
    return {"x": 100, "y": place, "text": words} | looks


def _label(row) -> str:
    return two_lines(row.title or kind(row.kind), 30)


def two_lines(words: str, width: int) -> str:
    lines = wrap(words, width, break_on_hyphens=False)
    if len(lines) > 2:
        lines = [lines[0], lines[1][: width - 2] + "…"]
    return "<br>".join(escape(line, quote=False) for line in lines)


def _answer(row) -> str:
    share = "" if row.coverage is None else formats.percent(row.coverage)
    said = (share, coverage_words(row), offered_words(row), left_out_words(row))
    return ", ".join(filter(None, said))


def _bare(row) -> str:
    """12 of 20 hours: the unit is said once; money says it twice."""
    if row.unit == "EUR":
        return formats.quantity(row.firm_milli, row.unit)
    return formats.number(row.firm_milli / 1000)


def _whole(milli: float | None) -> float | None:
    return None if milli is None else milli / 1000

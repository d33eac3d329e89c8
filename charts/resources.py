"""Is what we need covered, and who gives what to which activity?"""

from collections.abc import Sequence
from html import escape
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from charts.marks import opens
from charts.style import CLEAR, FAINT, INK, KINDS, OFFERED, STATUS, dress, nothing
from translations import _, formats, n_
from translations.resources import kind

MOST = 60  # marks a reader can still tell apart
ROW, FEW = 46, 8  # px a need takes; activities told by name when there are too many

# Ribbons are see-through, which the colours named by place cannot be: one tint for both themes.
TINTS = {
    "space": "79,127,209",
    "skill": "197,65,42",
    "equipment": "60,175,148",
    "time": "150,90,140",
    "material": "120,130,140",
    "money": "205,160,40",
}


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
    return dress(figure, 56 + ROW * len(rows)).update_layout(
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


def coverage_alt(rows: pd.DataFrame) -> str:
    """For those who don't see it: every row in words."""
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


def flows(rows: pd.DataFrame) -> go.Figure:
    """Ribbons from givers over kinds to activities, as wide as the number of pledges.

    rows: giver, kind, activity ("" for none yet), pledges. Beyond MOST ribbons givers become one
    and only the activities most pledges go to keep their names (`flows_folded`).
    """
    if rows.empty:
        return nothing(_("Nobody has offered anything yet."))
    named = {*rows.giver, *rows.activity}
    if flows_folded(rows):
        rows = _folded(rows)
    ribbons, names = _ribbons(rows), {}
    for source, target, *_rest in ribbons:
        names.setdefault(source, len(names))
        names.setdefault(target, len(names))
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            node={
                "label": [_node(node) for node in names],
                "color": [_node_colour(node) for node in names],
                "pad": 20,
                "thickness": 14,
                "line": {"width": 0},
                "hovertemplate": "%{label}: %{value}<extra></extra>",
            },
            link={
                "source": [names[source] for source, *_rest in ribbons],
                "target": [names[target] for _source, target, *_rest in ribbons],
                "value": [n for *_rest, n in ribbons],
                "color": [f"rgba({TINTS[k]},.36)" for _s, _t, k, _n in ribbons],
                "customdata": [_ribbon_key(*ends, named) for *ends, _k, _n in ribbons],
                "hovertemplate": "%{source.label} → %{target.label}: %{value}<extra></extra>",
            },
            textfont={"size": 13, "color": INK},
        )
    )
    most = max(sum(1 for side, _name in names if side == s) for s in ("giver", "kind", "activity"))
    return dress(figure, max(220, 46 * most + 40))


def flows_folded(rows: pd.DataFrame) -> bool:
    """Whether there are too many ribbons to tell them apart."""
    return len(_ribbons(rows)) > MOST


def flows_alt(rows: pd.DataFrame) -> str:
    sums = rows.groupby("kind", sort=False).pledges.sum()
    told = [f"{kind(word)} {n}" for word, n in sums.items()]
    return _("Pledges by kind, from organisations to activities.") + " " + "; ".join(told)


def flows_table(rows: pd.DataFrame) -> pd.DataFrame:
    named = [
        (r.giver, kind(r.kind), r.activity or _("no activity yet"), r.pledges)
        for r in rows.itertuples()
    ]
    return pd.DataFrame(named, columns=[_("Who gives"), _("Kind"), _("Activity"), _("Pledges")])


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
    looks = {"xanchor": "left", "xshift": 12, "showarrow": False, "align": "left"}
    return {"x": 100, "y": place, "text": words} | looks


def _label(row) -> str:
    return _two_lines(row.title or kind(row.kind), 30)


def _two_lines(words: str, width: int) -> str:
    lines = wrap(words, width, break_on_hyphens=False)
    if len(lines) > 2:
        lines = [lines[0], lines[1][: width - 2] + "…"]
    return "<br>".join(escape(line, quote=False) for line in lines)


def _answer(row) -> str:
    words = coverage_words(row)
    return words if row.coverage is None else f"{formats.percent(row.coverage)}, {words}"


def _bare(row) -> str:
    """12 of 20 hours: the unit is said once; money says it twice."""
    if row.unit == "EUR":
        return formats.quantity(row.firm_milli, row.unit)
    return formats.number(row.firm_milli / 1000)


def _whole(milli: float | None) -> float | None:
    return None if milli is None else milli / 1000


def _ribbons(rows: pd.DataFrame) -> list[tuple]:
    """(from, to, kind, pledges); an end is (side, name), so that no two names meet."""
    counted: dict[tuple, int] = {}
    for r in rows.itertuples():
        middle = ("kind", r.kind)
        for ends in ((("giver", r.giver), middle), (middle, ("activity", r.activity))):
            counted[(*ends, r.kind)] = counted.get((*ends, r.kind), 0) + int(r.pledges)
    return [(*ends, n) for ends, n in counted.items()]


def _ribbon_key(source: tuple, target: tuple, named: set[str]) -> str:
    """Of a ribbon between a giver and a kind, or a kind and an activity; "" for many together."""
    (side, name), (_other, far) = source, target
    if side == "giver":
        return opens("given", far, name) if name in named else opens("given", far)
    return opens("given_to", name, far) if far in named else ""


def _folded(rows: pd.DataFrame) -> pd.DataFrame:
    sums = rows.groupby("activity", sort=False).pledges.sum().sort_values(ascending=False)
    named = set(sums[:FEW].index)
    others = sums.index.difference(list(named))
    rest = n_("{n} other activity", "{n} other activities", len(others))
    givers = n_("{n} organisation", "{n} organisations", rows.giver.nunique())
    activities = [a if a in named else rest for a in rows.activity]
    return rows.assign(giver=givers, activity=activities)


def _node(node: tuple[str, str]) -> str:
    side, name = node
    if side == "kind":
        return kind(name)
    said = name or _("no activity yet")
    return _two_lines(said, 40)


def _node_colour(node: tuple[str, str]) -> str:
    side, name = node
    return KINDS[name] if side == "kind" else STATUS["done" if side == "giver" else "idle"]

"""Who gives what to which activity? Ribbons as wide as the number of pledges."""

from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from charts.marks import MOST, opens
from charts.resources import two_lines
from charts.style import INK, KINDS, STATUS, dress, nothing
from translations import _, n_
from translations.resources import kind

FEW = 8  # activities told by name when there are too many, if they find room
A_NODE, BETWEEN = 54, 34  # px: two lines of letters find room between two nodes
FIRM, OFFERED = 0.55, 0.12  # how much of a ribbon's colour is seen
EDGE = "rgba(128,128,128,.6)"  # of both: Plotly draws one line for all

# Ribbons are see-through, which the colours named by place cannot be: one tint for both themes.
TINTS = {
    "space": "79,127,209",
    "skill": "197,65,42",
    "equipment": "60,175,148",
    "time": "150,90,140",
    "material": "120,130,140",
    "money": "205,160,40",
}


class Ribbon(NamedTuple):
    """An end is (side, name), so that no two names meet."""

    source: tuple[str, str]
    target: tuple[str, str]
    kind: str
    firm: bool
    pledges: int


def flows(rows: pd.DataFrame) -> go.Figure:
    """Ribbons from givers over kinds to activities, as wide as the number of pledges: full what is
    confirmed, pale what is only offered (Plotly hatches bars, no ribbons).

    rows: giver, kind, activity ("" for none yet), firm, pledges. Beyond MOST ribbons givers become
    one and only the activities most pledges go to keep their names (`flows_folded`).
    """
    if rows.empty:
        return nothing(_("Nobody has offered anything yet."))
    named = {*rows.giver, *rows.activity}
    ribbons = _ribbons(_folded(rows) if flows_folded(rows) else rows)
    ends = [end for ribbon in ribbons for end in (ribbon.source, ribbon.target)]
    names = {end: place for place, end in enumerate(dict.fromkeys(ends))}
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            node=_nodes(list(names)),
            link=_links(ribbons, names, named),
            textfont={"size": 13, "color": INK},
        )
    )
    most = max(sum(1 for side, _name in names if side == s) for s in ("giver", "kind", "activity"))
    return dress(figure, max(220, A_NODE * most + 40))


def flows_folded(rows: pd.DataFrame) -> bool:
    """Whether there are too many ribbons to tell them apart."""
    given = set(zip(rows.giver, rows.kind, rows.firm, strict=True))
    taken = set(zip(rows.kind, rows.activity, rows.firm, strict=True))
    return len(given) + len(taken) > MOST


def flows_says(rows: pd.DataFrame) -> str:
    """The finding; a question where there is none."""
    if rows.empty:
        return _("Who gives what, and to which activity?")
    firm = int(rows[rows.firm.astype(bool)].pledges.sum())
    return n_(
        "{n} of {all} pledges is confirmed",
        "{n} of {all} pledges are confirmed",
        firm,
        all=int(rows.pledges.sum()),
    )


def flows_alt(rows: pd.DataFrame) -> str:
    sums = _counted(rows, ["kind"])
    told = [f"{kind(word)}: {_('{n} of {all}', n=f, all=f + o)}" for (word,), (f, o) in sums]
    said = _("Confirmed pledges by kind, from organisations to activities, of all that stand.")
    return f"{said} {'; '.join(told)}"


def flows_table(rows: pd.DataFrame) -> pd.DataFrame:
    named = [
        (giver, kind(word), activity or _("no activity yet"), firm, offered)
        for (giver, word, activity), (firm, offered) in _counted(rows, list(ENDS))
    ]
    columns = [_("Who gives"), _("Kind"), _("Activity"), _("Confirmed"), _("Offered")]
    return pd.DataFrame(named, columns=columns)


def flows_keys(rows: pd.DataFrame) -> list[str]:
    """What each row of that table opens."""
    return [flow_key("all", *ends) for ends, _counts in _counted(rows, list(ENDS))]


def flow_key(stands: str, giver: str, word: str, activity: str) -> str:
    """The pledges of a giver, of a kind, to an activity; `stands`: firm, offered or all."""
    return opens("gave", stands, giver, word, activity)


def flows_legend() -> list[tuple[str, str, str]]:
    return [(_("confirmed"), "done", ""), (_("offered, to be confirmed"), "done", "pale")]


ENDS = ("giver", "kind", "activity")


def _counted(rows: pd.DataFrame, by: list[str]):
    """(values of `by`, (confirmed, only offered)), in the order they come."""
    counts: dict[tuple, list[int]] = {}
    for *values, firm, n in rows[[*by, "firm", "pledges"]].itertuples(index=False):
        counts.setdefault(tuple(values), [0, 0])[0 if firm else 1] += int(n)
    return [(values, tuple(both)) for values, both in counts.items()]


def _ribbons(rows: pd.DataFrame) -> list[Ribbon]:
    counted: dict[tuple, int] = {}
    columns = ("giver", "kind", "activity", "firm", "pledges")
    for giver, word, activity, firm, n in zip(*(rows[c] for c in columns), strict=True):
        for end in (("giver", giver), ("activity", activity)):
            key = (end, word, bool(firm))
            counted[key] = counted.get(key, 0) + int(n)
    return [_ribbon(*key, n) for key, n in counted.items()]


def _ribbon(end: tuple[str, str], word: str, firm: bool, n: int) -> Ribbon:
    middle = ("kind", word)
    ends = (end, middle) if end[0] == "giver" else (middle, end)
    return Ribbon(*ends, word, firm, n)


def _nodes(ends: list[tuple[str, str]]) -> dict:
    return {
        "label": [_name(*end) for end in ends],
        "color": [_colour(*end) for end in ends],
        "pad": BETWEEN,
        "thickness": 14,
        "line": {"width": 0},
        "hovertemplate": "%{label}: %{value}<extra></extra>",
    }


def _links(ribbons: list[Ribbon], names: dict, named: set[str]) -> dict:
    return {
        "source": [names[r.source] for r in ribbons],
        "target": [names[r.target] for r in ribbons],
        "value": [r.pledges for r in ribbons],
        "label": [_("confirmed") if r.firm else _("offered, to be confirmed") for r in ribbons],
        "color": [f"rgba({TINTS[r.kind]},{FIRM if r.firm else OFFERED})" for r in ribbons],
        "line": {"color": EDGE, "width": 0.8},
        "customdata": [_key(r, named) for r in ribbons],
        "hovertemplate": "%{source.label} → %{target.label}: %{value}, %{label}<extra></extra>",
    }


def _key(ribbon: Ribbon, named: set[str]) -> str:
    """What a ribbon opens; "" for one to many activities together."""
    (side, name), (_other, far) = ribbon.source, ribbon.target
    stands = "firm" if ribbon.firm else "offered"
    if side == "giver":
        return opens("given", stands, far, *([name] if name in named else []))
    return opens("given_to", stands, name, far) if far in named else ""


def _folded(rows: pd.DataFrame) -> pd.DataFrame:
    """With as many activities by their names as find room."""
    tries = (_with_the_most(rows, few) for few in range(FEW, -1, -1))
    return next(told for told in tries if not flows_folded(told))


def _with_the_most(rows: pd.DataFrame, few: int) -> pd.DataFrame:
    sums = rows.groupby("activity", sort=False).pledges.sum().sort_values(ascending=False)
    named = set(sums[:few].index)
    others = sums.index.difference(list(named))
    rest = n_("{n} other activity", "{n} other activities", len(others))
    givers = n_("{n} organisation", "{n} organisations", rows.giver.nunique())
    told = {"giver": givers, "activity": [a if a in named else rest for a in rows.activity]}
    return rows.assign(**{n: pd.Series(v, rows.index, dtype=object) for n, v in told.items()})


def _name(side: str, name: str) -> str:
    return kind(name) if side == "kind" else two_lines(name or _("no activity yet"), 40)


def _colour(side: str, name: str) -> str:
    return KINDS[name] if side == "kind" else STATUS["done" if side == "giver" else "idle"]

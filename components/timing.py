"""The plan in time: the chart, and the same as a list for a phone, a keyboard and a reader.

A bar is dragged along its days with a mouse, or moved by typing them, or by ± buttons: without a
mouse, and by touch, nothing is missing. What a delay moves is always shown before it is done.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pandas as pd
import streamlit as st

from charts import timeline as charts
from charts import timeline_words as told
from charts.marks import MOST, opens
from components import filters, here, moving
from components.cards import card, empty, title
from components.charting import chart
from components.drawers import open_drawer
from components.fields import forget
from components.live import read
from components.markup import render, show
from components.plan_filters import Asked
from components.pressing import Pressed, pressing
from models import moment
from services.letters import between
from services.summaries import pace, timeline
from services.summaries.frames import each
from services.summaries.tree import Leaf, Tree
from translations import _
from translations import progress as words

FAR = {"sooner": timedelta(days=-7), "later": timedelta(days=7)}


def as_timeline(tree: Tree, asked: Asked) -> None:
    leaves = asked.leaves()
    if not leaves:
        return empty(_("Nothing in the plan is like that. Take away a filter."))
    known, today = _known(asked), moment.today()
    bars = timeline.bars(leaves, today)
    shown = timeline.together(bars, tree) if len(bars) > timeline.MOST else bars
    finding = told.timeline_says(bars)
    with card("timeline", stretch=False):
        title(finding, _bundled(bars, shown, known))
        with st.container(key="only_wide"):
            _chart(shown, known, finding)
        with st.container(key="only_narrow"):
            st.caption(_("The same as a list: from the first day to the last."))
    _clashes(tree, leaves, known)
    with card("timeline_list", stretch=False):
        title(_("By day"), _("moved by a week at a time, or to a day you type"))
        _list(tree, leaves, known)


def _known(asked: Asked) -> timeline.Timeline:
    """With the meetings of the period alone."""
    known = read(timeline.of_community)
    if not asked.page.a_period:
        return known
    return replace(known, meetings=asked.page.of(known.meetings, day="day"))


def _chart(shown: pd.DataFrame, known: timeline.Timeline, finding: str) -> None:
    show("legend.html", items=told.timeline_legend())
    days = [(m.activity_id, m.title, m.due_on, m.done_on) for m in known.milestones]
    milestones = pd.DataFrame(days, columns=["activity_id", "title", "due_on", "done_on"])
    ties = [(tie.before, tie.after) for tie in known.order.ties]
    figure = charts.timeline(shown, known.meetings, milestones, ties, moment.today())
    alt = f"{finding}. {told.timeline_alt(shown)}"
    chart(
        figure,
        "timeline",
        alt,
        told.timeline_table(shown),
        title=finding,
        legend=told.timeline_legend(),
        opens=[opens(row.of, row.id) if row.of else "" for row in each(shown)],
        on_drag=moving.dragged if here.may("activity.create_edit") else None,
    )


def _bundled(bars: pd.DataFrame, shown: pd.DataFrame, known: timeline.Timeline) -> str:
    if shown is bars:
        said = _("pale what is planned, solid what is done, a thin line the days it really took")
        if here.may("activity.create_edit"):
            said = "; ".join((said, _("a bar can be dragged to other days")))
        drawn = sum(len(known.milestones_of(id)) for id in shown.id)
        together = _("one diamond for an activity’s milestones")
        return said if drawn <= MOST else f"{said}; {together}"
    return _(
        "{n} activities are too many to tell apart: here they are put together in {bars} bars. "
        "A filter shows them one by one.",
        n=len(bars),
        bars=len(shown),
    )


def _clashes(tree: Tree, leaves: list[Leaf], known: timeline.Timeline) -> None:
    """Dates that what waits does not keep: said, never mended by itself. Of what is shown, also
    where the other end of it is not."""
    there = {leaf.activity.id: leaf.activity for leaf in tree.leaves}
    shown = {leaf.activity.id for leaf in leaves}
    early = [t for t in known.too_early() if t.after in there and {t.before, t.after} & shown]
    ties = [(there[t.before], there[t.after]) for t in early]
    if ties:
        pressing(render("plan/too_early.html", ties=ties[:20], n=len(ties)), "early", pressed)


def _list(tree: Tree, leaves: list[Leaf], known: timeline.Timeline) -> None:
    """Activities, meetings and today, day by day; those without dates at the end."""
    rows = sorted(
        (leaf for leaf in leaves if leaf.stands != "cancelled"),
        key=lambda leaf: (
            _first(leaf) is None,
            _first(leaf) or moment.today(),
            leaf.activity.number,
        ),
    )
    page = filters.paged(rows, "days")
    today, refs = moment.today(), {leaf.activity.id: leaf.activity.ref for leaf in tree.leaves}
    html = render(
        "plan/by_day.html",
        leaves=page,
        first=_first,
        before=_between_rows(page, known),
        known=known,
        refs=refs,
        may=here.may("activity.create_edit"),
        words=words,
        between=between,
        opens=opens,
        today=today,
        behind=lambda leaf: pace.leaf_is_behind(leaf, today),
    )
    pressing(html, "by_day", pressed)


def _first(leaf: Leaf):
    return leaf.activity.planned_start or leaf.activity.planned_end


def _between_rows(rows: list[Leaf], known: timeline.Timeline) -> dict[UUID | None, list[tuple]]:
    """{activity id: what comes just before it}: meetings and today, each once; None: after all."""
    marks = [(m.day, m.ordinal, m.title) for m in each(known.meetings)]
    marks = sorted([*marks, (moment.today(), None, None)], key=lambda mark: mark[0])
    dated = [leaf for leaf in rows if _first(leaf)]
    if not dated:
        return {}
    marks = [m for m in marks if m[1:] == (None, None) or _first(dated[0]) <= m[0]]
    found: dict[UUID | None, list[tuple]] = {}
    for mark in marks:
        following = (leaf.activity.id for leaf in dated if _first(leaf) > mark[0])
        found.setdefault(next(following, None), []).append(mark)
    return found


def pressed(what: Pressed) -> None:
    here.settle()
    if what.act in FAR:
        return moving.by(UUID(what.id), FAR[what.act])
    if what.act == "move":
        return moving.begin(UUID(what.id))
    forget(what.act)
    open_drawer(what.act, what.id)

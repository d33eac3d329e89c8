"""The plan: objectives and the activities tied to them, as a tree and as a table."""

from uuid import UUID

import streamlit as st

from components import filters, here
from components.cards import actions, empty, page_head
from components.doing import activity_drawer, begin_activity, new_activity
from components.drawers import open_drawer, opened_drawer
from components.markup import render, show
from components.planning import begin_objective, horizons, new_objective, objective_drawer
from components.pressing import Pressed, pressing
from components.undoing import undo_bar
from models import AGREED
from services.summaries import tree as plan
from translations import _, formats, n_
from translations import progress as words

OBJECTIVES = 20  # a page of the tree
LEGEND = ("done", "running", "late", "wanted", "planned")
OPEN = 8  # beyond so many objectives they start folded

here.settle()
tree = plan.tree(here.person())
branches = {str(branch.objective.id): branch for branch in tree.branches}
leaves = {str(leaf.activity.id): leaf for leaf in tree.leaves}


def pressed(what: Pressed) -> None:
    here.settle()
    if what.act == "add":
        begin_activity(UUID(what.id))
    else:
        open_drawer(what.act, what.id)


def head() -> None:
    adopted = sum(b.objective.state in AGREED for b in tree.branches)
    wanted = sum(leaf.stands == "wanted" for leaf in tree.leaves)
    lede = [
        _("{n} of {all} objectives adopted", n=adopted, all=len(tree.branches)),
        n_("{n} activity", "{n} activities", len(tree.leaves)),
    ]
    if wanted:
        lede.append(words.counted("wanted", wanted))
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch"):
            page_head(_("Plan"), ", ".join(lede) if tree.branches else "")
        with st.container(width="content"), actions():
            if here.may("objective.propose"):
                st.button(
                    _("New objective"),
                    key="new_objective",
                    icon=":material/flag:",
                    on_click=begin_objective,
                )
            if here.may("activity.create_edit"):
                st.button(
                    _("New activity"),
                    key="new_activity",
                    icon=":material/add:",
                    type="primary",
                    on_click=begin_activity,
                )


def wanted() -> list[plan.Leaf]:
    """The activities that every filter lets through."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        states = filters.choose(
            "state", _("Where it stands"), {s: words.activity(s) for s in words.ACTIVITY}
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = sorted({leaf.lead for leaf in tree.leaves if leaf.lead})
        lead = filters.pick(
            "lead", _("Who leads"), dict(zip(names, names, strict=True)), _("all of them")
        )
        asked = filters.search("q", _("e.g. repair, flyer")).casefold()
    rows = [leaf for leaf in tree.leaves if not states or leaf.stands in states]
    rows = [leaf for leaf in rows if not lead or leaf.lead == lead]
    return [leaf for leaf in rows if asked in _text(leaf)]


def _text(leaf: plan.Leaf) -> str:
    a = leaf.activity
    names = " ".join(c.name for c in leaf.contributors)
    return f"{a.ref} {a.title} {leaf.lead} {leaf.owner} {names}".casefold()


def as_tree(rows: list[plan.Leaf]) -> None:
    filtered = len(rows) < len(tree.leaves)
    asked = st.session_state.get("q", "").strip().casefold()
    kept = {id(leaf) for leaf in rows}
    shown = [
        b
        for b in tree.branches
        if not filtered
        or any(id(leaf) in kept for leaf in b.leaves)
        or (asked and asked in b.objective.title.casefold())
    ]
    if not shown and not rows:
        return empty(_("Nothing in the plan is like that. Take away a filter."))
    page = filters.paged(shown, "page", OBJECTIVES)
    last = not page or page[-1] is shown[-1]
    html = render(
        "plan/tree.html",
        branches=page,
        shown=_Kept(kept),
        loose=[leaf for leaf in tree.loose if id(leaf) in kept] if last else [],
        open=len(shown) <= OPEN or filtered,
        words=words,
        agreed=AGREED,
        horizons=horizons(),
        may_add=here.may("activity.create_edit"),
        parts=lambda b: [(n, words.TONES[state]) for state, n in b.counts.items()],
        delivered=delivered,
    )
    legend = [
        (words.activity(s), words.TONES[s], "")
        for s in ("done", "running", "late", "wanted", "planned")
    ]
    show("legend.html", items=legend)
    pressing(html, "tree", pressed)


class _Kept:
    """Asked by the template of each activity: does it come through the filters?"""

    def __init__(self, kept: set[int]) -> None:
        self.kept = kept

    def __contains__(self, leaf: plan.Leaf) -> bool:
        return id(leaf) in self.kept


def delivered(branch: plan.Branch) -> str:
    """R23 in words: the share of the work tied to it that is done; never mixed with results."""
    rate = branch.delivery
    return _("{share} of its work done", share=formats.percent(rate.value))


def as_table(rows: list[plan.Leaf]) -> None:
    if not rows:
        return empty(_("Nothing in the plan is like that. Take away a filter."))
    refs = {b.objective.id: b.objective.ref for b in tree.branches}
    html = render(
        "plan/table.html",
        leaves=filters.paged(rows, "rows"),
        refs=lambda leaf: ", ".join(refs[id] for id in leaf.shares),
        words=words,
    )
    pressing(html, "table", pressed)


def named(drawer: str, id: str = "") -> None:
    if drawer == "objective" and id in branches:
        objective_drawer(branches[id])
    elif drawer == "activity" and id in leaves:
        activity_drawer(leaves[id], tree.branches)


head()
undo_bar()
if not tree.branches and not tree.leaves:
    empty(_("No objective yet. The first is always the hardest: what should be true in a year?"))
else:
    views = {"tree": _("Tree"), "table": _("Table")}
    view = filters.switch("view", _("View"), views)
    rows = wanted()
    if view == "table":
        as_table(rows)
    else:
        as_tree(rows)
opened_drawer(
    {
        "objective": (_("Objective"), lambda id: named("objective", id)),
        "activity": (_("Activity"), lambda id: named("activity", id)),
        "new_objective": (_("New objective"), new_objective),
        "new_activity": (_("New activity"), lambda: new_activity(tree.branches)),
    }
)

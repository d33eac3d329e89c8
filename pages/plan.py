"""The plan: objectives and the activities tied to them, as a tree and as a table."""

import streamlit as st

from components import adopting, here
from components.activity_form import begin_activity, new_activity
from components.cards import actions, empty, page_head
from components.doing import activity_drawer
from components.drawers import open_drawer, opened_drawer
from components.objective_form import begin_objective, new_objective
from components.plan_filters import Asked
from components.plan_views import as_table, as_tree, what_hangs_loose
from components.planning import objective_drawer
from components.undoing import undo_bar
from models import AGREED
from services.summaries import tree as plan
from translations import _, n_
from translations import progress as words

here.settle()
tree = plan.tree(here.person())
branches = {str(branch.objective.id): branch for branch in tree.branches}
leaves = {str(leaf.activity.id): leaf for leaf in tree.leaves}
coordinates = here.may("objective.change_state")


def head() -> None:
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch"):
            page_head(_("Plan"), _lede())
        with st.container(width="content"), actions():
            if coordinates and tree.branches:
                of_several()
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


def _lede() -> str:
    if not tree.branches:
        return ""
    adopted = sum(b.objective.state in AGREED for b in tree.branches)
    wanted = sum(leaf.activity.wanted for leaf in tree.leaves)
    late = sum(leaf.stands == "late" for leaf in tree.leaves)
    said = [
        _("{n} of {all} objectives adopted", n=adopted, all=len(tree.branches)),
        n_("{n} activity", "{n} activities", len(tree.leaves)),
    ]
    said += [words.counted("late", late)] * bool(late)
    said += [words.counted("wanted", wanted)] * bool(wanted)
    return ", ".join(said) + "."


def of_several() -> None:
    acts = {"adopt": _("Adopt objectives…"), "points": _("Priority points…")}
    st.menu_button(
        _("More"),
        list(acts),
        key="of_several",
        icon=":material/more_horiz:",
        format_func=acts.get,
        on_click=begin_several,
    )


def begin_several() -> None:
    if st.session_state["of_several"] == "adopt":
        adopting.begin_adopting()
    else:
        adopting.begin_points(tree.branches)


def asked_for_one() -> None:
    """`?open=OB-3` or `AT-7`: a link to one thing opens it, once."""
    ref = st.query_params.pop("open", "").upper()
    for kind, found in (("objective", branches), ("activity", leaves)):
        for id, row in found.items():
            if ref and getattr(row, kind).ref == ref:
                open_drawer(kind, id)


def one_objective(id: str) -> None:
    if id in branches:
        objective_drawer(branches[id], tree.branches)
    else:
        gone()


def one_activity(id: str) -> None:
    if id in leaves:
        activity_drawer(leaves[id], tree.branches)
    else:
        gone()


def gone() -> None:
    empty(_("This is not here any more."))


head()
undo_bar()
asked_for_one()
if not tree.branches and not tree.leaves:
    empty(_("No objective yet. The first is always the hardest: what should be true in a year?"))
else:
    asked = Asked(tree)
    what_hangs_loose()
    if asked.view == "table":
        as_table(tree, asked)
    else:
        as_tree(tree, asked)
opened_drawer(
    {
        "objective": (_("Objective"), one_objective),
        "activity": (_("Activity"), one_activity),
        "new_objective": (_("New objective"), lambda: new_objective(tree.branches)),
        "new_activity": (_("New activity"), lambda: new_activity(tree.branches)),
        "adopt": (_("Adopt objectives"), lambda: adopting.adopt_form(tree.branches)),
        "points": (_("Priority points"), lambda: adopting.points_form(tree.branches)),
    }
)

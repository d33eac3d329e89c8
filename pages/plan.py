"""The plan: objectives and the activities tied to them, as a tree, in time and as a table."""

import streamlit as st

from components import adopting, chosen, here, levelling, nudging, topics
from components.activity_form import begin_activity, new_activity
from components.cards import actions, empty, page_head
from components.doing import activity_drawer
from components.drawers import open_drawer, opened_drawer
from components.live import live_part, read
from components.markup import show
from components.measuring import indicator_drawer, send_back_form
from components.moving import move_form
from components.narrowing import current, narrow
from components.objective_form import begin_objective, new_objective
from components.panel import panel
from components.plan_filters import Asked, of_page
from components.plan_views import as_table, as_tree, what_hangs_loose
from components.planning import objective_drawer
from components.timing import as_timeline
from components.undoing import undo_bar
from models import AGREED
from services.summaries import results
from services.summaries import tree as plan
from translations import _, n_
from translations import progress as words

here.settle()


def seen() -> plan.Tree:
    return read(plan.tree)


def head() -> None:
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch"):
            page_head(_("Plan"), _lede(of_page(seen(), current())))
        with st.container(width="content"), actions():
            if here.may("objective.change_state") and seen().branches:
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


def _lede(tree: plan.Tree) -> str:
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
    acts |= {"levels": _("Levels of objectives…")} if here.may("community.edit_settings") else {}
    st.menu_button(
        _("More"),
        list(acts),
        key="of_several",
        icon=":material/more_horiz:",
        format_func=acts.get,
        on_click=begin_several,
    )


def begin_several() -> None:
    begin = {"adopt": adopting.begin_adopting, "levels": levelling.begin}
    chosen = st.session_state["of_several"]
    begin.get(chosen, lambda: adopting.begin_points(seen().branches))()


def the_plan(page: chosen.Asked) -> None:
    tree = seen()
    if not tree.branches and not tree.leaves:
        return empty(
            _("No objective yet. The first is always the hardest: what should be true in a year?")
        )
    asked = Asked(tree, page)
    what_hangs_loose(asked)
    views = {"table": as_table, "timeline": as_timeline, "owners": nudging.by_owner}
    views.get(asked.view, as_tree)(tree, asked)


def asked_for_one() -> None:
    """`?open=OB-3` or `AT-7`: a link to one thing opens it, once."""
    ref = st.query_params.pop("open", "").upper()
    if not ref:
        return
    for kind, found in (("objective", seen().branches), ("activity", seen().leaves)):
        for row in found:
            thing = getattr(row, kind)
            if thing.ref == ref:
                open_drawer(kind, str(thing.id))


def one_objective(id: str) -> None:
    branch = next((b for b in seen().branches if str(b.objective.id) == id), None)
    if branch:
        objective_drawer(branch, seen().branches)
    else:
        gone()


def one_activity(id: str) -> None:
    leaf = next((leaf for leaf in seen().leaves if str(leaf.activity.id) == id), None)
    if leaf:
        activity_drawer(leaf, seen().branches)
    else:
        gone()


def to_move(id: str) -> None:
    leaf = next((leaf for leaf in seen().leaves if str(leaf.activity.id) == id), None)
    if leaf:
        show("title.html", text=leaf.activity.title, sub=leaf.activity.ref, level=2)
        move_form(leaf)
    else:
        gone()


def one_indicator(id: str) -> None:
    gauge = read(results.of_community, own=True).one(id)
    if gauge:
        indicator_drawer(gauge)
    else:
        gone()


def gone() -> None:
    empty(_("This is not here any more."))


live_part("head", topics.PLAN)(head)()
undo_bar()
asked_for_one()
asked = narrow("period", "organisations", "objectives")
live_part("plan", topics.RESULTS | topics.LOOSE | topics.NUDGES | topics.ALIGNED | {"plan"})(
    the_plan
)(asked)
opened_drawer(
    {
        "objective": (_("Objective"), one_objective),
        "activity": (_("Activity"), one_activity),
        "move": (_("Move it in time"), to_move),
        "nudge": (_("A text to copy"), nudging.the_text),
        "indicator": (_("Measure"), one_indicator),
        "send_back": (_("Send back"), send_back_form),
        "new_objective": (_("New objective"), lambda: new_objective(seen().branches)),
        "new_activity": (_("New activity"), lambda: new_activity(seen().branches)),
        "levels": (_("Levels of objectives"), levelling.levels_form),
        "adopt": (_("Adopt objectives"), lambda: adopting.adopt_form(seen().branches)),
        "points": (_("Priority points"), lambda: adopting.points_form(seen().branches)),
    }
    | panel()
)

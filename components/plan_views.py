"""The plan as it is looked at: the tree, the table, what hangs loose."""

from datetime import date
from uuid import UUID

import pandas as pd
import streamlit as st

from charts.marks import opens
from components import filters, here, several, waiting
from components.activity_form import begin_activity
from components.cards import empty
from components.charting import download
from components.drawers import open_drawer
from components.explaining import pressed as explained
from components.fields import forget
from components.gauging import achieved
from components.levelling import called
from components.live import read
from components.markup import render, show
from components.objective_form import horizons
from components.plan_filters import Asked, hanging
from components.planning import delivered, points
from components.pressing import Pressed, pressing
from models import AGREED, moment
from services.letters import between
from services.summaries import pace, results
from services.summaries.tree import Leaf, Tree
from translations import _, formats, n_
from translations import progress as words
from translations import results as result_words

OBJECTIVES = 20  # a page of the tree
OPEN = 8  # beyond so many objectives they start folded


def pressed(what: Pressed) -> None:
    if explained(what):
        return
    if what.act == "add":
        begin_activity(UUID(what.id))
    elif what.act == "lead_to":
        waiting.lead_to(*what.id.split("|"))
    else:
        forget(what.act)
        open_drawer(what.act, what.id)


def as_tree(tree: Tree, asked: Asked) -> None:
    leaves = asked.leaves()
    branches, kept = asked.branches(leaves), {leaf.activity.id for leaf in leaves}
    untied = [leaf for leaf in tree.loose if leaf.activity.id in kept]
    if not branches and not untied:
        return empty(_("Nothing in the plan is like that. Take away a filter."))
    show("legend.html", items=words.legend())
    if any(leaf.activity.id not in kept for b in branches for leaf in b.leaves):
        st.caption(_("An objective’s numbers count all it has, also what the filters leave out."))
    page = filters.paged(branches, "page", OBJECTIVES)
    html = render(
        "plan/tree.html",
        branches=page,
        kept=kept,
        left_out=lambda b: sum(leaf.activity.id not in kept for leaf in b.leaves),
        untied=untied if not page or page[-1] is branches[-1] else [],
        open=bool(asked) or len(branches) <= OPEN,
        agreed=AGREED,
        horizons=horizons(),
        levels=called(),
        may_add=here.may("activity.create_edit"),
        parts=lambda b: words.parts(b.counts),
        delivered=delivered,
        known=read(results.of_community, own=True),
        achieved=achieved,
        results=result_words,
        points=points,
        late=lambda b: pace.branch_is_behind(b, moment.today()),
        **_row(),
    )
    pressing(html, "tree", pressed)


def as_table(tree: Tree, asked: Asked) -> None:
    if several.is_open():
        return several.the_sheet()
    leaves = asked.leaves()
    if not leaves:
        return empty(_("Nothing in the plan is like that. Take away a filter."))
    refs = {b.objective.id: b.objective.ref for b in tree.branches}
    page = filters.paged(leaves, "rows")
    if several.may_write():
        rows = [leaf.activity for leaf in page]
        st.button(
            _("Write in the table"),
            key="several_begin",
            icon=":material/edit_note:",
            on_click=several.begin,
            args=[rows],
        )
    html = render("plan/table.html", leaves=page, refs=refs, **_row())
    pressing(html, "table", pressed)
    download(_as_frame(leaves, refs), "plan")


def what_hangs_loose(asked: Asked) -> None:
    """R25: a to-do list, not a score; of what the filters of the page let through."""
    found = hanging(asked.page, asked.tree)
    if not found.count:
        return
    label = n_("{n} thing hangs loose", "{n} things hang loose", found.count)
    groups = [
        (_("Adopted, and no activity serves it"), "objective", found.objectives, "plan"),
        (_("Activities tied to no objective"), "activity", found.activities, "plan"),
        (_("Must-haves nobody has offered yet"), "need", found.needs, "resources"),
        (_("Promised, and for no activity yet"), "pledge", found.pledges, "resources"),
    ]
    with st.expander(label, icon=":material/link_off:", key="loose"):
        pressing(
            render("plan/loose.html", groups=groups, said=label, opens=opens), "loose_ends", pressed
        )


def _row() -> dict:
    """What a template needs to tell one activity."""
    today: date = moment.today()
    return {
        "words": words,
        "between": between,
        "opens": opens,
        "behind": lambda leaf: pace.leaf_is_behind(leaf, today),
    }


def _as_frame(leaves: list[Leaf], refs: dict) -> pd.DataFrame:
    rows = [
        (
            leaf.activity.ref,
            leaf.activity.title,
            ", ".join(refs[id] for id in leaf.shares),
            leaf.lead or leaf.owner,
            ", ".join(c.name for c in leaf.contributors),
            formats.short_day(leaf.activity.planned_start),
            formats.short_day(leaf.activity.planned_end) or leaf.activity.date_note,
            words.activity(leaf.stands) if leaf.stands in words.ACTIVITY else _("cancelled"),
            leaf.activity.progress_pct,
        )
        for leaf in leaves
    ]
    names = [_("Code"), _("Activity"), _("Objective"), _("Who leads"), _("Who takes part")]
    names += [_("From"), _("To"), _("State"), _("Progress %")]
    return pd.DataFrame(rows, columns=names)

"""What is asked of the plan: what the filters of the page let through (narrowing.py), and of that
a way to look at it, where things stand, how far ahead, words."""

from collections.abc import Callable

import streamlit as st

from components import chosen, filters, here
from components.live import read
from components.objective_form import horizons
from components.stocking import asked_for
from models import moment
from services.summaries import loose, timeline
from services.summaries.tree import Branch, Leaf, Tree
from translations import _
from translations import progress as words

LEGEND = ("planned", "running", "late", "wanted", "blocked", "done")


def of_page(tree: Tree, asked: chosen.Asked) -> Tree:
    """What the filters of the page let through: activities, and objectives that have some of them
    or pass by themselves. A branch keeps all its activities: its numbers count them."""
    if not asked:
        return tree
    days = _days_of() if asked.a_period else None
    leaves = [leaf for leaf in tree.leaves if _passes(leaf, asked, days)]
    kept = {leaf.activity.id for leaf in leaves}
    return Tree([b for b in tree.branches if _stays(b, kept, asked)], leaves)


def hanging(asked: chosen.Asked, shown: Tree) -> loose.Loose:
    """What hangs loose of that. A need that nobody answers has no organisation: it is of those of
    its activity. `shown`: the tree that the filters let through."""
    found = read(loose.of_community)
    if not asked:
        return found
    objectives = [branch.objective.id for branch in shown.branches]
    activities = [leaf.activity.id for leaf in shown.leaves]
    if not (found.needs or found.pledges):  # nor may everybody read them
        return found.only(objectives, activities, (), ())
    stock = asked_for(asked)
    of_them = stock.needs.activity_id.isin(activities) | (not asked.organisations)
    return found.only(objectives, activities, stock.needs.id[of_them], stock.pledges.id)


class Asked:
    """What the reader asks for; nothing chosen means all of it. `page`: the filters of the page;
    `tree`: what they let through."""

    def __init__(self, tree: Tree, page: chosen.Asked) -> None:
        self.page, self.tree = page, of_page(tree, page)
        with st.container(
            horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
        ):
            views = {"tree": _("Tree"), "timeline": _("Timeline"), "table": _("Table")}
            if here.may("activity.nudge"):
                views["owners"] = _("By owner")
            self.view = filters.switch("view", _("View"), views)
            states = {state: words.activity(state) for state in LEGEND}
            self.states = filters.choose("state", _("Where it stands"), states)
        when, what = st.columns([0.9, 2.4])
        with when:
            self.horizon = filters.pick("horizon", _("Time horizon"), horizons(), _("all of them"))
        with what:
            self.words = filters.search("q", _("e.g. repair, flyer")).casefold()
        self.far = {b.objective.id for b in tree.branches if b.objective.horizon == self.horizon}

    def __bool__(self) -> bool:
        return bool(self.page or self.states or self.horizon or self.words)

    def leaves(self) -> list[Leaf]:
        """The activities it lets through; an objective that is meant brings all of its own."""
        tree = self.tree
        named = {b.objective.id for b in tree.branches if self.words and self._names(b)}
        return [leaf for leaf in tree.leaves if self._lets(leaf, bool(named & leaf.shares.keys()))]

    def branches(self, leaves: list[Leaf]) -> list[Branch]:
        """Objectives with something to show; asked for nothing of their activities, also others."""
        kept = {leaf.activity.id for leaf in leaves}
        return [b for b in self.tree.branches if _has(b, kept) or self._lets_alone(b)]

    def lets_action(self, day, organisation, text: str) -> bool:
        """Of an action of a meeting: it serves no objective, and stands nowhere in the plan."""
        asked = self.page.lets(day=day, organisation=organisation, objective=None)
        return asked and not (self.states or self.horizon) and self.words in text.casefold()

    def _lets(self, leaf: Leaf, meant: bool) -> bool:
        stands = not self.states or leaf.stands in self.states
        stands = stands or ("wanted" in self.states and leaf.activity.wanted)
        far = not self.horizon or bool(self.far & leaf.shares.keys())
        return stands and far and (meant or self.words in _text(leaf))

    def _lets_alone(self, branch: Branch) -> bool:
        o = branch.objective
        far = not self.horizon or o.id in self.far
        alone = _alone(branch, self.page) and not self.states
        return alone and far and (not self.words or self._names(branch))

    def _names(self, branch: Branch) -> bool:
        o = branch.objective
        return self.words in f"{o.ref} {o.title} {o.statement} {branch.steward}".casefold()


def _text(leaf: Leaf) -> str:
    a, names = leaf.activity, " ".join(c.name for c in leaf.contributors)
    return f"{a.ref} {a.title} {a.description} {leaf.lead} {leaf.owner} {names}".casefold()


def _stays(branch: Branch, kept: set, asked: chosen.Asked) -> bool:
    return asked.lets(objective=branch.objective.id) and (
        _has(branch, kept) or _alone(branch, asked)
    )


def _has(branch: Branch, kept: set) -> bool:
    return any(leaf.activity.id in kept for leaf in branch.leaves)


def _alone(branch: Branch, asked: chosen.Asked) -> bool:
    o = branch.objective
    return asked.lets(organisation=o.steward_organisation_id, day=o.due_on)


def _passes(leaf: Leaf, asked: chosen.Asked, days: Callable[[Leaf], list] | None) -> bool:
    who = asked.lets(organisation=leaf.organisations.keys(), objective=leaf.shares.keys())
    return who and (not days or any(asked.lets(day=one) for one in days(leaf)))


def _days_of() -> Callable[[Leaf], list]:
    """When an activity is planned for, when it really goes on, and the days on its way."""
    known, today = read(timeline.of_community), moment.today()

    def days(leaf: Leaf) -> list:
        a = leaf.activity
        really = (a.actual_start, a.actual_end or (a.actual_start and today))
        way = [m.done_on or m.due_on for m in known.milestones_of(a.id)]
        return [(a.planned_start, a.planned_end), really, *way]

    return days

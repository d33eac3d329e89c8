"""What is asked of the plan: a way to look at it, where things stand, who, how far ahead, words."""

import streamlit as st

from components import filters, here
from components.objective_form import horizons
from services.summaries.tree import Branch, Leaf, Tree
from translations import _
from translations import progress as words

LEGEND = ("planned", "running", "late", "wanted", "blocked", "done")


class Asked:
    """What the reader asks for; nothing chosen means all of it."""

    def __init__(self, tree: Tree) -> None:
        with st.container(
            horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
        ):
            views = {"tree": _("Tree"), "timeline": _("Timeline"), "table": _("Table")}
            if here.may("activity.nudge"):
                views["owners"] = _("By owner")
            self.view = filters.switch("view", _("View"), views)
            states = {state: words.activity(state) for state in LEGEND}
            self.states = filters.choose("state", _("Where it stands"), states)
        who, when, what = st.columns([1.2, 0.9, 1.2])
        names = {str(i): name for leaf in tree.leaves for i, name in leaf.organisations.items()}
        names = dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))
        with who:
            self.org = filters.pick("org", _("Organisation"), names, _("all of them"))
        with when:
            self.horizon = filters.pick("horizon", _("Time horizon"), horizons(), _("all of them"))
        with what:
            self.words = filters.search("q", _("e.g. repair, flyer")).casefold()
        self.far = {b.objective.id for b in tree.branches if b.objective.horizon == self.horizon}

    def __bool__(self) -> bool:
        return bool(self.states or self.org or self.horizon or self.words)

    def leaves(self, tree: Tree) -> list[Leaf]:
        """The activities it lets through; an objective that is meant brings all of its own."""
        named = {b.objective.id for b in tree.branches if self.words and self._names(b)}
        return [leaf for leaf in tree.leaves if self._lets(leaf, bool(named & leaf.shares.keys()))]

    def branches(self, tree: Tree, leaves: list[Leaf]) -> list[Branch]:
        """Objectives with something to show; asked for nothing of their activities, also others."""
        kept = {leaf.activity.id for leaf in leaves}
        return [
            b
            for b in tree.branches
            if any(leaf.activity.id in kept for leaf in b.leaves) or self._lets_alone(b)
        ]

    def _lets(self, leaf: Leaf, meant: bool) -> bool:
        stands = not self.states or leaf.stands in self.states
        stands = stands or ("wanted" in self.states and leaf.activity.wanted)
        org = not self.org or self.org in map(str, leaf.organisations)
        far = not self.horizon or bool(self.far & leaf.shares.keys())
        return stands and org and far and (meant or self.words in _text(leaf))

    def _lets_alone(self, branch: Branch) -> bool:
        o = branch.objective
        org = not self.org or self.org == str(o.steward_organisation_id)
        far = not self.horizon or o.id in self.far
        return not self.states and org and far and (not self.words or self._names(branch))

    def _names(self, branch: Branch) -> bool:
        o = branch.objective
        return self.words in f"{o.ref} {o.title} {o.statement} {branch.steward}".casefold()


def _text(leaf: Leaf) -> str:
    a, names = leaf.activity, " ".join(c.name for c in leaf.contributors)
    return f"{a.ref} {a.title} {a.description} {leaf.lead} {leaf.owner} {names}".casefold()

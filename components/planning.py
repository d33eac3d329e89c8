"""One objective: all that is known of it, and the acts on it."""

from uuid import UUID

import streamlit as st

from charts.marks import opens
from components import adopting, here, topics
from components.aligning import what_it_serves
from components.asking import ask, refused
from components.cards import actions
from components.drawers import lead_out, open_drawer, press
from components.explaining import pressed as explained
from components.fields import forget
from components.gauging import how_we_know
from components.knowing import told_now
from components.levelling import called
from components.live import read
from components.markup import render, show
from components.objective_form import change_form, horizons
from components.pressing import Pressed, pressing
from components.telling import told
from components.undoing import can_be_undone
from models import AGREED, Objective, ObjectiveState, moment
from services import decisions, objectives
from services.rights import permits
from services.summaries import pace, resources
from services.summaries.frames import each
from services.summaries.tree import Branch, tree
from translations import _, formats, n_
from translations import progress as words
from translations import resources as resource_words


def objective_drawer(branch: Branch, branches: list[Branch]) -> None:
    o, who = branch.objective, here.standing()
    told_now("objective", topics.PLAN | {"decision"}, lambda: _now(o.id), _tell)
    how_we_know(branch)
    what_it_serves(o)
    told_now("given", topics.LOOSE, lambda: _now(o.id), _given)
    if permits(who.cell("objective.edit_text"), who, o):
        with st.expander(_("Change the objective")):
            change_form(o, branches)
    if here.may("objective.change_state"):
        told_now("states", {"objective"}, lambda: _now(o.id), lambda now: _states(now.objective))
    if permits(who.cell("objective.delete"), who, o):
        press(_("Archive"), "objective_archive", _archive, o, kind="tertiary")
    told_now("told", topics.PLAN | {"decision"}, lambda: _now(o.id), lambda now: told(o.id))


def _now(id: UUID) -> Branch | None:
    return next((one for one in read(tree).branches if one.objective.id == id), None)


def _tell(branch: Branch) -> None:
    o = branch.objective
    html = render(
        "plan/about.html",
        name=o.title,
        ref=o.ref,
        badges=_badges(branch),
        text=o.statement,
        pairs=_pairs(branch),
        lists=[],
    )
    pressing(html, "about", _pressed)
    _decided(o)
    _work(branch)


def need_line(need) -> tuple:
    amount = formats.quantity(need.quantity_milli, need.unit)
    firm = formats.percent(need.coverage)
    label = _("{share} confirmed", share=firm) if need.coverage is not None else ""
    tone = "done" if need.answer == "covered" else "line"
    return (need.title, f"{resource_words.kind(need.kind)} · {amount}", tone, label)


def asked_and_given(stock: resources.Resources) -> list[tuple]:
    """What work asks for, and what is promised for it."""
    return [
        (_("What it needs"), [need_line(need) for need in each(stock.needs)]),
        (_("What is promised for it"), pledge_lines(stock.pledges)),
    ]


def pledge_lines(pledges) -> list[tuple]:
    """Confirmed first; what is only offered is told apart by its badge, and never added to it."""
    return [
        (
            p.title,
            f"{p.giver_short or p.giver} · {formats.quantity(p.quantity_milli, p.unit)}",
            "done" if p.firm else "offered",
            resource_words.state(p.state, p.conditional),
        )
        for p in sorted(each(pledges), key=lambda p: not p.firm)
    ]


def delivered(branch: Branch) -> tuple[str, str]:
    """R23: the share of its work that is done, and what that is made of."""
    rate = branch.delivery
    share = formats.percent(rate.value)
    if rate.value is None:
        return share, _("nothing planned yet")
    if branch.children:
        return share, _("from the objectives under it, by weight")
    done, all = formats.number(rate.numerator), formats.number(rate.denominator)
    return share, _("worth {done} of {all} activities", done=done, all=all)


def _badges(branch: Branch) -> list[tuple]:
    o = branch.objective
    found = [(words.objective(o.state), "done" if o.state in AGREED else "idle")]
    found += [(called()[o.level], "line")] if o.level in called() else []
    found += [(horizons()[o.horizon], "line")] if o.horizon else []
    behind = pace.branch_is_behind(branch, moment.today())
    return found + [(_("behind its dates"), "risk")] * behind


def _pairs(branch: Branch) -> list[tuple]:
    o, (share, made_of) = branch.objective, delivered(branch)
    points = _("not shared out yet") if o.priority_points is None else str(o.priority_points)
    return [
        (_("Why it matters to all"), o.collective_interest),
        (_("For whom"), o.beneficiaries),
        (_("Who looks after it"), branch.steward or _("looking for somebody")),
        (_("By when"), formats.day(o.due_on)),
        (_("Priority points"), points),
        (_("Part of"), f"{branch.parent.ref} {branch.parent.title}" if branch.parent else ""),
        (_("Work done"), f"{share}, {made_of}", opens("work_done", o.id)),
    ]


def _decided(o: Objective) -> None:
    """The words that were adopted, frozen, and whether they are still today's."""
    made = [d for d in decisions.of_community(here.person()) if d.objective_id == o.id]
    if made:
        show("plan/decided.html", decisions=made, now=o.text_hash)


def _work(branch: Branch) -> None:
    html = render("plan/under.html", branch=branch, words=words)
    if branch.leaves or branch.children:
        pressing(html, "under", _pressed)
    lead_out()


def _pressed(what: Pressed) -> None:
    if not explained(what):
        forget(what.act)
        open_drawer(what.act, what.id)


def _given(branch: Branch) -> None:
    if not here.may("pledge.read"):
        return
    ours = tuple(leaf.activity.id for leaf in branch.leaves)
    for name, lines in asked_and_given(read(resources.of_work, ours, branch.objective.id)):
        if lines:
            with st.expander(f"{name} ({formats.number(len(lines))})"):
                show("plan/lines.html", lines=lines)


def _states(o: Objective) -> None:
    """Achieved, partly, dropped; adoption goes through a decision of the group."""
    with actions():
        if o.state in AGREED:
            options = [
                ObjectiveState.achieved,
                ObjectiveState.partly_achieved,
                ObjectiveState.dropped,
            ]
        else:
            back = o.state == ObjectiveState.dropped
            options = [ObjectiveState.draft if back else ObjectiveState.dropped]
            label = _("The group adopts it…")
            press(label, "objective_adopt", adopting.begin_adopting, o.id, kind="primary")
        for state in options:
            if state != o.state:
                press(words.objective(state), f"objective_{state}", _set_state, o, state)


def _set_state(o: Objective, state: ObjectiveState) -> None:
    ask(
        lambda: objectives.set_state(here.person(), o.id, state, seen=o.state),
        done=_("Saved."),
    )


def _archive(o: Objective) -> None:
    ask(lambda: objectives.archive(here.person(), o.id))
    if not refused():
        can_be_undone(o.id, _("Archived: {what}", what=o.title))


def points(n: int | None) -> str:
    if n is None:
        return _("no points yet")
    return n_("{n} priority point", "{n} priority points", n)

"""One activity: who leads, who joins, how far it is, and the acts on it."""

from uuid import UUID

import streamlit as st

from components import here, topics
from components.activity_form import change_form
from components.asking import ask, refused
from components.cards import actions
from components.depending import what_it_waits_for
from components.drawers import press
from components.knowing import told_now
from components.live import read
from components.markup import show
from components.milestoning import milestones_of
from components.moving import move_form
from components.planning import asked_and_given
from components.telling import told
from components.undoing import can_be_undone
from models import Activity, ActivityState, moment
from services import activities, contributors, organisations
from services.letters import between
from services.rights import permits
from services.summaries import pace, resources
from services.summaries.tree import Branch, Leaf, tree
from translations import _, formats
from translations import progress as words

QUICK = (25, 50, 75, 100)


def activity_drawer(leaf: Leaf, branches: list[Branch]) -> None:
    a, who = leaf.activity, here.standing()
    told_now("activity", topics.PLAN | topics.RESOURCES, lambda: _now(a.id), _tell)
    if here.may("activity.create_edit"):
        with st.expander(_("Move it in time")):
            move_form(leaf)
    what_it_waits_for(leaf)
    milestones_of(leaf)
    if here.may("activity.create_edit"):
        with st.expander(_("Change the activity")):
            change_form(leaf, branches)
    if here.may("activity.assign_other_organisation") and leaf.stands not in ("done", "cancelled"):
        with st.expander(_("Name an organisation")):
            _name_form(leaf)
    if permits(who.cell("activity.delete"), who, a):
        press(_("Archive"), "activity_archive", _archive, a, kind="tertiary")
    told_now("told", topics.PLAN, lambda: _now(a.id), lambda now: told(a.id, *now.ties))


def _now(id: UUID) -> Leaf | None:
    return next((leaf for leaf in read(tree).leaves if leaf.activity.id == id), None)


def _tell(leaf: Leaf) -> None:
    a = leaf.activity
    show(
        "plan/about.html",
        name=a.title,
        ref=a.ref,
        badges=_badges(leaf),
        text=a.description,
        pairs=_pairs(leaf, read(tree).branches),
        lists=_lists(leaf),
    )
    _hands(leaf)
    if here.may("activity.create_edit"):
        _how_far(a)


def _badges(leaf: Leaf) -> list[tuple]:
    stands = _("cancelled") if leaf.stands == "cancelled" else words.activity(leaf.stands)
    found = [(stands, words.TONES.get(leaf.stands, "idle"))]
    if leaf.activity.wanted and leaf.stands != "wanted":
        found.append((words.activity("wanted"), "blocked"))
    found += [(_("waits for a yes"), "offered")] * leaf.waits_for_a_yes
    return found + [(_("behind its dates"), "risk")] * pace.leaf_is_behind(leaf, moment.today())


def _pairs(leaf: Leaf, branches: list[Branch]) -> list[tuple]:
    a = leaf.activity
    titles = {b.objective.id: b.objective for b in branches}
    serves = [
        f"{titles[id].ref} ({formats.percent(share / 1000)})" for id, share in leaf.shares.items()
    ]
    lead = leaf.lead or _("looking for somebody")
    if leaf.waits_for_a_yes:
        lead = _("{name}, which has not said yes yet", name=leaf.lead)
    return [
        (_("For"), ", ".join(serves) or _("no objective yet")),
        (_("Who leads"), lead),
        (_("Responsible person"), leaf.owner),
        (_("When"), between(a.planned_start, a.planned_end) or a.date_note),
        (_("Begun on"), formats.day(a.actual_start)),
        (_("Done on"), formats.day(a.actual_end)),
        (_("Progress"), formats.percent(a.progress_pct / 100)),
    ]


def _lists(leaf: Leaf) -> list[tuple]:
    asked = _("has not said yes yet")
    helpers = [(c.name, "", "offered", "" if c.accepted else asked) for c in leaf.contributors]
    found = [(_("Who takes part"), helpers)]
    if here.may("pledge.read"):
        found += asked_and_given(read(resources.of_work, (leaf.activity.id,)))
    return found


def _hands(leaf: Leaf) -> None:
    """One's own organisations say yes or no, take it, join it, step back."""
    mine = sorted(here.standing().speaks_for, key=str)
    if not mine or leaf.stands in ("done", "cancelled"):
        return
    with actions():
        for org in mine:
            _hand(leaf, org, "" if len(mine) == 1 else _name_of(org))


def _hand(leaf: Leaf, org: UUID, name: str) -> None:
    a, accepted = leaf.activity, {c.organisation_id: c.accepted for c in leaf.contributors}
    accepted = a.lead_accepted if a.lead_organisation_id == org else accepted.get(org)

    def button(label: str, act: str, do, kind: str = "secondary") -> None:
        label = f"{label} ({name})" if name else label
        press(label, f"{act}_{org}", do, a.id, org, kind=kind)

    if accepted is False:
        button(_("Yes, we are in"), "yes", _say_yes, "primary")
        button(_("No, thanks"), "no", _leave)
    elif accepted:
        button(_("We step back"), "leave", _leave)
    if a.lead_organisation_id is None:
        button(_("We lead it"), "take", _lead, "primary")
    if accepted is None:
        button(_("We take part"), "join", _join)


def _how_far(a: Activity) -> None:
    """Two taps: how far, done."""
    now = a.progress_pct
    st.caption(_("How far is it?"))
    with actions():
        for percent in QUICK:
            label = _("Done") if percent == 100 else formats.percent(percent / 100)
            kind = "primary" if percent == now else "secondary"
            press(label, f"far_{percent}", _progress, a, percent, kind=kind)
        if a.state == ActivityState.blocked:
            press(_("It goes on"), "unblocked", _progress, a, now, ActivityState.in_progress)
        elif a.state != ActivityState.done:
            press(_("Blocked"), "blocked", _progress, a, now, ActivityState.blocked)


def _name_form(leaf: Leaf) -> None:
    """Another's organisation takes part only once it says yes."""
    rows = organisations.of_community(here.person())
    free = {org.id: org.name for org in rows if org.id not in leaf.organisations}
    st.selectbox(
        _("An organisation that could take part"),
        list(free),
        index=None,
        key="name_organisation",
        format_func=free.get,
        placeholder=_("Choose"),
    )
    st.caption(_("It takes part once its own people say yes."))
    if st.session_state["name_organisation"]:
        press(_("Name it"), "name_it", _name, leaf.activity.id)


def _name_of(organisation_id: UUID) -> str:
    rows = organisations.of_community(here.person())
    return next((org.called for org in rows if org.id == organisation_id), "")


def _name(activity_id: UUID) -> None:
    org = st.session_state["name_organisation"]
    ask(
        lambda: contributors.name(here.person(), activity_id, org),
        done=_("Written down: it waits for their yes."),
    )


def _progress(a: Activity, percent: int, state: ActivityState | None = None) -> None:
    seen = {field: getattr(a, field) for field in activities.HOW_FAR}
    ask(
        lambda: activities.progress(here.person(), a.id, percent, state, seen=seen),
        done=_("Recorded."),
    )


def _lead(activity_id: UUID, org: UUID) -> None:
    thanks = _("It is yours. Thank you.")
    ask(lambda: contributors.lead(here.person(), activity_id, org), done=thanks)


def _join(activity_id: UUID, org: UUID) -> None:
    ask(lambda: contributors.join(here.person(), activity_id, org), done=_("You are in."))


def _say_yes(activity_id: UUID, org: UUID) -> None:
    ask(lambda: contributors.say_yes(here.person(), activity_id, org), done=_("You are in."))


def _leave(activity_id: UUID, org: UUID) -> None:
    ask(lambda: contributors.leave(here.person(), activity_id, org), done=_("You stepped back."))


def _archive(a: Activity) -> None:
    ask(lambda: activities.archive(here.person(), a.id))
    if not refused():
        can_be_undone(a.id, _("Archived: {what}", what=a.title))

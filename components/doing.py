"""One activity: who leads, who joins, how far it is, and the acts on it."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.drawers import open_drawer, press, send
from components.fields import fill, one_of, said
from components.markup import show
from components.planning import need_line
from components.telling import told
from components.undoing import can_be_undone
from models import Activity, ActivityState
from services import activities, organisations, people
from services.rights import permits
from services.summaries import resources
from services.summaries.tree import Branch, Leaf
from translations import _, formats
from translations import progress as words
from translations import resources as resource_words

FORM = "activity"
EDITED = (
    "title",
    "description",
    "planned_start",
    "planned_end",
    "lead_organisation_id",
    "owner_person_id",
    "help_wanted",
)
STATES = {
    ActivityState.planned: "planned",
    ActivityState.in_progress: "running",
    ActivityState.blocked: "blocked",
    ActivityState.done: "done",
}
QUICK = (25, 50, 75, 100)


def begin_activity(objective_id: UUID | None = None) -> None:
    fill(FORM, **dict.fromkeys(EDITED, None))
    fill(FORM, title="", description="", help_wanted=False, op=uuid4())
    fill(FORM, objectives=[objective_id] if objective_id else [])
    open_drawer("new_activity")


def new_activity(branches: list[Branch]) -> None:
    with st.form("activity_form", border=False):
        st.text_input(_("What has to be done"), key="activity_title", max_chars=300)
        beside("title", form=FORM)
        _for_what(branches)
        _leads()
        with st.expander(_("Say more")):
            _more()
        send(_("Add the activity"), _add)


def activity_drawer(leaf: Leaf, branches: list[Branch]) -> None:
    a = leaf.activity
    badges = [(_stands(leaf), words.TONES.get(leaf.stands, "idle"))]
    show(
        "plan/about.html",
        name=a.title,
        ref=a.ref,
        badges=badges,
        text=a.description,
        pairs=_pairs(leaf, branches),
        lists=_lists(leaf),
    )
    _hands(leaf)
    if here.may("activity.create_edit"):
        _how_far(a)
        with st.expander(_("Change it")):
            _change_form(leaf, branches)
    who = here.standing()
    if permits(who.cell("activity.delete"), who, a):
        press(_("Archive"), "activity_archive", _archive, a, kind="tertiary")
    told(a.id)


def _stands(leaf: Leaf) -> str:
    return _("cancelled") if leaf.stands == "cancelled" else words.activity(leaf.stands)


def _pairs(leaf: Leaf, branches: list[Branch]) -> list[tuple]:
    a = leaf.activity
    titles = {b.objective.id: b.objective for b in branches}
    serves = [
        f"{titles[id].ref} ({formats.percent(share / 1000)})" for id, share in leaf.shares.items()
    ]
    lead = leaf.lead or _("looking for somebody")
    if leaf.waits_for_a_yes:
        lead = _("{name}, which has not said yes yet", name=leaf.lead)
    days = " – ".join(filter(None, map(formats.short_day, (a.planned_start, a.planned_end))))
    return [
        (_("For"), ", ".join(serves)),
        (_("Who leads"), lead),
        (_("Responsible person"), leaf.owner),
        (_("When"), days or a.date_note),
        (_("Progress"), formats.percent(a.progress_pct / 100)),
    ]


def _lists(leaf: Leaf) -> list[tuple]:
    stock, id = resources.of_community(here.person()), leaf.activity.id
    needs = stock.needs[stock.needs.activity_id == id]
    given = stock.pledges[stock.pledges.activity_id == id]
    pledges = [
        (
            p.title,
            f"{p.giver_short or p.giver} · {formats.quantity(p.quantity_milli, p.unit)}",
            "done" if p.firm else "offered",
            resource_words.state(p.state, p.conditional),
        )
        for p in sorted(given.itertuples(), key=lambda p: not p.firm)
    ]
    asked = _("has not said yes yet")
    helpers = [(c.name, "", "offered", "" if c.accepted else asked) for c in leaf.contributors]
    return [
        (_("Who takes part"), helpers),
        (_("What it needs"), [need_line(n) for n in needs.itertuples()]),
        (_("What is promised for it"), pledges),
    ]


def _hands(leaf: Leaf) -> None:
    """One's own organisation takes it, joins, says yes or steps back."""
    mine = here.standing().speaks_for
    if not mine or leaf.stands in ("done", "cancelled"):
        return
    a = leaf.activity
    asked = [a.lead_organisation_id] if not a.lead_accepted else []
    asked += [c.organisation_id for c in leaf.contributors if not c.accepted]
    takes_part = {c.organisation_id for c in leaf.contributors} | {a.lead_organisation_id}
    with st.container(horizontal=True, gap="xsmall"):
        for org in mine & set(asked):
            press(_("Yes, we are in"), f"yes_{org}", _say_yes, a.id, org, kind="primary")
        for org in sorted(mine - takes_part, key=str)[:1]:
            if a.lead_organisation_id is None and here.may("activity.create_edit"):
                press(_("We lead it"), "take", _take, a, org, kind="primary")
            press(_("We take part"), "join", _join, a.id, org)
        for org in mine & {c.organisation_id for c in leaf.contributors}:
            press(_("We step back"), f"leave_{org}", _leave, a.id, org)


def _how_far(a: Activity) -> None:
    """Two taps: how far, done."""
    st.caption(_("How far is it?"))
    with st.container(horizontal=True, gap="xsmall"):
        for percent in QUICK:
            label = _("Done") if percent == 100 else formats.percent(percent / 100)
            kind = "primary" if percent == a.progress_pct else "secondary"
            press(label, f"far_{percent}", _progress, a.id, percent, kind=kind)
        if a.state != "blocked" and a.state != "done":
            press(_("Blocked"), "blocked", _set_state, a, ActivityState.blocked)
        elif a.state == "blocked":
            press(_("It goes on"), "unblocked", _set_state, a, ActivityState.in_progress)


def _change_form(leaf: Leaf, branches: list[Branch]) -> None:
    a = leaf.activity
    if st.session_state.get("activity_id") != a.id:
        fill(FORM, id=a.id, op=uuid4(), seen={f: getattr(a, f) for f in EDITED})
        fill(FORM, **{f: getattr(a, f) for f in EDITED}, objectives=list(leaf.shares))
    with st.form("activity_form", border=False):
        st.text_input(_("Title"), key="activity_title", max_chars=300)
        beside("title", form=FORM)
        _for_what(branches)
        _leads()
        _more()
        send(_("Save"), _save, leaf)


def _for_what(branches: list[Branch]) -> None:
    """Several objectives share it equally, so that no hour counts twice."""
    names = {b.objective.id: f"{b.objective.ref} {b.objective.title}" for b in branches}
    chosen = said(FORM, "objectives") or []
    fill(FORM, objectives=[id for id in chosen if id in names])
    st.multiselect(
        _("For which objectives (in equal shares)"),
        list(names),
        key="activity_objectives",
        format_func=names.get,
        placeholder=_("choose one or more"),
    )
    beside("shares", form=FORM)


def _leads() -> None:
    orgs = {o.id: o.name for o in organisations.of_community(here.person())}
    one_of(FORM, "lead_organisation_id", _("Who leads"), orgs, _("cercasi: nobody yet"))
    names = {p.id: p.name for p in people.of_community(here.person())}
    one_of(FORM, "owner_person_id", _("Responsible person"), names)


def _more() -> None:
    starts, ends = st.columns(2)
    starts.date_input(_("From"), value=None, key="activity_planned_start", format="DD/MM/YYYY")
    ends.date_input(_("To"), value=None, key="activity_planned_end", format="DD/MM/YYYY")
    beside("planned_start", "planned_end", form=FORM)
    st.text_area(_("Details"), key="activity_description", height=100)
    beside("description", form=FORM)
    st.checkbox(_("More hands are wanted"), key="activity_help_wanted")


def _wanted() -> dict:
    return {field: said(FORM, field) for field in EDITED}


def _add() -> None:
    known = _wanted()
    ask(
        lambda: activities.add(
            here.person(),
            known.pop("title"),
            said(FORM, "objectives"),
            op=said(FORM, "op"),
            **known,
        ),
        form=FORM,
        done=_("The activity is in the plan."),
    )


def _save(leaf: Leaf) -> None:
    a, chosen = leaf.activity, said(FORM, "objectives")

    def save():
        activities.edit(here.person(), a.id, said(FORM, "seen"), _wanted(), said(FORM, "op"))
        if set(chosen) != set(leaf.shares):
            activities.tie(here.person(), a.id, activities.equal_shares(chosen))

    ask(save, form=FORM, done=_("Saved."))
    if not refused():
        st.session_state.pop("activity_id", None)


def _progress(activity_id: UUID, percent: int) -> None:
    ask(lambda: activities.progress(here.person(), activity_id, percent), done=_("Recorded."))


def _set_state(a: Activity, state: ActivityState) -> None:
    ask(
        lambda: activities.progress(here.person(), a.id, a.progress_pct, state), done=_("Recorded.")
    )


def _take(a: Activity, org: UUID) -> None:
    def take():
        me, seen = here.person(), {"lead_organisation_id": None}
        return activities.edit(me, a.id, seen, {"lead_organisation_id": org})

    ask(take, done=_("It is yours. Thank you."))


def _join(activity_id: UUID, org: UUID) -> None:
    ask(lambda: activities.join(here.person(), activity_id, org), done=_("You are in."))


def _say_yes(activity_id: UUID, org: UUID) -> None:
    ask(lambda: activities.say_yes(here.person(), activity_id, org), done=_("You are in."))


def _leave(activity_id: UUID, org: UUID) -> None:
    ask(lambda: activities.leave(here.person(), activity_id, org), done=_("You stepped back."))


def _archive(a: Activity) -> None:
    ask(lambda: activities.archive(here.person(), a.id))
    if not refused():
        can_be_undone(a.id, _("Archived: {what}", what=a.title))

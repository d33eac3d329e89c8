"""Putting an activity into the plan, and changing it."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import open_drawer, send
from components.fields import fill, forget, one_of, said, save, show_of
from components.registered import organisation_names, person_names
from models import ActivityState
from services import activities, objectives, typed
from services.summaries.tree import Branch, Leaf
from translations import _, mark
from translations.results import bare

FORM = "activity"
EDITED = (
    "title",
    "description",
    "planned_start",
    "planned_end",
    "date_note",
    "lead_organisation_id",
    "owner_person_id",
    "help_wanted",
    "state",
)
STATES = {
    ActivityState.proposed: mark("proposed"),
    ActivityState.planned: mark("to start"),
    ActivityState.in_progress: mark("in progress"),
    ActivityState.blocked: mark("blocked"),
    ActivityState.done: mark("completed"),
    ActivityState.cancelled: mark("cancelled"),
}


def begin_activity(objective_id: UUID | None = None) -> None:
    forget(FORM)
    fill(FORM, **dict.fromkeys(EDITED, None))
    fill(FORM, title="", description="", date_note="", help_wanted=False, op=uuid4(), effort="1")
    fill(FORM, state=ActivityState.planned, objectives=[objective_id] if objective_id else [])
    open_drawer("new_activity")


def new_activity(branches: list[Branch]) -> None:
    with st.form("activity_form", border=False):
        st.text_input(_("What has to be done"), key="activity_title", max_chars=300)
        beside("title", form=FORM)
        _for_what(branches, _("For which objectives (in equal shares)"))
        _leads()
        with st.expander(_("Say more")):
            _more()
        send(_("Add the activity"), _add)


def change_form(leaf: Leaf, branches: list[Branch]) -> None:
    """What it serves is chosen before the rest, so that each gets a place for its share."""
    a = leaf.activity
    if show_of(FORM, a, (*EDITED, "effort_weight_milli"), shares=dict(leaf.shares)):
        fill(FORM, objectives=list(leaf.shares), effort=bare(a.effort_weight_milli))
        _fill_shares(leaf.shares)
    _for_what(branches, _("For which objectives"), on_change=_share_equally)
    with st.form("activity_form", border=False):
        _share_fields(branches)
        st.text_input(_("Title"), key="activity_title", max_chars=300)
        beside("title", form=FORM)
        _leads()
        _more()
        states = {state: _(text) for state, text in STATES.items()}
        st.selectbox(_("State"), list(states), key="activity_state", format_func=states.get)
        send(_("Save"), _save, leaf)


def _for_what(branches: list[Branch], label: str, **kwargs) -> None:
    """Several objectives share it, so that no hour counts twice."""
    names = {b.objective.id: f"{b.objective.ref} {b.objective.title}" for b in branches}
    fill(FORM, objectives=[id for id in said(FORM, "objectives") or [] if id in names])
    st.multiselect(
        label,
        list(names),
        key="activity_objectives",
        format_func=names.get,
        placeholder=_("choose one or more"),
        select_all=False,
        **kwargs,
    )


def _share_equally() -> None:
    _fill_shares(activities.equal_shares(said(FORM, "objectives")))


def _fill_shares(shares: dict) -> None:
    fill(FORM, **{f"share_{id}": milli / 10 for id, milli in shares.items()})


def _share_fields(branches: list[Branch]) -> None:
    """Only where there is something to share out; one alone has all of it unless said."""
    refs = {b.objective.id: b.objective.ref for b in branches}
    chosen = said(FORM, "objectives")
    if chosen:
        for place, id in zip(st.columns(max(2, len(chosen))), chosen, strict=False):
            label = _("{ref}, share in %", ref=refs[id])
            place.number_input(label, 0.1, 100.0, step=5.0, format="%g", key=f"activity_share_{id}")
    beside("shares", form=FORM)


def _leads() -> None:
    one_of(
        FORM,
        "lead_organisation_id",
        _("Who leads"),
        organisation_names(),
        _("looking for somebody: nobody yet"),
    )
    if here.may("person.read_name"):
        one_of(FORM, "owner_person_id", _("Responsible person"), person_names())


def _more() -> None:
    starts, ends = st.columns(2)
    starts.date_input(_("From"), value=None, key="activity_planned_start", format="DD/MM/YYYY")
    ends.date_input(_("To"), value=None, key="activity_planned_end", format="DD/MM/YYYY")
    beside("planned_start", "planned_end", form=FORM)
    st.text_input(_("When, in words"), key="activity_date_note", max_chars=120)
    beside("date_note", form=FORM)
    st.text_area(_("Details"), key="activity_description", height=100)
    beside("description", form=FORM)
    st.checkbox(_("More hands are wanted"), key="activity_help_wanted")
    st.text_input(
        _("Effort beside the other activities (usually 1; 2 is twice the work)"),
        key="activity_effort",
        max_chars=10,
    )
    beside("effort", "effort_weight_milli", form=FORM)


def _wanted() -> dict:
    effort = typed.thousandths(said(FORM, "effort"), "effort") or 0
    return {field: said(FORM, field) for field in EDITED} | {"effort_weight_milli": effort}


def _add() -> None:
    def add():
        told = _wanted()
        title, chosen = told.pop("title"), said(FORM, "objectives")
        return activities.add(here.person(), title, chosen, op=said(FORM, "op"), **told)

    ask(add, form=FORM, done=_("The activity is in the plan."))


def _save(leaf: Leaf) -> None:
    def edit(seen: dict, op):
        wanted = _wanted() | {"shares": _shares()}
        return activities.edit(here.person(), leaf.activity.id, seen, wanted, op)

    save(FORM, edit, names)


def _shares() -> dict:
    """Thousandths, as the fields say; an objective just chosen has its equal share."""
    chosen = said(FORM, "objectives")
    equal = activities.equal_shares(chosen)
    told = {id: said(FORM, f"share_{id}") for id in chosen}
    return {id: equal[id] if n is None else round(n * 10) for id, n in told.items()}


def names() -> dict:
    """What people call the values of this form."""
    states = {state: _(text) for state, text in STATES.items()}
    refs = {o.id: o.ref for o in objectives.of_community(here.person())}
    return refs | states | organisation_names() | person_names()

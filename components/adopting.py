"""What the room does with several objectives at once: adopts them, shares points out among them."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import open_drawer, send
from components.fields import begin, begun, fill, one_of, said
from components.markup import plain
from models import AGREED, DecisionMethod, ObjectiveState
from services import meetings, objectives
from services.summaries.tree import Branch
from translations import _, mark

FORM, POINTS = "adopt", "points"
METHODS = {
    DecisionMethod.consent: mark("by consent: nobody objected"),
    DecisionMethod.majority: mark("by majority"),
    DecisionMethod.recorded: mark("agreed in the room"),
}
A_FORM = 40  # objectives in one form; the others take their points in a second one


def begin_adopting(objective_id: UUID | None = None) -> None:
    here.settle()
    begin(FORM, lambda: _fill_in(objective_id))
    open_drawer("adopt")


def _fill_in(objective_id: UUID | None = None) -> None:
    held = _meetings()
    fill(FORM, objectives=[objective_id] if objective_id else [], op=uuid4())
    fill(FORM, meeting=next(iter(held), None), method=DecisionMethod.consent)


def adopt_form(branches: list[Branch]) -> None:
    """One decision each; the text each was adopted with is frozen."""
    begun(FORM, "method", _fill_in)
    open_ones = {
        b.objective.id: f"{b.objective.ref} {b.objective.title}"
        for b in branches
        if b.objective.state in (ObjectiveState.draft, ObjectiveState.proposed)
    }
    fill(FORM, objectives=[id for id in said(FORM, "objectives") or [] if id in open_ones])
    with st.form("adopt_form", border=False):
        st.multiselect(
            _("Objectives the group adopts"),
            list(open_ones),
            key="adopt_objectives",
            format_func=open_ones.get,
            placeholder=_("choose one or more"),
            select_all=False,
        )
        beside("objectives", form=FORM)
        one_of(FORM, "meeting", _("At which meeting"), _meetings(), _("at none"))
        methods = {method: _(text) for method, text in METHODS.items()}
        st.selectbox(_("How"), list(methods), key="adopt_method", format_func=methods.get)
        st.caption(_("The text is frozen as it is now: reworded later, it is proposed again."))
        send(_("Record the decision"), _adopt)


def begin_points(branches: list[Branch]) -> None:
    here.settle()
    begin(POINTS, lambda: _fill_in_points(branches))
    open_drawer("points")


def _fill_in_points(branches: list[Branch]) -> None:
    seen = {b.objective.id: b.objective.priority_points for b in _pointable(branches)}
    fill(POINTS, op=uuid4(), seen=seen, **{str(id): n for id, n in seen.items()})


def points_form(branches: list[Branch]) -> None:
    first = next((str(b.objective.id) for b in _pointable(branches)), "op")
    begun(POINTS, first, lambda: _fill_in_points(branches))
    with st.form("points_form", border=False):
        st.caption(_("Each person shares points out among the objectives; empty means not yet."))
        for branch in _pointable(branches):
            o = branch.objective
            label = plain(f"{o.ref} {o.title}")
            st.number_input(label, 0, value=None, step=1, key=f"points_{o.id}")
        beside("priority_points", form=POINTS)
        send(_("Save the points"), _share_points)


def _pointable(branches: list[Branch]) -> list[Branch]:
    done = (*AGREED[1:], ObjectiveState.dropped)
    return sorted(
        [b for b in branches if b.objective.state not in done][:A_FORM],
        key=lambda b: b.objective.number,
    )


def _meetings() -> dict:
    """Those that began, latest first."""
    rows = meetings.of_community(here.person())
    begun = [m for m in rows if m.held or m.state in ("live", "wrap_up")]
    return {m.id: m.title for m in sorted(begun, key=lambda m: m.starts_at, reverse=True)}


def _adopt() -> None:
    told = (said(FORM, field) for field in ("objectives", "meeting", "method", "op"))
    ask(
        lambda: objectives.adopt(here.person(), *told),
        form=FORM,
        done=_("Adopted; the text is frozen."),
    )


def _share_points() -> None:
    seen = said(POINTS, "seen")
    points = {id: said(POINTS, str(id)) for id in seen}
    ask(
        lambda: objectives.share_points(here.person(), points, seen, said(POINTS, "op")),
        form=POINTS,
        done=_("Saved."),
    )

"""What the meeting decides: in one line, by adopting what was drafted, mended in a drawer."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, beside
from components.capturing import line
from components.cards import empty
from components.drawers import open_drawer, send
from components.markup import render
from components.pressing import Pressed, pressing
from models import DecisionResult, DecisionState, ObjectiveState, moment
from services import decisions, objectives
from services.summaries.meetings import Whole
from translations import _
from translations import meetings as words

FORM = "decision"
FIELDS = ("statement", "result", "state", "review_on")


def decision_list(whole: Whole) -> None:
    def pressed(what: Pressed) -> None:
        here.settle()
        begin_decision(next(d for d in whole.decisions if d.id == UUID(what.id)))

    may_record = here.may("decision.record")
    if whole.decisions:
        html = render(
            "meetings/decisions.html",
            rows=whole.decisions,
            words=words,
            today=moment.today(),
            may_record=may_record,
        )
        pressing(html, "decisions", pressed)
    else:
        empty(_("Nothing was decided yet."))
    if may_record and whole.meeting.state != "cancelled":
        line("decision", _("A decision, in one line"), _add, whole.meeting.id)
        _adopting(whole)


def begin_decision(decision) -> None:
    for field in FIELDS:
        st.session_state[f"decision_{field}"] = getattr(decision, field)
    open_drawer("decision", decision)


def decision_form(decision) -> None:
    if decision.text_hash:
        st.caption(_("The text is the one that was adopted: it stays as it is."))
    with st.form("decision_form", border=False):
        st.text_area(
            _("What was decided"), key="decision_statement", disabled=bool(decision.text_hash)
        )
        beside("statement", form=FORM)
        _word("result", _("How it ended"), DecisionResult, words.RESULTS)
        _word("state", _("Today"), DecisionState, words.FORCES)
        st.date_input(
            _("To be looked at again on"), key="decision_review_on", format="DD/MM/YYYY", value=None
        )
        send(_("Save"), _change, decision)


def _word(field: str, label: str, kind, said: dict) -> None:
    st.selectbox(
        label,
        list(kind),
        key=f"decision_{field}",
        format_func=lambda word: words.said(said, word),
    )


def _change(decision) -> None:
    seen = {field: getattr(decision, field) for field in FIELDS}
    wanted = {field: st.session_state[f"decision_{field}"] for field in FIELDS}
    ask(
        lambda: decisions.edit(here.person(), decision.id, seen, wanted),
        form=FORM,
        done=_("Saved."),
    )


def _add(meeting_id: UUID, text: str, op: UUID):
    return decisions.record(here.person(), text, meeting_id, op=op)


def _adopting(whole: Whole) -> None:
    """Objectives become the group's by a decision, several at once; those drafted here first."""
    drafted = {o.id for o in whole.drafted}
    waiting = [
        o
        for o in objectives.of_community(here.person())
        if o.state in (ObjectiveState.draft, ObjectiveState.proposed)
    ]
    waiting.sort(key=lambda o: o.id not in drafted)
    if not waiting:
        return
    named = {o.id: f"{o.ref} {o.title}" for o in waiting}
    with st.form("adopt_form", border=False):
        st.multiselect(
            _("Objectives the group adopts"),
            list(named),
            key="adopt_ids",
            format_func=named.get,
            placeholder=_("choose one or more"),
        )
        st.form_submit_button(_("Adopted by the group"), on_click=_adopt, args=[whole.meeting.id])


def _adopt(meeting_id: UUID) -> None:
    ids = st.session_state["adopt_ids"]
    if ids:
        ask(
            lambda: objectives.adopt(here.person(), ids, meeting_id),
            done=_("Adopted; the text is frozen."),
        )

"""What the meeting decides: in one line, by adopting what was drafted, mended in a drawer."""

from uuid import UUID

import streamlit as st

from charts.marks import opens
from components import explaining, here
from components.asking import ask, beside
from components.capturing import line
from components.cards import empty
from components.drawers import open_drawer, send
from components.fields import forget, said, save, show_of
from components.markup import render
from components.pressing import Pressed, pressing
from models import DecisionResult, DecisionState, ObjectiveState, moment
from services import decisions, kept, objectives
from services.pieces import Reader, piece
from services.summaries import meetings as told
from services.summaries.meetings import Whole
from translations import _
from translations import meetings as words

FORM = "decided"  # the line under the list is “decision”


def decision_list(whole: Whole) -> None:
    def pressed(what: Pressed) -> None:
        if not explaining.pressed(what):
            begin_decision(next(d for d in whole.decisions if d.id == UUID(what.id)))

    reader = here.reader()
    html = decided(reader, whole.meeting.id)
    if html:
        pressing(html, "decisions", pressed, reader.revision)
    else:
        empty(_("Nothing was decided yet."))
    if reader.may("decision.record") and whole.meeting.state not in ("cancelled", "published"):
        line("decision", _("A decision, in one line"), _add, whole.meeting.id)
        _adopting(whole)


@piece("decisions", {"decision", "objective", "meeting"})
def decided(reader: Reader, meeting_id: UUID) -> str | None:
    """None while nothing was."""
    rows = kept.for_reader(reader, told.whole, meeting_id).decisions
    if not rows:
        return None
    return render(
        "meetings/decisions.html",
        rows=rows,
        opens=opens,
        words=words,
        today=moment.today(),
        may_record=reader.may("decision.record"),
    )


def begin_decision(decision) -> None:
    forget(FORM)
    open_drawer("decision", decision)


def decision_form(decision) -> None:
    frozen = bool(decision.text_hash)
    show_of(FORM, decision, decisions.FIELDS)
    if frozen:
        st.caption(_("The text is the one that was adopted: it stays as it is."))
    with st.form("decided_form", border=False):
        st.text_area(_("What was decided"), key="decided_statement", disabled=frozen)
        beside("statement", form=FORM)
        _word("result", _("How it ended"), DecisionResult, words.RESULTS, frozen)
        _word("state", _("Today"), DecisionState, words.FORCES, frozen)
        st.date_input(
            _("To be looked at again on"), key="decided_review_on", format="DD/MM/YYYY", value=None
        )
        send(_("Save"), _change, decision.id)


def _word(field: str, label: str, kind, called: dict, frozen: bool) -> None:
    st.selectbox(
        label,
        list(kind),
        key=f"decided_{field}",
        format_func=lambda word: words.said(called, word),
        disabled=frozen,
    )
    beside(field, form=FORM)


def _change(id: UUID) -> None:
    wanted = {field: said(FORM, field) for field in decisions.FIELDS}
    save(FORM, lambda seen, op: decisions.edit(here.person(), id, seen, wanted, op), _words)


def _words() -> dict:
    results = {word: words.said(words.RESULTS, word) for word in DecisionResult}
    return results | {word: words.said(words.FORCES, word) for word in DecisionState}


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

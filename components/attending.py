"""Who was there, and what was corrected afterwards."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import open_drawer, press, send
from components.markup import render, show
from components.pressing import Pressed, pressing
from models import SEEN, AttendanceStatus, Capacity
from services import attendance, organisations
from services.summaries.meetings import Whole
from services.verbs import VERBS
from translations import _, n_
from translations import meetings as words


def attendance_list(whole: Whole) -> None:
    """Everybody, by organisation; what each can be pressed for follows the reader's right."""

    def pressed(what: Pressed) -> None:
        here.settle()
        begin_correct(next(r for r, _p, _o in whole.present if r.id == UUID(what.id)))

    html = render(
        "meetings/present.html",
        rows=whole.present,
        words=words,
        seen=SEEN,
        may_correct=here.may("attendance.set_other"),
    )
    pressing(html, "present", pressed)


def mended(lines: list) -> None:
    """What was recorded or corrected after the meeting was closed, with who did it."""
    if lines:
        told = [(_(VERBS[e.verb].says, who=e.who, what=e.what), e.at) for e in lines]
        with st.expander(n_("{n} change after closing", "{n} changes after closing", len(lines))):
            show("meetings/mended.html", lines=told)


def begin_correct(row) -> None:
    for field in attendance.FIELDS:
        st.session_state[f"correct_{field}"] = getattr(row, field)
    st.session_state["correct_op"] = uuid4()
    open_drawer("correct", row)


def correct_form(row) -> None:
    """Also after the meeting was closed: it leaves a line in the history."""
    orgs = {o.id: o.name for o in organisations.of_community(here.person())}
    with st.form("correct_form", border=False):
        st.selectbox(
            _("For which organisation"),
            [None, *orgs],
            key="correct_organisation_id",
            format_func=lambda id: orgs[id] if id else _("none"),
        )
        beside("organisation_id", form="correct")
        st.selectbox(
            _("As"),
            list(Capacity),
            key="correct_capacity",
            format_func=lambda c: words.said(words.CAPACITIES, c),
        )
        st.selectbox(
            _("Presence"),
            list(AttendanceStatus),
            key="correct_status",
            format_func=lambda s: words.said(words.PRESENCES, s),
        )
        st.checkbox(
            _("Counts among the people and organisations of the meeting"),
            key="correct_counts_in_headline",
        )
        send(_("Save"), _correct, row)
    press(_("Was not there: take away"), "correct_remove", _remove, row.id, kind="tertiary")


def _correct(row) -> None:
    seen = {field: getattr(row, field) for field in attendance.FIELDS}
    wanted = {
        field: st.session_state[f"correct_{field}"]
        for field in attendance.FIELDS
        if field != "left_at"
    }
    ask(
        lambda: attendance.correct(
            here.person(), row.id, seen, wanted, st.session_state["correct_op"]
        ),
        form="correct",
        done=_("Corrected; the history keeps a line of it."),
    )


def _remove(attendance_id: UUID) -> None:
    ask(
        lambda: attendance.remove(here.person(), attendance_id),
        done=_("Taken away. The history can bring it back."),
    )

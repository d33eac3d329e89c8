"""Who was there, and what was corrected afterwards."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import open_drawer, press, send
from components.fields import forget, said, save, show_of
from components.filters import paged
from components.live import room_now
from components.markup import render, show
from components.pressing import Pressed, pressing
from components.registered import organisation_names
from models import SEEN, AttendanceStatus, Capacity
from services import attendance
from services.summaries.meetings import Whole
from services.verbs import VERBS
from translations import _, n_
from translations import meetings as words

FORM = "correct"
CORRECTED = ("organisation_id", "capacity", "status", "counts_in_headline")


def attendance_list(whole: Whole) -> None:
    """Everybody, by organisation; what each can be pressed for follows the reader's right."""

    def pressed(what: Pressed) -> None:
        here.settle()
        begin_correct(next(r for r, _p, _o in whole.present if r.id == UUID(what.id)))

    waits = whole.meeting.running and here.may("attendance.read_names")
    at_door = room_now(whole.meeting.id).arrivals if waits else ()
    html = render(
        "meetings/present.html",
        rows=paged(whole.present, "people_there"),
        words=words,
        seen=SEEN,
        may_correct=here.may("attendance.set_other"),
        at_door=at_door,
    )
    pressing(html, "present", pressed)


def mended(lines: list) -> None:
    """What was recorded or corrected after the meeting was closed, with who did it."""
    if lines:
        told = [(_(VERBS[e.verb].says, who=e.who, what=e.what), e.at) for e in lines]
        with st.expander(n_("{n} change after closing", "{n} changes after closing", len(lines))):
            show("meetings/mended.html", lines=told)


def begin_correct(row) -> None:
    forget(FORM)
    open_drawer("correct", row)


def correct_form(row) -> None:
    """Also after the meeting was closed: it leaves a line in the history."""
    show_of(FORM, row, CORRECTED)
    orgs = _organisations()
    with st.form("correct_form", border=False):
        st.selectbox(
            _("For which organisation"),
            list(orgs),
            key="correct_organisation_id",
            format_func=orgs.get,
        )
        st.selectbox(
            _("As"),
            list(Capacity),
            key="correct_capacity",
            format_func=_as_what,
        )
        st.selectbox(
            _("Presence"),
            list(AttendanceStatus),
            key="correct_status",
            format_func=_presence,
        )
        st.checkbox(
            _("Counts among the people and organisations of the meeting"),
            key="correct_counts_in_headline",
        )
        beside(*CORRECTED, form=FORM)
        send(_("Save"), _correct, row.id)
    press(_("Was not there: take away"), "correct_remove", _remove, row.id, kind="tertiary")


def _organisations() -> dict:
    return {None: _("none")} | organisation_names()


def _as_what(capacity: Capacity) -> str:
    return words.said(words.CAPACITIES, capacity)


def _presence(status: AttendanceStatus) -> str:
    return words.said(words.PRESENCES, status)


def _correct(id: UUID) -> None:
    wanted = {field: said(FORM, field) for field in CORRECTED}
    save(
        FORM,
        lambda seen, op: attendance.correct(here.person(), id, seen, wanted, op),
        lambda: (
            _organisations()
            | {capacity: _as_what(capacity) for capacity in Capacity}
            | {status: _presence(status) for status in AttendanceStatus}
        ),
        done=_("Corrected; the history keeps a line of it."),
    )


def _remove(attendance_id: UUID) -> None:
    ask(
        lambda: attendance.remove(here.person(), attendance_id),
        done=_("Taken away. The history can bring it back."),
    )

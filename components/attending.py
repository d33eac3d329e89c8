"""Who is there: at the door, many at once, and corrected afterwards."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.drawers import open_drawer, press, send
from components.markup import plain, render, show
from components.pressing import Pressed, pressing
from models import SEEN, AttendanceStatus, Capacity
from services import attendance, organisations, people
from services.summaries.meetings import Whole
from translations import _, n_
from translations import meetings as words

FORM = "door"
AT_THE_DOOR = (AttendanceStatus.present, AttendanceStatus.remote, AttendanceStatus.registered)


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


def door(whole: Whole) -> None:
    """One at a time: a name, an organisation; Enter, and the next one."""
    st.session_state.setdefault("door_op", uuid4())
    names = {p.id: p.name for p in people.of_community(here.person())}
    orgs = {o.id: o.name for o in organisations.of_community(here.person())}
    already = {person.id for _r, person, _o in whole.present}
    with st.form("door_form", border=False):
        name, org = st.columns(2)
        with name:
            _choice("name", _("Name"), {i: n for i, n in names.items() if i not in already})
            beside("name", form=FORM)
        with org:
            _choice("organisation", _("For which organisation"), orgs)
            beside("organisation", form=FORM)
        as_what, how, go = st.columns([1, 1, 0.8], vertical_alignment="bottom")
        as_what.selectbox(
            _("As"),
            [None, *Capacity],
            key="door_capacity",
            format_func=lambda c: (
                _("as its seat says") if c is None else words.said(words.CAPACITIES, c)
            ),
        )
        how.selectbox(
            _("Presence"),
            AT_THE_DOOR,
            key="door_status",
            format_func=lambda s: words.said(words.PRESENCES, s),
        )
        go.form_submit_button(
            _("Record"), type="primary", width="stretch", on_click=_record, args=[whole.meeting.id]
        )


def many(whole: Whole, last: Whole | None) -> None:
    """Everyone who came last time, as a start; or several out of the register."""
    already = {person.id for _r, person, _o in whole.present}
    before = [
        p for r, p, _o in (last.present if last else []) if r.status in SEEN and p.id not in already
    ]
    if before:
        label = n_("The {n} person of last time", "The {n} people of last time", len(before))
        ids = [p.id for p in before]
        st.button(
            label,
            key="last_time",
            icon=":material/group_add:",
            on_click=_many,
            args=[whole.meeting.id, ids],
        )


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
            format_func=lambda id: plain(orgs[id]) if id else _("none"),
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


def _choice(field: str, label: str, options: dict) -> None:
    st.selectbox(
        label,
        list(options),
        index=None,
        key=f"door_{field}",
        accept_new_options=True,
        placeholder=_("search, or write a new one"),
        format_func=lambda id: plain(options.get(id, id)),
    )


def _record(meeting_id: UUID) -> None:
    told = st.session_state
    ask(
        lambda: attendance.walk_in(
            here.person(),
            meeting_id,
            told["door_name"] or "",
            told["door_organisation"],
            told["door_capacity"],
            told["door_status"],
            told["door_op"],
        ),
        form=FORM,
    )
    if not refused():  # ready for the next one; refused, it keeps what was typed
        told["door_name"] = told["door_organisation"] = None
        told["door_op"] = uuid4()


def _many(meeting_id: UUID, ids: list[UUID]) -> None:
    ask(lambda: attendance.record_many(here.person(), meeting_id, ids), done=_("Recorded."))


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


def counts_line(counted: str, stated: str) -> None:
    show("meetings/counts.html", counted=counted, stated=stated)

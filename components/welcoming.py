"""People as they come: one at the door, everyone of last time, several out of the register."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.registered import organisation_names, person_names
from models import SEEN, AttendanceStatus, Capacity
from services import attendance
from services.summaries.meetings import Whole
from translations import _
from translations import meetings as words

FORM = "door"
AT_THE_DOOR = (AttendanceStatus.present, AttendanceStatus.remote, AttendanceStatus.registered)


def door(whole: Whole) -> None:
    """One at a time: a name, an organisation; Enter, and the next one."""
    st.session_state.setdefault("door_op", uuid4())
    names = person_names()
    orgs = organisation_names()
    already = {person.id for _r, person, _o in whole.present}
    with st.form("door_form", border=False):
        _choice("name", _("Name"), {i: n for i, n in names.items() if i not in already})
        beside("name", form=FORM)
        _choice("organisation", _("For which organisation"), orgs)
        beside("organisation", form=FORM)
        as_what, how = st.columns(2)
        as_what.selectbox(
            _("As"),
            ["", *Capacity],
            key="door_capacity",
            format_func=lambda c: words.said(words.CAPACITIES, c) if c else _("as in the register"),
        )
        how.selectbox(_("Presence"), AT_THE_DOOR, key="door_status", format_func=_presence)
        st.form_submit_button(
            _("Record"), type="primary", width="stretch", on_click=_record, args=[whole.meeting.id]
        )


def many(whole: Whole, last: Whole | None) -> None:
    """Everyone who came last time, as a start; and several out of the register, at once."""
    already = {person.id for _r, person, _o in whole.present}
    before = [
        p for r, p, _o in (last.present if last else []) if r.status in SEEN and p.id not in already
    ]
    if before and not whole.present:
        st.button(
            _("All who were there last time, guests and observers too ({n})", n=len(before)),
            key="last_time",
            icon=":material/group_add:",
            width="stretch",
            on_click=_last_time,
            args=[whole.meeting.id, [p.id for p in before]],
        )
    names = {i: n for i, n in person_names().items() if i not in already}
    with st.expander(_("Several at once")), st.form("many_form", border=False):
        st.multiselect(
            _("Who, out of the register"),
            list(names),
            key="many_ids",
            placeholder=_("choose one or more"),
            format_func=names.get,
        )
        st.selectbox(
            _("Presence"), list(AttendanceStatus), key="many_status", format_func=_presence
        )
        st.form_submit_button(_("Record"), on_click=_many, args=[whole.meeting.id], width="stretch")


def _choice(field: str, label: str, options: dict) -> None:
    st.selectbox(
        label,
        list(options),
        index=None,
        key=f"door_{field}",
        accept_new_options=True,
        placeholder=_("search, or write a new one"),
        format_func=lambda id: options.get(id, id),
    )


def _record(meeting_id: UUID) -> None:
    told = st.session_state
    ask(
        lambda: attendance.walk_in(
            here.person(),
            meeting_id,
            told["door_name"] or "",
            told["door_organisation"],
            told["door_capacity"] or None,
            told["door_status"],
            told["door_op"],
        ),
        form=FORM,
    )
    if not refused():  # ready for the next one; refused, it keeps what was typed
        told["door_name"] = told["door_organisation"] = None
        told["door_op"] = uuid4()


def _last_time(meeting_id: UUID, ids: list[UUID]) -> None:
    ask(lambda: attendance.record_many(here.person(), meeting_id, ids), done=_("Recorded."))


def _many(meeting_id: UUID) -> None:
    ids, status = st.session_state["many_ids"], st.session_state["many_status"]
    if ids:
        ask(
            lambda: attendance.record_many(here.person(), meeting_id, ids, status),
            done=_("Recorded."),
        )


def _presence(status) -> str:
    return words.said(words.PRESENCES, status)

"""Asking for a resource, and changing what was asked."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components import resource_fields as fields
from components.asking import ask
from components.drawers import open_drawer
from components.fields import begin as begin_form
from components.fields import begun
from components.sentence import one_line
from models import Kind
from services import activities, needs, presence
from translations import _
from translations import resources as words

FORM = "need"


def begin(need=None) -> None:
    """For a callback: the form is open. `need`: the row to change, else a new one."""
    here.settle()  # the number is filled in as the reader writes it
    begin_form(FORM, lambda: _fill_in(need))
    open_drawer("ask" if need is None else "change_need")


def _fill_in(need=None) -> None:
    values = {"op": uuid4(), "kind": Kind.space, "priority": 2, "seen": None}
    if need is not None:
        values |= _as_it_is(need)
    fields.empty_form(FORM, **values)


def need_form() -> None:
    begun(FORM, "kind", _fill_in)
    if st.session_state["need_seen"] is None:
        one_line(FORM, _("e.g. 20 hours of facilitation from January"))
    kind = fields.kind_pills(FORM)
    fields.what(FORM, kind)
    fields.how_much(FORM, kind)
    tasks = {str(a.id): f"{a.ref} {a.title}" for a in activities.of_community(here.person())}
    fields.pick(FORM, "activity", _("For which activity"), tasks, _("not decided yet"))
    fields.when(FORM)
    fields.where(FORM, kind, _("if it matters"))
    st.segmented_control(
        _("How much does it matter?"),
        list(words.PRIORITIES),
        required=True,
        format_func=words.priority,
        key="need_priority",
        width="stretch",
    )
    fields.send_all(FORM, _("Save"), _send)


def _send() -> None:
    told = st.session_state
    ask(_keep, form=FORM, done=_("Saved."), seen=told["need_seen"], say=fields.called)


def _keep():
    told, me = st.session_state, here.person()
    said = fields.said(FORM, told["need_kind"])
    said |= {
        "activity_id": fields.id_of(told["need_activity"]),
        "priority": told["need_priority"],
        "place": told["need_place"].strip(),
        "seats": fields.whole(FORM, "seats"),
    }
    if told["need_seen"] is None:
        at = presence.meeting_of(me)
        return needs.add(me, op=told["need_op"], meeting_id=at, **said)
    return needs.edit(me, UUID(told["need_id"]), told["need_seen"], said, told["need_op"])


def _as_it_is(need) -> dict:
    """What its form shows, and its values as they are, to notice other hands."""
    seen = {f: getattr(need, f) for f in needs.FIELDS if hasattr(need, f) and f != "state"}
    return fields.as_typed(need) | {
        "id": str(need.id),
        "kind": Kind(need.kind),
        "activity": str(need.activity_id) if need.activity_id else None,
        "priority": need.priority,
        "place": need.place,
        "seats": str(need.seats or ""),
        "seen": seen,
    }

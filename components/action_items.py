"""Who does what, by when: said in one line, given away in a drawer, done in one tap."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, beside
from components.capturing import line
from components.cards import empty
from components.drawers import open_drawer, press, send
from components.markup import render
from components.pressing import Pressed, pressing
from models import ActionState, moment
from services import actions, organisations, people
from services.summaries.meetings import Whole
from translations import _, n_


def action_list(whole: Whole) -> None:
    def pressed(what: Pressed) -> None:
        action_id = UUID(what.id)
        if what.act == "action":
            return _begin_action(next(a.item for a in whole.actions if a.item.id == action_id))
        state = ActionState.done if what.act == "done" else ActionState.open
        ask(lambda: actions.set_state(here.person(), action_id, state))

    may_write = here.may("action.create_edit")
    if whole.actions:
        html = render(
            "meetings/actions.html",
            rows=whole.actions,
            today=moment.today(),
            late=late,
            may_write=may_write,
        )
        pressing(html, "actions", pressed)
    else:
        empty(_("No action was noted yet."))
    if may_write:
        line("action", _("Who does what, in one line"), _add_action, whole.meeting.id)


def late(item) -> str:
    """R0: 5 days late; "" for what is not."""
    if not item.is_late(moment.today()):
        return ""
    return n_("{n} day late", "{n} days late", (moment.today() - item.due_on).days)


def _add_action(meeting_id: UUID, text: str, op: UUID):
    return actions.add(here.person(), text, meeting_id, op=op)


def _begin_action(item) -> None:
    for field in actions.FIELDS:
        st.session_state[f"action_{field}"] = getattr(item, field)
    open_drawer("action", item)


def action_form(item) -> None:
    names = {p.id: p.name for p in people.of_community(here.person())}
    orgs = {o.id: o.name for o in organisations.of_community(here.person())}
    with st.form("action_form", border=False):
        st.text_input(_("What"), key="action_text", max_chars=300)
        beside("text", form="action")
        _somebody("owner_person_id", _("Who"), names)
        _somebody("owner_organisation_id", _("Organisation"), orgs)
        st.date_input(_("By when"), key="action_due_on", format="DD/MM/YYYY", value=None)
        beside("due_on", form="action")
        send(_("Save"), _change_action, item)
    if item.state == "open":
        press(_("Not needed any more"), "action_drop", _drop, item.id, kind="tertiary")


def _somebody(field: str, label: str, options: dict) -> None:
    key = f"action_{field}"
    if st.session_state.get(key) not in options:
        st.session_state[key] = None
    st.selectbox(
        label,
        list(options),
        index=None,
        key=key,
        placeholder=_("nobody yet"),
        format_func=options.get,
    )


def _change_action(item) -> None:
    seen = {field: getattr(item, field) for field in actions.FIELDS}
    wanted = {field: st.session_state[f"action_{field}"] for field in actions.FIELDS}
    ask(lambda: actions.edit(here.person(), item.id, seen, wanted), form="action", done=_("Saved."))


def _drop(action_id: UUID) -> None:
    ask(
        lambda: actions.set_state(here.person(), action_id, ActionState.dropped), done=_("Dropped.")
    )

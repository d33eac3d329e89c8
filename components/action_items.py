"""Who does what, by when: said in one line, given away in a drawer, done in one tap."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, beside
from components.capturing import line
from components.cards import empty
from components.drawers import open_drawer, press, send
from components.fields import forget, one_of, said, save, show_of
from components.filters import A_PAGE
from components.markup import plain, render
from components.pressing import Pressed, pressing
from components.registered import organisation_names, person_names
from models import ActionState, moment
from services import actions, kept
from services.catching import due
from services.pieces import Reader, piece
from services.summaries import meetings as told
from services.summaries.meetings import Whole
from translations import _, formats, n_

READ = "action_read"  # of the latest line: its action, the words of its day, whom it named
FORM = "todo"  # the line under the list is “action”


def action_list(whole: Whole) -> None:
    def pressed(what: Pressed) -> None:
        action_id = UUID(what.id)
        if what.act == "action":
            return _begin_action(next(a.item for a in whole.actions if a.item.id == action_id))
        state = ActionState.done if what.act == "done" else ActionState.open
        ask(lambda: actions.set_state(here.person(), action_id, state))

    reader = here.reader()
    html = noted(reader, whole.meeting.id)
    if html:
        pressing(html, "actions", pressed, reader.revision)
    else:
        empty(_("No action was noted yet."))
    if reader.may("action.create_edit") and whole.meeting.state != "published":
        line("action", _("Who does what, in one line"), _add_action, whole.meeting.id)
        _line_read(whole)


@piece("actions", {"action_item", "person", "organisation", "meeting"})
def noted(reader: Reader, meeting_id: UUID) -> str | None:
    """None while none was."""
    rows = kept.for_reader(reader, told.whole, meeting_id).actions
    if not rows:
        return None
    return render(
        "meetings/actions.html",
        rows=rows[-A_PAGE:],
        more=len(rows) - A_PAGE,
        today=moment.today(),
        late=late,
        may_write=reader.may("action.create_edit"),
    )


def late(item) -> str:
    """R0: 5 days late; "" for what is not."""
    if not item.is_late(moment.today()):
        return ""
    return n_("{n} day late", "{n} days late", (moment.today() - item.due_on).days)


def _add_action(meeting_id: UUID, text: str, op: UUID):
    st.session_state.pop(READ, None)
    action = actions.say(here.person(), text, meeting_id, op=op)
    st.session_state[READ] = action.id, due.said(text).words, action.owner_person_id
    return action


def _line_read(whole: Whole) -> None:
    """Who and what day were understood of the latest line, to be corrected in one press."""
    id, words, who = st.session_state.get(READ, (None, "", None))
    action = next((a for a in whole.actions if a.item.id == id), None)
    understood = _understood(action, words, who) if action else ""
    if understood:
        st.button(
            understood,
            key="action_day",
            type="tertiary",
            icon=":material/edit_calendar:",
            on_click=_begin_action,
            args=[action.item],
        )


def _understood(action: told.Action, words: str, who_id: UUID | None) -> str:
    """Nothing where nothing was. `words`: those that named the day; `who_id`: who the line named,
    not who was asked later."""
    who = action.owner if who_id and action.item.owner_person_id == who_id else ""
    if not (words and action.item.due_on):
        return _("Understood: {who}. Correct it", who=plain(who)) if who else ""
    day = _("by {day}", day=formats.day(action.item.due_on))
    what = " · ".join(filter(None, (who, day)))
    return _("Understood: {day}, from “{words}”. Correct it", day=plain(what), words=plain(words))


def _begin_action(item) -> None:
    forget(FORM)
    open_drawer("action", item)


def action_form(item) -> None:
    show_of(FORM, item, actions.FIELDS)
    with st.form("todo_form", border=False):
        st.text_input(_("What"), key="todo_text", max_chars=300)
        beside("text", form=FORM)
        one_of(FORM, "owner_person_id", _("Who"), person_names(), _("nobody yet"))
        one_of(
            FORM, "owner_organisation_id", _("Organisation"), organisation_names(), _("nobody yet")
        )
        st.date_input(_("By when"), key="todo_due_on", format="DD/MM/YYYY", value=None)
        beside("due_on", form=FORM)
        send(_("Save"), _change_action, item.id)
    if item.state == "open":
        press(_("Not needed any more"), "action_drop", _drop, item.id, kind="tertiary")


def _change_action(id: UUID) -> None:
    wanted = {field: said(FORM, field) for field in actions.FIELDS}
    save(
        FORM,
        lambda seen, op: actions.edit(here.person(), id, seen, wanted, op),
        lambda: person_names() | organisation_names(),
    )


def _drop(action_id: UUID) -> None:
    ask(
        lambda: actions.set_state(here.person(), action_id, ActionState.dropped), done=_("Dropped.")
    )

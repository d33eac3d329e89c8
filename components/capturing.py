"""Agenda, notes, decisions and actions: one line each while the meeting runs, mended later."""

from datetime import timedelta
from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.cards import empty
from components.drawers import open_drawer, press, send
from components.markup import plain, render, show
from components.pressing import Pressed, pressing
from models import ActionState, AgendaKind, ObjectiveState, moment
from services import actions, agenda, decisions, meetings, objectives, organisations, people
from services.summaries.meetings import Whole
from translations import _, formats
from translations import meetings as words

LIVE = ("live", "wrap_up")


def agenda_list(whole: Whole) -> None:
    def pressed(what: Pressed) -> None:
        item_id, me = UUID(what.id), here.person()
        if what.act == "item":
            return _begin_item(next(i for i in whole.agenda if i.id == item_id))
        ask(lambda: agenda.move(me, item_id, -1 if what.act == "up" else 1))

    if not whole.agenda:
        empty(_("Nothing on the agenda yet. What should people come for?"))
    else:
        html = render(
            "meetings/agenda.html", rows=_timed(whole), words=words, may_run=here.may("meeting.run")
        )
        pressing(html, "agenda", pressed)
    if here.may("meeting.run"):
        _line("agenda", _("Add to the agenda"), _add_item, whole.meeting.id)


def _timed(whole: Whole) -> list[tuple]:
    """Each item with the clock it begins at, and whether that is now, while it is live."""
    at, rows = whole.meeting.starts_at, []
    for item in whole.agenda:
        ends = at + timedelta(minutes=item.planned_min)
        now = whole.meeting.state in LIVE and at <= moment.now() < ends
        rows.append((item, formats.clock(at, whole.meeting.tz), now))
        at = ends
    return rows


def _add_item(meeting_id: UUID, text: str, op: UUID):
    return agenda.add(here.person(), meeting_id, text, op=op)


def _begin_item(item) -> None:
    for field in ("title", "kind", "planned_min"):
        st.session_state[f"item_{field}"] = getattr(item, field)
    open_drawer("item", item)


def item_form(item) -> None:
    with st.form("item_form", border=False):
        st.text_input(_("Title"), key="item_title", max_chars=200)
        beside("title", form="item")
        st.selectbox(
            _("Purpose"),
            list(AgendaKind),
            key="item_kind",
            format_func=lambda k: words.said(words.PURPOSES, k),
        )
        st.number_input(_("Minutes"), 1, 600, key="item_planned_min", step=5)
        beside("planned_min", form="item")
        send(_("Save"), _change_item, item)
    press(_("Take off the agenda"), "item_remove", _remove_item, item.id, kind="tertiary")


def _change_item(item) -> None:
    fields = ("title", "kind", "planned_min")
    seen = {field: getattr(item, field) for field in fields}
    wanted = {field: st.session_state[f"item_{field}"] for field in fields}
    ask(lambda: agenda.edit(here.person(), item.id, seen, wanted), form="item", done=_("Saved."))


def _remove_item(item_id: UUID) -> None:
    ask(
        lambda: agenda.remove(here.person(), item_id),
        done=_("Taken off. The history can bring it back."),
    )


def notes(whole: Whole) -> None:
    """Nobody is the only scribe; if somebody else saved meanwhile, both texts are shown."""
    meeting = whole.meeting
    if not here.may("meeting.write_notes"):
        return show("meetings/notes.html", text=meeting.notes)
    key = f"notes_{meeting.id}"
    if key not in st.session_state:
        st.session_state[key] = st.session_state[f"{key}_seen"] = meeting.notes
    st.text_area(_("Notes"), key=key, height=180, label_visibility="collapsed")
    theirs = st.session_state.get(f"{key}_theirs")
    if theirs is not None:
        show("meetings/two_texts.html", theirs=theirs)
        st.button(_("Keep mine"), key="keep_mine", on_click=_save_notes, args=[meeting.id, theirs])
        st.button(_("Take theirs"), key="take_theirs", on_click=_take, args=[meeting.id, theirs])
    else:
        st.button(_("Save the notes"), key="save_notes", on_click=_save_notes, args=[meeting.id])


def _save_notes(meeting_id: UUID, over: str | None = None) -> None:
    key = f"notes_{meeting_id}"
    seen = st.session_state[f"{key}_seen"] if over is None else over
    text = st.session_state[key]
    saved = ask(
        lambda: meetings.note(here.person(), meeting_id, seen, text), form="notes", done=_("Saved.")
    )
    if saved:
        st.session_state[f"{key}_seen"] = saved.notes
        st.session_state.pop(f"{key}_theirs", None)
    elif refused():
        now = {m.id: m.notes for m in meetings.of_community(here.person())}
        st.session_state[f"{key}_theirs"] = now.get(meeting_id, "")


def _take(meeting_id: UUID, theirs: str) -> None:
    key = f"notes_{meeting_id}"
    st.session_state[key] = st.session_state[f"{key}_seen"] = theirs
    st.session_state.pop(f"{key}_theirs", None)


def decision_list(whole: Whole) -> None:
    if whole.decisions:
        show("meetings/decisions.html", rows=whole.decisions, words=words)
    else:
        empty(_("Nothing was decided yet."))
    if here.may("decision.record"):
        _line("decision", _("A decision, in one line"), _add_decision, whole.meeting.id)
        _adopting(whole)


def _add_decision(meeting_id: UUID, text: str, op: UUID):
    return decisions.record(here.person(), text, meeting_id, op=op)


def _adopting(whole: Whole) -> None:
    """Objectives become the group's by a decision, several at once."""
    open_ones = {
        o.id: f"{o.ref} {o.title}"
        for o in objectives.of_community(here.person())
        if o.state in (ObjectiveState.draft, ObjectiveState.proposed)
    }
    if not open_ones:
        return
    with st.form("adopt_form", border=False):
        st.multiselect(
            _("Objectives the group adopts"),
            list(open_ones),
            key="adopt_ids",
            format_func=lambda id: plain(open_ones[id]),
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
            may_write=may_write,
        )
        pressing(html, "actions", pressed)
    else:
        empty(_("No action was noted yet."))
    if may_write:
        _line("action", _("Who does what, in one line"), _add_action, whole.meeting.id)


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
        format_func=lambda id: plain(options[id]),
    )


def _change_action(item) -> None:
    seen = {field: getattr(item, field) for field in actions.FIELDS}
    wanted = {field: st.session_state[f"action_{field}"] for field in actions.FIELDS}
    ask(lambda: actions.edit(here.person(), item.id, seen, wanted), form="action", done=_("Saved."))


def _drop(action_id: UUID) -> None:
    ask(
        lambda: actions.set_state(here.person(), action_id, ActionState.dropped), done=_("Dropped.")
    )


def _line(name: str, label: str, add, meeting_id: UUID) -> None:
    """One line and Enter; the field empties and keeps the focus. Refused, it keeps the words."""
    st.session_state.setdefault(f"{name}_op", uuid4())
    with st.form(f"{name}_line", border=False):
        text, go = st.columns([5, 1], vertical_alignment="bottom")
        text.text_input(label, key=f"{name}_new", max_chars=300)
        go.form_submit_button(
            _("Add"), on_click=_send_line, args=[name, add, meeting_id], width="stretch"
        )
        beside("title", "text", "statement", form=name)


def _send_line(name: str, add, meeting_id: UUID) -> None:
    told = st.session_state
    ask(lambda: add(meeting_id, told[f"{name}_new"], told[f"{name}_op"]), form=name)
    if not refused():
        told[f"{name}_new"], told[f"{name}_op"] = "", uuid4()

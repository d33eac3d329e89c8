"""The agenda of a meeting: points with their minutes, moved by buttons, mended in a drawer."""

from datetime import timedelta
from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, beside
from components.capturing import LIVE, line
from components.cards import actions, empty
from components.drawers import open_drawer, press, send
from components.fields import forget, said, save, show_of
from components.markup import render
from components.pressing import Pressed, pressing
from models import AgendaKind
from services import agenda
from services.summaries.meetings import Whole
from translations import _, formats
from translations import meetings as words

FORM = "item"


def agenda_list(whole: Whole) -> None:
    def pressed(what: Pressed) -> None:
        item_id, me = UUID(what.id), here.person()
        if what.act == "carry":
            return ask(agenda.carry, me, item_id, done=_("It is on the next agenda."))
        if what.act == "item":
            return _begin_item(next(i for i in whole.agenda if i.id == item_id))
        ask(lambda: agenda.move(me, item_id, -1 if what.act == "up" else 1))

    if not whole.agenda:
        empty(_("Nothing on the agenda yet. What should people come for?"))
    else:
        html = render(
            "meetings/agenda.html",
            rows=_timed(whole),
            words=words,
            may_run=here.may("meeting.run"),
            may_move=not whole.meeting.held,
            may_carry=whole.after is not None and not whole.meeting.held,
        )
        pressing(html, "agenda", pressed)
    run_agenda(whole)
    if here.may("meeting.run") and not whole.meeting.held:
        line("agenda", _("Add to the agenda"), _add_item, whole.meeting.id)


def _timed(whole: Whole) -> list[tuple]:
    """Each item with the clock it begins at and, while the meeting runs, whether it is done, on
    now, or next."""
    at, rows, states = whole.meeting.starts_at, [], _states(whole)
    for item, state in zip(whole.agenda, states, strict=True):
        rows.append((item, formats.clock(at, whole.meeting.tz), state))
        at += timedelta(minutes=item.planned_min)
    return rows


def _states(whole: Whole) -> list[str]:
    """As the facilitator moves on, and nothing by the clock: a meeting that begins late is still at
    its first item, on the projector too."""
    if whole.meeting.state not in LIVE:
        return [""] * len(whole.agenda)
    if any(item.started_at for item in whole.agenda):
        return _as_moved(whole.agenda)
    return ["" if n else "next" for n in range(len(whole.agenda))]


def _as_moved(items: list) -> list[str]:
    on = next((n for n, item in enumerate(items) if item.current), len(items))
    return [
        "done" if item.ended_at else {on: "now", on + 1: "next"}.get(n, "")
        for n, item in enumerate(items)
    ]


def run_agenda(whole: Whole) -> None:
    """Next and back: by button, by keyboard, by a presenter's remote (which sends Page Down)."""
    if whole.meeting.state not in LIVE or not here.may("meeting.run") or not whole.agenda:
        return
    with actions():
        for label, key, way in ((_("Back"), "PageUp", -1), (_("Next item"), "PageDown", 1)):
            st.button(
                label,
                key=f"agenda_{key}",
                shortcut=key,
                type="primary" if way > 0 else "secondary",
                on_click=ask,
                args=[agenda.step_on, here.person(), whole.meeting.id, way],
            )


def _add_item(meeting_id: UUID, text: str, op: UUID):
    return agenda.say(here.person(), meeting_id, text, op=op)


def _begin_item(item) -> None:
    forget(FORM)
    open_drawer("item", item)


def item_form(item) -> None:
    show_of(FORM, item, agenda.FIELDS)
    with st.form("item_form", border=False):
        st.text_input(_("Title"), key="item_title", max_chars=200)
        beside("title", form=FORM)
        st.selectbox(
            _("Purpose"),
            list(AgendaKind),
            key="item_kind",
            format_func=_purpose,
        )
        st.number_input(_("Minutes"), 1, 600, key="item_planned_min", step=5)
        beside("planned_min", form=FORM)
        st.text_area(_("What came of it"), key="item_outcome", height=90)
        send(_("Save"), _change_item, item.id)
    press(_("Take off the agenda"), "item_remove", _remove_item, item.id, kind="tertiary")


def _purpose(kind: AgendaKind) -> str:
    return words.said(words.PURPOSES, kind)


def _change_item(id: UUID) -> None:
    wanted = {field: said(FORM, field) for field in agenda.FIELDS}
    save(
        FORM,
        lambda seen, op: agenda.edit(here.person(), id, seen, wanted, op),
        lambda: {kind: _purpose(kind) for kind in AgendaKind},
    )


def _remove_item(item_id: UUID) -> None:
    ask(
        lambda: agenda.remove(here.person(), item_id),
        done=_("Taken off. The history can bring it back."),
    )

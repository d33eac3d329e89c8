"""Mending at the end of a meeting what nobody does yet, or what hangs on nothing: in place, several
at once; or leaving it as it is, knowing it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask
from components.cards import title
from components.fields import one_of, said
from components.markup import plain, render, show
from components.pressing import Pressed, pressing
from services import actions, closing, meetings
from services.summaries import closing as told
from services.summaries.loose import Thread
from translations import _, n_

FORM = "closing"


def unsaid(left: told.Checklist) -> None:
    """What is proposed stands in the fields already: often one press is enough. Done is said only
    of what is done: not of what was left as it is."""
    kept("actions", left, {action.id: action.said for action in left.kept_actions})
    if not left.actions:
        all_said = _("Every action taken today has a person and a day")
        return None if left.kept_actions else done(all_said)
    title(_("Who does it, and by when?"), level=3)
    people = {person.id: person.name for person in left.people}
    for asked in left.actions:
        begin(f"who_{asked.action.id}", asked.who.id if asked.who else None)
        begin(f"due_{asked.action.id}", asked.day)
    with st.form("closing_actions", border=False):
        for asked in left.actions:
            _action(asked, people)
        with st.container(horizontal=True):
            st.form_submit_button(_("Write it down"), on_click=_complete, args=[left])
            leave_open(_("Leave them, I know"), left, [a.action.id for a in left.actions])


def _action(asked: told.Unsaid, people: dict) -> None:
    who, due = st.columns([2, 1], vertical_alignment="bottom")
    with who:
        one_of(FORM, f"who_{asked.action.id}", plain(asked.action.text), people)
    due.date_input(_("By when"), key=f"{FORM}_due_{asked.action.id}", format="DD/MM/YYYY")


def _complete(left: told.Checklist) -> None:
    asked = {a.action.id: _who_when(a.action.id) for a in left.actions}
    named = {id: both for id, both in asked.items() if both[0]}
    ask(
        lambda: actions.complete(here.person(), named, left.meeting.id),
        done=_("Saved."),
    )


def _who_when(id: UUID) -> tuple[UUID | None, date | None]:
    return said(FORM, f"who_{id}"), said(FORM, f"due_{id}")


def orphans(left: told.Checklist) -> None:
    if left.orphans:
        title(_("What hangs on nothing yet"), level=3)
        begin("op", uuid4())
        with st.form("closing_orphans", border=False):
            _rows(left)
    elif not left.kept:
        done(
            _(
                "Every objective of today has an activity, every activity a lead, "
                "every must-have need an offer"
            )
        )
    kept("orphans", left, {thread.id: thread.said for thread in left.kept})
    drafts = n_(
        "{n} objective drafted here is not adopted yet.",
        "{n} objectives drafted here are not adopted yet.",
        left.drafts,
    )
    st.caption(drafts) if left.drafts else None


def _rows(left: told.Checklist) -> None:
    orgs = {org.id: org.name for org in left.organisations}
    for thread in left.objectives:
        _row(left, thread, _("A first activity, in a few words"), partial(_line, "work", thread))
    leads = _("Who leads it? The organisation still has to say yes")
    for thread in left.activities:
        _row(left, thread, leads, partial(_pick, "lead", thread, orgs))
    gives = _("Who could give it? It stays to be confirmed")
    for thread in left.needs:
        _row(left, thread, gives, partial(_pick, "give", thread, orgs))
    with st.container(horizontal=True):
        st.form_submit_button(_("Write it down"), on_click=_mend, args=[left])
        if len(left.orphans) > 1:
            leave_open(_("Leave them all, I know"), left, [t.id for t in left.orphans])


def _line(name: str, thread: Thread, label: str) -> None:
    st.text_input(label, key=f"{FORM}_{name}_{thread.id}", max_chars=300)


def _pick(name: str, thread: Thread, orgs: dict, label: str) -> None:
    one_of(FORM, f"{name}_{thread.id}", label, orgs)


def _row(left: told.Checklist, thread: Thread, asks: str, draw: Callable) -> None:
    field, leave = st.columns([3, 1], vertical_alignment="bottom")
    with field:
        draw(f"{plain(thread.said)} · {asks}")
    with leave:
        leave_open(_("Leave it, I know"), left, [thread.id])


def leave_open(label: str, left: told.Checklist, ids: list[UUID]) -> None:
    key = f"leave_{ids[0]}_{len(ids)}"
    st.form_submit_button(label, key=key, on_click=_leave_open, args=[left.meeting.id, ids])


def _leave_open(meeting_id: UUID, ids: list[UUID]) -> None:
    ask(lambda: meetings.leave_open(here.person(), meeting_id, ids))


def _mend(left: told.Checklist) -> None:
    def given(name: str, threads: list[Thread]) -> dict:
        told = {thread.id: said(FORM, f"{name}_{thread.id}") for thread in threads}
        return {id: words for id, words in told.items() if words}

    work, lead = given("work", left.objectives), given("lead", left.activities)
    give, op = given("give", left.needs), said(FORM, "op")
    ask(
        lambda: closing.mend(here.person(), left.meeting.id, work, lead, give, op),
        done=_("Saved."),
    )
    st.session_state[f"{FORM}_op"] = uuid4()


def kept(name: str, left: told.Checklist, things: dict[UUID, str]) -> None:
    """What was left as it is, knowing it: never told as done, and asked again with one press."""

    def pressed(what: Pressed) -> None:
        here.settle()
        ask(meetings.come_back_to, here.person(), left.meeting.id, UUID(what.id))

    if things:
        pressing(render("meetings/kept.html", kept=things), f"kept_{name}", pressed)


def done(sentence: str) -> None:
    show("meetings/done.html", sentence=sentence)


def begin(field: str, value: object, form: str = FORM) -> None:
    """What a field shows when it is first drawn; what was typed since stays."""
    st.session_state.setdefault(f"{form}_{field}", value)

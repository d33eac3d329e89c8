"""Running a meeting: its states, and the five phases of this community."""

from functools import partial
from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, refused
from components.calling import begin_change, begin_prepare
from components.capturing import LIVE
from components.cards import actions
from components.drawers import open_drawer
from components.markup import show
from components.placing import begin_place
from components.side_tabling import lay_buttons
from models import Meeting, moment
from services import meetings
from services.summaries import meetings as told
from translations import _, formats, mark
from translations import meetings as words

RUN = {
    "open": (meetings.open, mark("Open the meeting"), "play_arrow"),
    "resume": (meetings.open, mark("Back to the meeting"), "undo"),
    "wrap_up": (meetings.wrap_up, mark("Begin to close"), "check"),
    "reopen": (meetings.reopen, mark("Open again"), "undo"),
    "recall": (meetings.recall, mark("Call it again"), "undo"),
}
BACK = {
    "open": mark("It is open. By mistake? “Not yet” under “More” takes it back."),
    "reopen": mark("Open again, with a new code to type; the QR code stays the same."),
}
NEXT = {
    "draft": ("open",),
    "scheduled": ("open",),
    "live": ("wrap_up",),
    "wrap_up": ("resume",),
    "closed": ("reopen",),
    "published": (),
    "cancelled": ("recall",),
}


def run_buttons(whole: told.Whole) -> None:
    """What comes next for this meeting; the rest under "More"."""
    m = whole.meeting
    if here.may("meeting.run"):
        for name in NEXT[m.state]:
            do, label, icon = RUN[name]
            if name == "open" and m.day != moment.today(m.tz):
                _on_another_day(m)
                continue
            _button(
                _(label), f"run_{name}", icon, run, do, m.id, BACK.get(name), first=name == "open"
            )
        if m.state == "closed":
            _button(_("Publish"), "run_publish", "public", open_drawer, "publish", m)
        if m.held and whole.after is None:
            _button(_("Prepare the next"), "prepare", "event_repeat", begin_prepare, m, first=True)
    _more(whole)


def _on_another_day(m: Meeting) -> None:
    """Opened today, it would stay dated on the day it was called for."""
    today = moment.today(m.tz)
    with st.popover(_("Open the meeting"), icon=":material/play_arrow:", type="primary"):
        st.write(words.another_day(m.day, today))
        held = partial(meetings.open, today=True)
        _button(
            _("Yes, we hold it today"), "run_open", "", run, held, m.id, BACK["open"], first=True
        )
        stays = _("Open it, its day stays {day}", day=formats.day(m.day))
        _button(stays, "run_open_stays", "", run, meetings.open, m.id, BACK["open"])


def _more(whole: told.Whole) -> None:
    m, runs = whole.meeting, here.may("meeting.run")
    places = whole.venue is not None and here.may("venue.create_edit")
    if not runs and not places:
        return
    with st.popover(_("More"), icon=":material/more_horiz:"):
        if runs:
            _button(_("Change title, day or place…"), "change", "", begin_change, m)
        if places:
            _button(_("Describe the place…"), "place", "", begin_place, whole.venue)
        if runs:
            _button(_("What a text says…"), "stated", "", open_drawer, "stated", m)
        if runs and m.state == "live":
            _button(_("Not yet: back to called"), "not_yet", "", run, meetings.put_back, m.id)
        if runs and m.state in ("draft", "scheduled"):
            _button(_("Cancel the meeting"), "cancel", "", cancel, m.id)


def _button(label: str, key: str, icon: str, on_click, *args, first: bool = False) -> None:
    st.button(
        label,
        key=key,
        icon=f":material/{icon}:" if icon else None,
        type="primary" if first else "secondary",
        on_click=on_click,
        args=args,
    )


def run(do, meeting_id: UUID, back: str | None = None) -> None:
    """`back`: how to take it back, said once it worked. Then the whole page is drawn: what comes
    first on it hangs on how far the meeting is."""
    ask(lambda: do(here.person(), meeting_id), done=_(back) if back else None)
    if not refused():
        here.turn_to("meeting", m=str(meeting_id))


def cancel(meeting_id: UUID) -> None:
    done = _("Cancelled. “Call it again” takes it back.")
    ask(lambda: meetings.cancel(here.person(), meeting_id), done=done)


def phases(m) -> None:
    """The five phases of this community; the facilitator moves on when the room is ready."""
    if m.state not in LIVE:
        return
    order = list(words.PHASES)
    now = order.index(m.phase) if m.phase else -1
    steps = [
        (words.said(words.PHASES, phase), "", "done" if i < now else "now" if i == now else "")
        for i, phase in enumerate(order)
    ]
    show("steps.html", label=_("Phases of the meeting"), steps=steps)
    if here.may("meeting.run"):
        with actions():
            before = order[now - 1] if now > 0 else None
            _phase_button(_("Phase before"), m.id, before, "back", now < 0)
            ahead = order[min(now + 1, len(order) - 1)]
            _phase_button(_("Next phase"), m.id, ahead, "on", now == len(order) - 1)
            lay_buttons(m.id)


def _phase_button(label: str, meeting_id: UUID, phase, key: str, off: bool) -> None:
    st.button(
        label,
        key=f"phase_{key}",
        disabled=off,
        on_click=lambda: ask(lambda: meetings.move_on(here.person(), meeting_id, phase)),
    )

"""Closing a meeting with nothing left behind unseen: one list, each thing mended where it stands or
left as it is, knowing it. Nothing of it stands in the way, and closing can be undone."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.cards import card, nothing, title
from components.doorway import at_the_door
from components.fields import one_of, said
from components.live import read
from components.markup import show
from components.mending import begin, done, kept, leave_open, orphans, unsaid
from components.running import run
from models import MeetingState
from services import closing, meetings
from services.summaries import closing as told
from services.summaries.meetings import whole
from translations import _, formats, mark
from translations import meetings as words

NEXT = "after"


def closing_card(meeting_id: UUID) -> None:
    """While the meeting is wrapped up, for who runs it."""
    if not here.may("meeting.run"):
        return nothing()
    if read(whole, meeting_id).meeting.state is not MeetingState.wrap_up:
        return nothing()
    left = read(told.of_meeting, meeting_id)
    with card("closing", stretch=False):
        title(_("Closing"), words.before_closing(left.open, left.known))
        _door(left)
        unsaid(left)
        orphans(left)
        _following(left)
        _end(left)


def _door(left: told.Checklist) -> None:
    if not left.present and not left.arrivals:
        show("wrong.html", text=_("Nobody is recorded as present."))
    at_the_door(left.meeting.id)


def _following(left: told.Checklist) -> None:
    """The same weekday and hours of the next month, and who hosts: one form."""
    ahead = left.following
    if ahead.called:
        clock = formats.clock(ahead.called.starts_at, ahead.called.tz)
        done(_("Next time: {day}, {clock}", day=formats.day(ahead.day), clock=clock))
    if ahead.unhosted:
        return kept("host", left, {ahead.called.id: _("who hosts the next meeting")})
    if ahead.settled:
        return
    asks = _("Nobody hosts it yet. Who does?") if ahead.called else ""
    title(asks or _("When do we meet again, and who hosts?"), level=3)
    for field in ("day", "starts", "ends"):
        begin(field, getattr(ahead, field), NEXT)
    begin("op", uuid4(), NEXT)
    with st.form("after_form", border=False):
        _when_and_who(left)
        label = _("We meet then") if ahead.called else _("Call it")
        with st.container(horizontal=True):
            st.form_submit_button(label, on_click=_meet_again, args=[left])
            if ahead.called:
                leave_open(_("Leave it, I know"), left, [ahead.called.id])


def _when_and_who(left: told.Checklist) -> None:
    day, starts, ends, host = st.columns([1.2, 0.8, 0.8, 2], vertical_alignment="bottom")
    day.date_input(_("Day"), key="after_day", format="DD/MM/YYYY")
    starts.time_input(_("Starts"), key="after_starts", step=900)
    ends.time_input(_("Ends"), key="after_ends", step=900)
    with host:
        one_of(NEXT, "host", _("Who hosts"), {org.id: org.name for org in left.organisations})
    beside("starts_at", "ends_at", "host_organisation_id", form=NEXT)


def _meet_again(left: told.Checklist) -> None:
    def settle():
        starts, ends = meetings.hours(
            said(NEXT, "day"), said(NEXT, "starts"), said(NEXT, "ends"), left.meeting.tz
        )
        return closing.meet_again(
            here.person(),
            left.meeting,
            left.following.called,
            starts,
            ends,
            said(NEXT, "host"),
            said(NEXT, "op"),
        )

    ask(settle, form=NEXT, done=_("The next meeting is ready."))
    st.session_state[f"{NEXT}_op"] = uuid4()


def _end(left: told.Checklist) -> None:
    st.button(
        _("Close the meeting"),
        key="close_now",
        type="primary",
        icon=":material/check:",
        on_click=_close,
        args=[left.meeting.id],
    )
    if left.open:
        st.caption(_("It closes also with what is still open."))


def _close(meeting_id: UUID) -> None:
    run(meetings.close, meeting_id, mark("Closed. “Open again” takes it back."))

"""The series of meetings: the next one first, then those that were held."""

from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from components import filters, here, topics
from components.calling import (
    begin_call,
    begin_prepare,
    call_form,
    prepare_form,
)
from components.cards import actions, card, empty, page_head, title
from components.drawers import opened_drawer
from components.explaining import pressed as explained
from components.live import live_part, read
from components.markup import render
from components.panel import panel
from components.participating import keyed
from components.pressing import Pressed, pressing
from components.stating import stated
from services.summaries import meetings
from translations import _, formats, n_
from translations import meetings as words

here.settle()


def ahead() -> list[meetings.Held]:
    return [held for held in read(meetings.series) if held.meeting.state in meetings.AHEAD][::-1]


def behind() -> list[meetings.Held]:
    return [held for held in read(meetings.series) if held.meeting.state not in meetings.AHEAD]


def pressed(what: Pressed) -> None:
    """For `pressing`: a number that explains itself, or the meeting itself."""
    if not explained(what):
        here.turn_to("meeting", m=str(UUID(what.id)))


def head() -> None:
    held = sum(row.meeting.held for row in behind())
    lede = n_("{n} meeting held.", "{n} meetings held.", held)
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch"):
            page_head(
                _("Meetings"),
                lede if held else "" if ahead() else _("The first one is the one to call."),
            )
        if here.may("meeting.create"):
            with st.container(width="content"), actions():
                _buttons()


def _buttons() -> None:
    last = next((held.meeting for held in behind() if held.meeting.held), None)
    if last and last.id not in {held.meeting.previous_id for held in ahead()}:
        st.button(
            _("Prepare the next"),
            key="prepare",
            icon=":material/event_repeat:",
            on_click=begin_prepare,
            args=[last],
        )
    st.button(
        _("Call a meeting"), key="call", type="primary", icon=":material/add:", on_click=begin_call
    )


def listed(rows: list, key: str) -> None:
    html = render(
        "meetings/series.html",
        rows=rows,
        words=words,
        keyed=keyed,
        stated=stated,
        where=where,
        day_number=lambda m: _local(m).day,
        month=lambda m: formats.month(_local(m)),
    )
    pressing(html, key, pressed)


def where(held) -> str:
    m = held.meeting
    hours = f"{formats.clock(m.starts_at, m.tz)}–{formats.clock(m.ends_at, m.tz)}"
    said = [
        _("{nth} meeting", nth=formats.ordinal(m.ordinal)) if m.ordinal else "",
        f"{formats.weekday(_local(m))}, {hours}",
        held.venue.name if held.venue else "",
        _("hosted by {name}", name=held.host.called) if held.host else "",
    ]
    return " · ".join(filter(None, said))


def _local(m):
    return m.starts_at.astimezone(ZoneInfo(m.tz))


def found(rows: list) -> list:
    with st.container(horizontal=True, vertical_alignment="bottom", key="asks"):
        asked = filters.search("q", _("e.g. garden, June")).casefold()
    there = {row.meeting.state for row in rows}
    states = {s: name for s, name in words.all_of(words.STATES).items() if s in there}
    picked = filters.choose("how", _("State"), states) if len(states) > 1 else []
    return [
        row
        for row in rows
        if asked in f"{row.meeting.title} {where(row)}".casefold()
        and (not picked or row.meeting.state in picked)
    ]


def what_comes() -> None:
    title(_("Ahead"))
    if not ahead():
        return empty(_("No meeting is called. Choose a day, and the rest follows."))
    listed(ahead(), "ahead")


def what_was() -> None:
    title(_("Behind us"), _("counts from the register; what a text says stands beside them"))
    if not behind():
        return empty(_("None has been held yet."))
    rows = found(behind())
    if not rows:
        return empty(_("No meeting is like that. Take away a filter."))
    listed(filters.paged(rows, "page"), "behind")


live_part("head", topics.MEETINGS)(head)()
with card("ahead"):
    live_part("ahead", topics.MEETINGS)(what_comes)()
with card("behind"):
    live_part("behind", topics.MEETINGS)(what_was)()
opened_drawer(
    {
        "call": (_("Call a meeting"), call_form),
        "prepare": (_("Prepare the next meeting"), prepare_form),
    }
    | panel()
)

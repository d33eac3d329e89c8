"""Calling a meeting, changing it, and making the next out of the last."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import open_drawer, send
from components.markup import show
from components.registered import organisation_names
from models import SEEN, Meeting, MeetingMode, moment
from models.refusals import all_of
from services import meetings, pledges, venues
from services.summaries import meetings as told
from translations import _, formats
from translations import meetings as words

FORM = "call"


def begin_call() -> None:
    here.settle()
    _fill(title="", day=None, starts=time(15), ends=time(18), mode=MeetingMode.in_person)
    open_drawer("call")


def begin_change(meeting: Meeting) -> None:
    here.settle()
    zone = ZoneInfo(meeting.tz)
    starts, ends = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    _fill(
        title=meeting.title,
        day=starts.date(),
        starts=starts.time(),
        ends=ends.time(),
        mode=meeting.mode,
        host=meeting.host_organisation_id,
        venue=meeting.venue_id,
        purpose=meeting.purpose,
        seen={field: getattr(meeting, field) for field in meetings.FIELDS},
    )
    open_drawer("change", meeting)


def begin_prepare(last: Meeting) -> None:
    """Four weeks on, at the same hours: a proposal to change."""
    here.settle()
    zone = ZoneInfo(last.tz)
    starts, ends = last.starts_at.astimezone(zone), last.ends_at.astimezone(zone)
    nth = (last.ordinal or 0) + 1
    _fill(
        title=_("{nth} meeting", nth=formats.ordinal(nth)),
        day=_some_weeks_on(starts.date()),
        starts=starts.time(),
        ends=ends.time(),
        mode=last.mode,
    )
    open_drawer("prepare", last)


def call_form() -> None:
    with st.form("call_form", border=False):
        _fields()
        send(_("Call the meeting"), _call)


def change_form(meeting: Meeting) -> None:
    with st.form("call_form", border=False):
        _fields()
        send(_("Save"), _change, meeting)


def prepare_form(last: Meeting) -> None:
    """What comes along is shown before; everything else is a date and a place."""
    whole = told.whole(here.person(), last.id)
    waiting = [p for p in pledges.of_community(here.person()) if p.state_today == "proposed"]
    open_actions = [a for a in whole.actions if a.item.state == "open"]
    came = [org for row, _p, org in whole.present if org and row.status in SEEN]
    invited = sorted({org.called for org in (*whole.invited, *came)})
    show(
        "meetings/comes_along.html",
        agenda=whole.agenda,
        actions=open_actions,
        waiting=len(waiting),
        invited=invited,
    )
    with st.form("call_form", border=False):
        _fields()
        send(_("Prepare the meeting"), _prepare, last)


def _fields() -> None:
    st.text_input(_("Title"), key="call_title", max_chars=200)
    beside("title", form=FORM)
    day, starts, ends = st.columns([1.5, 1, 1])
    day.date_input(_("Day"), key="call_day", format="DD/MM/YYYY")
    starts.time_input(_("Starts"), key="call_starts", step=900)
    ends.time_input(_("Ends"), key="call_ends", step=900)
    beside("starts_at", "ends_at", form=FORM)
    places = {venue.id: venue.name for venue in venues.of_community(here.person())}
    _pick("venue", _("Where"), places, _("a place, or the name of a new one"), new=True)
    beside("venue_id", form=FORM)
    orgs = organisation_names()
    _pick("host", _("Who hosts"), orgs, _("not decided yet"))
    st.segmented_control(
        _("How"),
        list(MeetingMode),
        key="call_mode",
        required=True,
        format_func=lambda mode: words.said(words.MODES, mode),
    )
    st.text_area(_("What for"), key="call_purpose", height=68)


def _pick(field: str, label: str, options: dict, placeholder: str, new: bool = False) -> None:
    key = f"call_{field}"
    if not new and st.session_state.get(key) not in options:
        st.session_state[key] = None
    st.selectbox(
        label,
        list(options),
        index=None,
        key=key,
        placeholder=placeholder,
        accept_new_options=new,
        format_func=lambda id: options.get(id, id),
    )


def _call() -> None:
    def call():
        how = _place() | {"mode": said("mode"), "purpose": said("purpose")}
        title, times = _title_and_times()
        return meetings.call(here.person(), title, *times, **how, op=said("op"))

    _turn_to(ask(call, form=FORM, done=_("The meeting is called.")))


def _change(meeting: Meeting) -> None:
    def save():
        title, (starts, ends) = _title_and_times()
        wanted = {"title": title, "starts_at": starts, "ends_at": ends} | _place()
        wanted |= {"mode": said("mode"), "purpose": said("purpose").strip()}
        return meetings.edit(here.person(), meeting.id, said("seen"), wanted, said("op"))

    ask(save, form=FORM, done=_("Saved."))


def _prepare(last: Meeting) -> None:
    def prepare():
        how = _place() | {"mode": said("mode"), "purpose": said("purpose")}
        title, times = _title_and_times()
        return meetings.prepare_next(here.person(), last.id, *times, title, **how, op=said("op"))

    _turn_to(ask(prepare, form=FORM, done=_("The next meeting is ready.")))


def _turn_to(made: Meeting | None) -> None:
    if made:
        here.turn_to("meeting", m=str(made.id))


def _title_and_times() -> list:
    return all_of(lambda: meetings.titled(said("title")), _times)


def _times() -> tuple[datetime, datetime]:
    return meetings.hours(said("day"), said("starts"), said("ends"), moment.ROME)


def _place() -> dict:
    return {"venue_id": said("venue"), "host_organisation_id": said("host")}


def said(field: str):
    return st.session_state.get(f"call_{field}")


def _fill(**values) -> None:
    known = {"host": None, "venue": None, "purpose": "", "seen": {}} | values
    for field, value in known.items():
        st.session_state[f"call_{field}"] = value
    st.session_state["call_op"] = uuid4()


def _some_weeks_on(day: date) -> date:
    """Four weeks, and as many more as it takes to lie ahead."""
    following = day + timedelta(weeks=4)
    while following <= moment.today():
        following += timedelta(weeks=1)
    return following

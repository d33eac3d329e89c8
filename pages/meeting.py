"""One meeting: its agenda, who was there, what was noted, decided, promised and left to do."""

from uuid import UUID

import streamlit as st

from charts.round_table import Seat, round_table
from components import capturing, here
from components.asking import ask
from components.attending import attendance_list, correct_form, counts_line, door, many
from components.calling import begin_change, begin_prepare, change_form, prepare_form
from components.cards import actions, card, empty, page_head, title
from components.closing import close_form, stated, stated_form
from components.drawers import open_drawer, opened_drawer
from components.drawing import drawing
from components.markup import show
from components.participating import counted
from components.resource_drawers import tone
from models import SEEN
from services import meetings
from services.summaries import meetings as told
from services.summaries import resources
from translations import _, formats, n_
from translations import meetings as words
from translations import resources as resource_words

here.settle()
me = here.person()
series = told.series(me)
RUN = {
    "open": (meetings.open, _("Open the meeting"), "play_arrow"),
    "wrap_up": (meetings.wrap_up, _("Begin to close"), "hourglass_bottom"),
    "reopen": (meetings.reopen, _("Open again"), "undo"),
    "publish": (meetings.publish, _("Publish"), "public"),
    "recall": (meetings.recall, _("Call it again"), "undo"),
}
NEXT = {
    "draft": ("open",),
    "scheduled": ("open",),
    "live": ("wrap_up",),
    "wrap_up": ("open",),
    "closed": ("publish", "reopen"),
    "published": (),
    "cancelled": ("recall",),
}


def asked() -> told.Held | None:
    """`?m=` an id or a number of the series; without it the one that runs, or the next, or the
    latest held."""
    wanted = st.query_params.get("m", "")
    named = [h for h in series if wanted in (str(h.meeting.id), str(h.meeting.ordinal))]
    if wanted:
        return named[0] if named else None
    running = [h for h in series if h.meeting.state in capturing.LIVE]
    ahead = [h for h in series if h.meeting.state in told.AHEAD][::-1]
    return next(iter(running + ahead + series), None)


def head(held: told.Held, whole: told.Whole) -> None:
    m = whole.meeting
    number = _("{nth} meeting", nth=formats.ordinal(m.ordinal)) if m.ordinal else _("Meeting")
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch"):
            page_head(m.title, eyebrow=number)
            show("meetings/head.html", m=m, words=words, pairs=_about(held, whole))
        if here.may("meeting.run"):
            with st.container(width="content"), actions():
                run_buttons(m, whole)


def _about(held: told.Held, whole: told.Whole) -> list[tuple]:
    m, venue = whole.meeting, held.venue
    hours = f"{formats.clock(m.starts_at, m.tz)}–{formats.clock(m.ends_at, m.tz)}"
    place = ", ".join(filter(None, (venue.name, venue.place_note, venue.locality))) if venue else ""
    return [
        (_("When"), f"{formats.day(m.starts_at.date())}, {hours}"),
        (_("Where"), place),
        (_("Who hosts"), held.host.name if held.host else ""),
        (_("What for"), m.purpose),
        (_("Invited"), formats.together([o.called for o in whole.invited])),
    ]


def run_buttons(m, whole: told.Whole) -> None:
    for name in NEXT[m.state]:
        do, label, icon = RUN[name]
        st.button(
            label,
            key=f"run_{name}",
            icon=f":material/{icon}:",
            type="primary" if name in ("open", "publish") and m.state != "wrap_up" else "secondary",
            on_click=run,
            args=[do, m.id],
        )
    if m.state in capturing.LIVE:
        st.button(
            _("Close the meeting"),
            key="run_close",
            icon=":material/check:",
            type="primary" if m.state == "wrap_up" else "secondary",
            on_click=open_drawer,
            args=["close", whole],
        )
    if m.held and whole.after is None:
        st.button(
            _("Prepare the next"),
            key="prepare",
            icon=":material/event_repeat:",
            on_click=begin_prepare,
            args=[m],
        )
    with st.popover(_("More"), icon=":material/more_horiz:"):
        st.button(_("Change title, day or place…"), key="change", on_click=begin_change, args=[m])
        st.button(_("What a text says…"), key="stated", on_click=open_drawer, args=["stated", m])
        if m.state in ("draft", "scheduled"):
            st.button(
                _("Cancel the meeting"), key="cancel", on_click=run, args=[meetings.cancel, m.id]
            )


def run(do, meeting_id: UUID) -> None:
    ask(lambda: do(here.person(), meeting_id))


def phases(m) -> None:
    """The five phases of this community; the facilitator moves on when the room is ready."""
    if m.state not in capturing.LIVE:
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
            _phase_button(_("Back"), m.id, order[now - 1] if now > 0 else None, "PageUp", now < 0)
            ahead = order[min(now + 1, len(order) - 1)]
            _phase_button(_("Next phase"), m.id, ahead, "PageDown", now == len(order) - 1)


def _phase_button(label: str, meeting_id: UUID, phase, key: str, off: bool) -> None:
    st.button(
        label,
        key=f"phase_{key}",
        shortcut=key,
        disabled=off,
        on_click=lambda: ask(lambda: meetings.move_on(here.person(), meeting_id, phase)),
    )


def at_the_table(held: told.Held, whole: told.Whole) -> None:
    title(_("At the table"))
    seated: dict = {}
    for row, _person, org in whole.present:
        if org and row.status in SEEN and row.counts_in_headline:
            seated[org.id] = Seat(org.name, org.initials)
    if not seated:
        return empty(_("Nobody is at the table yet."))
    orgs = n_("{n} organisation", "{n} organisations", len(seated))
    label = _("At the table: {names}", names=formats.together([s.name for s in seated.values()]))
    svg = round_table(list(seated.values()), str(len(seated)), _("at the table"))
    drawing(svg, label, key="table")
    counts_line(counted(held.counts) if held.counts else orgs, stated(whole.meeting))


def promised(whole: told.Whole) -> None:
    title(_("Put on the table here"), _("confirmed first; what is offered stands apart"))
    rows = resources.of_community(me).pledges
    rows = rows[rows.meeting_id == whole.meeting.id]
    if rows.empty:
        return empty(_("No resource was offered at this meeting."))
    firm = [p for p in rows.itertuples() if p.firm]
    rest = [p for p in rows.itertuples() if not p.firm]
    show(
        "meetings/promised.html",
        groups=[(_("Confirmed"), firm), (_("To be confirmed"), rest)],
        words=resource_words,
        tone=tone,
    )


def meeting(held: told.Held) -> None:
    whole = told.whole(me, held.meeting.id)
    head(held, whole)
    phases(whole.meeting)
    left, right = st.columns([1.5, 1])
    with left:
        with card("agenda", stretch=False):
            title(_("Agenda"))
            capturing.agenda_list(whole)
        with card("notes", stretch=False):
            title(_("Notes"))
            capturing.notes(whole)
        with card("decisions", stretch=False):
            title(_("Decisions"))
            capturing.decision_list(whole)
        with card("actions", stretch=False):
            title(_("Actions"), _("who does what, by when"))
            capturing.action_list(whole)
        with card("promised", stretch=False):
            promised(whole)
    with right:
        with card("table", stretch=False):
            at_the_table(held, whole)
        if here.may("attendance.read_names"):
            with card("present", stretch=False):
                people_there(whole)


def people_there(whole: told.Whole) -> None:
    title(_("Who was there") if whole.meeting.held else _("Who is there"))
    if here.may("attendance.set_other") and whole.meeting.state != "cancelled":
        if whole.meeting.held:
            with st.expander(_("Somebody is missing")):
                door(whole)
        else:
            door(whole)
            before = whole.meeting.previous_id
            if before and not whole.present:
                many(whole, told.whole(me, before))
    attendance_list(whole)


held = asked()
if held is None:
    page_head(_("Meeting"))
    empty(_("This meeting is not here. Choose another under Meetings."))
else:
    meeting(held)
opened_drawer(
    {
        "change": (_("Change the meeting"), change_form),
        "prepare": (_("Prepare the next meeting"), prepare_form),
        "close": (_("Close the meeting"), close_form),
        "stated": (_("What a text says"), stated_form),
        "correct": (_("Correct the attendance"), correct_form),
        "item": (_("Agenda item"), capturing.item_form),
        "action": (_("Action"), capturing.action_form),
    }
)

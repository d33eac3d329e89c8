"""One meeting: its agenda, who was there, what was noted, decided, promised and left to do."""

from uuid import UUID

import streamlit as st

from charts.round_table import Seat, round_table
from components import action_items, agenda_items, deciding, here, needing, noting, offering
from components.attending import attendance_list, correct_form, mended
from components.calling import change_form, prepare_form
from components.capturing import LIVE
from components.carding import card_list
from components.cards import actions, card, empty, page_head, title
from components.closing import closing_card
from components.confirming import away_form, no_form, provisional_card
from components.doorway import way_in
from components.drawers import opened_drawer
from components.drawing import drawing
from components.explaining import pressed as explained
from components.live import at_meeting, live_part, read, who_is_here
from components.markup import render, show
from components.panel import panel
from components.participating import keyed
from components.placing import place_form
from components.pointing import points_card
from components.pressing import pressing
from components.promising import at_hand, promised
from components.reaching import horizon_card
from components.recapping import lead, recap_card
from components.rounding import round_card
from components.running import phases, run_buttons
from components.sheeting import sheet_button, sheet_form
from components.side_tabling import table_form, tables_card
from components.stating import differs, publish_form, stated, stated_form
from components.topics import LOOSE, PRESENCE, RIGHTS
from components.welcoming import door, many
from components.writing import drafting_card
from models import ENDING, SEEN
from services import history
from services.summaries import meetings as told
from services.summaries import resources
from services.summaries.seats import day_of
from translations import _, formats, n_
from translations import meetings as words

here.settle()
me = here.person()
series = read(told.series)


def asked() -> told.Held | None:
    """`?m=` an id or a number of the series; without it the one that runs, or the next, or the
    latest held."""
    wanted = st.query_params.get("m", "")
    named = [h for h in series if wanted in (str(h.meeting.id), str(h.meeting.ordinal))]
    if wanted:
        return named[0] if named else None
    running = [h for h in series if h.meeting.state in LIVE]
    ahead = [h for h in series if h.meeting.state in told.AHEAD][::-1]
    return next(iter(running + ahead + series), None)


def meeting(meeting_id: UUID, is_ending: bool) -> None:
    """`is_ending`: it is wrapped up or over, and what came out is what one comes for."""
    at_meeting(meeting_id)
    live_part("head", {"meeting", "venue", "organisation"})(head)(meeting_id)
    live_part("closing", CLOSING)(closing_card)(meeting_id)
    if is_ending:
        came_out(meeting_id)
    live_part("doorway", {*AT_THE_DOOR, *RIGHTS})(way_in)(meeting_id)
    live_part("tables", TABLES)(tables_card)(meeting_id)
    live_part("priorities", {"points", "objective", "meeting"})(points_card)(meeting_id)
    live_part("round", {"proposal", "answer", "objection", "objective", "meeting"})(round_card)(
        meeting_id
    )
    live_part("provisional", PROVISIONAL)(provisional_card)(meeting_id)
    live_part("drafting", {"objective", "proposal", "meeting"})(drafting_card)(meeting_id)
    live_part("horizon", {"objective", "meeting", "proposal"})(horizon_card)(meeting_id)
    live_part("cards", {"card", "support", "meeting"})(card_list)(meeting_id)
    with st.container(key="sides"):
        left, right = st.columns([1.5, 1])
    with left:
        for name, topics, draw in LEFT:
            with card(name, stretch=False):
                live_part(name, topics)(draw)(meeting_id)
    with right:
        with card("table", stretch=False):
            live_part("table", {"attendance", "organisation", "meeting"})(at_the_table)(meeting_id)
        if here.may("attendance.read_names"):
            with card("present", stretch=False):
                live_part("present", {*AT_THE_DOOR, *RIGHTS})(people_there)(meeting_id)
        live_part("invited", {"attendance", "invitation", "meeting"})(invited)(meeting_id)
    if not is_ending:
        came_out(meeting_id)
    with card("promised", stretch=False):
        live_part("promised", {"pledge", "meeting"})(put_on_the_table)(meeting_id)
    live_part("at_hand", {"meeting", *RIGHTS})(at_hand)(meeting_id)


def came_out(meeting_id: UUID) -> None:
    with card("recap", stretch=False):
        live_part("recap_lead", {"meeting"})(lead)(meeting_id)
        live_part("recap", RECAP)(recap_card)(meeting_id)


def seen(meeting_id: UUID) -> told.Whole:
    return read(told.whole, meeting_id)


def agenda(meeting_id: UUID) -> None:
    title(_("Agenda"))
    agenda_items.agenda_list(seen(meeting_id))


def notes(meeting_id: UUID) -> None:
    title(_("Notes"))
    noting.notes(seen(meeting_id))


def decisions(meeting_id: UUID) -> None:
    title(_("Decisions"))
    deciding.decision_list(seen(meeting_id))


def actions_said(meeting_id: UUID) -> None:
    title(_("Actions"), _("who does what, by when"))
    action_items.action_list(seen(meeting_id))


def put_on_the_table(meeting_id: UUID) -> None:
    promised(seen(meeting_id))


LEFT = (  # the notes are quiet: what is being typed in them is nobody else's to redraw
    ("agenda", {"agenda_item", "meeting"}, agenda),
    ("notes", set(), notes),
    ("decisions", {"decision", "objective", "meeting"}, decisions),
    ("actions", {"action_item", "person", "organisation", "meeting"}, actions_said),
)
TABLES = {"side_table", "attendance", "objective", "agenda_item", "meeting"}
PROVISIONAL = PRESENCE | RIGHTS | {"decision", "proposal", "answer", "objection"}
RECAP = (
    PRESENCE
    | {"venue", "decision", "activity", "need", "pledge"}
    | {"action_item", "consent_record"}
)
CLOSING = LOOSE | PRESENCE | {"action_item", "decision"}
AT_THE_DOOR = {"attendance", "person", "organisation", "meeting"}


def head(meeting_id: UUID) -> None:
    whole = seen(meeting_id)
    m = whole.meeting
    number = _("{nth} meeting", nth=formats.ordinal(m.ordinal)) if m.ordinal else _("Meeting")
    page_head(m.title, eyebrow=number if number != m.title else "")
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch"):
            show("meetings/head.html", m=m, words=words, pairs=_about(whole))
        with st.container(width="content"), actions():
            run_buttons(whole)
    phases(m)


def _about(whole: told.Whole) -> list[tuple]:
    m = whole.meeting
    hours = f"{formats.clock(m.starts_at, m.tz)}–{formats.clock(m.ends_at, m.tz)}"
    return [
        (_("When"), f"{formats.day(day_of(m.starts_at, m.tz))}, {hours}"),
        (_("Where"), _place(whole.venue) if whole.venue else ""),
        (_("How"), words.said(words.MODES, m.mode) if m.mode != "in_person" else ""),
        (_("Who hosts"), whole.host.name if whole.host else ""),
        (_("What for"), m.purpose),
    ]


def _place(venue) -> str:
    steps = {"yes": _("without steps"), "no": _("with steps")}
    n = venue.capacity
    said = [
        venue.name,
        venue.place_note,
        venue.address,
        venue.locality,
        n_("room for {n} person", "room for {n} people", n) if n else "",
        steps.get(venue.step_free, ""),
    ]
    return ", ".join(filter(None, said))


def at_the_table(meeting_id: UUID) -> None:
    whole = seen(meeting_id)
    counts = next(h.counts for h in read(told.series) if h.meeting.id == meeting_id)
    title(_("At the table"))
    seated: dict = {}
    for row, _person, org in whole.present:
        if org and row.status in SEEN and row.counts_in_headline:
            seated[org.id] = Seat(org.name, org.initials, id=str(org.id))
    if not seated and counts is None:
        empty(_("Nobody is at the table yet."))
        return who_is_here(meeting_id)
    if seated:
        names = formats.together([seat.name for seat in seated.values()])
        svg = round_table(list(seated.values()), str(len(seated)), _("at the table"))
        drawing(svg, _("At the table: {names}", names=names), key="table")
    html = render(
        "meetings/counts.html",
        counted=keyed(counts) if counts else [],
        so_far=whole.meeting.state in LIVE,
        stated=stated(whole.meeting),
        source=whole.meeting.stated_source,
        differs=whole.meeting.held and differs(whole.meeting, counts),
    )
    pressing(html, "counts", explained)
    who_is_here(meeting_id)


def people_there(meeting_id: UUID) -> None:
    whole, me = seen(meeting_id), here.person()
    m = whole.meeting
    title(_("Who was there") if m.held else _("Who is there"))
    if here.may("attendance.set_other") and m.state != "cancelled":
        sheet_button(meeting_id)
        if m.held:
            with st.expander(_("Somebody is missing")):
                door(whole)
        else:
            door(whole)
            many(whole, told.whole(me, m.previous_id) if m.previous_id else None)
    attendance_list(whole)
    if m.held:
        mended(history.mended(me, m.id))


def invited(meeting_id: UUID) -> None:
    """Who is asked; once it runs, who of them was not seen yet."""
    whole = seen(meeting_id)
    runs = whole.meeting.state in LIVE
    came = {org.id for row, _p, org in whole.present if org and row.status in SEEN and runs}
    awaited = [org for org in whole.invited if org.id not in came]
    if awaited and not whole.meeting.held:
        with card("invited", stretch=False):
            n = n_("{n} organisation", "{n} organisations", len(awaited))
            title(_("Invited, not seen yet") if runs else _("Invited"), n)
            show("meetings/invited.html", organisations=awaited)


held = asked()
if held is None:
    page_head(_("Meeting"))
    empty(_("This meeting is not here. Choose another under Meetings."))
else:
    meeting(held.meeting.id, held.meeting.state in ENDING)
opened_drawer(
    {
        "change": (_("Change the meeting"), change_form),
        "prepare": (_("Prepare the next meeting"), prepare_form),
        "publish": (_("Publish the meeting"), publish_form),
        "stated": (_("What a text says"), stated_form),
        "place": (_("The place"), place_form),
        "correct": (_("Correct the attendance"), correct_form),
        "sheet": (_("From the sheet"), sheet_form),
        "item": (_("Agenda item"), agenda_items.item_form),
        "decision": (_("Decision"), deciding.decision_form),
        "action": (_("Action"), action_items.action_form),
        "board": (_("Not confirmed"), no_form),
        "away": (_("An objection from who was not there"), away_form),
        "sidetable": (_("A table"), table_form),
        "offer": (
            _("Offer a resource"),
            lambda: offering.offer_drawer(read(resources.of_community)),
        ),
        "ask": (_("Ask for a resource"), needing.need_form),
    }
    | panel()
)

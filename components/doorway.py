"""The way into a meeting that runs: its code, its screens, and who waits to be let in."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask
from components.cards import nothing
from components.live import is_pushed, read, room_now
from components.markup import render
from components.pressing import Pressed, pressing
from components.undoing import latest_can_be_undone, undo_bar
from models import MeetingState
from services import address, admitting, entitled, history, meetings, people, turning_away
from services.summaries import door
from translations import _
from translations.becoming import becoming, not_in

OPEN = "doorway_may_commit"
PLACE = "_door"


def way_in(meeting_id: UUID) -> None:
    """Code, links and arrivals; nothing while the meeting does not run."""
    seen = room_now(meeting_id)
    m = seen.meeting
    if not m.running:
        return nothing()

    def pressed(what: Pressed) -> None:
        here.settle()
        me = here.person()
        if what.act == "renew":
            return ask(meetings.renew_code, me, m.id, done=_("A new code: the old one is over."))
        who = UUID(what.id)
        org = next(org for _a, person, org in seen.present if person.id == who)
        st.session_state[OPEN] = True  # several are told in a row
        ask(people.affiliate, me, who, org.id, what.act == "commit")

    inside = [(p, org) for _a, p, org in seen.present if org and p.id not in seen.arrivals]
    may_say = here.may("person.affiliate")
    html = render(
        "meetings/doorway.html",
        m=m,
        home=address.home(),
        short=f"{address.home()}/join".split("://")[1],
        may_renew=here.may("meeting.create"),
        inside=inside if may_say else [],
        opened=OPEN in st.session_state,
        committing=read(entitled.committing, meeting_id) if may_say else set(),
        is_room=address.is_room(),
        is_here_only=address.is_here_only(),
    )
    with st.container(key="card_doorway"):
        pressing(html, "doorway", pressed)
        if m.state is not MeetingState.wrap_up:  # then it is asked where the meeting is closed
            at_the_door(meeting_id)


def at_the_door(meeting_id: UUID) -> None:
    """Who waits to be let in, and as whom, and who was not; nothing while there is nobody."""
    if not here.may("attendance.admit"):
        return
    waiting = read(door.at, meeting_id)

    def pressed(what: Pressed) -> None:
        here.settle()
        if what.act in ("away", "back"):
            return _away_or_back(meeting_id, what)
        become = waiting.recognised if what.act == "recognise" else waiting.become
        if what.id:
            known = waiting.recognised | waiting.become
            become = {UUID(what.id): None if what.act == "new" else known.get(UUID(what.id))}
        if ask(admitting.admit, here.person(), meeting_id, become, what.act == "guest"):
            latest_can_be_undone("meeting.admitted", _("They are in."), PLACE)

    undo_bar(PLACE, stays=is_pushed("doorway") or is_pushed("closing"))
    if waiting:
        html = render("meetings/door.html", door=waiting, becoming=becoming, not_in=not_in)
        pressing(html, "door", pressed)


def _away_or_back(meeting_id: UUID, what: Pressed) -> None:
    """None of ours; or at the door once more, taken back where it is told."""
    if what.act == "back":
        ask(history.undo, here.person(), int(what.id), done=_("At the door again."))
    else:
        done = _("Not let in. It can be taken back below.")
        ask(turning_away.turn_away, here.person(), meeting_id, UUID(what.id), done=done)

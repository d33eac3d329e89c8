"""The way into a meeting that runs: its code, its screens, and who waits to be let in."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask
from components.cards import nothing
from components.live import read, room_now
from components.markup import render
from components.pressing import Pressed, pressing
from services import address, admitting, entitled, meetings, people
from translations import _

OPEN = "doorway_may_commit"


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
        who = [UUID(what.id)] if what.id else None
        if what.act in ("commit", "uncommit"):
            org = next(org for _a, person, org in seen.present if person.id == who[0])
            st.session_state[OPEN] = True  # several are told in a row
            return ask(people.affiliate, me, who[0], org.id, what.act == "commit")
        ask(admitting.admit, me, m.id, who, what.act == "guest")

    waiting = [row for row in seen.present if row[1].id in seen.arrivals]
    inside = [(p, org) for _a, p, org in seen.present if org and p.id not in seen.arrivals]
    may_say = here.may("person.affiliate")
    html = render(
        "meetings/doorway.html",
        m=m,
        home=address.home(),
        short=f"{address.home()}/join".split("://")[1],
        counts=seen.counts,
        waiting=waiting,
        may_admit=here.may("attendance.admit"),
        inside=inside if may_say else [],
        opened=OPEN in st.session_state,
        committing=read(entitled.committing, meeting_id) if may_say else set(),
        is_room=address.is_room(),
    )
    with st.container(key="card_doorway"):
        pressing(html, "doorway", pressed)

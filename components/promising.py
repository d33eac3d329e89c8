"""What was put on the table at a meeting, and what still waits for a yes when it is called."""

from uuid import UUID

import streamlit as st

from components import here, needing, offering
from components.cards import empty, nothing, title
from components.keeping import tone
from components.live import read
from components.markup import show
from models import Person
from services.summaries import resources
from services.summaries.frames import each
from services.summaries.meetings import AHEAD, Whole, whole
from translations import _
from translations import resources as words


def promised(seen: Whole) -> None:
    """Confirmed apart from what is only offered or waits for a condition."""
    began = seen.meeting.running or seen.meeting.held
    what = _("Put on the table here") if began else _("On the table")
    title(what, _("confirmed first; what is offered stands apart"))
    firm, rest, before = read(_spoken, seen.meeting.id)
    groups = [(_("Confirmed"), firm), (_("To be confirmed"), rest)]
    if seen.meeting.state in AHEAD:
        groups.append((_("From before, and still without a yes"), before))
    if not any(rows for _name, rows in groups):
        return empty(_("No resource was offered at this meeting."))
    show("meetings/promised.html", groups=groups, words=words, tone=tone)


def at_hand(meeting_id: UUID) -> None:
    """While the meeting runs: what is offered or asked for is caught from wherever one reads."""
    buttons = [
        ("pledge.offer", "offer", _("Offer a resource"), "volunteer_activism", offering.begin),
        ("need.create_edit", "ask", _("Ask for a resource"), "add", needing.begin),
    ]
    shown = [row for row in buttons if here.may(row[0])]
    if not shown or not read(whole, meeting_id).meeting.running:
        return nothing()
    with st.container(key="noprint_at_hand", horizontal=True, width="content"):
        for _right, key, label, icon, begin in shown:
            st.button(label, key=key, icon=f":material/{icon}:", on_click=begin)


def _spoken(_by: Person, meeting_id: UUID) -> tuple[list, list, list]:
    """Pledges: confirmed here, said here without a yes, and waiting since before."""
    pledges = read(resources.of_community).pledges
    said_here = list(each(pledges[pledges.meeting_id == meeting_id]))
    waits = (pledges.state == "proposed") & (pledges.meeting_id != meeting_id)
    return (
        [p for p in said_here if p.firm],
        [p for p in said_here if not p.firm],
        list(each(pledges[waits])),
    )

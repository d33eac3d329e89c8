"""What was put on the table at a meeting, and what still waits for a yes when it is called."""

from uuid import UUID

import streamlit as st

from components import here, needing, offering
from components.cards import empty, nothing, title
from components.filters import paged
from components.keeping import tone
from components.live import read
from components.markup import show
from models import Person
from services.summaries import resources
from services.summaries.frames import each
from services.summaries.meetings import AHEAD, Whole, whole
from translations import _, formats
from translations import resources as words


def promised(seen: Whole) -> None:
    """Confirmed apart from what is only offered or waits for a condition."""
    began = seen.meeting.running or seen.meeting.held
    what = _("Put on the table here") if began else _("On the table")
    title(what, _("confirmed first; what is offered stands apart"))
    firm, rest, before = read(_spoken, seen.meeting.id, seen.meeting.state in AHEAD)
    groups = [
        ("firm", _("Confirmed"), firm),
        ("rest", _("To be confirmed"), rest),
        ("before", _("From before, and still without a yes"), before),
    ]
    groups = [group for group in groups if group[-1]]
    if not groups:
        return empty(_("No resource was offered at this meeting."))
    for key, name, rows in groups:
        page, n = paged(rows, f"promised_{key}"), formats.number(len(rows))
        show("meetings/promised.html", name=name, n=n, rows=page, words=words, tone=tone)


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


def _spoken(by: Person, meeting_id: UUID, ahead: bool) -> tuple[list, list, list]:
    """Pledges: confirmed here, said here without a yes, and, ahead of it, waiting since before."""
    pledges = list(each(resources.said(by, meeting_id, waiting=ahead)))
    said_here = [p for p in pledges if p.meeting_id == meeting_id]
    return (
        [p for p in said_here if p.firm],
        [p for p in said_here if not p.firm],
        [p for p in pledges if p.meeting_id != meeting_id],
    )

"""What was put on the table at a meeting, and what still waits for a yes when it is called."""

from uuid import UUID

import streamlit as st

from components import here, offering
from components.capturing import LIVE
from components.cards import empty, title
from components.keeping import tone
from components.live import read
from components.markup import show
from models import Person
from services.summaries import resources
from services.summaries.meetings import AHEAD, Whole
from translations import _
from translations import resources as words


def promised(whole: Whole) -> None:
    """Confirmed apart from what is only offered or waits for a condition."""
    title(_("Put on the table here"), _("confirmed first; what is offered stands apart"))
    firm, rest, before = read(_spoken, whole.meeting.id)
    if whole.meeting.state in LIVE and here.may("pledge.offer"):
        st.button(
            _("Offer a resource"),
            key="offer",
            icon=":material/volunteer_activism:",
            on_click=offering.begin,
        )
    groups = [(_("Confirmed"), firm), (_("To be confirmed"), rest)]
    if whole.meeting.state in AHEAD:
        groups.append((_("From before, and still without a yes"), before))
    if not any(rows for _name, rows in groups):
        return empty(_("No resource was offered at this meeting."))
    show("meetings/promised.html", groups=groups, words=words, tone=tone)


def _spoken(_by: Person, meeting_id: UUID) -> tuple[list, list, list]:
    """Pledges: confirmed here, said here without a yes, and waiting since before."""
    pledges = read(resources.of_community).pledges
    said_here = list(pledges[pledges.meeting_id == meeting_id].itertuples())
    waits = (pledges.state == "proposed") & (pledges.meeting_id != meeting_id)
    return (
        [p for p in said_here if p.firm],
        [p for p in said_here if not p.firm],
        list(pledges[waits].itertuples()),
    )

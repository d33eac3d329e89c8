"""Writing an objective together while the meeting runs: one at a time, everybody in one text."""

from uuid import UUID

import streamlit as st

from components import here
from components.cards import card, nothing, title
from components.coedit import live_text
from components.live import room_now
from components.markup import plain
from models import ObjectiveState
from translations import _

OPEN = (ObjectiveState.draft, ObjectiveState.proposed)
CHOSEN = "written_together"


def drafting_card(meeting_id: UUID) -> None:
    """The objectives of this meeting that are still drafts; nothing while there is none."""
    seen = room_now(meeting_id)
    drafts = {str(o.id): o for o in seen.drafted if o.state in OPEN}
    if not seen.meeting.running or not drafts:
        return nothing()
    if st.session_state.get(CHOSEN) not in drafts:
        st.session_state[CHOSEN] = next(iter(drafts))
    with card("drafting", stretch=False):
        title(_("Writing together"))
        if len(drafts) > 1:
            st.pills(
                _("Objective"),
                list(drafts),
                key=CHOSEN,
                format_func=lambda id: plain(drafts[id].title),
                label_visibility="collapsed",
            )
        chosen = drafts[st.session_state[CHOSEN] or next(iter(drafts))]
        live_text(
            "objective.statement",
            chosen.id,
            label=chosen.title,
            editable=here.may("objective.edit_text"),
            key=f"together_{chosen.id}",
        )

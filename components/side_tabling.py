"""A phase at several tables at once, on the laptop: laid in two presses, mended in a drawer."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.cards import card, nothing, title
from components.drawers import open_drawer, send
from components.fields import fill, said
from components.live import read, room_now
from components.markup import plain, render
from components.pressing import Pressed, pressing
from services import side_tables
from services.summaries import side_tables as standing
from translations import _, n_

FORM = "sidetable"
HOW_MANY = (2, 3, 4, 5)


def lay_buttons(meeting_id: UUID) -> None:
    with st.popover(_("At several tables"), icon=":material/table_restaurant:"):
        st.caption(_("This phase at several tables:"))
        for n in HOW_MANY:
            label = n_("{n} table", "{n} tables", n)
            st.button(label, key=f"lay_{n}", on_click=_lay, args=[meeting_id, n], width="stretch")


def tables_card(meeting_id: UUID) -> None:
    """While the phase runs at several."""
    seen = room_now(meeting_id)
    rows = _laid(meeting_id) if seen.meeting.running else []
    if not rows:
        return nothing()

    def pressed(what: Pressed) -> None:
        here.settle()
        if what.act == "together":
            return ask(side_tables.clear, here.person(), meeting_id)
        _begin(next(row for row in rows if str(row.table.id) == what.id), meeting_id)

    with card("tables", stretch=False):
        title(_("At several tables"), _("each phone chooses its own"))
        html = render("meetings/tables.html", rows=rows, runs=here.may("meeting.run"))
        pressing(html, "tables", pressed)


def table_form(table_id: UUID, meeting_id: UUID) -> None:
    work = {one.id: plain(one.title) for one in standing.workable(room_now(meeting_id))}
    with st.form("sidetable_form", border=False):
        st.text_input(_("Name"), key="sidetable_name", max_chars=80)
        beside("name", form=FORM)
        st.multiselect(
            _("What it works on"),
            list(work),
            key="sidetable_work",
            format_func=work.get,
            placeholder=_("choose one or more"),
            select_all=False,
        )
        send(_("Save"), _mend, table_id)


def _laid(meeting_id: UUID) -> list[standing.Laid]:
    return standing.laid(read(standing.standing, meeting_id), room_now(meeting_id))


def _begin(row: standing.Laid, meeting_id: UUID) -> None:
    work = [one.id for one in (*row.objectives, *row.items)]
    fill(FORM, name=row.table.name, work=work, op=uuid4())
    open_drawer("sidetable", row.table.id, meeting_id)


def _lay(meeting_id: UUID, n: int) -> None:
    ask(side_tables.lay, here.person(), meeting_id, n)


def _mend(table_id: UUID) -> None:
    name, work, op = (said(FORM, field) for field in ("name", "work", "op"))
    ask(side_tables.mend, here.person(), table_id, name, work, op, form=FORM, done=_("Saved."))

"""The paper that went round the table, typed or pasted at once: a line for each, a look, a yes."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, tried
from components.drawers import open_drawer, press
from components.markup import render
from components.pressing import Pressed, pressing
from services import sheet
from translations import _, n_

FORM, TEXT = "sheet", "sheet_text"


def sheet_button(meeting_id: UUID) -> None:
    st.button(
        _("From the sheet"),
        key="sheet",
        icon=":material/list_alt_add:",
        width="stretch",
        help=_("Everybody who signed on paper, typed or pasted at once"),
        on_click=_begin,
        args=[meeting_id],
    )


def sheet_form(meeting_id: UUID) -> None:
    st.text_area(
        _("A line for each: name, organisation, and yes if they may be named publicly"),
        key=TEXT,
        height=260,
        placeholder=_("Ada Rossi, Orti Diffusi, yes\nUgo Bianchi, Officina Riparo"),
    )
    beside("text", form=FORM)
    st.caption(_("Ctrl+Enter shows how it was understood; nothing is recorded yet."))
    lines, no = tried(sheet.read, here.person(), meeting_id, st.session_state[TEXT])
    if no:
        st.error(no)
    elif lines:
        _preview(lines)
        n = len(lines)
        label = n_("Record {n} person", "Record {n} people", n)
        press(label, "sheet_take", _take, meeting_id, kind="primary")


def _begin(meeting_id: UUID) -> None:
    st.session_state[TEXT], st.session_state["sheet_op"] = "", uuid4()
    open_drawer("sheet", meeting_id)


def _preview(lines: list[sheet.Line]) -> None:
    def pressed(what: Pressed) -> None:
        """This organisation is one of the register: the line says so from now on."""
        n, name = int(what.id.partition(" ")[0]), what.id.partition(" ")[2]
        typed = [line for line in st.session_state[TEXT].splitlines() if line.strip()]
        typed[n] = lines[n].meaning(name)
        st.session_state[TEXT] = "\n".join(typed)

    pressing(render("meetings/sheet.html", lines=lines), "sheet_lines", pressed)


def _take(meeting_id: UUID) -> None:
    told = st.session_state
    args = (here.person(), meeting_id, told[TEXT], told["sheet_op"])
    ask(sheet.take, *args, form=FORM, done=_("Recorded."))

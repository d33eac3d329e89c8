"""Bringing in lists as people have them: read, preview, questions, and one undo for all of it."""

from uuid import uuid4

import streamlit as st

from components import bringing, here
from components.asking import ask, refused, tried
from components.cards import card, empty, page_head, title
from components.markup import render, show
from components.pressing import Pressed, pressing
from services import history, organisations
from services.imports import applying, batches, comparing, recognise
from services.imports.templates import COLUMNS, template
from translations import _, language
from translations import importing as words

here.settle()
me = here.person()


def choose_files() -> list[tuple[str, bytes]]:
    with card("files", stretch=False):
        title(_("Which files?"), _("CSV or XLSX, up to 5 MB each; nothing is written yet"))
        files = st.file_uploader(
            _("Files"),
            accept_multiple_files=True,
            key="files",
            label_visibility="collapsed",
            on_change=bringing.start_over,
        )
        with st.expander(_("An empty list to fill in")):
            for kind in COLUMNS[language()]:
                st.download_button(
                    words.said(words.LISTS, kind),
                    template(kind),
                    f"{kind}.csv",
                    "text/csv",
                    key=f"template_{kind}",
                    on_click="ignore",
                )
    return [(file.name, file.getvalue()) for file in files]


def bring_in(draft, preview) -> None:
    if preview.questions:
        return st.caption(_("Answer the questions, and the button appears here."))
    if not preview.count(comparing.ADDED):
        return empty(_("All of it is already there: nothing to import."))
    st.session_state.setdefault("import_op", uuid4())
    st.button(
        _("Import"),
        key="import_now",
        type="primary",
        icon=":material/download_done:",
        on_click=apply,
        args=[draft],
    )


def apply(draft) -> None:
    """One change, all or nothing; the bar tells how far it is."""
    bar = st.progress(0.0, _("Importing…"))
    op = st.session_state["import_op"]
    done = _("Imported. You can take it back below.")
    ask(
        lambda: applying.apply(here.person(), draft, bringing.answers(), op, bar.progress),
        done=done,
    )
    bar.empty()
    if not refused():
        st.session_state["import_op"] = uuid4()


def past() -> None:
    rows = batches.of_community(me)
    with card("past", stretch=False):
        title(_("What was imported"), _("each import can be taken back as a whole"))
        if not rows:
            return empty(_("Nothing was imported yet."))
        pressing(render("importing/past.html", rows=rows), "past", take_back)
        kept = st.session_state.pop("import_kept", None)
        if kept:
            show("importing/kept.html", rows=kept)


def take_back(what: Pressed) -> None:
    here.settle()
    kept = ask(lambda: history.undo(here.person(), int(what.id)), done=_("Taken back."))
    st.session_state["import_kept"] = kept


page_head(
    _("Import"),
    _("Lists as they are: attendance, action plans, resources, organisations. You see first."),
)
st.caption(
    _("An import says who belongs to which organisation; it gives nobody a role: see People.")
)
files = choose_files()
if files:
    known = [org.name for org in organisations.of_community(me)]
    draft, no = tried(recognise.draft_of, files, bringing.choices(), known)
    if no:
        show("wrong.html", text=no)
    else:
        preview = comparing.preview(me, draft, bringing.answers())
        with card("preview", stretch=False):
            title(_("What they say"))
            bringing.counted(preview)
            bring_in(draft, preview)
        bringing.questions(preview)
        bringing.doubts(draft)
        bringing.sheets(draft)
past()

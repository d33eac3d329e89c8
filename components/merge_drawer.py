"""Two entries that may be one: their counts, the yes, and which of the two stays."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, refused
from components.drawers import press
from components.markup import show
from models import Person
from services import doubles, merging
from translations import _, n_
from translations import people as words


def said_pairs(pairs: list) -> str:
    return n_("{n} pair may be one entry", "{n} pairs may be one entry", len(pairs))


def merge_drawer(pair: doubles.Pair) -> None:
    """Counts before and after; nothing is merged without this yes."""
    if st.session_state.pop("merge_done", False):
        st.rerun()  # the pair is one now: the page behind has to say so
    swap = st.session_state.get("merge_swap") == str(pair.drop.id)
    keep, drop = (pair.drop, pair.keep) if swap else (pair.keep, pair.drop)
    before = merging.preview(here.person(), pair.kind, keep.id, drop.id)
    told = [(before.keep[table], before.drop[table], before.after[table]) for table in before.keep]
    names = [words.pointing(table, pair.kind is Person) for table in before.keep]
    rows = [(name, *n) for name, n in zip(names, told, strict=True) if any(n)]
    show("people/before.html", keep=keep.name, drop=drop.name, rows=rows, together=before.together)
    st.caption(_("One line of the history; one undo takes all of it back."))
    press(_("Yes, they are one"), "merge_yes", _merge, pair.kind, keep.id, drop.id, kind="primary")
    st.button(_("Keep the other one"), key="merge_other", on_click=_swap, args=[pair, swap])


def _merge(kind: type, keep_id: UUID, drop_id: UUID) -> None:
    done = _("Merged. The history can take it back.")
    ask(lambda: merging.merge(here.person(), kind, keep_id, drop_id), done=done)
    st.session_state["merge_done"] = not refused()


def _swap(pair: doubles.Pair, swapped: bool) -> None:
    st.session_state["merge_swap"] = "" if swapped else str(pair.drop.id)

"""Page heads and cards. What stands in a card is a template with the macros of `_macros.html`,
or widgets:

    with card("coverage"):
        title(_("What is covered"), _("confirmed, out of what the plan needs"))
        show("coverage.html", kinds=kinds)
"""

from functools import lru_cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.markup import render, show


def page_head(title: str, lede: str = "", eyebrow: str = "") -> None:
    """The one h1 of the page; titles state the finding."""
    show("head.html", title=title, lede=lede, eyebrow=eyebrow)


def card(key: str, ink: bool = False, stretch: bool = True) -> DeltaGenerator:
    """A card, as tall as its neighbours; `ink`: the dark one, at most one on a page."""
    name = f"{'cardink' if ink else 'card'}_{key}"
    return st.container(key=name, height="stretch" if stretch else "content")


def title(text: str, sub: str = "", level: int = 2) -> None:
    st.html(_title(text, sub, level))


@lru_cache(500, typed=True)  # Markup and the same letters are not the same
def _title(text: str, sub: str, level: int) -> str:
    """The same few on all pages, at each run. A sum keeps its euro in one line with it."""
    return render("title.html", text=text.replace(" €", "\u00a0€"), sub=sub, level=level)


def nothing() -> None:
    """Nothing to show, for a part that may have shown something: it takes the place at once. A
    browser that reads the start and the end of an empty run in one breath would leave it."""
    st.empty()


def empty(text: str) -> None:
    """The kind sentence of a list with nothing in it."""
    show("empty.html", text=text)


def actions() -> DeltaGenerator:
    """A place for buttons in a row, which wraps on a phone."""
    return st.container(horizontal=True, gap="xsmall", vertical_alignment="center")

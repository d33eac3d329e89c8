"""What a funder will see: the page itself, to read, to print and to take along."""

from collections.abc import Callable

import streamlit as st

from charts.marks import opens
from components import here, topics
from components.drawers import opened_drawer
from components.explaining import pressed
from components.live import live_part, read
from components.panel import panel
from components.pressing import pressing
from components.printing import printing
from documents.summary import body, page
from services.summaries import summary
from services.summaries.facts import Facts
from translations import _, language, speaking

here.settle()


def the_page() -> None:
    facts = read(summary.of_community)
    with st.container(key="noprint"), st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            _("This is what a funder will see. It is made of today’s numbers; nothing is sent."),
            width="stretch",
        )
        _buttons(facts)
    pressing(str(body(facts, opens)), key="summary", on_press=pressed)


def _buttons(facts: Facts) -> None:
    if here.may("community.edit_settings"):
        st.button(
            _("Change the texts"),
            key="texts",
            icon=":material/edit:",
            on_click=here.turn_to,
            args=["settings"],
        )
    st.download_button(
        _("Download the page"),
        _when_asked(facts, language()),
        f"tavolo-{here.community().slug}-{facts.as_of}.html",
        "text/html",
        key="download",
        icon=":material/download:",
        on_click="ignore",
    )
    printing(_("Print"), key="print")


def _when_asked(facts: Facts, spoken: str) -> Callable[[], str]:
    """Made when the button is pressed, in a thread that does not know the reader's language."""

    def make() -> str:
        with speaking(spoken):
            return page(facts)

    return make


live_part("summary", topics.SUMMARY)(the_page)()
opened_drawer(panel())

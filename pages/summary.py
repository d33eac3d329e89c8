"""What a funder will see: the page itself, to read, to print and to take along."""

import streamlit as st

from components import here
from components.pressing import pressing
from components.printing import printing
from documents.summary import body, page
from services.summaries import summary
from translations import _

here.settle()
me = here.person()
facts = summary.of_community(me)

with st.container(key="noprint"), st.container(horizontal=True, vertical_alignment="center"):
    st.caption(
        _("This is what a funder will see. It is made of today’s numbers; nothing is sent."),
        width="stretch",
    )
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
        page(facts),
        f"tavolo-{here.community().slug}-{facts.as_of}.html",
        "text/html",
        key="download",
        icon=":material/download:",
        on_click="ignore",
    )
    printing(_("Print"), key="print")

pressing(str(body(facts)), key="summary", on_press=lambda pressed: None)

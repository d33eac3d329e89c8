"""All that a community has written down, to take along."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from components import here
from components.cards import title
from documents.package import package
from models import Community, Person, moment
from services import exporting
from translations import _


def all_of_it() -> None:
    title(_("Your data"), _("all tables of this community, to keep or to take elsewhere"))
    st.caption(
        _(
            "One ZIP of CSV files (a Data Package), archived rows too, without the addresses of "
            "who was archived. It holds names and addresses: keep it where only you can open it."
        )
    )
    st.download_button(
        _("Download all tables"),
        _when_asked(here.person(), here.community(), moment.now()),
        f"{here.community().slug}.zip",
        "application/zip",
        key="download_all",
        icon=":material/download:",
        on_click="ignore",
    )


def _when_asked(by: Person, community: Community, now: datetime) -> Callable[[], bytes]:
    """Made when the button is pressed, in a thread that does not know when it is."""

    def make() -> bytes:
        with moment.at(now):
            return package(community.slug, community.name, now, exporting.tables(by))

    return make

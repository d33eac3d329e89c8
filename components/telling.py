"""What happened to one thing and to what is tied to it, latest first."""

from uuid import UUID

import streamlit as st

from components import here
from components.markup import show
from services import history
from services.verbs import VERBS
from translations import _, formats


def told(*thing_ids: UUID) -> None:
    if not here.may("history.read"):
        return
    lines = {
        line.id: (
            f"{formats.short_day(line.at)}, {formats.clock(line.at)}",
            _(VERBS[line.verb].says, who=line.who, what=line.what),
        )
        for line, _changed in history.of_thing(here.person(), *thing_ids)
    }
    with st.expander(_("What happened to it")):
        show("resources/told.html", lines=list(lines.values()))

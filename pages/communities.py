"""Every community this account sits at: what comes next, what waits for me and for others."""

from itertools import groupby
from uuid import UUID

import streamlit as st

from components import filters, here, topics, waiting
from components.asking import ask, beside
from components.cards import actions, card, page_head
from components.drawers import open_drawer, opened_drawer, send
from components.glance import when
from components.live import live_part
from components.markup import render
from components.pressing import Pressed, pressing
from services import address, communities, letters
from services.summaries import tables
from services.summaries.tables import TableRow
from translations import _, attention, formats, n_

FEW = 5  # beyond so many tables one searches

here.settle()


def pressed(what: Pressed) -> None:
    """Into that community, and there to the place where the line is mended."""
    community_id, page, *rest = what.id.split("|")
    ask(here.choose, UUID(community_id))
    waiting.lead_to(page, *rest)


def lines(waits: list) -> list[tuple]:
    """A line for each kind; whom it waits for and since when is beneath."""
    found = []
    for kind, some in groupby(waits, key=lambda w: w.kind):
        same = list(some)
        id = str(same[0].id) if len(same) == 1 else ""
        opens = f"{same[0].page}|{kind}|{id}"
        told = (attention.headline(same), attention.beneath(same))
        found.append((*waiting.SIGNS[kind], *told, opens))
    return found


def table(row: TableRow) -> None:
    id, mine, others = row.community.id, lines(row.mine), lines(row.others)
    if row.doubled:
        said = n_("{n} pair may be one entry", "{n} pairs may be one entry", row.doubled)
        others.append(("merge", "risk", said, _("duplicates to look at"), "people||"))
    pairs = [
        (_("Next meeting"), when(row.next) if row.next else _("none called yet")),
        (_("Next report due on"), formats.day(row.report_on)),
    ]
    lists = [(_("Waits for me"), mine)]
    if row.others or row.doubled:
        lists.append((_("Waits for others"), others))
    html = render("communities/row.html", row=row, id=id, pairs=pairs, lists=lists)
    pressing(html, f"table_{id}", pressed)
    unanswered = [w for w in row.others if w.kind == "pledge"]
    with actions():
        if row.next is None:
            st.button(
                _("Call a meeting"),
                key=f"call_{id}",
                on_click=pressed,
                args=[Pressed("open", f"{id}|meetings")],
            )
        if unanswered:
            st.button(
                _("Message to copy…"),
                key=f"letter_{id}",
                on_click=open_drawer,
                args=["letter", row],
            )


def letter(row: TableRow) -> None:
    """Everybody who has not said yes or no, and since when; ready to copy."""
    waits = [(w.whom, w.what, w.since) for w in row.others if w.kind == "pledge"]
    told = letters.still_waiting(row.community.name, waits, address.home())
    st.code(told, language=None, wrap_lines=True)


def start_form() -> None:
    with st.form("start_form", border=False):
        st.text_input(_("Name of the community"), key="start_name", max_chars=120)
        beside("name", form="start")
        st.text_input(_("Your name"), here.account().name, key="start_person", max_chars=120)
        beside("person_name", form="start")
        st.text_input(_("Your organisation"), key="start_organisation", max_chars=160)
        beside("organisation_name", form="start")
        send(_("Start your community"), start)


def start() -> None:
    told = [st.session_state[f"start_{f}"] for f in ("name", "person", "organisation")]
    founder = ask(lambda: communities.start(here.account(), *told), form="start")
    if founder:
        here.choose(founder.community_id)
        here.turn_to("overview")


def the_tables() -> None:
    rows = sorted(
        tables.of_people(here.people()), key=lambda r: (r.community.example, r.community.name)
    )
    asked = filters.search("q", _("the name of a community")).casefold() if len(rows) > FEW else ""
    found = [row for row in rows if asked in row.community.name.casefold()]
    for row in filters.paged(found, "page"):
        with card(f"table_{row.community.slug}", stretch=False):
            table(row)


lede = n_("You sit at {n} table.", "You sit at {n} tables.", len(here.seats()))
with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    with st.container(width="stretch"):
        page_head(_("My communities"), lede)
    st.button(
        _("Start another community"),
        key="start_another",
        icon=":material/add:",
        on_click=open_drawer,
        args=["start"],
    )
live_part("tables", topics.WAITS)(the_tables)()
opened_drawer(
    {
        "letter": (_("A message to copy"), letter),
        "start": (_("Start another community"), start_form),
    }
)

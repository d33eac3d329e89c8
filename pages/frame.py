"""The frame around every page: who is here, which table is in front of them, where one can go."""

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from components import filters, here
from components.asking import ask, say_the_rest
from components.boot import boot
from components.cards import page_head
from components.live import followed
from components.look import dress
from components.markup import plain
from components.sidebar import ASSETS, sidebar
from translations import _, mark

PAGES = Path(__file__).parent


class Place(NamedTuple):
    name: str  # of the file, and in the address
    title: str
    icon: str
    action: str  # the right without which it makes no sense
    listed: bool = True


PLACES = (
    Place("communities", mark("My communities"), "diversity_3", "community.list"),
    Place("overview", mark("Overview"), "dashboard", "community.read_name"),
    Place("meetings", mark("Meetings"), "event", "meeting.read"),
    Place("meeting", mark("Meeting"), "forum", "meeting.read", listed=False),
    Place("plan", mark("Plan"), "flag", "objective.read"),
    Place("resources", mark("Resources"), "volunteer_activism", "pledge.read"),
    Place("funding", mark("Funds and value"), "savings", "funding.read"),
    Place("participation", mark("Participation"), "groups", "attendance.read_counts"),
    Place("people", mark("People"), "badge", "person.read_name"),
    Place("history", mark("History"), "history", "history.read"),
    Place("summary", mark("Summary"), "public", "export.public_summary"),
    Place("import", mark("Import"), "upload_file", "import.files"),
    Place("settings", mark("Settings"), "settings", "community.read_name"),
)
WELCOME = Place("welcome", mark("Welcome"), "waving_hand", "")


def frame() -> None:
    places = _places()
    pages = {place.name: _page(place) for place in places}
    landing = st.Page(lambda: _land(pages), title="Tavolo", default=True, visibility="hidden")
    page = st.navigation([landing, *pages.values()], position="sidebar", expanded=True)
    boot(f"{page.title} · {here.seat().community.name if here.seat() else 'Tavolo'}")
    sidebar()
    wanted, query = here.wanted()
    if wanted in pages:
        st.switch_page(pages[wanted], query_params=query)
    if here.is_elsewhere():
        return _elsewhere()
    if here.seat():
        here.keep_in_address()
    filters.turned_to(f"{here.seat() and here.seat().community.slug}/{page.url_path}")
    with followed():
        page.run()
    say_the_rest()


def _places() -> list[Place]:
    """Those that this reader can make something of; a page whose file is not there is no place."""
    if not here.seat():
        return [WELCOME]
    allowed = [place for place in PLACES if here.standing().sees(place.action)]
    return [
        p for p in (*allowed, WELCOME._replace(listed=False)) if (PAGES / f"{p.name}.py").exists()
    ]


def _page(place: Place):
    return st.Page(
        f"{place.name}.py",
        title=_(place.title),
        icon=f":material/{place.icon}:",
        url_path=place.name,
        visibility="visible" if place.listed else "hidden",
    )


def _land(pages: dict) -> None:
    """`/` leads on: to the tables if there are several, to the one there is, or to the welcome."""
    names = ("communities", "overview") if len(here.seats()) > 1 else ("overview",)
    name = next((n for n in (*names, "welcome") if n in pages), next(iter(pages)))
    st.switch_page(pages[name], query_params=st.query_params)


def _elsewhere() -> None:
    """The same words whether there is such a table or not."""
    page_head(
        _("Nothing here for you"),
        _(
            "This address is of a table you don’t sit at, or of none. Perhaps somebody meant to "
            "invite you: ask for a link."
        ),
    )
    for seat in here.seats():
        st.button(
            plain(seat.community.name),
            key=f"go-{seat.community.slug}",
            icon=":material/arrow_forward:",
            on_click=ask,
            args=[here.choose, seat.community.id],
        )


st.set_page_config(
    page_title="Tavolo",
    page_icon=str(ASSETS / "mark.svg"),
    layout="wide",
    initial_sidebar_state=248,
    menu_items={},
)
dress()
with here.settled():
    frame()

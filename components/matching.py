"""What could answer a need, with its reasons; and circles in which each gives and each gets."""

from datetime import date
from uuid import UUID

import streamlit as st

from components import asset_map, here, offering
from components.asking import ask, toast
from components.cards import card, empty, title
from components.chosen import Asked
from components.drawers import press
from components.live import read
from components.markup import render, show
from components.narrowing import current
from components.pressing import Pressed, pressing
from components.undoing import can_be_undone, undo_bar
from models import Person
from services import circling, offers
from services.summaries import assets, chains, matching, resources
from services.summaries.frames import each
from services.summaries.resources import Resources
from translations import _, n_
from translations import matching as words

A_CARD = 5
OUTWEIGHED = 3  # of those that do not fit, so many are shown with the reason


def there(stock: Resources):
    return assets.standing(asset_map.shown(stock), stock.as_of)


def for_need(stock: Resources, need) -> list[matching.Match]:
    """Those that fit, then a few that do not."""
    wanted = [w for w in matching.wants(stock.needs) if w.id == need.id]
    past = matching.delivered_by(read(resources.of_community).pledges)
    found = [m for w in wanted for m in matching.matches(w, there(stock), past, stock.day_hours)]
    fits = [m for m in found if m.fits]
    return fits[:A_CARD] + [m for m in found if not m.fits][:OUTWEIGHED]


def could_answer(stock: Resources, need) -> None:
    """In the drawer of a need; nothing where nothing there is of its kind."""
    found = for_need(stock, need)
    if not found:
        return
    title(_("What there is that could answer it"), level=3)
    for match in found:
        show("resources/match.html", m=match, reasons=words.reasons(match))
        if match.fits and "take_up" in offers.possible(here.standing(), match.offer):
            label = _("Take it up…")
            press(label, f"take_{match.offer.id}", offering.begin, need, match.offer, match.milli)


def first_for(stock: Resources, needs: list) -> dict[UUID, matching.Match]:
    """{need: the best that fits and nobody else of these needs takes}, for a list of needs: what
    is there is shared out once."""
    wanted = {n.id for n in needs}
    past = matching.delivered_by(read(resources.of_community).pledges)
    offered = there(stock)
    asked = [w for w in matching.wants(stock.needs) if w.id in wanted]
    found = [m for w in asked for m in matching.matches(w, offered, past, stock.day_hours)]
    first: dict[UUID, matching.Match] = {}
    for match, _milli in matching.shared_out(found, stock.day_hours):
        first.setdefault(match.want.id, match)
    return first


def circles(stock: Resources) -> None:
    """A card where there is one; none where nobody closes a circle."""
    asked = current()
    all = read(_circles, asked.organisations) or read(_circles, frozenset())
    found = [circle for circle in all if _passes(circle, stock, asked)]
    if not all:
        return
    with card("circles", stretch=False):
        title(
            n_(
                "{n} circle could close: each gives, each gets",
                "{n} circles could close: each gives, each gets",
                len(found),
            ),
            _("found among what is there and what is looked for; nobody is asked by itself"),
        )
        if asked:
            st.caption(_why_whole(all, asked))
        if not found:
            return empty(_("Nothing here is like that. Take away a filter."))
        undo_bar("circle")
        some = [(_key(circle), circle, _taken(circle, stock)) for circle in found[:A_CARD]]
        may = here.standing().cell("pledge.offer") == "proposed"  # for others than oneself, too
        html = render("resources/circles.html", rows=some, may=may)
        pressing(html, "circles", _take_up)
        if len(found) > A_CARD:
            st.caption(n_("and {n} more", "and {n} more", len(found) - A_CARD))


def _key(circle: chains.Chain) -> str:
    return "|".join(f"{link.offer.id}>{link.want.id}" for link in circle.links)


def _take_up(what: Pressed) -> None:
    """For `pressing`: the circle as it is now, if it still is one."""
    here.settle()
    asked = current().organisations
    found = [
        c for c in (*read(_circles, asked), *read(_circles, frozenset())) if _key(c) == what.id
    ]
    if not found:
        return toast(_("This circle is no longer there."))
    made = ask(lambda: circling.take_up(here.person(), _gifts(found[0])))
    if made:
        waits = _("On the table, each until its giver says yes.")
        can_be_undone(made[0].id, waits, "circle")


def _gifts(circle: chains.Chain) -> list[circling.Gift]:
    return [
        circling.Gift(m.offer.id, m.want.id, m.want.title, m.milli and int(m.milli))
        for m in circle.links
    ]


def _taken(circle: chains.Chain, stock: Resources) -> bool:
    """Every gift of it is on the table, or given, already."""
    rows = list(each(stock.pledges[stock.pledges.offer_id.notna()]))
    return all(any(circling.is_there(gift, p) for p in rows) for gift in _gifts(circle))


def _passes(circle: chains.Chain, stock: Resources, asked: Asked) -> bool:
    """One who is asked for takes part, and one gift in it is as asked. A circle is never cut."""
    return asked.lets(organisation=circle.organisations) and any(
        _gift(link, set(stock.needs.id), asked) for link in circle.links
    )


def _gift(link: matching.Match, needs: set, asked: Asked) -> bool:
    serves = not asked.objectives or link.want.id in needs
    days = (link.offer.from_on or date.min, link.offer.to_on or date.max)
    return serves and asked.lets(kind=link.want.kind, day=days)


def _why_whole(all: list[chains.Chain], asked: Asked) -> str:
    said = _("Whole circles in which something is as the filters ask: to close it takes all.")
    if len(all) < chains.ENOUGH:
        return said
    first = _("Only the first {n} circles that were found were looked at.", n=chains.ENOUGH)
    return f"{said} {first}"


def _circles(_by: Person, among: frozenset[str]) -> list[chains.Chain]:
    stock = read(resources.of_community)
    past = matching.delivered_by(stock.pledges)
    return chains.chains(stock.needs, there(stock), past, stock.day_hours, among)

"""All the pledges of the resources page: searched, filtered, paged; what one may do with each."""

from collections.abc import Callable

import streamlit as st

from components import filters, here
from components.cards import empty, title
from components.keeping import as_read, tone
from components.markup import render
from components.pressing import Pressed, pressing
from components.stocking import none
from services import pledges
from services.letters import between
from services.summaries.frames import each
from services.summaries.resources import Resources
from translations import _
from translations import resources as words


def all_the_pledges(stock: Resources, pressed: Callable[[Pressed], None]) -> None:
    title(_("All the pledges"))
    rows = _filtered(stock.pledges)
    if stock.pledges.empty:
        return empty(
            none(_("Nobody has offered anything yet. A room for an afternoon is a beginning."))
        )
    if rows.empty:
        return empty(_("No pledge is like that. Take away a filter."))
    page = list(each(filters.paged(rows, "list")))
    who = here.standing()
    acts = {pledge.id: pledges.possible(who, pledge) for pledge in page}
    html = render(
        "resources/pledges.html",
        rows=page,
        acts=acts,
        as_read=as_read,
        words=words,
        tone=tone,
        when=lambda pledge: between(pledge.from_on, pledge.to_on),
    )
    pressing(html, "pledges", pressed)


def _filtered(rows):
    there = set(rows.state) | set(st.query_params.get("state", "").split(","))
    states = {s: words.state(s) for s in words.STATES if s in there}
    left, right = st.columns([1.2, 1])
    with left:
        kinds = filters.choose("kind", _("Kind"), {k: words.kind(k) for k in words.KINDS})
    with right:
        states = filters.choose("state", _("State"), states)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        named = rows.drop_duplicates("giver_organisation_id")
        givers = dict(zip(named.giver_organisation_id.astype(str), named.giver, strict=True))
        givers = dict(sorted(givers.items()))
        giver = filters.pick("giver", _("Who gives"), givers, _("all of them"))
        asked = filters.search("q", _("e.g. room, soldering irons")).casefold()
    rows = rows[rows.kind.isin(kinds)] if kinds else rows
    rows = rows[rows.state.isin(states)] if states else rows
    rows = rows[rows.giver_organisation_id.astype(str) == giver] if giver else rows
    if not asked:
        return rows
    found = (rows.title + " " + rows.giver + " " + rows.activity.fillna("")).str.casefold()
    return rows[found.str.contains(asked, regex=False)]

"""Funds and value: what is given is worth, what it costs, who pays, and what is missing."""

import streamlit as st

from components import funding_meter, funding_views, here, topics
from components.budget_form import begin_line, line_form
from components.call_form import begin_call, call_form
from components.cards import card, page_head
from components.drawers import opened_drawer
from components.explaining import pressed as explained
from components.live import live_part
from components.panel import panel
from components.pressing import Pressed
from components.rate_form import (
    begin_other,
    begin_rate,
    begin_worth,
    other_price,
    rate_form,
    worth_form,
)
from components.source_drawer import begin_drawer, hand_form, source_drawer, why_form
from components.source_form import begin_source, source_form
from components.undoing import undo_bar
from translations import _

here.settle()
FOLLOWED = topics.FUNDING | topics.RESULTS
BEGIN = {
    "call": begin_call,
    "line": begin_line,
    "source": begin_drawer,
    "replace": begin_other,
    "value": begin_worth,
}


def pressed(what: Pressed) -> None:
    """For `pressing`: a number that explains itself, or a row of this page."""
    if not explained(what) and what.act in BEGIN:
        BEGIN[what.act](what.id)


def head() -> None:
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch"):
            page_head(_("Funds and value"), funding_views.lede(funding_views.seen()))
        if here.may("rate.create_edit"):
            with st.container(width="content"):
                to_write()


def to_write() -> None:
    new = {"rate": _("What one of something is worth…")}
    if here.may("funding.edit"):
        new |= {
            "call": _("A call and its rules…"),
            "line": _("A cost…"),
            "source": _("A funding source…"),
        }
    st.menu_button(
        _("Write down"),
        list(new),
        key="write_down",
        icon=":material/add:",
        format_func=new.get,
        on_click=begin,
    )


def begin() -> None:
    new = {"rate": begin_rate, "call": begin_call, "line": begin_line, "source": begin_source}
    new[st.session_state["write_down"]]()


def figures() -> None:
    funding_views.four_numbers()


def meter() -> None:
    funding_meter.the_meter(pressed)


def in_kind() -> None:
    funding_views.in_kind_by_kind()


def unvalued() -> None:
    funding_views.to_be_valued(pressed)


def rates() -> None:
    funding_views.the_rates(pressed)


def budget() -> None:
    funding_views.the_budget(pressed)


def sources() -> None:
    funding_views.the_sources(pressed)


live_part("head", FOLLOWED)(head)()
undo_bar()
live_part("figures", FOLLOWED)(figures)()
with card("meter"):
    live_part("meter", FOLLOWED)(meter)()
left, right = st.columns([1.2, 1])
with left, card("worth"):
    live_part("worth", FOLLOWED)(in_kind)()
with right, card("unvalued"):
    live_part("unvalued", FOLLOWED)(unvalued)()
with card("budget", stretch=False):
    live_part("budget", FOLLOWED)(budget)()
left, right = st.columns(2)
with left, card("sources"):
    live_part("sources", FOLLOWED)(sources)()
with right, card("rates"):
    live_part("rates", FOLLOWED)(rates)()
opened_drawer(
    {
        "rate": (_("What is one worth?"), rate_form),
        "other_price": (_("Another price"), other_price),
        "value": (_("What is it worth?"), worth_form),
        "call": (_("A call and its rules"), call_form),
        "line": (_("A cost"), line_form),
        "new_source": (_("A funding source"), source_form),
        "source": (_("A funding source"), source_drawer),
        "why": (_("Why does it differ?"), why_form),
        "handed": (_("A report"), hand_form),
    }
    | panel()
)

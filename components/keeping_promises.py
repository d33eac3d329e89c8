"""Kept promises (R14): a giver's own people see theirs, a coordinator everybody's; nobody ranks."""

import streamlit as st

from charts.marks import opens
from components import here
from components.cards import card, empty, title
from components.explaining import pressed
from components.markup import render
from components.narrowing import current
from components.pressing import pressing
from components.stocking import all_promises, kept_promises
from services.summaries import promises
from services.summaries.frames import each
from translations import _, formats, n_
from translations import resources as words

A_CARD = 12


def kept() -> None:
    """A card for who may see it, where some promise is over; by name."""
    asked, who = current(), here.standing()
    if promises.visible(all_promises(), who).empty:
        return
    rows = promises.visible(kept_promises(), who)
    with card("kept", stretch=False):
        title(
            _("What was promised and is over"),
            _("delivered out of confirmed; only who gives and who coordinates see this"),
        )
        if asked:
            st.caption(_("Only promises that the filters let through are counted."))
        if rows.empty:
            return empty(_("Nothing here is like that. Take away a filter."))
        listed = list(each(rows.head(A_CARD)))
        more = len(rows) - A_CARD
        html = render(
            "resources/kept.html", rows=listed, words=words, said=said, key=_key, more=more
        )
        pressing(html, "kept", pressed)


def _key(row) -> str:
    return opens("kept", row.giver_organisation_id, row.kind, row.unit or "")


def said(row) -> str:
    """The share beside what it is made of; what has no quantity is only counted."""
    whole = n_(
        "{whole} of {n} pledge given whole",
        "{whole} of {n} pledges given whole",
        row.pledges,
        whole=row.whole,
    )
    if row.kept.value is None:
        return whole
    done, all_of_it = (
        formats.quantity(n, row.unit) for n in (row.kept.numerator, row.kept.denominator)
    )
    share = formats.percent(row.kept.value)
    return _("{share}: {done} of {all}", share=share, done=done, all=all_of_it) + " · " + whole

"""Needs, pledges, offers and promises under the filters of the resources page (narrowing.py). What
a need is covered with is counted of all its pledges, what is left of an offer too: a filter chooses
rows, never what a number means."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from components.chosen import Asked
from components.live import read
from components.narrowing import current
from models import Person
from services.summaries import promises, resources, working
from services.summaries.frames import each
from services.summaries.resources import Resources
from translations import _


def asked_for(asked: Asked | None = None) -> Resources:
    """`asked`: of a page that shows fewer filters than its address may hold."""
    asked = current() if asked is None else asked
    return read(_narrowed, asked) if asked else everything()


def everything() -> Resources:
    return read(resources.of_community)


def none(sentence: str) -> str:
    """What an empty list says: that there is nothing yet, or nothing that passes."""
    return _("Nothing here is like that. Take away a filter.") if current() else sentence


def of_everybody() -> None:
    """Beside needs: a filter that leaves them as they are says so."""
    if current().organisations:
        st.caption(_("Needs are everybody’s: the filter of organisations does not narrow them."))


def standing(offers: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    """What there is to draw on, of what is asked for; it serves no objective, and holds until
    somebody says when it ends."""
    passes = [
        asked.lets(
            kind=o.kind,
            organisation=o.organisation_id,
            day=(o.from_on or date.min, o.to_on or date.max),
        )
        for o in each(offers)
    ]
    return _rows(offers, passes)


def kept_promises() -> pd.DataFrame:
    """R14 of the pledges that are asked for, for all their givers: `promises.visible` of it."""
    return all_promises(current())


def all_promises(asked: Asked | None = None) -> pd.DataFrame:
    return read(_kept, asked or Asked())


def _kept(_by: Person, asked: Asked) -> pd.DataFrame:
    """Of the pledges that the other parts show: they are read once for all."""
    return promises.of(asked_for(asked))


def _narrowed(_by: Person, asked: Asked) -> Resources:
    """A need has no giver: organisations ask about pledges alone."""
    stock, serves = everything(), read(working.of_community).serves
    needs = [
        asked.lets(
            kind=n.kind,
            objective={n.objective_id, *serves.get(n.activity_id, ())} - {None},
            day=_own(n) if any(_own(n)) else (n.activity_start, n.activity_end),
        )
        for n in each(stock.needs)
    ]
    pledges = [
        asked.lets(
            kind=p.kind,
            organisation=p.giver_organisation_id,
            objective=serves.get(p.activity_id),
            day=_of_pledge(p),
        )
        for p in each(stock.pledges)
    ]
    return replace(stock, needs=_rows(stock.needs, needs), pledges=_rows(stock.pledges, pledges))


def _own(row) -> tuple:
    return row.from_on, row.to_on


def _of_pledge(pledge) -> tuple:
    """Without a last day it is never over (R14); without any, the day it was given."""
    if pledge.from_on and not pledge.to_on:
        return pledge.from_on, date.max
    return _own(pledge) if pledge.to_on else (pledge.delivered_on, pledge.delivered_on)


def _rows(frame: pd.DataFrame, passes: list[bool]) -> pd.DataFrame:
    return frame[pd.Series(passes, frame.index, dtype=bool)]

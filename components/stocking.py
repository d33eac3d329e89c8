"""Needs and pledges under the filters of the resources page (narrowing.py). What a need is covered
with is counted of all its pledges: a filter chooses rows, never what a number means."""

from dataclasses import replace

import pandas as pd

from components.live import read
from components.narrowing import Asked, current
from services.summaries import resources, working
from services.summaries.resources import Resources


def asked_for() -> Resources:
    everything, asked = read(resources.of_community), current()
    return _of(everything, asked) if asked else everything


def _of(stock: Resources, asked: Asked) -> Resources:
    """A need has no giver: organisations ask about pledges alone."""
    serves = read(working.of_community).serves
    needs = [
        asked.lets(
            kind=n.kind,
            objective={n.objective_id, *serves.get(n.activity_id, ())} - {None},
            **_day(asked, n.from_on or n.activity_start),
        )
        for n in stock.needs.itertuples()
    ]
    pledges = [
        asked.lets(
            kind=p.kind,
            organisation=p.giver_organisation_id,
            objective=serves.get(p.activity_id),
            **_day(asked, p.from_on),
        )
        for p in stock.pledges.itertuples()
    ]
    return replace(stock, needs=_rows(stock.needs, needs), pledges=_rows(stock.pledges, pledges))


def _day(asked: Asked, day) -> dict:
    return {"day": day} if asked.since or asked.until else {}


def _rows(frame: pd.DataFrame, passes: list[bool]) -> pd.DataFrame:
    return frame[pd.Series(passes, frame.index, dtype=bool)]

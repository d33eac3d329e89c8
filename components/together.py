"""What participation speaks of under its page’s filters, asked once for all who see the same."""

from uuid import UUID

import pandas as pd

from charts.participation import MEETINGS
from components.chosen import Asked
from components.live import read
from models import Person
from services.summaries import contributions as beside
from services.summaries import participation, presence, working
from services.summaries.participation import Participation
from services.summaries.ties import Tied, Ties
from services.summaries.working import Working


def told(asked: Asked) -> Participation:
    """Of the organisations that are asked for, each number counted anew."""
    return participation.only(told_of_all(), asked.organisations)


def told_of_all() -> Participation:
    return read(participation.of_community)


def held(asked: Asked) -> pd.DataFrame:
    """The meetings held that are asked for."""
    return asked.of(told(asked).held, meeting="id", day="day")


def presence_of(asked: Asked) -> pd.DataFrame:
    """presence.table, of the meetings that are asked for."""
    rows = presence.table(told(asked))
    return rows[rows.meeting_id.isin(set(held(asked).id))]


def work(asked: Asked) -> Working:
    everything = read(working.of_community)
    return everything.of(asked.lets) if asked else everything


def ties(asked: Asked) -> Ties:
    return read(_tied, asked)[0]


def tied(asked: Asked) -> Tied:
    """Today."""
    return read(_tied, asked)[1]


def growth(asked: Asked) -> pd.DataFrame:
    """The latest meetings asked for, with pairs, close (those that do more than meet), density and
    reciprocity of all that had happened by that day."""
    return read(_tied, asked)[2]


def contributions(asked: Asked) -> pd.DataFrame:
    return read(_contributions, asked)


def names() -> dict[UUID, str]:
    """Organisation id → name, by name."""
    everybody = told_of_all()
    return {id: everybody.names[id] for id in everybody.place}


def _tied(_by: Person, asked: Asked) -> tuple[Ties, Tied, pd.DataFrame]:
    everybody = told_of_all()
    meetings = asked.of(everybody.held, meeting="id", day="day")
    chosen = asked.organisations
    among = {id for id in everybody.names if str(id) in chosen} if chosen else None
    ties = Ties(everybody, work(asked), meetings, among)
    latest = meetings.tail(MEETINGS)
    then = [ties.at(day) for day in latest.day]
    rows = latest[["id", "ordinal", "title", "day"]].assign(
        pairs=[len(t.table) for t in then],
        close=[int((t.table.weight != t.table.meetings).sum()) for t in then],
        density=pd.Series([t.density for t in then], latest.index, dtype=object),
        reciprocity=pd.Series([t.reciprocity for t in then], latest.index, dtype=object),
    )
    return ties, ties.at(), rows


def _contributions(_by: Person, asked: Asked) -> pd.DataFrame:
    rows = beside.contributions(told(asked), work(asked), held(asked))
    chosen = asked.organisations
    return rows[rows.organisation_id.astype(str).isin(chosen)] if chosen else rows

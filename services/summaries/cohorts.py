"""Do those who came once stay? Organisations by the meeting they first came to, and one meeting
against another."""

from dataclasses import dataclass
from uuid import UUID

import pandas as pd

from services.summaries.participation import Participation
from services.summaries.rate import Rate


def cohorts(told: Participation) -> pd.DataFrame:
    """first_id (the meeting they first came to), meeting_id (that one or a later one), rate (of
    those, how many were there). Every organisation is in one cohort; meetings without anybody new
    begin none. Cells before a cohort began are not there."""
    came = {id: set(told.organisations_at(id)) for id in told.held.id}
    order, seen, found = list(came), set(), []
    for place, first in enumerate(order):
        new = came[first] - seen
        seen |= new
        found += [(first, m, Rate.of(len(new & came[m]), len(new))) for m in order[place:] if new]
    return pd.DataFrame(found, columns=["first_id", "meeting_id", "rate"], dtype=object)


def members_of(told: Participation, first_id: UUID) -> list[UUID]:
    """The organisations of a cohort, by name."""
    new = told.parts_of(first_id)["new"]
    return [id for id in told.organisations_at(first_id) if id in new]


@dataclass(frozen=True)
class Two:
    """Who came to one meeting and to another: three parts without anybody twice, by name."""

    both: list[UUID]
    first_only: list[UUID]
    second_only: list[UUID]


def two(told: Participation, first_id: UUID, second_id: UUID) -> Two:
    first, second = told.organisations_at(first_id), told.organisations_at(second_id)
    return Two(
        [id for id in first if id in second],
        [id for id in first if id not in second],
        [id for id in second if id not in first],
    )

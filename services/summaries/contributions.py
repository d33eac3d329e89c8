"""Contribution beyond presence: who also wrote, pledged, led, hosted. No score and no order: an
organisation that only comes is as much at the table."""

from uuid import UUID

import pandas as pd

from services.summaries.participation import Participation
from services.summaries.rate import Rate
from services.summaries.working import Working

WAYS = ("wrote", "pledged", "leads", "takes_part", "hosted")


def contributions(told: Participation, work: Working, meetings: pd.DataFrame) -> pd.DataFrame:
    """An organisation a row, by name: everybody who came to one of these meetings, is a member
    today or did any of it.

    organisation_id, organisation, met (meetings of these it came to), wrote (texts it wrote in),
    pledged (firm pledges for the plan), offered (those still to be confirmed: not among pledged),
    leads, takes_part (activities it leads; takes part in without leading), hosted (of these
    meetings). Counts of rows, each once; hosting is no pledge for the plan.
    """
    counts = _counted(told, work, meetings)
    everyone = set().union(*counts.values(), told.seats.on(told.as_of))
    order = sorted(everyone, key=told.place.__getitem__)
    rows = [(id, told.names[id], *(c.get(id, 0) for c in counts.values())) for id in order]
    return pd.DataFrame(rows, columns=["organisation_id", "organisation", *counts], dtype=object)


def beyond(rows: pd.DataFrame) -> Rate:
    """Organisations that did more than come, out of all in these rows; unknown without any."""
    did = rows[list(WAYS)].sum(axis=1) > 0 if len(rows) else []
    return Rate.of(int(sum(did)), len(rows))


def _counted(told: Participation, work: Working, meetings: pd.DataFrame) -> dict[str, dict]:
    plan = work.pledges[work.pledges.beneficiary == "project"]
    firm = plan.firm.astype(bool)
    leads = work.parts.leads.astype(bool)
    came = [id for m in meetings.id for id in told.organisations_at(m)]
    return {
        "met": _times(came),
        "wrote": _times(work.texts.organisation_id),
        "pledged": _times(plan.giver_id[firm]),
        "offered": _times(plan.giver_id[~firm]),
        "leads": _times(work.parts.organisation_id[leads]),
        "takes_part": _times(work.parts.organisation_id[~leads]),
        "hosted": _times(id for id in meetings.host_id if id),
    }


def _times(ids) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for id in ids:
        found[id] = found.get(id, 0) + 1
    return found

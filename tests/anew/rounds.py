"""R27 and R28 once more, from the exported tables alone."""

import pandas as pd

from tests.anew.participation import held, seen
from tests.anew.tables import Tables, each

FEWEST = 3


def rounds(t: Tables) -> dict[str, tuple]:
    """R27: {proposal: (answered, entitled, whether it could be adopted)} of rounds that are open
    and whose answers may be seen."""
    p = t("proposal")
    p = p[~p.stage.isin(["decided", "withdrawn"]) & (p.revealed == "true")]
    p = p[p.meeting_id.isin(t("meeting").id)]
    return {one.id: _round(t, one) for one in each(p)}


def _round(t: Tables, proposal) -> tuple:
    entitled, a, o = _entitled(t, proposal.meeting_id), t("answer"), t("objection")
    a = a[(a.proposal_id == proposal.id) & (a["round"] == proposal.round)]
    answered = len(entitled & set(a.unit_id))
    raised = o[(o.proposal_id == proposal.id) & (o.state == "raised")]
    enough = entitled and answered / len(entitled) >= int(proposal.quorum_milli) / 1000
    return answered, len(entitled), bool(enough) and raised.empty


def _entitled(t: Tables, meeting_id: str) -> set[str]:
    a = t("attendance")
    a = a[(a.meeting_id == meeting_id) & a.status.isin(["present", "remote"])]
    a = a[a.counts_in_headline == "true"]
    by_person = t.one("community").voting_unit == "person"
    return set(a.person_id if by_person else a.organisation_id) - {""}


def told_aloud(t: Tables) -> tuple:
    """R28: of each meeting held, (how many people, whether that is hidden) as outsiders see it."""
    rows = seen(t)
    people: pd.Series = rows[rows.counts_in_headline == "true"].groupby("place").person_id.nunique()
    counts = [int(people.get(place, 0)) for place in held(t).place]
    return tuple((None, True) if 0 < n < FEWEST else (n, False) for n in counts)

"""Who stays: cohorts, one meeting against another, the continuity of one organisation (R10)."""

import pandas as pd

from charts.axes import names
from components import here, together
from components import participating as words
from components.answers.rows import meeting, named, told, yes_or_no
from components.explaining import Explained
from components.narrowing import current
from services.summaries import cohorts, presence
from services.summaries.rate import Rate
from translations import _, n_


def cohort(first_id: str, meeting_id: str) -> Explained | None:
    seen, first, m = told(), meeting(first_id), meeting(meeting_id)
    if first is None or m is None:
        return None
    began, came = cohorts.members_of(seen, first.id), seen.organisations_at(m.id)
    rate = Rate.of(len(set(began) & set(came)), len(began))
    return Explained(
        _(
            "First time at the {first}, there at the {then}",
            first=words.name(first),
            then=words.name(m),
        ),
        words.of(rate),
        "cohort",
        yes_or_no(seen, began, came, _("Was there")),
        words.there(rate.numerator),
        n_("{n} organisation began there", "{n} organisations began there", rate.denominator),
        as_of=seen.as_of,
    )


def two(part: str, first_id: str, second_id: str) -> Explained | None:
    """part: both, first_only or second_only."""
    seen, first, second = told(), meeting(first_id), meeting(second_id)
    if first is None or second is None or part not in cohorts.Two.__dataclass_fields__:
        return None
    came = getattr(cohorts.two(seen, first.id, second.id), part)
    said = words.two(part, words.name(first), words.name(second))
    return Explained(said, str(len(came)), "two", named(seen, came), as_of=seen.as_of)


def continuity(organisation_id: str) -> Explained | None:
    """For the coordinator's eyes."""
    seen = told()
    rows = together.presence_of(current())
    rows = rows[(rows.organisation_id.astype(str) == organisation_id) & rows.people.notna()]
    if rows.empty or not here.may("participation.read_lapsed"):
        return None
    days = dict(zip(seen.held.id, names(seen.held), strict=True))
    rate = presence.continuity(rows).rate.iloc[0]
    came = [_("yes") if n else _("no") for n in rows.people]
    table = {_("Meeting"): [days[id] for id in rows.meeting_id], _("Was there"): came}
    return Explained(
        rows.organisation.iloc[0],
        words.of(rate),
        "R10",
        pd.DataFrame(table),
        n_("came to {n} meeting", "came to {n} meetings", rate.numerator),
        n_("{n} meeting since it joined", "{n} meetings since it joined", rate.denominator),
        _("Only the meetings of the filters are counted.") if current().some_meetings else "",
        seen.as_of,
    )


ANSWERS = {"cohort": cohort, "two": two, "continuity": continuity}

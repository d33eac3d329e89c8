"""What organisations do beside coming, and what ties them (R26)."""

from collections.abc import Iterable
from uuid import UUID

import pandas as pd

from charts.axes import names as meeting_names
from charts.members import WAYS, beyond_table
from charts.ties import table
from components import participating as words
from components import together
from components.answers.rows import meeting, told
from components.explaining import Explained
from components.narrowing import current
from services.summaries import contributions
from services.summaries.frames import each
from services.summaries.ties import Tied
from services.summaries.working import Working
from translations import _, formats, n_
from translations.resources import kind


def beyond() -> Explained | None:
    rows = _contributions()
    did = contributions.beyond(rows)
    return Explained(
        _("Do more than come"),
        words.of(did),
        "beyond",
        beyond_table(rows),
        n_("{n} does more than come", "{n} do more than come", did.numerator),
        words.organisations(did.denominator),
    )


def way(which: str) -> Explained | None:
    """Of one of WAYS: who did it, how often."""
    if which not in WAYS:
        return None
    rows = _contributions()
    rows = rows[rows[which] > 0]
    found = {_("Organisation"): list(rows.organisation), _("How many"): list(rows[which])}
    said = _(WAYS[which])
    return Explained(
        said[:1].upper() + said[1:],
        words.organisations(len(rows)),
        "beyond",
        pd.DataFrame(found),
    )


def did(organisation_id: str) -> Explained | None:
    """Everything one organisation did, a row each, and no number: what one brings is not summed."""
    seen = told()
    id, name = next(
        ((i, n) for i, n in seen.names.items() if str(i) == organisation_id), (None, "")
    )
    if id is None:
        return None
    rows = [*_came(id), *_worked(together.work(current()), id)]
    frame = pd.DataFrame(rows, columns=[_("What it did"), _("Which")])
    return Explained(name, "", "beyond", frame)


def density() -> Explained | None:
    return _of_pairs(together.tied(current()), _("Pairs that are tied"))


def ties_at(meeting_id: str) -> Explained | None:
    m = meeting(meeting_id)
    if m is None:
        return None
    then = together.ties(current()).at(m.day)
    what = _("Pairs tied up to the {meeting}", meeting=words.name(m))
    return _of_pairs(then, what, as_of=m.day)


def reciprocity() -> Explained | None:
    tied = together.tied(current())
    given = tied.table[(tied.table.gave + tied.table.got) > 0]
    rate = tied.reciprocity
    return Explained(
        _("Give one another"),
        formats.percent(rate.value),
        "reciprocity",
        table(given, together.names()),
        n_("{n} pair gives both ways", "{n} pairs give both ways", rate.numerator),
        n_("{n} pair with any pledge", "{n} pairs with any pledge", rate.denominator),
    )


def tie(one: str, other: str) -> Explained | None:
    """Everything that ties two organisations, a row each."""
    rows = together.tied(current()).table
    rows = rows[(rows.a.astype(str) == one) & (rows.b.astype(str) == other)]
    if rows.empty:
        return None
    found, named = rows.iloc[0], together.names()
    ids = (found.a, found.b)
    behind = [*_met(ids), *_shared(together.work(current()), ids)]
    behind += _gave(together.work(current()), ids, named)
    parts = [
        n_("{n} meeting together", "{n} meetings together", found.meetings),
        n_("{n} activity shared", "{n} activities shared", found.activities),
        n_("{n} pledge between them", "{n} pledges between them", found.gave + found.got),
    ]
    frame = pd.DataFrame(behind, columns=[_("What ties them"), _("Which")])
    what = f"{named[found.a]} – {named[found.b]}"
    return Explained(what, str(found.weight), "R26", frame, note="; ".join(parts) + ".")


def _of_pairs(tied: Tied, what: str, **more) -> Explained:
    rate = tied.density
    return Explained(
        what,
        formats.percent(rate.value),
        "density",
        table(tied.table, together.names()),
        n_("{n} pair is tied", "{n} pairs are tied", rate.numerator),
        n_("{n} pair there could be", "{n} pairs there could be", rate.denominator),
        **more,
    )


def _contributions() -> pd.DataFrame:
    return together.contributions(current())


def _came(id: UUID) -> Iterable[tuple]:
    held = together.held(current())
    for m, name in zip(each(held), meeting_names(held), strict=True):
        if id in told().organisations_at(m.id):
            yield (_("it came"), name)
        if m.host_id == id:
            yield (_("it hosted"), name)


def _worked(work: Working, id: UUID) -> Iterable[tuple]:
    for r in each(work.parts[work.parts.organisation_id == id]):
        yield (_("leads") if r.leads else _("takes part in"), f"AT-{r.number} {r.title}")
    plan = work.pledges[work.pledges.beneficiary == "project"]
    for p in each(plan[plan.giver_id == id]):
        said = _("confirmed a pledge") if p.firm else _("offered, to be confirmed")
        yield (said, f"PL-{p.number} {p.title} ({kind(p.kind)})")
    wrote = int((work.texts.organisation_id == id).sum())
    if wrote:
        yield (_("wrote in"), n_("{n} text", "{n} texts", wrote))


def _met(ids: tuple) -> Iterable[tuple]:
    held, seen = together.held(current()), together.told_of_all()
    for m, name in zip(each(held), meeting_names(held), strict=True):
        if set(ids) <= set(seen.organisations_at(m.id)):
            yield (_("were both there"), name)


def _shared(work: Working, ids: tuple) -> Iterable[tuple]:
    for _id, rows in work.parts.groupby("activity_id", sort=False):
        if set(ids) <= set(rows.organisation_id):
            row = rows.iloc[0]
            yield (_("both take part in"), f"AT-{row.number} {row.title}")


def _gave(work: Working, ids: tuple, named: dict) -> Iterable[tuple]:
    for p in each(work.flows):
        if {p.giver_id, p.lead_id} == set(ids):
            names = {"giver": named[p.giver_id], "lead": named[p.lead_id]}
            yield (
                _("{giver} gave to what {lead} leads", **names),
                f"PL-{p.number} {p.title} ({kind(p.kind)})",
            )


ANSWERS = {
    "beyond": beyond,
    "way": way,
    "did": did,
    "density": density,
    "ties_at": ties_at,
    "reciprocity": reciprocity,
    "tie": tie,
}

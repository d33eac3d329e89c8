"""The overview's counts of objectives and activities; the pledges behind who gives what to what."""

import pandas as pd

from components.explaining import Explained
from components.live import read
from components.stocking import asked_for
from models import AGREED, ActivityState
from services.summaries import progress
from services.summaries.frames import each
from services.summaries.rate import Rate
from translations import _, n_
from translations import progress as states
from translations import resources as words


def adopted() -> Explained:
    """Adopted objectives, achieved ones too, of all that are there."""
    work = read(progress.work)
    rows = work.objectives
    agreed = [_("yes") if state in AGREED else _("no") for state in rows.state]
    shown = [(f"OB-{o.number}", o.title, states.objective(o.state)) for o in each(rows)]
    return _of(_("Objectives adopted"), "adopted", work.adopted, shown, agreed)


def under_way() -> Explained:
    """Activities in progress, late ones too, of all that were not given up."""
    work = read(progress.work)
    rows = work.activities
    started = [_("yes") if s == ActivityState.in_progress else _("no") for s in rows.state]
    shown = [(f"AT-{a.number}", a.title, states.activity(a.stands)) for a in each(rows)]
    return _of(_("Activities under way"), "under_way", work.under_way, shown, started)


def promised(stands: str) -> Explained | None:
    """All that stands for the plan, "firm" or "offered"."""
    rows = asked_for().for_the_plan
    there = rows.firm if stands == "firm" else rows.offered
    what = _("Confirmed for the plan") if stands == "firm" else _("Offered to the plan")
    return _pledges(what, rows[there.astype(bool)])


def given(stands: str, kind: str, *giver: str) -> Explained | None:
    """Pledges for the plan of a kind, "firm" or "offered"; of one giver, by the name the picture
    gives it."""
    name = "|".join(giver)
    rows = _standing(stands, kind)
    named = [_giver(p) == name for p in each(rows)]
    rows = rows[pd.Series(named, rows.index, dtype=bool)] if name else rows
    return _pledges(f"{words.kind(kind)}, {name}" if name else words.kind(kind), rows)


def given_to(stands: str, kind: str, *activity: str) -> Explained | None:
    name = "|".join(activity)
    rows = _standing(stands, kind)
    rows = rows[rows.activity.fillna("") == name]
    return _pledges(f"{words.kind(kind)}: {name or _('no activity yet')}", rows)


def gave(stands: str, *ends: str) -> Explained | None:
    """Of one giver, one kind, to one activity: by the names the picture gives them."""
    rows, wanted = asked_for().for_the_plan, "|".join(ends)
    there = {"firm": rows.firm, "offered": rows.offered}.get(stands, rows.firm | rows.offered)
    rows = rows[there.astype(bool)]
    named = ["|".join((_giver(p), str(p.kind), p.activity or "")) == wanted for p in each(rows)]
    rows = rows[pd.Series(named, rows.index, dtype=bool)]
    for p in each(rows):
        activity = p.activity or _("no activity yet")
        return _pledges(f"{_giver(p)}, {words.kind(p.kind)}: {activity}", rows)
    return None


def _giver(pledge) -> str:
    return pledge.giver_short or pledge.giver


def _of(what: str, rule: str, rate: Rate, rows: list[tuple], counts: list[str]) -> Explained:
    frame = pd.DataFrame(rows, columns=[_("Code"), _("What"), _("State")])
    frame[_("Counted")] = counts
    value = _("{n} of {all}", n=rate.numerator, all=rate.denominator)
    over, under = str(rate.numerator), str(rate.denominator)
    return Explained(what, value if rate.denominator else "–", rule, frame, over, under)


def _standing(stands: str, kind: str) -> pd.DataFrame:
    rows = asked_for().for_the_plan
    there = rows.firm if stands == "firm" else rows.offered
    return rows[there.astype(bool) & (rows.kind == kind)]


def _pledges(what: str, rows: pd.DataFrame) -> Explained | None:
    if rows.empty:
        return None
    told = [
        (
            f"PL-{p.number}",
            p.title,
            p.giver,
            words.amount(p),
            words.state(p.state),
        )
        for p in each(rows)
    ]
    heads = [_("Code"), _("What"), _("Who gives"), _("How much"), _("State")]
    value = n_("{n} pledge", "{n} pledges", len(rows))
    return Explained(what, value, "", pd.DataFrame(told, columns=heads))


ANSWERS = {
    "adopted": adopted,
    "under_way": under_way,
    "promised": promised,
    "given": given,
    "given_to": given_to,
    "gave": gave,
}

"""R14, kept promises: for the giver's own people and the coordinator, never for the others, never
in an order of merit."""

from datetime import date

import pandas as pd

from models import Beneficiary, Kind, PledgeState
from models.units import family, size
from services.rights import Standing
from services.summaries.frames import each
from services.summaries.rate import Rate
from services.summaries.resources import Resources

COLUMNS = ["giver_organisation_id", "giver", "kind", "unit", "kept", "pledges", "whole", "unsaid"]


def kept(pledges: pd.DataFrame, today: date, day_hours: int = 8) -> pd.DataFrame:
    """Σ delivered / Σ confirmed over the firm pledges whose last day has passed (R14), for each
    giver, kind and family of units: hours and pieces are never added. What was firm and was
    withdrawn only after its last day stays a promise of that size, with what was given until then.

    kept: a Rate in thousandths of `unit` (the family's own); None where no pledge says how much
    pledges: how many there are; `whole`: of those, given as a whole; `unsaid`: of those, without a
        quantity, which are in no sum
    By name and kind. What has no last day is never over; what was declined, withdrawn in time (on
    its last day at the latest, or on a day nobody wrote down), or waits for its condition was not
    promised; hosting a meeting is no such promise. At most as much as promised is delivered, so a
    share is between 0 and 1.

    Units: hours for time of any length, else the unit itself; a share of 1. Undefined: without a
    row where nothing is over, None where no such pledge says how much. Source: the house’s own.
    """
    groups: dict[tuple, list] = {}
    for p in over(pledges, today):
        key = (p.giver_organisation_id, p.kind, family(p.unit))
        groups.setdefault(key, []).append(p)
    rows = [_row(key, group, today, day_hours) for key, group in groups.items()]
    rows.sort(key=lambda row: (row[1].casefold(), str(row[0]), row[2], str(row[3])))
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def over(pledges: pd.DataFrame, today: date) -> list:
    """The firm ones whose last day has passed, and those withdrawn since. Hosting is kept apart
    here too: written down as it happens, it is always whole, and would only flatter."""
    hosting = (pledges.beneficiary == Beneficiary.community_life) & pledges.meeting_id.notna()
    hosting &= pledges.kind == Kind.space
    ended = pledges[pledges.to_on.notna() & ~hosting]
    return [p for p in each(ended) if p.to_on < today and (p.firm or _broken(p))]


def promised_milli(pledge) -> int | None:
    """How much was promised when its last day came: also what was taken back only later."""
    rest = pledge.withdrawn_milli if _late(pledge) else None
    return pledge.quantity_milli + rest if pledge.quantity_milli and rest else pledge.quantity_milli


def is_late(pledge, today: date) -> bool:
    """Whether withdrawing it today would take back a promise whose day has passed."""
    return bool(pledge.firm and pledge.to_on and pledge.to_on < today)


def _broken(pledge) -> bool:
    firm = pledge.was_confirmed and not pledge.conditional
    return pledge.state == PledgeState.withdrawn and firm and _late(pledge)


def _late(pledge) -> bool:
    return bool(pledge.withdrawn_on and pledge.to_on and pledge.withdrawn_on > pledge.to_on)


def of(stock: Resources) -> pd.DataFrame:
    """All of them; whoever shows them takes those `visible` to the reader."""
    return kept(stock.pledges, stock.as_of, stock.day_hours)


def visible(rows: pd.DataFrame, who: Standing) -> pd.DataFrame:
    """Those of `kept` this reader may see: all for a coordinator, else those they speak for."""
    cell = who.cell("pledge.read_kept")
    if cell == "allow":
        return rows
    return rows[rows.giver_organisation_id.isin(who.speaks_for if cell == "own-org" else [])]


def _row(key: tuple, group: list, today: date, day_hours: int) -> tuple:
    organisation_id, kind, unit = key
    said = [p for p in group if p.quantity_milli is not None]
    one = size(unit, day_hours) if unit else 1
    promised, given = (
        sum(milli(p) * size(p.unit, day_hours) for p in said) / one if said else None
        for milli in (promised_milli, lambda p: p.delivered_milli)
    )
    rate = Rate.of(given, promised)
    whole = sum(p.state == PledgeState.delivered and not _late(p) for p in group)
    return (
        organisation_id,
        group[0].giver,
        kind,
        unit,
        Rate(rate.value, given, promised, today),
        len(group),
        whole,
        len(group) - len(said),
    )

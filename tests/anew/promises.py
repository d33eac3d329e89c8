"""R14 and R16 once more, from the exported tables alone."""

from datetime import date
from fractions import Fraction

import pandas as pd

from tests.anew.resources import hours, pledges
from tests.anew.tables import Tables, day, each, on, over, where

BASES = [  # the firmest first
    *("payroll_cost", "invoice", "own_tariff", "market_quote"),
    *("ccnl_equivalent", "community_card"),
]


def kept(t: Tables, today: date) -> dict[tuple, tuple]:
    """R14: {(giver, kind, unit): (kept, delivered, promised, pledges, whole, unsaid)}, the unit
    hours for what can be told in hours; of firm pledges whose last day is over, or that were
    withdrawn when it was, no hosting."""
    p, length = pledges(t), int(t.one("community").day_hours)
    hosting = (p.beneficiary == "community_life") & (p.kind == "space") & (p.meeting_id != "")
    p = where(p[(p.firm | _broken(p)) & ~hosting], "to_on", lambda end: end and on(end) < today)
    p = p.assign(told=["hour" if hours(unit, length) else unit for unit in p.unit])
    groups = p.groupby(["giver_organisation_id", "kind", "told"])
    return {key: _kept(rows, t("delivery"), length) for key, rows in groups}


def _broken(p: pd.DataFrame) -> pd.Series:
    waits = (p.condition != "") & (p.condition_met_by == "")
    return (p.state == "withdrawn") & (p.confirmed_at != "") & ~waits & _late(p)


def _late(p: pd.DataFrame) -> pd.Series:
    """By day: as the tables write it, a later day is a greater word."""
    return (p.withdrawn_on != "") & (p.to_on != "") & (p.withdrawn_on > p.to_on)


def _kept(rows: pd.DataFrame, d: pd.DataFrame, length: int) -> tuple:
    said = rows[rows.quantity_milli != ""]
    promised = given = Fraction(0)
    for one in each(said):
        long = hours(one.unit, length) or 1
        late = one.withdrawn_on and one.withdrawn_on > one.to_on
        rest = int(one.withdrawn_milli or 0) if late else 0
        promised += (int(one.quantity_milli) + rest) * long
        given += sum(int(q) for q in d.quantity_milli[d.pledge_id == one.id]) * long
    whole = (rows.state == "delivered") & ~_late(rows)
    counts = len(rows), int(whole.sum()), len(rows) - len(said)
    if said.empty:
        return None, None, None, *counts
    return float(over(given, promised)), float(given), float(promised), *counts


def rates(t: Tables, today: date) -> dict[str, tuple]:
    """R16: {pledge: the rates that can value it on the day of its yes, the one to take first}."""
    p, r, length = pledges(t), t("in_kind_rate"), int(t.one("community").day_hours)
    stands = p[p.firm | p.offered]
    return {one.id: tuple(_rates(one, each(r), length, today)) for one in each(stands)}


def _rates(pledge, there: list, length: int, today: date) -> list[str]:
    yes = day(pledge.confirmed_at) if pledge.state != "proposed" else None
    fit = [one for one in there if _fits(one, pledge, length, yes or today)]
    fit = [one for one in fit if not any(_outdoes(other, one) for other in fit)]
    fit.sort(key=lambda one: (one.title, one.id))
    fit.sort(key=lambda one: on(one.from_on), reverse=True)
    fit.sort(key=lambda one: (BASES.index(one.basis), one.organisation_id == ""))
    return [one.id for one in fit]


def _outdoes(other, rate) -> bool:
    """Of the same thing, and on a firmer basis; payroll and invoice are as firm as one another."""
    first, second = (max(1, BASES.index(one.basis)) for one in (other, rate))
    return other.title.lower() == rate.title.lower() and first < second


def _fits(rate, pledge, length: int, when: date) -> bool:
    time = rate.unit in ("hour", "half_day", "day", "week", "month")
    paid = rate.basis in ("payroll_cost", "ccnl_equivalent")
    if paid and not (rate.kind in ("skill", "time") and time):
        return False
    alike = rate.unit == pledge.unit or (hours(rate.unit, length) and hours(pledge.unit, length))
    whose = rate.organisation_id in ("", pledge.giver_organisation_id)
    holds = on(rate.from_on) <= when and (not rate.to_on or when <= on(rate.to_on))
    return bool(pledge.unit and alike and whose and holds and rate.kind == pledge.kind)

"""R0 and R21 to R25, and RCO112, once more, from the exported tables alone."""

from datetime import date
from fractions import Fraction

import pandas as pd

from tests.anew.participation import held
from tests.anew.resources import pledges
from tests.anew.tables import Tables, each, on, once, over, where, whole


def late(t: Tables, today: date) -> set[str]:
    """R0."""
    a = t("activity")
    a = a[~a.state.isin(["done", "cancelled"])]
    return {one.id for one in each(a) if one.planned_end and on(one.planned_end) < today}


@once
def indicators(t: Tables, today: date) -> dict[str, float | None]:
    """R21 of every indicator that is a number."""
    i = t("indicator")
    numbers = i[i.measure.isin(["unit", "percentage"])]
    return {one.id: _reached(t, one, today) for one in each(numbers)}


def _reached(t: Tables, one, today: date) -> float | None:
    targets = t("indicator_target")
    aim = _aim(targets[targets.indicator_id == one.id], today)
    v = _value(t, one, on(aim.from_on) if aim is not None else None, today)
    goal = None if aim is None else int(aim.value_milli)
    if one.direction == "maintain":
        slack = (whole(aim.tolerance_milli) if aim is not None else None) or 0
        return None if v is None or goal is None else float(abs(v - goal) <= slack)
    b = whole(one.baseline_milli)
    if None in (v, b, goal) or goal == b:
        return None
    return float(min(Fraction(1), max(Fraction(0), Fraction(v - b, goal - b))))


def _aim(targets: pd.DataFrame, today: date):
    """The next that is not over, those without a day after all the others; else the last."""
    dated = targets[targets.to_on != ""].sort_values("to_on")
    ahead = where(dated, "to_on", lambda d: on(d) >= today)
    open_ended = targets[targets.to_on == ""]
    for some in (ahead.head(1), open_ended.head(1), dated.tail(1)):
        if len(some):
            return each(some)[0]
    return None


def _value(t: Tables, one, start: date | None, today: date) -> int | None:
    if one.common_code == "RCO112":
        found, periodic = stakeholders(t), True
    else:
        found, periodic = _measured(t, one.id), one.accumulation == "periodic"
    found = where(found, "day", lambda d: d <= today).sort_values("day", kind="stable")
    if not periodic:
        return int(found.value.iloc[-1]) if len(found) else None
    if start is not None:
        found = where(found, "day", lambda d: d >= start)
    if found.empty:
        return None
    if one.measure == "percentage":
        parts, wholes = ([whole(x) for x in found[c]] for c in ("part", "out_of"))
        if not all(wholes):
            return None
        return round(Fraction(100_000 * sum(parts), sum(wholes)))
    return int(found.value.sum())


def _measured(t: Tables, indicator_id: str) -> pd.DataFrame:
    m = t("measurement")
    m = m[(m.indicator_id == indicator_id) & (m.state == "approved") & (m.value_milli != "")]
    return pd.DataFrame(
        {
            "day": m.as_of.map(on),
            "value": pd.to_numeric(m.value_milli),
            "part": m.numerator_milli,
            "out_of": m.denominator_milli,
        }
    )


@once
def stakeholders(t: Tables) -> pd.DataFrame:
    """RCO112: at each meeting held, the organisations that count and the institutions."""
    a = t("attendance")
    a = a[a.status.isin(["present", "remote"]) & (a.organisation_id != "")]
    a = a[(a.counts_in_headline == "true") | (a.capacity == "institution")]
    n = a.groupby("meeting_id").organisation_id.nunique()
    rows = [(m.day, 1000 * int(n[m.id]), "", "") for m in each(held(t)) if m.id in n]
    return pd.DataFrame(rows, columns=["day", "value", "part", "out_of"])


def achievement(t: Tables, today: date) -> dict[str, tuple]:
    """R22: objective → (achievement, share of weight reported)."""
    objectives, i, r21 = t("objective"), t("indicator"), indicators(t, today)

    def of(id: str) -> tuple:
        parts = [
            (int(one.weight_milli), r21[one.id], 0.0 if r21[one.id] is None else 1.0)
            for one in each(i[i.objective_id == id])
            if one.id in r21
        ]
        under = objectives[(objectives.parent_id == id) & (objectives.state != "dropped")]
        for child in each(under):
            value, reported = of(child.id)
            parts.append((int(child.weight_milli), value, reported or 0.0))
        known = [(w, x) for w, x, _r in parts if x is not None]
        return (
            over(sum(w * x for w, x in known), sum(w for w, _x in known)) if known else None,
            over(sum(w * r for w, _x, r in parts), sum(w for w, *_ in parts)),
        )

    return {id: of(id) for id in objectives.id}


@once
def delivery(t: Tables) -> dict[str, float | None]:
    """R23 of every objective."""
    objectives = t("objective")
    ties = t("activity_objective", archived=True).merge(
        t("activity"), left_on="activity_id", right_on="id", suffixes=("", "_activity")
    )
    ties = ties[ties.state != "cancelled"]
    ties = ties.assign(
        size=[int(s) * int(e) for s, e in zip(ties.share_milli, ties.effort_weight_milli)],  # noqa: B905
        done=pd.to_numeric(ties.progress_pct),
    )

    def of(id: str, weight: int) -> float | None:
        own = ties[ties.objective_id == id]
        parts = []
        if len(own):
            parts.append((weight, (own["size"] * own.done).sum() / own["size"].sum() / 100))
        under = objectives[(objectives.parent_id == id) & (objectives.state != "dropped")]
        for child in each(under):
            value = of(child.id, int(child.weight_milli))
            if value is not None:
                parts.append((int(child.weight_milli), value))
        return over(sum(w * x for w, x in parts), sum(w for w, _x in parts)) if parts else None

    return {one.id: of(one.id, int(one.weight_milli)) for one in each(objectives)}


def behind(t: Tables, today: date) -> tuple[set[str], set[str]]:
    """R24: activities that are behind, and objectives."""
    a, ties, r23 = t("activity"), t("activity_objective", archived=True), delivery(t)
    waits = a[~a.state.isin(["done", "cancelled", "blocked"])]
    waits = where(waits, "planned_end", lambda end: not end or on(end) >= today)
    slow = {
        one.id
        for one in each(waits)
        if _slow(on(one.planned_start), on(one.planned_end), int(one.progress_pct) / 100, today)
    }
    there, objectives = t("objective"), set()
    for one in each(there):
        ours = _with_what_stands_under(one.id, there)
        work = a[a.id.isin(ties.activity_id[ties.objective_id.isin(ours)])]
        work = work[work.state != "cancelled"]
        first, last = (
            sorted(on(d) for d in dates if d) for dates in (work.planned_start, work.planned_end)
        )
        end = on(one.due_on) or (last[-1] if last else None)
        if _slow(first[0] if first else None, end, r23[one.id], today):
            objectives.add(one.id)
    return slow, objectives


def _with_what_stands_under(id: str, objectives: pd.DataFrame) -> list[str]:
    kept, found = objectives[objectives.state != "dropped"], [id]
    for one in found:  # grows as it is gone through
        found += list(kept.id[kept.parent_id == one])
    return found


def _slow(start: date | None, end: date | None, done: float | None, today: date) -> bool:
    if start is None or end is None or end < start or done is None:
        return False
    if end == start:
        due = float(today > end)
    else:
        due = min(1.0, max(0.0, (today - start).days / (end - start).days))
    return round(due - done, 9) > 0.15


def _for_none(given: pd.DataFrame, activities: pd.DataFrame) -> pd.Series:
    """For no activity, or still to be given to one that is no more."""
    gone = ~given.activity_id.isin(activities.id) & (given.state != "delivered")
    return (given.activity_id == "") | gone


def loose(t: Tables) -> dict[str, set[str]]:
    """R25: what hangs on nothing."""
    o, a, n = (t(name) for name in ("objective", "activity", "need"))
    p = pledges(t)
    ties = t("activity_objective", archived=True)
    a = a[a.state != "cancelled"]
    served = set(ties.objective_id[ties.activity_id.isin(a.id)])
    serving = set(ties.activity_id[ties.objective_id.isin(o.id[o.state != "dropped"])])
    stands = p[p.firm | p.offered]
    agreed = o[o.state.isin(["adopted", "achieved", "partly_achieved"])]
    must = n[(n.priority == "3") & (n.state == "open")]
    return {
        "objectives": set(agreed.id) - served,
        "activities": set(a.id) - serving,
        "needs": set(must.id) - set(stands.need_id),
        "pledges": set(stands.id[(stands.beneficiary == "project") & _for_none(stands, a)]),
    }

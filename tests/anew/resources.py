"""R11 to R13 and R15 to R20 once more, from the exported tables alone."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd

from tests.anew.tables import Tables, each, once, over, whole

FIRM = ["confirmed", "partly_delivered", "delivered"]


def hours(unit: str, day_hours: int) -> Fraction | None:
    """What one of it is in hours; None for what is no time of a day."""
    known = {"hour": Fraction(1), "half_day": Fraction(day_hours, 2), "day": Fraction(day_hours)}
    return known.get(unit)


@once
def pledges(t: Tables) -> pd.DataFrame:
    p = t("pledge")
    over = (p.state == "proposed") & (p.to_on != "") & (p.to_on < t.today.isoformat())
    p = p.assign(state=p.state.mask(over, "expired"))
    waits = (p.condition != "") & (p.condition_met_by == "")
    firm = p.state.isin(FIRM) & ~waits
    offered = (p.state.isin(FIRM) & waits) | (p.state == "proposed")
    return p.assign(firm=firm, offered=offered)


@once
def needs(t: Tables) -> dict[str, dict]:
    """R11 and R12 of each need: coverage, intended, surplus, incomparable."""
    given, length = pledges(t), int(t.one("community").day_hours)
    given = given[(given.firm | given.offered) & (given.beneficiary == "project")]
    return {
        need.id: _need(need, given[given.need_id == need.id], length) for need in each(t("need"))
    }


def _need(need, given: pd.DataFrame, length: int) -> dict:
    told = {"coverage": None, "intended": None, "surplus": None, "priority": int(need.priority)}
    told |= {"state": need.state, "said": bool(need.quantity_milli)}
    amounts = [(p.firm, _in(p, need, length)) for p in each(given)]
    told["incomparable"] = sum(a == "no" for _firm, a in amounts)
    if not need.quantity_milli:
        return told
    if told["incomparable"] and all(a in ("no", None) for _firm, a in amounts):
        return told | {"cannot": True}
    asked = Fraction(need.quantity_milli)
    known = [(firm, a) for firm, a in amounts if isinstance(a, Fraction)]
    firm, both = (sum((a for f, a in known if f or loose), Fraction(0)) for loose in (False, True))
    surplus = float(max(Fraction(0), firm - asked))
    shares = (float(min(Fraction(1), x / asked)) for x in (firm, both))
    return told | dict(zip(("coverage", "intended"), shares, strict=True)) | {"surplus": surplus}


def _in(pledge, need, length: int) -> Fraction | str | None:
    """In the need's own unit; "no": not to be compared; None: nobody said how much."""
    if pledge.kind != need.kind:
        return "no"
    if pledge.unit and need.unit and pledge.unit != need.unit:
        one, other = hours(pledge.unit, length), hours(need.unit, length)
        if one is None or other is None:
            return "no"
        return Fraction(pledge.quantity_milli) * one / other if pledge.quantity_milli else None
    return Fraction(pledge.quantity_milli) if pledge.quantity_milli else None


def plan(t: Tables) -> dict[str, tuple]:
    """R13: {firm, intended, musts: (value, numerator, denominator)}."""
    kept = [n for n in needs(t).values() if n["state"] != "closed_unmet"]
    known = pd.DataFrame([n for n in kept if n["coverage"] is not None])
    if known.empty:
        return {"firm": (None, 0, 0), "intended": (None, 0, 0), "musts": (None, 0, 0)}
    weight, must = known.priority.sum(), known[known.priority == 3]
    found = {}
    for ours, column in {"firm": "coverage", "intended": "intended"}.items():
        top = (known.priority * known[column]).sum()
        found[ours] = (top / weight, top, weight)
    full = int((must.coverage == 1).sum())
    return found | {"musts": (over(full, len(must)), full, len(must))}


@once
def worth(t: Tables) -> dict[str, tuple]:
    """R15: {in kind, cash, each kind: (confirmed, delivered, verified, offered, firm pledges,
    unvalued)}."""
    frame = values(t)
    money, kinds = frame.kind == "money", sorted(set(frame.kind))
    found = {"in kind": _columns(frame[~money]), "cash": _columns(frame[money])}
    return found | {kind: _columns(frame[frame.kind == kind]) for kind in kinds}


@once
def values(t: Tables) -> pd.DataFrame:
    """What each pledge for the plan that stands is worth: what is delivered of it, what of that
    somebody has seen."""
    p, d = pledges(t), t("delivery")
    p = p[(p.beneficiary == "project") & (p.firm | p.offered)]
    rows = [_worth(one, d[d.pledge_id == one.id]) for one in each(p)]
    columns = ["id", "kind", "firm", "offered", "worth", "given", "delivered", "saw", "seen"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def values_of_each(t: Tables) -> dict[str, tuple]:
    """R15 of each of them: (worth, confirmed, delivered, delivered and verified)."""
    return {one.id: _value(one) for one in each(values(t))}


def _value(one) -> tuple:
    if one.worth is None:
        return None, None, None, None
    if not one.firm:
        return one.worth, 0, 0, 0
    return one.worth, one.worth, one.delivered, one.seen


def _worth(p, given: pd.DataFrame) -> tuple:
    money, quantity, value = p.kind == "money", whole(p.quantity_milli), whole(p.value_cents)
    if money:
        value = None if quantity is None or p.unit != "EUR" else _round(Decimal(quantity) / 10)
    verified = given[given.verified_by != ""]
    told = [
        None if value is None else _round(Decimal(value) * _total(rows) / Decimal(quantity))
        for rows in (given, verified)
    ]
    return p.id, p.kind, p.firm, p.offered, value, len(given), told[0], len(verified), told[1]


def _columns(rows: pd.DataFrame) -> tuple:
    firm, offered = rows[rows.firm.astype(bool)], rows[rows.offered.astype(bool)]
    done, seen = firm[firm.given.astype(int) > 0], firm[firm.saw.astype(int) > 0]
    columns = (firm.worth, done.delivered, seen.seen, offered.worth)
    return *map(_sum, columns), len(firm), sum(w is None for w in firm.worth)


def _total(rows: pd.DataFrame) -> Decimal:
    return Decimal(sum(int(q) for q in rows.quantity_milli if q))


def _sum(cents) -> int | None:
    cents = list(cents)
    known = [int(c) for c in cents if c is not None]
    return None if cents and not known else sum(known)


def _round(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def calls(t: Tables) -> dict[str, dict]:
    """R17 to R20 of each call."""
    lines, firm = t("budget_line"), worth(t)
    eligible = pd.to_numeric(lines[lines.eligible == "true"].amount_cents)
    cost = int(eligible.sum()) if len(eligible) else None
    cash, kind, silent = firm["cash"][0], firm["in kind"][0], firm["in kind"][5]
    return {call.id: _call(call, cost, cash, kind, silent) for call in each(t("call"))}


def _call(call, cost: int | None, cash: int | None, kind: int | None, silent: int) -> dict:
    share, least = whole(call.max_share_milli), whole(call.min_cofunding_milli)
    most = whole(call.max_grant_cents)
    limits = [cost]
    if cost is not None:
        limits += [] if share is None else [cost * share // 1000]
        limits += [] if most is None else [most]
        limits += [] if least is None else [cost * (1000 - least) // 1000]
    grant = min(limits) if len(limits) > 1 else None
    needed = None if grant is None else cost - grant
    counts = _counts(call, cost, kind)
    with_kind = None if None in (needed, cash, counts) else max(0, needed - cash - counts)
    alone = None if None in (needed, cash) else max(0, needed - cash)
    with_kind = 0 if alone == 0 else with_kind
    ceiling = None if None in (cost, kind) else cost - kind
    keeps = None if None in (grant, ceiling) else grant <= ceiling
    both = None if None in (cash, kind) else cash + kind
    return {
        "R17": grant,
        "R18 needed": needed,
        "R18 with in kind": with_kind,
        "R18 cash only": alone,
        "R19": None if keeps and silent else keeps,
        "R20": (over(cash, grant), over(both, grant)),
    }


def _counts(call, cost: int | None, kind: int | None) -> int | None:
    if call.in_kind != "capped" or kind is None:
        return kind
    return None if cost is None else min(kind, cost * int(call.in_kind_cap_milli) // 1000)

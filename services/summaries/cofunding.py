"""How much a call gives, what is left to find, and what partners put in: R17 to R20.

Pure: cents in, cents out. Money and what is given in kind are two numbers all along; where they
stand together, both parts stand beside it. A call that does not say whether it takes contributions
in kind gets both answers. None of it is legal advice.
"""

from dataclasses import dataclass, replace

import pandas as pd

from models import Call, InKindRule
from services.summaries.rate import Rate

READINGS = ["reading", "holds", "needed_cents", "cash_cents", "in_kind_cents", "gap_cents"]
READINGS += ["offered_cash_cents", "offered_in_kind_cents"]
REGULATION = "https://eur-lex.europa.eu/eli/reg/2021/1060/oj"  # Reg. (EU) 2021/1060, art. 67(1)


@dataclass(frozen=True)
class Answer:
    """What is covered of what is needed, and what is missing, under one reading of the call.
    `in_kind_cents`: as much of what is given in kind as this reading counts. What is only offered
    stands beside, cash and in kind apart, and fills no gap: `offered_…_cents`, None where unknown,
    as much in kind as would count more if it were confirmed."""

    takes_in_kind: bool
    cash_cents: int | None
    in_kind_cents: int | None
    covered_cents: int | None
    gap_cents: int | None
    offered_cash_cents: int | None = 0
    offered_in_kind_cents: int | None = 0


@dataclass(frozen=True)
class Meter:
    """`with_in_kind` and `cash_only`: both readings, always; `holds` says which the call asks for,
    None where nobody knows. `ceiling_holds`: R19, None where it cannot be said."""

    cost_cents: int | None
    grant_cents: int | None
    needed_cents: int | None
    cash_only: Answer
    with_in_kind: Answer
    holds: Answer | None
    leverage_cash: Rate
    leverage_all: Rate
    ceiling_cents: int | None
    ceiling_holds: bool | None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The one the call asks for, or both where the rule is unknown."""
        return (self.holds,) if self.holds else (self.with_in_kind, self.cash_only)


def meter(
    call: Call,
    cost_cents: int | None,
    cash_cents: int | None,
    in_kind_cents: int | None,
    unvalued: int = 0,
    offered: tuple[int | None, int | None] = (0, 0),
) -> Meter:
    """R17 to R20 of one call. `cost_cents`: C, the sum of the eligible budget lines. `cash_cents`,
    `in_kind_cents`: what is firm of each, R15. `unvalued`: how many firm gifts in kind have no
    value yet, and are not in `in_kind_cents`.
    `offered`: cash and in kind that is offered and not firm; told, and counted in nothing.

    R19: G ≤ C − in kind; while some have no value it may fail, and cannot be said to hold.
    R20: firm cash / G, and (firm cash + in kind) / G, always both.
    Units: cents; R19 yes or no; R20 a share of 1, which may be more.
    Undefined: whatever hangs on a number that is not known (None); R20 without G.
    Source: Reg. (EU) 2021/1060, art. 67(1)(a), for R19; the call itself for the rest."""
    grant, needed = grant_cents(call, cost_cents), needed_cents(call, cost_cents)
    capped = counted_in_kind(call, cost_cents, in_kind_cents)
    cash, more = offered[0], _more_in_kind(call, cost_cents, in_kind_cents, offered[1])
    alone = replace(_answer(needed, cash_cents, None), offered_cash_cents=cash)
    both = replace(
        _answer(needed, cash_cents, capped, True),
        offered_cash_cents=cash,
        offered_in_kind_cents=more,
    )
    ceiling = _less(cost_cents, in_kind_cents)
    return Meter(
        cost_cents,
        grant,
        needed,
        alone,
        both,
        _asked_for(call, alone, both),
        Rate.of(cash_cents, grant),
        Rate.of(_plus(cash_cents, in_kind_cents), grant),
        ceiling,
        _holds(grant, ceiling, unvalued),
    )


def _holds(grant: int | None, ceiling: int | None, unvalued: int) -> bool | None:
    if grant is None or ceiling is None:
        return None
    return False if grant > ceiling else None if unvalued else True


def grant_cents(call: Call, cost_cents: int | None) -> int | None:
    """R17, the largest grant: G = min(max_grant, max_share × C), and no more than leaves the
    least co-funding a call asks for, C − min_cofunding × C.

    Units: whole cents, rounded down. Undefined: without eligible costs, or when the call names
    none of the three. Source: the call itself, as cited beside it.
    """
    shares = (call.max_share_milli, call.min_cofunding_milli)
    if cost_cents is None or (call.max_grant_cents is None and shares == (None, None)):
        return None
    most = [cost_cents, cost_cents * (1000 - (call.min_cofunding_milli or 0)) // 1000]
    if call.max_share_milli is not None:
        most.append(cost_cents * call.max_share_milli // 1000)
    if call.max_grant_cents is not None:
        most.append(call.max_grant_cents)
    return min(most)


def needed_cents(call: Call, cost_cents: int | None) -> int | None:
    """C − G, what R18 asks to be found, in cents; None where G is."""
    return _less(cost_cents, grant_cents(call, cost_cents))


def counted_in_kind(call: Call, cost_cents: int | None, in_kind_cents: int | None) -> int | None:
    """What of it counts where contributions in kind are taken: all, or up to a share of C."""
    if call.in_kind != InKindRule.capped or in_kind_cents is None:
        return in_kind_cents
    if cost_cents is None or call.in_kind_cap_milli is None:
        return None
    return min(in_kind_cents, cost_cents * call.in_kind_cap_milli // 1000)


def _more_in_kind(call: Call, cost: int | None, in_kind: int | None, offered: int | None):
    """Of what is offered in kind, as much as would still count if it were confirmed."""
    both = counted_in_kind(call, cost, _plus(in_kind, offered))
    return _less(both, counted_in_kind(call, cost, in_kind))


def _answer(
    needed: int | None, cash: int | None, in_kind: int | None, takes: bool = False
) -> Answer:
    """R18: needed = C − G; covered = cash + what counts in kind; gap = max(0, needed − covered).
    Money that is enough alone leaves no gap, whatever is given in kind is worth.

    Units: cents. Undefined: what hangs on a part nobody knows. Source: the call itself."""
    covered = _plus(cash, in_kind) if takes else cash
    left, alone = _less(needed, covered), _less(needed, cash)
    gap = 0 if alone is not None and alone <= 0 else None if left is None else max(0, left)
    return Answer(takes, cash, in_kind if takes else 0, covered, gap)


def _asked_for(call: Call, alone: Answer, both: Answer) -> Answer | None:
    if call.in_kind == InKindRule.unknown:
        return None
    return alone if call.in_kind == InKindRule.not_allowed else both


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _less(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


def readings(found: Meter) -> pd.DataFrame:
    """What a chart shows, one row for each reading of the call, the one that holds first: reading
    ("in_kind" or "cash"), holds (both, where nobody knows), needed_cents, cash_cents,
    in_kind_cents (as much as counts), gap_cents, offered_cash_cents, offered_in_kind_cents (in
    none of the others). Empty while what is needed is not known."""
    both = ((found.with_in_kind, "in_kind"), (found.cash_only, "cash"))
    rows = [
        (
            name,
            found.holds in (None, answer),
            found.needed_cents,
            answer.cash_cents,
            answer.in_kind_cents,
            answer.gap_cents,
            answer.offered_cash_cents,
            answer.offered_in_kind_cents,
        )
        for answer, name in both
        if found.needed_cents is not None
    ]
    frame = pd.DataFrame(rows, columns=READINGS, dtype=object)
    return frame.sort_values("holds", ascending=False, kind="stable", ignore_index=True)

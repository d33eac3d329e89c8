"""What is given in kind, in euros: R15 and R16 of the rules for computed numbers.

Amounts are whole cents, None where nobody knows. Money is not in kind: it is summed apart, by the
same three columns, and nothing here adds the two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from models import InKindRate, Kind, RateBasis
from services.summaries.frames import each

STEPS = ("confirmed", "delivered", "verified")
FIRMEST = list(RateBasis)
EQUAL = {RateBasis.invoice: RateBasis.payroll_cost}  # what it really cost, told either way


@dataclass(frozen=True)
class Worth:
    """The three columns of R15, what is only offered apart. `pledges`: how many are firm;
    `unvalued`: how many of those are in no sum, because nobody said what, or how much, they are
    worth. A column is 0 where nothing is to be counted, None where nothing that is has a value."""

    confirmed_cents: int | None
    delivered_cents: int | None
    verified_cents: int | None
    offered_cents: int | None
    pledges: int
    unvalued: int

    @property
    def steps(self) -> tuple[int | None, ...]:
        return self.confirmed_cents, self.delivered_cents, self.verified_cents


def valued(pledges: pd.DataFrame) -> pd.DataFrame:
    """The pledges in kind and in money with what each is worth: `worth_cents` (frozen value of
    what is in kind, amount of money), and of that `confirmed_cents`, `delivered_cents`,
    `verified_cents`, `offered_cents`: 0 where it is not so far, None where it has no value.

    `pledges`: as of `resources.of_community`; `firm`, `offered` and what was delivered of each
    (`deliveries`, `delivered_milli`, `verified_milli`) are among its columns.
    """
    rows = [_steps(pledge) for pledge in each(pledges)]
    more = pd.DataFrame(rows, columns=COLUMNS, index=pledges.index, dtype=object)
    return pd.concat([pledges, more], axis=1)


def in_kind(pledges: pd.DataFrame) -> Worth:
    """R15: Σ quantity × the unit rate frozen in the pledge, in three columns: confirmed
    (indicative), delivered, delivered and verified. `pledges`: as `valued` says.

    A pledge counts from when it is firm; of one delivered in part, that part counts as delivered.
    Units: cents. Undefined: where nothing that counts has a value; how many have none is beside.
    Source: Reg. (EU) 2021/1060, art. 67(1)(b) and (c): a value not above the market’s, both value
    and delivery verifiable.
    """
    return _sum(pledges[pledges.kind != Kind.money])


def cash(pledges: pd.DataFrame) -> Worth:
    """The same three columns for money, which is worth itself. Never added to what is in kind."""
    return _sum(pledges[pledges.kind == Kind.money])


def by_kind(pledges: pd.DataFrame) -> pd.DataFrame:
    """R15 for each kind of resource that somebody gives: kind, the fields of Worth. Money comes
    last, a row of its own; rows are never summed by what shows them."""
    there = [kind for kind in Kind if kind in set(pledges.kind)]
    rows = [(kind, *_fields(_sum(pledges[pledges.kind == kind]))) for kind in there]
    return pd.DataFrame(rows, columns=["kind", *Worth.__dataclass_fields__], dtype=object)


def fitting(rates: Iterable[InKindRate], pledge, day: date) -> list[InKindRate]:
    """R16: the rates that can value a pledge on that day, the one to take first: payroll cost >
    invoice > own tariff > market quote > pay for equal work > the community’s card (the order of
    RateBasis); of two alike the giver’s own, then the newer. Of rates of one thing (one title) only
    those of the firmest basis; rates of other things stand beside them: whoever values it knows
    which thing it is.

    Units: cents for one unit of the rate. Undefined: empty; it has no value then, which is not 0.
    Source: Reg. (EU) 2021/1060, art. 67(1)(e), and in Italy D.M. 107/2021, art. 3, for unpaid
    work; the order is the house’s own."""
    found = [rate for rate in rates if rate.archived_at is None and rate.fits(pledge, day)]
    return sorted((rate for rate in found if not firmer(rate, found)), key=_firmest_first)


def firmer(rate: InKindRate, others: Iterable[InKindRate]) -> list[InKindRate]:
    """R16: those of the same thing that come before it."""
    thing = rate.title.casefold()
    return [o for o in others if o.title.casefold() == thing and _rank(o) < _rank(rate)]


def _rank(rate: InKindRate) -> int:
    return FIRMEST.index(EQUAL.get(rate.basis, rate.basis))


def _firmest_first(rate: InKindRate) -> tuple:
    own = rate.organisation_id is None
    return FIRMEST.index(rate.basis), own, -rate.from_on.toordinal(), rate.title, str(rate.id)


COLUMNS = ["worth_cents", *(f"{step}_cents" for step in (*STEPS, "offered"))]


def _steps(pledge) -> tuple[int | None, ...]:
    worth = _worth(pledge)
    if worth is None:
        return (None,) * 5
    if not pledge.firm:
        return worth, 0, 0, 0, worth if pledge.offered else 0
    given, seen = pledge.delivered_milli, pledge.verified_milli
    return worth, worth, _part(worth, given, pledge), _part(worth, seen, pledge), 0


def _worth(pledge) -> int | None:
    if pledge.quantity_milli is None:
        return None
    if pledge.kind != Kind.money:
        return pledge.value_cents
    return (pledge.quantity_milli + 5) // 10 if pledge.unit == "EUR" else None


def _part(worth: int, milli: int, pledge) -> int:
    """Of the whole, what so much of it is worth; half a cent up."""
    return (2 * worth * milli + pledge.quantity_milli) // (2 * pledge.quantity_milli)


def _sum(pledges: pd.DataFrame) -> Worth:
    firm, offered = pledges[pledges.firm], pledges[pledges.offered]
    done = firm[firm.deliveries > 0]
    return Worth(
        _added(firm.confirmed_cents),
        _added(done.delivered_cents),
        _added(done[done.verified_milli != 0].verified_cents),
        _added(offered.offered_cents),
        len(firm),
        int(firm.worth_cents.isna().sum()),
    )


def _added(cents: pd.Series) -> int | None:
    known = [one for one in cents if one is not None]
    return None if len(cents) and not known else sum(known)


def _fields(worth: Worth) -> tuple:
    return tuple(getattr(worth, field) for field in Worth.__dataclass_fields__)

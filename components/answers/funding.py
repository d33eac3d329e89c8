"""Funds and value: what stands behind R15 and R17 to R20."""

import pandas as pd

from charts.cofunding_words import reading
from components.explaining import Explained
from components.funding_meter import ceiling_words
from components.funding_views import seen, unsaid, unvalued
from services.summaries import worth
from services.summaries.frames import each
from services.summaries.funding import Funding
from translations import _, formats
from translations import funding as words
from translations.resources import amount
from translations.resources import kind as named


def in_kind(step: str, kind: str = "") -> Explained | None:
    """One of the three columns of R15, or what is only offered; of one kind, if said."""
    rows = seen().for_the_plan
    rows = rows[rows.kind == kind] if kind else rows[rows.kind != "money"]
    return _worth(_("In kind"), step, worth.in_kind(rows), rows, named(kind) if kind else "")


def cash(step: str) -> Explained | None:
    rows = seen().for_the_plan
    rows = rows[rows.kind == "money"]
    return _worth(_("Money"), step, worth.cash(rows), rows, rule="money")


def cost() -> Explained:
    there = seen()
    rows = [line for line in there.lines if line.eligible]
    value = formats.money(there.cost_cents)
    return Explained(
        _("Eligible costs"), value, "costs", lines_told(rows, there), as_of=there.as_of
    )


def spent() -> Explained:
    there = seen()
    rows = [line for line in there.lines if line.spent_cents is not None]
    value = formats.money(there.spent_cents)
    return Explained(
        _("Spent so far, all lines"), value, "spent", lines_told(rows, there), as_of=there.as_of
    )


def grant(call_id: str) -> Explained | None:
    return _of_call(call_id, _("Grant at most"), "R17", lambda m: m.grant_cents, _terms)


def needed(call_id: str) -> Explained | None:
    return _of_call(call_id, _("Needed from us"), "needed", lambda m: m.needed_cents, _granted)


def gap(call_id: str, read_as: str) -> Explained | None:
    """What is missing under one reading of the call."""
    there = seen()
    call = there.call(call_id)
    if call is None:
        return None
    found = there.meter(call)
    one = found.with_in_kind if read_as == "in_kind" else found.cash_only
    needs = _("needed: {money}", money=formats.money(found.needed_cents))
    covered = _("covered: {money} in money", money=formats.money(one.cash_cents))
    if one.takes_in_kind:
        covered = _(
            "covered: {money} in money, {in_kind} in kind",
            money=formats.money(one.cash_cents),
            in_kind=formats.money(one.in_kind_cents),
        )
    rows = _confirmed(there, money_only=not one.takes_in_kind)
    return Explained(
        _("Missing, {reading}", reading=_small(reading(read_as))),
        formats.money(one.gap_cents),
        "R18",
        _pledges(rows, "confirmed", there),
        note="; ".join(filter(None, (needs, covered, _silent(there, one.takes_in_kind)))),
        as_of=there.as_of,
    )


def ceiling(call_id: str) -> Explained | None:
    """Whether public support stays below the costs without what is given in kind."""
    there = seen()
    call = there.call(call_id)
    if call is None:
        return None
    found, silent = there.meter(call), there.in_kind.unvalued
    rows = _confirmed(there, money_only=False)
    grant, most = (formats.money(cents) for cents in (found.grant_cents, found.ceiling_cents))
    known = None not in (found.grant_cents, found.ceiling_cents)
    return Explained(
        _("Public support and gifts in kind"),
        ceiling_words(found)[0],
        "R19",
        _pledges(rows[rows.kind != "money"], "confirmed", there),
        _("largest grant: {money}", money=grant) if known else "",
        _("costs without gifts in kind: {money}", money=most) if known else "",
        note=unvalued(silent) if silent else "",
        as_of=there.as_of,
    )


def leverage(call_id: str, way: str) -> Explained | None:
    there = seen()
    call = there.call(call_id)
    if call is None:
        return None
    found = there.meter(call)
    rate = found.leverage_cash if way == "cash" else found.leverage_all
    rows = _confirmed(there, money_only=way == "cash")
    money = formats.money(there.cash.confirmed_cents)
    both = _("{money} in money, {in_kind} in kind", money=money, in_kind=_cents(there))
    return Explained(
        _("Leverage, {what}", what=_("money only") if way == "cash" else _("money and in kind")),
        "–" if rate.value is None else formats.number(rate.value, 3),
        "R20",
        _pledges(rows, "confirmed", there),
        money if way == "cash" else both,
        _("largest grant: {money}", money=formats.money(found.grant_cents)),
        note=_silent(there, way != "cash"),
        as_of=there.as_of,
    )


def _confirmed(there: Funding, money_only: bool) -> pd.DataFrame:
    """The pledges that a number of R18 or R20 counts."""
    rows = there.for_the_plan[there.for_the_plan.firm]
    return rows[rows.kind == "money"] if money_only else rows


def _silent(there: Funding, takes_in_kind: bool) -> str:
    """What such a number leaves out: gifts nobody valued, money of which nobody said how much."""
    counts = takes_in_kind and there.in_kind.pledges
    silent = unvalued(there.in_kind.unvalued) if counts else ""
    return "; ".join(filter(None, (unsaid(there.cash.unvalued), silent)))


def _cents(there: Funding) -> str:
    return formats.money(there.in_kind.confirmed_cents)


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _worth(
    what: str, step: str, found, rows: pd.DataFrame, kind: str = "", rule: str = "R15"
) -> Explained | None:
    if step not in (*worth.STEPS, "offered"):
        return None
    there, offered = seen(), step == "offered"
    value = formats.money(getattr(found, f"{step}_cents"))
    counted = rows[(rows.offered if offered else rows.firm) & (rows[f"{step}_cents"] != 0)]
    note = unvalued(found.unvalued) if found.unvalued and not offered else ""
    name = ", ".join(filter(None, (what, kind, words.step(step))))
    return Explained(
        name, value, rule, _pledges(counted, step, there), note=note, as_of=there.as_of
    )


def _of_call(call_id: str, what: str, rule: str, ask, beside) -> Explained | None:
    """`ask`: the number on its meter. `beside`: what it comes from, beside the costs."""
    there = seen()
    call = there.call(call_id)
    if call is None:
        return None
    found = there.meter(call)
    rows = [line for line in there.lines if line.eligible]
    cost = _("eligible costs: {money}", money=formats.money(found.cost_cents))
    return Explained(
        f"{what}: {call.title}",
        formats.money(ask(found)),
        rule,
        lines_told(rows, there),
        note="; ".join(filter(None, (cost, beside(call, found)))),
        as_of=there.as_of,
    )


def _granted(_call, found) -> str:
    return _("largest grant: {money}", money=formats.money(found.grant_cents))


def _terms(call, _found) -> str:
    said = []
    if call.max_grant_cents is not None:
        said.append(_("at most {money}", money=formats.money(call.max_grant_cents)))
    if call.max_share_milli is not None:
        said.append(_("at most {share} of the costs", share=words.share(call.max_share_milli)))
    if call.min_cofunding_milli is not None:
        share = words.share(call.min_cofunding_milli)
        said.append(_("at least {share} from us", share=share))
    return ", ".join(said)


def _pledges(rows: pd.DataFrame, step: str, there: Funding) -> pd.DataFrame:
    told = [
        (
            f"PL-{p.number}",
            p.title,
            p.giver,
            amount(p),
            _rate(there, p),
            formats.money(getattr(p, f"{step}_cents")),
        )
        for p in each(rows)
    ]
    columns = [_("Pledge"), _("What"), _("Who gives"), _("How much"), _("By the rate"), _("Value")]
    return pd.DataFrame(told, columns=columns)


def _rate(there: Funding, pledge) -> str:
    rate = there.rate(pledge.rate_id) if pledge.rate_id else None
    if rate is None:
        return "–"
    price = f"{formats.money(pledge.unit_rate_cents)} / {words.one(rate.unit)}"
    day = formats.short_day(pledge.valued_on)
    return f"{price}, {words.basis(rate.basis)}: {rate.source_note} ({day})"


def lines_told(rows: list, there: Funding) -> pd.DataFrame:
    told = [
        (
            line.title,
            words.category(line.category),
            formats.money(line.amount_cents),
            formats.money(line.spent_cents),
        )
        for line in rows
    ]
    return pd.DataFrame(told, columns=[_("Cost"), _("Kind of cost"), _("Planned cost"), _("Spent")])


ANSWERS = {
    "in_kind": in_kind,
    "cash": cash,
    "cost": cost,
    "spent": spent,
    "grant": grant,
    "needed": needed,
    "gap": gap,
    "ceiling": ceiling,
    "leverage": leverage,
}

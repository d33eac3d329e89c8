"""How far what is needed is covered and what is too much (R11 to R13), which promises were kept
(R14)."""

import pandas as pd

from charts.resources import coverage_table, coverage_words, left_out_words
from components import here, keeping_promises
from components.explaining import Explained
from components.live import read
from components.stocking import asked_for, kept_promises
from models import Beneficiary
from models.units import family
from services.summaries import amounts, coverage, promises, resources
from services.summaries.frames import each
from translations import _, formats, n_
from translations import resources as words


def plan_cover() -> Explained | None:
    needs = _needs()
    plan = coverage.plan_coverage(needs)
    if plan.firm.value is None:
        return None
    order = needs.assign(unknown=needs.coverage.isna())
    order = order.sort_values(["unknown", "priority", "number"], ascending=[True, False, True])
    rows = coverage_table(order)
    rows.insert(2, _("How much it matters"), [words.priority(p) for p in order.priority])
    rows.insert(0, _("What"), rows.pop(_("What")))
    silent = plan.not_said + plan.cannot_compare
    return Explained(
        _("Confirmed cover of the plan"),
        formats.percent(plan.firm.value),
        "R13",
        rows,
        _("{sum} of priority times cover", sum=formats.number(plan.firm.numerator, 2)),
        _("{sum} of priority", sum=formats.number(plan.firm.denominator)),
        n_("{n} need has no known cover.", "{n} needs have no known cover.", silent)
        if silent
        else "",
    )


def need_cover(need_id: str) -> Explained | None:
    """One need: what was pledged to it, and what of that counts."""
    for need in _stock().one_need(need_id):
        return _of_need(need, need.title, _share(need), "R11")
    return None


def surplus(need_id: str) -> Explained | None:
    """What is confirmed for a need beyond what it asks for."""
    for need in _stock().one_need(need_id):
        much = need.surplus_milli
        value = _("unknown") if much is None else formats.quantity(much, need.unit)
        return _of_need(need, _("Too much: {what}", what=need.title), value, "R12")
    return None


def _of_need(need, what: str, value: str, rule: str) -> Explained:
    pledges = read(resources.of_community).pledges
    rows = [_counted(need, p) for p in each(pledges[pledges.need_id == need.id])]
    return Explained(
        what,
        value,
        rule,
        pd.DataFrame(rows, columns=_pledge_columns()),
        formats.quantity(need.firm_milli, need.unit) if need.firm_milli is not None else "",
        formats.quantity(need.quantity_milli, need.unit),
        left_out_words(need),
    )


def kind_cover(kind: str, unit: str = "") -> Explained | None:
    """All the needs of one kind and one family of units."""
    needs = _needs()
    alike = [str(n.kind) == kind and str(family(n.unit) or "") == unit for n in each(needs)]
    needs = needs[pd.Series(alike, needs.index, dtype=bool)]
    for row in each(coverage.by_kind(needs, _stock().day_hours)):
        known = row.coverage is not None
        sums = (row.firm_milli, row.quantity_milli) if known else ()
        over = [formats.quantity(milli, row.unit) for milli in sums] or ["", ""]
        rows = coverage_table(needs)
        return Explained(words.kind(kind), _share(row), "R11", rows, *over, left_out_words(row))
    return None


def total(said: str, kind: str, unit: str = "") -> Explained | None:
    """What is needed, confirmed, offered or delivered of a kind, in one family of units."""
    if said not in amounts.SAID:
        return None
    for row in each(amounts.totals(_stock())):
        if (str(row.kind), str(row.unit or "")) == (kind, unit):
            milli = getattr(row, f"{said}_milli")
            value = "–" if milli is None else formats.quantity(milli, row.unit)
            return Explained(f"{words.said(said)}: {words.kind(kind)}", value, "", _of(row, said))
    return None


def _of(row, said: str) -> pd.DataFrame:
    """The rows of one family of units that stand behind one column of the totals."""
    rows = each(amounts.counted(_stock(), said))
    alike = [r for r in rows if (r.kind, family(r.unit)) == (row.kind, family(row.unit))]
    told = [
        (r.title, formats.quantity(amounts.how_much(r, said), r.unit), getattr(r, "giver", None))
        for r in alike
    ]
    frame = pd.DataFrame(told, columns=[_("What"), _("How much"), _("Who gives")])
    return frame.drop(columns=[_("Who gives")]) if said == "needed" else frame


def kept(organisation_id: str, kind: str, unit: str = "") -> Explained | None:
    """None also for who may not see it."""
    rows = promises.visible(kept_promises(), here.standing())
    for row in each(rows):
        if (str(row.giver_organisation_id), str(row.kind), str(row.unit or "")) == (
            organisation_id,
            kind,
            unit,
        ):
            return _kept(row)
    return None


def _kept(row) -> Explained:
    stock = _stock()
    over = promises.over(stock.pledges, stock.as_of)
    same = [
        p
        for p in over
        if (p.giver_organisation_id, p.kind, family(p.unit))
        == (row.giver_organisation_id, row.kind, row.unit)
    ]
    given = [_promised(p) for p in same]
    rate = row.kept
    known = rate.value is not None
    return Explained(
        f"{row.giver}: {words.kind(row.kind)}",
        formats.percent(rate.value) if known else keeping_promises.said(row),
        "R14",
        pd.DataFrame(given, columns=[*_pledge_columns()[:-1], _("Delivered")]),
        formats.quantity(rate.numerator, row.unit) if known else "",
        formats.quantity(rate.denominator, row.unit) if known else "",
    )


def _promised(p) -> tuple:
    title, giver, _amount, state = _told(p)
    sizes = promises.promised_milli(p), p.delivered_milli
    promised, given = (formats.quantity(milli, p.unit) for milli in sizes)
    return title, giver, promised, state, given


def _stock() -> resources.Resources:
    return asked_for()


def _needs() -> pd.DataFrame:
    needs = _stock().needs
    return needs[needs.state != "closed_unmet"]


def _pledge_columns() -> list[str]:
    return [_("What"), _("Who gives"), _("How much"), _("State"), _("Counted")]


def _told(p) -> tuple:
    state = words.state(p.state, p.conditional)
    return p.title, p.giver, words.amount(p), state


def _counted(need, p) -> tuple:
    """What is not firm, not for the plan, not said or not comparable is in no percentage."""
    counts = p.firm and p.beneficiary == Beneficiary.project and p.quantity_milli
    counts = counts and coverage.can_be_compared(p, need)
    return (*_told(p), _("yes") if counts else _("no"))


def _share(row) -> str:
    return coverage_words(row) if row.coverage is None else formats.percent(row.coverage)


ANSWERS = {
    "plan_cover": plan_cover,
    "need_cover": need_cover,
    "surplus": surplus,
    "kind_cover": kind_cover,
    "total": total,
    "kept": kept,
}

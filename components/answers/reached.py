"""How far the numbers came: one indicator (R21), an objective (R22)."""

import pandas as pd

from components.explaining import Explained
from components.gauging import achieved
from components.live import read
from models import MeasurementState, Objective, ObjectiveState, moment
from services.summaries import results
from services.summaries.achievement import Achievement
from services.summaries.results import Gauge, Results
from services.summaries.tree import Branch, tree
from translations import _, formats
from translations import results as words


def indicator(indicator_id: str) -> Explained | None:
    gauge = _known().one(indicator_id)
    if gauge is None or not gauge.indicator.is_number:
        return None
    rate, known = gauge.rate, gauge.rate.value is not None
    return Explained(
        gauge.indicator.title,
        formats.percent(rate.value) if known else _("unknown"),
        "R21",
        _found(gauge),
        *(_over(gauge) if known else ("", "")),
        note=_from_to(gauge) if known else words.missing(gauge.missing),
    )


def objective(objective_id: str) -> Explained | None:
    branch = next((b for b in read(tree).branches if str(b.objective.id) == objective_id), None)
    if branch is None:
        return None
    known = _known()
    whole = known.achievement(branch)
    rate, value = whole.rate, whole.rate.value
    return Explained(
        _("Reached: {what}", what=branch.objective.title),
        _("unknown") if value is None else formats.percent(value),
        "R22",
        _parts(branch, known),
        ""
        if value is None
        else _("{sum} of weight times what was reached", sum=_sum(rate.numerator)),
        "" if value is None else _("{sum} of weight that has a value", sum=_sum(rate.denominator)),
        note=achieved(whole)[1],
    )


def _known() -> Results:
    return read(results.of_community, own=True)


def _sum(weights: float) -> str:
    return formats.number(weights, 2)


def _over(gauge: Gauge) -> tuple[str, str]:
    return _kept(gauge) if gauge.indicator.direction == "maintain" else _on_its_way(gauge)


def _on_its_way(gauge: Gauge) -> tuple[str, str]:
    came, all = (_amount(n, gauge) for n in (gauge.rate.numerator, gauge.rate.denominator))
    return (
        _("{amount} away from where it began", amount=came),
        _("{amount} from where it began to the target", amount=all),
    )


def _kept(gauge: Gauge) -> tuple[str, str]:
    off, slack = (_amount(n, gauge) for n in (gauge.rate.numerator, gauge.rate.denominator))
    return (
        _("{amount} off the target", amount=off),
        _("{amount} off the target is still on it", amount=slack),
    )


def _amount(n: float, gauge: Gauge) -> str:
    return words.amount(round(n * 1000), gauge.indicator)


def _from_to(gauge: Gauge) -> str:
    i = gauge.indicator
    return _(
        "It began at {start}, stands at {now} and should get to {target}.",
        start=words.amount(i.baseline_milli, i),
        now=words.amount(gauge.value_milli, i),
        target=words.amount(gauge.target.value_milli, i),
    )


def _found(gauge: Gauge) -> pd.DataFrame:
    """What was measured, or what the register of meetings counted."""
    i = gauge.indicator
    if i.counts_itself:
        rows = [(formats.day(f.as_of), words.amount(f.value, i)) for f in sorted(gauge.counted)]
        return pd.DataFrame(rows, columns=[_("Meeting of"), _("Value")])
    rows = [
        (formats.day(m.as_of), words.amount(m.value_milli, i), words.state(m.state), _counts(m))
        for m, _who in gauge.measurements
    ]
    return pd.DataFrame(rows, columns=[_("Day"), _("Value"), _("State"), _("Can count")])


def _counts(m) -> str:
    there = m.value_milli is not None and m.as_of <= moment.today()
    return _("yes") if there and m.state == MeasurementState.approved else _("no")


def _parts(branch: Branch, known: Results) -> pd.DataFrame:
    """Each part with its weight made one with the others', and how much of it is reported."""
    gauges = [g for g in known.of(branch.objective.id) if g.indicator.is_number]
    found = [(g.indicator.title, g.indicator.weight_milli, *_of_gauge(g)) for g in gauges]
    under = (b for b in branch.children if b.objective.state != ObjectiveState.dropped)
    found += [_of_child(child.objective, known.achievement(child)) for child in under]
    whole = sum(weight for _what, weight, *_more in found)
    rows = [(what, words.weight(weight, whole), *more) for what, weight, *more in found]
    heads = [_("What"), _("Weight"), _("Reached"), _("Of its weight reported")]
    return pd.DataFrame(rows, columns=heads)


def _of_gauge(gauge: Gauge) -> tuple[str, str]:
    return _known_or_not(gauge.rate.value), formats.percent(float(gauge.rate.value is not None))


def _of_child(o: Objective, whole: Achievement) -> tuple:
    reported = formats.percent(whole.reported.value or 0)
    return f"{o.ref} {o.title}", o.weight_milli, _known_or_not(whole.rate.value), reported


def _known_or_not(value: float | None) -> str:
    return _("unknown") if value is None else formats.percent(value)


ANSWERS = {"indicator_reached": indicator, "reached": objective}

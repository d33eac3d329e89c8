"""How far what is needed is covered, and what is missing by the day it is for."""

from collections.abc import Callable

import streamlit as st

from charts import resources as charts
from charts.marks import opens
from components import here, matching
from components.cards import empty, title
from components.charting import chart
from components.explaining import pressed as explained
from components.markup import render, show
from components.pressing import Pressed, pressing
from components.stocking import none, of_everybody
from models.units import family
from services.summaries import coverage
from services.summaries.frames import each
from services.summaries.resources import Resources
from translations import _, formats
from translations import resources as words

FEW_NEEDS, A_CARD = 20, 8  # bullets of one need each up to here; rows of what is missing


def covered(stock: Resources) -> None:
    needs = stock.needs
    plan = coverage.plan_coverage(needs)
    kept = needs[needs.state != "closed_unmet"]
    rows = kept if len(kept) <= FEW_NEEDS else coverage.by_kind(needs, stock.day_hours)
    said = charts.coverage_says(plan)
    title(said)
    sub = _covered_sub(plan, len(kept) > FEW_NEEDS)
    key = "plan_cover" if plan.firm.value is not None and len(kept) <= FEW_NEEDS else ""
    pressing(render("resources/plan_cover.html", said=sub, key=key), "plan_cover", explained)
    of_everybody()
    if kept.empty:
        return empty(none(_("Nothing is asked for yet. What would the plan need to start?")))
    legend = [(_("confirmed"), "done", ""), (_("offered, to be confirmed"), "done", "hatch")]
    show("legend.html", items=legend)
    alt, keys = charts.coverage_alt(rows), [_opens(row) for row in each(rows)]
    with st.container(key="only_wide_coverage"):
        table = charts.coverage_table(rows)
        figure = charts.coverage(rows, keys)
        chart(figure, "coverage", alt, table, title=said, opens=keys, legend=legend)
    with st.container(key="only_narrow_coverage"):
        beside = (charts.coverage_words, charts.offered_words, charts.left_out_words)
        told = {"words": words, "said": beside, "keys": keys}
        html = render("resources/bullets.html", rows=list(each(rows)), **told)
        pressing(html, "bullets", explained)


def _opens(row) -> str:
    """What the bar of a need, or of a kind and a family of units, is asked for."""
    if hasattr(row, "id"):
        return opens("need_cover", row.id)
    return opens("kind_cover", row.kind, family(row.unit) or "")


def _covered_sub(plan, by_kind: bool) -> str:
    if by_kind:
        return _("many needs: shown by kind and unit; nothing is added across units")
    if plan.firm.value is None:
        return _("each row in its own unit: nothing is added across units")
    return _(
        "by priority, {firm} of what the plan needs is confirmed; each row in its own unit",
        firm=formats.percent(plan.firm.value),
    )


def what_is_missing(stock: Resources, pressed: Callable[[Pressed], None]) -> None:
    title(_("What is missing"), _("by the day it is for"))
    of_everybody()
    if stock.needs.empty:
        return empty(none(_("Nothing is asked for yet.")))
    missing = coverage.missing(stock.needs)
    if missing.empty:
        return empty(_("Nothing is missing: everything asked for is confirmed."))
    rows = list(each(missing.head(A_CARD)))
    html = render(
        "resources/missing.html",
        rows=rows,
        more=len(missing) - len(rows),
        words=words,
        lacking=_lacking,
        could=matching.first_for(stock, rows),
        may_offer=here.may("pledge.offer"),
    )
    pressing(html, "missing", pressed)


def _lacking(need) -> str:
    if need.answer == "not_said":
        return _("how much is not said yet")
    if need.lacking_milli is None:
        return formats.quantity(need.quantity_milli, need.unit)
    return formats.quantity(need.lacking_milli, need.unit)

"""How we will know: the indicators of an objective, and how far each is."""

from uuid import UUID

import streamlit as st

from charts.marks import opens
from components import here
from components.cards import empty
from components.drawers import lead_out, open_drawer
from components.explaining import pressed as explained
from components.indicator_form import begin_change, new_indicator
from components.live import read
from components.markup import render
from components.measuring import begin_measure
from components.pressing import Pressed, pressing
from services.summaries import results
from services.summaries.achievement import Achievement
from services.summaries.results import Gauge
from services.summaries.tree import Branch
from translations import _, formats
from translations import results as words


def how_we_know(branch: Branch) -> None:
    """In the drawer of an objective."""
    known = read(results.of_community, own=True)
    gauges, title = known.of(branch.objective.id), _("How we’ll know")
    if gauges:
        html = gauges_html(branch.objective.id, gauges, known.achievement(branch))
        pressing(html, "gauges", _pressed)
    elif not here.may("indicator.create_edit"):
        return
    if here.may("indicator.create_edit"):
        label = _("Add a measure") if gauges else title
        with st.expander(label, icon=":material/straighten:", expanded=False):
            if not gauges:
                empty(_("One line and one number are enough. What would tell us it came true?"))
            new_indicator(branch.objective.id)
    lead_out()


def gauges_html(objective_id: UUID, gauges: list[Gauge], whole: Achievement) -> str:
    return render(
        "plan/gauges.html",
        objective_id=objective_id,
        opens=opens,
        gauges=gauges,
        whole=achieved(whole),
        words=words,
        badge=badge,
        may_measure=here.may("indicator.measure"),
    )


def achieved(whole: Achievement) -> tuple[str, str]:
    """R22: how far its numbers came, "" while unknown; and of what share of their weight."""
    if whole.rate.value is None:
        return "", _("nothing measured and approved yet")
    part, all = formats.number(whole.reported.numerator), formats.number(whole.reported.denominator)
    share = formats.percent(whole.reported.value)
    of = _("of their weight {share} is reported, {part} of {all}", share=share, part=part, all=all)
    return _("{share} reached", share=formats.percent(whole.rate.value)), of


def badge(gauge: Gauge) -> tuple[str, str]:
    """(words, tone): what waits comes first, then what counts."""
    waits = gauge.open_one
    if waits and (gauge.as_of is None or waits.as_of >= gauge.as_of):
        return words.state(waits.state), words.TONES[waits.state]
    if gauge.indicator.counts_itself:
        return _("counts itself"), "done"
    if gauge.as_of:
        return _("approved, {day}", day=formats.short_day(gauge.as_of)), "done"
    return _("not measured yet"), "idle"


def _pressed(what: Pressed) -> None:
    if not explained(what):
        begin_change()
        begin_measure(what.id)
        open_drawer("indicator", what.id)

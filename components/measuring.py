"""One indicator: where it starts and should get, what was found, and the acts on it."""

from uuid import UUID

import streamlit as st

from components import here, topics
from components.asking import ask, beside, refused
from components.drawers import lead_out, open_drawer, press, send
from components.fields import fill, said
from components.found_form import begin_found, measure_form
from components.indicator_form import change_form
from components.knowing import told_now
from components.live import read
from components.markup import render, show
from components.pressing import Pressed, pressing
from components.target_form import begin_target, targets_form
from components.telling import told
from components.undoing import can_be_undone
from models import FROM_ATTENDANCE, Indicator, Measurement, MeasurementState
from services import codes, indicators, measurements
from services.rights import permits
from services.summaries import results
from services.summaries.results import Gauge
from translations import _, formats
from translations import results as words

DIRECT = {"approve": measurements.approve, "submit": measurements.submit}


def begin_measure(indicator_id: str) -> None:
    """For the callback that opens the drawer: its forms start anew."""
    begin_found()
    begin_target()


def indicator_drawer(gauge: Gauge) -> None:
    i, who = gauge.indicator, here.standing()
    told_now("gauge", topics.RESULTS, lambda: _now(i.id), _tell)
    if here.may("indicator.measure") and not i.counts_itself:
        measure_form(gauge)
    if here.may("indicator.create_edit"):
        with st.expander(_("Targets")):
            targets_form(gauge)
        with st.expander(_("Change the measure")):
            change_form(i)
    if permits(who.cell("indicator.delete"), who, i):
        press(_("Archive"), "indicator_archive", _archive, i, kind="tertiary")
    told_now("told", topics.RESULTS, lambda: _now(i.id), _happened)


def _now(id: UUID) -> Gauge | None:
    return read(results.of_community, own=True).one(str(id))


def _happened(gauge: Gauge) -> None:
    tied = (t.id for t in gauge.targets), (m.id for m, _who in gauge.measurements)
    told(gauge.indicator.id, *tied[0], *tied[1])


def _tell(gauge: Gauge) -> None:
    i = gauge.indicator
    name = codes.common_indicators()[i.common_code].name if i.common_code else ""
    show(
        "plan/about.html",
        name=i.title,
        ref=f"{i.common_code} {name}".strip(),
        badges=[(_("counts itself"), "done")] if i.counts_itself else [],
        text=i.definition,
        pairs=_pairs(gauge),
        lists=[],
    )
    _found(gauge)


def send_back_form(id: str) -> None:
    """No measurement goes back without its reason."""
    with st.form("sendback_form", border=False):
        st.text_input(_("Why is it sent back?"), key="sendback_reason", max_chars=300)
        beside("reason", form="sendback")
        st.caption(_("Who measured it reads the reason, and may correct it and hand it in again."))
        send(_("Send back"), _send_back, UUID(id))


def _pairs(gauge: Gauge) -> list[tuple]:
    i, t, often = gauge.indicator, gauge.target, words.options(words.FREQUENCY)
    start = words.amount(i.baseline_milli, i)
    start = _("there is none to look for") if i.baseline_na else start
    aim = words.amount(t.value_milli, i) if t else _("no target yet")
    found, weight = words.amount(gauge.value_milli, i), ""
    if gauge.share is not None:
        weight = _("{share} of its objective’s measures", share=formats.percent(gauge.share))
    return [
        (_("Starting value"), ", ".join(filter(None, (start, formats.day(i.baseline_on))))),
        (_("Found"), ", ".join(filter(None, (found, formats.day(gauge.as_of))))),
        (_("Target"), ", ".join(filter(None, (aim, formats.day(t.to_on) if t else "")))),
        (_("Reached"), _reached(gauge)),
        (_("Weight"), weight),
        (_("How often"), often.get(i.frequency, "")),
        (_("Who measures"), gauge.responsible),
        (_("How it is checked"), i.means_of_verification),
        (_("How it is counted"), _counted(i)),
    ]


def _reached(gauge: Gauge) -> str:
    """R21 in words, with what it is made of."""
    if gauge.missing:
        return words.missing(gauge.missing)
    share, rate = formats.percent(gauge.rate.value), gauge.rate
    if gauge.indicator.direction == "maintain":
        return share
    done, all = formats.number(rate.numerator), formats.number(rate.denominator)
    return _(
        "{share}: {done} of the {all} between start and target", share=share, done=done, all=all
    )


def _counted(i: Indicator) -> str:
    if i.common_code == FROM_ATTENDANCE:
        return _(
            "Every organisation and institution at every meeting held, once however many people "
            "it sent. A managing authority may count otherwise: ask before reporting."
        )
    return words.options(words.ACCUMULATION)[i.accumulation] if i.is_number else ""


def _found(gauge: Gauge) -> None:
    def pressed(what: Pressed) -> None:
        here.settle()
        id = UUID(what.id)
        if what.act in DIRECT:
            return ask(lambda: DIRECT[what.act](here.person(), id), done=_("Done."))
        if what.act == "take_away":
            return ask(lambda: measurements.archive(here.person(), id), done=_("Taken away."))
        fill("sendback", reason="")
        open_drawer("send_back", what.id)

    if gauge.measurements:
        rows = [(m, who, _acts(m)) for m, who in gauge.measurements]
        html = render("plan/found.html", rows=rows, i=gauge.indicator, words=words)
        pressing(html, "found_list", pressed)
    lead_out()


def _acts(m: Measurement) -> list[tuple[str, str]]:
    """What this person may do with one measurement: (act, label)."""
    mine, approves = m.created_by == here.person().id, here.may("indicator.approve")
    waits, counts = m.state == MeasurementState.submitted, m.state == MeasurementState.approved
    acts = [("approve", _("Approve"))] if approves and waits and not mine else []
    acts += [("send_back", _("Send back…"))] if approves and (waits or counts) else []
    acts += [("submit", _("Hand in"))] if mine and m.is_open else []
    return acts + ([("take_away", _("Take away"))] if mine and m.is_open else [])


def _send_back(id: UUID) -> None:
    reason = said("sendback", "reason")
    ask(
        lambda: measurements.send_back(here.person(), id, reason),
        form="sendback",
        done=_("Sent back, with its reason."),
    )


def _archive(i: Indicator) -> None:
    ask(lambda: indicators.archive(here.person(), i.id))
    if not refused():
        can_be_undone(i.id, _("Archived: {what}", what=i.title))

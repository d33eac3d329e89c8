"""Writing down what was found, and what shows it."""

from uuid import uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.drawers import send
from components.fields import fill, said
from components.markup import plain
from models import Indicator, Measurement, moment
from services import measurements, typed
from services.summaries.results import Gauge
from translations import _
from translations import results as words

FORM = "found"
PLAIN = ("as_of", "narrative", "evidence", "evidence_link")


def begin_found() -> None:
    """For the callback that opens the drawer: the form starts anew."""
    st.session_state.pop("found_for", None)


def measure_form(gauge: Gauge) -> None:
    i, mine = gauge.indicator, _mine(gauge)
    if said(FORM, "for") != (i.id, mine and mine.id):
        _fill(i, mine)
    with st.expander(_("Correct what was found") if mine else _("Write what was found")):
        with st.form("found_form", border=False):
            _answer(i)
            st.date_input(_("Day it is of"), key="found_as_of", format="DD/MM/YYYY")
            beside("as_of", form=FORM)
            st.text_input(_("What shows it"), key="found_evidence", max_chars=500)
            beside("evidence", form=FORM)
            st.text_input(_("Link to it"), key="found_evidence_link", max_chars=500)
            beside("evidence_link", form=FORM)
            send(_("Hand in"), _keep, i, mine, True)
            send(_("Keep as a draft"), _keep, i, mine, False, primary=False)
        if here.may("indicator.approve"):
            st.caption(_("Who measured does not approve: somebody else looks at it."))


def _answer(i: Indicator) -> None:
    if i.measure == "percentage":
        part, whole = st.columns(2)
        part.text_input(_("How many"), key="found_part", max_chars=20)
        whole.text_input(_("Out of how many"), key="found_whole", max_chars=20)
        beside("numerator", form=FORM)
    if i.is_number:
        label = _("Or the percentage itself") if i.measure == "percentage" else _("Found")
        st.text_input(f"{label} ({i.unit})" if i.unit else label, key="found_value", max_chars=20)
        beside("value", form=FORM)
    if i.measure == "unit":
        _parts(i)
    label = _("In words, if that helps") if i.is_number else _("What was found, in words")
    st.text_area(label, key="found_narrative", height=80)
    beside("narrative", form=FORM)


def _parts(i: Indicator) -> None:
    """What is not said of anybody stays so: the parts may be less than the whole."""
    for n, dimension in enumerate(i.dimensions):
        label = _("Of these, by {dimension}: a line each", dimension=plain(dimension))
        st.text_area(
            label, key=f"found_parts_{n}", height=80, placeholder=_("a word, then how many")
        )
    beside("parts", form=FORM)


def _mine(gauge: Gauge) -> Measurement | None:
    """One's own that is not handed in."""
    me = here.person().id
    own = (m for m, _who in gauge.measurements if m.created_by == me and m.is_open)
    return next(own, None)


def _fill(i: Indicator, m: Measurement | None) -> None:
    blank = m or Measurement(indicator_id=i.id, as_of=moment.today())
    seen = {field: getattr(blank, field) for field in measurements.FIELDS}
    fill(FORM, **{field: seen[field] for field in PLAIN})
    fill(FORM, value=words.bare(blank.value_milli) if blank.numerator_milli is None else "")
    fill(FORM, part=words.bare(blank.numerator_milli), whole=words.bare(blank.denominator_milli))
    for n, dimension in enumerate(i.dimensions):
        parts = blank.parts.get(dimension, {})
        lines = "\n".join(f"{name} {words.bare(milli)}" for name, milli in parts.items())
        fill(FORM, **{f"parts_{n}": lines})
    fill(FORM, seen=seen, op=uuid4(), **{"for": (i.id, m and m.id)})


def _told(i: Indicator) -> dict:
    divided = {
        d: typed.parts(said(FORM, f"parts_{n}"), "parts") for n, d in enumerate(i.dimensions)
    }
    return {field: said(FORM, field) for field in PLAIN} | {
        "parts": {dimension: parts for dimension, parts in divided.items() if parts},
        "value_milli": typed.thousandths(said(FORM, "value"), "value"),
        "numerator_milli": typed.thousandths(said(FORM, "part"), "numerator"),
        "denominator_milli": typed.thousandths(said(FORM, "whole"), "numerator"),
    }


def _keep(i: Indicator, mine: Measurement | None, hand_in: bool) -> None:
    me, op = here.person(), said(FORM, "op")

    def keep():
        if mine is None:
            return measurements.add(me, i.id, hand_in=hand_in, op=op, **_told(i))
        measurements.edit(me, mine.id, said(FORM, "seen"), _told(i), op)
        return measurements.submit(me, mine.id) if hand_in else mine

    done = _("Handed in: somebody else approves it.") if hand_in else _("Kept as a draft.")
    ask(keep, form=FORM, seen=said(FORM, "seen"), done=done)
    if not refused():
        st.session_state.pop("found_for", None)

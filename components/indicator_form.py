"""Writing down how we will know: one line and one measure; the rest stays folded away."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import send
from components.fields import fill, forget, one_of, said, save, show_of
from components.registered import organisation_names
from models import Accumulation, Direction, Frequency, Indicator, Measure
from services import codes, indicators, typed
from translations import _
from translations import results as words

NEW, FORM = "aim", "indicator"
CHOSEN = ("measure", "direction", "accumulation", "frequency", "responsible_organisation_id")
WRITTEN = ("title", "unit", "definition", "means_of_verification", "baseline_on", "baseline_na")
SENT = (*WRITTEN, *CHOSEN, "common_code")


def new_indicator(objective_id: UUID) -> None:
    if said(NEW, "for") != objective_id:
        _empty(objective_id)
    with st.form("aim_form", border=False):
        _line(NEW)
        start, aim, unit = st.columns([1, 1, 1.4])
        start.text_input(_("Today"), key="aim_baseline", placeholder=_("not known"), max_chars=20)
        aim.text_input(_("Target"), key="aim_target", max_chars=20)
        unit.text_input(
            _("Of what"), key="aim_unit", placeholder=_("people, kg, meetings…"), max_chars=60
        )
        beside("baseline", "target", form=NEW)
        with st.expander(_("Say more")):
            st.date_input(_("Target by"), value=None, key="aim_target_on", format="DD/MM/YYYY")
            _more(NEW)
        send(_("Measure this"), _add, objective_id)


def change_form(i: Indicator) -> None:
    if show_of(FORM, i, (*SENT, "baseline_milli", "weight_milli", "dimensions")):
        fill(FORM, divided=", ".join(i.dimensions))
        fill(FORM, baseline=words.bare(i.baseline_milli), weight=words.bare(i.weight_milli))
        fill(FORM, common_code=i.common_code or None)
    with st.form("indicator_form", border=False):
        _line(FORM)
        start, unit = st.columns([1, 1.4])
        start.text_input(
            _("Starting value"), key="indicator_baseline", placeholder=_("not known"), max_chars=20
        )
        unit.text_input(_("Of what"), key="indicator_unit", max_chars=60)
        beside("baseline", "target", form=FORM)
        _more(FORM)
        send(_("Save"), _save, i.id)


def _empty(objective_id: UUID) -> None:
    fill(NEW, **{field: "" for field in (*WRITTEN, "baseline", "target", "divided")})
    fill(NEW, **dict.fromkeys((*CHOSEN, "common_code", "baseline_on", "target_on")))
    fill(NEW, measure=Measure.unit, direction=Direction.increase, weight="1", baseline_na=False)
    fill(NEW, accumulation=Accumulation.cumulative, op=uuid4())
    fill(NEW, **{"for": objective_id})


def _line(form: str) -> None:
    st.text_input(
        _("What we look at, in one line"),
        key=f"{form}_title",
        max_chars=300,
        placeholder=_("e.g. people who come to the open workshops"),
    )
    beside("title", form=form)


def _more(form: str) -> None:
    _choice(form, "direction", _("Where it should go"), Direction, words.DIRECTION)
    _choice(form, "measure", _("What kind of answer"), Measure, words.MEASURE)
    _choice(form, "accumulation", _("Several measurements"), Accumulation, words.ACCUMULATION)
    st.date_input(
        _("Starting value of"), value=None, key=f"{form}_baseline_on", format="DD/MM/YYYY"
    )
    st.checkbox(_("There is no starting value to look for"), key=f"{form}_baseline_na")
    beside("baseline_na", form=form)
    often = {Frequency(k): v for k, v in words.options(words.FREQUENCY).items()}
    one_of(form, "frequency", _("How often"), often)
    one_of(form, "responsible_organisation_id", _("Who measures"), organisation_names())
    st.text_input(_("How it is checked"), key=f"{form}_means_of_verification", max_chars=300)
    st.text_area(_("What exactly is counted"), key=f"{form}_definition", height=80)
    known = {code: f"{code} {one.name}" for code, one in codes.common_indicators().items()}
    one_of(form, "common_code", _("EU common indicator"), known, _("none"))
    st.text_input(
        _("Divided by, separated by commas"),
        key=f"{form}_divided",
        placeholder=_("e.g. gender, age"),
        max_chars=300,
    )
    beside("dimensions", form=form)
    st.text_input(_("Weight within the objective"), key=f"{form}_weight", max_chars=10)
    beside("weight", form=form)
    beside("weight_milli", form=form)


def _choice(form: str, field: str, label: str, kind: type, texts: dict) -> None:
    options = {kind(word): text for word, text in words.options(texts).items()}
    st.selectbox(label, list(options), key=f"{form}_{field}", format_func=options.get)
    beside(field, form=form)


def _wanted(form: str) -> dict:
    told = {field: said(form, field) for field in SENT}
    told["common_code"] = told["common_code"] or ""
    told["baseline_milli"] = typed.thousandths(said(form, "baseline"), "baseline")
    divided = (said(form, "divided") or "").split(",")
    told["dimensions"] = [word.strip() for word in divided if word.strip()]
    told["weight_milli"] = typed.thousandths(said(form, "weight"), "weight") or 0
    return told


def _add(objective_id: UUID) -> None:
    def add():
        aim = typed.thousandths(said(NEW, "target"), "target")
        wanted, title = _wanted(NEW), said(NEW, "title")
        wanted.pop("title")
        made = indicators.add(
            here.person(),
            objective_id,
            title,
            aim,
            said(NEW, "target_on"),
            said(NEW, "op"),
            **wanted,
        )
        fill(NEW, **{"for": None})
        return made

    ask(add, form=NEW, done=_("Written down: this is how we will know."))


def _save(id: UUID) -> None:
    def edit(seen: dict, op):
        return indicators.edit(here.person(), id, seen, _wanted(FORM), op)

    save(FORM, edit, _names)


def _names() -> dict:
    texts = words.MEASURE | words.DIRECTION | words.ACCUMULATION | words.FREQUENCY
    return words.options(texts) | organisation_names()


def begin_change() -> None:
    forget(FORM)

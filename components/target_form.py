"""Where an indicator should get, and by when."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import press, send
from components.fields import fill, said
from services import indicators, typed
from services.summaries.results import Gauge
from translations import _, formats
from translations import results as words

AIM = "reach"


def begin_target() -> None:
    """For the callback that opens the drawer: the form starts anew."""
    fill(AIM, value="", to_on=None, from_on=None, tolerance="")


def targets_form(gauge: Gauge) -> None:
    i = gauge.indicator
    for t in gauge.targets:
        day = formats.day(t.to_on) or _("no day said")
        label = _("Take away {target}", target=f"{words.amount(t.value_milli, i)}, {day}")
        press(label, f"drop_{t.id}", _drop, t.id, kind="tertiary")
    with st.form("reach_form", border=False):
        value, near = st.columns(2)
        value.text_input(_("Target"), key="reach_value", max_chars=20)
        near.text_input(_("Tolerance"), key="reach_tolerance", max_chars=20)
        beside("target", "tolerance", form=AIM)
        first, last = st.columns(2)
        first.date_input(_("From"), value=None, key="reach_from_on", format="DD/MM/YYYY")
        last.date_input(_("Target by"), value=None, key="reach_to_on", format="DD/MM/YYYY")
        beside("to_on", form=AIM)
        send(_("Set this target"), _set_target, i.id)


def _set_target(id: UUID) -> None:
    def put():
        aim = typed.thousandths(said(AIM, "value"), "target")
        near = typed.thousandths(said(AIM, "tolerance"), "tolerance")
        return indicators.set_target(
            here.person(), id, aim, said(AIM, "to_on"), said(AIM, "from_on"), near
        )

    ask(put, form=AIM, done=_("Saved."))


def _drop(id: UUID) -> None:
    ask(lambda: indicators.drop_target(here.person(), id), done=_("Taken away."))

"""What was really given of a pledge: all of it, a part, and who saw it."""

from functools import partial
from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.drawers import press, send
from components.fields import fill, said
from components.live import read
from components.markup import show
from models import moment
from models.refusals import Refused
from services import deliveries, needs, pledges
from translations import _, formats, mark

FORM = "part"


def given(pledge, acts: list[str]) -> None:
    """In the drawer of a pledge: its deliveries, and how to write down a part of it."""
    rows = read(deliveries.of_pledge, pledge.id) if pledge.deliveries else []
    if rows:
        show("resources/deliveries.html", rows=rows, unit=pledge.unit, left=_left(pledge))
        _verify([delivery for delivery, _who in rows])
    if "deliver" in acts and pledge.quantity_milli:
        _part(pledge)


def _left(pledge) -> str:
    if pledge.state != "partly_delivered":
        return ""
    return formats.quantity(pledge.quantity_milli - pledge.delivered_milli, pledge.unit)


def _verify(rows: list) -> None:
    who = here.standing()
    for delivery in rows:
        if deliveries.verifiable(who, delivery):
            day = formats.short_day(delivery.on_day)
            label = _("I saw it: {day}", day=day)
            press(label, f"verify_{delivery.id}", _verified, delivery.id)


def _verified(id: UUID) -> None:
    ask(deliveries.verify, here.person(), id, done=_("Verified. Thank you for looking."))


def _part(pledge) -> None:
    if said(FORM, "for") != (pledge.id, pledge.deliveries):
        fill(FORM, quantity="", on=moment.today(), evidence="", op=uuid4())
        fill(FORM, **{"for": (pledge.id, pledge.deliveries)})
    with st.expander(_("Only a part of it was given")), st.form("part_form", border=False):
        label = _("How much ({unit})", unit=formats.unit(pledge.unit))
        st.text_input(label, key="part_quantity", max_chars=20)
        beside("quantity", form=FORM)
        st.date_input(_("On which day"), key="part_on", format="DD/MM/YYYY")
        beside("on", form=FORM)
        st.text_input(
            _("What shows it"),
            key="part_evidence",
            max_chars=300,
            placeholder=_("e.g. the sheet of signatures"),
        )
        send(_("Write it down"), _keep, pledge.id)


def _keep(id: UUID) -> None:
    ask(partial(_deliver, id), form=FORM, done=_("Written down."))
    if not refused():
        st.session_state.pop("part_for", None)


def _deliver(id: UUID):
    milli = needs.thousandths(said(FORM, "quantity"))
    if milli is None:
        raise Refused(mark("Write how much of it was given."), field="quantity")
    return pledges.deliver(
        here.person(),
        id,
        said(FORM, "on"),
        said(FORM, "op"),
        quantity_milli=milli,
        evidence=said(FORM, "evidence"),
    )

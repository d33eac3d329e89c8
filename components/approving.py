"""Writing down what a funder approved: an activity, an output, an amount, a report."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import send
from components.fields import begun, fill, one_of, said
from components.funding_views import seen
from components.live import read
from models import ApprovedKind, BudgetCategory, FundingSource
from models.refusals import all_of
from services import funding, typed
from services.summaries import results
from translations import _
from translations import funding as words

FORM = "approve"


def begin_approve() -> None:
    """For the callback that opens the drawer: the form starts anew."""
    fill(FORM, what=ApprovedKind.activity, title="", quantity="", amount="", op=uuid4())
    fill(FORM, due_on=None, activity=None, indicator=None, category=None)


def approve_form(source: FundingSource) -> None:
    begun(FORM, "what", begin_approve)
    options = {ApprovedKind(w): text for w, text in words.options(words.APPROVED).items()}
    what = st.selectbox(
        _("What was approved?"), list(options), format_func=options.get, key="approve_what"
    )
    with st.form("approve_form", border=False):
        _FIELDS[what]()
        send(_("Write it down"), _approve, source.id)


def _activity() -> None:
    tasks = {id: f"{a.ref} {a.title}" for id, a in seen().activities.items()}
    one_of(FORM, "activity", _("Activity"), tasks, _("Which one?"))
    _by(_("To be done by"))


def _output() -> None:
    st.text_input(_("What, in a few words"), key="approve_title", max_chars=300)
    beside("title", form=FORM)
    st.text_input(_("How many"), key="approve_quantity", max_chars=20)
    beside("quantity", form=FORM)
    gauges = (g for some in read(results.of_community, own=True).gauges.values() for g in some)
    measures = {g.indicator.id: g.indicator.title for g in gauges}
    one_of(FORM, "indicator", _("By which measure we know"), measures, _("none yet"))
    _by(_("To be there by"))


def _amount() -> None:
    kinds = {BudgetCategory(w): text for w, text in words.options(words.CATEGORIES).items()}
    one_of(FORM, "category", _("Kind of cost"), kinds, _("Which one?"))
    st.text_input(_("Amount, €"), key="approve_amount", max_chars=20)
    beside("amount", form=FORM)


def _report() -> None:
    st.text_input(_("What it is called"), key="approve_title", max_chars=300)
    beside("title", form=FORM)
    _by(_("Due by"))


_FIELDS = {
    ApprovedKind.activity: _activity,
    ApprovedKind.output: _output,
    ApprovedKind.amount: _amount,
    ApprovedKind.report: _report,
}


def _by(label: str) -> None:
    st.date_input(label, value=None, key="approve_due_on", format="DD/MM/YYYY")
    beside("due_on", form=FORM)


def _approve(source_id: UUID) -> None:
    def approve():
        what = said(FORM, "what")
        quantity, amount = all_of(
            lambda: typed.thousandths(said(FORM, "quantity"), "quantity"),
            lambda: typed.cents(said(FORM, "amount"), "amount"),
        )
        made = funding.approve(
            here.person(),
            source_id,
            what,
            said(FORM, "title") or "",
            op=said(FORM, "op"),
            **_of(what, quantity, amount),
        )
        begin_approve()
        return made

    ask(approve, form=FORM, done=_("Written down."))


def _of(what: ApprovedKind, quantity: int | None, amount: int | None) -> dict:
    """Only the fields that this kind asks for."""
    if what == ApprovedKind.amount:
        return {"category": said(FORM, "category"), "amount_cents": amount}
    due = {"due_on": said(FORM, "due_on")}
    if what == ApprovedKind.activity:
        return due | {"activity_id": said(FORM, "activity")}
    if what == ApprovedKind.output:
        return due | {"indicator_id": said(FORM, "indicator"), "quantity_milli": quantity}
    return due

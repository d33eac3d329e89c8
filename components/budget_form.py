"""A line of the budget: what it costs, for what, who pays, and what was spent."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.drawers import open_drawer, press, send
from components.fields import begin, begun, fill, one_of, said, save, still
from components.funding_views import seen
from components.telling import told
from components.undoing import can_be_undone
from models import BudgetCategory, BudgetLine, LineState
from models.refusals import all_of
from services import budget, typed
from translations import _
from translations import funding as words

FORM = "line"
AS_THEY_ARE = ("title", "category", "eligible", "activity_id", "source_id", "state")


def begin_line(id: str = "") -> None:
    """For a callback: the form is open, with a line or without."""
    here.settle()
    begin(FORM, _fill_in, id)
    open_drawer("line", id)


def _fill_in(id: str) -> None:
    line = (seen().line(id) if id else None) or BudgetLine(title="", category=BudgetCategory.staff)
    now = {field: getattr(line, field) for field in AS_THEY_ARE}
    fill(FORM, op=uuid4(), seen={f: getattr(line, f, None) for f in budget.FIELDS}, **now)
    fill(FORM, amount=words.typed(getattr(line, "amount_cents", None)))
    fill(FORM, spent=words.typed(line.spent_cents))


def line_form(id: str) -> None:
    begun(FORM, "title", _fill_in, id)
    there = seen()
    with st.form("line_form", border=False):
        st.text_input(_("What costs something"), key="line_title", max_chars=300)
        beside("title", form=FORM)
        kinds = {BudgetCategory(w): text for w, text in words.options(words.CATEGORIES).items()}
        st.selectbox(_("Kind of cost"), list(kinds), format_func=kinds.get, key="line_category")
        planned, spent = st.columns(2)
        planned.text_input(_("Planned, €"), key="line_amount", max_chars=20)
        spent.text_input(
            _("Spent, €"), key="line_spent", placeholder=_("nothing spent yet"), max_chars=20
        )
        beside("amount", "spent", form=FORM)
        states = {LineState(w): text for w, text in words.options(words.LINES).items()}
        st.segmented_control(
            _("How sure it is"),
            list(states),
            required=True,
            format_func=states.get,
            key="line_state",
        )
        st.checkbox(_("Eligible: the call may count it"), key="line_eligible")
        tasks = {id: f"{a.ref} {a.title}" for id, a in there.activities.items()}
        tasks = still(FORM, "activity_id", tasks)
        one_of(FORM, "activity_id", _("For which activity"), tasks, _("for all of them"))
        sources = {source.id: source.title for source in there.sources}
        sources = still(FORM, "source_id", sources)
        one_of(FORM, "source_id", _("Who pays"), sources, _("nobody yet"))
        send(_("Save"), _save, id)
    line = there.line(id) if id else None
    if line:
        press(_("Take it out"), "line_archive", _archive, line, kind="tertiary")
        told(line.id)


def _wanted() -> dict:
    amount, spent = all_of(
        lambda: typed.cents(said(FORM, "amount"), "amount"),
        lambda: typed.cents(said(FORM, "spent"), "spent"),
    )
    wanted = {field: said(FORM, field) for field in AS_THEY_ARE}
    return wanted | {"amount_cents": amount, "spent_cents": spent}


def _save(id: str) -> None:
    def keep(before: dict, op):
        wanted = _wanted()
        if id:
            return budget.edit(here.person(), UUID(id), before, wanted, op)
        return budget.add(here.person(), op=op, **wanted)

    save(FORM, keep, _names)


def _names() -> dict:
    there = seen()
    return (
        words.options(words.CATEGORIES | words.LINES)
        | {id: a.title for id, a in there.activities.items()}
        | {source.id: source.title for source in there.sources}
    )


def _archive(line: BudgetLine) -> None:
    ask(lambda: budget.archive(here.person(), line.id))
    if not refused():
        can_be_undone(line.id, _("Taken out: {what}", what=line.title))

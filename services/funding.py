"""Who may pay, what was approved, and why what happened differs from it."""

from datetime import date
from uuid import UUID

from sqlmodel import select

from models import (
    Activity,
    Approved,
    ApprovedKind,
    BudgetCategory,
    Call,
    FundingSource,
    Indicator,
    Person,
    moment,
)
from models.base import words
from models.refusals import Refused
from services.change import Step, change
from translations import mark
from translations.funding import category as called

FIELDS = (
    "title",
    "funders",
    "amount_cents",
    "amount_text",
    "currency",
    "call_id",
    "role",
    "state",
    "reference",
    "approved_on",
)
APPROVED = (
    "title",
    "activity_id",
    "indicator_id",
    "category",
    "quantity_milli",
    "amount_cents",
    "due_on",
)


def add(by: Person, title: str, op: UUID | None = None, **more) -> FundingSource:
    """Only possible, unless said otherwise. `more`: others of FIELDS."""
    with change(by, "funding.added", op) as step:
        said = {field: more[field] for field in FIELDS if field in more}
        source = FundingSource(title=words(title, "title", 300), **said)
        _check(step, source)
        return step.add(source)


def edit(
    by: Person, source_id: UUID, seen: dict, wanted: dict, op: UUID | None = None
) -> FundingSource:
    with change(by, "funding.edited", op) as step:
        source = step.get(FundingSource, source_id)
        had = source.call_id
        step.edit(source, seen, wanted, FIELDS, title=300)
        _check(step, source, had)
        return source


def archive(by: Person, source_id: UUID, op: UUID | None = None) -> None:
    """With all that it approved."""
    with change(by, "funding.archived", op) as step:
        source = step.get(FundingSource, source_id)
        step.what = source.title
        step.archive(source)
        for one in _approved_of(step, source_id):
            step.archive(one)


def approve(
    by: Person, source_id: UUID, what: ApprovedKind, title: str = "", op: UUID | None = None, **more
) -> Approved:
    """Write down one thing a funder approved. `more`: activity_id and due_on of an activity;
    quantity_milli and indicator_id of an output; category and amount_cents; due_on of a report.
    An activity, or an amount for a kind of cost, needs no other words."""
    with change(by, "funding.approved", op) as step:
        step.find(FundingSource, source_id)
        said = {field: more[field] for field in APPROVED if field in more}
        one = Approved(source_id=source_id, what=what, title=title, **said)
        _check_approved(step, one)
        _name(step, one)
        return step.add(one)


def disapprove(by: Person, approved_id: UUID, op: UUID | None = None) -> None:
    """It was written down by mistake."""
    with change(by, "funding.approval_archived", op) as step:
        one = step.get(Approved, approved_id)
        _name(step, one)
        step.archive(one)


def hand_in(by: Person, approved_id: UUID, on: date | None, op: UUID | None = None) -> Approved:
    """A report was handed in that day; None takes it back."""
    with change(by, "funding.report_edited", op) as step:
        one = step.get(Approved, approved_id)
        if one.what != ApprovedKind.report:
            raise Refused(mark("Only a report is handed in."))
        if on and on > moment.today():
            raise Refused(mark("That day is still to come."), field="on")
        one.handed_in_on = on
        return one


def explain(
    by: Person, approved_id: UUID, reason: str, difference: int, op: UUID | None = None
) -> Approved:
    """Why it differs from what was approved. `difference`: how much it differed when this was
    written, so that a reason never stands for another difference than it was given for."""
    with change(by, "funding.explained", op) as step:
        one = step.get(Approved, approved_id)
        _name(step, one)
        one.reason, one.explained = words(reason, "reason", 500), difference
        return one


def _name(step: Step, one: Approved) -> None:
    """For the history: an amount without other words is called by its kind of cost, aloud."""
    if one.title == one.category:  # the word of the code is nobody's
        step.what = called(one.category)


def _approved_of(step: Step, source_id: UUID) -> list[Approved]:
    return step.exec(
        select(Approved).where(Approved.source_id == source_id, Approved.archived_at.is_(None))
    ).all()


def _check(step: Step, source: FundingSource, had: UUID | None = None) -> None:
    """`had`: the call it was for before, which may have been archived since; it is kept."""
    if source.amount_cents is not None and source.amount_cents <= 0:
        raise Refused(mark("An amount is more than zero; leave it empty if unsaid."), "amount")
    if source.call_id and source.call_id != had:
        step.find(Call, source.call_id)


def _check_approved(step: Step, one: Approved) -> None:
    _KINDS[one.what](step, one)
    one.title = words(one.title, "title", 300)
    if one.indicator_id:
        step.find(Indicator, one.indicator_id)


def _activity(step: Step, one: Approved) -> None:
    if one.activity_id is None:
        raise Refused(mark("Which activity was approved?"), field="activity")
    one.title = one.title or step.find(Activity, one.activity_id).title


def _output(_step: Step, one: Approved) -> None:
    if one.quantity_milli is None or one.quantity_milli <= 0:
        raise Refused(mark("How many were approved? Write a number."), field="quantity")


def _amount(_step: Step, one: Approved) -> None:
    if one.category is None:
        raise Refused(mark("For which kind of cost?"), field="category")
    if one.amount_cents is None or one.amount_cents <= 0:
        raise Refused(mark("How much was approved? Write an amount, like 1200."), field="amount")
    one.title = one.title or BudgetCategory(one.category).value


def _report(_step: Step, one: Approved) -> None:
    if one.due_on is None:
        raise Refused(mark("By which day is it due?"), field="due_on")


_KINDS = {
    ApprovedKind.activity: _activity,
    ApprovedKind.output: _output,
    ApprovedKind.amount: _amount,
    ApprovedKind.report: _report,
}

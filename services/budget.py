"""What the plan costs, line by line."""

from uuid import UUID

from models import Activity, BudgetCategory, BudgetLine, FundingSource, LineState, Person
from models.base import words
from models.refusals import Refused
from services.change import Step, change
from translations import mark

FIELDS = (
    "title",
    "category",
    "amount_cents",
    "eligible",
    "activity_id",
    "source_id",
    "state",
    "spent_cents",
)


def add(
    by: Person,
    title: str,
    category: BudgetCategory,
    amount_cents: int | None,
    op: UUID | None = None,
    **more,
) -> BudgetLine:
    """Estimated, and eligible, unless said otherwise. `more`: others of FIELDS."""
    with change(by, "budget_line.added", op) as step:
        said = {field: more[field] for field in FIELDS if field in more}
        line = BudgetLine(title=words(title, "title", 300), category=category, **said)
        line.amount_cents = amount_cents
        _check(step, line)
        return step.add(line)


def edit(by: Person, line_id: UUID, seen: dict, wanted: dict, op: UUID | None = None) -> BudgetLine:
    """Also to say what was spent: `state` spent and `spent_cents`, beside what was planned."""
    with change(by, "budget_line.edited", op) as step:
        line = step.get(BudgetLine, line_id)
        had = line.activity_id, line.source_id
        step.edit(line, seen, wanted, FIELDS, title=300)
        _check(step, line, had)
        return line


def archive(by: Person, line_id: UUID, op: UUID | None = None) -> None:
    with change(by, "budget_line.archived", op) as step:
        step.archive(step.get(BudgetLine, line_id))


def _check(step: Step, line: BudgetLine, had: tuple = ()) -> None:
    """`had`: what it pointed at before, which may have been archived since; it is kept."""
    if line.amount_cents is None or line.amount_cents <= 0:
        raise Refused(mark("How much does it cost? Write an amount, like 1200."), field="amount")
    if line.spent_cents is not None:
        line.state = LineState.spent
    elif line.state == LineState.spent:
        raise Refused(mark("How much was spent? Write the amount, 0 if nothing."), field="spent")
    if line.spent_cents is not None and line.spent_cents < 0:
        raise Refused(mark("What was spent is zero or more."), field="spent")
    if line.activity_id and line.activity_id not in had:
        step.find(Activity, line.activity_id)
    if line.source_id and line.source_id not in had:
        step.find(FundingSource, line.source_id)

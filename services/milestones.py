"""The days of an activity that matter: by when, and when it was there."""

from datetime import date
from uuid import UUID

from models import Activity, Milestone, Person, moment
from models.base import words
from models.refusals import Refused
from services.change import change
from translations import mark

FIELDS = ("title", "due_on", "done_on")


def add(
    by: Person, activity_id: UUID, title: str, due_on: date | None, op: UUID | None = None
) -> Milestone:
    with change(by, "milestone.added", op) as step:
        step.get(Activity, activity_id)
        title = words(title, "title")
        return step.add(Milestone(activity_id=activity_id, title=title, due_on=_said(due_on)))


def edit(by: Person, milestone_id: UUID, seen: dict, wanted: dict, op=None) -> Milestone:
    """FIELDS. `done_on`: the day it was there; None takes that back."""
    with change(by, "milestone.edited", op) as step:
        milestone = step.get(Milestone, milestone_id)
        step.edit(milestone, seen, wanted, FIELDS, title=200)
        _said(milestone.due_on)
        if milestone.done_on and milestone.done_on > moment.today():
            raise Refused(mark("This day has not come yet."), field="done_on")
        return milestone


def archive(by: Person, milestone_id: UUID, op: UUID | None = None) -> None:
    with change(by, "milestone.archived", op) as step:
        step.archive(step.get(Milestone, milestone_id))


def _said(due_on: date | None) -> date:
    if due_on is None:
        raise Refused(mark("By when? Choose a day."), field="due_on")
    return due_on

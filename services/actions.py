"""What somebody said they would do, by when."""

from datetime import date
from uuid import UUID

from models import ActionItem, ActionState, Meeting, Person
from models.base import words
from services.catching import doer, due
from services.change import Step, change

FIELDS = ("text", "owner_person_id", "owner_organisation_id", "due_on")


def add(
    by: Person,
    text: str,
    meeting_id: UUID | None = None,
    owner_person_id: UUID | None = None,
    owner_organisation_id: UUID | None = None,
    due_on: date | None = None,
    op: UUID | None = None,
) -> ActionItem:
    """Without an owner or a date it asks for attention until it has both."""
    with change(by, "action.added", op, meeting_id) as step:
        if meeting_id:
            step.find(Meeting, meeting_id).takes_more()
        return step.add(
            ActionItem(
                text=words(text, "text", 300),
                meeting_id=meeting_id,
                owner_person_id=owner_person_id,
                owner_organisation_id=owner_organisation_id,
                due_on=due_on,
            )
        )


def say(
    by: Person,
    line: str,
    meeting_id: UUID | None = None,
    owner_person_id: UUID | None = None,
    due_on: date | None = None,
    op: UUID | None = None,
) -> ActionItem:
    """As it was said, in one line: “Marco chiede … entro il 10 dicembre” says who at the table
    does it, and its day, unless they were given."""
    said = due.said(line)
    if due_on and due_on != said.day:
        said = due.Due(line, due_on)
    who = None if owner_person_id else doer.at_table(by, said.text, meeting_id)
    who_id = who.id if who else owner_person_id
    return add(by, said.text, meeting_id, who_id, due_on=said.day, op=op)


def edit(
    by: Person, action_id: UUID, seen: dict, wanted: dict, op: UUID | None = None
) -> ActionItem:
    with change(by, "action.edited", op) as step:
        action = step.get(ActionItem, action_id)
        step.edit(action, seen, wanted, FIELDS, text=300)
        return action


def complete(
    by: Person,
    said: dict[UUID, tuple[UUID | None, date | None]],
    meeting_id: UUID | None = None,
    op: UUID | None = None,
) -> list[ActionItem]:
    """Who does it and by when, several at once: {action: (person, day)}. What is None stays as it
    was, so that nothing is taken away by a form that asked for the rest."""
    with change(by, "action.completed", op, meeting_id) as step:
        return [_complete(step, id, who, day) for id, (who, day) in said.items()]


def set_state(
    by: Person, action_id: UUID, state: ActionState, op: UUID | None = None
) -> ActionItem:
    """Done, dropped, or open again."""
    verb = "action.opened" if state == ActionState.open else "action.closed"
    with change(by, verb, op) as step:
        action = step.get(ActionItem, action_id)
        action.state = state
        return action


def _complete(step: Step, id: UUID, who: UUID | None, day: date | None) -> ActionItem:
    action = step.get(ActionItem, id)
    action.owner_person_id = step.find(Person, who).id if who else action.owner_person_id
    action.due_on = day or action.due_on
    return action

"""What a meeting will deal with, in order."""

from uuid import UUID

from sqlmodel import select

from models import AgendaItem, AgendaKind, Meeting, Person
from models.base import words
from models.refusals import Refused
from services.change import Step, change
from services.look import look
from translations import mark

FIELDS = ("title", "kind", "planned_min", "outcome")


def add(
    by: Person,
    meeting_id: UUID,
    title: str,
    kind: AgendaKind = AgendaKind.inform,
    planned_min: int = 15,
    op: UUID | None = None,
) -> AgendaItem:
    with change(by, "agenda.set", op, meeting_id) as step:
        step.find(Meeting, meeting_id)
        items = _items(step, meeting_id)
        return step.add(
            AgendaItem(
                meeting_id=meeting_id,
                title=words(title, "title"),
                kind=kind,
                planned_min=_minutes(planned_min),
                position=items[-1].position + 1 if items else 0,
            )
        )


def edit(by: Person, item_id: UUID, seen: dict, wanted: dict, op: UUID | None = None) -> AgendaItem:
    with change(by, "agenda.set", op) as step:
        item = step.get(AgendaItem, item_id)
        if "planned_min" in wanted:
            _minutes(wanted["planned_min"])
        step.edit(item, seen, wanted, FIELDS, title=200)
        return item


def move(by: Person, item_id: UUID, places: int, op: UUID | None = None) -> None:
    """Up (−1) or down (+1); at the end of the list it stays where it is."""
    with change(by, "agenda.set", op) as step:
        item = step.get(AgendaItem, item_id)
        order = _items(step, item.meeting_id)
        order.remove(item)
        here = next((n for n, other in enumerate(order) if other.position > item.position), None)
        at = (len(order) if here is None else here) + places
        order.insert(max(0, min(at, len(order))), item)
        for position, other in enumerate(order):
            other.position = position


def remove(by: Person, item_id: UUID, op: UUID | None = None) -> None:
    with change(by, "agenda.set", op) as step:
        step.archive(step.get(AgendaItem, item_id))


def of_meeting(by: Person, meeting_id: UUID) -> list[AgendaItem]:
    with look(by, "meeting.read") as session:
        return session.exec(_of(meeting_id, by.community_id)).all()


def _items(step: Step, meeting_id: UUID) -> list[AgendaItem]:
    return list(step.exec(_of(meeting_id, step.by.community_id)).all())


def _of(meeting_id: UUID, community_id: UUID):
    return (
        select(AgendaItem)
        .where(
            AgendaItem.meeting_id == meeting_id,
            AgendaItem.community_id == community_id,
            AgendaItem.archived_at.is_(None),
        )
        .order_by(AgendaItem.position)
    )


def _minutes(planned: int) -> int:
    if not 1 <= planned <= 600:
        raise Refused(mark("Between 1 and 600 minutes."), field="planned_min")
    return planned

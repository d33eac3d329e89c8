"""What a meeting will deal with, in order."""

import re
from uuid import UUID

from sqlmodel import select

from models import AgendaItem, AgendaKind, Meeting, MeetingState, Person, moment
from models.base import words
from models.refusals import Refused
from services.change import Step, change
from translations import _, mark

FIELDS = ("title", "kind", "planned_min", "outcome")
LONGEST = 600  # minutes
_SAID = re.compile(  # “Pausa, 10 minuti”, “Who brings what (20 min)”
    r"(?P<what>.*?\w)[\s,;:(–—-]+(?:(?:di|da|per|of|for)\s+)?(?P<n>\d{1,3})\s?"
    r"(?:min|minuti|minutes)\.?\)?",
    re.IGNORECASE,
)


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


def say(by: Person, meeting_id: UUID, line: str, op: UUID | None = None) -> AgendaItem:
    """As it was said, in one line: minutes at its end, of which a point may have as many, are
    how long it takes."""
    said = _SAID.fullmatch(line.strip())
    if said is None or not 1 <= int(said["n"]) <= LONGEST:
        return add(by, meeting_id, line, op=op)
    return add(by, meeting_id, said["what"], planned_min=int(said["n"]), op=op)


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


def start(by: Person, item_id: UUID, op: UUID | None = None) -> AgendaItem:
    """The room is at this item now; the one before ends. Starting it again goes on with it."""
    with change(by, "meeting.timed", op) as step:
        item = step.get(AgendaItem, item_id)
        step.meeting_id = item.meeting_id
        _end_others(step, item)
        item.started_at, item.ended_at = item.started_at or moment.now(), None
        return item


def step_on(by: Person, meeting_id: UUID, places: int = 1, op: UUID | None = None) -> None:
    """To the next item (+1) or back (−1), as a presenter’s remote does; past the last, it ends."""
    with change(by, "meeting.timed", op, meeting_id) as step:
        step.what = step.find(Meeting, meeting_id).title
        items = _items(step, meeting_id)
        now = next((i for i, item in enumerate(items) if item.current), None)
        to = places - 1 if now is None else now + places
        if now is not None and to != now:
            items[now].ended_at = moment.now()
        if 0 <= to < len(items):
            items[to].started_at, items[to].ended_at = items[to].started_at or moment.now(), None


def carry(by: Person, item_id: UUID, op: UUID | None = None) -> AgendaItem:
    """To the next meeting, if one was called; what is left of it here is its outcome."""
    with change(by, "agenda.set", op) as step:
        item = step.get(AgendaItem, item_id)
        following = _following(step, item.meeting_id)
        if following is None:
            raise Refused(mark("Call the next meeting first: then this can be carried there."))
        taken = _items(step, following.id)
        item.ended_at = item.ended_at or moment.now()
        item.outcome = item.outcome or _("Carried to the next meeting")
        return step.add(
            AgendaItem(
                meeting_id=following.id,
                title=item.title,
                kind=item.kind,
                planned_min=item.planned_min,
                carried_from_id=item.id,
                position=taken[-1].position + 1 if taken else 0,
            )
        )


def remove(by: Person, item_id: UUID, op: UUID | None = None) -> None:
    with change(by, "agenda.set", op) as step:
        step.archive(step.get(AgendaItem, item_id))


def _end_others(step: Step, item: AgendaItem) -> None:
    for other in _items(step, item.meeting_id):
        if other.id != item.id and other.current:
            other.ended_at = moment.now()


def _following(step: Step, meeting_id: UUID) -> Meeting | None:
    return step.exec(
        select(Meeting)
        .where(
            Meeting.previous_id == meeting_id,
            Meeting.state.in_((MeetingState.draft, MeetingState.scheduled)),
            Meeting.archived_at.is_(None),
        )
        .order_by(Meeting.starts_at)
    ).first()


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
    if not 1 <= planned <= LONGEST:
        raise Refused(mark("Between 1 and 600 minutes."), field="planned_min")
    return planned

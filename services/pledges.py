"""Putting resources on the table, and keeping the word.

A pledge is firm only when somebody entitled to commit the giver said yes. Whoever records it
for somebody else records a proposal; silence never confirms.
"""

from datetime import date
from uuid import UUID

from sqlmodel import select

from models import Kind, Need, Organisation, Person, Pledge, Unit, moment
from models.base import in_order, words
from models.refusals import Refused
from services.change import change
from services.look import look
from services.needs import check_quantity
from translations import mark

FIELDS = (
    "kind",
    "title",
    "note",
    "quantity_milli",
    "unit",
    "approximate",
    "need_id",
    "activity_id",
    "from_on",
    "to_on",
    "condition",
    "answer_by",
    "beneficiary",
)


def offer(
    by: Person,
    giver_organisation_id: UUID,
    kind: Kind,
    title: str,
    quantity_milli: int | None = None,
    unit: Unit | None = None,
    meeting_id: UUID | None = None,
    op: UUID | None = None,
    **fields,
) -> Pledge:
    """Proposed, until `confirm`. It answers a need, or an activity, or neither."""
    with change(by, "pledge.offered", op, meeting_id) as step:
        check_quantity(quantity_milli, unit)
        in_order(fields.get("from_on"), fields.get("to_on"), "to_on")
        step.find(Organisation, giver_organisation_id)
        pledge = Pledge(
            giver_organisation_id=giver_organisation_id,
            giver_person_id=by.id if giver_organisation_id in step.who.speaks_for else None,
            kind=kind,
            title=words(title, "title", 300),
            quantity_milli=quantity_milli,
            unit=unit,
            meeting_id=meeting_id,
            **{field: value for field, value in fields.items() if field in FIELDS},
        )
        if pledge.need_id and not pledge.activity_id:
            pledge.activity_id = step.find(Need, pledge.need_id).activity_id
        return step.add(pledge)


def edit(by: Person, pledge_id: UUID, seen: dict, wanted: dict, op: UUID | None = None) -> Pledge:
    """While it is only proposed; what is firm is withdrawn with a reason, never reworded."""
    with change(by, "pledge.edited", op) as step:
        pledge = step.get(Pledge, pledge_id)
        if pledge.state != "proposed":
            raise Refused(mark("What is confirmed is not reworded: withdraw it and offer anew."))
        wanted = {field: wanted[field] for field in FIELDS if field in wanted}
        if "title" in wanted:
            wanted["title"] = words(wanted["title"], "title", 300)
        step.merge(pledge, seen, wanted)
        check_quantity(pledge.quantity_milli, pledge.unit)
        in_order(pledge.from_on, pledge.to_on, "to_on")
        return pledge


def confirm(by: Person, pledge_id: UUID, op: UUID | None = None) -> Pledge:
    """Only by who may commit the giver."""
    with change(by, "pledge.confirmed", op) as step:
        pledge = step.get(Pledge, pledge_id)
        pledge.confirm(by.id, moment.now())
        return pledge


def decline(by: Person, pledge_id: UUID, reason: str, op: UUID | None = None) -> Pledge:
    with change(by, "pledge.declined", op) as step:
        pledge = step.get(Pledge, pledge_id)
        pledge.decline(words(reason, "reason", 300))
        return pledge


def mark_condition_met(by: Person, pledge_id: UUID, op: UUID | None = None) -> Pledge:
    with change(by, "pledge.condition_met", op) as step:
        pledge = step.get(Pledge, pledge_id)
        if not pledge.conditional:
            raise Refused(mark("This pledge has no open condition."))
        pledge.condition_met_by = by.id
        return pledge


def deliver(by: Person, pledge_id: UUID, on: date | None = None, op: UUID | None = None) -> Pledge:
    """Done, in one tap: all of it, today unless said otherwise."""
    with change(by, "pledge.delivered", op) as step:
        pledge = step.get(Pledge, pledge_id)
        pledge.deliver(on or moment.today())
        return pledge


def withdraw(by: Person, pledge_id: UUID, reason: str, op: UUID | None = None) -> Pledge:
    """With a reason; it stays in the register."""
    with change(by, "pledge.withdrawn", op) as step:
        pledge = step.get(Pledge, pledge_id)
        pledge.withdraw(words(reason, "reason", 300))
        return pledge


def of_community(by: Person) -> list[Pledge]:
    """Not archived, by reference."""
    with look(by, "pledge.read") as session:
        return session.exec(
            select(Pledge)
            .where(Pledge.community_id == by.community_id, Pledge.archived_at.is_(None))
            .order_by(Pledge.number)
        ).all()

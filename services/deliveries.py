"""What was really given: in one go or in parts, seen by somebody other than the giver.

Hosting a meeting is given to the life of the community as it happens: it is written down when
the meeting closes, counts for no need of the plan, and a coordinator may refuse it.
"""

from datetime import date
from uuid import UUID

from sqlmodel import func, select

from models import (
    Beneficiary,
    Delivery,
    Kind,
    Meeting,
    Person,
    Pledge,
    PledgeState,
    Unit,
    Venue,
    moment,
)
from models.base import words
from models.refusals import Refused
from services.change import Step, change
from services.look import look
from services.rights import Standing, permits
from translations import _, mark


def of_pledge(by: Person, pledge_id: UUID) -> list[tuple[Delivery, str]]:
    """(delivery, who verified it, "" for nobody or for who may read no names), by day."""
    with look(by, "pledge.read") as session:
        rows = session.exec(
            select(Delivery, Person.name)
            .outerjoin(Person, Person.id == Delivery.verified_by)
            .where(
                Delivery.pledge_id == pledge_id,
                Delivery.community_id == by.community_id,
                Delivery.archived_at.is_(None),
            )
            .order_by(Delivery.on_day, Delivery.created_at)
        ).all()
        names = session.info["who"].sees("person.read_name")
    return [(delivery, (name or "") if names else "") for delivery, name in rows]


def verify(by: Person, delivery_id: UUID, op: UUID | None = None) -> Delivery:
    """Somebody other than the giver saw it: only then does it count as verified."""
    with change(by, "delivery.verified", op) as step:
        delivery = step.get(Delivery, delivery_id)
        if delivery.giver_organisation_id in step.who.speaks_for:
            raise Refused(mark("Who gives does not verify: somebody else looks at it."))
        delivery.verify(by.id, moment.now())
        step.what = step.find(Pledge, delivery.pledge_id).title
        return delivery


def verifiable(who: Standing, delivery: Delivery) -> bool:
    """Whether this person would be let to verify it."""
    ours = delivery.giver_organisation_id in who.speaks_for
    allowed = permits(who.cell("pledge.verify_delivery"), who, delivery)
    return allowed and not ours and delivery.verified_by is None


def refuse_hosting(by: Person, pledge_id: UUID, reason: str, op: UUID | None = None) -> Pledge:
    """What the closing of a meeting wrote down was not so; with its reason."""
    with change(by, "pledge.hosting_refused", op) as step:
        pledge = step.get(Pledge, pledge_id)
        pledge.refuse_hosting(words(reason, "reason", 300))
        for delivery in _rows(step, pledge):
            step.archive(delivery)
        return pledge


def record(step: Step, pledge: Pledge, on: date, milli: int | None, evidence: str) -> Delivery:
    """Inside a change: so much of it was given, None for all that is left."""
    given = pledge.deliver(on, milli, before(step, pledge))
    return step.add(
        Delivery(
            pledge_id=pledge.id,
            giver_organisation_id=pledge.giver_organisation_id,
            on_day=on,
            quantity_milli=given,
            evidence=" ".join(evidence.split())[:300],
        )
    )


def take_back(step: Step, pledge: Pledge) -> None:
    """Inside a change: the latest of it did not happen."""
    *earlier, latest = _rows(step, pledge) or [None]
    if latest is not None:
        step.archive(latest)
    pledge.take_back_delivery(sum(row.quantity_milli or 0 for row in earlier))


def before(step: Step, pledge: Pledge) -> int:
    """How much of it was given so far, in thousandths of its own unit."""
    return step.exec(
        select(func.coalesce(func.sum(Delivery.quantity_milli), 0)).where(
            Delivery.pledge_id == pledge.id, Delivery.archived_at.is_(None)
        )
    ).one()


def latest_day(step: Step, pledge: Pledge) -> date | None:
    rows = _rows(step, pledge)
    return max((row.on_day for row in rows), default=None)


def host(step: Step, meeting: Meeting) -> None:
    """Inside the closing of a meeting: its host gave the space, for as long as it lasted. Closed
    a second time, or told by the host before, it is not written again; of a host corrected in
    between, what the first closing wrote down falls away."""
    org = meeting.host_organisation_id
    for pledge in _written_of_others(step, meeting):
        for row in (pledge, *_rows(step, pledge)):
            step.archive(row)
    if org is None or _told(step, meeting):
        return
    venue = step.session.get(Venue, meeting.venue_id) if meeting.venue_id else None
    pledge = Pledge(
        giver_organisation_id=org,
        meeting_id=meeting.id,
        beneficiary=Beneficiary.community_life,
        kind=Kind.space,
        title=_hosting(meeting, venue)[:300],
        quantity_milli=_hours_milli(meeting),
        unit=Unit.hour,
        from_on=meeting.day,
        to_on=meeting.day,
    )
    pledge.confirm(step.by.id, moment.now())
    step.add(pledge)
    record(step, pledge, meeting.day, None, "")


def _written_of_others(step: Step, meeting: Meeting) -> list[Pledge]:
    """Hosting that closing it wrote down for another than its host: no giver's person said it."""
    return step.exec(
        select(Pledge).where(
            Pledge.meeting_id == meeting.id,
            Pledge.giver_organisation_id != meeting.host_organisation_id,
            Pledge.beneficiary == Beneficiary.community_life,
            Pledge.kind == Kind.space,
            Pledge.state == PledgeState.delivered,
            Pledge.giver_person_id.is_(None),
            Pledge.confirmed_by == Pledge.created_by,
            Pledge.archived_at.is_(None),
        )
    ).all()


def _told(step: Step, meeting: Meeting) -> bool:
    return (
        step.exec(
            select(Pledge.id).where(
                Pledge.meeting_id == meeting.id,
                Pledge.giver_organisation_id == meeting.host_organisation_id,
                Pledge.beneficiary == Beneficiary.community_life,
                Pledge.kind == Kind.space,
                Pledge.archived_at.is_(None),
            )
        ).first()
        is not None
    )


def _hosting(meeting: Meeting, venue: Venue | None) -> str:
    if venue is None:
        return _("Hosting “{meeting}”", meeting=meeting.title)
    return _("{place}, hosting “{meeting}”", place=venue.name, meeting=meeting.title)


def _hours_milli(meeting: Meeting) -> int:
    return round((meeting.ends_at - meeting.starts_at).total_seconds() / 3.6)


def _rows(step: Step, pledge: Pledge) -> list[Delivery]:
    return step.exec(
        select(Delivery)
        .where(Delivery.pledge_id == pledge.id, Delivery.archived_at.is_(None))
        .order_by(Delivery.created_at)
    ).all()

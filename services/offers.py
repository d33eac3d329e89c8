"""The asset map: what organisations can give, standing there until somebody asks for it.

An offer promises nothing. What is taken up becomes a pledge of its own (`pledges.offer`, with
`offer_id`), proposed until somebody entitled confirms it.
"""

from uuid import UUID

from sqlmodel import select

from models import Kind, Offer, OfferState, Organisation, Person, Terms, Unit
from models.base import in_order, words
from models.refusals import Refused
from services import venues
from services.change import Step, change
from services.look import look
from services.needs import check_quantity
from services.rights import Standing, permits
from translations import mark

FIELDS = (
    "person_id",
    "kind",
    "title",
    "note",
    "quantity_milli",
    "unit",
    "from_on",
    "to_on",
    "when_note",
    "venue_id",
    "place",
    "seats",
    "step_free",
    "people",
    "terms",
    "wish",
    "wish_kind",
)
MOST = 100_000  # seats of a place, people of an organisation


def add(
    by: Person,
    organisation_id: UUID,
    kind: Kind,
    title: str,
    quantity_milli: int | None = None,
    unit: Unit | None = None,
    op: UUID | None = None,
    meeting_id: UUID | None = None,
    **more,
) -> Offer:
    """For one's own organisation; a coordinator writes down anybody's, for it binds nobody. A
    quantity is all there is between its days; without one nobody said how much. `more`: others
    of FIELDS; `venue_id` may be the name of a new place; `meeting_id`: where it was said."""
    with change(by, "offer.added", op, meeting_id) as step:
        step.find(Organisation, organisation_id)
        said = dict(kind=kind, title=title, quantity_milli=quantity_milli, unit=unit, **more)
        offer = Offer(organisation_id=organisation_id, **_tidy(step, said))
        _check(offer)
        step.what = offer.title
        return step.add(offer)


def edit(by: Person, offer_id: UUID, seen: dict, wanted: dict, op: UUID | None = None) -> Offer:
    """What was taken up already stays as it was promised."""
    with change(by, "offer.edited", op) as step:
        offer = step.get(Offer, offer_id)
        step.edit(offer, seen, _tidy(step, wanted), FIELDS)
        step.what = offer.title
        _check(offer)
        return offer


def withdraw(by: Person, offer_id: UUID, op: UUID | None = None) -> Offer:
    """Nobody can ask for it any more; what was promised out of it stays promised."""
    with change(by, "offer.withdrawn", op) as step:
        offer = step.get(Offer, offer_id)
        offer.withdraw()
        return offer


def put_back(by: Person, offer_id: UUID, op: UUID | None = None) -> Offer:
    with change(by, "offer.put_back", op) as step:
        offer = step.get(Offer, offer_id)
        offer.put_back()
        return offer


def archive(by: Person, offer_id: UUID, op: UUID | None = None) -> None:
    """Written down by mistake; it can be undone."""
    with change(by, "offer.archived", op) as step:
        step.archive(step.get(Offer, offer_id))


def possible(who: Standing, offer) -> list[str]:
    """What this person may do with it now: take_up, edit, withdraw, put_back, archive."""
    there = offer.state == OfferState.available
    acts = ["edit", "withdraw" if there else "put_back", "archive"]
    own = acts if permits(who.cell("offer.create_edit"), who, offer) else []
    return ["take_up"] * (there and permits(who.cell("pledge.offer"), who, offer)) + own


def of_community(by: Person) -> list[Offer]:
    """Not archived, by reference."""
    with look(by, "pledge.read") as session:
        return session.exec(
            select(Offer)
            .where(Offer.community_id == by.community_id, Offer.archived_at.is_(None))
            .order_by(Offer.number)
        ).all()


def _tidy(step: Step, said: dict) -> dict:
    """Only the fields an offer is told in, its words on one line each."""
    said = {field: said[field] for field in FIELDS if field in said}
    if "title" in said:
        said["title"] = words(said["title"], "title", 300)
    for field, longest in (("when_note", 120), ("place", 120), ("wish", 300)):
        if said.get(field):
            said[field] = words(said[field], field, longest)
    if "venue_id" in said:
        said["venue_id"] = venues.asked_for(step, said["venue_id"])
    return said


def _check(offer: Offer) -> None:
    check_quantity(offer.quantity_milli, offer.unit)
    in_order(offer.from_on, offer.to_on, "to_on")
    for field in ("seats", "people"):
        n = getattr(offer, field)
        if n is not None and not 0 < n <= MOST:
            raise Refused(mark("Write how many, at least one; or leave it empty."), field=field)
    if offer.wish and offer.terms != Terms.in_return:
        raise Refused(
            mark("Something in return is asked only of what is not a gift."), field="wish"
        )

"""Taking up a standing offer: by its own giver's name, while it stands, and never more than there
is. What is proposed holds its part too, so that nothing is promised twice out of one offer."""

from fractions import Fraction

from sqlmodel import select

from models import STANDS_TODAY, Community, Offer, Pledge
from models.refusals import Refused
from models.units import comparable, size
from services.change import Step
from translations import formats, mark


def taken(pledge: Pledge) -> tuple:
    """What it takes out of which offer, as `more` compares it; 0 once it holds nothing."""
    holds = pledge.stands and pledge.archived_at is None
    return pledge.offer_id, pledge.kind, pledge.unit, pledge.quantity_milli if holds else 0


def more(step: Step, pledge: Pledge, before: tuple) -> None:
    """Inside a change: as `out_of`, if it takes more than `before`, or something else. What it
    already holds it keeps, whatever became of the offer."""
    (*was, had), (*what, milli) = before, taken(pledge)
    grew = milli != had and (had is None or milli is None or milli > had)
    if pledge.offer_id and milli != 0 and (what != was or grew):
        out_of(step, pledge)


def out_of(step: Step, pledge: Pledge) -> None:
    """Inside a change: the pledge takes its part of its offer, which must have it."""
    offer = step.find(Offer, pledge.offer_id)
    if offer.organisation_id != pledge.giver_organisation_id:
        raise Refused(mark("This offer is of another organisation."), field="giver")
    if not offer.standing:
        raise Refused(mark("This offer stands no more."))
    if offer.kind != pledge.kind or not comparable(offer.unit, pledge.unit):
        raise Refused(mark("This offer is of another kind, or in another unit."), field="unit")
    if offer.quantity_milli is None or pledge.quantity_milli is None:
        return
    day_hours = step.exec(
        select(Community.day_hours).where(Community.id == step.by.community_id)
    ).one()
    left = left_milli(offer, _held(step, offer, pledge), day_hours)
    if pledge.quantity_milli * size(pledge.unit, day_hours) > left * size(offer.unit, day_hours):
        raise Refused(
            mark("Of this offer only {left} is left."),
            field="quantity",
            left=formats.quantity(float(left), offer.unit),
        )


def left_milli(offer, held, day_hours: int) -> Fraction | None:
    """How much of an offer nobody holds, in its own unit: quantity − Σ pledges that stand on it
    (proposed or firm), never below 0; None where nobody said how much there is. What is pledged
    without a quantity, or in a unit that cannot be compared, takes nothing that can be said."""
    if offer.quantity_milli is None:
        return None
    taken = sum(
        pledge.quantity_milli * size(pledge.unit, day_hours)
        for pledge in held
        if pledge.quantity_milli is not None and comparable(pledge.unit, offer.unit)
    )
    return max(Fraction(0), offer.quantity_milli - Fraction(taken, size(offer.unit, day_hours)))


def _held(step: Step, offer: Offer, but: Pledge) -> list[Pledge]:
    return step.exec(
        select(Pledge).where(
            Pledge.offer_id == offer.id,
            Pledge.id != but.id,
            STANDS_TODAY,
            Pledge.archived_at.is_(None),
        )
    ).all()

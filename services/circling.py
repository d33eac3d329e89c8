"""Taking up a circle: what each gives the next one is put on the table, all at once. It binds
nobody: each gift waits for the yes of who may commit its giver, and one undo takes all back.

A gift that answers a wish serves another organisation and not the plan: it covers nothing of it and
is no co-funding. One that answers a need of the plan is like any other pledge to it."""

from typing import NamedTuple
from uuid import UUID

from sqlmodel import select

from models import STANDING, Beneficiary, Need, Offer, Person, Pledge, state_today
from models.refusals import Refused
from services import pledges
from services.change import Step, change
from translations import mark


class Gift(NamedTuple):
    """`want_id`: a need, or the standing offer whose wish it answers. `milli` of the offer's own
    unit; None where nobody said how much."""

    offer_id: UUID
    want_id: UUID
    want: str
    milli: int | None


def take_up(by: Person, gifts: list[Gift], op: UUID | None = None) -> list[Pledge]:
    """One proposed pledge for each gift; who speaks for one giver alone cannot do it for others."""
    with change(by, "pledge.circle_taken_up", op) as step:
        if all(_is_there(step, gift) for gift in gifts):
            raise Refused(mark("This circle is on the table already: it waits for its yes."))
        made = [step.add(_pledge(step, gift)) for gift in gifts]
        step.what = ", ".join(pledge.title for pledge in made)
        return made


def is_there(gift: Gift, pledge) -> bool:
    """Whether a pledge holds its part of the offer for this very want."""
    asked = pledge.note == gift.want and pledge.need_id in (gift.want_id, None)
    return asked and pledge.offer_id == gift.offer_id and state_today(pledge) in STANDING


def _pledge(step: Step, gift: Gift) -> Pledge:
    offer, need = step.find(Offer, gift.offer_id), _need(step, gift)
    said = {"kind": offer.kind, "title": offer.title, "offer_id": offer.id, "note": gift.want}
    if gift.milli is not None:
        said |= {"quantity_milli": gift.milli, "unit": offer.unit}
    if need is None:
        said |= {"beneficiary": Beneficiary.community_life}
    return pledges.spoken(step, offer.organisation_id, said | {"need_id": need and need.id})


def _need(step: Step, gift: Gift) -> Need | None:
    """None for a wish."""
    need = step.session.get(Need, gift.want_id)
    return need and step.find(Need, need.id)


def _is_there(step: Step, gift: Gift) -> bool:
    asked = select(Pledge).where(Pledge.offer_id == gift.offer_id, Pledge.archived_at.is_(None))
    return any(is_there(gift, pledge) for pledge in step.exec(asked))

"""The asset map: what organisations can give, how much of it nobody holds yet, and where."""

from datetime import date

import pandas as pd
from sqlmodel import select

from models import Offer, OfferState, Organisation, Person, Venue
from services.look import look
from services.summaries.coverage import STANDING, plain
from services.summaries.frames import each, fetch, framed
from services.taking import left_milli

COLUMNS = {
    "id": Offer.id,
    "number": Offer.number,
    "kind": Offer.kind,
    "title": Offer.title,
    "note": Offer.note,
    "quantity_milli": Offer.quantity_milli,
    "unit": Offer.unit,
    "from_on": Offer.from_on,
    "to_on": Offer.to_on,
    "when_note": Offer.when_note,
    "venue_id": Offer.venue_id,
    "place": Offer.place,
    "seats": Offer.seats,
    "step_free": Offer.step_free,
    "people": Offer.people,
    "terms": Offer.terms,
    "wish": Offer.wish,
    "wish_kind": Offer.wish_kind,
    "state": Offer.state,
    "created_by": Offer.created_by,
    "organisation_id": Offer.organisation_id,
    "giver": Organisation.name,
    "giver_short": Organisation.short_name,
    "person_id": Offer.person_id,
    "person": Person.name,
    "venue": Venue.name,
    "locality": Venue.locality,
    "venue_seats": Venue.capacity,
    "venue_step_free": Venue.step_free,
}


def of_community(by: Person) -> pd.DataFrame:
    """COLUMNS, by number, one statement; what is archived, or of an archived organisation, is left
    out. `seats` and `step_free` are the offer's own (`own_seats`, `own_step_free`), else those of
    its venue. `person` is "" for who may read no names."""
    with look(by, "pledge.read") as session:
        rows = fetch(
            session,
            select(*COLUMNS.values())
            .select_from(Offer)
            .join(Organisation, Organisation.id == Offer.organisation_id)
            .outerjoin(Person, Person.id == Offer.person_id)
            .outerjoin(Venue, Venue.id == Offer.venue_id)
            .where(
                Offer.community_id == by.community_id,
                Offer.archived_at.is_(None),
                Organisation.archived_at.is_(None),  # nobody is there to say yes
            )
            .order_by(Offer.number),
        )
        names = session.info["who"].sees("person.read_name")
    return _as_told(framed(rows, COLUMNS), names)


def with_left(offers: pd.DataFrame, pledges: pd.DataFrame, day_hours: int = 8) -> pd.DataFrame:
    """With `left_milli` (of the offer's own unit; None where nobody said how much there is) and
    `taken`: how many pledges that stand were made out of it, proposed ones too. `pledges`: those
    of `resources`."""
    held: dict[object, list] = {}
    standing = pledges[pledges.state.isin(STANDING) & pledges.offer_id.notna()]
    for pledge in each(standing):
        held.setdefault(pledge.offer_id, []).append(pledge)
    left = [_left(offer, held.get(offer.id, ()), day_hours) for offer in each(offers)]
    return offers.assign(
        left_milli=pd.Series(left, offers.index, dtype=object),
        taken=[len(held.get(id, ())) for id in offers.id],
    )


def standing(offers: pd.DataFrame, today: date) -> pd.DataFrame:
    """Not withdrawn, not over, and with something left of it."""
    there = [
        offer.state == OfferState.available
        and (offer.to_on is None or offer.to_on >= today)
        and offer.left_milli != 0
        for offer in each(offers)
    ]
    return offers[pd.Series(there, offers.index, dtype=bool)]


def _left(offer, held, day_hours: int) -> int | float | None:
    left = left_milli(offer, held, day_hours)
    return None if left is None else plain(left)


def _as_told(frame: pd.DataFrame, names: bool) -> pd.DataFrame:
    rows = list(each(frame))
    seats = [row.seats or row.venue_seats for row in rows]
    free = [row.venue_step_free if row.step_free == "unknown" else row.step_free for row in rows]
    return frame.assign(
        own_seats=frame.seats,
        own_step_free=frame.step_free,
        seats=pd.Series(seats, frame.index, dtype=object),
        step_free=pd.Series([answer or "unknown" for answer in free], frame.index, dtype=object),
        person=[(row.person or "") if names else "" for row in rows],
    ).drop(columns=["venue_seats", "venue_step_free"])

"""Needed, offered, confirmed, delivered; who gives what, and who has not said yes yet.

Quantities are thousandths (`_milli`) of the unit beside them; units are never added across
families. Frames hold Python objects: None is unknown, never 0 and never NaN.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pandas as pd
from sqlalchemy import BigInteger, case, cast
from sqlmodel import Session, func, or_, select

from models import (
    STATE_TODAY,
    Activity,
    Beneficiary,
    Community,
    Delivery,
    Meeting,
    Need,
    NeedState,
    Objective,
    Organisation,
    Person,
    Pledge,
    PledgeState,
    moment,
)
from services.look import look
from services.summaries.coverage import COVERED, cover, judged
from services.summaries.frames import each, fetch, framed

NEED_COLUMNS = {
    "id": Need.id,
    "number": Need.number,
    "kind": Need.kind,
    "title": Need.title,
    "note": Need.note,
    "quantity_milli": Need.quantity_milli,
    "unit": Need.unit,
    "from_on": Need.from_on,
    "to_on": Need.to_on,
    "place": Need.place,
    "seats": Need.seats,
    "priority": Need.priority,
    "state": Need.state,
    "created_by": Need.created_by,
    "meeting_id": Need.meeting_id,
    "objective_id": Need.objective_id,
    "objective": Objective.title,
    "activity_id": Need.activity_id,
    "activity": Activity.title,
    "activity_number": Activity.number,
    "activity_start": Activity.planned_start,
    "activity_end": Activity.planned_end,
    "lead_organisation_id": Activity.lead_organisation_id,
}
PLEDGE_COLUMNS = {
    "id": Pledge.id,
    "number": Pledge.number,
    "kind": Pledge.kind,
    "title": Pledge.title,
    "note": Pledge.note,
    "quantity_milli": Pledge.quantity_milli,
    "unit": Pledge.unit,
    "approximate": Pledge.approximate,
    "from_on": Pledge.from_on,
    "to_on": Pledge.to_on,
    "state": STATE_TODAY,
    "beneficiary": Pledge.beneficiary,
    "condition": Pledge.condition,
    "condition_met_by": Pledge.condition_met_by,
    "answer_by": Pledge.answer_by,
    "was_confirmed": Pledge.confirmed_at.is_not(None),
    "delivered_on": Pledge.delivered_on,
    "withdrawn_on": Pledge.withdrawn_on,
    "withdrawn_milli": Pledge.withdrawn_milli,
    "value_cents": Pledge.value_cents,
    "reason": Pledge.reason,
    "created_by": Pledge.created_by,
    "giver_organisation_id": Pledge.giver_organisation_id,
    "giver_person_id": Pledge.giver_person_id,
    "giver": Organisation.name,
    "giver_short": Organisation.short_name,
    "need_id": Pledge.need_id,
    "offer_id": Pledge.offer_id,
    "activity_id": Pledge.activity_id,
    "activity": Activity.title,
    "activity_number": Activity.number,
    "meeting_id": Pledge.meeting_id,
    "meeting": Meeting.title,
}
_COUNTED = {  # of a pledge, what it takes to say how far its need is covered
    name: PLEDGE_COLUMNS[name]
    for name in (
        *("need_id", "kind", "quantity_milli", "unit", "state", "beneficiary"),
        *("condition", "condition_met_by"),
    )
}
# How many deliveries; of how much, and how much of it was verified (both in the pledge's own unit;
# 0 where nothing was given, or seen by nobody; None where it was and nobody said how much).
DELIVERED = ["deliveries", "delivered_milli", "verified_milli"]


@dataclass(frozen=True)
class Needed:
    """`needs`: NEED_COLUMNS and what `cover` adds, by number, archived rows left out."""

    needs: pd.DataFrame
    day_hours: int
    as_of: date

    def one_need(self, id: str) -> list:
        """The row with this id, or none: what was archived meanwhile is not here."""
        return list(each(self.needs[self.needs.id.astype(str) == id]))


@dataclass(frozen=True)
class Resources(Needed):
    """`pledges`: PLEDGE_COLUMNS, DELIVERED, `firm` and `offered` (bool); by number too."""

    pledges: pd.DataFrame

    def one_pledge(self, id: str) -> list:
        return list(each(self.pledges[self.pledges.id.astype(str) == id]))

    @property
    def for_the_plan(self) -> pd.DataFrame:
        return self.pledges[self.pledges.beneficiary == Beneficiary.project]

    @property
    def for_the_meetings(self) -> pd.DataFrame:
        """Hosting and the like: given to the life of the community, kept apart from the plan."""
        return self.pledges[self.pledges.beneficiary == Beneficiary.community_life]


def of_community(by: Person) -> Resources:
    """Three statements beside those of the window, whatever the size."""
    with look(by, "pledge.read") as session:
        community = session.get_one(Community, by.community_id)
        return read(session, community)


def of_work(by: Person, activities: tuple[UUID, ...], objective_id: UUID | None = None):
    """The same of these activities and this objective alone: `Resources` with what they ask for,
    what is promised for them, and all that is promised to those needs. As many statements."""
    asks = Need.activity_id.in_(activities)
    asks = or_(asks, Need.objective_id == objective_id) if objective_id else asks
    with look(by, "pledge.read") as session:
        community = session.get_one(Community, by.community_id)
        theirs = select(Need.id).where(asks, Need.archived_at.is_(None))
        given = or_(Pledge.activity_id.in_(activities), Pledge.need_id.in_(theirs))
        return read(session, community, (asks,), (given,))


def read(session: Session, community: Community, asks: tuple = (), given: tuple = ()) -> Resources:
    """For whoever was let in already: the needs and the pledges of which this is true."""
    needs = _needs(session, community, *asks)
    pledges = promised(session, community, PLEDGE_COLUMNS, *given)
    covered = cover(needs, pledges, community.day_hours)
    return Resources(covered, community.day_hours, moment.today(), pledges)


def needs_of(by: Person) -> Needed:
    """What is asked for and how far it is covered, where nobody opens a pledge. As many."""
    with look(by, "pledge.read") as session:
        community = session.get_one(Community, by.community_id)
        return needed(session, community)


def needed(session: Session, community: Community) -> Needed:
    """The same, for whoever was let in already."""
    found = fetch(session, select(*_COUNTED.values()).where(*_kept(community)))
    pledges = judged(framed(found, _COUNTED))
    covered = cover(_needs(session, community), pledges, community.day_hours)
    return Needed(covered, community.day_hours, moment.today())


def said(by: Person, meeting_id: UUID, waiting: bool) -> pd.DataFrame:
    """`pledges` of this meeting; `waiting`: of any other too those without a yes or a no."""
    here = Pledge.meeting_id == meeting_id
    here = or_(here, PledgeState.proposed == STATE_TODAY) if waiting else here
    with look(by, "pledge.read") as session:
        community = session.get_one(Community, by.community_id)
        return promised(session, community, PLEDGE_COLUMNS, here)


def lacking(needs: pd.DataFrame, meeting_id: UUID) -> list:
    """Rows of the open needs as a room that meets reads them: what was asked at this meeting, the
    latest first; then the others by number, those that are covered at the end."""
    rows = [need for need in each(needs) if need.state == NeedState.open]
    here = [need for need in rows if need.meeting_id == meeting_id]
    others = [need for need in rows if need.meeting_id != meeting_id]
    return here[::-1] + sorted(others, key=lambda need: need.answer == COVERED)


def delivered(pledges: pd.DataFrame) -> pd.DataFrame:
    """Those of which something was really given, as large as what was given of them."""
    given = pledges[pledges.firm & (pledges.deliveries > 0)]
    return given.assign(quantity_milli=given.delivered_milli)


def unanswered(pledges: pd.DataFrame) -> pd.DataFrame:
    """Proposed, and nobody has said yes or no; those promised an answer first, then the oldest."""
    waiting = pledges[pledges.state == PledgeState.proposed]
    order = [(p.answer_by or date.max, p.number) for p in each(waiting)]
    return waiting.iloc[sorted(range(len(order)), key=order.__getitem__)]


def _needs(session: Session, community: Community, *conditions) -> pd.DataFrame:
    found = fetch(
        session,
        select(*NEED_COLUMNS.values())
        .select_from(Need)
        .outerjoin(Activity, Activity.id == Need.activity_id)
        .outerjoin(Objective, Objective.id == Need.objective_id)
        .where(Need.community_id == community.id, Need.archived_at.is_(None), *conditions)
        .order_by(Need.number),
    )
    return framed(found, NEED_COLUMNS)


def promised(
    session: Session, community: Community, columns: dict = PLEDGE_COLUMNS, *conditions
) -> pd.DataFrame:
    """The pledges by number, archived ones left out: these columns and DELIVERED, `firm` and
    `offered`. One statement. `columns` have at least what `judged` asks."""
    given = _given(community)
    found = fetch(
        session,
        select(*columns.values(), given.c.n, given.c.milli, given.c.seen)
        .select_from(Pledge)
        .outerjoin(given, given.c.pledge_id == Pledge.id)
        .join(Organisation, Organisation.id == Pledge.giver_organisation_id)
        .outerjoin(Activity, Activity.id == Pledge.activity_id)
        .outerjoin(Meeting, Meeting.id == Pledge.meeting_id)
        .where(*_kept(community), *conditions)
        .order_by(Pledge.number),
    )
    told = (row if row[-3] else (*row[:-3], 0, 0, 0) for row in found)
    return judged(framed(told, [*columns, *DELIVERED]))


def _kept(community: Community) -> tuple:
    return Pledge.community_id == community.id, Pledge.archived_at.is_(None)


def _given(community: Community):
    """What was delivered of each pledge: number, thousandths, thousandths that were verified."""
    seen = case((Delivery.verified_by.is_not(None), Delivery.quantity_milli))
    milli, verified = (cast(func.sum(q), BigInteger) for q in (Delivery.quantity_milli, seen))
    seen = case((func.count(Delivery.verified_by) == 0, 0), else_=verified)
    return (
        select(
            Delivery.pledge_id,
            func.count().label("n"),
            milli.label("milli"),
            seen.label("seen"),
        )
        .where(Delivery.community_id == community.id, Delivery.archived_at.is_(None))
        .group_by(Delivery.pledge_id)
        .subquery()
    )

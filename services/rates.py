"""What an hour, a room or a tool is worth, with what says so; and what that makes of a pledge.

A rate is written once and never reworded. Another price is another rate from another day: what
was valued before keeps its value.
"""

from datetime import date, timedelta
from uuid import UUID

from sqlmodel import select

from models import (
    Community,
    InKindRate,
    Kind,
    Organisation,
    Person,
    Pledge,
    PledgeState,
    RateBasis,
    Unit,
    moment,
)
from models.base import in_order, words
from models.refusals import Refused
from services.change import Step, change
from services.summaries.worth import firmer
from services.typed import check_link
from translations import mark
from translations.funding import BASIS

OF_THE_GIVER = (RateBasis.payroll_cost, RateBasis.invoice, RateBasis.own_tariff)


def add(
    by: Person,
    kind: Kind,
    title: str,
    unit: Unit,
    rate_cents: int | None,
    basis: RateBasis,
    source_note: str,
    from_on: date | None = None,
    op: UUID | None = None,
    **more,
) -> InKindRate:
    """`more`: organisation_id (whose own it is; else everybody's), source_uri, to_on. It holds
    from today unless said otherwise. Refused: no price, money, no source."""
    said = dict(kind=kind, unit=unit, rate_cents=rate_cents, basis=basis, source_note=source_note)
    with change(by, "rate.added", op) as step:
        return step.add(_made(step, title=title, from_on=from_on or moment.today(), **said, **more))


def replace(
    by: Person,
    rate_id: UUID,
    rate_cents: int | None,
    from_on: date,
    source_note: str,
    source_uri: str = "",
    op: UUID | None = None,
) -> InKindRate:
    """From that day on it is worth something else; the old rate ends the day before, and what was
    valued with it stays as it was."""
    with change(by, "rate.replaced", op) as step:
        old = step.get(InKindRate, rate_id)
        if from_on <= old.from_on:
            raise Refused(mark("A new rate begins after the old one did."), field="from_on")
        if old.to_on is None or old.to_on >= from_on:
            old.to_on = from_on - timedelta(days=1)
        kept = {f: getattr(old, f) for f in ("kind", "title", "unit", "basis", "organisation_id")}
        said = dict(rate_cents=rate_cents, source_note=source_note, source_uri=source_uri)
        return step.add(_made(step, from_on=from_on, **kept, **said))


def archive(by: Person, rate_id: UUID, op: UUID | None = None) -> None:
    """It is offered no more; what was valued with it still says so."""
    with change(by, "rate.archived", op) as step:
        step.archive(step.get(InKindRate, rate_id))


def value(by: Person, pledge_id: UUID, rate_id: UUID, op: UUID | None = None) -> Pledge:
    """R15: quantity × this rate as it is today, written into the pledge and frozen there once it
    is confirmed. The rate held on the day of the yes, or holds today where there is none yet; and
    there is no firmer one of the same thing (R16)."""
    with change(by, "pledge.valued", op) as step:
        pledge, rate = step.get(Pledge, pledge_id), step.find(InKindRate, rate_id)
        day = day_of_yes(pledge)
        _check_fits(pledge, rate, day)
        _check_firmest(step, pledge, rate, day)
        hours = step.exec(select(Community.day_hours).where(Community.id == by.community_id)).one()
        worth = rate.worth_cents(pledge.quantity_milli, pledge.unit, hours)
        pledge.put_value(rate.id, rate.rate_cents, worth, day)
        return pledge


def day_of_yes(pledge) -> date:
    """The day a pledge is valued on: of its confirmation; today while it waits for it. `pledge`: a
    Pledge or a row with its fields."""
    if pledge.state == PledgeState.proposed or pledge.confirmed_at is None:
        return moment.today()
    with moment.at(pledge.confirmed_at):
        return moment.today()


def _made(step: Step, **said) -> InKindRate:
    rate = InKindRate(**said)
    rate.title = words(rate.title, "title")
    rate.source_note = words(rate.source_note, "source_note", 300)
    _check(rate)
    if rate.organisation_id:
        step.find(Organisation, rate.organisation_id)
    return rate


def _check(rate: InKindRate) -> None:
    if rate.kind == Kind.money:
        raise Refused(mark("Money is worth what it is: it needs no rate."), field="kind")
    if rate.rate_cents is None or rate.rate_cents <= 0:
        raise Refused(mark("How much is one worth? Write an amount, like 25 or 18.50."), "rate")
    if rate.basis in OF_THE_GIVER and rate.organisation_id is None:
        raise Refused(mark("Whose cost or tariff is it? Choose the organisation."), "organisation")
    if not rate.is_of_its_basis:
        raise Refused(
            mark("Pay is for people’s work, by the hour or the day: choose what else it rests on."),
            field="basis",
        )
    in_order(rate.from_on, rate.to_on, "to_on")
    check_link(rate.source_uri, "source_uri")


def _check_fits(pledge: Pledge, rate: InKindRate, day: date) -> None:
    if pledge.kind == Kind.money:
        raise Refused(mark("Money is worth what it is: it needs no rate."))
    if pledge.quantity_milli is None:
        raise Refused(mark("How much of it is not said yet, so nobody can say what it is worth."))
    if not rate.fits(pledge, day):
        raise Refused(mark("This rate is for something else, for another unit, or another time."))


def _check_firmest(step: Step, pledge: Pledge, rate: InKindRate, day: date) -> None:
    there = step.exec(
        select(InKindRate).where(
            InKindRate.community_id == step.by.community_id, InKindRate.archived_at.is_(None)
        )
    ).all()
    better = firmer(rate, [one for one in there if one.fits(pledge, day)])
    if better:
        raise Refused(
            mark("Of “{title}” there is a firmer rate: {basis}. That one comes first."),
            title=rate.title,
            basis=BASIS[better[0].basis],
        )

"""The calls a community thinks of answering, with the rules as somebody read them."""

from uuid import UUID

from models import Call, InKindRule, Person, moment
from models.base import in_order, words
from models.refusals import Refused
from services.change import change
from services.typed import check_link
from translations import mark

FIELDS = (
    "title",
    "funder",
    "programme",
    "opens_on",
    "closes_on",
    "max_grant_cents",
    "max_share_milli",
    "min_cofunding_milli",
    "partners_min",
    "partners_max",
    "in_kind",
    "in_kind_cap_milli",
    "source_uri",
    "checked_on",
)


def add(by: Person, title: str, op: UUID | None = None, **rules) -> Call:
    """`rules`: others of FIELDS; what the call does not say is left out. Money in cents, shares in
    thousandths of the eligible cost."""
    with change(by, "call.added", op) as step:
        said = {field: rules[field] for field in FIELDS if field in rules}
        call = Call(title=words(title, "title", 300), **said)
        _check(call)
        return step.add(call)


def edit(by: Person, call_id: UUID, seen: dict, wanted: dict, op: UUID | None = None) -> Call:
    with change(by, "call.edited", op) as step:
        call = step.get(Call, call_id)
        step.edit(call, seen, wanted, FIELDS, title=300)
        _check(call)
        return call


def archive(by: Person, call_id: UUID, op: UUID | None = None) -> None:
    with change(by, "call.archived", op) as step:
        step.archive(step.get(Call, call_id))


def _check(call: Call) -> None:
    _check_money(call)
    if call.in_kind != InKindRule.capped:
        call.in_kind_cap_milli = None
    elif not call.in_kind_cap_milli or not 0 < call.in_kind_cap_milli <= 1000:
        raise Refused(mark("Up to which share? Write a percentage from 1 to 100."), "in_kind_cap")
    if call.partners_min is not None and call.partners_min < 1:
        raise Refused(mark("At least one partner."), field="partners")
    if call.partners_min and call.partners_max and call.partners_max < call.partners_min:
        raise Refused(mark("The most partners is less than the fewest."), field="partners")
    in_order(call.opens_on, call.closes_on, "closes_on")
    if call.checked_on and call.checked_on > moment.today():
        raise Refused(mark("That day is still to come."), field="checked_on")
    check_link(call.source_uri, "source_uri")


def _check_money(call: Call) -> None:
    if call.max_grant_cents is not None and call.max_grant_cents <= 0:
        raise Refused(mark("A grant is more than zero; leave it empty if unsaid."), "max_grant")
    if call.max_share_milli is not None and not 0 < call.max_share_milli <= 1000:
        raise Refused(mark("A share is a percentage from 1 to 100."), field="max_share")
    if call.min_cofunding_milli is not None and not 0 <= call.min_cofunding_milli < 1000:
        raise Refused(mark("A share is a percentage, less than 100."), field="min_cofunding")

"""The organisations of a community, and from when to when they sit in it."""

from datetime import date
from uuid import UUID

from sqlmodel import select

from models import MembershipKind, Organisation, OrgMembership, Person, moment
from models.base import in_order, words
from models.refusals import Refused
from services.change import Step, change
from services.look import look
from translations import mark

FIELDS = (
    "name",
    "short_name",
    "kind",
    "sector",
    "platform_partner",
    "website",
    "tax_code",
    "notes",
)
WHAT_IT_IS = ("kind", "platform_partner")  # what it counts as is not for its own people to say


def add(
    by: Person,
    name: str,
    membership: MembershipKind | None = MembershipKind.member,
    joined_on: date | None = None,
    op: UUID | None = None,
    **fields,
) -> Organisation:
    """A new organisation and, unless `membership` is None, its seat from `joined_on` (today)."""
    with change(by, "organisation.added", op) as step:
        name = words(name, "name", 160)
        _must_be_free(step, name)
        said = {field: fields[field] for field in FIELDS if field in fields}
        organisation = step.add(Organisation(name=name, **said))
        _must_not_say_what_it_is(step, organisation, Organisation(name=name))
        if membership and step.who.allows("organisation.membership"):
            step.add(
                OrgMembership(
                    organisation_id=organisation.id,
                    kind=membership,
                    joined_on=joined_on or moment.today(),
                )
            )
        return organisation


def edit(
    by: Person, organisation_id: UUID, seen: dict, wanted: dict, op: UUID | None = None
) -> Organisation:
    with change(by, "organisation.edited", op) as step:
        organisation = step.get(Organisation, organisation_id)
        before = organisation.model_copy()
        step.edit(organisation, seen, wanted, FIELDS, name=160)
        _must_not_say_what_it_is(step, organisation, before)
        if organisation.name != before.name:
            _must_be_free(step, organisation.name, organisation.id)
        return organisation


def set_seat(
    by: Person,
    organisation_id: UUID,
    kind: MembershipKind,
    joined_on: date,
    left_on: date | None = None,
    op: UUID | None = None,
    seen: dict | None = None,
) -> OrgMembership:
    """Its seat: from when, as what, and until when if it left. A seat that is over stays in the
    past; joining again makes a new one. `seen`: what the form showed, as for `edit`."""
    with change(by, "organisation.membership_set", op) as step:
        organisation = step.find(Organisation, organisation_id)
        step.what = organisation.name
        if joined_on is None:
            raise Refused(mark("Say from when."), field="joined_on")
        in_order(joined_on, left_on, "left_on")
        seats = step.exec(
            select(OrgMembership)
            .where(
                OrgMembership.organisation_id == organisation_id,
                OrgMembership.archived_at.is_(None),
            )
            .order_by(OrgMembership.joined_on)
        ).all()
        over = bool(seats) and seats[-1].left_on is not None and joined_on >= seats[-1].left_on
        seat = seats[-1] if seats and not over else OrgMembership(organisation_id=organisation_id)
        wanted = {"kind": kind, "joined_on": joined_on, "left_on": left_on}
        step.edit(seat, seen if seen and seats and not over else {}, wanted, tuple(wanted))
        return step.add(seat)


def archive(by: Person, organisation_id: UUID, op: UUID | None = None) -> None:
    """Out of the register; what it did stays told."""
    with change(by, "organisation.archived", op) as step:
        step.archive(step.get(Organisation, organisation_id))


def of_community(by: Person) -> list[Organisation]:
    """Those that are not archived, by name."""
    with look(by, "organisation.read") as session:
        return session.exec(
            select(Organisation)
            .where(Organisation.community_id == by.community_id, Organisation.archived_at.is_(None))
            .order_by(Organisation.name)
        ).all()


def names(by: Person) -> dict[UUID, str]:
    """Of the same organisations in the same order, with nothing else of them."""
    with look(by, "organisation.read") as session:
        asked = select(Organisation.id, Organisation.name).where(
            Organisation.community_id == by.community_id, Organisation.archived_at.is_(None)
        )
        return dict(session.exec(asked.order_by(Organisation.name)).all())


def _must_not_say_what_it_is(step: Step, now: Organisation, before: Organisation) -> None:
    changed = [f for f in WHAT_IT_IS if getattr(now, f) != getattr(before, f)]
    if changed and not step.who.allows("organisation.set_kind"):
        raise Refused(
            mark("What an organisation counts as, only who coordinates can say: ask them."),
            field=changed[0],
        )


def _must_be_free(step: Step, name: str, but: UUID | None = None) -> None:
    twin = step.exec(
        select(Organisation).where(
            Organisation.community_id == step.by.community_id,
            Organisation.name == name,
            Organisation.archived_at.is_(None),
        )
    ).first()
    if twin and twin.id != but:
        raise Refused(mark("“{name}” is already in the register."), field="name", name=name)

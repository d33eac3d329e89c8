"""Places where one meets: in the register once, named again by many meetings."""

from uuid import UUID

from sqlmodel import select

from models import Known, Person, Venue
from models.base import words
from models.refusals import Refused
from services.change import Step, change
from services.look import look
from translations import mark

FIELDS = (
    "name",
    "place_note",
    "address",
    "locality",
    "owner_organisation_id",
    "capacity",
    "step_free",
)


def add(by: Person, name: str, op: UUID | None = None, **fields) -> Venue:
    """`fields`: the others of FIELDS. Whether one gets in without steps: nobody asked yet."""
    with change(by, "venue.added", op) as step:
        known = {field: fields[field] for field in FIELDS if field in fields}
        return step.add(Venue(**{"step_free": Known.unknown} | known | {"name": _free(step, name)}))


def edit(by: Person, venue_id: UUID, seen: dict, wanted: dict, op: UUID | None = None) -> Venue:
    """Also for the meetings that were held there: it is the same place, better described."""
    with change(by, "venue.edited", op) as step:
        venue = step.get(Venue, venue_id)
        if "name" in wanted:
            wanted = {**wanted, "name": _free(step, wanted["name"], venue)}
        if wanted.get("capacity") == 0:
            raise Refused(mark("A place holds at least one person."), field="capacity")
        step.edit(venue, seen, wanted, FIELDS)
        return venue


def of_community(by: Person) -> list[Venue]:
    """Not archived, by name."""
    with look(by, "meeting.read") as session:
        return session.exec(_of(by.community_id).order_by(Venue.name)).all()


def asked_for(step: Step, asked: UUID | str | None) -> UUID | None:
    """Inside a change: a place of the register, or a new one by its name."""
    if not asked or isinstance(asked, UUID):
        return asked or None
    name = words(asked, "venue_id", 120)
    return (_named(step, name) or step.add(Venue(name=name))).id


def _free(step: Step, name: str, but: Venue | None = None) -> str:
    tidy = words(name, "name", 120)
    if _named(step, tidy) not in (None, but):
        raise Refused(mark("There is already a place of this name."), field="name")
    return tidy


def _named(step: Step, name: str) -> Venue | None:
    return step.exec(_of(step.by.community_id).where(Venue.name == name)).first()


def _of(community_id: UUID):
    return select(Venue).where(Venue.community_id == community_id, Venue.archived_at.is_(None))

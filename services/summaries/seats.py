"""Which organisations were members on which day: the denominator of participation."""

from collections.abc import Set
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from models import MembershipKind, Organisation, OrgMembership, Person, moment
from services.summaries.frames import fetch


class Seats:
    """Which organisations were members on which day."""

    def __init__(self, rows: list[tuple]) -> None:
        self._held: dict[UUID, list[tuple[date, date | None]]] = {}
        for organisation_id, joined, left, archived in rows:
            end = min((day for day in (left, day_of(archived)) if day), default=None)
            self._held.setdefault(organisation_id, []).append((joined, end))

    def __iter__(self):
        return iter(self._held)

    def holds(self, organisation_id: UUID, day: date) -> bool:
        seats = self._held.get(organisation_id, ())
        return any(start <= day and (end is None or day < end) for start, end in seats)

    def of(self, organisations: Set[UUID]) -> "Seats":
        """The same, of these alone."""
        seats = Seats([])
        seats._held = {id: held for id, held in self._held.items() if id in organisations}
        return seats

    def on(self, day: date) -> frozenset[UUID]:
        return frozenset(id for id in self._held if self.holds(id, day))


def members(session: Session, by: Person) -> Seats:
    """One statement. Observers, institutions, funders and the platform are no members."""
    return Seats(
        fetch(
            session,
            select(
                OrgMembership.organisation_id,
                OrgMembership.joined_on,
                OrgMembership.left_on,
                Organisation.archived_at,
            )
            .join(Organisation, Organisation.id == OrgMembership.organisation_id)
            .where(
                OrgMembership.community_id == by.community_id,
                OrgMembership.archived_at.is_(None),
                OrgMembership.kind == MembershipKind.member,
            ),
        )
    )


def day_of(when: datetime | None, zone: str = moment.ROME) -> date | None:
    """The day it was there, not in Greenwich."""
    return when.astimezone(ZoneInfo(zone)).date() if when else None

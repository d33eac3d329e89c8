"""What a community already has, loaded once: a fixed number of statements whatever its size."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from models import (
    Activity,
    ActivityObjective,
    Affiliation,
    Attendance,
    FundingSource,
    Meeting,
    Need,
    Objective,
    Offer,
    Organisation,
    OrgMembership,
    Person,
    Pledge,
)


@dataclass
class Register:
    """Everything an import may meet again; by id, or under the key it is recognised by."""

    organisations: dict[UUID, Organisation] = field(default_factory=dict)
    people: dict[UUID, Person] = field(default_factory=dict)
    speak_for: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    seats: dict[UUID, OrgMembership] = field(default_factory=dict)
    meetings: dict[date, Meeting] = field(default_factory=dict)
    attendances: dict[tuple[UUID, UUID], Attendance] = field(default_factory=dict)
    things: dict[str, dict[Hashable, list]] = field(default_factory=dict)

    def take(self, kind: str, key: Hashable):
        """The next row recognised by this key, or None. Each is met once, so that two rows that
        say the same stay two."""
        waiting = self.things[kind].get(key)
        return waiting.pop(0) if waiting else None


def same(text: str) -> str:
    """Two texts that differ only in case and spaces are the same text."""
    return " ".join(text.split()).casefold()


def load(session: Session, community_id: UUID) -> Register:
    """A dozen statements."""

    def rows(kind) -> list:
        return session.exec(
            select(kind)
            .where(kind.community_id == community_id, kind.archived_at.is_(None))
            .order_by(kind.created_at)
        ).all()

    found = Register()
    found.organisations = {o.id: o for o in rows(Organisation)}
    found.people = {p.id: p for p in rows(Person)}
    for held in rows(Affiliation):
        found.speak_for[held.person_id].add(held.organisation_id)
    found.seats = {seat.organisation_id: seat for seat in rows(OrgMembership)}
    found.meetings = {m.day: m for m in rows(Meeting)}
    found.attendances = {(a.meeting_id, a.person_id): a for a in rows(Attendance)}
    ties = {tie.activity_id: tie.objective_id for tie in rows(ActivityObjective)}
    found.things = {
        "objective": _by(rows(Objective), lambda o: same(o.title)),
        "activity": _by(rows(Activity), lambda a: (same(a.title), ties.get(a.id))),
        "need": _by(rows(Need), lambda n: (same(n.title), n.objective_id, n.activity_id)),
        "pledge": _by(rows(Pledge), lambda p: (same(p.title), p.giver_organisation_id)),
        "offer": _by(rows(Offer), lambda o: (same(o.title), o.organisation_id)),
        "funding": _by(rows(FundingSource), lambda f: (same(f.title), f.objective_id)),
    }
    return found


def _by(rows: list, key) -> dict[Hashable, list]:
    found: dict[Hashable, list] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found

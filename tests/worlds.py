"""Small worlds that are odd in every way a community can be: joined late, left, archived, guests,
no members, empty meetings, targets of zero, units that don't compare, conditions, drafts.

    furnish(rows, 17) → who coordinates the seventeenth of them; the same every time
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from benchmarks.rows import Rows
from models import (
    Attendance,
    AttendanceStatus,
    Capacity,
    Community,
    Meeting,
    MeetingState,
    MembershipKind,
    Organisation,
    OrgMembership,
    Person,
    Plan,
    Role,
    RoleAssignment,
    VotingUnit,
)

TODAY = date(2023, 7, 12)
ZONES = ("Europe/Rome", "America/New_York", "Pacific/Auckland")


class Odd:
    """What every part of a world is made with: chance, and a community to put it in."""

    def __init__(self, rows: Rows, n: int) -> None:
        self.chance, self._rows = Random(n), rows
        self.community = rows.put(
            Community,
            name=f"Mondo {n}",
            slug=f"mondo-{n}",
            day_hours=self.pick(8, 8, 7, 6),
            lapse_after_meetings=self.pick(1, 2, 3),
            voting_unit=self.pick(VotingUnit.organisation, *VotingUnit),
        )
        self.by = self.put(Person, name="Chi coordina")
        self.put(RoleAssignment, person_id=self.by, role=Role.coordinator, from_on=date(2020, 1, 1))

    def pick(self, *all):
        return self.chance.choice(all)

    def some(self, most: int) -> range:
        return range(self.chance.randint(0, most))

    def day(self, before: int = 400, after: int = 200) -> date:
        return TODAY + timedelta(days=self.chance.randint(-before, after))

    def maybe(self, value, often: float = 0.5):
        return value if self.chance.random() < often else None

    def put(self, model, /, **fields) -> UUID:
        return self._rows.put(model, community_id=self.community, **fields)

    def lost(self) -> dict:
        """One in eight is archived."""
        return {"archived_at": self.maybe(self.instant(), 0.12)}

    def instant(self) -> datetime:
        """Often near midnight, where the day is another in Rome than in Greenwich."""
        hour = self.pick(0, 9, 15, 22, 23)
        return datetime(2023, 1, 1, hour, 30, tzinfo=UTC) + timedelta(
            days=self.chance.randint(-300, 180)
        )


class Gathering(Odd):
    """Who sits at the table, and who came."""

    def __init__(self, rows: Rows, n: int) -> None:
        super().__init__(rows, n)
        self.plan = self.put(Plan, title="Piano")
        self.organisations = [self._organisation(i) for i in self.some(6)]
        self.people = [self._person(i) for i in self.some(8)]
        self.meetings = [self._meeting(i) for i in self.some(6)]
        for meeting in self.meetings:
            for person in self.people:
                if self.chance.random() < 0.6:
                    self._attendance(meeting, person)

    def _organisation(self, i: int) -> UUID:
        id = self.put(Organisation, name=f"Organizzazione {i}", **self.lost())
        for _seat in self.some(2):
            joined = self.day(400, 30)
            self.put(
                OrgMembership,
                organisation_id=id,
                kind=self.pick(MembershipKind.member, MembershipKind.member, *MembershipKind),
                joined_on=joined,
                left_on=self.maybe(joined + timedelta(days=self.chance.randint(0, 300)), 0.3),
                **self.lost(),
            )
        return id

    def _person(self, i: int) -> UUID:
        return self.put(Person, name=f"Persona {i}", **self.lost())

    def _meeting(self, i: int) -> UUID:
        starts = self.instant()
        held = MeetingState.closed
        return self.put(
            Meeting,
            title=f"Incontro {i}",
            ordinal=i + 1,
            state=self.pick(held, held, MeetingState.published, *MeetingState),
            starts_at=starts,
            ends_at=starts + timedelta(hours=3),
            tz=self.pick(*ZONES),
            **self.lost(),
        )

    def _attendance(self, meeting_id: UUID, person_id: UUID) -> None:
        self.put(
            Attendance,
            meeting_id=meeting_id,
            person_id=person_id,
            organisation_id=self.pick(None, *self.organisations),
            capacity=self.pick(*Capacity),
            counts_in_headline=self.pick(True, True, False),
            status=self.pick(AttendanceStatus.present, *AttendanceStatus),
            **self.lost(),
        )

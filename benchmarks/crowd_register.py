"""Who comes to the table in a full house."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from benchmarks.rows import Rows
from models import (
    Affiliation,
    AgendaItem,
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
    moment,
)

DAYS = 730


@dataclass(frozen=True)
class Size:
    communities: int = 10
    organisations: int = 100
    people: int = 5_000
    meetings: int = 500
    attendances: int = 60_000
    activities: int = 5_000
    pledges: int = 20_000

    def part(self, n: int) -> "Size":
        """What the n-th community has of it: the first a quarter, the others share the rest."""
        some, of = (1, 4) if n == 0 else (3, 4 * (self.communities - 1))
        whole = {name: value * some // of for name, value in vars(self).items()}
        return Size(**whole | {"communities": 1})


FULL = Size()


class Register:
    """One community: its organisations, its people, and who came to which meeting."""

    def __init__(self, rows: Rows, chance: Random, account: UUID, size: Size, n: int) -> None:
        self.rows, self.chance, self.size = rows, chance, size
        self.first = moment.today() - timedelta(days=DAYS)
        self.id = rows.put(Community, name=f"Comunità {n + 1}", slug=f"comunita-{n + 1}")
        self.by = self.put(Person, name="Chi coordina", account_id=account)
        self.put(RoleAssignment, person_id=self.by, role=Role.coordinator, from_on=self.first)
        self.plan = self.put(Plan, title="Il piano")
        self.organisations = [self._organisation(i) for i in range(size.organisations)]
        self.people = [self._person(i) for i in range(size.people - 1)]
        self.meetings: list[UUID] = []  # each one prepared out of the one before
        for i in range(size.meetings):
            self.meetings.append(self._meeting(i))
        self._attendances()

    def put(self, model, /, **fields) -> UUID:
        return self.rows.put(model, community_id=self.id, **fields)

    def day(self, spread: int = DAYS) -> date:
        return self.first + timedelta(days=self.chance.randrange(spread))

    def _organisation(self, i: int) -> UUID:
        id = self.put(Organisation, name=f"Organizzazione {i + 1}", platform_partner=i % 2 == 0)
        kind = MembershipKind.institution if i % 10 == 9 else MembershipKind.member
        self.put(OrgMembership, organisation_id=id, kind=kind, joined_on=self.day(DAYS // 2))
        return id

    def _person(self, i: int) -> UUID:
        id = self.put(Person, name=f"Persona {i + 1}", email=f"p{i + 1}@{self.id.hex}.example")
        self.put(RoleAssignment, person_id=id, role=Role.member, from_on=self.first)
        self.put(
            Affiliation,
            person_id=id,
            organisation_id=self._of(i),
            from_on=self.first,
            can_commit=i < len(self.organisations),
        )
        return id

    def _of(self, i: int) -> UUID:
        return self.organisations[i % len(self.organisations)]

    def _meeting(self, i: int) -> UUID:
        """All held but the last one, which is called for next week."""
        ahead = i == self.size.meetings - 1
        day = self.first + timedelta(days=i * DAYS // self.size.meetings)
        day = moment.today() + timedelta(days=7) if ahead else day
        starts = datetime.combine(day, time(15), UTC)
        id = self.put(
            Meeting,
            title=f"Incontro {i + 1}",
            ordinal=None if ahead else i + 1,
            state=MeetingState.scheduled if ahead else MeetingState.closed,
            starts_at=starts,
            ends_at=starts + timedelta(hours=3),
            host_organisation_id=self.chance.choice(self.organisations),
            previous_id=self.meetings[-1] if self.meetings else None,
        )
        for position, title in enumerate(("Apertura", "Obiettivi", "Risorse")):
            self.put(AgendaItem, meeting_id=id, position=position, title=title)
        return id

    def _attendances(self) -> None:
        held = self.meetings[:-1]
        share, more = divmod(self.size.attendances, len(held))
        for n, meeting_id in enumerate(held):
            many = min(share + (n < more), len(self.people))
            for i in self.chance.sample(range(len(self.people)), many):
                self._attendance(meeting_id, i)

    def _attendance(self, meeting_id: UUID, i: int) -> None:
        institution = (i % len(self.organisations)) % 10 == 9
        self.put(
            Attendance,
            meeting_id=meeting_id,
            person_id=self.people[i],
            organisation_id=self._of(i),
            capacity=Capacity.institution if institution else Capacity.member,
            counts_in_headline=not institution,
            status=self.chance.choices(list(AttendanceStatus), (80, 10, 4, 4, 2))[0],
        )

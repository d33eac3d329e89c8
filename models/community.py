"""A community of practice: the people who plan together, meeting after meeting."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from models.base import Row, Thing
from models.words import word


class CommunityState(StrEnum):
    forming = "forming"
    active = "active"
    dormant = "dormant"
    closed = "closed"


class VotingUnit(StrEnum):
    organisation = "organisation"
    person = "person"


class Role(StrEnum):
    """What a person is in a community, from one day to another. Rights are in verbs.py."""

    arrival = "arrival"
    observer = "observer"
    member = "member"
    coordinator = "coordinator"


class MembershipKind(StrEnum):
    member = "member"
    observer = "observer"
    institution = "institution"
    funder = "funder"
    platform = "platform"


class Community(Row, table=True):
    """`revision` is raised by the first statement of every change: what is cached by it is true."""

    name: str = Field(max_length=120)
    slug: str = Field(max_length=60, unique=True)
    theme: str = Field(default="", max_length=200)
    purpose: str = ""
    state: CommunityState = word(CommunityState, default=CommunityState.active)
    revision: int = 0
    example: bool = False
    started_on: date | None = None
    programme: str = ""
    funders: str = ""
    next_report_on: date | None = None
    voting_unit: VotingUnit = word(VotingUnit, default=VotingUnit.organisation)
    lapse_after_meetings: int = 2
    day_hours: int = 8  # 1 day = 8 hours = 2 half days, unless the community says otherwise
    archived_at: datetime | None = None

    @property
    def community_id(self) -> UUID:
        return self.id

    @property
    def label(self) -> str:
        return self.name


class OrgMembership(Thing, table=True):
    """An organisation sits in the community from one day to another."""

    __tablename__ = "org_membership"
    __table_args__ = (
        CheckConstraint("left_on IS NULL OR left_on >= joined_on", name="left_after_joined"),
    )

    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    kind: MembershipKind = word(MembershipKind, default=MembershipKind.member)
    joined_on: date
    left_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)


class RoleAssignment(Thing, table=True):
    """A person has one role at a time in a community."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="to_after_from"),
        Index(
            "uq_role_assignment_open",
            "person_id",
            unique=True,
            sqlite_where=text("to_on IS NULL AND archived_at IS NULL"),
            postgresql_where=text("to_on IS NULL AND archived_at IS NULL"),
        ),
    )

    person_id: UUID = Field(foreign_key="person.id", index=True)
    role: Role = word(Role, default=Role.member)
    from_on: date
    to_on: date | None = None

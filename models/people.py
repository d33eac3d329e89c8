"""Who comes: organisations, the people who speak for them, and who may commit them."""

import re
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from models.base import Thing
from models.words import word


class OrganisationKind(StrEnum):
    association = "association"
    social_cooperative = "social_cooperative"
    cooperative = "cooperative"
    foundation = "foundation"
    bank_foundation = "bank_foundation"
    social_enterprise = "social_enterprise"
    benefit_corporation = "benefit_corporation"
    company = "company"
    public_body = "public_body"
    chamber = "chamber"
    university_research = "university_research"
    informal_group = "informal_group"
    other = "other"


class MadeBy(StrEnum):
    """How a person came into the register."""

    invite = "invite"
    self_checkin = "self_checkin"
    facilitator = "facilitator"
    import_ = "import"


def _unique_while_there(table: str, field: str) -> Index:
    """Once in a community; what is archived does not stand in the way."""
    there = text("archived_at IS NULL")
    name = f"uq_{table}_{field}"
    columns = ("community_id", field)
    return Index(name, *columns, unique=True, sqlite_where=there, postgresql_where=there)


class Organisation(Thing, table=True):
    """Unique by name within its community; nothing of it is known in another."""

    __table_args__ = (_unique_while_there("organisation", "name"),)

    name: str = Field(max_length=160)
    short_name: str = Field(default="", max_length=60)
    kind: OrganisationKind = word(OrganisationKind, default=OrganisationKind.other)
    sector: str = Field(default="", max_length=120)
    platform_partner: bool = False
    website: str = Field(default="", max_length=300)
    tax_code: str = Field(default="", max_length=20)
    notes: str = ""
    merged_into_id: UUID | None = Field(default=None, foreign_key="organisation.id")

    @property
    def called(self) -> str:
        return self.short_name or self.name

    @property
    def initials(self) -> str:
        return initials(self.called)


class Person(Thing, table=True):
    """Someone in a community's register. `account_id` is how they sign in, if they do.

    The same human in two communities is two of these, held together only by the account.
    """

    __table_args__ = (
        _unique_while_there("person", "email"),
        _unique_while_there("person", "account_id"),
    )

    name: str = Field(max_length=120)
    email: str | None = Field(default=None, max_length=254)
    phone: str = Field(default="", max_length=40)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    made_by: MadeBy = word(MadeBy, default=MadeBy.facilitator)
    merged_into_id: UUID | None = Field(default=None, foreign_key="person.id")

    @property
    def initials(self) -> str:
        return initials(self.name)


class Affiliation(Thing, table=True):
    """A person speaks for an organisation from one day to another; some may also commit it."""

    __table_args__ = (CheckConstraint("to_on IS NULL OR to_on >= from_on", name="to_after_from"),)

    person_id: UUID = Field(foreign_key="person.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    title: str = Field(default="", max_length=120)
    from_on: date
    to_on: date | None = None
    can_commit: bool = False

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


# Words that don't count when a name is made into initials, Italian and English.
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a al alla con da dal dalla de degli dei del della delle di e ed il in la le lo per su sul "
        "sulla un una and for of the",
    )
)


def initials(name: str) -> str:
    """Associazione culturale Qubì → AC; Qubì → QU. Always one or two letters."""
    words = re.findall(r"\w+", name)
    telling = [word for word in words if word.lower() not in SMALL_WORDS] or words
    if len(telling) > 1:
        return (telling[0][0] + telling[1][0]).upper()
    return "".join(telling)[:2].upper() or "?"

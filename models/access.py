"""Who may open the door: accounts, the links that let them in, and the sessions they have."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from models.base import Row
from models.words import word


class LinkPurpose(StrEnum):
    """first: the first coordinator of an empty house. personal: an account that exists.
    invitation: a person in a register who has no account yet."""

    first = "first"
    personal = "personal"
    invitation = "invitation"


class Account(Row, table=True):
    """A human who signs in; sits in any number of communities as a person of each."""

    email: str | None = Field(default=None, max_length=254, unique=True)
    name: str = Field(default="", max_length=120)
    language: str = Field(default="it", max_length=8)
    last_community_id: UUID | None = None  # where a new browser tab starts


class SignInLink(Row, table=True):
    """Only the hash of its token is kept. Looking at a link uses nothing up; a POST does."""

    __tablename__ = "sign_in_link"

    token_hash: str = Field(max_length=64, unique=True)
    purpose: LinkPurpose = word(LinkPurpose)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    expires_at: datetime
    used_at: datetime | None = None
    voided_at: datetime | None = None

    @property
    def label(self) -> str:
        """The history tells of links without showing them."""
        return ""


class SignIn(Row, table=True):
    """A browser that is signed in. Only the hash of its token is kept; it can be revoked."""

    __tablename__ = "sign_in"

    token_hash: str = Field(max_length=64, unique=True)
    account_id: UUID = Field(foreign_key="account.id", index=True)
    expires_at: datetime
    revoked_at: datetime | None = None

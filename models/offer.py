"""What an organisation can give and nobody has asked for yet: a line of the asset map."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.base import Numbered
from models.meeting import Known
from models.refusals import Refused
from models.resource import Kind, Unit
from models.words import word
from translations import mark


class Terms(StrEnum):
    """On what terms: a gift, something in return, what it costs, or still to be agreed."""

    gift = "gift"
    in_return = "in_return"
    at_cost = "at_cost"
    to_agree = "to_agree"


class OfferState(StrEnum):
    available = "available"
    withdrawn = "withdrawn"


class Offer(Numbered, table=True):
    """It stands until it is withdrawn, and promises nothing: what is taken up becomes a pledge,
    which somebody entitled confirms. How much of it is left is computed, never stored."""

    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        CheckConstraint("quantity_milli > 0", name="quantity_milli"),
        CheckConstraint("seats > 0", name="seats"),
        CheckConstraint("people > 0", name="people"),
        CheckConstraint(f"wish_kind IN {('', *(kind.value for kind in Kind))}", name="wish_kind"),
        CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="to_after"),
    )
    prefix = "DI"

    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id")  # whom to ask
    kind: Kind = word(Kind)
    title: str = Field(max_length=300)
    note: str = ""
    quantity_milli: int | None = Field(default=None, sa_type=BigInteger)
    unit: Unit | None = word(Unit, default=None, nullable=True)
    from_on: date | None = None
    to_on: date | None = None
    when_note: str = Field(default="", max_length=120)  # "il giovedì pomeriggio": words
    venue_id: UUID | None = Field(default=None, foreign_key="venue.id")
    place: str = Field(default="", max_length=120)
    seats: int | None = None  # of a space
    step_free: Known = word(Known, default=Known.unknown)  # of a space
    people: int | None = None  # who have this skill, or this time
    terms: Terms = word(Terms, default=Terms.gift)
    wish: str = Field(default="", max_length=300)  # what would be welcome in return
    wish_kind: str = Field(default="", max_length=40)  # a Kind, or not said
    state: OfferState = word(OfferState, default=OfferState.available)

    @property
    def standing(self) -> bool:
        return self.state is OfferState.available

    def withdraw(self) -> None:
        """What was promised out of it stays promised."""
        self._must_be(OfferState.available)
        self.state = OfferState.withdrawn

    def put_back(self) -> None:
        self._must_be(OfferState.withdrawn)
        self.state = OfferState.available

    def _must_be(self, state: OfferState) -> None:
        if self.state is not state:
            raise Refused(mark("Meanwhile this offer has changed; look again."))

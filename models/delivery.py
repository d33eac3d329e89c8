"""What was really given, and who saw it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field

from models.base import Thing
from models.refusals import Refused
from translations import mark


class Delivery(Thing, table=True):
    """Something really given, all of a pledge or a part of it, in the pledge's own unit. Who gave
    it is stored: it stays true whatever becomes of the pledge. No quantity: nobody said how much
    was promised, and it was given as a whole."""

    __table_args__ = (
        CheckConstraint("quantity_milli > 0", name="quantity_milli"),
        CheckConstraint(
            "(verified_by IS NULL) = (verified_at IS NULL)", name="verified_by_somebody"
        ),
    )

    pledge_id: UUID = Field(foreign_key="pledge.id", index=True)
    giver_organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    on_day: date
    quantity_milli: int | None = Field(default=None, sa_type=BigInteger)
    evidence: str = Field(default="", max_length=300)  # what shows it, in words
    verified_by: UUID | None = Field(default=None, foreign_key="person.id")
    verified_at: datetime | None = None

    @property
    def label(self) -> str:
        return ""

    def verify(self, by: UUID, at: datetime) -> None:
        if self.verified_by is not None:
            raise Refused(mark("Somebody has verified this delivery already."))
        self.verified_by, self.verified_at = by, at

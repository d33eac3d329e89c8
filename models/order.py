"""What comes before what, and the days on the way that matter."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from models.base import Thing


class ActivityDependency(Thing, table=True):
    """`after` begins once `before` is over and `lag_days` whole days have passed between them.
    Followed from one to the next, nothing ever comes back to where it began."""

    __tablename__ = "activity_dependency"
    __table_args__ = (
        UniqueConstraint("before_id", "after_id"),
        CheckConstraint("before_id <> after_id", name="not_itself"),
        CheckConstraint("lag_days BETWEEN 0 AND 3650", name="lag_days"),
    )

    before_id: UUID = Field(foreign_key="activity.id", index=True)
    after_id: UUID = Field(foreign_key="activity.id", index=True)
    lag_days: int = 0


class Milestone(Thing, table=True):
    """A day by which something of an activity should be there, and the day it was."""

    activity_id: UUID = Field(foreign_key="activity.id", index=True)
    title: str = Field(max_length=200)
    due_on: date
    done_on: date | None = None

    def is_late(self, today: date) -> bool:
        """Its day has passed and it is not there. Computed, never stored."""
        return self.done_on is None and self.due_on < today

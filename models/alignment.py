"""What an objective also serves, in the words of others: a goal of the UN, a priority of a call."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Thing
from models.words import word


class Scheme(StrEnum):
    sdg_goal = "sdg_goal"
    platform_objective = "platform_objective"
    programme_priority = "programme_priority"


class Strength(StrEnum):
    primary = "primary"
    secondary = "secondary"


class AlignmentTarget(Thing, table=True):
    """Something others want, which objectives can point at. A goal of the UN is named by its code
    alone: its words come from the list of goals, in the reader's language."""

    __tablename__ = "alignment_target"
    __table_args__ = (UniqueConstraint("community_id", "scheme", "code"),)

    scheme: Scheme = word(Scheme)
    code: str = Field(max_length=40)
    title: str = Field(default="", max_length=200)
    uri: str = Field(default="", max_length=500)


class Alignment(Thing, table=True):
    """An objective and one thing it serves: first of all, or also."""

    __table_args__ = (UniqueConstraint("objective_id", "target_id"),)

    objective_id: UUID = Field(foreign_key="objective.id", index=True)
    target_id: UUID = Field(foreign_key="alignment_target.id", index=True)
    strength: Strength = word(Strength, default=Strength.primary)

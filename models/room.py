"""The meeting while it runs: phones, cards, points, rounds of consent, photographs."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field

from models.base import Thing
from models.meeting import Phase
from models.words import word


class Phone(Thing, table=True):
    """A phone that checked in at a community: no account, and known next time. Only the hash of
    its token is kept; it can be revoked."""

    __table_args__ = (UniqueConstraint("community_id", "token_hash"),)

    token_hash: str = Field(max_length=64, index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)

    @property
    def label(self) -> str:
        return ""


class Card(Thing, table=True):
    """An idea of one person, in one line; it may become an objective. `to_confirm`: whoever
    wrote it had not been admitted yet."""

    __table_args__ = (CheckConstraint("text <> ''", name="text"),)

    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    phase: Phase | None = word(Phase, default=None, nullable=True)
    text: str = Field(max_length=300)
    to_confirm: bool = False
    objective_id: UUID | None = Field(default=None, foreign_key="objective.id")

    @property
    def label(self) -> str:
        return self.text


class Support(Thing, table=True):
    """Somebody stands behind a card; archived when they no longer do."""

    __table_args__ = (UniqueConstraint("card_id", "person_id"),)

    card_id: UUID = Field(foreign_key="card.id", index=True)
    person_id: UUID = Field(foreign_key="person.id")


class Points(Thing, table=True):
    """What one person gives an objective out of the points each may share out at a meeting."""

    __table_args__ = (
        UniqueConstraint("meeting_id", "objective_id", "person_id"),
        CheckConstraint("n >= 0", name="n"),
    )

    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    objective_id: UUID = Field(foreign_key="objective.id", index=True)
    person_id: UUID = Field(foreign_key="person.id")
    n: int = 0


POINTS_EACH = 5  # to share out among the objectives, as with the deck of cards


class SideTable(Thing, table=True):
    """A table of a phase that runs at several at once."""

    __tablename__ = "side_table"

    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    phase: Phase | None = word(Phase, default=None, nullable=True)
    name: str = Field(max_length=80)
    works_on: list = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # ids


class Stage(StrEnum):
    """Where a round of consent stands: heard, asked about, felt, answered, mended, over."""

    presented = "presented"
    clarifying = "clarifying"
    reacting = "reacting"
    consent = "consent"
    integrating = "integrating"
    decided = "decided"
    withdrawn = "withdrawn"


OVER = (Stage.decided, Stage.withdrawn)


class Proposal(Thing, table=True):
    """A text under consent, of which every answer is about the same words (`text_hash`)."""

    __table_args__ = (
        CheckConstraint("round >= 1", name="round"),
        CheckConstraint("quorum_milli BETWEEN 1 AND 1000", name="quorum_milli"),
    )

    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    objective_id: UUID = Field(foreign_key="objective.id", index=True)
    text_frozen: str = ""
    text_hash: str = Field(default="", max_length=64)
    stage: Stage = word(Stage, default=Stage.presented)
    round: int = 1
    quorum_milli: int = 500  # of the units entitled to answer (R27)
    revealed: bool = False
    opened_at: datetime
    closed_at: datetime | None = None

    @property
    def label(self) -> str:
        return self.text_frozen.split("\n")[0]


class Voice(StrEnum):
    """consent: good enough for now, safe enough to try. concern: yes, with a doubt to write
    down. objection: it would harm what we want, and says why. aside: no hindrance, no part."""

    consent = "consent"
    concern = "concern"
    objection = "objection"
    aside = "aside"


class Via(StrEnum):
    own_device = "own_device"
    facilitator = "facilitator"


class Answer(Thing, table=True):
    """One voice of one unit in one round: an organisation's, or a person's. Whoever gave it may
    change it before the round ends, and the room sees who that was. `until`: subject to
    confirmation by that day ("devo sentire il direttivo")."""

    __table_args__ = (
        UniqueConstraint("proposal_id", "round", "unit_id"),
        CheckConstraint("voice <> 'objection' OR reason <> ''", name="objection_says_why"),
    )

    proposal_id: UUID = Field(foreign_key="proposal.id", index=True)
    round: int = 1
    unit_id: UUID  # the organisation or the person, as the community votes
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    person_id: UUID = Field(foreign_key="person.id")
    voice: Voice = word(Voice)
    reason: str = Field(default="", max_length=600)
    until: date | None = None
    via: Via = word(Via, default=Via.own_device)

    @property
    def label(self) -> str:
        return self.voice

    def is_open_to(self, person_id: UUID) -> bool:
        """What another of the same unit said is not silently replaced; what was only written down
        for it by show of hands gives way to its own word."""
        return self.via is Via.facilitator or self.person_id == person_id


class ObjectionState(StrEnum):
    raised = "raised"
    integrated = "integrated"
    withdrawn = "withdrawn"


class Objection(Thing, table=True):
    """A reason against, which belongs to the room once it is said: woven into the text, or
    withdrawn by who raised it."""

    proposal_id: UUID = Field(foreign_key="proposal.id", index=True)
    round: int = 1
    unit_id: UUID
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    person_id: UUID = Field(foreign_key="person.id")
    argument: str = Field(max_length=600)
    state: ObjectionState = word(ObjectionState, default=ObjectionState.raised)
    resolution: str = Field(default="", max_length=600)

    @property
    def label(self) -> str:
        return self.argument[:300]


class Naming(StrEnum):
    checkin = "checkin"
    profile = "profile"
    paper = "paper"


class ConsentRecord(Thing, table=True):
    """Whether somebody wants to be named publicly: what they were told, and when. The latest
    holds; nobody asked yet means no."""

    __tablename__ = "consent_record"

    person_id: UUID = Field(foreign_key="person.id", index=True)
    given: bool
    method: Naming = word(Naming, default=Naming.checkin)
    text_version: str = Field(default="1", max_length=20)


class Photo(Thing, table=True):
    """A flip chart, a wall of cards: made small, without the place it was taken at."""

    meeting_id: UUID = Field(foreign_key="meeting.id", index=True)
    title: str = Field(default="", max_length=200)
    image: bytes = Field(sa_type=LargeBinary)  # JPEG, at most 1600 pixels wide

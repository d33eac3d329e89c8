"""What a summary is made of: plain values of one day, to be kept, shown, printed and sent."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.summaries.rate import Rate

FEWEST = 3  # R28: fewer people than this are not told


@dataclass(frozen=True)
class Number:
    """`rule` is an id of the rules for computed numbers. `value` None: unknown, never 0.

    R28: `people` tells no n where 0 < n < FEWEST; `hidden` says that it is known all the same.
    Units: those of its rule. Undefined: None; nobody at all is 0, and told.
    Source: data protection, Reg. (EU) 2016/679, art. 5(1)(c); the floor of three is the house’s."""

    value: float | None
    rule: str
    numerator: float | None = None
    denominator: float | None = None
    hidden: bool = False

    @classmethod
    def share(cls, rate: Rate, rule: str) -> "Number":
        return cls(rate.value, rule, rate.numerator, rate.denominator)

    @classmethod
    def people(cls, n: int | None, rule: str) -> "Number":
        few = n is not None and 0 < n < FEWEST
        return cls(None if few else n, rule, hidden=few)


@dataclass(frozen=True)
class MeetingFacts:
    ordinal: int | None
    day: date
    organisations: Number
    people: Number
    institutions: Number
    new: Number
    returning: Number
    reactivated: Number
    id: UUID | None = None


@dataclass(frozen=True)
class ObjectiveFacts:
    """An objective the group agreed on. `stands`: how many of its activities are where; `reached`:
    R22 of what was approved, and `reported` the share of weight that speaks of, None where there
    is nothing to measure."""

    ref: str
    title: str
    statement: str
    state: str
    decided_on: date | None
    decision: str
    stands: dict[str, int]
    reached: Number
    reported: Number
    serves: tuple[tuple[str, str, str], ...] = ()  # scheme, code, title
    id: UUID | None = None


@dataclass(frozen=True)
class ResourceFacts:
    """What the plan needs of one kind, in one unit, in thousandths; None where nobody can say.
    `share`: R11 over them, firm pledges alone. `delivered_milli` is part of `confirmed_milli`."""

    kind: str
    unit: str | None
    answer: str
    needed_milli: float | None
    confirmed_milli: float | None
    delivered_milli: float | None
    offered_milli: float | None
    share: Number
    offered_share: Number


@dataclass(frozen=True)
class NeedFacts:
    kind: str
    title: str
    lacking_milli: float | None
    unit: str | None
    by_on: date | None


@dataclass(frozen=True)
class DecisionFacts:
    """`objectives`: those it adopted; else `statement`, its first line."""

    day: date
    refs: tuple[str, ...]
    objectives: tuple[str, ...]
    statement: str
    result: str


@dataclass(frozen=True)
class Facts:
    name: str
    theme: str
    purpose: str
    programme: str
    funders: str
    example: bool
    as_of: date
    held: Number
    so_far: Number | None  # R2 of the meeting that is running, if one is
    reach: Number
    objectives_adopted: Number
    activities: Number
    confirmed: Number  # pledges for the plan that are firm; `denominator`: of all that stand
    offered: Number
    hosted: Number  # given to the life of the community: kept apart from the plan
    musts: Number  # R13: must-have needs fully covered, of those that can be compared
    musts_unknown: int  # how many must-haves there are beside those
    meetings: tuple[MeetingFacts, ...]
    objectives: tuple[ObjectiveFacts, ...]
    resources: tuple[ResourceFacts, ...]
    missing: tuple[NeedFacts, ...]
    more_missing: int
    decisions: tuple[DecisionFacts, ...]

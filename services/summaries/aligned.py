"""What each objective also serves, and all that the community has named so far."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlmodel import select

from models import Alignment, AlignmentTarget, Objective, Person, Strength
from services.look import look
from services.summaries.frames import fetch


class Serves(NamedTuple):
    """`title` is "" for a goal of the UN: its name stands in the list of goals."""

    target_id: UUID
    scheme: str
    code: str
    title: str
    first: bool  # first of all, or also


@dataclass(frozen=True)
class Aligned:
    """`of`: objective id → what it serves, first of all before also. `targets`: all that was
    named, each once."""

    of: dict[UUID, list[Serves]]
    targets: list[AlignmentTarget]


def of_community(by: Person) -> Aligned:
    """Two statements beside those of the window."""
    with look(by, "objective.read") as session:
        targets = session.exec(
            select(AlignmentTarget)
            .where(
                AlignmentTarget.community_id == by.community_id,
                AlignmentTarget.archived_at.is_(None),
            )
            .order_by(AlignmentTarget.scheme, AlignmentTarget.code)
        ).all()
        ties = fetch(
            session,
            select(Alignment.objective_id, Alignment.target_id, Alignment.strength)
            .join(Objective, Objective.id == Alignment.objective_id)
            .where(Alignment.community_id == by.community_id, Objective.archived_at.is_(None)),
        )
    named, found = {t.id: t for t in targets}, defaultdict(list)
    for objective_id, target_id, strength in ties:
        if t := named.get(target_id):
            first = strength == Strength.primary
            found[objective_id].append(Serves(t.id, str(t.scheme), t.code, t.title, first))
    return Aligned({id: sorted(some, key=_in_order) for id, some in found.items()}, targets)


def _in_order(one: Serves) -> tuple:
    return not one.first, one.scheme, one.code.zfill(40)

"""How far the numbers of each objective came: R22, without the work under it."""

from uuid import UUID

from sqlmodel import select

from models import Objective, Person
from services.look import look
from services.summaries import results
from services.summaries.achievement import Achievement
from services.summaries.tree import Branch


def of_community(by: Person) -> dict[UUID, Achievement]:
    """Of every objective that is there. One statement beside those of its measures."""
    with look(by, "objective.read") as session:
        rows = session.exec(
            select(Objective).where(
                Objective.community_id == by.community_id, Objective.archived_at.is_(None)
            )
        ).all()
    branches = {objective.id: Branch(objective) for objective in rows}
    for branch in branches.values():
        if branch.objective.parent_id in branches:
            branches[branch.objective.parent_id].children.append(branch)
    known = results.of_community(by)
    return {id: known.achievement(branch) for id, branch in branches.items()}

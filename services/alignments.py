"""What an objective also serves: goals of the UN, of the platform, priorities of a call."""

from uuid import UUID

from sqlmodel import select

from models import Alignment, AlignmentTarget, Objective, Person, Scheme, Strength
from models.base import words
from models.refusals import NotFound, Refused
from services.change import Step, change
from services.codes import sustainable_goals
from translations import mark


def align(
    by: Person,
    objective_id: UUID,
    scheme: Scheme,
    code: str = "",
    title: str = "",
    strength: Strength = Strength.primary,
    op: UUID | None = None,
) -> Alignment:
    """A goal of the UN by its code (1 to 17); something else by its title, and a code if it has
    one. Said once for the community, then found again by its code. Said again of the same
    objective, only the strength changes."""
    with change(by, "objective.aligned", op) as step:
        step.what = step.get(Objective, objective_id).title
        target = _target(step, scheme, *_named(scheme, code, title))
        there = _tie(step, objective_id, target.id)
        if there:
            there.strength = strength
            return there
        made = Alignment(objective_id=objective_id, target_id=target.id, strength=strength)
        return step.add(made)


def drop(by: Person, objective_id: UUID, target_id: UUID, op: UUID | None = None) -> None:
    with change(by, "objective.unaligned", op) as step:
        step.what = step.get(Objective, objective_id).title
        there = _tie(step, objective_id, target_id)
        if there is None:
            raise NotFound
        step.remove(there)


def _named(scheme: Scheme, code: str, title: str) -> tuple[str, str]:
    code = " ".join(code.split())
    if scheme == Scheme.sdg_goal:
        if code not in sustainable_goals():
            raise Refused(mark("The goals of the Agenda 2030 go from 1 to 17."), field="code")
        return code, ""
    title = words(title, "title")
    return (code or title)[:40], title


def _target(step: Step, scheme: Scheme, code: str, title: str) -> AlignmentTarget:
    there = step.exec(
        select(AlignmentTarget).where(
            AlignmentTarget.community_id == step.by.community_id,
            AlignmentTarget.scheme == scheme,
            AlignmentTarget.code == code,
        )
    ).first()
    return there or step.add(AlignmentTarget(scheme=scheme, code=code, title=title))


def _tie(step: Step, objective_id: UUID, target_id: UUID) -> Alignment | None:
    return step.exec(
        select(Alignment).where(
            Alignment.community_id == step.by.community_id,
            Alignment.objective_id == objective_id,
            Alignment.target_id == target_id,
        )
    ).first()

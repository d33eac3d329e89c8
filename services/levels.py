"""How the levels of objectives are called: by template, or in the group's own words."""

from uuid import UUID

from sqlmodel import select

from models import Level, Levels, Person, Plan
from models.base import words
from models.refusals import Refused
from services.change import change
from services.look import look
from services.objectives import plan_of
from translations import mark

FIELDS = ("levels", "level_names")
LONGEST = 60


def of_community(by: Person) -> Plan:
    """The plan that says it, in `levels` and `level_names`."""
    with look(by, "objective.read") as session:
        return session.exec(
            select(Plan)
            .where(Plan.community_id == by.community_id, Plan.archived_at.is_(None))
            .order_by(Plan.created_at)
        ).first()


def choose(
    by: Person, levels: Levels, names: dict[str, str], seen: dict, op: UUID | None = None
) -> Plan:
    """`names`: level → its name, of one's own words; at least one of them. Objectives keep the
    level they have, whatever it is called."""
    with change(by, "plan.levels_chosen", op) as step:
        plan = step.get(Plan, plan_of(step))
        own = {level: name for level in Level if (name := names.get(level, "").strip())}
        own = {str(level): words(name, str(level), LONGEST) for level, name in own.items()}
        if levels == Levels.custom and not own:
            raise Refused(mark("Name at least one level."), field="names")
        step.edit(plan, seen, {"levels": levels, "level_names": own}, FIELDS)
        return plan

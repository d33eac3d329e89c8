"""Who could do with a word: what is late, at risk or soon due, by who has it in hand.

A line for each thing, said once, under the gravest of what is true of it; and each thing under one
owner: the responsible person, else the organisation that leads it. What nobody has in hand looks
for somebody, and is nobody's to be reminded of.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, select

from models import ActionItem, ActionState, Activity, Organisation, Person, moment
from services.look import look
from services.rights import Standing
from services.summaries import pace, timeline, tree
from services.summaries.timeline import Timeline
from services.summaries.tree import Leaf

SOON = timedelta(days=14)

# In the order of their weight.
KINDS = (
    "late",  # R0: its end has passed and it is not done
    "day_passed",  # a milestone, likewise
    "late_action",
    "blocked",
    "behind",  # R24
    "ends",  # within SOON
    "day",  # a milestone within SOON
    "action",
    "starts",  # within SOON, and not begun
)


class Line(NamedTuple):
    """`day`: the one it is for; None for what is blocked without an end. `organisation_id`: who
    has an action in hand; of an activity there may be several."""

    kind: str
    ref: str
    what: str
    day: date | None
    activity_id: UUID | None
    organisation_id: UUID | None = None


@dataclass
class Owner:
    """`is_person`: else an organisation. `lines`: the gravest first, then by day."""

    id: UUID
    name: str
    is_person: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def late(self) -> int:
        return sum(line.kind in KINDS[:3] for line in self.lines)


def of_community(by: Person) -> list[Owner]:
    """Those with most that is late first, then by name; of who may not see all of it, their own and
    their organisations'. One statement beside those of the plan and its timeline."""
    with look(by, "activity.nudge", part=True) as session:
        who = session.info["who"]
        actions = _actions(session, by)
    known, leaves = timeline.of_community(by), tree.tree(by).leaves
    owners = by_owner(leaves, known, actions, moment.today())
    return [owner for owner in owners if who.sees("activity.nudge") or _is(who, owner)]


def of_nobody(leaves: Iterable[Leaf], today: date) -> list[Line]:
    """The same of activities that nobody has in hand."""
    loose = (leaf for leaf in leaves if not _has_owner(leaf.activity))
    return [line for leaf in loose for line in _of_activity(leaf, today)]


def by_owner(
    leaves: Iterable[Leaf], known: Timeline, actions: Iterable[tuple], today: date
) -> list[Owner]:
    """`actions`: open ones as (ActionItem, name of the person, name of the organisation)."""
    owners: dict[UUID, Owner] = {}
    for leaf in leaves:
        lines = [*_of_activity(leaf, today), *_of_days(leaf, known, today)]
        a = leaf.activity
        _put(owners, a.owner_person_id, leaf.owner, a.lead_organisation_id, leaf.lead, lines)
    for action, person, org in actions:
        lines = _of_action(action, today)
        _put(owners, action.owner_person_id, person, action.owner_organisation_id, org, lines)
    for owner in owners.values():
        owner.lines.sort(key=lambda line: (KINDS.index(line.kind), line.day or date.max, line.ref))
    return sorted(owners.values(), key=lambda owner: (-owner.late, owner.name.casefold()))


def _has_owner(a: Activity) -> bool:
    return bool(a.owner_person_id or a.lead_organisation_id)


def _of_activity(leaf: Leaf, today: date) -> list[Line]:
    a = leaf.activity
    if not a.is_open:
        return []
    found = {
        "late": a.is_late(today),
        "blocked": leaf.stands == "blocked",
        "behind": pace.leaf_is_behind(leaf, today),
        "ends": _soon(a.planned_end, today),
        "starts": _soon(a.planned_start, today) and not (a.actual_start or a.progress_pct),
    }
    kind = next((kind for kind in KINDS if found.get(kind)), None)
    day = a.planned_start if kind == "starts" else a.planned_end
    return [Line(kind, a.ref, a.title, day, a.id)] if kind else []


def _of_days(leaf: Leaf, known: Timeline, today: date) -> list[Line]:
    a, days = leaf.activity, known.milestones_of(leaf.activity.id)
    return [
        Line("day_passed" if m.is_late(today) else "day", a.ref, m.title, m.due_on, a.id)
        for m in (days if a.is_open else ())
        if m.is_late(today) or (m.done_on is None and _soon(m.due_on, today))
    ]


def _of_action(action: ActionItem, today: date) -> list[Line]:
    late = action.is_late(today)
    if not (late or _soon(action.due_on, today)):
        return []
    kind = "late_action" if late else "action"
    org = action.owner_organisation_id
    return [Line(kind, action.ref, action.text, action.due_on, None, org)]


def _soon(day: date | None, today: date) -> bool:
    return day is not None and today <= day <= today + SOON


def _put(owners: dict, person: UUID | None, who: str, org: UUID | None, name: str, lines) -> None:
    id = person or org
    if id and lines:
        owner = owners.setdefault(id, Owner(id, (who if person else name) or "", bool(person)))
        owner.lines += lines


def _is(who: Standing, owner: Owner) -> bool:
    return owner.id == who.person_id or owner.id in who.speaks_for


def _actions(session: Session, by: Person) -> list[tuple]:
    rows = session.exec(
        select(ActionItem, Person.name, Organisation.short_name, Organisation.name)
        .outerjoin(Person, Person.id == ActionItem.owner_person_id)
        .outerjoin(Organisation, Organisation.id == ActionItem.owner_organisation_id)
        .where(
            ActionItem.community_id == by.community_id,
            ActionItem.archived_at.is_(None),
            ActionItem.state == ActionState.open,
        )
        .order_by(ActionItem.number)
    ).all()
    return [(action, person, short or name) for action, person, short, name in rows]

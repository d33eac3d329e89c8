"""How far the plan is, told by what state its activities are in, never by an average."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlmodel import Session, select

from models import (
    AGREED,
    Activity,
    ActivityObjective,
    ActivityState,
    Objective,
    ObjectiveState,
    Organisation,
    Person,
    moment,
)
from models.plan import is_late, is_wanted
from services.look import look
from services.summaries.frames import each, fetch, framed
from services.summaries.rate import Rate

# Where an activity stands: one of these, the first that is true.
STANDINGS = ("done", "blocked", "late", "wanted", "running", "planned")


@dataclass(frozen=True)
class Work:
    """`activities`: id, number, title, stands (one of STANDINGS), those cancelled left out.
    `objectives`: id, number, title, state, steward ("" for none), activities, and a count for
    each of STANDINGS; adopted ones first, dropped ones left out. An activity that serves two
    objectives stands under both, and once in `activities`."""

    activities: pd.DataFrame
    objectives: pd.DataFrame

    @property
    def adopted(self) -> Rate:
        """Adopted objectives (achieved ones too) of all that are there."""
        state = self.objectives.state
        return Rate.of(int(state.isin(AGREED).sum()), len(state))

    @property
    def under_way(self) -> Rate:
        """Activities in progress, late ones too, of all that are there."""
        started = self.activities.state == ActivityState.in_progress
        return Rate.of(int(started.sum()), len(self.activities))

    def count(self, stands: str) -> int:
        return int((self.activities.stands == stands).sum())


def work(by: Person) -> Work:
    """Three statements beside those of the window."""
    with look(by, "activity.read") as session:
        activities, ties = _activities(session, by), _ties(session, by)
        objectives = _objectives(session, by)
    return Work(activities, _counted(objectives, activities, ties))


def stands(activity, today: date) -> str:
    """`activity`: state, planned_end, lead_organisation_id, owner_person_id, help_wanted."""
    if activity.state == ActivityState.done:
        return "done"
    if activity.state == ActivityState.blocked:
        return "blocked"
    if is_late(activity, today):
        return "late"
    if is_wanted(activity):
        return "wanted"
    return "running" if activity.state == ActivityState.in_progress else "planned"


_ACTIVITY = {
    "id": Activity.id,
    "number": Activity.number,
    "title": Activity.title,
    "state": Activity.state,
    "planned_end": Activity.planned_end,
    "lead_organisation_id": Activity.lead_organisation_id,
    "owner_person_id": Activity.owner_person_id,
    "help_wanted": Activity.help_wanted,
}
_OBJECTIVE = {
    "id": Objective.id,
    "number": Objective.number,
    "title": Objective.title,
    "state": Objective.state,
    "steward": Organisation.name,
}


def _activities(session: Session, by: Person) -> pd.DataFrame:
    rows = fetch(
        session,
        select(*_ACTIVITY.values()).where(
            Activity.community_id == by.community_id,
            Activity.archived_at.is_(None),
            Activity.state != ActivityState.cancelled,
        ),
    )
    frame = framed(rows, _ACTIVITY)
    today = moment.today()
    return frame.assign(stands=[stands(a, today) for a in each(frame)])


def _ties(session: Session, by: Person) -> list[tuple]:
    return fetch(
        session,
        select(ActivityObjective.objective_id, ActivityObjective.activity_id).where(
            ActivityObjective.community_id == by.community_id
        ),
    )


def _objectives(session: Session, by: Person) -> pd.DataFrame:
    rows = fetch(
        session,
        select(*_OBJECTIVE.values())
        .select_from(Objective)
        .outerjoin(Organisation, Organisation.id == Objective.steward_organisation_id)
        .where(
            Objective.community_id == by.community_id,
            Objective.archived_at.is_(None),
            Objective.state != ObjectiveState.dropped,
        )
        .order_by(Objective.number),
    )
    return framed(sorted(rows, key=lambda r: r.state not in AGREED), _OBJECTIVE)


def _counted(objectives: pd.DataFrame, activities: pd.DataFrame, ties: list) -> pd.DataFrame:
    where = dict(zip(activities.id, activities.stands, strict=True))
    counts = {id: dict.fromkeys(STANDINGS, 0) for id in objectives.id}
    for objective_id, activity_id in ties:
        if objective_id in counts and activity_id in where:
            counts[objective_id][where[activity_id]] += 1
    more = {name: [counts[id][name] for id in objectives.id] for name in STANDINGS}
    return objectives.assign(
        steward=[name or "" for name in objectives.steward],
        activities=[sum(counts[id].values()) for id in objectives.id],
        **more,
    )

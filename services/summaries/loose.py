"""R25: what hangs on nothing yet. A to-do list, not a score."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, select

from models import (
    AGREED,
    STANDS_TODAY,
    Activity,
    ActivityObjective,
    ActivityState,
    Beneficiary,
    Need,
    NeedState,
    Objective,
    ObjectiveState,
    Person,
    Pledge,
    PledgeState,
)
from services.look import look
from services.summaries.coverage import MUST
from services.summaries.frames import fetch


class Thread(NamedTuple):
    id: UUID
    ref: str
    title: str

    @property
    def said(self) -> str:
        return f"{self.ref} {self.title}"


@dataclass(frozen=True)
class Loose:
    """By number each; what is archived, dropped or cancelled is in none, and holds nothing."""

    objectives: list[Thread]  # adopted, and no activity serves them
    activities: list[Thread]  # that serve no objective
    needs: list[Thread]  # must-have, open, and nobody has offered anything
    pledges: list[Thread]  # given to the plan, and to no activity of it

    @property
    def count(self) -> int:
        return sum(map(len, self._all))

    def only(self, *ids: Iterable[UUID]) -> "Loose":
        """Of these objectives, activities, needs and pledges alone."""
        pairs = zip(self._all, map(set, ids), strict=True)
        return Loose(*([t for t in threads if t.id in some] for threads, some in pairs))

    @property
    def _all(self) -> tuple[list[Thread], ...]:
        return self.objectives, self.activities, self.needs, self.pledges


def of_community(by: Person) -> Loose:
    """R25: {adopted objectives} − {served by an activity}, {activities} − {serving an objective},
    {open must-needs} − {pledged to}, {pledges for the plan} − {for an activity}. Four statements
    beside those of the window.

    Units: things to do, no score. Undefined: never; needs and pledges are empty for who may not
    read them. Source: the house’s own rule."""
    with look(by, "activity.read") as session:
        pledged = session.info["who"].allows("pledge.read")
        return Loose(
            objectives=_objectives(session, by),
            activities=_activities(session, by),
            needs=_needs(session, by) if pledged else [],
            pledges=_pledges(session, by) if pledged else [],
        )


def _objectives(session: Session, by: Person) -> list[Thread]:
    served = (
        select(ActivityObjective.objective_id)
        .join(Activity, Activity.id == ActivityObjective.activity_id)
        .where(*_kept(by))
    )
    return _threads(
        session, by, Objective, Objective.state.in_(AGREED), Objective.id.not_in(served)
    )


def _activities(session: Session, by: Person) -> list[Thread]:
    tied = (
        select(ActivityObjective.activity_id)
        .join(Objective, Objective.id == ActivityObjective.objective_id)
        .where(*_there(Objective, by), Objective.state != ObjectiveState.dropped)
    )
    return _threads(
        session, by, Activity, Activity.state != ActivityState.cancelled, Activity.id.not_in(tied)
    )


def _needs(session: Session, by: Person) -> list[Thread]:
    answered = select(Pledge.need_id).where(
        *_there(Pledge, by), Pledge.need_id.is_not(None), STANDS_TODAY
    )
    return _threads(
        session,
        by,
        Need,
        Need.priority == MUST,
        Need.state == NeedState.open,
        Need.id.not_in(answered),
    )


def _pledges(session: Session, by: Person) -> list[Thread]:
    """What was given in full asks for nothing more, whatever became of the work it was for."""
    given_up = Pledge.activity_id.not_in(select(Activity.id).where(*_kept(by)))
    return _threads(
        session,
        by,
        Pledge,
        STANDS_TODAY,
        Pledge.beneficiary == Beneficiary.project,
        or_(Pledge.activity_id.is_(None), given_up & (Pledge.state != PledgeState.delivered)),
    )


def _kept(by: Person) -> tuple:
    return *_there(Activity, by), Activity.state != ActivityState.cancelled


def _there(kind, by: Person) -> tuple:
    return kind.community_id == by.community_id, kind.archived_at.is_(None)


def _threads(session: Session, by: Person, kind, *conditions) -> list[Thread]:
    rows = fetch(
        session,
        select(kind.id, kind.number, kind.title)
        .where(*_there(kind, by), *conditions)
        .order_by(kind.number),
    )
    return [Thread(id, f"{kind.prefix}-{number}", title) for id, number, title in rows]

"""What waits for somebody, since when, for whom, and where it is mended.

A line is the person's own (`mine`) when they can end the waiting themselves: a pledge of an
organisation they may commit, an activity or action that is theirs, being named by somebody else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, func, select

from models import (
    AGREED,
    HELD,
    PROMISED,
    STATE_TODAY,
    ActionItem,
    ActionState,
    Activity,
    ActivityContributor,
    ActivityObjective,
    ActivityState,
    Answer,
    Decision,
    Indicator,
    IndicatorTarget,
    Measurement,
    MeasurementState,
    Meeting,
    NeedState,
    Objective,
    ObjectiveState,
    Organisation,
    Person,
    Pledge,
    PledgeState,
    Proposal,
    moment,
    promise_hash,
)
from models.plan import is_late, is_wanted
from services.look import look
from services.rights import Standing
from services.summaries.coverage import COVERED, MUST, NOT_SAID
from services.summaries.due import due_on
from services.summaries.frames import each, fetch
from services.summaries.resources import Needed
from services.summaries.seats import day_of

_ACTIVITY = (
    Activity.id,
    Activity.community_id,
    Activity.created_at,
    Activity.title,
    Activity.state,
    Activity.planned_start,
    Activity.planned_end,
    Activity.lead_organisation_id,
    Activity.lead_accepted,
    Activity.owner_person_id,
    Activity.help_wanted,
)
_PLEDGE = (
    Pledge.id,
    Pledge.community_id,
    Pledge.created_at,
    Pledge.giver_organisation_id,
    Pledge.answer_by,
    *(getattr(Pledge, field) for field in PROMISED),
)

# In the order of their weight: what can still be saved today comes first.
KINDS = (
    "named",  # somebody put my organisation down; it waits for our yes
    "pledge",  # promised in somebody's name, and nobody has said yes or no
    "voice",  # consented, subject to confirmation by a day
    "late_activity",
    "late_action",
    "need",  # must-have, and firm pledges do not cover it
    "wanted",  # an open activity that nobody leads
    "amount",  # must-have, and nobody has said how much: R13 leaves it out
    "measure",  # to be measured again by now
    "action",  # said, without who or by when
    "objective",  # adopted, and no activity serves it
    "task",  # an activity of mine that is open
    "errand",  # an action of mine that is open
)


@dataclass(frozen=True)
class Waiting:
    """`since`: the day it began to wait. `due`: the day it is for. `whom`: who is waited for, ""
    if that is the trouble. `page` and `id`: where it is mended. `read`: of a pledge that is
    theirs to confirm, the words they read (`promise_hash`)."""

    kind: str
    what: str
    since: date | None
    whom: str
    page: str
    id: UUID
    mine: bool
    community_id: UUID
    due: date | None = None
    read: str = ""


def waiting(by: Person) -> list[Waiting]:
    """All that waits in the community of `by`, by kind, the longest waiting first. Nine
    statements beside those of the window."""
    with look(by, "activity.read") as session:
        return gather(session, [session.info["who"]])


def gather(session: Session, tables: list[Standing]) -> list[Waiting]:
    """The same for several communities at once, as one person of each, in as many statements."""
    here = {who.community_id: who for who in tables}
    found = [
        *_pledges(session, here),
        *_named(session, here),
        *_voices(session, here),
        *_activities(session, here),
        *_actions(session, here),
        *_objectives(session, here),
        *_measures(session, here),
    ]
    return in_order(found)


def uncovered(needed: Needed, who: Standing) -> list[Waiting]:
    """Must-have needs that firm pledges do not cover whole. R13: only what has a quantity can be
    covered; what has none waits for that, in a kind of its own."""
    needs = needed.needs
    musts = needs[(needs.priority == MUST) & (needs.state == NeedState.open)]
    short = musts[musts.answer != COVERED]
    return [
        Waiting(
            "amount" if n.answer == NOT_SAID else "need",
            n.title,
            None,
            "",
            "resources",
            n.id,
            False,
            who.community_id,
            n.from_on or n.activity_start,
        )
        for n in each(short)
    ]


def in_order(lines: Iterable[Waiting]) -> list[Waiting]:
    return sorted(
        lines,
        key=lambda w: (KINDS.index(w.kind), w.due or date.max, w.since or date.max, w.what),
    )


def _pledges(session: Session, here: dict[UUID, Standing]) -> list[Waiting]:
    rows = fetch(
        session,
        select(*_PLEDGE, Organisation.name.label("giver"))
        .select_from(Pledge)
        .join(Organisation, Organisation.id == Pledge.giver_organisation_id)
        .where(*_there(Pledge, here), PledgeState.proposed == STATE_TODAY),
    )
    return [_pledge(p, here[p.community_id].may_commit) for p in rows]


def _pledge(p, may_commit: frozenset[UUID]) -> Waiting:
    mine, since = p.giver_organisation_id in may_commit, day_of(p.created_at)
    told = "pledge", p.title, since, p.giver, "resources", p.id, mine, p.community_id, p.answer_by
    return Waiting(*told, promise_hash(p) if mine else "")


def _named(session: Session, here: dict[UUID, Standing]) -> list[Waiting]:
    """Organisations put down by others, to take part in an activity (to lead one: _activities)."""
    rows = session.exec(
        select(ActivityContributor, Activity, Organisation.name)
        .join(Activity, Activity.id == ActivityContributor.activity_id)
        .join(Organisation, Organisation.id == ActivityContributor.organisation_id)
        .where(
            *_there(ActivityContributor, here),
            *_there(Activity, here),
            ActivityContributor.accepted.is_(False),
        )
    ).all()
    return [
        _name(here, activity, tie.organisation_id, name, day_of(tie.created_at))
        for tie, activity, name in rows
        if activity.is_open
    ]


def _voices(session: Session, here: dict[UUID, Standing]) -> list[Waiting]:
    """Who consented and has to ask their board first, while the text is adopted provisionally."""
    rows = session.exec(
        select(Answer, Proposal, Organisation.name, Person.name)
        .join(Proposal, (Proposal.id == Answer.proposal_id) & (Proposal.round == Answer.round))
        .join(Decision, Decision.proposal_id == Proposal.id)
        .outerjoin(Organisation, Organisation.id == Answer.organisation_id)
        .outerjoin(Person, Person.id == Answer.person_id)
        .where(
            *_there(Answer, here),
            *_there(Decision, here),
            Answer.until.is_not(None),
            Decision.provisional_until.is_not(None),
        )
    ).all()
    return [
        _voice(here[given.community_id], given, asked, org, who) for given, asked, org, who in rows
    ]


def _voice(who: Standing, given: Answer, asked: Proposal, org: str, person: str) -> Waiting:
    named = person if who.sees("person.read_name") else ""  # not to an arrival
    return Waiting(
        "voice",
        asked.label,
        day_of(given.created_at),
        org or named,
        "meeting",
        asked.meeting_id,
        given.organisation_id in who.speaks_for or given.person_id == who.person_id,
        given.community_id,
        given.until,
    )


def _activities(session: Session, here: dict[UUID, Standing]) -> list[Waiting]:
    rows = fetch(
        session,
        select(*_ACTIVITY, Organisation.name.label("lead"))
        .select_from(Activity)
        .outerjoin(Organisation, Organisation.id == Activity.lead_organisation_id)
        .where(
            *_there(Activity, here),
            Activity.state.not_in((ActivityState.done, ActivityState.cancelled)),
        ),
    )
    return [line for row in rows for line in _of_activity(here, row, row.lead or "")]


def _of_activity(here: dict[UUID, Standing], activity, lead: str) -> list[Waiting]:
    who = here[activity.community_id]
    ours = activity.lead_organisation_id in who.speaks_for
    mine = activity.owner_person_id == who.person_id or (ours and not activity.owner_person_id)
    named = lead and not activity.lead_accepted
    late = is_late(activity, moment.today())
    lines = []
    if named:
        lines.append(_name(here, activity, activity.lead_organisation_id, lead, None))
    if late:
        lines.append(_task("late_activity", activity, lead, mine))
    if is_wanted(activity):
        lines.append(_task("wanted", activity, lead, False))
    if mine and not late and not named:
        lines.append(_task("task", activity, lead, True))
    return lines


def _task(kind: str, activity, lead: str, mine: bool) -> Waiting:
    return Waiting(
        kind,
        activity.title,
        day_of(activity.created_at),
        lead,
        "plan",
        activity.id,
        mine,
        activity.community_id,
        activity.planned_start if kind == "wanted" else activity.planned_end,
    )


def _name(here: dict, activity, organisation_id: UUID, name: str, since) -> Waiting:
    return Waiting(
        "named",
        activity.title,
        since or day_of(activity.created_at),
        name,
        "plan",
        activity.id,
        organisation_id in here[activity.community_id].speaks_for,
        activity.community_id,
    )


def _actions(session: Session, here: dict[UUID, Standing]) -> list[Waiting]:
    rows = session.exec(
        select(ActionItem, Person.name, Organisation.name)
        .outerjoin(Person, Person.id == ActionItem.owner_person_id)
        .outerjoin(Organisation, Organisation.id == ActionItem.owner_organisation_id)
        .where(*_there(ActionItem, here), ActionItem.state == ActionState.open)
    ).all()
    lines = [_action(here, action, person, org) for action, person, org in rows]
    return [line for line in lines if line]


def _action(here: dict, action: ActionItem, person: str | None, org: str | None) -> Waiting | None:
    who = here[action.community_id]
    named = person if who.sees("person.read_name") else None  # not to an arrival
    mine = action.owner_person_id == who.person_id or action.owner_organisation_id in who.speaks_for
    late = action.is_late(moment.today())
    incomplete = not (person or org) or action.due_on is None
    if not (late or incomplete or mine):
        return None
    return Waiting(
        "late_action" if late else "action" if incomplete else "errand",
        action.text,
        day_of(action.created_at),
        named or org or "",
        "meeting" if action.meeting_id else "meetings",
        action.meeting_id or action.id,
        mine,
        action.community_id,
        action.due_on,
    )


def _objectives(session: Session, here: dict[UUID, Standing]) -> list[Waiting]:
    """R25: adopted, and no activity that is still there serves it."""
    served = (
        select(ActivityObjective.objective_id)
        .join(Activity, Activity.id == ActivityObjective.activity_id)
        .where(*_there(Activity, here), Activity.state != ActivityState.cancelled)
    )
    rows = session.exec(
        select(Objective).where(
            *_there(Objective, here),
            Objective.state.in_(AGREED),
            Objective.id.not_in(served),
        )
    ).all()
    return [
        Waiting(
            "objective",
            o.title,
            day_of(o.created_at),
            "",
            "plan",
            o.id,
            False,
            o.community_id,
            o.due_on,
        )
        for o in rows
    ]


def _measures(session: Session, here: dict[UUID, Standing]) -> list[Waiting]:
    """What somebody said how often to look at, and it is time; of objectives that still stand."""
    rows = session.exec(
        select(Indicator, Organisation.name, func.min(IndicatorTarget.to_on))
        .join(Objective, Objective.id == Indicator.objective_id)
        .outerjoin(Organisation, Organisation.id == Indicator.responsible_organisation_id)
        .outerjoin(
            IndicatorTarget,
            (IndicatorTarget.indicator_id == Indicator.id) & IndicatorTarget.archived_at.is_(None),
        )
        .where(
            *_there(Indicator, here),
            *_there(Objective, here),
            Objective.state.not_in((ObjectiveState.dropped, ObjectiveState.achieved)),
            Indicator.frequency.is_not(None),
        )
        .group_by(Indicator.id, Organisation.name)
    ).all()
    last, met = _last_measured(session, here), _met(session, here)
    lines = [_measure(here, row, last.get(row[0].id), met) for row in rows]
    return [line for line in lines if line]


def _measure(here: dict, row: tuple, last: date | None, met: dict) -> Waiting | None:
    indicator, org, target_on = row
    since = indicator.baseline_on or day_of(indicator.created_at)
    held = met.get(indicator.community_id, ())
    due = due_on(indicator.frequency, last, since, held, target_on)
    if indicator.counts_itself or due is None or due > moment.today():
        return None
    return Waiting(
        "measure",
        indicator.title,
        last or since,
        org or "",
        "plan",
        indicator.id,
        indicator.responsible_organisation_id in here[indicator.community_id].speaks_for,
        indicator.community_id,
        due,
    )


def _last_measured(session: Session, here: dict[UUID, Standing]) -> dict[UUID, date]:
    """The latest day of each that was handed in; a draft is nobody's but its author's."""
    rows = fetch(
        session,
        select(Measurement.indicator_id, func.max(Measurement.as_of))
        .where(
            *_there(Measurement, here),
            Measurement.state.in_((MeasurementState.submitted, MeasurementState.approved)),
        )
        .group_by(Measurement.indicator_id),
    )
    return dict(rows)


def _met(session: Session, here: dict[UUID, Standing]) -> dict[UUID, list[date]]:
    rows = fetch(
        session,
        select(Meeting.community_id, Meeting.starts_at, Meeting.tz).where(
            *_there(Meeting, here), Meeting.state.in_(HELD)
        ),
    )
    found: dict[UUID, list[date]] = {}
    for community_id, starts, tz in rows:
        found.setdefault(community_id, []).append(day_of(starts, tz))
    return found


def _there(kind, here: dict[UUID, Standing]) -> tuple:
    return kind.community_id.in_(here), kind.archived_at.is_(None)

"""What a meeting would leave behind if it closed now: who waits at the door, what nobody does or
by no day, what hangs on nothing (R25, of this meeting only), and the next meeting."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from models import (
    STANDS_TODAY,
    ActionItem,
    ActionState,
    Activity,
    ActivityObjective,
    Decision,
    History,
    Meeting,
    MeetingState,
    Need,
    NeedState,
    Objective,
    ObjectiveState,
    Organisation,
    Person,
    Pledge,
    moment,
)
from models.refusals import NotFound
from services.catching import doer
from services.look import look
from services.summaries.coverage import MUST
from services.summaries.loose import Thread
from services.summaries.room import read

OVER = (ObjectiveState.dropped, ObjectiveState.achieved)


@dataclass(frozen=True)
class Unsaid:
    """An action without a person or a day. `who`, `day`: what is known, else what is proposed:
    the person present whom its words name, the day of the next meeting."""

    action: ActionItem
    who: Person | None
    day: date


@dataclass(frozen=True)
class Following:
    """The next meeting: called, or proposed for the same weekday and hours of the next month.
    `unhosted`: nobody hosts it yet, and that was left “as it is, I know”."""

    called: Meeting | None
    day: date
    starts: time
    ends: time
    host_id: UUID | None
    unhosted: bool

    @property
    def settled(self) -> bool:
        return self.called is not None and (self.host_id is not None or self.unhosted)


@dataclass(frozen=True)
class Checklist:
    """What was left “as it is, I know” asks nothing any more: it stands in `kept` (what hangs on
    nothing) and `kept_actions` alone, and is never told as done."""

    meeting: Meeting
    arrivals: list[tuple[Person, Organisation | None]]
    actions: list[Unsaid]
    objectives: list[Thread]  # of this meeting, and no activity serves them
    activities: list[Thread]  # of this meeting, and nobody leads them
    needs: list[Thread]  # of this meeting, must-have, and nobody has offered anything
    drafts: int  # objectives written here that are not adopted yet: nothing to mend, to know
    kept: list[Thread]
    kept_actions: list[Thread]
    following: Following
    present: list[Person]
    people: list[Person]  # of the register, by name
    organisations: list[Organisation]

    @property
    def orphans(self) -> list[Thread]:
        return [*self.objectives, *self.activities, *self.needs]

    @property
    def open(self) -> int:
        """How many things still ask something."""
        loose = len(self.arrivals) + len(self.actions) + len(self.orphans)
        return loose + (not self.following.settled)

    @property
    def known(self) -> bool:
        """Whether something stays open that asks nothing any more."""
        return bool(self.kept or self.kept_actions or self.drafts or self.following.unhosted)


def of_meeting(by: Person, meeting_id: UUID) -> Checklist:
    """For who runs it. NotFound for another community's. A fixed number of statements."""
    with look(by, "meeting.run") as session:
        meeting = session.get(Meeting, meeting_id)
        if meeting is None or meeting.community_id != by.community_id or meeting.archived_at:
            raise NotFound
        room = read(session, meeting, by.id, names=True)
        ours = _objectives(session, meeting)
        left = set(meeting.left_open or ())
        following, people = _following(session, meeting), _all(session, by, Person)
        present = [p for _a, p, _o in room.present if p.id not in room.arrivals]
        day = max(following.day, moment.today())
        idle, unled = _idle(session, ours), _unled(session, meeting, ours)
        lacking = _lacking(session, meeting, ours)
        threads, actions = [*idle, *unled, *lacking], _actions(session, meeting)
        return Checklist(
            meeting=meeting,
            arrivals=[(p, org) for _a, p, org in room.present if p.id in room.arrivals],
            actions=[_unsaid(a, people, present, day) for a in actions if str(a.id) not in left],
            objectives=_asking(idle, left),
            activities=_asking(unled, left),
            needs=_asking(lacking, left),
            drafts=sum(o.state in (ObjectiveState.draft, ObjectiveState.proposed) for o in ours),
            kept=[thread for thread in threads if str(thread.id) in left],
            kept_actions=[Thread(a.id, a.ref, a.text) for a in actions if str(a.id) in left],
            following=following,
            present=present,
            people=people,
            organisations=_all(session, by, Organisation),
        )


def _asking(threads: list[Thread], left: set[str]) -> list[Thread]:
    return [thread for thread in threads if str(thread.id) not in left]


def _objectives(session: Session, meeting: Meeting) -> list[Objective]:
    """Written here, or adopted here."""
    adopted = select(Decision.objective_id).where(
        Decision.meeting_id == meeting.id, Decision.archived_at.is_(None)
    )
    return session.exec(
        select(Objective)
        .where(
            (Objective.meeting_id == meeting.id) | Objective.id.in_(adopted),
            Objective.community_id == meeting.community_id,
            Objective.state.not_in(OVER),
            Objective.archived_at.is_(None),
        )
        .order_by(Objective.number)
    ).all()


def _idle(session: Session, ours: list[Objective]) -> list[Thread]:
    served = set(
        session.exec(
            select(ActivityObjective.objective_id)
            .join(Activity, Activity.id == ActivityObjective.activity_id)
            .where(Activity.archived_at.is_(None), Activity.state != "cancelled")
        ).all()
    )
    return [Thread(o.id, o.ref, o.title) for o in ours if o.id not in served]


def _unled(session: Session, meeting: Meeting, ours: list[Objective]) -> list[Thread]:
    """Activities that serve these objectives, or were written down since the meeting opened."""
    theirs = select(ActivityObjective.activity_id).where(
        ActivityObjective.objective_id.in_([o.id for o in ours])
    )
    opened = session.exec(
        select(History.at)
        .where(History.meeting_id == meeting.id, History.verb == "meeting.opened")
        .order_by(History.id)
    ).first()
    rows = session.exec(
        select(Activity)
        .where(
            Activity.community_id == meeting.community_id,
            Activity.archived_at.is_(None),
            Activity.id.in_(theirs) | (Activity.created_at >= (opened or moment.now())),
        )
        .order_by(Activity.number)
    ).all()
    nobody = [a for a in rows if a.is_open and not a.lead_organisation_id and not a.owner_person_id]
    return [Thread(a.id, a.ref, a.title) for a in nobody]


def _lacking(session: Session, meeting: Meeting, ours: list[Objective]) -> list[Thread]:
    """Asked for here, or by one of these objectives."""
    answered = select(Pledge.need_id).where(
        Pledge.community_id == meeting.community_id,
        Pledge.archived_at.is_(None),
        Pledge.need_id.is_not(None),
        STANDS_TODAY,
    )
    rows = session.exec(
        select(Need)
        .where(
            (Need.meeting_id == meeting.id) | Need.objective_id.in_([o.id for o in ours]),
            Need.community_id == meeting.community_id,
            Need.priority == MUST,
            Need.state == NeedState.open,
            Need.archived_at.is_(None),
            Need.id.not_in(answered),
        )
        .order_by(Need.number)
    ).all()
    return [Thread(n.id, n.ref, n.title) for n in rows]


def _actions(session: Session, meeting: Meeting) -> list[ActionItem]:
    """Said here, and without a person or without a day."""
    return session.exec(
        select(ActionItem)
        .where(
            ActionItem.meeting_id == meeting.id,
            ActionItem.state == ActionState.open,
            ActionItem.owner_person_id.is_(None) | ActionItem.due_on.is_(None),
            ActionItem.archived_at.is_(None),
        )
        .order_by(ActionItem.number)
    ).all()


def _unsaid(action: ActionItem, people: list[Person], present: list[Person], day: date) -> Unsaid:
    who = next((p for p in people if p.id == action.owner_person_id), None)
    return Unsaid(action, who or doer.named(action.text, present), action.due_on or day)


def _following(session: Session, meeting: Meeting) -> Following:
    called = session.exec(
        select(Meeting)
        .where(
            Meeting.previous_id == meeting.id,
            Meeting.state != MeetingState.cancelled,
            Meeting.archived_at.is_(None),
        )
        .order_by(Meeting.starts_at)
    ).first()
    like, zone = called or meeting, ZoneInfo(meeting.tz)
    host_id = called.host_organisation_id if called else None
    return Following(
        called=called,
        day=called.day if called else meeting.a_month_on(moment.today()),
        starts=like.starts_at.astimezone(zone).time(),
        ends=like.ends_at.astimezone(zone).time(),
        host_id=host_id,
        unhosted=bool(called and not host_id and str(called.id) in (meeting.left_open or ())),
    )


def _all(session: Session, by: Person, kind) -> list:
    return session.exec(
        select(kind)
        .where(kind.community_id == by.community_id, kind.archived_at.is_(None))
        .order_by(kind.name)
    ).all()

"""The community at a glance: what comes next, what waits, who came, how far the plan is.

It composes what other summaries know; the number of statements is the same whatever the size.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, func, select

from models import (
    AgendaItem,
    Community,
    Invitation,
    Meeting,
    MeetingState,
    Organisation,
    Person,
    Plan,
    Venue,
    moment,
)
from services import history
from services.look import look
from services.summaries import attention, participation, resources
from services.summaries.attention import Waiting
from services.summaries.participation import RUNNING, Participation
from services.summaries.progress import Work, work
from services.summaries.resources import Needed

LATEST = 6  # lines of history


@dataclass(frozen=True)
class Next:
    """The meeting that is running, else the one called for the nearest day. `agenda`: titles in
    order. `invited`: how many organisations were asked to come."""

    meeting: Meeting
    venue: str
    host: str
    agenda: list[str]
    invited: int

    @property
    def running(self) -> bool:
        return self.meeting.state in RUNNING


@dataclass(frozen=True)
class Overview:
    """`waiting`: of everybody, needs included, in their order. `told`: who came. `work`:
    see progress.py. `news`: the latest lines of history, for those who may read it."""

    community: Community
    plan: Plan | None
    next: Next | None
    meetings: int  # called or held, cancelled ones left out
    waiting: list[Waiting]
    told: Participation
    needed: Needed
    work: Work
    news: list[history.Line]

    @property
    def mine(self) -> list[Waiting]:
        return [line for line in self.waiting if line.mine]


def of_community(by: Person) -> Overview:
    with look(by, "community.read_name") as session:
        who = session.info["who"]
        community = session.get(Community, by.community_id)
        project = _plan(session, by)
        following, meetings = _next(session, by), _meetings(session, by)
    needed = resources.needs_of(by)
    lines = attention.waiting(by) + attention.uncovered(needed, who)
    return Overview(
        community=community,
        plan=project,
        next=following,
        meetings=meetings,
        waiting=attention.in_order(lines),
        told=participation.of_community(by),
        needed=needed,
        work=work(by),
        news=history.of_community(by, LATEST) if who.allows("history.read") else [],
    )


def _plan(session: Session, by: Person) -> Plan | None:
    return session.exec(
        select(Plan)
        .where(Plan.community_id == by.community_id, Plan.archived_at.is_(None))
        .order_by(Plan.created_at)
    ).first()


def _meetings(session: Session, by: Person) -> int:
    return session.exec(
        select(func.count())
        .select_from(Meeting)
        .where(
            Meeting.community_id == by.community_id,
            Meeting.archived_at.is_(None),
            Meeting.state != MeetingState.cancelled,
        )
    ).one()


def _next(session: Session, by: Person) -> Next | None:
    """Three statements, of which the last two only where there is one."""
    rows = session.exec(
        select(Meeting, Venue.name, Organisation.name)
        .outerjoin(Venue, Venue.id == Meeting.venue_id)
        .outerjoin(Organisation, Organisation.id == Meeting.host_organisation_id)
        .where(
            Meeting.community_id == by.community_id,
            Meeting.archived_at.is_(None),
            Meeting.state.in_((*RUNNING, MeetingState.scheduled)),
            (Meeting.ends_at > moment.now()) | Meeting.state.in_(RUNNING),
        )
        .order_by(Meeting.starts_at)
        .limit(20)
    ).all()
    if not rows:
        return None
    meeting, venue, host = min(rows, key=lambda row: row[0].state not in RUNNING)
    return Next(
        meeting,
        venue or "",
        host or "",
        _agenda(session, meeting.id),
        _invited(session, meeting.id),
    )


def _agenda(session: Session, meeting_id: UUID) -> list[str]:
    return list(
        session.exec(
            select(AgendaItem.title)
            .where(AgendaItem.meeting_id == meeting_id, AgendaItem.archived_at.is_(None))
            .order_by(AgendaItem.position)
        ).all()
    )


def _invited(session: Session, meeting_id: UUID) -> int:
    return session.exec(
        select(func.count())
        .select_from(Invitation)
        .where(Invitation.meeting_id == meeting_id, Invitation.archived_at.is_(None))
    ).one()

"""The series of meetings, and one meeting whole: a fixed number of statements each."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, select

from models import (
    ActionItem,
    Activity,
    ActivityObjective,
    AgendaItem,
    Attendance,
    Community,
    Decision,
    Invitation,
    Meeting,
    MeetingState,
    Objective,
    ObjectiveState,
    Organisation,
    Person,
    Venue,
)
from models.refusals import NotFound
from services.look import look
from services.summaries import participation
from services.summaries.frames import each

AHEAD = (MeetingState.draft, MeetingState.scheduled, MeetingState.live, MeetingState.wrap_up)


@dataclass(frozen=True)
class Held:
    """A meeting of the series. `counts`: its row of `participation` (R1 to R3), None before it
    was held; what a text states stands in the meeting, beside it."""

    meeting: Meeting
    venue: Venue | None
    host: Organisation | None
    counts: object | None


@dataclass(frozen=True)
class Action:
    item: ActionItem
    owner: str  # person and organisation, "" while nobody was named
    said_at: str  # the meeting it comes from


@dataclass(frozen=True)
class Whole:
    """One meeting. `present`: (Attendance, Person, Organisation or None), all of them, by
    organisation and name; `actions`: those said here, then those still open from before."""

    meeting: Meeting
    venue: Venue | None
    host: Organisation | None
    agenda: list[AgendaItem]
    present: list[tuple[Attendance, Person, Organisation | None]]
    decisions: list[Decision]
    actions: list[Action]
    drafted: list[Objective]  # objectives drafted here
    idle: list[Objective]  # drafted or adopted here, and no activity leads to them (R25)
    invited: list[Organisation]
    after: Meeting | None  # the meeting prepared out of this one


def series(by: Person) -> list[Held]:
    """Everything that was called and not archived, latest first. Seven statements."""
    with look(by, "meeting.read") as session:
        rows = session.exec(
            select(Meeting, Venue, Organisation)
            .outerjoin(Venue, Venue.id == Meeting.venue_id)
            .outerjoin(Organisation, Organisation.id == Meeting.host_organisation_id)
            .where(Meeting.community_id == by.community_id, Meeting.archived_at.is_(None))
            .order_by(Meeting.starts_at.desc())
        ).all()
    counts = {row.id: row for row in each(participation.of_community(by).meetings)}
    return [Held(m, venue, host, counts.get(m.id)) for m, venue, host in rows]


def whole(by: Person, meeting_id: UUID) -> Whole:
    """NotFound for another community's."""
    with look(by, "meeting.read") as session:
        head = session.exec(
            select(Meeting, Venue, Organisation)
            .outerjoin(Venue, Venue.id == Meeting.venue_id)
            .outerjoin(Organisation, Organisation.id == Meeting.host_organisation_id)
            .where(
                Meeting.id == meeting_id,
                Meeting.community_id == by.community_id,
                Meeting.archived_at.is_(None),
            )
        ).first()
        if head is None:
            raise NotFound
        who = session.info["who"]
        alone = None if who.sees("attendance.read_names") else who.person_id
        return Whole(
            *head,
            agenda=_of(session, AgendaItem, meeting_id, AgendaItem.position),
            present=_present(session, meeting_id, alone),
            decisions=_of(session, Decision, meeting_id, Decision.number),
            actions=_actions(session, by, head[0], who.sees("person.read_name")),
            drafted=_of(session, Objective, meeting_id, Objective.number),
            idle=_idle(session, meeting_id),
            invited=_invited(session, meeting_id),
            after=session.exec(
                select(Meeting).where(
                    Meeting.previous_id == meeting_id,
                    Meeting.state != MeetingState.cancelled,
                    Meeting.archived_at.is_(None),
                )
            ).first(),
        )


@dataclass(frozen=True)
class Ahead:
    """The next meeting, as an invitation tells it."""

    meeting: Meeting
    venue: Venue | None
    host: Organisation | None
    community: Community


def following(by: Person, meeting_id: UUID) -> Ahead | None:
    """What was called out of this meeting, None while nothing was. NotFound for another
    community's meeting."""
    with look(by, "meeting.read") as session:
        last = session.get(Meeting, meeting_id)
        if last is None or last.community_id != by.community_id or last.archived_at:
            raise NotFound
        return called_out_of(session, meeting_id)


def called_out_of(session: Session, meeting_id: UUID) -> Ahead | None:
    """The same, for a session that is open already; nobody needs to be signed in."""
    row = session.exec(
        select(Meeting, Venue, Organisation, Community)
        .join(Community, Community.id == Meeting.community_id)
        .outerjoin(Venue, Venue.id == Meeting.venue_id)
        .outerjoin(Organisation, Organisation.id == Meeting.host_organisation_id)
        .where(
            Meeting.previous_id == meeting_id,
            Meeting.state != MeetingState.cancelled,
            Meeting.archived_at.is_(None),
        )
        .order_by(Meeting.starts_at)
    ).first()
    return Ahead(*row) if row else None


def _of(session: Session, kind, meeting_id: UUID, order) -> list:
    return session.exec(
        select(kind)
        .where(kind.meeting_id == meeting_id, kind.archived_at.is_(None))
        .order_by(order)
    ).all()


def _present(session: Session, meeting_id: UUID, alone: UUID | None) -> list[tuple]:
    """Everybody; or `alone` the one who may see no other name."""
    return session.exec(
        select(Attendance, Person, Organisation)
        .join(Person, Person.id == Attendance.person_id)
        .outerjoin(Organisation, Organisation.id == Attendance.organisation_id)
        .where(
            Attendance.meeting_id == meeting_id,
            Attendance.archived_at.is_(None),
            *([Attendance.person_id == alone] if alone else []),
        )
        .order_by(Organisation.name, Person.name)
    ).all()


def _actions(session: Session, by: Person, meeting: Meeting, names: bool) -> list[Action]:
    """Those said here; before it is held, also those still open from earlier meetings."""
    here, org = aliased(Meeting), aliased(Organisation)
    asked = (
        select(ActionItem, Person.name, org.name, here.title)
        .outerjoin(Person, Person.id == ActionItem.owner_person_id)
        .outerjoin(org, org.id == ActionItem.owner_organisation_id)
        .outerjoin(here, here.id == ActionItem.meeting_id)
        .where(ActionItem.community_id == by.community_id, ActionItem.archived_at.is_(None))
        .order_by(ActionItem.number)
    )
    said_here = ActionItem.meeting_id == meeting.id
    open_before = (ActionItem.state == "open") & (
        here.id.is_(None) | (here.starts_at < meeting.starts_at)
    )
    wanted = said_here | open_before if meeting.state in AHEAD else said_here
    return [
        Action(
            item,
            ", ".join(filter(None, (person if names else "", name))),
            "" if item.meeting_id == meeting.id else (title or ""),
        )
        for item, person, name, title in session.exec(asked.where(wanted)).all()
    ]


def _idle(session: Session, meeting_id: UUID) -> list[Objective]:
    adopted = select(Decision.objective_id).where(
        Decision.meeting_id == meeting_id, Decision.archived_at.is_(None)
    )
    at_work = (
        select(ActivityObjective.objective_id)
        .join(Activity, Activity.id == ActivityObjective.activity_id)
        .where(Activity.archived_at.is_(None))
    )
    return session.exec(
        select(Objective)
        .where(
            (Objective.meeting_id == meeting_id) | Objective.id.in_(adopted),
            Objective.id.not_in(at_work),
            Objective.state != ObjectiveState.dropped,
            Objective.archived_at.is_(None),
        )
        .order_by(Objective.number)
    ).all()


def _invited(session: Session, meeting_id: UUID) -> list[Organisation]:
    return session.exec(
        select(Organisation)
        .join(Invitation, Invitation.organisation_id == Organisation.id)
        .where(Invitation.meeting_id == meeting_id, Invitation.archived_at.is_(None))
        .order_by(Organisation.name)
    ).all()

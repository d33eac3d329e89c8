"""What came out of a meeting, as it happens: computed from rows each time, so that nobody writes it
up afterwards. What people write themselves is its lead, a text written together."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from models import (
    SEEN,
    ActionItem,
    ActionState,
    Activity,
    Attendance,
    Capacity,
    Decision,
    DecisionState,
    History,
    HistoryChange,
    Meeting,
    Need,
    Organisation,
    Person,
    Pledge,
    PledgeState,
)
from models.refusals import NotFound
from services import naming
from services.look import look
from services.summaries.facts import Number
from services.summaries.meetings import Ahead, called_out_of

GONE = (PledgeState.declined, PledgeState.expired, PledgeState.withdrawn)


@dataclass(frozen=True)
class Todo:
    """`who`: a person who agreed to be named publicly, else the organisation that does it or that
    they were there for, else "". `name`: who does it, for the group itself; "" for a reader who
    sees no names."""

    action: ActionItem
    who: str
    name: str

    @property
    def text(self) -> str:
        return self.action.text

    @property
    def due(self) -> date | None:
        return self.action.due_on

    @property
    def taken(self) -> bool:
        return bool(self.action.owner_person_id or self.action.owner_organisation_id)


@dataclass(frozen=True)
class Recap:
    """R1 to R3 of this meeting, with R28: no person by name who did not agree, and fewer than three
    are not told. `work`: (activity, its lead once that said yes, else ""), of what was added while
    it ran; `pledges`: (pledge, giver), firm ones first; `needs`: asked for here; `ahead`: the next
    meeting, None while none was called."""

    meeting: Meeting
    organisations: list[str]
    institutions: list[str]
    people: Number
    decisions: list[Decision]
    work: list[tuple[Activity, str]]
    pledges: list[tuple[Pledge, str]]
    needs: list[Need]
    todos: list[Todo]
    ahead: Ahead | None

    @property
    def empty(self) -> bool:
        return not (self.organisations or self.agreed or self.ahead)

    @property
    def agreed(self) -> bool:
        """Whether anything came out of it."""
        return any((self.decisions, self.work, self.pledges, self.needs, self.todos))


def of_meeting(by: Person, meeting_id: UUID) -> Recap:
    """NotFound for another community's. A fixed number of statements."""
    with look(by, "meeting.read") as session:
        meeting = session.get(Meeting, meeting_id)
        if meeting is None or meeting.community_id != by.community_id or meeting.archived_at:
            raise NotFound
        rows = _present(session, meeting_id)
        counted = [(a, org) for a, org in rows if a.counts_in_headline]
        return Recap(
            meeting=meeting,
            organisations=_names(org for _a, org in counted if org),
            institutions=_names(
                org for a, org in rows if org and a.capacity is Capacity.institution
            ),
            people=Number.people(len(counted), "R1"),
            decisions=_decisions(session, meeting_id),
            work=_work(session, meeting),
            pledges=_pledges(session, meeting_id),
            needs=_needs(session, meeting_id),
            todos=_todos(session, meeting, {a.person_id: org.called for a, org in rows if org}),
            ahead=called_out_of(session, meeting_id),
        )


def _present(session: Session, meeting_id: UUID) -> list[tuple]:
    return session.exec(
        select(Attendance, Organisation)
        .outerjoin(Organisation, Organisation.id == Attendance.organisation_id)
        .where(
            Attendance.meeting_id == meeting_id,
            Attendance.status.in_(SEEN),
            Attendance.archived_at.is_(None),
        )
    ).all()


def _names(orgs) -> list[str]:
    return sorted({org.called for org in orgs})


def _decisions(session: Session, meeting_id: UUID) -> list[Decision]:
    return session.exec(
        select(Decision)
        .where(
            Decision.meeting_id == meeting_id,
            Decision.state.in_((DecisionState.in_force, DecisionState.review_due)),
            Decision.archived_at.is_(None),
        )
        .order_by(Decision.number)
    ).all()


def _work(session: Session, meeting: Meeting) -> list[tuple[Activity, str]]:
    rows = session.exec(
        select(Activity, Organisation)
        .join(HistoryChange, HistoryChange.thing_id == Activity.id)
        .join(History, History.id == HistoryChange.history_id)
        .outerjoin(Organisation, Organisation.id == Activity.lead_organisation_id)
        .where(
            History.meeting_id == meeting.id,
            History.verb == "activity.added",
            Activity.community_id == meeting.community_id,
            Activity.archived_at.is_(None),
        )
        .order_by(Activity.number)
    ).all()
    return [(a, org.called if org and a.lead_accepted else "") for a, org in rows]


def _pledges(session: Session, meeting_id: UUID) -> list[tuple[Pledge, str]]:
    rows = session.exec(
        select(Pledge, Organisation)
        .join(Organisation, Organisation.id == Pledge.giver_organisation_id)
        .where(
            Pledge.meeting_id == meeting_id,
            Pledge.state.not_in(GONE),
            Pledge.archived_at.is_(None),
        )
        .order_by(Pledge.number)
    ).all()
    return sorted(((p, org.called) for p, org in rows), key=lambda row: not row[0].firm)


def _needs(session: Session, meeting_id: UUID) -> list[Need]:
    return session.exec(
        select(Need)
        .where(Need.meeting_id == meeting_id, Need.archived_at.is_(None))
        .order_by(Need.number)
    ).all()


def _todos(session: Session, meeting: Meeting, came_for: dict[UUID, str]) -> list[Todo]:
    """`came_for`: {person: the organisation they were there for}."""
    agreed = naming.who_agreed(session, meeting.community_id)
    names = session.info["who"].sees("person.read_name")
    rows = session.exec(
        select(ActionItem, Person.name, Organisation.name)
        .outerjoin(Person, Person.id == ActionItem.owner_person_id)
        .outerjoin(Organisation, Organisation.id == ActionItem.owner_organisation_id)
        .where(
            ActionItem.meeting_id == meeting.id,
            ActionItem.state.in_((ActionState.open, ActionState.done)),
            ActionItem.archived_at.is_(None),
        )
        .order_by(ActionItem.number)
    ).all()
    return [
        Todo(
            a,
            who=(person if a.owner_person_id in agreed else None)
            or org
            or came_for.get(a.owner_person_id, ""),
            name=", ".join(filter(None, (person, org))) if names else "",
        )
        for a, person, org in rows
    ]

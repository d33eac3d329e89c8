"""What a phone shows of a meeting: the room, what is lacking, and what its own people promised."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from models import (
    HELD,
    ActionState,
    Community,
    Decision,
    DecisionState,
    Meeting,
    MeetingState,
    NeedState,
    Objective,
    Organisation,
    Person,
    Pledge,
)
from models.database import engine
from models.refusals import NotFound
from services import doorways, gathering, kept, naming
from services.look import look, standing_of
from services.summaries import (
    clashes,
    closing,
    door,
    meetings,
    provisional,
    resources,
    side_tables,
)
from services.summaries.room import Room, at

KEPT = (ActionState.open, ActionState.done)
STAND = (DecisionState.in_force, DecisionState.review_due)
ENDING = (MeetingState.wrap_up, *HELD)


@dataclass(frozen=True)
class Written:
    """What was written down here so far: decisions that stand; actions, the reader’s own first;
    the first words of the recap."""

    decisions: list[Decision]
    actions: list[meetings.Action]
    first_words: str


@dataclass(frozen=True)
class Page:
    """`needs`: open ones, as rows of `resources.needs` (coverage beside them). `ours`: pledges
    said here by the organisation the reader is here for; `everybody`: all pledges said here, for
    who runs the meeting."""

    room: Room
    community: Community
    organisation: Organisation | None
    needs: list
    ours: list[Pledge]
    twice: dict[UUID, clashes.Clash]  # pledges of a space or a person promised twice
    everybody: list[tuple[Pledge, Organisation]]
    organisations: list[Organisation]
    own: list[str]  # names of those the reader speaks for
    named: bool  # whether the reader may be named publicly
    ahead: meetings.Ahead | None  # the next meeting, once this one comes to its end
    tables: list[side_tables.Laid]  # of this phase, if it runs at several
    pending: list[provisional.Pending]  # adopted here, subject to confirmation
    written: Written
    closing: closing.Checklist | None  # for who runs it, while it is wrapped up
    door: door.Door | None  # for who may let them in, while somebody waits

    @property
    def work(self) -> list[Objective]:
        """The objectives of the reader's table; of the meeting, while all are together."""
        table = side_tables.mine(self.tables)
        return table.objectives if table else self.room.drafted


def meeting(id: UUID) -> Meeting:
    """To find out whose it is, before anybody is asked who they are; shown to nobody."""
    with Session(engine(), expire_on_commit=False) as session:
        found = session.get(Meeting, id)
    if found is None or found.archived_at:
        raise NotFound
    return found


def page(by: Person, meeting_id: UUID) -> Page:
    room, left = at(by, meeting_id), None
    if room.meeting.state is MeetingState.wrap_up and standing_of(by).allows("meeting.run"):
        left = closing.of_meeting(by, meeting_id)
    waits = room.arrivals and standing_of(by).allows("attendance.admit")
    ahead = meetings.following(by, meeting_id) if room.meeting.state in ENDING else None
    reader = gathering.reader(by)
    known = kept.for_reader(reader, resources.of_community)
    open_ones = [need for need in known.needs.itertuples() if need.state == NeedState.open]
    with look(by, "pledge.read") as session:
        spoken = session.exec(
            select(Pledge, Organisation)
            .join(Organisation, Organisation.id == Pledge.giver_organisation_id)
            .where(Pledge.meeting_id == meeting_id, Pledge.archived_at.is_(None))
            .order_by(Pledge.number)
        ).all()
        mine = room.mine.organisation_id if room.mine else None
        return Page(
            room=room,
            community=session.get(Community, by.community_id),
            organisation=session.get(Organisation, mine) if mine else None,
            needs=open_ones,
            ours=[pledge for pledge, org in spoken if org.id == mine],
            twice=_twice(known),
            everybody=[(pledge, org) for pledge, org in spoken],
            organisations=session.exec(
                select(Organisation)
                .where(
                    Organisation.community_id == by.community_id,
                    Organisation.archived_at.is_(None),
                )
                .order_by(Organisation.name)
            ).all(),
            own=doorways.spoken_for(by),
            named=naming.named(session, by.id),
            ahead=ahead,
            tables=side_tables.of_room(session, room),
            pending=provisional.of_meeting(by, meeting_id),
            written=_written(by, kept.for_reader(reader, meetings.whole, meeting_id)),
            closing=left,
            door=door.at(by, meeting_id) if waits else None,
        )


def _written(by: Person, whole: meetings.Whole) -> Written:
    said = [a for a in whole.actions if not a.said_at and a.item.state in KEPT]
    return Written(
        [d for d in whole.decisions if d.state in STAND],
        sorted(said, key=lambda a: a.item.owner_person_id != by.id),
        whole.meeting.recap.strip(),
    )


def _twice(known: resources.Resources) -> dict[UUID, clashes.Clash]:
    found = clashes.clashes(known.pledges)
    return {row.id: clash for clash in found for row in (clash.one, clash.other)}

"""The projector: the room as everybody in it may see it, with no name of a person. It belongs to
nobody, so it is opened by the meeting's key, while the meeting runs."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from models import (
    AGREED,
    HELD,
    Community,
    Decision,
    Meeting,
    MeetingState,
    Organisation,
    Venue,
)
from models.database import engine
from services.doorways import open_by
from services.summaries import meetings, resources, side_tables
from services.summaries.room import Room, read


@dataclass(frozen=True)
class Wall:
    """`needs`: rows of `resources.lacking`. `seats`: (id, name, initials) of the
    organisations at the table, in order of name. `ahead`: the next meeting, once this one comes to
    its end."""

    room: Room
    community: Community
    seats: list[tuple]
    needs: list
    decisions: list[Decision]
    tables: list[side_tables.Laid]
    ahead: meetings.Ahead | None

    @property
    def agreed(self) -> set[UUID]:
        """Objectives of this meeting that are adopted."""
        return {o.id for o in self.room.drafted if o.state in AGREED}


def of_key(key: str) -> Wall:
    """NotFound unless a meeting that runs has this key."""
    with Session(engine(), expire_on_commit=False) as session:
        community, meeting = open_by(session, Meeting.join_key == key)
        room = read(session, meeting, None, names=False)
        known = resources.needed(session, community).needs
        closes = meeting.state is MeetingState.wrap_up
        return Wall(
            room=room,
            community=community,
            seats=_seats(session, room),
            needs=resources.lacking(known, meeting.id),
            tables=side_tables.of_room(session, room),
            decisions=session.exec(
                select(Decision)
                .where(Decision.meeting_id == meeting.id, Decision.archived_at.is_(None))
                .order_by(Decision.number)
            ).all(),
            ahead=meetings.called_out_of(session, meeting.id) if closes else None,
        )


def place(meeting: Meeting) -> str:
    """Where it is, as a paper for everybody names it; "" while that is not said."""
    with Session(engine()) as session:
        venue = session.get(Venue, meeting.venue_id) if meeting.venue_id else None
        said = (venue.name, venue.address, venue.locality) if venue else ()
        return ", ".join(filter(None, said))


def after(key: str) -> meetings.Ahead | None:
    """What was called out of the meeting that had this key, once it is over; else None."""
    with Session(engine(), expire_on_commit=False) as session:
        ended = session.exec(
            select(Meeting.id)
            .join(Community, Community.id == Meeting.community_id)
            .where(
                Meeting.join_key == key,
                Meeting.state.in_(HELD),
                Meeting.archived_at.is_(None),
                Community.archived_at.is_(None),
            )
        ).first()
        return meetings.called_out_of(session, ended) if ended else None


def is_ahead(key: str) -> bool:
    """Whether the meeting with this key is still to begin: its opening was taken back."""
    with Session(engine()) as session:
        ahead = select(Meeting.id).where(
            Meeting.join_key == key,
            Meeting.state.in_((MeetingState.draft, MeetingState.scheduled)),
            Meeting.archived_at.is_(None),
        )
        return session.exec(ahead).first() is not None


def _seats(session: Session, room: Room) -> list[tuple]:
    orgs = session.exec(
        select(Organisation).where(Organisation.id.in_(room.seated)).order_by(Organisation.name)
    ).all()
    return [(org.id, org.name, org.initials) for org in orgs]

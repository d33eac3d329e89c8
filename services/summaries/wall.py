"""The projector: the room as everybody in it may see it, with no name of a person. It belongs to
nobody, so it is opened by the meeting's key, while the meeting runs."""

from dataclasses import dataclass

from sqlmodel import Session, select

from models import Community, Decision, Meeting, Organisation
from models.database import engine
from services.doorways import open_by
from services.summaries import resources, side_tables
from services.summaries.room import Room, read


@dataclass(frozen=True)
class Wall:
    """`needs`: rows of `resources.lacking`. `seats`: (id, name, initials) of the
    organisations at the table, in order of name."""

    room: Room
    community: Community
    seats: list[tuple]
    needs: list
    decisions: list[Decision]
    tables: list[side_tables.Laid]


def of_key(key: str) -> Wall:
    """NotFound unless a meeting that runs has this key."""
    with Session(engine(), expire_on_commit=False) as session:
        community, meeting = open_by(session, Meeting.join_key == key)
        room = read(session, meeting, None, names=False)
        known = resources.read(session, community).needs
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
        )


def _seats(session: Session, room: Room) -> list[tuple]:
    orgs = session.exec(
        select(Organisation).where(Organisation.id.in_(room.seated)).order_by(Organisation.name)
    ).all()
    return [(org.id, org.name, org.initials) for org in orgs]

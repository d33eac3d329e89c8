"""Who has come to look: what others may be told of somebody with this community open."""

from uuid import UUID

from sqlmodel import select

from models import Attendance, Community, Meeting, Person, moment
from services.live import Guest
from services.look import look
from services.pieces import Reader
from services.texts import rows


def revision(by: Person) -> int:
    """How far the community is."""
    with look(by, "live.follow", part=True) as session:
        return session.get_one(Community, by.community_id).revision


def guest(by: Person, meeting_id: UUID | None = None) -> Guest:
    """`by` at this meeting, for the organisation they represent there; elsewhere for those they
    speak for. Another community's meeting is none."""
    with look(by, "presence.announce") as session:
        meeting = session.get(Meeting, meeting_id) if meeting_id else None
        if meeting is None or meeting.community_id != by.community_id:
            return Guest(by.id, by.name, session.info["who"].speaks_for)
        represented = session.exec(
            select(Attendance.organisation_id).where(
                Attendance.meeting_id == meeting.id,
                Attendance.person_id == by.id,
                Attendance.archived_at.is_(None),
            )
        ).first()
        orgs = frozenset([represented]) if represented else session.info["who"].speaks_for
        return Guest(by.id, by.name, orgs, meeting.id)


def reader(by: Person) -> Reader:
    """Who follows, and what they may see of it."""
    return at_table(by)[0]


def at_table(by: Person) -> tuple[Reader, int]:
    """The same, and the newest change to a text: these move without the community's revision."""
    with look(by, "live.follow", part=True) as session:
        revision = session.exec(select(Community.revision).where(Community.id == by.community_id))
        known = Reader(by, session.info["who"], revision.one(), moment.today())
        return known, rows.newest(session, by.community_id)

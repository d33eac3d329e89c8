"""The tables of the phase a meeting is in: what each works on, and how many sit at it."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from models import AgendaItem, Meeting, Objective, Person, SideTable
from models.refusals import NotFound
from services.look import look
from services.summaries.room import Room


@dataclass(frozen=True)
class Laid:
    """`mine`: whether the reader sits at it."""

    table: SideTable
    objectives: list[Objective]
    items: list[AgendaItem]
    people: int
    mine: bool

    @property
    def titles(self) -> list[str]:
        """What it works on, in words."""
        return [work.title for work in (*self.objectives, *self.items)]


def of_room(session: Session, room: Room) -> list[Laid]:
    """In order of name; none while everybody is together. One statement."""
    return laid(of_phase(session, room.meeting), room)


def standing(by: Person, meeting_id: UUID) -> list[SideTable]:
    """Those of the phase the meeting is in, to be `laid` in the room as it is now."""
    with look(by, "meeting.read") as session:
        meeting = session.get(Meeting, meeting_id)
        if meeting is None or meeting.community_id != by.community_id:
            raise NotFound
        return of_phase(session, meeting)


def of_phase(session: Session, meeting: Meeting) -> list[SideTable]:
    return session.exec(
        select(SideTable)
        .where(
            SideTable.meeting_id == meeting.id,
            SideTable.phase == meeting.phase,
            SideTable.archived_at.is_(None),
        )
        .order_by(SideTable.name)
    ).all()


def laid(tables: list[SideTable], room: Room) -> list[Laid]:
    """As who reads the room sees them."""
    at = room.mine.side_table_id if room.mine else None
    return [_laid(table, room, at) for table in tables]


def _laid(table: SideTable, room: Room, at: UUID | None) -> Laid:
    return Laid(
        table=table,
        objectives=[o for o in room.drafted if str(o.id) in table.works_on],
        items=[item for item in room.agenda if str(item.id) in table.works_on],
        people=room.tables.get(table.id, 0),
        mine=table.id == at,
    )


def mine(laid: list[Laid]) -> Laid | None:
    return next((one for one in laid if one.mine), None)


def workable(room: Room) -> list[Objective | AgendaItem]:
    """What a table may work on: the objectives of the meeting, and what is left of its agenda."""
    return [*room.drafted, *(item for item in room.agenda if item.ended_at is None)]

"""The tables of the phase a meeting is in: what each works on, and how many sit at it."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from models import Meeting, Objective, SideTable
from services.summaries.room import Room


@dataclass(frozen=True)
class Laid:
    """`mine`: whether the reader sits at it."""

    table: SideTable
    objectives: list[Objective]
    people: int
    mine: bool


def of_room(session: Session, room: Room) -> list[Laid]:
    """In order of name; none while everybody is together. One statement."""
    return laid(of_phase(session, room.meeting), room)


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
        people=room.tables.get(table.id, 0),
        mine=table.id == at,
    )


def mine(laid: list[Laid]) -> Laid | None:
    return next((one for one in laid if one.mine), None)

"""A phase at several tables at once: each has a name and works on some of the objectives, or of
the points of the agenda; a phone chooses its table. And one phone that speaks for people who have
none."""

from uuid import UUID

from sqlmodel import func, select

from models import (
    SEEN,
    AgendaItem,
    Attendance,
    Meeting,
    Objective,
    ObjectiveState,
    Person,
    Phone,
    SideTable,
)
from models.base import words
from models.refusals import NotFound, Refused
from services import arriving
from services.change import Step, change
from services.presence import running
from translations import _, mark

MOST = 9


def lay(by: Person, meeting_id: UUID, n: int, op: UUID | None = None) -> list[SideTable]:
    """This phase runs at `n` tables, which share out the open objectives of the meeting in turn; if
    there are none, what is left of its agenda. Tables that stood before are cleared."""
    with change(by, "tables.laid", op, meeting_id) as step:
        meeting = running(step, meeting_id)
        if not 2 <= n <= MOST:
            raise Refused(mark("From two tables to nine."), field="tables")
        for old in _standing(step, meeting):
            step.archive(old)
        work = _open_objectives(step, meeting_id) or _left_of_the_agenda(step, meeting_id)
        step.what = meeting.title
        return [
            step.add(
                SideTable(
                    meeting_id=meeting_id,
                    phase=meeting.phase,
                    name=_("Table {n}", n=i + 1),
                    works_on=work[i::n],
                )
            )
            for i in range(n)
        ]


def mend(
    by: Person, table_id: UUID, name: str, work: list[UUID], op: UUID | None = None
) -> SideTable:
    """Another name, or other work: objectives, and points of the agenda of this meeting."""
    with change(by, "tables.laid", op) as step:
        table = step.get(SideTable, table_id)
        step.meeting_id = table.meeting_id
        table.name = words(name, "name", 80)
        table.works_on = [str(_work(step, table.meeting_id, id).id) for id in work]
        return table


def clear(by: Person, meeting_id: UUID, op: UUID | None = None) -> None:
    """Everybody back together."""
    with change(by, "tables.laid", op, meeting_id) as step:
        meeting = running(step, meeting_id)
        step.what = meeting.title
        for table in _standing(step, meeting):
            step.archive(table)


def sit_at(by: Person, table_id: UUID, op: UUID | None = None) -> Attendance:
    """One's own phone is at this table."""
    with change(by, "attendance.self_corrected", op) as step:
        table = step.find(SideTable, table_id)
        mine = _mine(step, table.meeting_id)
        mine.side_table_id = table.id
        return step.add(mine)


def speak_for(by: Person, meeting_id: UUID, people: int, op: UUID | None = None) -> Attendance:
    """This phone also stands for `people` others who have none: its support and its points count
    for each of them. Never for more than there are without a phone; in a round of consent an
    organisation has one voice all the same."""
    with change(by, "attendance.self_corrected", op, meeting_id) as step:
        mine = _mine(step, meeting_id)
        free = _without_a_phone(step, meeting_id) - _spoken_for_by_others(step, mine)
        if not 0 <= people <= free:
            raise Refused(
                mark("{n} people here have no phone and nobody who speaks for them."),
                field="people",
                n=max(free, 0),
            )
        mine.voices = people + 1
        return step.add(mine)


def _mine(step: Step, meeting_id: UUID) -> Attendance:
    meeting = running(step, meeting_id)
    step.what, step.meeting_id = meeting.title, meeting.id
    mine = arriving.row(step, meeting_id, step.by.id)
    if mine is None or mine.archived_at:
        raise NotFound
    return mine


def _standing(step: Step, meeting: Meeting) -> list[SideTable]:
    return step.exec(
        select(SideTable).where(
            SideTable.meeting_id == meeting.id,
            SideTable.community_id == step.by.community_id,
            SideTable.phase == meeting.phase,
            SideTable.archived_at.is_(None),
        )
    ).all()


def _open_objectives(step: Step, meeting_id: UUID) -> list[str]:
    rows = step.exec(
        select(Objective.id)
        .where(
            Objective.meeting_id == meeting_id,
            Objective.state.in_((ObjectiveState.draft, ObjectiveState.proposed)),
            Objective.archived_at.is_(None),
        )
        .order_by(Objective.number)
    ).all()
    return [str(id) for id in rows]


def _left_of_the_agenda(step: Step, meeting_id: UUID) -> list[str]:
    rows = step.exec(
        select(AgendaItem.id)
        .where(
            AgendaItem.meeting_id == meeting_id,
            AgendaItem.ended_at.is_(None),
            AgendaItem.archived_at.is_(None),
        )
        .order_by(AgendaItem.position)
    ).all()
    return [str(id) for id in rows]


def _work(step: Step, meeting_id: UUID, id: UUID) -> Objective | AgendaItem:
    if step.exec(select(Objective.id).where(Objective.id == id)).first():
        return step.find(Objective, id)
    item = step.find(AgendaItem, id)
    if item.meeting_id != meeting_id:
        raise NotFound
    return item


def _without_a_phone(step: Step, meeting_id: UUID) -> int:
    """Present people with neither a phone nor an account."""
    phones = select(Phone.person_id).where(Phone.archived_at.is_(None))
    return step.exec(
        select(func.count())
        .select_from(Attendance)
        .join(Person, Person.id == Attendance.person_id)
        .where(
            *_seen_at(meeting_id),
            Person.account_id.is_(None),
            Person.id != step.by.id,
            Person.id.not_in(phones),
        )
    ).one()


def _spoken_for_by_others(step: Step, mine: Attendance) -> int:
    return step.exec(
        select(func.coalesce(func.sum(Attendance.voices - 1), 0)).where(
            *_seen_at(mine.meeting_id), Attendance.id != mine.id, Attendance.voices.is_not(None)
        )
    ).one()


def _seen_at(meeting_id: UUID) -> tuple:
    return (
        Attendance.meeting_id == meeting_id,
        Attendance.status.in_(SEEN),
        Attendance.archived_at.is_(None),
        Attendance.left_at.is_(None),
    )

"""Mending at the end of a meeting what hangs on nothing, several things in one form.

Each is an act of its own in the history, under an operation id derived from the form's: sent
again after a broken line, or after one of them was refused, nothing happens twice.
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from sqlmodel import select

from models import Meeting, Need, Organisation, Person
from models.refusals import NotFound, Refused
from services import activities, meetings, organisations, people, pledges
from services.change import Repeated
from services.look import look
from translations import _, formats, mark


def mend(
    by: Person,
    meeting_id: UUID,
    work: dict[UUID, str] | None = None,
    leads: dict[UUID, UUID] | None = None,
    givers: dict[UUID, UUID] | None = None,
    op: UUID | None = None,
) -> None:
    """`work`: {objective: an activity, in words}; `leads`: {activity: organisation}, which leads
    once it says yes itself; `givers`: {need: organisation}, proposed until it confirms."""
    op = op or uuid4()
    for id, title in (work or {}).items():
        _once(activities.add, by, title, [id], op=uuid5(op, str(id)))
    for id, org in (leads or {}).items():
        seen, wanted = {"lead_organisation_id": None}, {"lead_organisation_id": org}
        _once(activities.edit, by, id, seen, wanted, uuid5(op, str(id)))
    asked = _needs(by, list(givers or ()))
    for id, org in (givers or {}).items():
        _once(_ask_of, by, org, asked.get(id), meeting_id, uuid5(op, str(id)))


def meet_again(
    by: Person,
    last: Meeting,
    called: Meeting | None,
    starts_at: datetime,
    ends_at: datetime,
    host_id: UUID | None,
    op: UUID | None = None,
) -> Meeting:
    """The next meeting gets its day and its host: called now, or mended if it was `called`. Nobody
    has to host it yet: the checklist goes on asking."""
    if called is None:
        title = _("{nth} meeting", nth=formats.ordinal((last.ordinal or 0) + 1))
        return meetings.prepare_next(by, last.id, starts_at, ends_at, title, host_id, op=op)
    wanted = {"starts_at": starts_at, "ends_at": ends_at, "host_organisation_id": host_id}
    return meetings.edit(by, called.id, {f: getattr(called, f) for f in wanted}, wanted, op)


def person_called(by: Person, name: str) -> UUID | None:
    """The one of the register with this name; None for no name at all."""
    return _called(people.of_community(by), name, mark("Nobody is called “{name}” here."))


def organisation_called(by: Person, name: str) -> UUID | None:
    """By its name, or the short one; None for no name at all."""
    return _called(
        organisations.of_community(by), name, mark("No organisation is called “{name}” here.")
    )


def _once(do, *args, **kwargs) -> None:
    with suppress(Repeated):
        do(*args, **kwargs)


def _needs(by: Person, ids: list[UUID]) -> dict[UUID, Need]:
    with look(by, "meeting.read") as session:
        rows = session.exec(
            select(Need).where(Need.id.in_(ids), Need.community_id == by.community_id)
        ).all()
    return {need.id: need for need in rows}


def _ask_of(by: Person, giver: UUID, need: Need | None, meeting_id: UUID, op: UUID) -> None:
    if need is None:
        raise NotFound
    pledges.offer(
        by,
        giver,
        need.kind,
        need.title,
        need.quantity_milli,
        need.unit,
        need_id=need.id,
        activity_id=need.activity_id,
        meeting_id=meeting_id,
        op=op,
    )


def _called(rows: list[Person] | list[Organisation], name: str, sentence: str) -> UUID | None:
    """Called exactly so; else the only one in whose name these words stand."""
    said = " ".join(name.split()).casefold()
    if not said:
        return None
    exactly = [row for row in rows if said in (row.name.casefold(), _short(row))]
    found = exactly or [row for row in rows if said in row.name.casefold()]
    if len(found) != 1:
        raise Refused(sentence, name=name)
    return found[0].id


def _short(row: Person | Organisation) -> str:
    return getattr(row, "called", row.name).casefold()

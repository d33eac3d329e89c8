"""The paper that went round the table, typed in: a line for each, “Name, organisation”; everybody
is shown as they were understood, and recorded with one yes."""

import re
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, select

from models import (
    SEEN,
    Affiliation,
    Attendance,
    AttendanceStatus,
    Meeting,
    Naming,
    Organisation,
    Person,
)
from models.base import words
from models.refusals import NotFound, Refused
from services import arriving, attendance, doorways
from services.change import Step, change
from services.imports.text import words as plainly
from services.look import look
from services.naming import say_naming
from translations import mark

LONGEST = 200  # lines
YES, NO = {"si", "s", "x", "yes", "y", "1"}, {"no", "n", "0"}


@dataclass(frozen=True)
class Line:
    """One line, as it was understood. `public`: what stands in the third column, None for nothing.
    `person`: who of the register it is; None for somebody new. `place`: the organisation's name
    in the register, "" for a new one; `perhaps`: what a new one may be instead."""

    text: str
    name: str
    organisation: str
    public: bool | None
    person: UUID | None
    place: str
    perhaps: list[str]
    here: bool  # recorded already

    def meaning(self, organisation: str) -> str:
        """The line as it would have been typed for this organisation."""
        last = [self.text.split(between(self.text))[-1].strip()] if self.public is not None else []
        return "; ".join([self.name, organisation, *last])


def read(by: Person, meeting_id: UUID, text: str) -> list[Line]:
    """What would be recorded; nothing is, yet."""
    with look(by, "attendance.set_other") as session:
        meeting = session.get(Meeting, meeting_id)
        if meeting is None or meeting.community_id != by.community_id:
            raise NotFound
        known = _Known(session, meeting)
    return [known.understood(*line) for line in _lines(text)]


def take(by: Person, meeting_id: UUID, text: str, op: UUID | None = None) -> list[Attendance]:
    """Everybody on the sheet, in one act that can be undone. Names of the register at their
    organisation are those people; all others are new, and so are organisations without a twin."""
    with change(by, "attendance.recorded", op, meeting_id) as step:
        meeting = step.find(Meeting, meeting_id)
        step.what = meeting.title
        known = _Known(step.session, meeting)
        lines = [known.understood(*line) for line in _lines(text)]
        if not lines:
            raise Refused(mark("Write a line for each person."), field="text")
        return [_record(step, meeting, line) for line in lines]


def _record(step: Step, meeting: Meeting, line: Line) -> Attendance:
    org = arriving.organisation(step, meeting, line.place or line.organisation, None)
    asked = line.person or words(line.name, "text", 120)
    person = arriving.person(step, meeting, asked, org)
    step.make_room()  # a second line for the same organisation finds it
    if line.public is not None:
        say_naming(step, person.id, line.public, Naming.paper)
    org_id = org.id if org else arriving.spoken_for(step, meeting, person.id)
    status = AttendanceStatus.present
    row = attendance.place(step, meeting, person, org_id, None, status)
    step.make_room()
    return row


def _lines(text: str) -> list[tuple]:
    """(as typed, name, organisation, whether they may be named): by tabs, semicolons or commas."""
    typed = [line.strip() for line in text.splitlines() if line.strip()]
    if len(typed) > LONGEST:
        raise Refused(mark("At most {n} lines at a time."), field="text", n=LONGEST)
    return [_parts(line) for line in typed]


def _parts(line: str) -> tuple:
    name, *rest = [part.strip() for part in line.split(between(line))]
    said = plainly(rest[-1]) if len(rest) > 1 else ""
    public = True if said in YES else False if said in NO else None
    rest = rest[:-1] if public is not None or (len(rest) > 1 and not rest[-1]) else rest
    name = re.sub(r"^\d+[.)]\s*", "", name)  # sheets are numbered
    return line, name, ", ".join(filter(None, rest)), public


def between(line: str) -> str:
    """The sign that parts a line: a tab, as tables have; else a semicolon; else commas."""
    return next((sign for sign in "\t;" if sign in line), ",")


class _Known:
    """The register and who is recorded, asked once for the whole sheet."""

    def __init__(self, session: Session, meeting: Meeting) -> None:
        def of(kind, *what):
            mine = select(*what).where(kind.community_id == meeting.community_id)
            return mine.where(kind.archived_at.is_(None)).order_by(kind.created_at)

        at_table = of(Attendance, Attendance.person_id).where(
            Attendance.meeting_id == meeting.id, Attendance.status.in_(SEEN)
        )
        speaking = of(Affiliation, Affiliation.person_id, Affiliation.organisation_id)
        self.people = session.exec(of(Person, Person.id, Person.name)).all()
        orgs = session.exec(of(Organisation, Organisation.id, Organisation.name)).all()
        self.orgs = {id: name for id, name in orgs}
        self.speak = {(person, org) for person, org in session.exec(speaking).all()}
        self.seen = set(session.exec(at_table).all())

    def understood(self, text: str, name: str, organisation: str, public: bool | None) -> Line:
        org = next((i for i, n in self.orgs.items() if plainly(n) == plainly(organisation)), None)
        place = self.orgs[org] if org and organisation else ""
        person = self._person(name, org if organisation else None, not organisation)
        perhaps = [] if place else doorways.perhaps(organisation, list(self.orgs.values()))
        here = person in self.seen
        return Line(text, name, organisation, public, person, place, perhaps, here)

    def _person(self, name: str, org: UUID | None, anywhere: bool) -> UUID | None:
        """Somebody of this name at that organisation; where none is said, the only one."""
        alike = [id for id, called in self.people if plainly(called) == plainly(name)]
        if anywhere:
            return alike[0] if len(alike) == 1 else None
        return next((id for id in alike if (id, org) in self.speak), None)

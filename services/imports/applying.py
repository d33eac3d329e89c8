"""An import, all of it or nothing: one change, one line of history, one undo."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlmodel import func, select

from models import (
    Activity,
    ActivityContributor,
    ActivityObjective,
    ActivityState,
    Affiliation,
    Attendance,
    AttendanceMethod,
    AttendanceStatus,
    Capacity,
    ContributorRole,
    FundingSource,
    ImportBatch,
    MadeBy,
    Meeting,
    MeetingState,
    MembershipKind,
    Need,
    Objective,
    Organisation,
    OrgMembership,
    Person,
    Pledge,
    moment,
)
from models.refusals import Refused
from services.arriving import SEATS
from services.attendance import counts_by_default
from services.change import Step, change
from services.imports.comparing import ADDED, REVIEW, THERE, Answers, Preview, answer_for, compare
from services.imports.draft import Draft
from services.imports.register import Register, load, same
from services.imports.values import is_role
from services.objectives import plan_of
from translations import formats, mark

STATUSES = {
    "present": AttendanceStatus.present,
    "remote": AttendanceStatus.remote,
    "registered": AttendanceStatus.registered,
    "cancelled": AttendanceStatus.excused,
    "absent": AttendanceStatus.excused,  # with a word beside it; an empty cell says nothing
}


def apply(
    by: Person,
    draft: Draft,
    answers: Answers | None = None,
    op: UUID | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> ImportBatch:
    """Everything the files say that is not there yet. Refused while a question is open.

    Offers come in proposed and organisations only named, whatever a file calls them: an import
    says yes for nobody.
    """
    answers, op = answers or Answers(), op or uuid4()
    with change(by, "import.applied", op) as step:
        register = load(step.session, by.community_id)
        preview = compare(register, draft, answers)
        if preview.questions:
            raise Refused(mark("Some questions of this import have no answer yet."))
        run = Run(step, load(step.session, by.community_id), draft, answers, preview)
        chapters = (run.organisations, run.people, run.meetings, run.attendances)
        chapters += (run.objectives, run.activities, run.owners, run.needs, run.offers, run.funding)
        for done, chapter in enumerate(chapters, 1):
            chapter()
            progress(0.9 * done / len(chapters))
        batch = run.batch(op)
    progress(1.0)
    return batch


class Run:
    """One import on its way through the door; each chapter adds one kind of thing."""

    def __init__(
        self, step: Step, register: Register, draft: Draft, answers: Answers, preview: Preview
    ) -> None:
        self.step, self.register, self.draft = step, register, draft
        self.answers, self.preview = answers, preview
        self.org_ids: dict[str, UUID] = {}
        self.person_ids: dict[str, UUID] = {}
        self.objective_ids: dict[str, UUID] = {}
        self.activity_rows: dict[str, Activity] = {}
        self.new_activities: set[str] = set()
        self.kept: list[dict] = []
        self.plan_id = plan_of(step)

    def organisations(self) -> None:
        said = {o.name: o for o in reversed(self.draft.organisations)}
        for name, who in self.preview.organisations.items():
            if who == name:
                self._new_organisation(name, said.get(name))
        for name in self.preview.organisations:
            self.org_ids[name] = self._organisation(name)
        for o in self.draft.organisations:
            self._keep(o, self.org_ids.get(o.name))

    def _new_organisation(self, name: str, said) -> None:
        row = self.step.add(
            Organisation(
                name=name,
                website=said.website if said else "",
                tax_code=said.tax_code[:20] if said else "",
                notes=said.legal_form if said else "",
            )
        )
        seat = OrgMembership(
            organisation_id=row.id, kind=MembershipKind.member, joined_on=self._first_day()
        )
        self.step.add(seat)
        self.register.seats[row.id] = seat
        self.org_ids[name] = row.id

    def _organisation(self, name: str) -> UUID:
        """Follow “the same as” to whom it ends at."""
        who = self.preview.organisations[name]
        while isinstance(who, str) and who != name:
            name, who = who, self.preview.organisations[who]
        return who if isinstance(who, UUID) else self.org_ids[name]

    def people(self) -> None:
        for person in self.draft.people:
            who = self.preview.people[person.key]
            if who == person.key:
                self._new_person(person)
            elif who is not None:
                self.person_ids[person.key] = who if isinstance(who, UUID) else self.person_ids[who]
            if person.key in self.person_ids:
                self._speaks_for(self.person_ids[person.key], self._org(person.organisation))
            self._keep_of(person.places[0], person.kept, self.person_ids.get(person.key))

    def _new_person(self, person) -> None:
        email = person.email.casefold() or None
        taken = {p.email for p in self.register.people.values()}
        row = self.step.add(
            Person(
                name=person.name[:120],
                email=None if email in taken else email,
                made_by=MadeBy.import_,
            )
        )
        self.register.people[row.id] = row
        self.person_ids[person.key] = row.id

    def _speaks_for(self, person_id: UUID, org_id: UUID | None) -> None:
        if org_id is None or org_id in self.register.speak_for[person_id]:
            return
        self.register.speak_for[person_id].add(org_id)
        self.step.add(
            Affiliation(person_id=person_id, organisation_id=org_id, from_on=self._first_day())
        )

    def meetings(self) -> None:
        days = {a.meeting_date or self.answers.meeting_date for a in self.draft.attendances}
        last = self.step.exec(
            select(func.max(Meeting.ordinal)).where(
                Meeting.community_id == self.step.by.community_id
            )
        ).one()
        held = sorted(days - self.register.meetings.keys())
        for day in held:
            past = day <= moment.today()
            last = (last or 0) + 1 if past else last
            self.register.meetings[day] = self.step.add(_meeting(day, last if past else None))

    def attendances(self) -> None:
        for row in self.draft.attendances:
            person_id = self.person_ids.get(row.person)
            if person_id is None or (row.status == "absent" and not row.said):
                continue
            meeting = self.register.meetings[row.meeting_date or self.answers.meeting_date]
            if (meeting.id, person_id) not in self.register.attendances:
                self._attend(meeting, person_id, row)

    def _attend(self, meeting: Meeting, person_id: UUID, row) -> None:
        org_id = self._org(row.organisation) or self._only_one(person_id)
        capacity = self._capacity(meeting, org_id)
        self.register.attendances[meeting.id, person_id] = self.step.add(
            Attendance(
                meeting_id=meeting.id,
                person_id=person_id,
                organisation_id=org_id,
                capacity=capacity,
                status=STATUSES[row.status],
                counts_in_headline=counts_by_default(self.step, meeting, org_id, capacity),
                method=AttendanceMethod.import_,
                minutes=row.minutes,
            )
        )
        if row.note:
            self.kept.append({"row": row.place.row, "file": row.place.file, "note": row.note})

    def _capacity(self, meeting: Meeting, org_id: UUID | None) -> Capacity:
        if org_id is None:
            return Capacity.member
        if org_id == meeting.host_organisation_id:
            return Capacity.host
        seat = self.register.seats.get(org_id)
        return SEATS[seat.kind] if seat else Capacity.guest

    def _only_one(self, person_id: UUID) -> UUID | None:
        orgs = self.register.speak_for[person_id]
        return next(iter(orgs)) if len(orgs) == 1 else None

    def objectives(self) -> None:
        for said in self.draft.objectives:
            row = self.register.take("objective", same(said.title))
            if row is None:
                row = self.step.add(
                    Objective(
                        plan_id=self.plan_id,
                        title=said.title[:300],
                        statement=said.statement,
                        due_on=said.ends_on,
                        steward_person_id=self.person_ids.get(said.steward),
                        steward_organisation_id=self._org(said.steward),
                    )
                )
            self.objective_ids[said.key] = row.id
            self._keep(said, row.id)

    def activities(self) -> None:
        for said in self.draft.activities:
            objective_id = self.objective_ids.get(said.objective)
            key = (same(said.title), objective_id)
            row = self.register.take("activity", key)
            if row is None:
                row = self._new_activity(said, objective_id)
                self.new_activities.add(said.key)
            self.activity_rows[said.key] = row
            self._keep(said, row.id)

    def _new_activity(self, said, objective_id: UUID | None) -> Activity:
        orgs = [self._org(owner) for owner in said.owners]
        orgs = [org for org in orgs if org]
        people = [self._person(owner) for owner in said.owners]
        people = [person for person in people if person]
        row = self.step.add(
            Activity(
                plan_id=self.plan_id,
                title=said.title[:300],
                description=_described(said),
                state=ActivityState(said.state),
                progress_pct=100 if said.state == "done" else 0,
                planned_end=said.due_on,
                date_note=said.due_text[:120] if said.due_on is None else "",
                lead_organisation_id=orgs[0] if orgs else None,
                lead_accepted=not orgs or orgs[0] in self.step.who.speaks_for,
                owner_person_id=people[0] if people else None,
                help_wanted=said.wanted,
            )
        )
        if objective_id:
            self.step.add(ActivityObjective(activity_id=row.id, objective_id=objective_id))
        for org in dict.fromkeys([*orgs[1:], *self._with(said.contributors)]):
            if org != row.lead_organisation_id:
                yes = org in self.step.who.speaks_for
                self.step.add(
                    ActivityContributor(activity_id=row.id, organisation_id=org, accepted=yes)
                )
        if not self.draft.owner_lines:
            for person in dict.fromkeys(people[1:]):
                self.step.add(ActivityContributor(activity_id=row.id, person_id=person))
        return row

    def _with(self, contributors: str) -> list[UUID]:
        """Organisations named in the text of who helps; other words stay words."""
        known = {same(o.name): id for id, o in self.register.organisations.items()}
        org = self._org(contributors) or known.get(same(contributors))
        return [org] if org else []

    def owners(self) -> None:
        """Each line of a list of owners: the first leads, every other takes part."""
        met: set[tuple] = set()
        for line in self.draft.owner_lines:
            row, person = self.activity_rows.get(line.activity), self._person(line.person)
            self._keep_of(line.place, line.kept | {"role": line.said}, None)
            if row is None or person is None or line.activity not in self.new_activities:
                continue
            if (row.id, person) in met or person == row.owner_person_id:
                continue
            met.add((row.id, person))
            role = (
                ContributorRole.responsible
                if line.role == "responsible"
                else ContributorRole.supports
            )
            self.step.add(ActivityContributor(activity_id=row.id, person_id=person, role=role))

    def needs(self) -> None:
        for said in self.draft.needs:
            objective_id = self.objective_ids.get(said.objective)
            activity = self.activity_rows.get(said.activity)
            key = (same(said.title), objective_id, activity.id if activity else None)
            row = self.register.take("need", key)
            if row is None:
                row = self.step.add(
                    Need(
                        kind=said.kind or answer_for(self.answers, said),
                        title=said.title[:300],
                        objective_id=objective_id,
                        activity_id=activity.id if activity else None,
                        **_amount(said),
                    )
                )
            self._keep(said, row.id)

    def offers(self) -> None:
        for said in self.draft.resources:
            giver = self._org(said.organisation)
            if giver is None:
                self._keep_of(said.place, {"offer": said.title} | said.kept, None)
                continue
            row = self.register.take("pledge", (same(said.title), giver))
            if row is None:
                row = self.step.add(
                    Pledge(
                        giver_organisation_id=giver,
                        giver_person_id=self.person_ids.get(said.person),
                        kind=said.kind or answer_for(self.answers, said),
                        title=said.title[:300],
                        approximate=said.approximate,
                        **_amount(said, said.when_text),
                    )
                )
            self._keep(said, row.id)

    def funding(self) -> None:
        for said in self.draft.funding:
            objective_id = self.objective_ids.get(said.objective)
            if self.register.take("funding", (same(said.purpose), objective_id)) is None:
                self.step.add(
                    FundingSource(
                        objective_id=objective_id,
                        title=said.purpose[:300],
                        amount_cents=said.amount_cents,
                        currency=said.currency or "EUR",
                        amount_text=said.amount_text[:300],
                        funded_text=said.funded[:120],
                        funders=said.sponsors[:300],
                    )
                )

    def batch(self, op: UUID) -> ImportBatch:
        """What came in, under which line, and what no field of ours could take."""
        files = [{k: v for k, v in asdict(sheet).items() if v} for sheet in self.draft.sheets]
        title = formats.together(list(dict.fromkeys(s.file for s in self.draft.sheets)))
        self.step.what = title
        report = {verdict: self.preview.count(verdict) for verdict in (ADDED, THERE, REVIEW)}
        return self.step.add(
            ImportBatch(
                title=title[:300],
                files=[{k: str(v) for k, v in f.items()} for f in files],
                report=report,
                kept=self.kept,
                op=op,
            )
        )

    def _org(self, name: str) -> UUID | None:
        return self.org_ids.get(name)

    def _person(self, key: str) -> UUID | None:
        if key in self.person_ids:
            return self.person_ids[key]
        named = [p for p in self.draft.people if same(p.name) == same(key)]
        return self.person_ids.get(named[0].key) if named and not is_role(key) else None

    def _first_day(self) -> date:
        """An organisation sits from the first meeting the files speak of; else from today."""
        days = {a.meeting_date or self.answers.meeting_date for a in self.draft.attendances}
        return min((day for day in days if day), default=moment.today())

    def _keep(self, said, id: UUID | None) -> None:
        self._keep_of(said.place, said.kept, id)

    def _keep_of(self, place, columns: dict, id: UUID | None) -> None:
        if columns:
            where = {"file": place.file, "sheet": place.sheet, "row": place.row, "id": id}
            self.kept.append({k: str(v) for k, v in where.items() if v} | {"columns": columns})


def _amount(said, when: str = "") -> dict:
    """A number without its unit is not counted: it stays as the words it was."""
    sure = said.quantity_milli is not None and said.quantity_milli > 0 and said.unit is not None
    words = [said.note, when, "" if sure else said.quantity_text]
    return {
        "quantity_milli": said.quantity_milli if sure else None,
        "unit": said.unit if sure else None,
        "note": " · ".join(filter(None, words)),
    }


def _described(said) -> str:
    """Words of the file that no field takes: who helps, what it needs, its notes."""
    return "\n".join(filter(None, (said.note, said.contributors, said.needs_text)))


def _meeting(day: date, ordinal: int | None) -> Meeting:
    """A list of who was there says the day; the hours nobody said span the whole of it."""
    zone = ZoneInfo(moment.ROME)
    return Meeting(
        title=formats.day(day),
        ordinal=ordinal,
        state=MeetingState.scheduled if ordinal is None else MeetingState.closed,
        starts_at=datetime.combine(day, time(0), zone),
        ends_at=datetime.combine(day, time(23, 59), zone),
    )

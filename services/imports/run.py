"""One import, as far as it has come: each chapter adds one kind of thing."""

from datetime import date
from uuid import UUID

from models import Activity, moment
from services.change import Step
from services.imports.comparing import Answers, Preview
from services.imports.draft import Draft
from services.imports.register import Register, same
from services.imports.values import is_role
from services.objectives import plan_of


class Run:
    """One import on its way through the door: who and what the files name, once it is here."""

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

    def org(self, name: str) -> UUID | None:
        return self.org_ids.get(name)

    def person(self, key: str) -> UUID | None:
        if key in self.person_ids:
            return self.person_ids[key]
        named = [p for p in self.draft.people if same(p.name) == same(key)]
        return self.person_ids.get(named[0].key) if named and not is_role(key) else None

    def first_day(self) -> date:
        """An organisation sits from the first meeting the files speak of; else from today."""
        days = {a.meeting_date or self.answers.meeting_date for a in self.draft.attendances}
        return min((day for day in days if day), default=moment.today())

    def keep(self, said, id: UUID | None) -> None:
        self.keep_of(said.place, said.kept, id)

    def keep_of(self, place, columns: dict, id: UUID | None) -> None:
        if columns:
            where = {"file": place.file, "sheet": place.sheet, "row": place.row, "id": id}
            self.kept.append({k: str(v) for k, v in where.items() if v} | {"columns": columns})

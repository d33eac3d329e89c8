"""Files that name one another's rows by id, as one import. Nothing lost, nothing made up."""

from collections.abc import Callable
from dataclasses import dataclass

from models.refusals import Refused
from services.imports import amounts, dates, values
from services.imports.draft import (
    Activity,
    Draft,
    Funding,
    Need,
    Objective,
    OwnerLine,
    Person,
    Place,
    Sheet,
)
from services.imports.tables import Line, Table
from translations import mark

_IDS = {"objective_id", "activity_id", "person_id"}


@dataclass(frozen=True)
class Row:
    """A line by its headings; asking for a column uses it, what was not used is kept."""

    place: Place
    said: dict[str, str]
    used: set[str]

    def __getitem__(self, column: str) -> str:
        self.used.add(column)
        return self.said.get(column, "")

    def first(self, *columns: str) -> str:
        """The first of these that has words; the others stay with what is kept."""
        full = next((column for column in columns if self.said.get(column)), columns[0])
        return self[full]

    @property
    def kept(self) -> dict[str, str]:
        return {key: said for key, said in self.said.items() if said and key not in self.used}


def are_linked(tables: list[Table]) -> bool:
    """Whether any of them has an id of ours as a heading on its first line."""
    return any(_IDS & set(_headings(table)) for table in tables)


def read(tables: list[Table], draft: Draft) -> None:
    """All of them into the draft, those first to which the others refer.

    A row that names a row nowhere to be found is kept and goes to review. Refused when a
    file has an id but no part we know.
    """
    parts = [(table, _part(table)) for table in tables]
    order = list(_PARTS)
    for table, part in sorted(parts, key=lambda pair: order.index(pair[1])):
        sheet = _sheet(table, part)
        for line in table.lines[1:]:
            if not line.is_blank:
                row = Row(Place(table.file, table.sheet, line.number), _said(sheet, line), set())
                _PARTS[part].read(row, draft)
                sheet.rows += 1
        draft.sheets.append(sheet)
    if not any(part == "owners" for _, part in parts):
        _owners_of_activities(draft)
    _look_for_strangers(draft)


def _objective(row: Row, draft: Draft) -> None:
    draft.objectives.append(
        Objective(
            row.place,
            key=row["objective_id"],
            title=row.first("short_title", "title"),
            statement=row.first("summary", "what_and_why"),
            starts_on=_day(row, "start", draft),
            ends_on=_day(row, "end", draft),
            steward=row["point_of_contact"],
            kept=row.kept,
        )
    )


def _activity(row: Row, draft: Draft) -> None:
    owners = tuple(each.strip() for each in row["owners"].split(";") if each.strip())
    draft.activities.append(
        Activity(
            row.place,
            key=row["activity_id"],
            title=row["task"],
            objective=row["objective_id"],
            owners=owners,
            wanted=values.presence(row["help_wanted"]) == "present",
            note=row["notes"],
            kept=row.kept,
        )
    )


def _owner(row: Row, draft: Draft) -> None:
    said = row["role"]
    responsible = said in ("owner", "point_of_contact", "responsible", "lead")
    draft.owner_lines.append(
        OwnerLine(
            row.place,
            person=row["handle"],
            role="responsible" if responsible else "contributor",
            said=said,
            objective=row["objective_id"],
            activity=row["activity_id"],
            kept=row.kept,
        )
    )


def _ask(row: Row, draft: Draft) -> None:
    """The team is who can give the skill: it opens the wording, as a group would say it."""
    wording = ": ".join(words for words in (row["team"], row["ask"]) if words)
    need = Need(row.place, wording, "skill", row["objective_id"], note=row["notes"], kept=row.kept)
    draft.needs.append(need)


def _help_wanted(row: Row, draft: Draft) -> None:
    draft.needs.append(
        Need(
            row.place,
            row["task"],
            "time",
            row["objective_id"],
            quantity_text=row["time_investment"],
            note=row["experience"],
            kept=row.kept,
        )
    )


def _funding(row: Row, draft: Draft) -> None:
    """Only one plain amount is a number; “Ask”, “TBD” and ranges stay words."""
    said = row["cost"]
    cents, currency = amounts.money(said) or (None, "")
    draft.funding.append(
        Funding(
            row.place,
            row["objective_id"],
            row["purpose"],
            cents,
            currency,
            said,
            row["funded"],
            row["sponsors"],
            row.kept,
        )
    )


def _person(row: Row, draft: Draft) -> None:
    code = row["person_id"]
    name = row.first("name", "full_name") or code
    draft.people.append(Person((row.place,), code, name, row["email"], kept=row.kept))


@dataclass(frozen=True)
class Part:
    """A file is this part when it has all of `needs` and none of `not_with`."""

    read: Callable[[Row, Draft], None]
    needs: frozenset[str]
    not_with: frozenset[str] = frozenset()


# In the order in which they are read.
_PARTS = {
    "people": Part(_person, frozenset({"person_id"}), frozenset({"objective_id", "activity_id"})),
    "objectives": Part(
        _objective, frozenset({"objective_id", "title"}), frozenset({"activity_id"})
    ),
    "activities": Part(_activity, frozenset({"objective_id", "activity_id", "task"})),
    "owners": Part(_owner, frozenset({"role", "handle"})),
    "asks": Part(_ask, frozenset({"objective_id", "team", "ask"})),
    "help_wanted": Part(
        _help_wanted, frozenset({"objective_id", "task"}), frozenset({"activity_id"})
    ),
    "funding": Part(_funding, frozenset({"objective_id", "cost"})),
}


def _part(table: Table) -> str:
    names = set(_headings(table))
    for name, part in _PARTS.items():
        if part.needs <= names and not part.not_with & names:
            return name
    raise Refused(
        mark("{place}: this file belongs to none of the parts of a linked import that we know."),
        file=table.file,
        sheet=table.sheet,
        place=table.place,
        row=1,
    )


def _sheet(table: Table, part: str) -> Sheet:
    """`mapping` only names the columns that are used; the rest is kept, and listed."""
    names = tuple(_headings(table))
    probe = Row(Place(table.file), {}, set())
    _PARTS[part].read(probe, Draft())
    sheet = Sheet(table.file, table.sheet, "linked", table.encoding, table.delimiter)
    sheet.header_line, sheet.columns = table.lines[0].number, names
    sheet.mapping = {name: n for n, name in enumerate(names) if name in _used(part, probe)}
    sheet.unmapped = tuple(name for name in names if name and name not in sheet.mapping)
    return sheet


def _used(part: str, probe: Row) -> set[str]:
    both = {"title", "short_title", "summary", "what_and_why"}
    return probe.used | both if part == "objectives" else probe.used


def _headings(table: Table) -> list[str]:
    return ["_".join(cell.lower().split()) for cell in table.lines[0].cells]


def _said(sheet: Sheet, line: Line) -> dict[str, str]:
    """Words by heading; a cell under no heading is kept under its number."""
    named = {name or str(n + 1): line.cell(n) for n, name in enumerate(sheet.columns)}
    beyond = enumerate(line.cells[len(sheet.columns) :], start=len(sheet.columns) + 1)
    return named | {str(n): cell for n, cell in beyond if cell}


def _day(row: Row, column: str, draft: Draft):
    said = row[column]
    day = dates.read(said).day
    if said and day is None:
        draft.doubt(row.place, said, mark("This names no day; the words are kept."))
        row.used.discard(column)
    return day


def _owners_of_activities(draft: Draft) -> None:
    for activity in draft.activities:
        for person in activity.owners:
            line = OwnerLine(
                activity.place, person, "responsible", "", activity.objective, activity.key
            )
            draft.owner_lines.append(line)


def _look_for_strangers(draft: Draft) -> None:
    """Ids that stand for nothing, and ids that stand for two things, go to review."""
    objectives = _once(draft.objectives, draft)
    activities = _once(draft.activities, draft)
    people = _once(draft.people, draft)
    rows = [*draft.activities, *draft.owner_lines, *draft.needs, *draft.funding]
    for row in rows:
        if row.objective and row.objective not in objectives:
            draft.doubt(row.place, row.objective, mark("No objective in these files has this id."))
    for line in draft.owner_lines:
        if line.activity and line.activity not in activities:
            draft.doubt(line.place, line.activity, mark("No activity in these files has this id."))
        if people and line.person not in people:
            draft.doubt(line.place, line.person, mark("No person in these files has this id."))


def _once(things: list, draft: Draft) -> set[str]:
    seen: set[str] = set()
    for thing in things:
        if thing.key in seen:
            place = thing.places[0] if isinstance(thing, Person) else thing.place
            draft.doubt(place, thing.key, mark("Two rows have this id."))
        seen.add(thing.key)
    return seen

"""Files to a draft: which kind of list each sheet is, and who reads it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from models.refusals import Refused
from services.imports import columns, dates, linked, matching, matrix, people, plans, resources
from services.imports.aliases import FIELDS, meanings
from services.imports.draft import Draft, Place, Sheet
from services.imports.reading import read
from services.imports.tables import Line, Table
from translations import mark

MAX_FILES = 20
_READERS = {
    "attendance": people.read,
    "registrations": people.read,
    "attendance_matrix": matrix.read,
    "action_plan": plans.read,
    "resources": resources.read_resources,
    "organisations": resources.read_organisations,
}
KINDS = (*_READERS, "linked")
# From lists of people only what has a field comes along: the rest is nobody's to keep.
_OF_PEOPLE = {"attendance", "registrations", "attendance_matrix"}
_TOOLS = {"first join", "join time", "name (original name)", "nome (nome originale)"}
_TOOLS |= {"attendee status"}


@dataclass(frozen=True)
class Choice:
    """What a person changed of how a sheet is read; None leaves it to us.

    `keep`: headings to bring along although they are left out by themselves.
    """

    kind: str | None = None
    header_line: int | None = None
    mapping: Mapping[str, int] | None = None
    meetings: Mapping[int, date] | None = None
    month_first: bool | None = None
    meeting_date: date | None = None
    keep: frozenset[str] = field(default_factory=frozenset)


def draft_of(
    files: list[tuple[str, bytes]],
    choices: Mapping[tuple[str, str], Choice] | None = None,
    known: Collection[str] = (),
) -> Draft:
    """What the files (name, bytes) say together. Nothing is written anywhere.

    `choices` by (file, sheet); `known`: names of organisations, to tell “A e B” from two owners.
    Refused when any of them can't be read: the whole import, so that nothing is half done.
    """
    if len(files) > MAX_FILES:
        raise Refused(mark("Send at most {most} files at a time."), most=MAX_FILES)
    if len({name for name, _ in files}) < len(files):
        raise Refused(mark("Two of these files have the same name. Rename one of them."))
    return recognise([t for name, data in files for t in read(name, data)], choices, known)


def recognise(
    tables: list[Table],
    choices: Mapping[tuple[str, str], Choice] | None = None,
    known: Collection[str] = (),
) -> Draft:
    """The draft of tables already read; see `draft_of`."""
    choices = choices or {}
    draft = Draft(empty_sheets=sum(table.is_empty for table in tables))
    full = [table for table in tables if not table.is_empty]
    if not full:
        raise Refused(mark("There is nothing in these files."))
    chosen = {choice.kind for choice in choices.values()} - {None}
    if chosen == {"linked"} or (not chosen and linked.are_linked(full)):
        linked.read(full, draft)
        return draft
    for table in full:
        choice = choices.get((table.file, table.sheet), Choice())
        _read_sheet(table, choice, known, draft, alone=len(full) == 1)
    if not draft.sheets:
        raise Refused(draft.to_review[0].why, **draft.to_review[0].values)
    return draft


def kind_of(header: Line) -> str | None:
    """The kind of list these headings are for; None when they could be anything."""
    has = set().union(*(meanings(cell) for cell in header.cells))
    sure = [fields for cell in header.cells if len(fields := meanings(cell)) == 1]
    offers = {"resource"} in sure or ("kind" in has and "resource" in has)
    someone = bool(has & {"full_name", "last_name"})
    days = any(dates.read(cell, year=2000).day for cell in header.cells)
    rules = {
        "attendance_matrix": days and (someone or "organisation" in has),
        "registrations": bool(has & {"timestamp", "answer"}) and (someone or "email" in has),
        "attendance": bool(has & {"join", "leave", "duration"}) and someone,
        "resources": offers and bool(has & {"kind", "quantity", "organisation"}),
        "action_plan": bool(has & {"activity", "objective"})
        and bool(has & {"objective", "owner", "due", "state"}),
        "organisations": "organisation" in has and not _lists_people(header),
    }
    found = next((kind for kind, fits in rules.items() if fits), None)
    return found or ("attendance" if someone and len(header.cells) > 1 else None)


def _lists_people(header: Line) -> bool:
    """A column of names that are not just each organisation's contact."""
    named = [meanings(cell) for cell in header.cells]
    return any("full_name" in fields and "owner" not in fields for fields in named) or any(
        fields & {"last_name", "status"} for fields in named
    )


def _read_sheet(
    table: Table, choice: Choice, known: Collection[str], draft: Draft, alone: bool
) -> None:
    """Adds what the sheet says. A sheet that is no list, beside others, is only named."""
    try:
        sheet = _described(table, choice)
    except Refused as refused:
        if alone or choice != Choice():
            raise
        place = Place(table.file, table.sheet)
        draft.doubt(place, table.place, refused.message, **refused.values)
        return
    keeps = choice.keep if sheet.kind in _OF_PEOPLE else None
    rows = list(columns.rows(table, sheet, keeps))
    if not rows:
        raise Refused(
            mark("{place}: there is nothing below the headings in row {row}."),
            file=table.file,
            sheet=table.sheet,
            place=table.place,
            row=sheet.header_line,
        )
    sheet.rows = len(rows)
    _settle_dates(table, sheet, choice, rows)
    _READERS[sheet.kind](rows, sheet, draft, _knows(known))
    draft.sheets.append(sheet)


def _described(table: Table, choice: Choice) -> Sheet:
    line = choice.header_line
    header = columns.find_header(table) if line is None else columns.header_at(table, line)
    kind = choice.kind or kind_of(header)
    if kind not in FIELDS:
        raise Refused(
            mark("{place}: we can't tell what this is a list of. Choose it, and try again."),
            file=table.file,
            sheet=table.sheet,
            place=table.place,
            row=header.number,
        )
    mapping = columns.mapping_for(kind, header)
    if choice.mapping is not None:
        mapping = columns.checked(table, kind, header, dict(choice.mapping))
    names = columns.named(table, header)
    sheet = Sheet(table.file, table.sheet, kind, table.encoding, table.delimiter)
    sheet.header_line, sheet.columns, sheet.mapping = header.number, names, mapping
    sheet.year = dates.year_of(_above(table, sheet))
    if kind == "attendance_matrix":
        sheet.meetings = dict(choice.meetings or matrix.meetings(header, sheet.year, mapping))
    columns.sort_out(sheet, choice.keep)
    return sheet


def _settle_dates(table: Table, sheet: Sheet, choice: Choice, rows: list[columns.Row]) -> None:
    """The order of day and month, and the year for days without one: once for the sheet."""
    said = [r[field] for r in rows for field in ("join", "leave", "timestamp", "due") if r[field]]
    tool = any(name.lower() in _TOOLS for name in sheet.columns)
    month_first = choice.month_first
    sheet.month_first = dates.month_first(said, tool) if month_first is None else month_first
    sheet.date_format = dates.pattern(said, sheet.month_first)
    sheet.year = sheet.year or _usual_year(said, sheet.month_first)
    sheet.meeting_date = choice.meeting_date or people.meeting_date(sheet, rows)


def _above(table: Table, sheet: Sheet) -> list[str]:
    lines = [line for line in table.lines if line.number < sheet.header_line]
    return [*(cell for line in lines for cell in line.cells if cell), table.sheet, table.file]


def _usual_year(said: list[str], month_first: bool) -> int | None:
    years = [day.year for text in said if (day := dates.read(text, month_first).day)]
    return max(set(years), key=lambda year: (years.count(year), year)) if years else None


def _knows(known: Collection[str]):
    return lambda name: any(matching.likeness(name, each) >= matching.ALIKE for each in known)

"""The sheet on the wall: a row for each person, a column for each meeting, crosses inside."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from services.imports import dates, values
from services.imports.columns import Row
from services.imports.draft import Attendance, Draft, Person, Sheet
from services.imports.people import add_person, who
from services.imports.tables import Line
from translations import mark


def meetings(header: Line, year: int | None, mapping: Mapping[str, int]) -> dict[int, date]:
    """column → day, for the headings that name a day; `year` for those that leave it out."""
    texts = [cell for n, cell in enumerate(header.cells) if n not in mapping.values()]
    order = dates.month_first(texts)
    days = {n: dates.read(cell, order, year).day for n, cell in enumerate(header.cells) if cell}
    return {n: day for n, day in days.items() if day and n not in mapping.values()}


def read(rows: list[Row], sheet: Sheet, draft: Draft, known: Callable[[str], bool]) -> None:
    """A person for each row and, for each meeting, whether they were there; empty is absent."""
    for column, day in sheet.meetings.items():
        _doubt_year(rows[0], sheet, sheet.columns[column], day, draft)
    for row in rows:
        person = add_person((row,), *who(row, draft), sheet, draft)
        for column, day in sheet.meetings.items():
            _attendance(row, person, row.line.cell(column), day, draft)


def _doubt_year(row: Row, sheet: Sheet, heading: str, day: date, draft: Draft) -> None:
    if dates.read(heading, year=day.year).year_missing:
        place = replace(row.place, row=sheet.header_line)
        draft.doubt(place, heading, mark("The year is not written; read as {day}."), day=day)


def _attendance(row: Row, person: Person, said: str, day: date, draft: Draft) -> None:
    status = values.presence(said)
    if status is None:
        draft.doubt(
            row.place,
            said,
            mark("We can't tell whether {name} was there or is coming."),
            name=person.name,
        )
        return
    draft.attendances.append(
        Attendance(
            row.place, day, person.key, person.organisation, status, said=said, note=row["note"]
        )
    )

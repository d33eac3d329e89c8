"""Where the headings are, and which column is which of our fields. Both can be changed by hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.refusals import Refused
from services.imports import dates
from services.imports.aliases import FIELDS, is_personal, meanings
from services.imports.draft import Place, Sheet
from services.imports.tables import Line, Table, letter
from services.imports.text import plain
from translations import mark

LOOKED_AT = 40
_TOTALS = {"totale", "totali", "total", "totals", "sum", "somma", "totalepresenti", "subtotale"}


@dataclass(frozen=True)
class Row:
    """A line by our fields: `row["email"]`, empty where there is no such column or word."""

    place: Place
    line: Line
    mapping: dict[str, int]
    kept: dict[str, str]

    def __getitem__(self, field: str) -> str:
        return self.line.cell(self.mapping[field]) if field in self.mapping else ""


def find_header(table: Table) -> Line:
    """The first line where two or more cells are headings we know, or one and a day.

    Refused when there is none near the top, or when it runs over two rows.
    """
    for line in table.lines[:LOOKED_AT]:
        if _is_header(line):
            return _single(table, line)
    raise Refused(
        mark("{place}: no row names two columns that we know. Choose the row with the headings."),
        **_where(table),
    )


def header_at(table: Table, number: int) -> Line:
    """The line a person chose. Refused when the sheet has no such line or it is blank."""
    for line in table.lines:
        if line.number == number and not line.is_blank:
            return _single(table, line)
    raise Refused(
        mark("{place}, row {row}: there are no headings here. Choose another row."),
        **_where(table, row=number),
    )


def mapping_for(kind: str, header: Line) -> dict[str, int]:
    """field → column for this kind of list; each column goes to one field only."""
    mapping: dict[str, int] = {}
    for field in FIELDS[kind].split():
        for column, heading in enumerate(header.cells):
            if field in meanings(heading) and column not in mapping.values():
                mapping[field] = column
                break
    return _one_way_to_say_names(mapping, header)


def checked(table: Table, kind: str, header: Line, mapping: dict[str, int]) -> dict[str, int]:
    """A mapping a person changed. Refused when a field or a column does not exist."""
    width = max(len(line.cells) for line in table.lines)
    for field, column in mapping.items():
        if field not in FIELDS[kind].split() or not 0 <= column < width:
            raise Refused(
                mark("{place}: column {column} cannot be read that way. Choose another."),
                **_where(table, row=header.number, column=column + 1, name=field),
            )
    return dict(mapping)


def named(table: Table, header: Line) -> tuple[str, ...]:
    """A name for every column that has anything: its heading; its letter if that is missing.

    Of two equal headings the second gets its letter too, so that none hides another.
    """
    below = [line for line in table.lines if line.number > header.number]
    width = max(len(line.cells) for line in [header, *below])
    names: list[str] = []
    for column in range(width):
        name = header.cell(column)
        if not name and any(line.cell(column) for line in below):
            name = letter(column)
        names.append(f"{name} ({letter(column)})" if name and name in names else name)
    return tuple(names)


def sort_out(sheet: Sheet, keep: frozenset[str]) -> None:
    """Name what is left out: personal columns unless kept on purpose, and those for no field."""
    used = {*sheet.mapping.values(), *sheet.meetings}
    rest = [name for column, name in enumerate(sheet.columns) if name and column not in used]
    sheet.dropped = tuple(name for name in rest if is_personal(name) and name not in keep)
    sheet.unmapped = tuple(name for name in rest if name not in sheet.dropped)


def rows(table: Table, sheet: Sheet, keeps: frozenset[str] | None) -> Iterator[Row]:
    """The lines below the headings, without blank lines and totals, up to the next section.

    `keeps`: the unmapped headings whose words come along; None for all but the dropped.
    """
    for line in _body(table, sheet):
        place = Place(table.file, table.sheet, line.number)
        yield Row(place, line, sheet.mapping, _kept(line, sheet, keeps))


def _is_header(line: Line) -> bool:
    known = sum(bool(meanings(cell)) for cell in line.cells)
    days = sum(bool(dates.read(cell, year=2000).day) for cell in line.cells if cell)
    return known >= 2 or (known == 1 and days >= 1 and len(line.cells) > 1)


def _single(table: Table, header: Line) -> Line:
    if _over_two_rows(table, header):
        raise Refused(
            mark(
                "{place}, row {row}: the headings run over two rows, with merged cells. "
                "Write one row of headings, one column for each meeting, and try again."
            ),
            **_where(table, row=header.number),
        )
    return header


def _over_two_rows(table: Table, header: Line) -> bool:
    """Merged pairs of headings, or headings left empty over a row of repeated ones."""
    repeated = len(set(header.cells) - {""}) < sum(bool(cell) for cell in header.cells)
    rows = [header.number, header.number - 1] if repeated else [header.number]
    if sum(row in rows for row, _, _ in table.wide) >= 2:
        return True
    below = next((line for line in table.lines if line.number > header.number), None)
    if below is None or below.cell(0):
        return False
    width = max(len(header.cells), len(below.cells))
    under = [below.cell(n) for n in range(width) if not header.cell(n) and below.cell(n)]
    return len(under) >= 2 and len(set(under)) < len(under)


def _one_way_to_say_names(mapping: dict[str, int], header: Line) -> dict[str, int]:
    """First and last name only together; “Nome” alone is the whole name."""
    pair = {"first_name", "last_name"}
    if pair <= mapping.keys():
        mapping.pop("full_name", None)
        return mapping
    for field in pair & mapping.keys():
        column = mapping.pop(field)
        if "full_name" not in mapping and "full_name" in meanings(header.cell(column)):
            mapping["full_name"] = column
    return mapping


def _body(table: Table, sheet: Sheet) -> Iterator[Line]:
    below = [line for line in table.lines if line.number > sheet.header_line]
    skipped = []
    for n, line in enumerate(below):
        if line.is_blank and _begins_section(below[n + 1 : n + 3]):
            skipped.append((below[n + 1].number, " ".join(below[n + 1].cells).strip()))
            break
        if plain(_first(line)) in _TOTALS:
            skipped.append((line.number, _first(line)))
        elif not line.is_blank:
            yield line
    sheet.skipped = tuple(skipped)


def _begins_section(lines: list[Line]) -> bool:
    """A title alone and then headings, “3. In-Meeting Activities”, or headings right away."""
    if not lines:
        return False
    title, *after = lines
    alone = sum(bool(cell) for cell in title.cells) == 1
    numbered = bool(re.match(r"\d+\.\s", _first(title)))
    return _is_header(title) or (alone and (numbered or any(_is_header(x) for x in after)))


def _first(line: Line) -> str:
    return next((cell for cell in line.cells if cell), "")


def _kept(line: Line, sheet: Sheet, keeps: frozenset[str] | None) -> dict[str, str]:
    names = [n for n in sheet.unmapped if keeps is None or n in keeps]
    said = {name: line.cell(sheet.columns.index(name)) for name in names}
    return {name: words for name, words in said.items() if words}


def _where(table: Table, **values) -> dict:
    return {"file": table.file, "sheet": table.sheet, "place": table.place, **values}

"""A sheet as lines of text, and how large it may be."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.refusals import Refused
from translations import mark

MAX_ROWS = 5_000
MAX_COLUMNS = 100
MAX_CELL = 20_000


@dataclass(frozen=True)
class Line:
    """`number` as the file counts its lines, from 1; every cell is text."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """`sheet` is empty for CSV. `wide`: merged cells side by side, as (line, first, last)."""

    file: str
    sheet: str
    lines: tuple[Line, ...]
    encoding: str = ""
    delimiter: str = ""
    wide: tuple[tuple[int, int, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def place(self) -> str:
        """“presenze.xlsx › Foglio1”, as sentences name it."""
        return f"{self.file} › {self.sheet}" if self.sheet else self.file


def bounded(file: str, sheet: str, lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, of many blank ones in a row only the first, none at the end.

    Refused, naming row and column, when a row is too wide, a cell too long, or rows too many.
    """
    kept: list[Line] = []
    for line in lines:
        if line.is_blank and (not kept or kept[-1].is_blank):
            continue
        _fits(file, sheet, line)
        kept.append(line)
        if len(kept) > MAX_ROWS:
            _refuse(
                mark("{place} has more than {most} rows. Split it into smaller files."),
                file,
                sheet,
                most=MAX_ROWS,
            )
    return tuple(kept[:-1] if kept and kept[-1].is_blank else kept)


def letter(column: int) -> str:
    """0 → A, 26 → AA: columns as a spreadsheet calls them."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _fits(file: str, sheet: str, line: Line) -> None:
    if any(line.cells[MAX_COLUMNS:]):
        _refuse(
            mark("{place}, row {row}: there are more than {most} columns."),
            file,
            sheet,
            row=line.number,
            most=MAX_COLUMNS,
        )
    for column, cell in enumerate(line.cells):
        if len(cell) > MAX_CELL:
            _refuse(
                mark("{place}, row {row}, column {column}: a cell holds far too much text."),
                file,
                sheet,
                row=line.number,
                column=letter(column),
            )


def _refuse(sentence: str, file: str, sheet: str, **values) -> None:
    place = f"{file} › {sheet}" if sheet else file
    raise Refused(sentence, file=file, sheet=sheet, place=place, **values)

"""XLSX to tables. The zip is weighed before it is opened: it may be a bomb, or no workbook."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import zip_longest

import openpyxl
from openpyxl.utils import range_boundaries

from models.refusals import Refused
from services.imports.tables import MAX_ROWS, Line, Table, bounded
from services.imports.text import clean
from translations import mark

MAX_UNZIPPED = 25 * 2**20
MAX_MEMBERS = 300
MAX_SHEETS = 20
MAX_MERGED = 2_000
_LAST_ROW = 1_048_576

_DAMAGED = mark("{file} is damaged or incomplete and cannot be opened.")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_TYPES = [f"<!{word}" for word in ("DOCTYPE", "ENTITY")]
_FORBIDDEN = [word.encode(code) for word in _TYPES for code in ("utf-8", "utf-16-le", "utf-16-be")]


def read(name: str, data: bytes) -> list[Table]:
    """A table for each sheet, empty ones too; a merged cell's value stands in each of its rows.

    A formula counts as the value last seen in it; where none was saved, its text. Refused when
    the file is no workbook, is damaged, protected or unsafe, or is too large.
    """
    parts = _weighed(name, data)
    try:
        return _tables(name, data, parts)
    except Refused:
        raise
    except Exception:  # openpyxl raises whatever the damage leads it to
        raise Refused(_DAMAGED, file=name) from None


def _weighed(name: str, data: bytes) -> dict[str, bytes]:
    """The XML parts, unpacked once within bounds, by their path in the zip."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        _refuse_kind(name, members)
        parts = {m.filename: archive.read(m) for m in members if _is_read(m.filename)}
    except Refused:
        raise
    except Exception:  # zipfile has a dozen ways to stumble over a forged file
        raise Refused(_DAMAGED, file=name) from None
    if any(word in part.upper() for part in parts.values() for word in _FORBIDDEN):
        raise Refused(
            mark("{file} contains instructions that a list never has; it was not opened."),
            file=name,
        )
    return parts


def _refuse_kind(name: str, members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise Refused(mark("{file} is protected by a password. Save a copy without it."), file=name)
    if any("vbaproject" in path.lower() for path in names):
        raise Refused(mark("{file} contains macros. Save it as XLSX without them."), file=name)
    if "xl/workbook.xml" not in names:
        raise Refused(_kind(names), file=name)
    weight = sum(member.file_size for member in members if _is_read(member.filename))
    if weight > MAX_UNZIPPED or len(names) > MAX_MEMBERS or len(set(names)) < len(names):
        raise Refused(
            mark("{file} unpacks to far more than a list needs; it was not opened."), file=name
        )


def _kind(names: list[str]) -> str:
    if any(path.startswith("word/") for path in names):
        return mark("{file} is a Word document. Save its table as XLSX or CSV.")
    if "mimetype" in names:
        return mark("{file} is an OpenDocument file. Save it as XLSX or CSV.")
    return mark("{file} is a compressed archive, not a workbook. We read XLSX and CSV.")


def _is_read(path: str) -> bool:
    return path.lower().endswith((".xml", ".rels"))


def _tables(name: str, data: bytes, parts: dict[str, bytes]) -> list[Table]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    if len(book.worksheets) > MAX_SHEETS:
        raise Refused(
            mark("{file} has more than {most} sheets. Send only those to be read."),
            file=name,
            most=MAX_SHEETS,
        )
    if any(len(_MERGED.findall(xml)) > MAX_MERGED for xml in parts.values()):
        raise Refused(mark("{file} has too many merged cells. Undo them and try again."), file=name)
    pairs = zip(book.worksheets, formulas.worksheets, strict=True)
    return [_table(name, sheet, texts, parts) for sheet, texts in pairs]


def _table(name: str, sheet, texts, parts: dict[str, bytes]) -> Table:
    # A read-only sheet knows nothing of merged cells; its own XML does.
    xml = parts.get(sheet._worksheet_path.lstrip("/"), b"")
    merged = [range_boundaries(ref.decode()) for ref in _MERGED.findall(xml)]
    title = clean(sheet.title)
    values = _rows(sheet)
    if re.search(rb"<(?:\w+:)?f[ >/]", xml):
        values = _with_formulas(values, _rows(texts))
    lines = bounded(name, title, _filled(_seen(values), merged))
    wide = tuple((top, left - 1, right - 1) for left, top, right, low in merged if right > left)
    return Table(name, title, lines, "xlsx", "", wide)


def _rows(sheet) -> Iterator[tuple]:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong or a trap
    return sheet.iter_rows(max_row=_LAST_ROW, values_only=True)


def _seen(rows) -> Iterator[Line]:
    """The rows that have something, and a blank one for a gap; stops soon after too many."""
    many = gap = 0
    for number, row in enumerate(rows, start=1):
        if gap and not row:  # a million of these in a row is quickly written in a file
            continue
        cells = tuple(_text(value) for value in _trimmed(row))
        if any(cells) or not gap:
            yield Line(number, cells)
        gap = not any(cells)
        many += not gap
        if many > MAX_ROWS + 1:
            return


def _trimmed(row: tuple) -> tuple:
    """Coloured but empty cells at the end of a row are no columns."""
    return row[: next((n for n in range(len(row), 0, -1) if row[n - 1] is not None), 0)]


def _with_formulas(values, texts) -> Iterator[tuple]:
    for row, formulas in zip(values, texts, strict=False):
        pairs = zip_longest(row, formulas)
        yield tuple(getattr(f, "text", f) if value is None else value for value, f in pairs)


def _filled(lines: Iterator[Line], merged: list[tuple[int, int, int, int]]) -> Iterator[Line]:
    """Merged downwards: the first value again in each row. Side by side: only the first."""
    tall = [(left - 1, top, low) for left, top, right, low in merged if low > top]
    above: dict[int, str] = {}
    for line in lines:
        cells = list(line.cells)
        for column, top, low in tall:
            if line.number == top:
                above[column] = line.cell(column)
            elif top < line.number <= low and any(cells):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = cells[column] or above.get(column, "")
        yield Line(line.number, tuple(cells))


def _text(value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return str(value)
        case float() if value.is_integer():
            return str(int(value))
        case float():
            # Four decimals, because 1.234 written alone would be read as a thousand and more.
            said = f"{value:.10g}"
            return said + "0" if re.search(r"\.\d{3}$", said) else said
    return clean(str(value))

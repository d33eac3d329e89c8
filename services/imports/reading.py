"""Bytes to tables. Whatever is sent, the answer is tables or one clear sentence."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from models.refusals import Refused
from services.imports import workbook
from services.imports.foreign import refuse_foreign
from services.imports.tables import Line, Table, bounded
from services.imports.text import clean
from translations import mark

MAX_BYTES = 5 * 2**20
_DELIMITERS = ",;\t"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read(name: str, data: bytes) -> list[Table]:
    """One table for a CSV file, one for each sheet of an XLSX; empty sheets too.

    Refused, with `file` and where known `sheet`, `row` and `column`, for anything else.
    """
    name = clean(name) or "?"
    if len(data) > MAX_BYTES:
        raise Refused(
            mark("{file} is larger than 5 MB. Split it, or leave out what is not needed."),
            file=name,
        )
    if not data.strip(b"\0 \t\r\n"):
        raise Refused(mark("{file} is empty."), file=name)
    refuse_foreign(name, data)
    if data.startswith(b"PK"):
        return workbook.read(name, data)
    return [_csv(name, data)]


def decoded(name: str, data: bytes) -> tuple[str, str]:
    """The text and its encoding: utf-16 with its mark, else utf-8-sig, else cp1252."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Refused(
        mark("{file} is written in an alphabet we cannot read. Save it as CSV UTF-8 or XLSX."),
        file=name,
    )


def delimiter_of(text: str) -> str:
    """The sign that gives the most lines of equal width; of two, the one with wider lines."""
    return max(_DELIMITERS, key=lambda sign: _evenness(text, sign))


def _csv(name: str, data: bytes) -> Table:
    text, encoding = decoded(name, data)
    _refuse_binary(name, text)
    delimiter = delimiter_of(text)
    lines = bounded(name, "", _lines(name, text, delimiter))
    return Table(name, "", lines, encoding, delimiter)


def _refuse_binary(name: str, text: str) -> None:
    """A control sign is never part of a list, and would hide what stands after it."""
    if found := _CONTROL.search(text.rstrip("\x1a\0")):
        raise Refused(
            mark("{file}, row {row}: this is not text. Save the list as CSV UTF-8 or XLSX."),
            file=name,
            row=text.count("\n", 0, found.start()) + 1,
        )


def _evenness(text: str, sign: str) -> tuple[int, int]:
    """(how many of the first 30 lines share the commonest width of at least 2, that width)."""
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 30))
    except csv.Error:
        return (0, 0)
    widths = Counter(len(row) for row in rows if len(row) >= 2)
    return max(((many, width) for width, many in widths.items()), default=(0, 0))


def _lines(name: str, text: str, delimiter: str) -> Iterator[Line]:
    """Lines numbered by where they start: a quoted cell may run over several."""
    reader = csv.reader(
        io.StringIO(text.rstrip("\x1a\0"), newline=""), delimiter=delimiter, strict=True
    )
    starts = 1
    try:
        for cells in reader:
            yield Line(starts, tuple(clean(cell) for cell in cells))
            starts = reader.line_num + 1
    except csv.Error:
        raise Refused(
            mark("{file}, row {row}: a quotation mark is opened here and does not close well."),
            file=name,
            row=starts,
        ) from None

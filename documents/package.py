"""A community's tables as a Data Package (a ZIP of CSV files that says what is in each column):
https://datapackage.org. Any spreadsheet opens it, and so does any other program.
"""

import csv
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from documents.cells import harmless
from services.exporting import Exported


def package(name: str, title: str, at: datetime, tables: Iterable[Exported]) -> bytes:
    """CSV in UTF-8 with commas, instants in UTC, an empty cell for what is unknown; no cell begins
    like a formula. `name`: as in an address."""
    tables, file = list(tables), BytesIO()
    told = {
        "name": name,
        "title": title,
        "created": _said(at),
        "resources": [_resource(table) for table in tables],
    }
    with ZipFile(file, "w", ZIP_DEFLATED) as folder:
        folder.writestr("datapackage.json", json.dumps(told, ensure_ascii=False, indent=1))
        for table in tables:
            folder.writestr(f"{table.name}.csv", _csv(table))
    return file.getvalue()


def _resource(table: Exported) -> dict:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": name, "type": kind} for name, kind in table.fields.items()],
            "primaryKey": "id",
        },
    }


def _csv(table: Exported) -> str:
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow(table.fields)
    writer.writerows([_said(value) for value in row] for row in table.rows)
    return sheet.getvalue()


def _said(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return harmless(value) if isinstance(value, str) else str(value)

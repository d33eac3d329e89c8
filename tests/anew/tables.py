"""The file a coordinator takes away, opened with pandas: a table by its name, all of it words."""

from datetime import date
from functools import lru_cache
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

import pandas as pd


class Tables:
    """`tables("pledge")`: the rows that are not archived; `tables("pledge", archived=True)`: all.
    Every cell is a string, "" where nothing is known. `today`: the day it is read on."""

    def __init__(self, package: bytes, today: date) -> None:
        self.today = today
        self._folder = ZipFile(BytesIO(package))
        self._read: dict[str, pd.DataFrame] = {}
        self._there: dict[str, pd.DataFrame] = {}

    def __call__(self, name: str, archived: bool = False) -> pd.DataFrame:
        if name not in self._read:
            with self._folder.open(f"{name}.csv") as file:
                self._read[name] = pd.read_csv(file, dtype=object, keep_default_na=False)
            self._there[name] = self._read[name][self._read[name].archived_at == ""]
        return self._read[name] if archived else self._there[name]

    def one(self, name: str) -> pd.Series:
        return self(name, archived=True).iloc[0]


once = lru_cache(maxsize=8)  # what several rules need of the same tables


def day(instant: str, zone: str = "Europe/Rome"):
    """The date an instant has somewhere; None where there is no instant."""
    return pd.Timestamp(instant).tz_convert(zone).date() if instant else None


def on(date: str):
    return pd.Timestamp(date).date() if date else None


def whole(number: str) -> int | None:
    return int(number) if number else None


def over(part, all):
    """A share; None where there is nothing to divide by, or nothing to divide."""
    return None if part is None or not all else part / all


def each(frame: pd.DataFrame) -> list[SimpleNamespace]:
    """Its rows, cells by name (frame.itertuples makes a class each time)."""
    names = list(frame)
    cells = frame.to_numpy(dtype=object).tolist()
    return [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in cells]


def where(frame: pd.DataFrame, column: str, true) -> pd.DataFrame:
    """The rows of which `true(cell)` is; none of none."""
    return frame[pd.Series([bool(true(x)) for x in frame[column]], frame.index, dtype=bool)]

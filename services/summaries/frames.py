"""Frames of Python objects: read from the database, and gone through row by row.

Both ways are the short ones. What a page counts in a big community is ten thousand rows, and a
small one's forty frames of thirty columns.
"""

from collections import namedtuple
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

import pandas as pd
from sqlalchemy import Row
from sqlmodel import Session


def fetch(session: Session, statement) -> list[Row]:
    """What a statement that names columns answers, past the loading of objects: that takes as long
    again, and here there are none to load."""
    return session.connection().execute(statement).all()


def framed(found: Iterable[tuple], columns: Iterable[str]) -> pd.DataFrame:
    """None is unknown, and stays so: never NaN."""
    return pd.DataFrame([tuple(row) for row in found], columns=list(columns), dtype=object)


def each(frame: pd.DataFrame) -> Iterator[tuple]:
    """Its rows, a field for each column. What `itertuples` gives, without the index: that one
    takes a millisecond to begin where there are thirty columns, and makes a new type each time."""
    kind = _kind(tuple(frame.columns))
    return map(partial(tuple.__new__, kind), frame.to_numpy(dtype=object).tolist())


@lru_cache(maxsize=512)
def _kind(columns: tuple[str, ...]) -> type[tuple]:
    return namedtuple("Row", columns, rename=True)

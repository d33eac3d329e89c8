"""What stands under bars and beside rows: meetings by their number and day, names that fit."""

from html import escape

import pandas as pd

from translations import _, formats


def meeting_name(ordinal: int | None, title: str = "") -> str:
    """3rd meeting; one that has no number goes by its title."""
    return _("{ordinal} meeting", ordinal=formats.ordinal(ordinal)) if ordinal else title


def names(meetings: pd.DataFrame) -> list[str]:
    """Names for columns and rows of a table: two untitled meetings stay two."""
    return [
        f"{meeting_name(m.ordinal, m.title)}, {formats.short_day(m.day)}"
        for m in meetings.itertuples()
    ]


def ticks(places: list[int], words: list[str]) -> dict:
    return {"tickvals": places, "ticktext": words, "tickangle": 0}


def columns(meetings: pd.DataFrame, bold: bool = False) -> list[str]:
    """Which meeting, and its day. Where there are many, a line for each word, and the year only
    where another one begins."""
    few = len(meetings) <= 6
    heads = [_head(m, few) for m in meetings.itertuples()]
    days = [formats.short_day(m.day) for m in meetings.itertuples()]
    if not few:
        years = [None, *(m.day.year for m in meetings.itertuples())]
        days = [
            "<br>".join(day.split(" ")[: 2 + (year != before)])
            for day, before, year in zip(days, years, years[1:], strict=False)
        ]
    heads = [f"<b>{head}</b>" if bold else head for head in heads]
    return [f"{head}<br>{day}" for head, day in zip(heads, days, strict=True)]


def _head(meeting, few: bool) -> str:
    if few:
        return escape(cut(meeting_name(meeting.ordinal, meeting.title), 18), quote=False)
    return formats.ordinal(meeting.ordinal) if meeting.ordinal else "–"


def cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"

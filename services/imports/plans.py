"""Action plans: an activity a row, under an objective; owners, a day, what it takes."""

import re
from collections.abc import Callable
from dataclasses import replace

from services.imports import amounts, dates, values
from services.imports.columns import Row
from services.imports.draft import Activity, Draft, Need, Objective, Sheet
from services.imports.text import plain
from translations import mark


def read(rows: list[Row], sheet: Sheet, draft: Draft, known: Callable[[str], bool]) -> None:
    """Objectives as they first appear, the activities under them, what each one needs.

    A row without an objective belongs to the one above it, as in merged cells.
    """
    under = ""
    for row in rows:
        if not row["objective"] and under and row["activity"]:
            _say_once(row, sheet, draft)
        under = _objective(row, draft) or under
        if row["activity"]:
            activity = _activity(row, sheet, under, known, draft)
            draft.activities.append(activity)
            _needs(row, activity, draft)


def _objective(row: Row, draft: Draft) -> str:
    """The key of the row's objective, which is added when it is new."""
    said = row["objective"]
    key = plain(said)
    if key and draft.first_time("objective", key):
        kept = {} if row["activity"] else row.kept
        draft.objectives.append(Objective(row.place, key, said, kept=kept))
    return key


def _say_once(row: Row, sheet: Sheet, draft: Draft) -> None:
    why = mark("Rows without an objective are read as belonging to the one above.")
    if draft.first_time(why, sheet.file, sheet.sheet):
        draft.doubt(row.place, row["activity"], why)


def _activity(
    row: Row, sheet: Sheet, under: str, known: Callable[[str], bool], draft: Draft
) -> Activity:
    due = dates.read(row["due"], sheet.month_first, sheet.year)
    state, late = values.state(row["state"])
    _doubts(row, due, state, draft)
    return Activity(
        row.place,
        key=f"{sheet.file}/{sheet.sheet}/{row.place.row}",
        title=row["activity"],
        objective=under,
        owners=values.owners(row["owner"], known),
        contributors=row["contributors"],
        due_on=due.day,
        due_text=row["due"],
        state=state or "planned",
        state_text=row["state"],
        late=late,
        wanted=plain(row["owner"]) in ("cercasi", "helpwanted"),
        needs_text=row["needs"],
        note=row["note"],
        kept=row.kept,
    )


def _doubts(row: Row, due: dates.Day, state: str | None, draft: Draft) -> None:
    if due.text and not due.day:
        draft.doubt(row.place, due.text, mark("This names no day; the words are kept."))
    elif due.day and due.year_missing:
        draft.doubt(
            row.place, due.text, mark("The year is not written; read as {day}."), day=due.day
        )
    if state is None:
        draft.doubt(row.place, row["state"], mark("We don't know this state; read as planned."))


def _needs(row: Row, activity: Activity, draft: Draft) -> None:
    """What the cell asks for, apart at semicolons: “cargo bike, 6 giornate” has a quantity."""
    for said in re.split(r";|\n", row["needs"]):
        if said.strip() and not values.is_nobody(said):
            need = _need(row, said.strip(), activity)
            draft.needs.append(need)
            if need.kind is None:
                draft.doubt(row.place, need.title, mark("Which kind of resource is this?"))


def _need(row: Row, said: str, activity: Activity) -> Need:
    need = Need(row.place, said, objective=activity.objective, activity=activity.key)
    title, comma, tail = said.rpartition(",")
    how_much = amounts.quantity(tail if comma else said)
    first = values.kind(said.split()[0])
    if how_much.milli is None or (comma and how_much.unit is None):
        return replace(need, kind=first)
    return replace(
        need,
        title=title.strip() or said,
        kind="money" if how_much.unit == "EUR" else first,
        quantity_milli=how_much.milli,
        unit=how_much.unit,
        approximate=how_much.approximate,
        quantity_text=how_much.text,
    )

"""The plan as a table to write in: several activities changed at once, then saved together.

What the editor sends is only a wish: `services/several.py` takes the fields a table may change,
compares each row with what it showed, and answers the rows that stayed as they were.
"""

from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

import pandas as pd
import streamlit as st
from streamlit import column_config as column

from components import here
from components.activity_form import STATES, names
from components.asking import ask, refused, toast
from components.cards import actions
from components.fields import in_words
from components.markup import show
from components.registered import organisation_names, person_names
from models import Activity, ActivityState
from services import activities, several
from translations import _, mark, n_

_OPEN, _WRITTEN = "several", "several_written"
COLUMNS = tuple(several.ALLOWED)
CALLED = {
    "title": mark("Activity"),
    "planned_start": mark("From"),
    "planned_end": mark("To"),
    "lead_organisation_id": mark("Who leads"),
    "owner_person_id": mark("Responsible person"),
    "state": mark("State"),
    "progress_pct": mark("Progress %"),
}
DAYS = ("planned_start", "planned_end")
READ = {
    "planned_start": lambda said: date.fromisoformat(str(said)[:10]),
    "planned_end": lambda said: date.fromisoformat(str(said)[:10]),
    "lead_organisation_id": lambda said: UUID(str(said)),
    "owner_person_id": lambda said: UUID(str(said)),
    "state": ActivityState,
    "progress_pct": int,
}


class Sheet(NamedTuple):
    """A table that is being written in: what it showed, what it shows (after a refusal also what
    its author had written), and why rows stayed as they were. It is drawn from this alone, so that
    nothing that others do shifts it under the hand."""

    key: str
    op: UUID
    refs: dict[UUID, str]
    seen: list[dict]
    shown: list[dict]
    left: tuple[tuple[str, str], ...] = ()


def may_write() -> bool:
    return here.may("activity.create_edit")


def is_open() -> bool:
    return _OPEN in st.session_state


def begin(activities: list[Activity]) -> None:
    """For a callback: what is there now becomes a table to write in."""
    _open(activities, [_row(activity) for activity in activities], ())


def the_sheet() -> None:
    sheet = _as_left()
    if sheet.left:
        show("plan/left.html", left=sheet.left)
    with st.container(key="only_narrow_several"):
        st.caption(_("On a small screen it is easier to open one activity at a time."))
    if sheet.seen:
        st.data_editor(
            _frame(sheet),
            key=sheet.key,
            hide_index=True,
            num_rows="fixed",
            disabled=["ref"],
            column_config=_columns(),
            placeholder="–",
            alt=_("Activities to change, a row each"),
            on_change=_note,
            args=[sheet.key],
        )
    with actions():
        if sheet.seen:
            st.button(_("Save all"), key="several_save", type="primary", on_click=_save)
        st.button(_("Leave without saving"), key="several_leave", on_click=_leave)


def _open(activities: list[Activity], shown: list[dict], left: tuple) -> None:
    refs = {activity.id: activity.ref for activity in activities}
    seen = [_row(activity) for activity in activities]
    st.session_state[_OPEN] = Sheet(f"several_{uuid4()}", uuid4(), refs, seen, shown, left)


def _note(key: str) -> None:
    st.session_state[_WRITTEN] = st.session_state[key]["edited_rows"]


def _as_left() -> Sheet:
    """With what was typed before its author looked at something else: the editor forgets it."""
    sheet: Sheet = st.session_state[_OPEN]
    if sheet.key not in st.session_state and _WRITTEN in st.session_state:
        shown = _with(sheet, st.session_state.pop(_WRITTEN))
        sheet = st.session_state[_OPEN] = sheet._replace(key=f"several_{uuid4()}", shown=shown)
    return sheet


def _leave() -> None:
    for key in (_OPEN, _WRITTEN):
        st.session_state.pop(key, None)


def _row(activity: Activity) -> dict:
    return {"id": activity.id} | {field: getattr(activity, field) for field in COLUMNS}


def _frame(sheet: Sheet) -> pd.DataFrame:
    """As the editor can hold them: ids are words, days are days."""
    rows = [
        {"ref": sheet.refs[row["id"]]} | {field: _cell(row[field]) for field in COLUMNS}
        for row in sheet.shown
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(**{field: pd.to_datetime(frame[field]) for field in DAYS})


def _cell(value):
    return str(value) if isinstance(value, UUID | ActivityState) else value


def _columns() -> dict:
    people = {str(id): name for id, name in person_names().items()}
    called = {field: _(name) for field, name in CALLED.items()}
    title, days, share = called["title"], {"format": "DD/MM/YYYY"}, called["progress_pct"]
    found = {
        "ref": column.TextColumn(_("Code"), width="small", pinned=True),
        "title": column.TextColumn(title, width="large", required=True, max_chars=300),
        "planned_start": column.DateColumn(called["planned_start"], **days),
        "planned_end": column.DateColumn(called["planned_end"], **days),
        "lead_organisation_id": _choice(called["lead_organisation_id"], organisation_names()),
        "owner_person_id": _choice(called["owner_person_id"], people),
        "state": _choice(called["state"], {s: _(words) for s, words in STATES.items()}, True),
        "progress_pct": column.NumberColumn(
            share, min_value=0, max_value=100, step=1, required=True
        ),
    }
    return found if people else found | {"owner_person_id": None}  # not for who may read no name


def _choice(label: str, options: dict, required: bool = False):
    names = {str(value): words for value, words in options.items()}
    return column.SelectboxColumn(
        label, options=list(names), format_func=names.get, required=required
    )


def _save() -> None:
    """For the button: what differs from what was shown, row by row."""
    sheet: Sheet | None = st.session_state.get(_OPEN)
    if sheet is None:  # pressed twice
        return
    rows = wanted(sheet, st.session_state[sheet.key]["edited_rows"])
    if not rows:
        toast(_("Nothing was changed, so nothing had to be saved."))
        return _leave()
    if odd := _odd(sheet, rows):  # nothing is sent, and the editor keeps what was written
        st.session_state[_OPEN] = sheet._replace(left=odd)
        return
    left = ask(several.edit, here.person(), rows, op=sheet.op)
    if not refused():
        _tell(sheet, rows, left or [])


def _odd(sheet: Sheet, rows: list[several.Row]) -> tuple[tuple[str, str], ...]:
    """Which cells say what their column can’t hold: the row and the words for it, each."""
    found = []
    for row in rows:
        for field in (f for f, value in row.wanted.items() if not several.fits(f, value)):
            called, value = _(CALLED[field]), row.wanted[field]
            no = _("{column}: “{value}” can’t stand here.", column=called, value=value)
            found.append((sheet.refs[row.id], no))
    return tuple(found)


def wanted(sheet: Sheet, edits: dict[int, dict]) -> list[several.Row]:
    """`edits`: {number of a row: {column: value}}, as the editor says them."""
    found = []
    for seen, now in zip(sheet.seen, _with(sheet, edits), strict=True):
        changed = [field for field in now if field not in seen or now[field] != seen[field]]
        if changed:
            told = {field: seen.get(field) for field in changed}
            found.append(several.Row(seen["id"], told, {field: now[field] for field in changed}))
    return found


def _with(sheet: Sheet, edits: dict[int, dict]) -> list[dict]:
    """What the table shows, and what was written over it."""
    return [
        shown | {field: _value(field, value) for field, value in edits.get(n, {}).items()}
        for n, shown in enumerate(sheet.shown)
    ]


def _value(field: str, value):
    """What a cell says, as the table's column holds it. What is none of that stays as it is: the
    service refuses it."""
    try:
        if value is None or field not in COLUMNS:
            return value
        return READ.get(field, lambda said: said)(value)
    except ValueError:
        return value


def _tell(sheet: Sheet, rows: list[several.Row], left: list[several.Left]) -> None:
    """What was saved; the rows that were not stay, with what is there now and what was written."""
    _leave()
    saved = len(rows) - len(left)
    if saved:
        toast(n_("{n} activity saved.", "{n} activities saved.", saved))
    if left:
        noes, written = dict(left), {row.id: row.wanted for row in rows}
        there = [a for a in activities.of_community(here.person()) if a.id in noes]
        called = names()
        said = tuple((sheet.refs[id], in_words(no, called)) for id, no in noes.items())
        _open(there, [_row(a) | written[a.id] for a in there], said)

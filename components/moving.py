"""Moving an activity: days are typed or pushed, and what moves with it is shown before it moves."""

from datetime import date, timedelta
from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.cards import actions
from components.drawers import open_drawer, press
from components.fields import fill, forget, said, show_of
from components.live import read
from components.markup import show
from components.undoing import can_be_undone
from models import Activity
from services import activities, moving
from services.letters import between
from services.summaries import timeline
from services.summaries import tree as plan
from services.summaries.delays import Span, moved_by
from services.summaries.tree import Leaf
from translations import _, formats, n_

FORM = "move"
DATES = moving.DATES
STEPS = (-7, -1, 1, 7)  # days


def begin(activity_id: UUID) -> None:
    forget(FORM)
    open_drawer("move", str(activity_id))


def by(activity_id: UUID, far: timedelta) -> None:
    """For a callback: straight on where it moves alone; else what moves with it is shown first."""
    activity = _activity(activity_id)
    to = Span(*(day and day + far for day in _span(activity)))
    if _along(activity_id, to):
        begin(activity_id)
        show_of(FORM, activity, DATES)
        fill(FORM, planned_start=to.start, planned_end=to.end)
    else:
        _move(activity_id, to, _seen(activity), None)


def dragged(activity_id: UUID, far: timedelta) -> None:
    """For a callback: its days are filled in so far away, to be looked at; nothing moves yet. What
    is over stays where it was."""
    here.settle()
    activity = next((a for a in _there() if a.id == activity_id), None)
    if activity is None or not activity.is_open:
        return
    begin(activity_id)
    show_of(FORM, activity, DATES)
    to = dict(zip(DATES, (day and day + far for day in _span(activity)), strict=True))
    fill(FORM, **to)


def move_form(leaf: Leaf) -> None:
    a = leaf.activity
    show_of(FORM, a, DATES)
    starts, ends = st.columns(2)
    starts.date_input(_("From"), value=None, key="move_planned_start", format="DD/MM/YYYY")
    ends.date_input(_("To"), value=None, key="move_planned_end", format="DD/MM/YYYY")
    beside(*DATES, form=FORM)
    with actions():
        for far in STEPS:
            st.button(_step(far), key=f"move_{far}", on_click=_push, args=[far])
    to = Span(said(FORM, "planned_start"), said(FORM, "planned_end"))
    along = _along(a.id, to) if _is_in_order(to) else {}
    if along:
        _show(along)
        label = n_("Move all of it ({n} more)", "Move all of it ({n} more)", len(along))
        press(label, "move_all", _send, a, along, kind="primary")
        press(_("Move only this one"), "move_one", _send, a, None)
    else:
        alone = _("Nothing else moves with it.")
        odd = _("The end comes before the beginning: nothing moves like this.")
        st.caption(alone if _is_in_order(to) else odd)
        press(_("Move it"), "move_one", _send, a, None, kind="primary")


def _show(along: dict[UUID, Span]) -> None:
    known = read(timeline.of_community)
    there = {leaf.activity.id: leaf.activity for leaf in read(plan.tree).leaves}
    days = {milestone.id: milestone for milestone in known.milestones}
    lines = [
        (
            there[id].label if id in there else days[id].title,
            there[id].ref if id in there else _("milestone"),
            between(*(_span(there[id]) if id in there else (None, days[id].due_on))),
            between(*span),
        )
        for id, span in sorted(along.items(), key=lambda pair: pair[1].end or date.max)
    ]
    show("plan/along.html", lines=lines)


def _along(activity_id: UUID, to: Span) -> dict[UUID, Span]:
    return moved_by(read(timeline.of_community).order, activity_id, to)


def _is_in_order(to: Span) -> bool:
    return not (to.start and to.end and to.end < to.start)


def _step(far: int) -> str:
    sign = "+" if far > 0 else "−"
    if abs(far) == 7:
        return _("{sign}1 week", sign=sign)
    return _("{sign}1 day", sign=sign)


def _push(far: int) -> None:
    for field in DATES:
        day = said(FORM, field)
        fill(FORM, **{field: day and day + timedelta(days=far)})


def _send(activity: Activity, along: dict | None) -> None:
    to = Span(said(FORM, "planned_start"), said(FORM, "planned_end"))
    _move(activity.id, to, said(FORM, "seen"), along)
    if not refused():
        forget(FORM)


def _move(activity_id: UUID, to: Span, seen: dict, along: dict | None) -> None:
    moved = ask(
        lambda: moving.move(here.person(), activity_id, *to, seen=seen, along=along),
        form=FORM,
        seen=seen,
        say=lambda _field, day: formats.day(day),
    )
    if moved and not refused():
        can_be_undone(activity_id, _("Moved: {what}, {when}", what=moved.title, when=between(*to)))


def _activity(activity_id: UUID) -> Activity:
    return next(a for a in _there() if a.id == activity_id)


def _there() -> list[Activity]:
    return activities.of_community(here.person())


def _span(activity: Activity) -> Span:
    return Span(activity.planned_start, activity.planned_end)


def _seen(activity: Activity) -> dict:
    return dict(zip(DATES, _span(activity), strict=True))

"""In the drawer of an activity: the days on the way that matter."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.drawers import send
from components.fields import fill, said
from components.live import read
from components.markup import render
from components.pressing import Pressed, pressing
from models import moment
from services import milestones
from services.summaries import timeline
from services.summaries.tree import Leaf
from translations import _

FORM = "milestone"


def milestones_of(leaf: Leaf) -> None:
    found = read(timeline.of_community).milestones_of(leaf.activity.id)
    may = here.may("activity.create_edit")
    if not (found or may):
        return
    label = f"{_('Milestones')} ({len(found)})" if found else _("Milestones")
    with st.expander(label):
        if found:
            html = render("plan/milestones.html", rows=found, today=moment.today(), may=may)
            pressing(html, "milestones", _pressed)
        if may:
            _form(leaf.activity.id)


def _form(activity_id: UUID) -> None:
    if said(FORM, "for") != activity_id:
        fill(FORM, title="", due_on=None, op=uuid4(), **{"for": activity_id})
    with st.form("milestone_form", border=False):
        st.text_input(_("What should be there"), key="milestone_title", max_chars=200)
        beside("title", form=FORM)
        st.date_input(_("By when"), value=None, key="milestone_due_on", format="DD/MM/YYYY")
        beside("due_on", form=FORM)
        send(_("Add the milestone"), _add, activity_id, primary=False)


def _add(activity_id: UUID) -> None:
    title, due_on, op = (said(FORM, field) for field in ("title", "due_on", "op"))
    ask(
        lambda: milestones.add(here.person(), activity_id, title, due_on, op),
        form=FORM,
        done=_("Written down."),
    )
    if not refused():
        fill(FORM, **{"for": None})


def _pressed(what: Pressed) -> None:
    id, me = UUID(what.id), here.person()
    if what.act == "away":
        return ask(lambda: milestones.archive(me, id), done=_("Archived."))
    day = moment.today() if what.act == "reached" else None
    ask(lambda: milestones.edit(me, id, {}, {"done_on": day}), done=_("Recorded."))

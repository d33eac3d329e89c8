"""In the drawer of an activity: what it waits for, and what waits for it."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import press
from components.fields import one_of, said
from components.live import read
from components.markup import render
from components.pressing import Pressed, pressing
from services import dependencies
from services.summaries import timeline
from services.summaries import tree as plan
from services.summaries.tree import Leaf
from translations import _, n_

FORM = "after"


def what_it_waits_for(leaf: Leaf) -> None:
    known, a = read(timeline.of_community), leaf.activity
    names = {each.activity.id: each.activity for each in read(plan.tree).leaves}
    before, after = known.before(a.id), known.after(a.id)
    may = here.may("activity.create_edit")
    if not (before or after or may):
        return
    with st.expander(_label(len(before), len(after))):
        if before or after:
            html = render(
                "plan/waits.html", id=a.id, before=before, after=after, names=names, may=may
            )
            pressing(html, "waits", _pressed)
        if may:
            tied = {tie.before for tie in before} | {a.id}
            _form(a.id, {id: f"{n.ref} {n.title}" for id, n in names.items() if id not in tied})


def _label(before: int, after: int) -> str:
    if not before and not after:
        return _("What comes before it")
    waits = n_("it waits for {n} activity", "it waits for {n} activities", before)
    waited = n_("{n} waits for it", "{n} wait for it", after)
    return _("Before and after: {waits}, {waited}", waits=waits, waited=waited)


def _form(activity_id: UUID, free: dict) -> None:
    one_of(FORM, "before", _("It waits until this is over"), free, _("Choose"))
    st.number_input(_("Whole days between"), 0, dependencies.LONGEST, key="after_lag", format="%d")
    beside("lag", form=FORM)
    st.caption(_("No date moves by this. Something that would lead round in a circle is refused."))
    if said(FORM, "before"):
        press(_("It waits"), "after_tie", _tie, activity_id)


def _tie(activity_id: UUID) -> None:
    before, lag = said(FORM, "before"), said(FORM, "lag")
    ask(
        lambda: dependencies.tie(here.person(), before, activity_id, lag),
        form=FORM,
        done=_("Written down."),
    )


def _pressed(what: Pressed) -> None:
    before, after = map(UUID, what.id.split("|"))
    ask(lambda: dependencies.untie(here.person(), before, after), done=_("It waits no more."))

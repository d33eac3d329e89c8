"""In the drawer of an objective: what it also serves, in the words of others."""

from uuid import UUID

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.fields import fill, said
from components.live import read
from components.markup import render
from components.pressing import Pressed, pressing
from models import Objective, Scheme, Strength
from services import alignments, codes
from services.rights import permits
from services.summaries import aligned
from translations import _, mark

FORM = "serves"
SCHEMES = {
    Scheme.sdg_goal: mark("a goal of the Agenda 2030"),
    Scheme.platform_objective: mark("an objective of the platform"),
    Scheme.programme_priority: mark("a priority of a programme or call"),
}


def what_it_serves(o: Objective) -> None:
    known, who = read(aligned.of_community), here.standing()
    serves, may = known.of.get(o.id, []), permits(who.cell("objective.edit_text"), who, o)
    if not (serves or may):
        return
    label = _("What it also serves")
    with st.expander(f"{label} ({len(serves)})" if serves else label):
        if serves:
            html = render("plan/serves.html", serves=serves, called=codes.called, id=o.id, may=may)
            pressing(html, "serves_list", _pressed)
        if may:
            _form(o, known)


def _form(o: Objective, known: aligned.Aligned) -> None:
    if said(FORM, "for") != o.id:
        fill(FORM, scheme=Scheme.sdg_goal, goal=None, title="", code="", also=False)
        fill(FORM, **{"for": o.id})
    schemes = {scheme: _(text) for scheme, text in SCHEMES.items()}
    st.selectbox(_("It serves"), list(schemes), key="serves_scheme", format_func=schemes.get)
    if said(FORM, "scheme") == Scheme.sdg_goal:
        goals = {code: f"{code} {goal.name}" for code, goal in codes.sustainable_goals().items()}
        st.selectbox(
            _("Which goal"),
            list(goals),
            index=None,
            key="serves_goal",
            placeholder=_("Choose"),
            format_func=goals.get,
        )
        beside("code", form=FORM)
    else:
        _own_words(known)
    st.checkbox(_("Also, not first of all"), key="serves_also")
    st.button(_("Write down"), key="serves_align", on_click=_align, args=[o.id])


def _own_words(known: aligned.Aligned) -> None:
    """In words, or one that was named before."""
    before = [t.title for t in known.targets if t.scheme == said(FORM, "scheme")]
    st.selectbox(
        _("In a line"),
        before,
        index=None,
        key="serves_title",
        accept_new_options=True,
        placeholder=_("choose, or write a new one"),
    )
    beside("title", form=FORM)
    st.text_input(_("Its code, if it has one"), key="serves_code", max_chars=40)


def _align(objective_id: UUID) -> None:
    scheme, code = said(FORM, "scheme"), said(FORM, "code") or ""
    title = said(FORM, "title") or ""
    named = (t for t in read(aligned.of_community).targets if t.title == title)
    there = next((t.code for t in named if t.scheme == scheme), code)
    code = (said(FORM, "goal") or "") if scheme == Scheme.sdg_goal else there
    strength = Strength.secondary if said(FORM, "also") else Strength.primary
    ask(
        lambda: alignments.align(here.person(), objective_id, scheme, code, title, strength),
        form=FORM,
        done=_("Written down."),
    )
    if not refused():
        fill(FORM, **{"for": None})


def _pressed(what: Pressed) -> None:
    objective, target = map(UUID, what.id.split("|"))
    ask(lambda: alignments.drop(here.person(), objective, target), done=_("Taken away."))

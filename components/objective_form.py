"""Writing an objective down, and rewording it."""

from uuid import uuid4

import streamlit as st

from components import coedit, here
from components.asking import ask, beside
from components.drawers import open_drawer, send
from components.fields import fill, forget, one_of, said, save, show_of
from components.levelling import called
from components.registered import organisation_names, person_names
from models import AGREED, Horizon, Level, Objective
from services import objectives, typed
from services.summaries.tree import Branch
from translations import _, values
from translations.horizons import HORIZONS
from translations.results import bare

FORM = "objective"
EDITED = (
    "title",
    "statement",
    "collective_interest",
    "beneficiaries",
    "horizon",
    "level",
    "steward_organisation_id",
    "steward_person_id",
    "parent_id",
    "due_on",
)
SENT = tuple(field for field in EDITED if field != "statement")


def horizons() -> dict[str, str]:
    return {word: _(text) for word, text in HORIZONS.items()}


def begin_objective() -> None:
    forget(FORM)
    empty = dict.fromkeys(EDITED, "") | {"horizon": None, "level": Level.specific}
    empty |= {field: None for field in EDITED if field.endswith(("_id", "_on"))}
    fill(FORM, **empty, weight="1", op=uuid4())
    open_drawer("new_objective")


def new_objective(branches: list[Branch]) -> None:
    """One line is enough; the rest is folded away until wanted."""
    with st.form("objective_form", border=False):
        st.text_input(
            _("What should be true, in words everyone could say aloud"),
            key="objective_title",
            max_chars=300,
        )
        beside("title", form=FORM)
        with st.expander(_("Say more")):
            _more(branches)
        send(_("Write it down"), _draft)


def change_form(o: Objective, branches: list[Branch]) -> None:
    """The text saves by itself while several write it; the rest is sent."""
    coedit.live_text("objective.statement", o.id, label=_("The whole text"))
    if show_of(FORM, o, (*SENT, "weight_milli")):
        fill(FORM, weight=bare(o.weight_milli))
    with st.form("objective_form", border=False):
        st.text_input(_("Title"), key="objective_title", max_chars=300)
        beside("title", form=FORM)
        _about([b for b in branches if b.objective.id != o.id])
        if o.state in AGREED:
            st.caption(_("Reworded, it is proposed again; the decision keeps its old text."))
        send(_("Save"), _save, o)


def _more(branches: list[Branch]) -> None:
    st.text_area(_("The whole text"), key="objective_statement", height=120)
    beside("statement", form=FORM)
    _about(branches)


def _about(branches: list[Branch]) -> None:
    st.text_area(_("Why it matters to all"), key="objective_collective_interest", height=80)
    beside("collective_interest", form=FORM)
    st.text_input(_("For whom"), key="objective_beneficiaries", max_chars=200)
    beside("beneficiaries", form=FORM)
    one_of(FORM, "horizon", _("Time horizon"), {Horizon(k): v for k, v in horizons().items()})
    one_of(FORM, "steward_organisation_id", _("Who looks after it"), organisation_names())
    if here.may("person.read_name"):
        one_of(FORM, "steward_person_id", _("Responsible person"), _people())
    st.date_input(_("By when"), value=None, key="objective_due_on", format="DD/MM/YYYY")
    beside("due_on", form=FORM)
    levels = {Level(word): text for word, text in called().items()}
    if levels:  # else all are simply objectives
        now = said(FORM, "level")
        levels = levels if now in levels else {now: values.said("Level", now)} | levels
        st.selectbox(_("Level"), list(levels), key="objective_level", format_func=levels.get)
    above = {b.objective.id: f"{b.objective.ref} {b.objective.title}" for b in branches}
    one_of(FORM, "parent_id", _("Part of"), above, _("of no other objective"))
    st.text_input(
        _("Weight beside the others it is part of (usually 1; 2 weighs twice as much)"),
        key="objective_weight",
        max_chars=10,
    )
    beside("weight", "weight_milli", form=FORM)


def _wanted(fields: tuple) -> dict:
    weight = typed.thousandths(said(FORM, "weight"), "weight") or 0
    return {field: said(FORM, field) for field in fields} | {"weight_milli": weight}


def _draft() -> None:
    ask(
        lambda: objectives.draft(here.person(), op=said(FORM, "op"), **_wanted(EDITED)),
        form=FORM,
        done=_("Written down as a draft.")
        if here.standing().cell("objective.propose") == "allow"
        else _("Written down as a proposal: somebody of the group takes it up."),
    )


def _save(o: Objective) -> None:
    def edit(seen: dict, op):
        return objectives.edit(here.person(), o.id, seen, _wanted(SENT), op)

    save(FORM, edit, _names)


def _names() -> dict:
    """What people call the values of this form."""
    refs = {other.id: other.ref for other in objectives.of_community(here.person())}
    words = {Horizon(k): v for k, v in horizons().items()}
    words |= {Level(k): v for k, v in called().items()}
    return refs | words | organisation_names() | _people()


def _people() -> dict:
    if not here.may("person.read_name"):
        return {}
    return person_names()

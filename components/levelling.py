"""How the levels of objectives are called, chosen once for the plan."""

from uuid import uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import open_drawer, send
from components.fields import fill, said
from components.live import read
from models import Level, Levels
from services import levels
from translations import _
from translations.levels import EC, TEMPLATES, words

FORM = "levels"


def called() -> dict[str, str]:
    """{level: its name}; {} where all are simply objectives."""
    plan = read(levels.of_community)
    return words(plan.levels, plan.level_names)


def begin() -> None:
    plan = read(levels.of_community)
    seen = {field: getattr(plan, field) for field in levels.FIELDS}
    fill(FORM, template=plan.levels, seen=seen, op=uuid4())
    fill(FORM, **{level: plan.level_names.get(level, "") for level in EC})
    open_drawer("levels")


def levels_form() -> None:
    if f"{FORM}_template" not in st.session_state:
        begin()
    options = {Levels(word): _(text) for word, text in TEMPLATES.items()}
    st.radio(
        _("How levels are called"), list(options), key="levels_template", format_func=options.get
    )
    with st.form("levels_form", border=False):
        if said(FORM, "template") == Levels.custom:
            for level, text in EC.items():
                label = _("Instead of “{name}”", name=_(text))
                st.text_input(label, key=f"levels_{level}", max_chars=levels.LONGEST)
            beside("names", *EC, form=FORM)
            st.caption(_("What has no name is not used."))
        send(_("Save"), _save)


def _save() -> None:
    names = {level: said(FORM, level) or "" for level in map(str, Level)}
    ask(
        lambda: levels.choose(
            here.person(), said(FORM, "template"), names, said(FORM, "seen"), said(FORM, "op")
        ),
        form=FORM,
        seen=said(FORM, "seen"),
        done=_("Saved."),
    )

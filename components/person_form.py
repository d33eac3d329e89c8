"""Writing a person down, and correcting the entry."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import open_drawer, send
from components.fields import fill, one_of, said, save, show_of
from components.registered import organisation_names
from models import Role
from services import people
from services.summaries.registers import PersonRow
from translations import _
from translations.roles import role

PERSON = "person"
ROLES = (Role.observer, Role.member, Role.coordinator)


def begin_person() -> None:
    fill(
        PERSON, name="", email="", organisation=None, role=Role.member, can_commit=False, op=uuid4()
    )
    open_drawer("new_person")


def new_person() -> None:
    orgs = organisation_names()
    with st.form("person_form", border=False):
        st.text_input(_("Name"), key="person_name", max_chars=120)
        beside("name", form=PERSON)
        st.text_input(_("E-mail (if you know it)"), key="person_email", max_chars=254)
        beside("email", form=PERSON)
        one_of(PERSON, "organisation", _("Speaks for"), orgs, _("none"))
        st.checkbox(_("May commit it: say yes to its pledges"), key="person_can_commit")
        st.segmented_control(_("Role"), ROLES, key="person_role", format_func=role)
        send(_("Add the person"), _add_person)


def change_form(row: PersonRow) -> None:
    p = row.person
    show_of(PERSON, p, ("name", "email"))
    with st.form("person_form", border=False):
        st.text_input(_("Name"), key="person_name", max_chars=120)
        beside("name", form=PERSON)
        st.text_input(_("E-mail"), key="person_email", max_chars=254)
        beside("email", form=PERSON)
        send(_("Save"), _save_person, p.id)


def _add_person() -> None:
    ask(
        lambda: people.add(
            here.person(),
            said(PERSON, "name"),
            said(PERSON, "organisation"),
            said(PERSON, "role"),
            said(PERSON, "email"),
            bool(said(PERSON, "can_commit") and said(PERSON, "organisation")),
            op=said(PERSON, "op"),
        ),
        form=PERSON,
        done=_("In the register."),
    )


def _save_person(id: UUID) -> None:
    wanted = {"name": said(PERSON, "name"), "email": said(PERSON, "email")}
    save(PERSON, lambda seen, op: people.edit(here.person(), id, seen, wanted, op), dict)

"""The register: organisations and people, who speaks for whom, and what may be doubled."""

from uuid import UUID

import streamlit as st

from components import filters, here, topics
from components.cards import actions, card, empty, page_head, title
from components.drawers import open_drawer, opened_drawer
from components.fields import forget
from components.live import live_part, read
from components.markup import render
from components.merge_drawer import merge_drawer, said_pairs
from components.organisation_drawer import organisation_drawer
from components.organisation_form import ORG, SEAT, begin_organisation, new_organisation
from components.person_drawer import drop_link, person_drawer
from components.person_form import PERSON, ROLES, begin_person, new_person
from components.pressing import Pressed, pressing
from components.undoing import undo_bar
from services import doubles
from services.summaries import registers
from translations import _, n_
from translations import people as words
from translations.roles import role

PAIRS = 5  # suggestions at a time

here.settle()


def register() -> registers.Register:
    return read(registers.register, own=True)  # one's own e-mail is in it


def pressed(what: Pressed) -> None:
    """For `pressing`: a drawer, its forms as things are now, never as they were left."""
    here.settle()
    for form in (ORG, PERSON, SEAT):
        forget(form)
    for left in ("merge_swap", "turned"):
        st.session_state.pop(left, None)
    open_drawer(what.act, what.id)


def head() -> None:
    lede = [
        n_("{n} organisation", "{n} organisations", len(register().organisations)),
        n_("{n} person", "{n} people", len(register().people)),
    ]
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch"):
            page_head(_("People"), ", ".join(lede))
        with st.container(width="content"), actions():
            if here.standing().cell("organisation.create_edit") == "allow":
                st.button(
                    _("New organisation"),
                    key="new_organisation",
                    icon=":material/domain_add:",
                    on_click=begin_organisation,
                )
            if here.may("person.create"):
                st.button(
                    _("New person"),
                    key="new_person",
                    icon=":material/person_add:",
                    type="primary",
                    on_click=begin_person,
                )


def pairs() -> list[doubles.Pair]:
    return read(doubles.suggestions) if here.may("person.merge") else []


def doubled() -> None:
    found = pairs()
    if found:
        with card("pairs", stretch=False):
            title(said_pairs(found), _("names that are alike; nothing is merged without your yes"))
            page = filters.paged(found, "pairs", PAIRS)
            pressing(render("people/pairs.html", pairs=page), "pairs_list", pressed)


def the_register() -> None:
    views = {"organisations": _("Organisations"), "people": _("People")}
    if filters.switch("view", _("View"), views) == "organisations":
        the_organisations()
    else:
        the_people()


def the_organisations() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="asks"):
        seats = filters.choose("seat", _("Seat"), {k: _(v) for k, v in words.SEATS.items()})
        asked = filters.search("q", _("e.g. textiles, Rossi")).casefold()
    rows = [
        row
        for row in register().organisations
        if (not seats or (row.seat and row.seat.kind in seats))
        and asked
        in f"{row.organisation.name} {row.organisation.sector} {' '.join(row.speak)}".casefold()
    ]
    if not rows:
        return empty(_("No organisation is like that. Take away a filter."))
    page = filters.paged(rows, "page")
    pressing(render("people/organisations.html", rows=page, words=words), "orgs", pressed)


def the_people() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="asks"):
        roles = filters.choose("role", _("Role"), {str(r): role(r) for r in ROLES})
        asked = filters.search("q", _("e.g. textiles, Rossi")).casefold()
    rows = [
        row
        for row in register().people
        if (not roles or row.role in roles) and asked in _text(row).casefold()
    ]
    if not rows:
        return empty(_("Nobody is like that. Take away a filter."))
    emails = any(row.email for row in register().people)
    page = filters.paged(rows, "page")
    pressing(render("people/people.html", rows=page, role=role, emails=emails), "people", pressed)


def _text(row: registers.PersonRow) -> str:
    return f"{row.person.name} {row.email} {' '.join(o.name for _held, o in row.affiliations)}"


def one_organisation(id: str) -> None:
    row = register().organisation(UUID(id))
    if row:
        organisation_drawer(row)


def one_person(id: str) -> None:
    row = register().person(UUID(id))
    if row:
        person_drawer(row)


def one_pair(ids: str) -> None:
    pair = next((p for p in pairs() if f"{p.keep.id}|{p.drop.id}" == ids), None)
    if pair:
        merge_drawer(pair)


live_part("head", topics.REGISTER)(head)()
undo_bar()
live_part("pairs", topics.REGISTER)(doubled)()
live_part("register", topics.REGISTER)(the_register)()
drop_link()
opened_drawer(
    {
        "organisation": (_("Organisation"), one_organisation),
        "person": (_("Person"), one_person),
        "new_organisation": (_("New organisation"), new_organisation),
        "new_person": (_("New person"), new_person),
        "merge": (_("Are they one?"), one_pair),
    }
)

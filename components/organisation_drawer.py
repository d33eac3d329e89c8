"""One organisation: what it is, who speaks for it, what it promised, what happened to it."""

from uuid import UUID

import streamlit as st

from components import here, topics
from components.asking import ask, refused
from components.drawers import press
from components.knowing import told_now
from components.live import read
from components.markup import show
from components.organisation_form import change_form, seat_form
from components.telling import told
from components.undoing import can_be_undone
from models import Organisation
from services import organisations
from services.rights import permits
from services.summaries import registers, resources
from services.summaries.frames import each
from services.summaries.registers import OrgRow
from translations import _, formats
from translations import people as words
from translations import resources as resource_words


def organisation_drawer(row: OrgRow) -> None:
    o = row.organisation
    told_now("organisation", topics.REGISTER | topics.RESOURCES, lambda: _now(o.id), _tell)
    who = here.standing()
    if permits(who.cell("organisation.create_edit"), who, o):
        with st.expander(_("Change it")):
            change_form(o)
    if who.allows("organisation.membership"):
        with st.expander(_("Its seat: from when, as what, until when")):
            seat_form(row)
        press(_("Archive"), "org_archive", _archive_organisation, o, kind="tertiary")
    told_now("told", topics.REGISTER, lambda: _now(o.id), lambda now: told(o.id))


def _now(id: UUID) -> OrgRow | None:
    return read(registers.register, own=True).organisation(id)


def _tell(row: OrgRow) -> None:
    o = row.organisation
    seats = read(registers.register, own=True).seats.get(o.id, [])
    show(
        "plan/about.html",
        name=o.name,
        ref=words.said(words.KINDS, o.kind),
        badges=[(words.said(words.SEATS, s.kind), "line") for s in seats[-1:]],
        text=o.notes,
        pairs=_pairs(row, seats),
        lists=[(_("What it promised"), _promised(o.id))],
    )


def _pairs(row: OrgRow, seats: list) -> list[tuple]:
    o = row.organisation
    held = [
        " – ".join(filter(None, (formats.short_day(s.joined_on), formats.short_day(s.left_on))))
        for s in seats
    ]
    return [
        (_("Sector"), o.sector),
        (_("Website"), o.website),
        (_("At the table from"), "; ".join(held)),
        (_("Speaks for it"), formats.together(row.speak)),
        (_("May commit it"), formats.together(row.commit) or _("nobody yet")),
        (_("Meetings"), formats.number(row.meetings)),
    ]


def _promised(organisation_id: UUID) -> list[tuple]:
    rows = read(resources.of_community).pledges
    rows = rows[rows.giver_organisation_id == organisation_id]
    return [
        (
            p.title,
            resource_words.amount(p),
            "done" if p.firm else "offered",
            resource_words.state(p.state, p.conditional),
        )
        for p in sorted(each(rows), key=lambda p: not p.firm)
    ]


def _archive_organisation(o: Organisation) -> None:
    ask(lambda: organisations.archive(here.person(), o.id))
    if not refused():
        can_be_undone(o.id, _("Archived: {what}", what=o.name))

"""Writing an organisation down, correcting it, and its seat: from when, as what, until when."""

from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside
from components.drawers import open_drawer, send
from components.fields import fill, said, save, show_of
from models import MembershipKind, Organisation, OrganisationKind, OrgMembership, moment
from services import organisations
from services.summaries.registers import OrgRow
from translations import _
from translations import people as words

ORG, SEAT = "org", "seat"
ORG_FIELDS = ("name", "short_name", "kind", "sector", "website", "platform_partner", "notes")
SEAT_FIELDS = ("kind", "joined_on", "left_on")


class Seat(NamedTuple):
    """What its form shows, held by the organisation: somebody else may seat it meanwhile."""

    id: UUID
    kind: MembershipKind
    joined_on: date
    left_on: date | None


def begin_organisation() -> None:
    here.settle()
    fill(ORG, name="", short_name="", kind=OrganisationKind.other, sector="", website="", notes="")
    fill(ORG, platform_partner=False, op=uuid4())
    fill(SEAT, kind=MembershipKind.member, joined_on=moment.today())
    open_drawer("new_organisation")


def new_organisation() -> None:
    with st.form("org_form", border=False):
        st.text_input(_("Name"), key="org_name", max_chars=160)
        beside("name", form=ORG)
        if here.may("organisation.membership"):
            _seat_fields()
        with st.expander(_("Say more")):
            _more()
        send(_("Add the organisation"), _add_organisation)


def change_form(o: Organisation) -> None:
    show_of(ORG, o, ORG_FIELDS)
    with st.form("org_form", border=False):
        st.text_input(_("Name"), key="org_name", max_chars=160)
        beside("name", form=ORG)
        _more()
        send(_("Save"), _save_organisation, o.id)


def seat_form(row: OrgRow) -> None:
    o = row.organisation
    seat = row.seat or OrgMembership(organisation_id=o.id, joined_on=moment.today())
    show_of(SEAT, Seat(o.id, seat.kind, seat.joined_on, seat.left_on), SEAT_FIELDS)
    with st.form("seat_form", border=False):
        _seat_fields()
        st.date_input(_("Until (if it left)"), value=None, key="seat_left_on", format="DD/MM/YYYY")
        beside("left_on", "kind", form=SEAT)
        send(_("Save"), _save_seat, o.id)


def _more() -> None:
    st.text_input(_("Short name"), key="org_short_name", max_chars=60)
    if here.may("organisation.set_kind"):
        st.selectbox(
            _("What it is"),
            list(OrganisationKind),
            key="org_kind",
            format_func=lambda kind: words.said(words.KINDS, kind),
        )
    st.text_input(_("Sector"), key="org_sector", max_chars=120)
    st.text_input(_("Website"), key="org_website", max_chars=300)
    if here.may("organisation.set_kind"):
        st.checkbox(_("Partner of the platform"), key="org_platform_partner")
    st.text_area(_("Notes"), key="org_notes", height=80)
    beside("short_name", "sector", "website", "notes", "kind", "platform_partner", form=ORG)


def _seat_fields() -> None:
    kind, since = st.columns(2)
    kind.selectbox(
        _("Seat"),
        list(MembershipKind),
        key="seat_kind",
        format_func=lambda k: words.said(words.SEATS, k),
    )
    since.date_input(_("From"), key="seat_joined_on", format="DD/MM/YYYY")
    beside("joined_on", form=SEAT)


def _add_organisation() -> None:
    more = {f: said(ORG, f) for f in ORG_FIELDS if f != "name"}
    ask(
        lambda: organisations.add(
            here.person(),
            said(ORG, "name"),
            said(SEAT, "kind"),
            said(SEAT, "joined_on"),
            said(ORG, "op"),
            **more,
        ),
        form=ORG,
        done=_("In the register."),
    )


def _save_organisation(id: UUID) -> None:
    wanted = {f: said(ORG, f) for f in ORG_FIELDS}
    names = {kind: words.said(words.KINDS, kind) for kind in OrganisationKind}
    save(ORG, lambda seen, op: organisations.edit(here.person(), id, seen, wanted, op), names.copy)


def _save_seat(id: UUID) -> None:
    told = [said(SEAT, f) for f in SEAT_FIELDS]
    names = {kind: words.said(words.SEATS, kind) for kind in MembershipKind}
    save(
        SEAT,
        lambda seen, op: organisations.set_seat(here.person(), id, *told, op=op, seen=seen),
        names.copy,
    )

"""Organisations and people of the register: their drawers, and the forms for new ones."""

from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.drawers import is_opening, open_drawer, press, send
from components.fields import fill, forget, one_of, said, save, show_of
from components.markup import plain, show
from components.telling import told
from components.undoing import can_be_undone
from models import (
    MembershipKind,
    Organisation,
    OrganisationKind,
    OrgMembership,
    Person,
    Role,
    moment,
)
from services import address, letters, links, merging, organisations, people
from services.rights import permits
from services.summaries import resources
from services.summaries.registers import OrgRow, PersonRow, Register
from translations import _, formats, n_
from translations import people as words
from translations import resources as resource_words
from translations.roles import role

ORG, PERSON, SEAT = "org", "person", "seat"
ORG_FIELDS = ("name", "short_name", "kind", "sector", "website", "platform_partner", "notes")
SEAT_FIELDS = ("kind", "joined_on", "left_on")
ROLES = (Role.observer, Role.member, Role.coordinator)


class Seat(NamedTuple):
    """What its form shows, held by the organisation: somebody else may seat it meanwhile."""

    id: UUID
    kind: MembershipKind
    joined_on: date
    left_on: date | None


def turn_to(drawer: str, id: str) -> None:
    """For a callback: this drawer, its forms as things are now, never as they were left."""
    for form in (ORG, PERSON, SEAT):
        forget(form)
    st.session_state.pop("merge_swap", None)
    st.session_state.pop("turned", None)
    open_drawer(drawer, id)


def begin_organisation() -> None:
    here.settle()
    fill(ORG, name="", short_name="", kind=OrganisationKind.other, sector="", website="", notes="")
    fill(ORG, platform_partner=False, op=uuid4())
    fill(SEAT, kind=MembershipKind.member, joined_on=moment.today())
    open_drawer("new_organisation")


def begin_person() -> None:
    fill(
        PERSON, name="", email="", organisation=None, role=Role.member, can_commit=False, op=uuid4()
    )
    open_drawer("new_person")


def new_organisation() -> None:
    with st.form("org_form", border=False):
        st.text_input(_("Name"), key="org_name", max_chars=160)
        beside("name", form=ORG)
        if here.may("organisation.membership"):
            _seat_fields()
        with st.expander(_("Say more")):
            _org_more()
        send(_("Add the organisation"), _add_organisation)


def organisation_drawer(row: OrgRow, register: Register) -> None:
    o = row.organisation
    seats = register.seats.get(o.id, [])
    show(
        "plan/about.html",
        name=o.name,
        ref=words.said(words.KINDS, o.kind),
        badges=[(words.said(words.SEATS, s.kind), "line") for s in seats[-1:]],
        text=o.notes,
        pairs=_org_pairs(row, seats),
        lists=[(_("What it promised"), _promised(o.id))],
    )
    who = here.standing()
    if permits(who.cell("organisation.create_edit"), who, o):
        with st.expander(_("Change it")):
            _org_form(o)
    if who.allows("organisation.membership"):
        with st.expander(_("Its seat: from when, as what, until when")):
            _seat_form(row)
        press(_("Archive"), "org_archive", _archive_organisation, o, kind="tertiary")
    told(o.id)


def _org_pairs(row: OrgRow, seats: list) -> list[tuple]:
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
    rows = resources.of_community(here.person()).pledges
    rows = rows[rows.giver_organisation_id == organisation_id]
    return [
        (
            p.title,
            formats.quantity(p.quantity_milli, p.unit),
            "done" if p.firm else "offered",
            resource_words.state(p.state, p.conditional),
        )
        for p in sorted(rows.itertuples(), key=lambda p: not p.firm)
    ]


def _org_form(o: Organisation) -> None:
    show_of(ORG, o, ORG_FIELDS)
    with st.form("org_form", border=False):
        st.text_input(_("Name"), key="org_name", max_chars=160)
        beside("name", form=ORG)
        _org_more()
        send(_("Save"), _save_organisation, o.id)


def _org_more() -> None:
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


def _seat_form(row: OrgRow) -> None:
    o = row.organisation
    seat = row.seat or OrgMembership(organisation_id=o.id, joined_on=moment.today())
    show_of(SEAT, Seat(o.id, seat.kind, seat.joined_on, seat.left_on), SEAT_FIELDS)
    with st.form("seat_form", border=False):
        _seat_fields()
        st.date_input(_("Until (if it left)"), value=None, key="seat_left_on", format="DD/MM/YYYY")
        beside("left_on", "kind", form=SEAT)
        send(_("Save"), _save_seat, o.id)


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


def _archive_organisation(o: Organisation) -> None:
    ask(lambda: organisations.archive(here.person(), o.id))
    if not refused():
        can_be_undone(o.id, _("Archived: {what}", what=o.name))


def new_person() -> None:
    orgs = {o.id: o.name for o in organisations.of_community(here.person())}
    with st.form("person_form", border=False):
        st.text_input(_("Name"), key="person_name", max_chars=120)
        beside("name", form=PERSON)
        st.text_input(_("E-mail (if you know it)"), key="person_email", max_chars=254)
        beside("email", form=PERSON)
        one_of(PERSON, "organisation", _("Speaks for"), orgs, _("none"))
        st.checkbox(_("May commit it: say yes to its pledges"), key="person_can_commit")
        st.segmented_control(_("Role"), ROLES, key="person_role", format_func=role)
        send(_("Add the person"), _add_person)


def person_drawer(row: PersonRow, register: Register) -> None:
    if is_opening():  # again, after a switch was turned: with the whole page
        st.rerun()
    p = row.person
    speaks = [o.name for _held, o in row.affiliations]
    show(
        "plan/about.html",
        name=p.name,
        ref=role(row.role) if row.role else _("only in the register"),
        badges=[(_("signs in"), "done")] if row.signs_in else [],
        text="",
        pairs=[
            (_("E-mail"), row.email),
            (_("Speaks for"), formats.together(speaks)),
            (_("Meetings"), formats.number(row.meetings)),
        ],
        lists=[],
    )
    who = here.standing()
    if permits(who.cell("person.edit_profile"), who, p):
        with st.expander(_("Change it")):
            _person_form(row)
    if who.allows("person.affiliate"):
        turned = st.session_state.get("turned") == p.id
        with st.expander(_("For whom they speak, and who they may commit"), expanded=turned):
            _affiliations(row)
    if who.allows("person.set_role") and p.id != here.person().id:
        _role_form(row)
    if who.allows("person.invite"):
        _invite(row)
    if who.allows("person.create") and p.id != here.person().id:
        press(_("Archive"), "person_archive", _archive_person, p, kind="tertiary")
    told(p.id)


def _person_form(row: PersonRow) -> None:
    p = row.person
    show_of(PERSON, p, ("name", "email"))
    with st.form("person_form", border=False):
        st.text_input(_("Name"), key="person_name", max_chars=120)
        beside("name", form=PERSON)
        st.text_input(_("E-mail"), key="person_email", max_chars=254)
        beside("email", form=PERSON)
        send(_("Save"), _save_person, p.id)


def _affiliations(row: PersonRow) -> None:
    """A switch that says what is so: may commit it, or not; and a new organisation."""
    p = row.person
    for held, org in row.affiliations:
        st.markdown(plain(org.name))
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            key = f"may_{held.id}"
            st.session_state[key] = held.can_commit
            st.toggle(_("May commit it"), key=key, on_change=_let, args=[key, p.id, org.id])
            press(_("No longer"), f"left_{held.id}", _leave, held.id, kind="tertiary")
    orgs = {o.id: o.name for o in organisations.of_community(here.person())}
    with st.form("speaks_form", border=False):
        one_of(PERSON, "organisation", _("Speaks for one more"), orgs, _("choose"))
        send(_("Add"), _affiliate_new, p.id, primary=False)


def _role_form(row: PersonRow) -> None:
    st.caption(_("Role"))
    with st.container(horizontal=True, gap="xsmall"):
        for one in ROLES:
            kind = "primary" if one == row.role else "secondary"
            press(role(one), f"role_{one}", _set_role, row.person.id, one, kind=kind)


def _invite(row: PersonRow) -> None:
    """The link is shown once; only its hash is kept."""
    shown = st.session_state.get("invited")
    if shown and shown[0] == row.person.id:
        link = address.entry(shown[1])
        st.code(
            letters.come_in(row.person.name, here.community().name, link),
            language=None,
            wrap_lines=True,
        )
        st.caption(_("Shown only now: copy it, and send it yourself."))
        return
    st.button(
        _("Make a sign-in link"),
        key="invite",
        icon=":material/link:",
        on_click=_make_link,
        args=[row.person.id],
    )


def drop_link() -> None:
    """For the foot of the page: when no drawer is shown, the link was shown."""
    if not is_opening():
        st.session_state.pop("invited", None)


def _make_link(person_id: UUID) -> None:
    token = ask(lambda: links.invite(here.person(), person_id))
    if token:
        st.session_state["invited"] = (person_id, token)


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


def _affiliate(person_id: UUID, org_id: UUID, can_commit: bool) -> None:
    ask(lambda: people.affiliate(here.person(), person_id, org_id, can_commit), done=_("Saved."))


def _let(key: str, person_id: UUID, org_id: UUID) -> None:
    """The drawer opens again, and the page beneath it says the same."""
    _affiliate(person_id, org_id, st.session_state[key])
    open_drawer("person", str(person_id))
    st.session_state["turned"] = person_id  # and unfolded where the hand is


def _affiliate_new(person_id: UUID) -> None:
    org_id = said(PERSON, "organisation")
    if org_id:
        _affiliate(person_id, org_id, False)


def _leave(affiliation_id: UUID) -> None:
    ask(lambda: people.leave_organisation(here.person(), affiliation_id), done=_("Saved."))


def _set_role(person_id: UUID, wanted: Role) -> None:
    ask(lambda: people.set_role(here.person(), person_id, wanted), done=_("Saved."))


def _archive_person(p: Person) -> None:
    ask(lambda: people.archive(here.person(), p.id))
    if not refused():
        can_be_undone(p.id, _("Archived: {what}", what=p.name))


def merge_drawer(pair: merging.Pair) -> None:
    """Counts before and after; nothing is merged without this yes."""
    if st.session_state.pop("merge_done", False):
        st.rerun()  # the pair is one now: the page behind has to say so
    swap = st.session_state.get("merge_swap") == str(pair.drop.id)
    keep, drop = (pair.drop, pair.keep) if swap else (pair.keep, pair.drop)
    before = merging.preview(here.person(), pair.kind, keep.id, drop.id)
    names = {
        "attendances": _("Attendances"),
        "affiliations": _("Speaks for") if pair.kind is Person else _("People"),
        "pledges": _("Pledges"),
        "activities": _("Activities"),
    }
    rows = [(names[k], before.keep[k], before.drop[k], before.after[k]) for k in names]
    show("people/before.html", keep=keep.name, drop=drop.name, rows=rows, together=before.together)
    st.caption(_("One line of the history; one undo takes all of it back."))
    press(_("Yes, they are one"), "merge_yes", _merge, pair.kind, keep.id, drop.id, kind="primary")
    st.button(_("Keep the other one"), key="merge_other", on_click=_swap, args=[pair, swap])


def _swap(pair: merging.Pair, swapped: bool) -> None:
    st.session_state["merge_swap"] = "" if swapped else str(pair.drop.id)


def _merge(kind: type, keep_id: UUID, drop_id: UUID) -> None:
    done = _("Merged. The history can take it back.")
    ask(lambda: merging.merge(here.person(), kind, keep_id, drop_id), done=done)
    st.session_state["merge_done"] = not refused()


def said_pairs(pairs: list) -> str:
    return n_("{n} pair may be one entry", "{n} pairs may be one entry", len(pairs))

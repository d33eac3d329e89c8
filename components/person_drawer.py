"""One person: for whom they speak, what they may do, how they sign in, what happened to them."""

from uuid import UUID

import streamlit as st

from components import here, topics
from components.asking import ask, beside, refused
from components.drawers import is_opening, lead_out, open_drawer, press, send
from components.fields import one_of, said
from components.knowing import told_now
from components.live import read
from components.markup import plain, show
from components.person_form import PERSON, ROLES, change_form
from components.registered import organisation_names
from components.telling import told
from components.undoing import can_be_undone
from models import Person, Role
from services import address, erasing, letters, links, people
from services.rights import permits
from services.summaries import registers
from services.summaries.registers import PersonRow
from translations import _, formats
from translations.roles import role


def person_drawer(row: PersonRow) -> None:
    lead_out()  # into itself again, after a switch was turned: with the whole page
    p = row.person
    told_now("person", topics.REGISTER, lambda: _now(p.id), _tell)
    who = here.standing()
    if permits(who.cell("person.edit_profile"), who, p):
        with st.expander(_("Change it")):
            change_form(row)
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
    if permits(who.cell("person.erase_me"), who, p) or who.allows("person.erase_other"):
        _erasing(p)
    told_now("told", topics.REGISTER, lambda: _now(p.id), lambda now: told(p.id))


def _now(id: UUID) -> PersonRow | None:
    return read(registers.register, own=True).person(id)


def _tell(row: PersonRow) -> None:
    speaks = [o.name for _held, o in row.affiliations]
    show(
        "plan/about.html",
        name=row.person.name,
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
    orgs = organisation_names()
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


def _let(key: str, person_id: UUID, org_id: UUID) -> None:
    """The drawer opens again, and the page beneath it says the same."""
    _affiliate(person_id, org_id, st.session_state[key])
    open_drawer("person", str(person_id))
    st.session_state["turned"] = person_id  # and unfolded where the hand is


def _affiliate(person_id: UUID, org_id: UUID, can_commit: bool) -> None:
    ask(lambda: people.affiliate(here.person(), person_id, org_id, can_commit), done=_("Saved."))


def _affiliate_new(person_id: UUID) -> None:
    org_id = said(PERSON, "organisation")
    if org_id:
        _affiliate(person_id, org_id, False)


def _leave(affiliation_id: UUID) -> None:
    ask(lambda: people.leave_organisation(here.person(), affiliation_id), done=_("Saved."))


def _set_role(person_id: UUID, wanted: Role) -> None:
    ask(lambda: people.set_role(here.person(), person_id, wanted), done=_("Saved."))


def _erasing(p: Person) -> None:
    mine = p.id == here.person().id
    with st.expander(_("Erase my data…") if mine else _("Erase their data…")):
        st.markdown(
            _(
                "Name, addresses, phones and ways of signing in go for good, from the history "
                "too. **It cannot be taken back.** Presences, votes and whatever was written stay, "
                "as of a person without a name, so that the numbers stay true. Where others wrote "
                "the name in a text, it stays until somebody changes that text."
            )
        )
        with st.form("erase_form", border=False):
            asked = plain(_("To be sure, type the name: {name}", name=p.name))
            st.text_input(asked, key="erase_typed", max_chars=120)
            beside("typed", form="erase")
            send(_("Erase for good"), _erase, p.id, primary=False)


def _erase(person_id: UUID) -> None:
    ask(
        lambda: erasing.erase(here.person(), person_id, st.session_state["erase_typed"]),
        form="erase",
        done=_("Erased. The numbers go on counting somebody without a name."),
    )


def _archive_person(p: Person) -> None:
    ask(lambda: people.archive(here.person(), p.id))
    if not refused():
        can_be_undone(p.id, _("Archived: {what}", what=p.name))

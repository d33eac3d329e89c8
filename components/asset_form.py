"""Writing down what an organisation can give, before anybody asks for it."""

from uuid import UUID, uuid4

import streamlit as st

from components import here
from components import resource_fields as fields
from components.asking import ask
from components.drawers import open_drawer
from components.fields import begin as begin_form
from components.fields import begun
from components.markup import plain
from components.sentence import one_line
from models import Kind, Known, Terms
from models.refusals import Refused, all_of
from services import offers, organisations, presence, venues
from translations import _, mark
from translations import resources as words

FORM = "asset"
EXAMPLE = mark("e.g. Room, 30 seats, Thursday afternoon")
OF_PEOPLE = (Kind.skill, Kind.time)


def begin(row=None) -> None:
    """For a callback: the form is open. `row`: the offer to change, else a new one."""
    here.settle()  # numbers are filled in as the reader writes them
    begin_form(FORM, lambda: _fill_in(row))
    open_drawer("asset_new" if row is None else "asset_change")


def _fill_in(row=None) -> None:
    values = {"op": uuid4(), "kind": Kind.space, "terms": Terms.gift, "seen": None}
    if row is not None:
        values |= _as_it_is(row)
    fields.empty_form(FORM, **values)


def asset_form() -> None:
    begun(FORM, "kind", _fill_in)
    if st.session_state["asset_seen"] is None:
        one_line(FORM, _(EXAMPLE), stays=True)
    kind = fields.kind_pills(FORM)
    giver = _giver()
    fields.what(FORM, kind)
    fields.how_much(FORM, kind)
    fields.when(FORM)
    st.text_input(
        _("When, in words"),
        key="asset_when_note",
        max_chars=120,
        placeholder=_("e.g. Thursday afternoons, with a week’s notice"),
    )
    _of_its_kind(kind)
    _on_what_terms()
    st.text_area(_("Anything else to know"), key="asset_note", height=80)
    st.caption(_("It promises nothing yet: whoever needs it asks, and you say yes or no."))
    fields.send_all(FORM, _("Save"), _send, giver)


def _giver() -> UUID | None:
    """One's own organisation; a coordinator writes down anybody's."""
    if st.session_state["asset_seen"] is not None:
        return None
    who = here.standing()
    anybody = who.cell("offer.create_edit") == "allow"
    named = {
        str(org.id): org.name
        for org in organisations.of_community(here.person())
        if anybody or org.id in who.speaks_for
    }
    if len(named) == 1:
        st.caption(plain(_("For {organisation}", organisation=next(iter(named.values())))))
        return UUID(next(iter(named)))
    ours = [id for id in named if UUID(id) in who.speaks_for]
    st.session_state.setdefault("asset_giver", ours[0] if ours else None)
    chosen = fields.pick(FORM, "giver", _("Whose is it?"), named, _("which organisation?"))
    fields.wrong(FORM, "giver")
    return fields.id_of(chosen)


def _of_its_kind(kind: Kind) -> None:
    if kind in OF_PEOPLE:
        st.text_input(_("How many people"), key="asset_people", max_chars=6)
        fields.wrong(FORM, "people")
    if kind not in (Kind.space, Kind.equipment, Kind.material):
        return
    places = {str(v.id): v.name for v in venues.of_community(here.person())}
    fields.pick(FORM, "venue", _("Place of the register"), places, _("none of these"))
    fields.where(FORM, kind, _("if it is none of these"))
    if kind == Kind.space:
        answers = {Known.yes: _("yes"), Known.no: _("no"), Known.unknown: _("not known")}
        st.session_state.setdefault("asset_step_free", Known.unknown)
        st.segmented_control(
            _("Can one get in without steps?"),
            list(answers),
            required=True,
            format_func=answers.get,
            key="asset_step_free",
            width="stretch",
        )


def _on_what_terms() -> None:
    st.selectbox(_("On what terms?"), list(Terms), format_func=words.terms, key="asset_terms")
    if st.session_state["asset_terms"] != Terms.in_return:
        return
    st.text_input(
        _("What would be welcome in return?"),
        key="asset_wish",
        max_chars=300,
        placeholder=_("e.g. somebody who repairs our chairs"),
    )
    kinds = {str(kind): words.kind(kind) for kind in Kind}
    fields.pick(FORM, "wish_kind", _("Of what kind?"), kinds, _("not said yet"))
    fields.wrong(FORM, "wish")


def _send(giver: UUID | None) -> None:
    seen = st.session_state["asset_seen"]
    done = _("Saved.") if seen is not None else _("Thank you: now everybody can see it.")
    ask(_keep, giver, form=FORM, done=done, seen=seen, say=fields.called)


def _keep(giver: UUID | None):
    told, me, kind = st.session_state, here.person(), st.session_state["asset_kind"]
    common, seats, people = all_of(
        lambda: fields.said(FORM, kind),
        lambda: fields.whole(FORM, "seats"),
        lambda: fields.whole(FORM, "people"),
    )
    said = common | _details(kind, seats, people)
    if told["asset_seen"] is not None:
        return offers.edit(me, UUID(told["asset_id"]), told["asset_seen"], said, told["asset_op"])
    if giver is None:
        raise Refused(mark("Say which organisation gives it."), field="giver")
    here_at = presence.meeting_of(me)
    return offers.add(me, giver, op=told["asset_op"], meeting_id=here_at, **said)


def _details(kind: Kind, seats: int | None, people: int | None) -> dict:
    """What is asked only of some kinds is not said of the others."""
    told = st.session_state
    in_return = told["asset_terms"] == Terms.in_return
    return {
        "when_note": told.get("asset_when_note", "").strip(),
        "note": told.get("asset_note", ""),
        "venue_id": fields.id_of(told.get("asset_venue")),
        "place": told.get("asset_place", "").strip(),
        "seats": seats if kind == Kind.space else None,
        "step_free": told.get("asset_step_free", Known.unknown),
        "people": people if kind in OF_PEOPLE else None,
        "terms": told["asset_terms"],
        "wish": (told.get("asset_wish") or "").strip() if in_return else "",
        "wish_kind": (told.get("asset_wish_kind") or "") if in_return else "",
    }


def _as_it_is(row) -> dict:
    """What its form shows, and its values as they are, to notice other hands."""
    seen = {field: getattr(row, field) for field in offers.FIELDS if field != "person_id"}
    return fields.as_typed(row) | {
        "id": str(row.id),
        "kind": Kind(row.kind),
        "when_note": row.when_note,
        "note": row.note,
        "venue": str(row.venue_id) if row.venue_id else None,
        "place": row.place,
        "seats": str(row.own_seats or ""),
        "step_free": Known(row.own_step_free),
        "people": str(row.people or ""),
        "terms": Terms(row.terms),
        "wish": row.wish,
        "wish_kind": row.wish_kind or None,
        "seen": seen | {"seats": row.own_seats, "step_free": row.own_step_free},
    }

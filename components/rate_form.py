"""What one of something is worth: a rate with its source, another price from a day on, and what
that makes of a pledge."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import streamlit as st

from components import here
from components.asking import ask, beside, refused
from components.drawers import open_drawer, press, send
from components.fields import begin, begun, fill, one_of, said
from components.funding_views import seen
from components.markup import plain, show
from components.resource_fields import kind_pills
from components.telling import told
from components.undoing import can_be_undone
from models import InKindRate, Kind, RateBasis, moment
from models.units import UNITS_OF
from services import organisations, rates, typed
from services.rights import permits
from services.summaries.frames import each
from services.summaries.worth import fitting
from translations import _, formats
from translations import funding as words
from translations import resources as kinds
from translations.rules import RULES

NEW, OTHER, WORTH = "rate", "newrate", "worth"


def begin_rate() -> None:
    """For a callback: the form of a rate is open, empty."""
    here.settle()
    begin(NEW, _fill_in_rate)
    open_drawer("rate")


def _fill_in_rate() -> None:
    fill(NEW, kind=Kind.skill, title="", price="", source_note="", source_uri="", op=uuid4())
    fill(NEW, basis=RateBasis.market_quote, organisation=_mine(), from_on=moment.today())


def rate_form() -> None:
    begun(NEW, "kind", _fill_in_rate)
    kind = kind_pills(NEW)
    with st.form("rate_form", border=False):
        st.text_input(_("What, in a few words"), key="rate_title", max_chars=200)
        beside("title", form=NEW)
        price, unit = st.columns(2)
        price.text_input(_("Worth of one, €"), key="rate_price", max_chars=20)
        units = [one for one in UNITS_OF[kind] if one != "EUR"]
        unit.selectbox(_("Of one"), units, format_func=words.one, key=f"rate_unit_{kind}")
        beside("rate", "kind", form=NEW)
        options = {RateBasis(w): text for w, text in words.options(words.BASIS).items()}
        st.selectbox(
            _("What it rests on"), list(options), format_func=options.get, key="rate_basis"
        )
        beside("basis", form=NEW)
        one_of(NEW, "organisation", _("Whose own it is"), _theirs(), _("everybody’s"))
        _source(NEW)
        st.date_input(_("Holds from"), key="rate_from_on", format="DD/MM/YYYY")
        st.caption(
            _("A rate is not corrected later: another price is another rate, from its day on.")
        )
        send(_("Write it down"), _add, kind)


def begin_other(rate_id: str) -> None:
    """For a callback: another price of the same, from today or the first day it can have."""
    here.settle()
    begin(OTHER, _fill_in_other, rate_id)
    open_drawer("other_price", rate_id)


def _fill_in_other(rate_id: str) -> None:
    rate = seen().rate(UUID(rate_id))
    first = max(moment.today(), _after(rate)) if rate else moment.today()
    fill(OTHER, price="", source_note="", source_uri="", from_on=first, op=uuid4())


def other_price(rate_id: str) -> None:
    begun(OTHER, "price", _fill_in_other, rate_id)
    rate = seen().rate(UUID(rate_id))
    if rate is None:
        return
    now = _("Now {price} / {unit}", price=formats.money(rate.rate_cents), unit=words.one(rate.unit))
    show("title.html", text=rate.title, sub=now, level=2)
    with st.form("newrate_form", border=False):
        st.text_input(_("Worth of one, €"), key="newrate_price", max_chars=20)
        beside("rate", form=OTHER)
        _source(OTHER)
        st.date_input(
            _("Holds from"), key="newrate_from_on", min_value=_after(rate), format="DD/MM/YYYY"
        )
        beside("from_on", form=OTHER)
        st.caption(_("What was valued until now keeps its value."))
        send(_("From that day on"), _replace, rate.id)
    press(_("Archive this rate"), "rate_archive", _archive, rate, kind="tertiary")
    told(rate.id)


def _after(rate: InKindRate) -> date:
    return rate.from_on + timedelta(days=1)


def begin_worth(pledge_id: str) -> None:
    """For a callback: what is this pledge worth?"""
    here.settle()
    begin(WORTH, _fill_in_worth, pledge_id)
    open_drawer("value", pledge_id)


def _fill_in_worth(_pledge_id: str) -> None:
    st.session_state.pop(f"{WORTH}_rate", None)  # the firmest is chosen until another one is
    fill(WORTH, op=uuid4())


def worth_form(pledge_id: str) -> None:
    """The rates that fit, the firmest first; with what each makes of this pledge."""
    begun(WORTH, "rate", _fill_in_worth, pledge_id)
    there = seen()
    for pledge in each(there.pledges[there.pledges.id.astype(str) == pledge_id]):
        amount = formats.quantity(pledge.quantity_milli, pledge.unit)
        show("title.html", text=pledge.title, sub=f"{pledge.giver} · {amount}", level=2)
        found = fitting(there.rates, pledge, rates.day_of_yes(pledge))
        if not found:
            return show("empty.html", text=_no_rate(pledge))
        options = {rate.id: _told(rate, pledge) for rate in found}
        with st.form("worth_form", border=False):
            st.radio(
                _("By which rate? The firmest stands first."),
                list(options),
                key="worth_rate",
                index=0,
                format_func=options.get,
            )
            st.caption(plain(_(RULES["R16"].says)))
            st.caption(_frozen(pledge))
            send(_("This is its value"), _value, UUID(pledge_id))


def _told(rate: InKindRate, pledge) -> str:
    price = f"{formats.money(rate.rate_cents)} / {words.one(rate.unit)}"
    cents = rate.worth_cents(pledge.quantity_milli, pledge.unit, here.community().day_hours)
    said = f"{formats.money(cents)}: {rate.title}, {price}, {words.basis(rate.basis)}"
    return plain(f"{said} ({rate.source_note})")


def _no_rate(pledge) -> str:
    kind, unit = kinds.kind(pledge.kind), formats.unit(pledge.unit)
    return _("No rate for {kind} in {unit} yet: write one down first.", kind=kind, unit=unit)


def _frozen(pledge) -> str:
    if pledge.firm:
        return _("It is confirmed: once valued, its value stays as it is.")
    return _("Until it is confirmed it can be valued anew; then its value stays as it is.")


def _source(form: str) -> None:
    st.text_input(
        _("What says so"),
        key=f"{form}_source_note",
        max_chars=300,
        placeholder=_("e.g. our price list 2026; two quotes; the CCNL table of July"),
    )
    beside("source_note", form=form)
    st.text_input(_("Link to it"), key=f"{form}_source_uri", max_chars=500)
    beside("source_uri", form=form)


def _theirs() -> dict:
    """For whom this person may write a rate."""
    who, all = here.standing(), organisations.of_community(here.person())
    cell = who.cell("rate.create_edit")
    return {
        org.id: org.name for org in all if permits(cell, who, InKindRate(organisation_id=org.id))
    }


def _mine() -> UUID | None:
    """A member’s own organisation, where there is one; who coordinates writes everybody’s."""
    theirs = list(_theirs())
    return theirs[0] if len(theirs) == 1 else None


def _add(kind: Kind) -> None:
    def add():
        return rates.add(
            here.person(),
            kind,
            said(NEW, "title"),
            said(NEW, f"unit_{kind}"),
            typed.cents(said(NEW, "price"), "rate"),
            said(NEW, "basis"),
            said(NEW, "source_note"),
            said(NEW, "from_on"),
            said(NEW, "op"),
            organisation_id=said(NEW, "organisation"),
            source_uri=said(NEW, "source_uri"),
        )

    ask(add, form=NEW, done=_("Written down, with its source."))


def _replace(rate_id: UUID) -> None:
    def replace():
        return rates.replace(
            here.person(),
            rate_id,
            typed.cents(said(OTHER, "price"), "rate"),
            said(OTHER, "from_on"),
            said(OTHER, "source_note"),
            said(OTHER, "source_uri"),
            said(OTHER, "op"),
        )

    ask(replace, form=OTHER, done=_("Written down. What was valued before stays as it was."))


def _value(pledge_id: UUID) -> None:
    def put():
        return rates.value(here.person(), pledge_id, said(WORTH, "rate"), said(WORTH, "op"))

    ask(put, form=WORTH, done=_("It has a value now, with its source."))


def _archive(rate: InKindRate) -> None:
    ask(lambda: rates.archive(here.person(), rate.id))
    if not refused():
        can_be_undone(rate.id, _("Archived: {what}", what=rate.title))

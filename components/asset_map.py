"""The asset map of the resources page: what there is to draw on, by kind, and one line of it."""

from uuid import UUID

import streamlit as st

from components import asset_form, filters, here, offering, topics
from components.asking import ask, refused
from components.cards import actions, empty, title
from components.drawers import press
from components.knowing import told_now
from components.live import read
from components.markup import render, show
from components.narrowing import current
from components.pressing import pressing
from components.stocking import standing
from components.telling import told
from components.undoing import can_be_undone
from services import offers
from services.letters import between
from services.summaries import assets, resources
from services.summaries.frames import each
from services.summaries.resources import Resources
from translations import _, formats, n_
from translations import resources as words

A_CARD = 12  # rows before the rest is paged


def shown(stock: Resources):
    """All the offers, with what is left of each: a filter of the page gives nothing back."""
    pledges = read(resources.of_community).pledges
    return assets.with_left(read(assets.of_community), pledges, stock.day_hours)


def asset_map(stock: Resources, pressed) -> None:
    rows = shown(stock)
    there, asked = assets.standing(rows, stock.as_of), current()
    some = standing(there, asked)
    givers = n_("{n} organisation", "{n} organisations", some.organisation_id.nunique())
    title(
        _("What there is to draw on"),
        _("of {organisations}; nothing is promised until somebody asks", organisations=givers)
        if len(some)
        else _("spaces, skills, equipment, time: before anybody asks"),
    )
    if here.may("offer.create_edit"):
        st.button(
            _("Say what you can give"),
            key="asset_add",
            icon=":material/add_location:",
            on_click=asset_form.begin,
        )
    if there.empty:
        return empty(_("Nobody has said yet what they could give. A room that is free is a start."))
    if asked.objectives:
        st.caption(_("What there is belongs to no objective: that filter changes nothing here."))
    if some.empty:
        return empty(_("Nothing here is like that. Take away a filter."))
    _listed(some.sort_values(["kind", "number"], key=_in_order), pressed)


def _in_order(column):
    kinds = {kind: n for n, kind in enumerate(words.KINDS)}
    return column.map(lambda word: kinds.get(word, word))


def _listed(there, pressed) -> None:
    page = list(each(filters.paged(there, "assets", A_CARD)))
    html = render(
        "resources/assets.html",
        rows=page,
        words=words,
        about=_about,
        left=_left,
        may_ask={row.id: "take_up" in offers.possible(here.standing(), row) for row in page},
    )
    pressing(html, "assets", pressed)


def asset_drawer(id: str) -> None:
    told_now("asset", topics.ASSETS, lambda: _now(id), _tell)


def _now(id: str):
    rows = shown(read(resources.of_community))
    return next(each(rows[rows.id.astype(str) == id]), None)


def _tell(row) -> None:
    show("resources/facts.html", name=row.title, kind=row.kind, words=words, **_facts(row))
    _buttons(row)
    told(row.id)


def _buttons(row) -> None:
    labels = {
        "take_up": _("Take it up…"),
        "edit": _("Change…"),
        "withdraw": _("Not available any more"),
        "put_back": _("Available again"),
        "archive": _("Archive"),
    }
    with actions():
        for act in offers.possible(here.standing(), row):
            kind = "primary" if act == "take_up" else "secondary"
            press(labels[act], f"asset_{act}", _act, act, row, kind=kind)


def _act(act: str, row) -> None:
    if act == "take_up":
        offering.begin(out_of=row)
    elif act == "edit":
        asset_form.begin(row)
    elif act == "archive":
        ask(lambda: offers.archive(here.person(), row.id))
        if not refused():
            can_be_undone(row.id, _("Archived: {what}", what=row.title))
    else:
        do = {"withdraw": offers.withdraw, "put_back": offers.put_back}[act]
        ask(lambda: do(here.person(), row.id), done=_("Saved."))


def take_up(stock: Resources, id: str) -> None:
    """For a callback: the form that makes a pledge out of it."""
    rows = shown(stock)
    for row in each(rows[rows.id == UUID(id)]):
        offering.begin(out_of=row)


def _facts(row) -> dict:
    pairs = [
        (_("Whose"), row.giver),
        (_("How much"), formats.quantity(row.quantity_milli, row.unit)),
        (_("Left"), _left(row) if row.taken else ""),
        (_("When"), ", ".join(filter(None, (between(row.from_on, row.to_on), row.when_note)))),
        (_("Where"), _where(row)),
        (_("Seats"), formats.number(row.seats) if row.seats and row.kind == "space" else ""),
        (_("Getting in"), words.step_free(row.step_free) if row.kind == "space" else ""),
        (_("How many people"), formats.number(row.people) if row.people else ""),
        (_("Whom to ask"), row.person),
        (_("In return"), row.wish),
        (_("Note"), row.note),
    ]
    gone = [(_("not available any more"), "idle")] if row.state == "withdrawn" else []
    badges = [(words.terms(row.terms), "line"), *gone]
    return {"pairs": pairs, "badges": badges, "warning": ""}


def _about(row) -> list[str]:
    """The few words beside a row: seats, access, people, when, where."""
    space = row.kind == "space"
    return [
        word
        for word in (
            n_("{n} seat", "{n} seats", row.seats) if space and row.seats else "",
            words.step_free(row.step_free) if space else "",
            n_("{n} person", "{n} people", row.people) if row.people else "",
            between(row.from_on, row.to_on),
            row.when_note,
            _where(row),
            words.terms(row.terms) if row.terms != "gift" and not row.wish else "",
        )
        if word
    ]


def _where(row) -> str:
    return ", ".join(filter(None, (row.venue or row.place, row.locality or "")))


def _left(row) -> str:
    if row.quantity_milli is None:
        return ""
    left = formats.quantity(row.left_milli, row.unit)
    return _("{left} left", left=left) if row.taken else left

"""The fields that an offer and a need have in common. Keys start with the name of their form."""

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from components.asking import beside, taken
from components.drawers import press
from components.entering import entering
from components.markup import show
from models import Kind, Unit
from models.refusals import Refused, all_of
from models.units import UNITS_OF
from services import needs
from translations import _, formats, mark
from translations.resources import kind as named
from translations.resources import priority

ICONS = {
    "space": "meeting_room",
    "skill": "school",
    "equipment": "construction",
    "time": "schedule",
    "material": "inventory_2",
    "money": "euro",
}
EXAMPLES = {
    "space": mark("e.g. a room for 30, on Thursdays"),
    "skill": mark("e.g. repairing small appliances"),
    "equipment": mark("e.g. two work tables"),
    "time": mark("e.g. pick-ups with our van"),
    "material": mark("e.g. fabric offcuts"),
    "money": mark("e.g. half of the printing"),
}


def kind_pills(form: str) -> Kind:
    """Outside the form proper: units and examples follow it at once."""
    return st.pills(
        _("What kind of resource?"),
        list(Kind),
        required=True,
        wrap=True,
        format_func=lambda kind: f":material/{ICONS[kind]}: {named(kind)}",
        key=f"{form}_kind",
    )


def what(form: str, kind: Kind) -> None:
    st.text_input(
        _("What, in a few words"),
        key=f"{form}_title",
        max_chars=300,
        placeholder=_(EXAMPLES[kind]),
    )
    wrong(form, "title")


def how_much(form: str, kind: Kind) -> None:
    """A number as people write it, 2,5 or 2.5, and a unit of this kind."""
    units, chosen = list(UNITS_OF[kind]), st.session_state.get(f"{form}_unit_{kind}")
    units += [chosen] if chosen and chosen not in units else []
    number, unit = st.columns([1, 1.2])
    number.text_input(
        _("How much"), key=f"{form}_quantity", placeholder=_("not said yet"), max_chars=20
    )
    unit.selectbox(_("Unit"), units, format_func=formats.unit, key=f"{form}_unit_{kind}")
    wrong(form, "quantity", "unit")


def where(form: str, kind: Kind, placeholder: str) -> None:
    """The place; and of a space, for how many people."""
    place, seats = st.columns([2, 1]) if kind == Kind.space else (st.container(), None)
    place.text_input(_("Where"), key=f"{form}_place", max_chars=120, placeholder=placeholder)
    if seats:
        seats.text_input(_("Seats"), key=f"{form}_seats", max_chars=6)
    wrong(form, "place", "seats")


def when(form: str) -> None:
    first, last = st.columns(2)
    for place, label, end in ((first, _("From"), "from_on"), (last, _("To"), "to_on")):
        place.date_input(label, value=None, format="DD/MM/YYYY", key=f"{form}_{end}")
    wrong(form, "from_on", "to_on")


def pick(form: str, field: str, label: str, options: dict[str, str], placeholder: str) -> str:
    """One of many: word of the code (an id, mostly) → what people read."""
    return st.selectbox(
        label,
        list(options),
        index=None,
        format_func=options.get,  # what can be chosen is shown as it is, never as Markdown
        placeholder=placeholder,
        key=f"{form}_{field}",
    )


def said(form: str, kind: Kind) -> dict:
    """What the fields say, as the services take it; Refused where a number is none."""
    told = st.session_state
    unit: Unit = told[f"{form}_unit_{kind}"]
    line = told.get(f"{form}_line", "")  # not read yet, it still says what it is
    title, amount = all_of(
        lambda: needs.titled(told[f"{form}_title"] or line),
        lambda: needs.thousandths(told[f"{form}_quantity"]),
    )
    return {
        "kind": kind,
        "title": title,
        "quantity_milli": amount,
        "unit": unit,
        "from_on": told[f"{form}_from_on"],
        "to_on": told[f"{form}_to_on"],
    }


def whole(form: str, field: str) -> int | None:
    """How many, as a whole number; nothing is not said. Refused: no number."""
    text = (st.session_state.get(f"{form}_{field}") or "").strip()
    if not text:
        return None
    if not text.isdecimal():
        raise Refused(mark("Write how many, at least one; or leave it empty."), field=field)
    return int(text)


def as_typed(row) -> dict:
    """The fields of a need or a pledge as its form shows them."""
    amount = row.quantity_milli
    return {
        "title": row.title,
        "quantity": "" if amount is None else formats.number(amount / 1000, 3),
        "from_on": row.from_on,
        "to_on": row.to_on,
    } | ({f"unit_{row.kind}": row.unit} if row.unit else {})


def called(field: str, value: object) -> str:
    """What people call a value two hands disagree on."""
    if field == "quantity_milli":
        return formats.number(value / 1000, 3) if value else _("not said yet")
    words = {"unit": formats.unit, "kind": named, "priority": priority}
    if field in words and value:
        return words[field](value)
    return formats.day(value) if field in ("from_on", "to_on") else ""


def wrong(form: str, *fields: str) -> None:
    """Under a field: what was wrong with it, if it was. Where fields are sent one by one it stays
    until the form is asked again."""
    beside(*fields, form=form)
    for field, sentence in st.session_state.get(f"{form}_wrong", ()):
        if field in fields:
            show("wrong.html", text=sentence)


def send_all(form: str, label: str, do: Callable, *args) -> None:
    """The button of a form whose fields are sent one by one, so that nothing typed is unknown
    when the line above fills them in; Enter in one of them presses it."""
    press(label, f"{form}_send", _send_all, form, do, *args, kind="primary")
    entering(form, f"{form}_send")


def _send_all(form: str, do: Callable, *args) -> None:
    st.session_state.pop(f"{form}_wrong", None)
    do(*args)
    st.session_state[f"{form}_wrong"] = taken(form)


def id_of(word: str | None) -> UUID | None:
    return UUID(word) if word else None


def empty_form(form: str, **values) -> None:
    """For the callback that opens a form: nothing of an earlier one is left in it."""
    for key in [key for key in st.session_state if str(key).startswith(f"{form}_")]:
        del st.session_state[key]
    for field, value in values.items():
        st.session_state[f"{form}_{field}"] = value

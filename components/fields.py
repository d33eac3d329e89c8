"""Fields of a form that live under its name in the session: `fill`, draw, `said`."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import streamlit as st

from components.asking import ask, beside, both, refused
from models.refusals import Changed, Refused
from translations import _, formats
from translations.results import bare


def fill(form: str, **values) -> None:
    """For the callback that opens a form: what its fields show."""
    for field, value in values.items():
        st.session_state[f"{form}_{field}"] = value


def begin(form: str, fill_in: Callable, *known) -> None:
    """For the callback that opens a form: `fill_in(*known)` says what its fields show."""
    fill_in(*known)
    fill(form, of=known)


def begun(form: str, field: str, fill_in: Callable, *known) -> None:
    """At the head of a drawer's form, of which `field` is one: where no press began it (its address
    alone opened it, or it was closed and forgot its fields), it starts from what is there now."""
    if said(form, "of") != known or f"{form}_{field}" not in st.session_state:
        begin(form, fill_in, *known)


def said(form: str, field: str):
    return st.session_state.get(f"{form}_{field}")


def one_of(form: str, field: str, label: str, options: dict, placeholder: str = "") -> None:
    """One of many or none; `options`: value → what people read. A value that is not offered any
    more is none."""
    key = f"{form}_{field}"
    if st.session_state.get(key) not in options:
        st.session_state[key] = None
    st.selectbox(
        label,
        list(options),
        index=None,
        key=key,
        placeholder=placeholder or _("nobody yet, or not said"),
        format_func=options.get,  # shown as it is, never as Markdown
    )
    beside(field, form=form)


def still(form: str, field: str, options: dict) -> dict:
    """For `one_of`: `options`, and what the thing had when its form was opened, though it is
    archived by now; saving anything else does not cut it off."""
    had = (said(form, "seen") or {}).get(field)
    if had is None or had in options:
        return options
    return options | {had: _("as it was (archived)")}


def show_of(form: str, thing, fields: tuple, **more) -> bool:
    """The fields of one thing, as they are now; False if its form is already open, and what was
    typed stays. `more`: what else the form shows, and its author therefore saw."""
    if said(form, "id") == thing.id and f"{form}_{fields[0]}" in st.session_state:
        return False
    now = {field: getattr(thing, field) for field in fields} | more
    fill(form, id=thing.id, op=uuid4(), seen=dict(now), **now)
    return True


def forget(form: str) -> None:
    """For the callback that opens a drawer: its form starts from what is there now."""
    for what in ("id", "of"):
        st.session_state.pop(f"{form}_{what}", None)


def save(form: str, do: Callable, names: Callable[[], dict], done: str = "") -> None:
    """For a callback: `do(seen, op)`. Two people who collide are told, with what people call both
    values (`names`: value → words); saving again is then a choice."""
    ask(
        lambda: do(said(form, "seen"), said(form, "op")),
        form=form,
        seen=said(form, "seen"),
        say=lambda field, value: _called(field, value, names()),
        done=done or _("Saved."),
    )
    if not refused():
        forget(form)


def in_words(no: Refused, names: dict) -> str:
    """A refusal outside a form; of two who collide both values are said, as people call them."""
    if not isinstance(no, Changed):
        return str(no)
    return both(no, lambda field, value: _called(field, value, names))


def _called(field: str, value: object, names: dict) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return formats.day(value)
    if field.endswith("weight_milli"):
        return bare(value)  # as its form shows it
    return "" if isinstance(value, dict | list) else names.get(value, "")

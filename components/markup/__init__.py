"""Pieces of HTML out of the templates in this folder; Jinja2 escapes every value by itself."""

import re
from functools import cache
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models import initials
from translations import _, formats, n_

FORMATS = (
    formats.day,
    formats.short_day,
    formats.weekday,
    formats.month,
    formats.clock,
    formats.number,
    formats.percent,
    formats.money,
    formats.quantity,
    formats.ordinal,
    formats.together,
)
# A sign that may begin something in Markdown. The others stay as they are: what is escaped in a
# label is read out with its backslash.
_NOT_PLAIN = re.compile(
    r"[\\`*\[\]<>$~]|(?<![^\W_])_|_(?![^\W_])|[:&](?=\S)|^[-+#=]|(?<=\d)[.)](?=\s|$)"
)
_MAKES_LINKS = re.compile(r"([:@]|www)(?=\S)", re.IGNORECASE)


def render(template: str, **values) -> Markup:
    """`components/markup/<template>` with these values, as HTML that is already safe."""
    return Markup(_environment().get_template(template).render(**values))


def show(template: str, **values) -> None:
    """The same, on the page."""
    st.html(render(template, **values))


def plain(text: object) -> str:
    """Somebody's own words, for a place where Streamlit reads Markdown: labels, buttons, tabs,
    toasts, captions. They come out as they were written: no picture is fetched, no link is made,
    no :icon: and no colour. An invisible joiner breaks what Streamlit finds after unescaping."""
    broken = _MAKES_LINKS.sub("\\1\u2060", " ".join(str(text).split()))
    return _NOT_PLAIN.sub(r"\\\g<0>", broken)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": _, "n_": n_} | {say.__name__: say for say in FORMATS}
    environment.filters["initials"] = initials
    return environment

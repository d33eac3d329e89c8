"""Search, filters and pages of a list. They live in the address too, so that a link shows the
same; there they are words of the code, the same in every language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

from components.markup import plain
from translations import _, formats

Rows = TypeVar("Rows", bound=Sequence)
A_PAGE = 100
_PAGE, _KEYS = "filters_page", "filters_keys"


def turned_to(page: str) -> None:
    """For the frame, before a page: what was asked on the page before is not asked on this one,
    where a field of the same name would still show it; its address alone says what is."""
    if st.session_state.get(_PAGE) != page:
        forget(*st.session_state.get(_KEYS, ()))
        st.session_state.update({_PAGE: page, _KEYS: set()})


def search(key: str, placeholder: str = "") -> str:
    """What was typed into the search box, trimmed; ?key=… in the address."""
    _remember(key, st.query_params.get(key, ""))
    st.text_input(
        _("Search"),
        key=key,
        type="search",
        placeholder=placeholder,
        icon=":material/search:",
        on_change=_write_back,
        args=[key],
    )
    return st.session_state[key].strip()


def choose(key: str, label: str, options: Mapping[str, str]) -> list[str]:
    """The options pressed, none meaning all. `options`: word of the code → what people read."""
    wanted = st.query_params.get(key, "").split(",")
    _remember(key, [option for option in options if option in wanted])
    st.pills(
        plain(label),
        list(options),
        selection_mode="multi",
        wrap=True,  # beside something else they would be cut on a phone
        format_func=lambda option: plain(options[option]),
        key=key,
        on_change=_write_back,
        args=[key],
    )
    return st.session_state[key]


def pick(key: str, label: str, options: Mapping[str, str], placeholder: str) -> str | None:
    """One of many, or none: as `choose`, for lists too long for pills."""
    _remember(key, st.query_params.get(key))
    if st.session_state[key] not in options:
        st.session_state[key] = None
    return st.selectbox(
        plain(label),
        list(options),
        index=None,
        format_func=options.get,  # shown as it is, never as Markdown
        placeholder=placeholder,
        key=key,
        on_change=_write_back,
        args=[key],
    )


def several(key: str, label: str, options: Mapping[str, str], placeholder: str) -> list[str]:
    """As `choose`, for lists too long for pills; what is not there any more is not asked for."""
    wanted = st.query_params.get(key, "").split(",")
    _remember(key, [option for option in options if option in wanted])
    st.session_state[key] = [option for option in st.session_state[key] if option in options]
    return st.multiselect(
        plain(label),
        list(options),
        format_func=options.get,  # shown as it is, never as Markdown
        placeholder=placeholder,
        key=key,
        on_change=_write_back,
        args=[key],
    )


def day(key: str, label: str) -> date | None:
    """A day, or none; 2023-07-06 in the address."""
    _remember(key, a_day(st.query_params.get(key, "")))
    st.date_input(
        label, value=None, key=key, format="DD/MM/YYYY", on_change=_write_back, args=[key]
    )
    return st.session_state[key]


def a_day(words: str) -> date | None:
    """None also for what somebody typed into the address."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def clear(*keys: str) -> None:
    """For a callback: nothing is asked for by these any more."""
    for key in keys:
        st.session_state.pop(key, None)
        st.query_params.pop(key, None)


def switch(key: str, label: str, options: Mapping[str, str]) -> str:
    """One of a few ways to look at the same; the first unless chosen."""
    asked = st.query_params.get(key)
    _remember(key, asked if asked in options else next(iter(options)))
    st.segmented_control(
        label,
        list(options),
        key=key,
        required=True,
        label_visibility="collapsed",
        format_func=lambda option: plain(options[option]),
        on_change=_write_back,
        args=[key],
    )
    return st.session_state[key]


def paged(rows: Rows, key: str, size: int = A_PAGE) -> Rows:
    """The rows of the page that is open; a pager and "101–200 of 738" only when there are more
    than `size`. Works with lists and with data frames."""
    if len(rows) <= size:
        return rows
    pages = -(-len(rows) // size)
    if st.session_state.get(key, 1) > pages:  # the list became shorter meanwhile
        del st.session_state[key]
    _known(key)
    asked = st.query_params.get(key, "1")
    asked = min(int(asked), pages) if asked.isdecimal() else 1
    with st.container(horizontal=True, vertical_alignment="center"):
        page = st.pagination(
            pages, default=max(asked, 1), key=key, on_change=_write_back, args=[key]
        )
        first, last = (page - 1) * size, min(page * size, len(rows))
        say = formats.number
        st.caption(
            _("{first}–{last} of {all}", first=say(first + 1), last=say(last), all=say(len(rows)))
        )
    return rows[first:last]


def forget(*keys: str) -> None:
    """For a callback that turns to another page: its address says what is asked there."""
    for key in keys:
        st.session_state.pop(key, None)


def _remember(key: str, value) -> None:
    _known(key)
    if key not in st.session_state:
        st.session_state[key] = value


def _known(key: str) -> None:
    st.session_state.setdefault(_KEYS, set()).add(key)


def _write_back(key: str) -> None:
    value = st.session_state[key]
    written = ",".join(value) if isinstance(value, list) else str(value or "")
    if written:
        st.query_params[key] = written
    else:
        st.query_params.pop(key, None)

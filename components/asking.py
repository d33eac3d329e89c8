"""Asking a service to do something, and passing on its answer: every callback goes through `ask`.

    st.form_submit_button(_("Save"), on_click=ask, args=[needs.close, me, need.id])

(An exception that escapes a callback leaves the reader with an empty page.)
"""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from components import here
from components.markup import plain, show
from models.refusals import Changed, Refused
from services import live
from services.change import Repeated
from translations import _

_NO, _SAY = "refused", "to_say"
TAB = "live_tab"  # which tab acts, so that it is not told of what it shows already


class No(NamedTuple):
    form: str
    field: str
    sentence: str


def ask(
    do: Callable,
    *args,
    done: str | None = None,
    form: str = "",
    seen: dict | None = None,
    say: Callable[[str, object], str] | None = None,
    **kwargs,
):
    """What `do(*args, **kwargs)` answers, or None after a refusal; `refused()` tells which.

    `done`: said in a toast when it worked (`say_the_rest`: what a callback draws by itself in a
    part of a page takes the place of the page's style sheet). `form`: names the form, where a page
    has several, so that a refusal about a field is shown beside that field (`beside`) of that form.
    What came twice (a double click) counts as done.

    `seen`: what the form showed. After a collision it holds the other's value, now shown too, so
    that saving again is a choice. `say(field, value)`: what people call a value, "" for as it is.
    """
    here.settle()
    live.origin.set(st.session_state.get(TAB, ""))
    st.session_state.pop(_NO, None)
    answer = None
    try:
        answer = do(*args, **kwargs)
    except Repeated:
        pass
    except Changed as no:
        if seen is not None:
            seen[no.field] = no.theirs
        return _pass_on(no, form, both(no, say))
    except Refused as no:
        for one in (no, *no.also):
            _pass_on(one, form, str(one))
        return None
    if done:
        _say(done, "check")
    return answer


def tried(do: Callable, *args) -> tuple[object, str]:
    """(answer, "") or (None, the sentence of the refusal), for what a page reads rather than does
    and whose refusal stays on the page."""
    try:
        return do(*args), ""
    except Refused as no:
        return None, str(no)


def refused() -> bool:
    """Was the latest thing asked for refused?"""
    return _NO in st.session_state


def beside(*fields: str, form: str = "") -> None:
    """Under a field of a form: what was wrong with it, if it was; said once."""
    for n, no in enumerate(st.session_state.get(_NO, ())):
        if no.form == form and no.field in fields:
            show("wrong.html", text=no.sentence)
            st.session_state[_NO][n] = no._replace(field="")


def taken(form: str) -> list[tuple[str, str]]:
    """(field, what was wrong with it) of this form, for a form whose fields are sent one by one:
    it shows them until it is asked again, and nobody else says them."""
    noes, found = st.session_state.get(_NO, []), []
    for n, no in enumerate(noes):
        if no.form == form and no.field:
            found.append((no.field, no.sentence))
            noes[n] = no._replace(field="")
    return found


def say_the_rest() -> None:
    """At the foot of every page, and of what is drawn alone: what was done or refused is said; a
    refusal whose field no form has shown too."""
    for no in st.session_state.pop(_NO, ()):
        if no.field:
            _say(no.sentence, "info")
    for sentence, icon in st.session_state.pop(_SAY, ()):
        st.toast(plain(sentence), icon=f":material/{icon}:")


def _say(sentence: str, icon: str) -> None:
    st.session_state.setdefault(_SAY, []).append((sentence, icon))


def toast(sentence: str) -> None:
    """For a callback that has something to say of its own, when the page is drawn."""
    _say(sentence, "check")


def both(no: Changed, say: Callable[[str, object], str] | None) -> str:
    """The refusal with both values, as people call them."""
    called = {"theirs": say and say(no.field, no.theirs), "mine": say and say(no.field, no.mine)}
    return _(no.message, **no.values | {name: words for name, words in called.items() if words})


def _pass_on(no: Refused, form: str, sentence: str) -> None:
    st.session_state.setdefault(_NO, []).append(No(form, no.field or "", sentence))
    if not no.field:
        _say(sentence, "info")

"""Who could do with a word, and the words to copy. Nothing is sent by itself."""

from dataclasses import replace

import streamlit as st

from components import filters, here
from components.cards import card, empty, title
from components.drawers import open_drawer
from components.fields import forget
from components.live import read
from components.markup import render
from components.plan_filters import Asked
from components.pressing import Pressed, pressing
from models import moment
from services import address, letters
from services.summaries import nudges
from services.summaries.nudges import Line, Owner
from services.summaries.tree import Tree
from translations import _, n_
from translations import nudges as words

OWNERS = 20  # a page


def by_owner(everything: Tree, asked: Asked) -> None:
    owners = _of(asked) if asked else _owners()
    loose = nudges.of_nobody(asked.leaves() if asked else everything.leaves, moment.today())
    with card("nudges", stretch=False):
        late = sum(owner.late for owner in owners)
        title(
            _says(owners, late), _("what is late, at risk or due within two weeks; nothing is sent")
        )
        if loose:
            st.caption(_nobodys(len(loose)))
        if not owners:
            return empty(_none(loose))
        if asked:
            st.caption(_("The text to copy tells all they have in hand, whatever the filters."))
        page = filters.paged(owners, "owners", OWNERS)
        pressing(render("plan/nudges.html", owners=page, words=words), "nudges", _pressed)


def the_text(id: str) -> None:
    """In a drawer: a message to copy, in the reader's words."""
    owner = next((owner for owner in _owners() if str(owner.id) == id), None)
    if owner is None:
        return empty(_("Nothing is late and nothing is due soon. Well done."))
    st.caption(_("Copy it, change it, send it as you usually write. Nothing is sent from here."))
    lines = [words.says(line) for line in owner.lines]
    told = letters.nudge(owner.name, here.community().name, lines, address.home())
    st.code(told, language=None, wrap_lines=True)


def _owners() -> list[Owner]:
    return read(nudges.of_community, own=True)


def _of(asked: Asked) -> list[Owner]:
    """What the filters let through."""
    kept = {leaf.activity.id for leaf in asked.leaves()}
    some = [replace(o, lines=[ln for ln in o.lines if _lets(ln, kept, asked)]) for o in _owners()]
    return [owner for owner in some if owner.lines]


def _lets(line: Line, kept: set, asked: Asked) -> bool:
    if line.activity_id:
        return line.activity_id in kept
    return asked.lets_action(line.day, line.organisation_id, f"{line.ref} {line.what}")


def _says(owners: list[Owner], late: int) -> str:
    if not late:
        return _("Who could do with a word?")
    n = sum(bool(owner.late) for owner in owners)
    return n_("{late} late, with {n} owner", "{late} late, with {n} owners", n, late=late)


def _nobodys(n: int) -> str:
    return n_(
        "{n} activity that is late, at risk or due soon is in nobody’s hands: it looks for "
        "somebody.",
        "{n} activities that are late, at risk or due soon are in nobody’s hands: they look for "
        "somebody.",
        n,
    )


def _none(loose: list[Line]) -> str:
    """Of all, or of what the reader has in hand; no praise where something is in nobody’s."""
    if not here.standing().sees("activity.nudge"):
        return _("Nothing you have in hand is late or due soon. Well done.")
    if loose:
        return _("Nothing that anybody has in hand is late or due soon.")
    return _("Nothing is late and nothing is due soon. Well done.")


def _pressed(what: Pressed) -> None:
    here.settle()
    forget(what.act)
    open_drawer(what.act, what.id)

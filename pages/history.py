"""What happened, by whom, and since the last meeting; what can be taken back."""

from itertools import groupby
from zoneinfo import ZoneInfo

import streamlit as st

from components import filters, here
from components.asking import ask
from components.cards import empty, page_head
from components.markup import render, show
from components.pressing import Pressed, pressing
from models import moment
from services import history, meetings
from services.summaries import told
from services.verbs import VERBS
from translations import _, n_
from translations import things as words

MOST = 12  # fields of one line that are shown
LINES = 2000  # as far back as the page looks

here.settle()
me = here.person()
last = next((m for m in meetings.of_community(me)[::-1] if m.held), None)
spans = {"since": _("Since the last meeting"), "all": _("From the beginning")}


def pressed(what: Pressed) -> None:
    here.settle()
    kept = ask(lambda: history.undo(here.person(), int(what.id)), done=_("Taken back."))
    st.session_state["kept"] = kept or []


def chosen() -> list[history.Line]:
    span = filters.switch("span", _("Since when"), spans) if last else "all"
    lines = history.since(me, last, LINES) if span == "since" else history.of_community(me, LINES)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = {k: words.kind(k) for k in words.KINDS if any(_kind(line) == k for line in lines)}
        kind = filters.pick("kind", _("What about"), kinds, _("everything"))
        names = {name: name for name in sorted({line.who for line in lines})}
        who = filters.pick("who", _("By whom"), names, _("anybody"))
        asked = filters.search("q", _("e.g. flyer, Rossi")).casefold()
    return [
        line
        for line in lines
        if (not kind or _kind(line) == kind)
        and (not who or line.who == who)
        and asked in sentence(line).casefold()
    ]


def _kind(line: history.Line) -> str:
    return line.verb.split(".")[0]


def sentence(line: history.Line) -> str:
    return _(VERBS[line.verb].says, who=line.who, what=line.what)


def said(value: object) -> str:
    """A value as people read it; empty is a dash."""
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    return text if len(text) < 120 else f"{text[:117]}…"


def day_of(line: history.Line):
    return line.at.astimezone(ZoneInfo(moment.ROME)).date()


page_head(
    _("History"),
    _("What changed since “{meeting}”, and by whom.", meeting=last.title)
    if last
    else _("What happened, and by whom."),
)
if kept := st.session_state.pop("kept", []):
    show("importing/kept.html", rows=kept)
lines = chosen()
if not lines:
    empty(_("Nothing happened, or nothing like that. Take away a filter."))
else:
    st.caption(n_("{n} line", "{n} lines", len(lines)))
    page = filters.paged(lines, "page")
    html = render(
        "history/lines.html",
        days=[(day, list(some)) for day, some in groupby(page, day_of)],
        details=told.details(me, page),
        sentence=sentence,
        field=words.field,
        said=said,
        most=MOST,
    )
    pressing(html, "history", pressed)

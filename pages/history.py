"""What happened, by whom, and since the last meeting; what can be taken back."""

from datetime import datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

import streamlit as st

from components import filters, here
from components.asking import ask
from components.cards import empty, page_head
from components.live import EVERYTHING, is_pushed, live_part, read
from components.markup import render, show
from components.pressing import Pressed, pressing
from models import Meeting, moment
from services import history, meetings
from services.summaries import details
from services.summaries.authors import authors as who_did
from services.verbs import VERBS
from translations import _, formats, n_, values
from translations import things as words

MOST = 12  # fields of one line that are shown
LINES = 2000  # as far back as the page looks

here.settle()
authors: dict[UUID, str] = {}
spans = {"since": _("Since the last meeting"), "all": _("From the beginning")}


def series() -> list[Meeting]:
    return read(meetings.of_community)


def last() -> Meeting | None:
    return next((m for m in series()[::-1] if m.held), None)


def pressed(what: Pressed) -> None:
    here.settle()
    kept = ask(lambda: history.undo(here.person(), int(what.id)), done=_("Taken back."))
    st.session_state["kept"] = kept or []


def chosen() -> list[history.Line]:
    switch = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        called = {str(m.id): m.title for m in series()[::-1]}
        meeting = filters.pick("meeting", _("Said at the meeting"), called, _("any"))
        with switch:
            lines = reached(meeting)
        authors.update(who_did(here.person(), lines))
        kinds = {k: words.kind(k) for k in words.KINDS if any(_kind(line) == k for line in lines)}
        kind = filters.pick("kind", _("What about"), kinds, _("everything"))
        names = sorted(((str(id), name) for id, name in authors.items()), key=lambda n: n[1])
        who = filters.pick("who", _("By whom"), dict(names), _("anybody"))
        asked = filters.search("q", _("e.g. flyer, Rossi")).casefold()
    return [
        line
        for line in lines
        if (not kind or _kind(line) == kind)
        and (not who or str(line.person_id) == who)
        and asked in sentence(line).casefold()
    ]


def reached(meeting: str | None) -> list[history.Line]:
    """All that was said at one meeting, or since the last one, or from the beginning."""
    me = here.person()
    if meeting:
        return history.said_at(me, UUID(meeting), LINES)
    span = filters.switch("span", _("Since when"), spans) if last() else "all"
    return history.since(me, last(), LINES) if span == "since" else history.of_community(me, LINES)


def _kind(line: history.Line) -> str:
    return line.verb.split(".")[0]


def sentence(line: history.Line) -> str:
    who = authors.get(line.person_id, line.who)
    return _(VERBS[line.verb].says, who=who, what=line.what)


def said(value: object) -> str:
    """A value as people read it; empty is a dash."""
    for kind, words_of in AS_READ.items():
        if isinstance(value, kind):
            return words_of(value)
    return values.aloud(value)


AS_READ = {
    details.Amount: lambda amount: formats.quantity(amount.milli, amount.unit),
    details.Part: lambda part: formats.percent(part.of_one),
    datetime: lambda at: f"{formats.short_day(local(at))}, {formats.clock(at)}",
}


def day_of(line: history.Line):
    return local(line.at).date()


def local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(moment.ROME))


def head() -> None:
    page_head(
        _("History"),
        _("What changed since “{meeting}”, and by whom.", meeting=last().title)
        if last()
        else _("What happened, and by whom."),
    )


def what_happened() -> None:
    if kept := st.session_state.pop("kept", []):
        show("importing/kept.html", rows=kept)
    lines, fresh = calmly(chosen())
    if not lines and not fresh:
        return empty(_("Nothing happened, or nothing like that. Take away a filter."))
    with st.container(horizontal=True, vertical_alignment="center", key="counted_lines"):
        st.caption(n_("{n} line", "{n} lines", len(lines)))
        if fresh:
            label = n_("{n} new line: show it", "{n} new lines: show them", len(fresh))
            st.button(label, key="fresh", type="tertiary", icon=":material/arrow_upward:")
    page = filters.paged(lines, "page")
    html = render(
        "history/lines.html",
        days=[(day, list(some)) for day, some in groupby(page, day_of)],
        details=details.of_lines(here.person(), page),
        sentence=sentence,
        field=words.field,
        said=said,
        most=MOST,
    )
    pressing(html, "history", pressed)


def calmly(lines: list[history.Line]) -> tuple[list[history.Line], list[history.Line]]:
    """Those the reader has before them, and those that came since: what others do pushes no line
    down under the eyes of who reads. Whatever the reader does shows all of them."""
    if not is_pushed("history"):
        st.session_state["history_upto"] = max((line.id for line in lines), default=0)
    return history.parted(lines, st.session_state["history_upto"])


live_part("head", {"meeting"})(head)()
live_part("history", {EVERYTHING})(what_happened)()

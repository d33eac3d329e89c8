"""The community at a glance: what comes next, what waits, who came, how far the plan is."""

import streamlit as st

from components import explaining, glance, here, waiting
from components.cards import actions, card, empty, page_head, title
from components.drawers import opened_drawer
from components.drawing import drawing
from components.live import EVERYTHING, live_part, read
from components.markup import render, show
from components.panel import panel
from components.pressing import Pressed, pressing
from services.summaries import achieved, overview
from translations import _, progress

A_CARD, A_LIST = 4, 40  # lines of what waits: at first, and unfolded

here.settle()


def seen() -> overview.Overview:
    return read(overview.of_community, own=True)


def coordinates() -> bool:
    return here.may("meeting.create")


def head() -> None:
    community = seen().community
    with st.container(horizontal=True, vertical_alignment="bottom", key="head"):
        with st.container(width="stretch"):
            page_head(community.name, community.purpose, community.programme or community.theme)
        with st.container(horizontal=True, width="content", gap="small"):
            if here.may("person.invite"):
                go(_("Invite"), "people", "person_add")
            if seen().next and seen().next.running:
                go(
                    _("Enter the meeting"),
                    "meeting",
                    "forum",
                    str(seen().next.meeting.id),
                    type="primary",
                )
    steps = glance.steps(seen())
    if steps:
        show("steps.html", label=_("State of the plan"), steps=steps)


def go(words: str, page: str, icon: str, id: str = "", **looks) -> None:
    st.button(
        words,
        key=f"go-{page}-{icon}",
        icon=f":material/{icon}:",
        on_click=waiting.lead_to,
        args=[page, "", id],
        **looks,
    )


def call(words: str) -> None:
    st.button(
        words,
        key="call",
        icon=":material/event:",
        type="primary",
        on_click=waiting.call_a_meeting,
    )


def next_meeting() -> None:
    if seen().next is None:
        return none_called()
    with card("next", ink=True):
        show("overview/next.html", **glance.next_meeting(seen().next))
        with actions():
            go(_("Open the agenda"), "meeting", "checklist", id=str(seen().next.meeting.id))


def none_called() -> None:
    with card("next"):
        title(_("Next meeting"))
        empty(_("No meeting is called. The table waits."))
        if coordinates():
            call(_("Call a meeting"))


def pressed(what: Pressed) -> None:
    """For `pressing`: a number that explains itself, or a line that leads on."""
    if not explaining.pressed(what):
        waiting.pressed(what)


def what_waits() -> None:
    lines = waiting.groups(seen().waiting) if coordinates() else waiting.one_by_one(seen().mine)
    name = _("Asks for attention") if coordinates() else _("For you")
    title(name, _("each line leads to where it is mended"))
    if not lines:
        return empty(_("Nothing waits. Enjoy the quiet."))
    shown, more = lines[:A_LIST], max(0, len(lines) - A_LIST)
    html = render("overview/waiting.html", lines=shown[:A_CARD], rest=shown[A_CARD:], more=more)
    pressing(html, key="waiting", on_press=waiting.pressed)


def at_the_table() -> None:
    svg, words, meeting, beside = glance.table(seen())
    title(_("At the table"), meeting)
    drawing(svg, words, key="table")
    if beside:
        st.caption(beside, text_alignment="center")


def objectives() -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        title(_("Progress of the objectives"), _("activities, by where they stand"))
        go(_("Open the plan"), "plan", "arrow_forward", type="tertiary")
    rows = glance.objectives(seen(), read(achieved.of_community))
    if not rows:
        return empty(_("No objectives yet. The first one is always the hardest."))
    more = len(seen().work.objectives) - len(rows)
    html = render("overview/progress.html", rows=rows, legend=progress.legend(), more=more)
    pressing(html, key="objectives", on_press=pressed)


def resources() -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        title(_("What is covered"), _("confirmed, out of what the plan needs"))
        go(_("Details"), "resources", "arrow_forward", type="tertiary")
    rows = glance.kinds(seen())
    if not rows:
        return empty(_("Nothing is asked for yet. What would the plan need to start?"))
    legend = [(_("confirmed"), "done", ""), (_("offered, to be confirmed"), "done", "hatch")]
    lacking = glance.lacking(seen())
    html = render("overview/coverage.html", rows=rows, legend=legend, lacking=lacking)
    pressing(html, key="covered", on_press=explaining.pressed)


def latest() -> None:
    title(_("Latest"))
    show("overview/news.html", lines=glance.news(seen()))


def first_meeting() -> None:
    """Until the page is opened again: the one that somebody has called meanwhile."""
    next_meeting() if seen().meetings else before_the_first_meeting()


def before_the_first_meeting() -> None:
    with card("first", stretch=False):
        title(_("Call the first meeting"), _("everything else grows out of it"))
        if coordinates():
            st.write(_("A day, a place, an hour. The agenda can wait."))
            call(_("Call the first meeting"))
        else:
            empty(_("Nobody has called a meeting yet."))


def figures() -> None:
    explaining.figures(glance.figures(seen()), "figures")


PLAN = {"objective", "activity", "activity_objective", "decision", "plan"}
WAITS = PLAN | {"meeting", "attendance", "need", "pledge", "action_item", "affiliation", "person"}
MEASURED = {"indicator", "indicator_target", "measurement"}
WAITS |= MEASURED

live_part("head", {"community", "plan", "meeting"})(head)()
if not seen().meetings:
    live_part("next", {"meeting"})(first_meeting)()
else:
    one, two, three = st.columns([1.15, 1.6, 1.05])
    with one:
        live_part("next", {"meeting", "venue", "agenda_item", "invitation"})(next_meeting)()
    with two, card("waiting"):
        live_part("waiting", WAITS)(what_waits)()
    with three, card("table"):
        live_part("table", {"meeting", "attendance", "organisation"})(at_the_table)()
    live_part("figures", PLAN | {"meeting", "attendance"})(figures)()
    left, right = st.columns([1.5, 1])
    with left, card("progress"):
        live_part("objectives", PLAN | MEASURED)(objectives)()
    with right, card("coverage"):
        live_part("coverage", {"need", "pledge"})(resources)()
if seen().news:
    with card("news"):
        live_part("news", {EVERYTHING})(latest)()
opened_drawer(panel())

"""Who comes and who comes back: organisations by meetings, new and returning, reach."""

import streamlit as st

from charts import participation as charts
from charts.marks import opens
from components import filters, here, together, topics
from components import participating as words
from components.cards import card, empty, page_head, title
from components.charting import chart, written
from components.chosen import Asked
from components.doing_more import who_does_what
from components.drawers import opened_drawer
from components.explaining import figures, pressed
from components.live import live_part
from components.markup import render, show
from components.narrowing import current, narrow
from components.panel import panel
from components.pressing import pressing
from components.staying import who_stays
from services.summaries import presence
from services.summaries.frames import each
from translations import _, mark

here.settle()


VIEWS = {
    "presence": mark("Who comes"),
    "staying": mark("Who stays"),
    "together": mark("Who does what, with whom"),
}


def chosen(asked: Asked):
    """The meetings this page speaks of: all that were held, or those that are asked for."""
    held = together.held(asked)
    if len(held) > charts.MEETINGS:
        st.caption(
            _("The latest {n} meetings first; turn the page for earlier ones.", n=charts.MEETINGS)
        )
        return filters.paged(held[::-1], "meetings_page", charts.MEETINGS)[::-1]
    return held


def who_was_there(told, meetings) -> None:
    ranked = here.may("participation.read_lapsed")
    rows = presence.at(told, meetings, ranked=ranked)
    finding = charts.presence_says(rows, all_of_them=len(meetings) == len(told.held))
    title(finding, _("people there for each organisation"))
    asked = filters.search("q", _("the name of an organisation")).casefold()
    rows = rows[rows.organisation.str.casefold().str.contains(asked, regex=False)]
    if rows.empty:
        return empty(_("No organisation is like that. Take away a filter."))
    many = charts.too_many(rows)
    if many:
        table, keys = charts.constancy_table(rows), charts.constancy_keys(rows, meetings)
        chart(charts.constancy(rows, meetings), "constancy", finding, table, opens=keys)
        st.caption(_("Too many to draw each: counted by how often they came. Each is in the list."))
    shown = filters.paged(rows.drop_duplicates("organisation_id"), "orgs", charts.ORGANISATIONS)
    rows = rows[rows.organisation_id.isin(set(shown.organisation_id))]
    table, cells = charts.presence_table(rows, meetings), charts.presence_keys(rows, meetings)
    if not many:
        with st.container(key="only_wide"):
            legend = [(_("1 person"), "one", ""), (_("2 people or more"), "more", "")]
            show("legend.html", items=legend)
            figure = charts.presence(rows, meetings)
            chart(figure, "presence", finding, table, legend=legend, cells=cells)
    with st.container(key="presence_list" if many else "only_narrow"):
        written(table, "presence_rows", finding, cells=cells)
    st.caption(_("0: nobody came that day. Empty or a dash: it was no member then."))


def who_comes_back(told, meetings) -> None:
    finding = charts.comings_says(meetings, told.held)
    title(finding, _("organisations, by meeting"))
    legend, table = charts.comings_legend(), charts.comings_table(meetings)
    keys = [opens("organisations", id) for id in meetings.id]
    show("legend.html", items=legend)
    chart(charts.comings(meetings), "comings", finding, table, legend=legend, opens=keys)


def to_be_heard(told, asked: Asked) -> None:
    k = here.community().lapse_after_meetings
    rows = presence.to_be_heard(here.person(), told, k)
    title(_("To be heard"), _("members absent from each of the last {n} meetings", n=k))
    if asked.some_meetings:
        st.caption(_("Always of the latest meetings held, whatever period or meetings are chosen."))
    if len(told.held) < k:
        return empty(_("After {n} meetings held you will see who has come to none of them.", n=k))
    if rows.empty:
        return empty(_("Every member has come at least once lately."))
    found = words.organisations(len(rows))
    name = st.session_state.get("q", "").strip().casefold()  # the one search of this page
    rows = rows[rows.organisation.str.casefold().str.contains(name, regex=False)]
    shown = list(each(filters.paged(rows, "heard")))
    html = render("participation/heard.html", rows=shown, found=found, key=opens("to_be_heard"))
    pressing(html, "heard_list", pressed)


def head() -> None:
    held = together.held(current())
    page_head(_("Participation"), words.lede(together.told_of_all().held if held.empty else held))


def the_view(view: str, asked: Asked) -> None:
    if view == "together":
        return who_does_what(asked)
    seen = together.told(asked)
    if seen.meetings.empty:
        return empty(
            _("No meeting has been held yet. Here you will see who comes, and who comes back.")
        )
    meetings = chosen(asked)
    running = asked.of(seen.running, meeting="id", day="day")
    if asked and meetings.empty and (running.empty or view == "staying"):
        return empty(_("No meeting is like that. Take away a filter."))
    if view == "staying":
        who_stays(asked, meetings)
    else:
        who_comes(asked, meetings, running)


def who_comes(asked: Asked, meetings, running) -> None:
    seen = together.told(asked)
    figures(words.figures(meetings if len(meetings) else running), "figures")
    left, right = st.columns([1.25, 1])
    with left, card("presence"):
        who_was_there(seen, meetings)
    with right:
        with card("comings", stretch=False):
            who_comes_back(seen, meetings)
        if here.may("participation.read_lapsed"):
            with card("heard", stretch=False):
                to_be_heard(seen, asked)
    with card("series"):
        title(_("Meeting by meeting"), _("the same numbers in words, with what a text says beside"))
        lines = words.told(running, seen.names) + words.told(meetings, seen.names)
        pressing(render("participation/series.html", meetings=lines), "series", pressed)


live_part("head", topics.PRESENCE)(head)()
view = filters.switch("view", _("View"), {name: _(said) for name, said in VIEWS.items()})
more = ("objectives", "kinds") if view == "together" else ()
asked = narrow("period", "meetings", "organisations", *more)
live_part("participation", topics.WORKING)(the_view)(view, asked)
opened_drawer(panel())

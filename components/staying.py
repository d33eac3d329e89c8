"""Who stays: members at each meeting, cohorts, one meeting against another, continuity."""

import streamlit as st

from charts import axes
from charts import members as charts
from charts.marks import opens
from components import filters, here, together
from components import participating as words
from components.cards import card, empty, title
from components.charting import chart, written
from components.chosen import Asked
from components.explaining import figures, pressed
from components.markup import render, show
from components.pressing import pressing
from services.summaries import cohorts, presence
from services.summaries.frames import each
from services.summaries.rate import Rate
from translations import _, formats

A_CARD = 12  # cohorts of a page: as many as the meetings beside one another
ON_A_PHONE = 6  # bars whose numbers find room there beside one another


def who_stays(asked: Asked, meetings) -> None:
    figures(words.lasting(meetings, together.told(asked)), "lasting")
    left, right = st.columns([1.1, 1])
    with left, card("rates"):
        members_there(asked, meetings)
    with right, card("two"):
        one_against_another(asked)
    with card("cohorts"):
        by_first_time(asked, meetings)
    if here.may("participation.read_lapsed"):
        with card("continuity"):
            how_constant(asked)


def members_there(asked: Asked, meetings) -> None:
    finding = charts.rates_says(meetings, together.told(asked).held)
    table = charts.rates_table(meetings)
    title(finding, _("members of each day, and those of them that were there"))
    legend, keys = charts.rates_legend(), [opens("rate", id) for id in meetings.id]
    many = len(meetings) > ON_A_PHONE
    with st.container(key="only_wide_rates" if many else "rates_drawn"):
        show("legend.html", items=legend)
        chart(charts.rates(meetings), "rates", finding, table, legend=legend, opens=keys)
    if many:
        with st.container(key="only_narrow_rates"):
            written(table, "rates_list", finding, keys)


def one_against_another(asked: Asked) -> None:
    title(_("One meeting against another"), _("who came to both, and who to one of them"))
    held = together.held(asked)
    if len(held) < 2:
        return empty(_("It takes two meetings to compare."))
    names = dict(zip(held.id.astype(str), axes.names(held), strict=True))
    with st.container(horizontal=True):
        first = filters.pick("first", _("A meeting"), names, _("the one before the latest"))
        second = filters.pick("second", _("Another one"), names, _("the latest"))
    one, other = (_picked(held, id, -2 + place) for place, id in enumerate((first, second)))
    parts = cohorts.two(together.told(asked), one.id, other.id)
    label = _("One meeting against another")
    html = render(
        "participation/two.html",
        label=label,
        first=words.name(one),
        second=words.name(other),
        rows=words.side_by_side(one, other),
        parts=[
            (what, str(len(getattr(parts, part))), opens("two", part, one.id, other.id))
            for part, what in words.parts().items()
        ],
    )
    pressing(html, "two_meetings", pressed)


def _picked(held, id: str | None, place: int):
    rows = held[held.id.astype(str) == id] if id else held.iloc[[place]]
    return next(each(rows))


def by_first_time(asked: Asked, meetings) -> None:
    title(
        _("Do those who come once come again?"),
        _("organisations by the meeting they first came to: how many of them were at a later one"),
    )
    rows, held = cohorts.cohorts(together.told(asked)), together.held(asked)
    if asked.some_meetings:
        st.caption(_("Here are those who came first at a meeting of the filters, ever."))
    firsts = filters.paged(held[held.id.isin(set(rows.first_id))][::-1], "cohorts", A_CARD)
    if firsts.empty:
        nobody = _("Nobody has come yet.")
        return empty(_("Nobody came for the first time then.") if asked.some_meetings else nobody)
    rates = {(r.first_id, r.meeting_id): r.rate for r in each(rows)}
    label = _("Do those who come once come again?")
    cells = [
        (name, [_cell(rates.get((first, m)), first, m) for m in meetings.id])
        for first, name in zip(firsts.id, axes.names(firsts), strict=True)
    ]
    names = axes.names(meetings)
    html = render("participation/cohorts.html", label=label, columns=names, rows=cells)
    pressing(html, "cohorts_table", pressed)


def _cell(rate: Rate | None, first_id, meeting_id) -> tuple[str, str]:
    return (words.of(rate), opens("cohort", first_id, meeting_id)) if rate else ("", "")


def how_constant(asked: Asked) -> None:
    """R10, by name: no order of merit, and for who coordinates."""
    title(
        _("Continuity of each organisation"),
        _("meetings it came to, of those held since it joined; only who coordinates sees this"),
    )
    seen = together.presence_of(asked)
    if asked.some_meetings:
        st.caption(_("Only the meetings of the filters are counted."))
    rows = presence.continuity(seen[seen.people.notna()]).sort_values(
        "organisation", key=lambda names: names.str.casefold()
    )
    if rows.empty:
        return empty(_("Nobody has come yet."))
    heads = [_("Organisation"), _("Came"), _("Share")]
    page = [
        (opens("continuity", r.organisation_id), r.organisation, _of(r.rate))
        for r in each(filters.paged(rows, "constant", 2 * A_CARD))
    ]
    label = _("Continuity of each organisation")
    html = render("participation/names.html", label=label, columns=heads, rows=page)
    pressing(html, "continuity_table", pressed)


def _of(rate: Rate) -> tuple[str, str]:
    return words.of(rate), formats.percent(rate.value)

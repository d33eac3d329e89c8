"""What organisations do beside coming, and what ties them."""

import streamlit as st

from charts import axes
from charts import members as charts
from charts import ties as tie_charts
from charts.marks import opens
from components import filters, together
from components import participating as words
from components.cards import card, empty, title
from components.charting import chart, written
from components.chosen import Asked
from components.explaining import figures, pressed
from components.markup import render, show
from components.pressing import pressing
from services.summaries import contributions
from services.summaries.frames import each
from translations import _

A_PAGE = 20


def who_does_what(asked: Asked) -> None:
    rows, tied = together.contributions(asked), together.tied(asked)
    hosts = int((rows.hosted > 0).sum())
    figures(words.doing(contributions.beyond(rows), tied, hosts), "doing")
    left, right = st.columns([1.25, 1])
    with left, card("ties"):
        who_with_whom(tied)
    with right, card("beyond"):
        more_than_coming(rows)
    with card("growth"):
        do_ties_grow(asked)
    with card("contributions"):
        what_each_does(rows)


def who_with_whom(tied) -> None:
    ties, names = tied.table, together.names()
    finding, table = tie_charts.says(ties), tie_charts.table(ties, names)
    folded = tie_charts.too_many(ties)
    title(
        finding,
        _("too many pairs to draw each: counted by what ties them; filter organisations to see who")
        if folded
        else _("a line for each pair with a shared activity or a confirmed pledge; names in order"),
    )
    figure = tie_charts.folded(ties) if folded else tie_charts.network(ties, names)
    keys = [opens("tie", t.a, t.b) for t in each(ties)]
    with st.container(key="only_wide_ties"):
        chart(figure, "ties", finding, table, opens=keys)
    with st.container(key="only_narrow_ties"):
        pairs = list(each(tie_charts.working(ties)))
        html = render(
            "participation/names.html",
            label=finding,
            columns=[_("Pair"), _("Tie")],
            rows=[
                (opens("tie", t.a, t.b), f"{names[t.a]} – {names[t.b]}", (t.weight,))
                for t in filters.paged(pairs, "pairs", A_PAGE)
            ],
        )
        pressing(html, "ties_list", pressed)


def do_ties_grow(asked: Asked) -> None:
    rows = together.growth(asked)
    finding, names = tie_charts.growth_says(rows), axes.names(rows)
    title(finding, _("pairs of organisations, up to each meeting"))
    legend, table = tie_charts.growth_legend(), tie_charts.growth_table(rows, names)
    if len(rows):
        show("legend.html", items=legend)
    keys = [opens("ties_at", id) for id in rows.id]
    with st.container(key="only_wide_growth"):
        chart(tie_charts.growth(rows), "growth", finding, table, legend=legend, opens=keys)
    with st.container(key="only_narrow_growth"):
        written(table, "growth_list", finding, keys)


def more_than_coming(rows) -> None:
    finding = charts.beyond_says(contributions.beyond(rows))
    title(finding, _("organisations that did each of these; it is no score"))
    keys = [opens("did", id) for id in rows.organisation_id]
    chart(charts.beyond(rows), "beyond", finding, charts.beyond_table(rows), opens=keys)


def what_each_does(rows) -> None:
    title(_("What each brings"), _("by name; confirmed pledges first, offers apart"))
    if rows.empty:
        return empty(_("Nobody has come yet. Here you will see what organisations also do."))
    page = filters.paged(rows, "brings", A_PAGE)
    table = charts.beyond_table(page)
    html = render(
        "participation/names.html",
        label=_("What each brings"),
        columns=list(table),
        rows=[
            (opens("did", id), *_split(row))
            for id, row in zip(
                page.organisation_id, table.itertuples(index=False, name=None), strict=True
            )
        ],
    )
    pressing(html, "brings_table", pressed)


def _split(row: tuple) -> tuple[str, tuple]:
    return row[0], row[1:]

"""How every chart looks. Colours are named by place; the browser fills in those of its theme.

Streamlit's Plotly chart replaces the hex strings below by the active theme's chart colours
(config.toml), so a figure does not know whether the reader's screen is light or dark. That is
internal to Streamlit: tests/test_look.py looks for it in the files it ships.
"""

import plotly.graph_objects as go
from babel.dates import get_day_names, get_month_names

from translations import language

KINDS = {
    "space": "#000001",
    "skill": "#000002",
    "equipment": "#000003",
    "time": "#000004",
    "material": "#000005",
    "money": "#000006",
}
STATUS = {
    "idle": "#000007",
    "running": "#000008",
    "risk": "#000009",
    "blocked": "#000010",
    "done": "#000020",  # only ten places are filled in: the last of the sequential ten is this one
}
SHADES = [f"#0000{place}" for place in range(11, 21)]  # few … many
DIVERGING = [f"#0000{place}" for place in range(21, 31)]
INK, PAPER, FAINT = "#000037", "#000038", "#000039"
CLEAR = "rgba(0,0,0,0)"
GRID = "rgba(128,128,128,.15)"
ON_BRIGHT = "#050300"  # letters on amber, blue and grey, which are bright in both themes
READABLE = {"minsize": 13, "mode": "hide"}  # uniformtext: letters that do not fit are left out
LETTERS = "Atkinson, sans-serif"
TITLE = {"font": {"size": 13, "color": INK}}  # of an axis: Plotly's own grey is too pale
OFFERED = {"shape": "/", "size": 6, "solidity": 0.35, "fillmode": "overlay"}  # marker.pattern
DOTS = {"shape": ".", "size": 7, "solidity": 0.12, "fgcolor": PAPER, "fillmode": "overlay"}


def pale(colour: str) -> dict:
    """A marker filled faintly and edged in its colour. A pattern without gaps, because whatever
    else is faint makes the edge faint too, and a mixed colour would not follow the theme."""
    full = {"shape": "/", "solidity": 1, "fgcolor": colour, "fgopacity": 0.2, "bgcolor": CLEAR}
    return {"color": CLEAR, "line": {"color": colour, "width": 1.5}, "pattern": full}


def dress(figure: go.Figure, height: int = 320) -> go.Figure:
    """Transparent, still, explicit ink, value labels rather than value axes. The legend is HTML,
    above the chart (`components/markup/legend.html`): it wraps and can be selected."""
    axis = {
        "fixedrange": True,
        "zeroline": False,
        "automargin": True,
        "gridcolor": GRID,
        "ticks": "",
    }
    # All at once: Plotly checks the whole layout again at each update.
    return figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8, "pad": 0},
        paper_bgcolor=CLEAR,
        plot_bgcolor=CLEAR,
        showlegend=False,
        dragmode=False,
        bargap=0.35,
        barcornerradius=3,
        separators=",." if language() == "it" else ".,",
        font={"family": LETTERS, "size": 14, "color": INK},
        hoverlabel={"font": {"family": LETTERS, "size": 14}},
        uirevision="still",
        xaxis={"tickfont": {"size": 13, "color": INK}} | axis,
        yaxis={"tickfont": {"size": 14, "color": INK}, "ticklabelstandoff": 6} | axis,
    )


def nothing(sentence: str, height: int = 160) -> go.Figure:
    """The chart of no numbers at all: a sentence, which a page writes as such (`sentence`)."""
    figure = dress(go.Figure(), height)
    figure.update_xaxes(visible=False).update_yaxes(visible=False)
    return figure.add_annotation(text=sentence, showarrow=False, font={"size": 15, "color": INK})


def sentence(figure: go.Figure) -> str:
    """What a chart without a mark says; "" of one with marks. Letters in a picture do not wrap."""
    return "" if figure.data else figure.layout.annotations[0].text


def config(language: str) -> dict:
    """For st.plotly_chart: no tool bar, no zoom, months in the reader's language."""
    return {
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "responsive": True,
        "locale": language,
        "locales": {language: {"dictionary": {}, "format": _calendar(language)}},
    }


def _calendar(language: str) -> dict:
    days, months = (lambda width: get_day_names(width, locale=language)), get_month_names
    sunday_first = (6, 0, 1, 2, 3, 4, 5)
    return {
        "days": [days("wide")[day] for day in sunday_first],
        "shortDays": [days("abbreviated")[day] for day in sunday_first],
        "months": list(months("wide", locale=language).values()),
        "shortMonths": list(months("abbreviated", locale=language).values()),
        "date": "%d/%m/%Y",
        "decimal": "," if language == "it" else ".",
        "thousands": "." if language == "it" else ",",
    }

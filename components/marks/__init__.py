"""What a chart of the page can do beside being looked at: a click on a mark opens what is behind
it, and the chart goes on paper as a drawing of its own, in the colours of paper.

Streamlit hears selections only (no heat map, no flow, no bar that is dragged; the same mark twice
is “nothing selected”) and Plotly’s own picture writer is not within reach of a page, so a component
listens to the chart itself. Kaleido would need a Chrome on the server; here the browser has drawn
the chart already.
"""

import tomllib
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import streamlit as st

from charts.style import KINDS, STATUS
from components.markup import render

HERE = Path(__file__).parent
DRAGGED, FARTHEST = "drag|", timedelta(days=3660)
STREAMLITS_INK = "#fafafa"  # what it fills in for INK on a dark screen
SETTINGS = HERE.parent.parent / ".streamlit" / "config.toml"

_component = st.components.v2.component(
    "tavolo_marks",
    js="".join((HERE / f"{name}.js").read_text() for name in ("paper", "drags", "marks")),
    isolate_styles=False,
)


def marks(
    place: str,
    key: str,
    paper: dict,
    may_take: bool,
    on_mark: Callable[[str], None],
    on_drag: Callable[[UUID, timedelta], None] | None = None,
) -> None:
    """Beside the chart in the container `place`. `paper`: title, alt, legend [(words, colour)],
    source, name of the file. `may_take`: shows the button that downloads it as SVG. `on_drag`: of
    a chart in time, the bar of which activity was dragged, and how far."""

    def pressed() -> None:
        value = st.session_state[key].pressed or ""
        if not value.startswith(DRAGGED):
            return on_mark(value) if value else None
        far = dragged(value)
        if far and on_drag:
            on_drag(*far)

    html = str(render("take_svg.html")) if may_take else ""
    data = {"place": place, "html": html, "paper": paper, "dark": _dark_to_paper()}
    data["drags"] = on_drag is not None
    _component(key=key, data=data, on_pressed_change=pressed)


def dragged(key: str) -> tuple[UUID, timedelta] | None:
    """“drag|activity|id|days”, as a browser says it; None for what is nothing of the kind."""
    try:
        _drag, _kind, id, days = key.split("|")
        far = timedelta(days=int(days))
        return (UUID(id), far) if abs(far) <= FARTHEST else None
    except (ValueError, OverflowError):
        return None


def colour(name: str) -> str:
    """What a legend's colour is on paper: of a kind of resource, a state, or a shade."""
    light = _theme()["light"]
    named = dict(zip((*KINDS, *STATUS), light["chartCategoricalColors"], strict=True))
    shades = light["chartSequentialColors"]
    return (named | {"one": shades[3], "more": shades[7], "faint": "#e6eaf1"})[name]


@cache
def _dark_to_paper() -> dict[str, str]:
    """Each colour of a chart on a dark screen → the one it has on paper."""
    dark, light = _theme()["dark"], _theme()["light"]
    lists = ("chartCategoricalColors", "chartSequentialColors", "chartDivergingColors")
    pairs = [pair for name in lists for pair in zip(dark[name], light[name], strict=True)]
    plain = ("textColor", "backgroundColor", "secondaryBackgroundColor", "borderColor")
    pairs += [(dark[name], light[name]) for name in plain]
    return dict(pairs) | {STREAMLITS_INK: light["textColor"]}


@cache
def _theme() -> dict:
    return tomllib.loads(SETTINGS.read_text())["theme"]

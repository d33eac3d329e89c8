"""Colours can be read and told apart, and config.toml, look.css and the charts agree on them."""

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
import streamlit

from charts import style, worth
from charts.participation import comings_legend
from charts.timeline_words import timeline_legend
from routes.fonts import FACES, woff2
from tests.colours import contrast, nearest
from translations import progress

ROOT = Path(__file__).parent.parent
THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["theme"]
SHEET = (ROOT / "components/look.css").read_text()
SHIPPED = Path(streamlit.__file__).parent / "static/static/js"
THEMES = ["light", "dark"]


def token(name: str, theme: str) -> str:
    """What look.css says for --tv-<name>."""
    said = re.search(rf"--tv-{name}: (?:light-dark\((#\w+), (#\w+)\)|(#\w+));", SHEET)
    return said[3] or said[1 + THEMES.index(theme)]


@pytest.mark.parametrize("theme", THEMES)
def test_the_sheet_and_the_settings_say_the_same(theme):
    settings = THEME[theme]
    named = [token(name, theme) for name in (*style.KINDS, *style.STATUS)]

    assert settings["chartCategoricalColors"] == named
    assert settings["chartSequentialColors"][9] == token("done", theme)
    assert settings["backgroundColor"] == token("paper", theme)
    assert settings["secondaryBackgroundColor"] == token("card", theme)
    assert settings["textColor"] == token("ink", theme)
    assert settings["primaryColor"] == token("primary", theme)


READ = {
    "ink": ["paper", "card", "tint"],
    "muted": ["paper", "card"],
    "primary": ["paper", "card", "tint"],
    "on-primary": ["primary", "blocked"],
    "on-gold": ["gold"],
    "gold-ink": ["gold-tint"],
    "red-ink": ["paper", "card", "red-tint"],
    "on-deep": ["deep"],
    "deep-muted": ["deep"],
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("words", READ)
def test_text_can_be_read(theme, words):
    for ground in READ[words]:
        assert contrast(token(words, theme), token(ground, theme)) >= 4.5, ground


@pytest.mark.parametrize("theme", THEMES)
def test_the_side_bar_can_be_read(theme):
    bar = THEME[theme]["sidebar"]
    for words in ("textColor", "primaryColor", "linkColor"):
        for ground in ("backgroundColor", "secondaryBackgroundColor"):
            assert contrast(bar[words], bar[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_on_page_and_card(theme):
    for colour in THEME[theme]["chartCategoricalColors"]:
        assert contrast(colour, token("paper", theme)) >= 3
        assert contrast(colour, token("card", theme)) >= 3


@pytest.mark.parametrize("theme, kinds, states", [("light", 14.0, 16.7), ("dark", 15.9, 13.7)])
def test_every_eye_tells_them_apart(theme, kinds, states):
    colours = THEME[theme]["chartCategoricalColors"]
    assert round(nearest(colours[:6]), 1) >= kinds
    assert round(nearest(colours[6:]), 1) >= states


@pytest.mark.parametrize("theme", THEMES)
def test_who_sees_no_colour_at_all_tells_them_apart(theme):
    for legend in (progress.legend(), comings_legend(), timeline_legend(), worth.legend()):
        for (_words, one, look), (_others, other, same) in combinations(legend, 2):
            shades = contrast(token(one, theme), token(other, theme))
            assert look != same or look == "diamond" or shades >= 1.5  # diamonds: by their place


def test_streamlit_still_fills_in_the_places_charts_name():
    (chart,) = SHIPPED.glob("PlotlyChart*.js")
    filled = set(re.findall(r"#0000\d\d", chart.read_text(encoding="utf-8")))
    named = {*style.KINDS.values(), *style.STATUS.values(), style.INK, style.PAPER, style.FAINT}
    assert (named | set(style.SHADES) | set(style.DIVERGING)) <= filled


def test_streamlit_still_has_the_pieces_the_sheet_dresses():
    shipped = "".join(path.read_text(encoding="utf-8") for path in SHIPPED.glob("*.js"))
    dressed = set(re.findall(r'data-testid\^?="(st\w+)', SHEET))
    assert {name for name in dressed if name not in shipped} == set()


def test_no_colour_is_named_that_is_not_there():
    rooms = [ROOT / "components", ROOT / "charts", ROOT / "pages"]
    files = [p for room in rooms for p in room.rglob("*") if p.suffix in {".py", ".html", ".css"}]
    used = {name for p in files for name in re.findall(r"var\(--tv-([\w-]+)[,)]", p.read_text())}
    assert {name for name in used if f"--tv-{name}:" not in SHEET} == set()


def test_the_fonts_the_theme_asks_for_are_made():
    asked = {face["url"] for face in THEME["fontFaces"]}
    assert asked == {f"/fonts/{name}.woff2" for name in FACES}
    for name in FACES:
        assert woff2(name).startswith(b"wOF2")
        assert 8_000 < len(woff2(name)) < 60_000

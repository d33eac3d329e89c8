"""Small pictures of our own for documents: the same SVG on a page, on paper and in a file.

Colours are the page's, with what paper needs behind the comma; `PAPER` for readers of SVG that
know no style sheet.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

SCREEN = {
    "new": "var(--rp-new,#cb7a00)",
    "reactivated": "var(--rp-back,#2c7fb8)",
    "returning": "var(--rp-again,#0b4650)",
    "on_bright": "#050300",
    "on_dark": "var(--rp-paper,#fff)",
    "ink": "var(--rp-ink,#16262a)",
    "muted": "var(--rp-muted,#55646a)",
}
PAPER = {
    "new": "#cb7a00",
    "reactivated": "#2c7fb8",
    "returning": "#0b4650",
    "on_bright": "#050300",
    "on_dark": "#ffffff",
    "ink": "#16262a",
    "muted": "#55646a",
}
WIDE, NARROW = 680, 340  # px: A4 between its margins, and a phone
MOST = {WIDE: 12, NARROW: 5}  # bars that can still be told apart
HEIGHT, FOOT, HEAD = 210, 44, 24
ROOM, MORE = 92, 34  # px a name takes on one line; how much higher two lines each make it


INKS = {"returning": "on_dark", "reactivated": "ink", "new": "on_bright"}


class Came(NamedTuple):
    """One meeting: what it is called, its day in words, and how many organisations came again,
    after a pause, for the first time."""

    name: str
    day: str
    returning: int
    reactivated: int
    new: int

    @property
    def all(self) -> int:
        return self.returning + self.reactivated + self.new


def comings(
    meetings: Sequence[Came], label: str, width: int = WIDE, colours: Mapping[str, str] = SCREEN
) -> str:
    """Stacked bars, the latest meetings that find room, the total on top. "" for none. Same in,
    same out."""
    shown = meetings[-MOST[width] :]
    if not shown:
        return ""
    step = width / max(len(shown), 3)
    height = HEIGHT + (0 if step >= ROOM else MORE)
    tallest = max(1, *(m.all for m in shown))
    bars = [_bar(m, i * step, step, tallest, colours) for i, m in enumerate(shown)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(label, _QUOTE)}" width="100%" text-anchor="middle" '
        f'font-family="Atkinson, sans-serif" font-size="14">{"".join(bars)}</svg>'
    )


_QUOTE = {'"': "&quot;"}


def _bar(meeting: Came, left: float, step: float, tallest: int, colours: Mapping) -> str:
    middle, wide = left + step / 2, min(74.0, step * 0.6)
    unit = (HEIGHT - FOOT - HEAD) / tallest
    parts, floor = [], float(HEIGHT - FOOT)
    for name in ("returning", "reactivated", "new"):
        n = getattr(meeting, name)
        if n:
            floor -= n * unit
            parts.append(_part(n, middle, floor, wide, n * unit, name, colours))
    total = _text(middle, floor - 7, f"{meeting.all}", colours["ink"], 16, bold=True)
    return "".join(parts) + total + _foot(meeting, middle, step, colours)


def _part(n: int, middle: float, top: float, wide: float, high: float, name: str, colours) -> str:
    fill = f'rx="3" fill="{colours[name]}"'
    if name == "reactivated":  # pale and edged: told apart without its colour
        fill += f' fill-opacity="0.25" stroke="{colours[name]}" stroke-width="1.5"'
    rect = (
        f'<rect x="{middle - wide / 2:.1f}" y="{top + 1:.1f}" width="{wide:.1f}" '
        f'height="{max(1, high - 1):.1f}" {fill}/>'
    )
    ink = colours[INKS[name]]
    if name == "new":
        rect += _dots(middle - wide / 2, top + 1, wide, high - 1, colours["on_dark"])
    return rect + (_text(middle, top + high / 2 + 5.5, str(n), ink, 14) if high > 17 else "")


def _dots(left: float, top: float, wide: float, high: float, ink: str) -> str:
    """On those who are new; one path, whose points have round ends."""
    rows, columns = range(4, max(5, int(high)), 7), range(4, max(5, int(wide)), 7)
    points = "".join(f"M{left + x:.1f} {top + y:.1f}h0" for y in rows for x in columns)
    return f'<path d="{points}" stroke="{ink}" stroke-width="2" stroke-linecap="round"/>'


def _foot(meeting: Came, middle: float, step: float, colours) -> str:
    """Its name and its day; where there is little room, each on two lines."""
    one_line, size = step >= ROOM, 14 if step >= ROOM else 13
    name = [meeting.name] if one_line else meeting.name.split(" ", 1)
    day = [meeting.day] if one_line else meeting.day.rsplit(" ", 1)
    lines = [(words, "ink") for words in name] + [(words, "muted") for words in day]
    return "".join(
        _text(middle, HEIGHT - FOOT + 19 + 17 * i, words, colours[ink], size)
        for i, (words, ink) in enumerate(lines)
    )


def _text(x: float, y: float, words: str, ink: str, size: int, bold: bool = False) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{ink}" font-size="{size}"{weight}>'
        f"{escape(words)}</text>"
    )

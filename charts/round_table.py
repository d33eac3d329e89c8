"""The signature of the house: organisations as seats round a table, as one small SVG.

The same drawing shows who is there and how each answers. A seat is its initials, a colour and a
sign, so that colour is never alone. Signs are drawn, not written: no font has to know them.
"""

from dataclasses import dataclass
from math import ceil, cos, pi, sin
from xml.sax.saxutils import escape

from charts.marks import MOST

PRESENT, ABSENT, WAITING = "present", "absent", "waiting"
CONSENT, DOUBT, OBJECTION = "consent", "doubt", "objection"

# The page's colours; what follows the comma serves paper and files that know no style sheet.
PETROL, ON_PETROL = "var(--tv-primary,#0b5d66)", "var(--tv-on-primary,#fff)"
GOLD, ON_GOLD = "var(--tv-gold,#f2b544)", "var(--tv-on-gold,#16262a)"
BRICK, CARD = "var(--tv-blocked,#9b1c1c)", "var(--tv-card,#fff)"
INK, MUTED = "var(--tv-ink,#16262a)", "var(--tv-muted,#55646a)"
GREY, TABLE = "var(--tv-idle,#7c8684)", "var(--tv-tint,#e6f0ef)"

# state: filling (None: an empty, dashed seat), letters, sign in a square of 16 round 0,0
SEATS = {
    PRESENT: (PETROL, ON_PETROL, ""),
    ABSENT: (None, MUTED, ""),
    WAITING: (None, MUTED, "M-5 0h.1M0 0h.1M5 0h.1"),
    CONSENT: (PETROL, ON_PETROL, "M-5 .5l3.5 3.5L5-4"),
    DOUBT: (GOLD, ON_GOLD, "M0-6v7M0 5.4v.1"),
    OBJECTION: (BRICK, ON_PETROL, "M-4.5-4.5l9 9M4.5-4.5l-9 9"),
}
MIDDLE, EDGE = 200, 197  # the centre of the drawing, and how far from it anything is drawn
LARGEST, A_ROW = 36.0, 20


@dataclass(frozen=True)
class Seat:
    name: str
    initials: str
    state: str = PRESENT
    id: str = ""  # of the organisation, so that the page can show who of it is here now


def round_table(seats: list[Seat], centre: str = "", sub: str = "") -> str:
    """An SVG with the seats clockwise from the top, in the order given, and two lines of words on
    the table. Same in, same out. Legible from 235 px; beyond 20 seats there is a second row, beyond
    MOST a seat stands for several that answer the same, and has their number instead of letters."""
    rows, size = _rows(_together(seats) if len(seats) > MOST else seats)
    parts = [
        _seat(seat, *_place(i, len(row), reach), size)
        for row, reach in rows
        for i, seat in enumerate(row)
    ]
    table = min(92.0, rows[-1][1] - size - 8)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * MIDDLE} {2 * MIDDLE}" '
        'width="100%" style="display:block;margin:0 auto" font-family="Atkinson, sans-serif" '
        'font-weight="700" text-anchor="middle">'
        f'<circle cx="{MIDDLE}" cy="{MIDDLE}" r="{table:.1f}" fill="{TABLE}"/>'
        f"{''.join(parts)}{_words(centre, sub)}</svg>"
    )


def _together(seats: list[Seat]) -> list[Seat]:
    """No more than MOST: for each state at most one has fewer than the others."""
    each, found = ceil(len(seats) / (MOST - len(SEATS))), []
    for state in SEATS:
        alike = [seat for seat in seats if seat.state == state]
        some = [alike[i : i + each] for i in range(0, len(alike), each)]
        found += [Seat(", ".join(s.name for s in part), str(len(part)), state) for part in some]
    return found


def _rows(seats: list[Seat]) -> tuple[list[tuple[list[Seat], float]], float]:
    """Rows from the outside in, each with its distance from the middle, and the seats' radius."""
    if len(seats) <= A_ROW:
        size = _size(len(seats), depth=1)
        return [(seats, EDGE - size)], size
    front = -(-len(seats) * 3 // 5)
    size = min(_size(front, depth=1), _size(len(seats) - front, depth=3.1))
    return [(seats[:front], EDGE - size), (seats[front:], EDGE - 3.1 * size)], size


def _size(n: int, depth: float) -> float:
    """The largest radius at which neighbours don't touch, in a row whose middle lies `depth`
    radii inside the edge."""
    if n < 2:
        return LARGEST
    apart = 0.94 * sin(pi / n)
    return min(LARGEST, apart * EDGE / (1 + apart * depth))


def _place(i: int, n: int, reach: float) -> tuple[float, float]:
    angle = -pi / 2 + i * 2 * pi / n
    return MIDDLE + reach * cos(angle), MIDDLE + reach * sin(angle)


def _seat(seat: Seat, x: float, y: float, size: float) -> str:
    fill, ink, sign = SEATS[seat.state]
    named = f' data-organisation="{escape(seat.id)}"' if seat.id else ""
    return (
        f'<g transform="translate({x:.1f} {y:.1f})"{named}><title>{escape(seat.name)}</title>'
        f"{_chair(fill, size)}{_letters(seat.initials, ink, size, lifted=bool(sign))}"
        f"{_sign(sign, ink, size)}{_dot(size) if seat.id else ''}</g>"
    )


def _dot(size: float) -> str:
    """Somebody of this seat has the page open: hidden until the page's socket says so."""
    return (
        f'<circle class="tv-here" cx="{size * 0.72:.1f}" cy="{-size * 0.72:.1f}" '
        f'r="{max(size * 0.2, 4):.1f}" fill="{GOLD}" stroke="{CARD}" stroke-width="2.5" '
        'visibility="hidden"/>'
    )


def _chair(fill: str | None, size: float) -> str:
    if fill:
        return f'<circle r="{size:.1f}" fill="{fill}"/>'
    return (
        f'<circle r="{size - 1.5:.1f}" fill="{CARD}" stroke="{GREY}" stroke-width="2" '
        'stroke-dasharray="4 4"/>'
    )


def _letters(initials: str, ink: str, size: float, lifted: bool) -> str:
    height = size * (0.56 if size > 28 else 0.66) * (1 if len(initials) < 3 else 0.82)
    drop = height * 0.36 - (size * 0.22 if lifted else 0)
    return (
        f'<text y="{drop:.1f}" font-size="{height:.1f}" fill="{ink}">{escape(initials[:3])}</text>'
    )


def _sign(path: str, ink: str, size: float) -> str:
    if not path:
        return ""
    return (
        f'<path d="{path}" transform="translate(0 {size * 0.52:.1f}) scale({size / 36:.2f})" '
        f'fill="none" stroke="{ink}" stroke-width="2.6" stroke-linecap="round" '
        'stroke-linejoin="round"/>'
    )


def _words(centre: str, sub: str) -> str:
    said = [
        f'<text x="{MIDDLE}" y="{MIDDLE + (4 if sub else 15)}" font-size="44" fill="{INK}" '
        f'font-family="Bricolage, sans-serif" letter-spacing="-1">{escape(centre)}</text>'
    ]
    if sub:
        said.append(
            f'<text x="{MIDDLE}" y="{MIDDLE + 32}" font-size="21" font-weight="400" '
            f'fill="{MUTED}">{escape(sub)}</text>'
        )
    return "".join(said) if centre or sub else ""

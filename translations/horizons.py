"""How far an objective reaches, as the deck of cards calls it."""

from translations import mark

HORIZONS = {
    "short": mark("short term"),
    "medium": mark("medium term"),
    "long": mark("long term"),
}

"""Kept promises (R14): a giver's own people see theirs, a coordinator everybody's; nobody ranks."""

from components import here
from components.cards import card, title
from components.markup import show
from services.summaries import promises
from services.summaries.resources import Resources
from translations import _, formats, n_
from translations import resources as words

A_CARD = 12


def kept(stock: Resources) -> None:
    """A card for who may see it, where some promise is over; by name."""
    rows = promises.kept(stock.pledges, stock.as_of, stock.day_hours)
    rows = promises.visible(rows, here.standing())
    if rows.empty:
        return
    with card("kept", stretch=False):
        title(
            _("What was promised and is over"),
            _("delivered out of confirmed; only who gives and who coordinates see this"),
        )
        listed = list(rows.head(A_CARD).itertuples())
        show("resources/kept.html", rows=listed, words=words, said=_said, more=len(rows) - A_CARD)


def _said(row) -> str:
    """The share beside what it is made of; what has no quantity is only counted."""
    whole = n_(
        "{whole} of {n} pledge given whole",
        "{whole} of {n} pledges given whole",
        row.pledges,
        whole=row.whole,
    )
    if row.kept.value is None:
        return whole
    done, all_of_it = (
        formats.quantity(n, row.unit) for n in (row.kept.numerator, row.kept.denominator)
    )
    share = formats.percent(row.kept.value)
    return _("{share}: {done} of {all}", share=share, done=done, all=all_of_it) + " · " + whole

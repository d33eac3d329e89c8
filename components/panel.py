"""The panel behind a number: its rule in words, what stands above and below the line, as of when,
and the rows."""

from components import here
from components.answers import answer
from components.cards import empty
from components.charting import download, shortened
from components.explaining import EXPLAIN, Explained
from components.markup import show
from translations import _
from translations.rules import RULES

A_PANEL = 100  # rows it shows; all of them are in the CSV
MANY = 4  # columns side by side: it is narrow on a wide screen too


def panel() -> dict[str, tuple]:
    """For the drawers of a page: `opened_drawer({…} | panel())`."""
    return {EXPLAIN: (_("Where this number comes from"), _the_panel)}


def _the_panel(name: str, *about: str) -> None:
    explained = answer(name, *about)
    if explained is None:
        return empty(_("This is not here any more."))
    show("explained.html", e=explained, rule=RULES.get(explained.rule))
    _rows(explained, name)


def _rows(explained: Explained, name: str) -> None:
    rows = explained.rows
    if rows.empty:
        return empty(_("No row stands behind it."))
    shown = rows.head(A_PANEL).astype(object)
    cells = shown.where(shown.notna(), None).itertuples(index=False, name=None)
    cards = len(rows.columns) > MANY
    show("table.html", label=explained.what, columns=list(rows), rows=list(cells), cards=cards)
    shortened(len(rows), A_PANEL)
    download(rows, f"{here.community().slug}-{name}")

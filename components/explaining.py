"""Every number can be asked where it comes from; every mark of a chart, what is behind it.

    tv.why("64 %", opens("rate", m.id))              a number, in a template of `pressing`
    figures([("group", _("People"), 12, "", opens("people", m.id))], "kpi")     the four on top
    go.Bar(…, customdata=[opens("new", m.id), …])       marks, in a chart shown by `chart(…)`
    opened_drawer({…} | panel())                        at the foot of the page

What a key answers stands in components/answers; it is worked out when the panel opens, and never
in a run that only shows the number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from components import here
from components.drawers import open_drawer
from components.fields import forget
from components.markup import render
from components.pressing import Pressed, pressing
from models import moment

EXPLAIN = "explain"
THINGS = {"activity", "objective"}  # on pages that have their drawers


@dataclass(frozen=True)
class Explained:
    """A number and all that it is made of.

    what, value: as the page shows them; a value of "" where there are only rows. rule: its id in
    translations/rules.py; "" where rows stand behind a mark and nothing was computed. numerator,
    denominator: in words, "" for a plain count. rows: columns already named for people, each row
    once. note: what else must be known.
    """

    what: str
    value: str
    rule: str
    rows: pd.DataFrame
    numerator: str = ""
    denominator: str = ""
    note: str = ""
    as_of: date = field(default_factory=moment.today)


def explain(key: str) -> None:
    """For a callback: after it, the panel of this number is open; of a mark that is one thing of
    the plan, the drawer of that. "" opens nothing."""
    name, *about = key.split("|")
    if name in THINGS:
        forget(name)
        open_drawer(name, *about)
    elif key:
        open_drawer(EXPLAIN, name, *about)


def pressed(what: Pressed) -> bool:
    """For the `on_press` of `pressing`: whether a number was pressed, which opens its panel."""
    here.settle()
    if what.act == EXPLAIN:
        explain(what.id)
    return what.act == EXPLAIN


def figures(items: Sequence[tuple], key: str) -> None:
    """The numbers at the top of a page, each of which opens.

    items: (icon, what, number, small words, key of its answer or "")."""
    pressing(render("figures.html", items=items), key, pressed)

"""Costs by kind, the partners a call counts, and what became of an amount that was approved."""

import pandas as pd

from components.answers.funding import lines_told
from components.explaining import Explained
from components.funding_meter import partners as of_call
from components.funding_views import seen
from components.live import read
from services.summaries import funding, participation
from services.summaries.frames import each
from services.summaries.funding import Funding
from translations import _, formats
from translations import funding as words

WHICH = {  # column of `by_category` → its rule, and the lines it counts
    "planned": ("", lambda line: True),
    "eligible": ("costs", lambda line: line.eligible),
    "spent": ("spent", lambda line: line.spent_cents is not None),
}


def category(which: str, word: str) -> Explained | None:
    there = seen()
    for row in each(funding.by_category(there.lines)):
        if which in WHICH and row.category == word:
            rule, counts = WHICH[which]
            rows = [line for line in there.lines if line.category == word and counts(line)]
            value = formats.money(getattr(row, f"{which}_cents"))
            what = f"{words.category(word)}: {words.column(which)}"
            return Explained(what, value, rule, lines_told(rows, there), as_of=there.as_of)
    return None


def partners(call_id: str) -> Explained | None:
    there = seen()
    call, names = there.call(call_id), read(participation.names)
    if call is None:
        return None
    rows = [(names.get(id, "–"), _leads(there, id)) for id in there.partners]
    rows.sort(key=lambda row: row[0].casefold())
    frame = pd.DataFrame(rows, columns=[_("Organisation"), _("In the plan")])
    value = formats.number(len(rows))
    note = of_call(there, call)
    return Explained(_("Partners"), value, "partners", frame, note=note, as_of=there.as_of)


def approved(approved_id: str, which: str) -> Explained | None:
    """Of an amount that was approved: the lines it was planned, or spent, in."""
    there = seen()
    for one in there.approved:
        if str(one.id) == approved_id and one.category and which in ("planned", "spent"):
            mine = [
                x for x in there.lines if (x.source_id, x.category) == (one.source_id, one.category)
            ]
            rows = [line for line in mine if WHICH[which][1](line)]
            cents = [line.amount_cents if which == "planned" else line.spent_cents for line in rows]
            value = formats.money(sum(cents) if cents else None)
            what = f"{words.category(one.category)}: {words.column(which)}"
            rule = WHICH[which][0]
            return Explained(what, value, rule, lines_told(rows, there), as_of=there.as_of)
    return None


def _leads(there: Funding, organisation_id) -> str:
    led = [
        a.ref
        for a in sorted(there.activities.values(), key=lambda a: a.number)
        if a.lead_organisation_id == organisation_id and a.lead_accepted
    ]
    return _("leads {refs}", refs=", ".join(led)) if led else _("takes part")


ANSWERS = {"category": category, "partners": partners, "approved": approved}

"""Which rows of a list of resources are standing offers, and what they say that a pledge has not.

A pledge is a commitment: for a need, an activity, or something said at a meeting. A standing offer
says what there is: when it is available, for how many, how one gets in, on what terms (DOMAIN.md,
1.6: Intent to provide). A row is one if its list has a column for any of these, or it is there
again and again, and it names nothing it is for; all others come in as pledges, proposed.
"""

import re

from services.imports.columns import Row
from services.imports.draft import Standing
from services.imports.text import plain, words

_SAYS = ("available", "seats", "step_free", "access", "terms")  # columns of a map of what there is
DETAILS = ("seats", "people", "step_free", "access", "terms")  # no pledge has a field for these
_AIM = (
    "Obiettivo, Obiettivo comune, Attività, Azione, Bisogno, Per quale bisogno, "
    "Per quale attività, Per che cosa, Per cosa, Cosa serve, Progetto, Goal, Objective, Activity, "
    "Task, Need, For which need, For which activity, For what, Project"
)
_AIMS = {plain(heading) for heading in _AIM.split(",")}
_RECURS = re.compile(
    r"(?<!non )(?<!not )\b(sempre|tutto l anno|ogni [a-z]+|tutti i [a-z]+|tutte le [a-z]+"
    r"|su richiesta|al bisogno|always|all year|every [a-z]+|any ?time|on request)\b"
)
_STEPS = {
    "yes": "si yes true x 1 senzagradini accessibile senzabarriere stepfree accessible nosteps",
    "no": "no false 0 gradini congradini scale nonaccessibile steps withsteps notaccessible",
}
_STEP_FREE = {word: known for known, said in _STEPS.items() for word in said.split()}
_TERMS = {
    "gift": "gratis gratuito gratuita dono regalo free gift",
    "in_return": "incambio scambio reciproco inreturn exchange reciprocal",
    "at_cost": "rimborso rimborsospese acosto alcosto atcost",
    "to_agree": "daconcordare daaccordare toagree tobeagreed",
}
_TERM = {word: terms for terms, said in _TERMS.items() for word in said.split()}


def standing(row: Row) -> Standing | None:
    """What this row keeps available; None: it is a pledge."""
    of_a_map = any(field in row.mapping for field in _SAYS)
    if not (of_a_map or _RECURS.search(words(row["when"]))) or _has_an_aim(row):
        return None
    seats, people = _whole(row["seats"]), _whole(row["people"])
    step_free = _steps(row)
    terms = _TERM.get(plain(row["terms"]), "to_agree" if row["terms"] else "gift")
    left = [
        row["seats"] if seats is None else "",
        row["people"] if people is None else "",
        row["step_free"] if step_free == "unknown" else "",
        row["access"],
        row["terms"] if terms == "to_agree" else "",
    ]
    when = " · ".join(filter(None, (row["available"], row["when"])))
    return Standing(when, seats, people, step_free, terms, " · ".join(filter(None, left)))


def _has_an_aim(row: Row) -> bool:
    """A column that says what it is for, with words in it."""
    return any(plain(heading) in _AIMS for heading in row.kept)


def _whole(said: str) -> int | None:
    """“30”, “30 posti”, “circa 30”; None for anything else."""
    found = re.fullmatch(r"(?:circa |about )?(\d{1,5})(?: \w+)?", words(said))
    return int(found[1]) or None if found else None


def _steps(row: Row) -> str:
    """A yes or a no answers only the question whether one gets in without steps."""
    access = plain(row["access"])
    said = plain(row["step_free"]) or (access if len(access) > 4 else "")
    return _STEP_FREE.get(said, "unknown")

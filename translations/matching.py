"""Why an offer could answer a need, or not: one sentence for each reason and its verdict."""

from translations import _, formats, mark, n_

SAYS = {
    ("unit", "yes"): mark("its unit can be compared"),
    ("unit", "no"): mark("in a unit that cannot be compared"),
    ("amount", "yes"): mark("all that is missing"),
    ("amount", "unknown"): mark("how much is to be agreed"),
    ("dates", "yes"): mark("the days meet"),
    ("dates", "no"): mark("on other days"),
    ("dates", "unknown"): mark("the days are to be agreed"),
    ("place", "yes"): mark("in the same place"),
    ("place", "no"): mark("in another place"),
    ("seats", "yes"): mark("room for everybody"),
    ("seats", "no"): mark("too few seats"),
    ("seats", "unknown"): mark("ask how many seats"),
}


def reasons(match) -> list[tuple[str, str]]:
    """(verdict, sentence) of what speaks for it, what nobody said, what speaks against it."""
    told = [(str(v), _reason(match, name, str(v))) for name, v in match.reasons.items()]
    about = [("yes", _("the same thing: {words}", words=", ".join(match.alike)))]
    if not match.alike:
        about = [("unknown" if match.fits else "no", _("the same kind, in other words"))]
    past = n_(
        "has delivered {n} contribution before",
        "has delivered {n} contributions before",
        match.past,
    )
    known = about + told + ([("yes", past)] if match.past else [])
    order = ("yes", "part", "unknown", "no")
    return sorted(((v, s) for v, s in known if s), key=lambda reason: order.index(reason[0]))


def _reason(match, name: str, verdict: str) -> str:
    if (name, verdict) == ("amount", "part"):
        return _("a part: {quantity}", quantity=formats.quantity(match.milli, match.offer.unit))
    sentence = SAYS.get((name, verdict))
    return _(sentence) if sentence else ""

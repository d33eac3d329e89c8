"""Costs, calls, funding and what things are worth, in words."""

from translations import _, formats, mark

BASIS = {
    "payroll_cost": mark("payroll cost"),
    "invoice": mark("invoice"),
    "own_tariff": mark("the giver’s own public tariff"),
    "market_quote": mark("market quote"),
    "ccnl_equivalent": mark("pay for equivalent work (CCNL)"),
    "community_card": mark("the community’s own card"),
}
IN_KIND = {
    "unknown": mark("the call does not say"),
    "not_allowed": mark("not taken as co-funding"),
    "allowed": mark("taken as co-funding"),
    "capped": mark("taken up to a share of the cost"),
}
ROLES = {
    "funding": mark("gives the money"),
    "accountable": mark("answers for it"),
    "extending": mark("passes it on"),
    "implementing": mark("carries the project out"),
}
STATES = {
    "possible": mark("possible"),
    "applied": mark("applied for"),
    "awarded": mark("awarded"),
    "received": mark("received"),
    "closed": mark("accounted for"),
    "refused": mark("refused"),
}
TONES = {"applied": "offered", "awarded": "done", "received": "done", "refused": "risk"}
CATEGORIES = {
    "staff": mark("Staff"),
    "services": mark("Services and consultants"),
    "equipment": mark("Tools and machines"),
    "materials": mark("Consumables"),
    "spaces": mark("Rooms and rent"),
    "communication": mark("Communication"),
    "travel": mark("Travel"),
    "overheads": mark("Overheads"),
    "other": mark("Other costs"),
}
LINES = {
    "estimated": mark("estimated"),
    "committed": mark("committed"),
    "spent": mark("spent"),
}
APPROVED = {
    "activity": mark("an activity"),
    "output": mark("an output"),
    "amount": mark("an amount for a kind of cost"),
    "report": mark("a report by a day"),
}
STEPS = {
    "confirmed": mark("confirmed (indicative)"),
    "delivered": mark("delivered so far"),
    "verified": mark("delivered and verified"),
    "offered": mark("offered, to be confirmed"),
}

COLUMNS = {
    "planned": mark("Planned cost"),
    "eligible": mark("Of it eligible"),
    "spent": mark("Spent"),
}


def options(words: dict[str, str]) -> dict[str, str]:
    """In the reader’s language."""
    return {word: _(text) for word, text in words.items()}


def basis(word: str) -> str:
    return _(BASIS[word])


def category(word: str) -> str:
    return _(CATEGORIES[word])


def column(word: str) -> str:
    """Of the budget by kind of cost: planned, eligible, spent."""
    return _(COLUMNS[word])


def step(word: str) -> str:
    return _(STEPS[word])


def cents(amount: int | None) -> str:
    """12.500 €; not known is a dash, never 0."""
    return formats.money(amount)


def typed(amount: int | None) -> str:
    """As a form shows it, to be corrected."""
    return "" if amount is None else formats.number(amount / 100)


def share(milli: int | None) -> str:
    """800 → 80%; not said is a dash."""
    return "–" if milli is None else f"{formats.number(milli / 10, 1)}%"


def state(word: str) -> str:
    return _(STATES[word])


def one(unit: str) -> str:
    """hour → ora, as in 22 € / ora."""
    return _(formats.UNITS[unit][0])


def amount_of(source) -> str:
    """How much a funding source is, in its own currency, or in the words there are."""
    if source.amount_cents is None:
        return source.amount_text or _("how much is not said yet")
    return formats.money(source.amount_cents, source.currency)

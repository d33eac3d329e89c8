"""What the six kinds of resource, and the states of a promise, are called aloud."""

from translations import _, formats, mark

KINDS = {
    "space": mark("Spaces"),
    "skill": mark("Skills"),
    "equipment": mark("Equipment"),
    "time": mark("Time"),
    "material": mark("Materials"),
    "money": mark("Funds"),
}
STATES = {
    "proposed": mark("offered"),
    "confirmed": mark("confirmed"),
    "partly_delivered": mark("partly delivered"),
    "delivered": mark("delivered"),
    "declined": mark("declined"),
    "expired": mark("expired"),
    "withdrawn": mark("withdrawn"),
}
CONDITIONAL = mark("on a condition")
PRIORITIES = {3: mark("must have"), 2: mark("should have"), 1: mark("nice to have")}
TERMS = {
    "gift": mark("as a gift"),
    "in_return": mark("for something in return"),
    "at_cost": mark("at what it costs"),
    "to_agree": mark("to be agreed"),
}
STEP_FREE = {"yes": mark("step-free"), "no": mark("with steps")}  # unknown is said nowhere


def kind(word: str) -> str:
    return _(KINDS[word])


SAID = {
    "needed": mark("Needed"),
    "confirmed": mark("Confirmed"),
    "offered": mark("Offered"),
    "delivered": mark("Delivered so far"),
}


def said(word: str) -> str:
    """What a column of the totals counts."""
    return _(SAID[word])


def amount(pledge) -> str:
    """How much; and that it is only about so much, where whoever put it down said so."""
    said = formats.quantity(pledge.quantity_milli, pledge.unit)
    about = pledge.approximate and pledge.quantity_milli is not None
    return _("about {amount}", amount=said) if about else said


def state(word: str, conditional: bool = False) -> str:
    """A confirmed promise with an open condition is not called confirmed."""
    return _(CONDITIONAL if conditional and word == "confirmed" else STATES[word])


def priority(n: int) -> str:
    return _(PRIORITIES[n])


def terms(word: str) -> str:
    return _(TERMS[word])


def step_free(word: str) -> str:
    return _(STEP_FREE[word]) if word in STEP_FREE else ""


def beside_the_plan(pledge) -> str:
    """What it serves that does not serve the plan: what goes round in a circle of organisations
    says in its note whose wish it answers."""
    goes_round = pledge.offer_id and pledge.note and not pledge.meeting
    return _("its circle") if goes_round else _("our meetings")

"""Indicators and what was measured, in words."""

from translations import _, formats, mark

MEASURE = {
    "unit": mark("a number"),
    "percentage": mark("a percentage"),
    "nominal": mark("a yes, a no, or one of a few words"),
    "ordinal": mark("a step of a scale"),
    "qualitative": mark("a story"),
}
DIRECTION = {
    "increase": mark("it should grow"),
    "decrease": mark("it should become less"),
    "maintain": mark("it should stay as it is"),
}
ACCUMULATION = {
    "cumulative": mark("each is the total so far"),
    "periodic": mark("each counts what is new: they add up"),
    "latest": mark("each is how things stand that day"),
}
FREQUENCY = {
    "once": mark("once"),
    "monthly": mark("every month"),
    "quarterly": mark("every three months"),
    "yearly": mark("every year"),
    "per_meeting": mark("at every meeting"),
}
STATE = {
    "draft": mark("draft"),
    "submitted": mark("waits for approval"),
    "returned": mark("sent back"),
    "approved": mark("approved"),
}
TONES = {"draft": "idle", "submitted": "offered", "returned": "risk", "approved": "done"}
MISSING = {
    "words": mark("told in words: no share of it"),
    "target": mark("nobody said yet where it should get"),
    "baseline": mark("nobody said yet where it starts"),
    "value": mark("nothing approved yet"),
}


def figure(milli: int | None, indicator) -> str:
    """2,5; 40%; a dash for what is not known, never 0."""
    sign = "%" if indicator.measure == "percentage" else ""
    return "–" if milli is None else formats.number(milli / 1000, 3) + sign


def amount(milli: int | None, indicator) -> str:
    """2,5 t/anno: with its unit."""
    unit = indicator.unit if milli is not None else ""
    return " ".join(filter(None, (figure(milli, indicator), unit)))


def divided(measurement, indicator) -> list[str]:
    """gender: women 12, men 8, not said 5: a line for each thing it is divided by."""
    lines = []
    for dimension, parts in measurement.parts.items():
        said = [f"{name} {figure(milli, indicator)}" for name, milli in parts.items()]
        rest = measurement.value_milli - sum(parts.values())
        said += [_("not said {n}", n=figure(rest, indicator))] if rest else []
        lines.append(f"{dimension}: {', '.join(said)}")
    return lines


def bare(milli: int | None) -> str:
    """As a field of a form shows it."""
    return "" if milli is None else formats.number(milli / 1000, 3)


def weight(milli: int, whole: int) -> str:
    """Its share of all of them, and what was written down."""
    return _("{share} (weight {n})", share=formats.percent(milli / whole), n=bare(milli))


def state(word: str) -> str:
    return _(STATE[word])


def missing(word: str) -> str:
    return _(MISSING[word])


def options(words: dict[str, str]) -> dict[str, str]:
    return {word: _(text) for word, text in words.items()}

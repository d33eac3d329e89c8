"""What the levels of objectives are called, by template."""

from translations import _, mark

TEMPLATES = {
    "simple": mark("simple: all are objectives, some stand under others"),
    "ec": mark("as the European Commission’s logical framework"),
    "custom": mark("in our own words"),
}
EC = {
    "overall": mark("overall objective (impact)"),
    "specific": mark("specific objective (outcome)"),
    "outcome": mark("other outcome"),
    "output": mark("output"),
}


def words(template: str, own: dict[str, str]) -> dict[str, str]:
    """{level: what it is called}, from the top; none at all in `simple`, and of one's own only
    those that have a name."""
    if template == "ec":
        return {level: _(text) for level, text in EC.items()}
    named = {level: own.get(level, "") for level in EC}
    return {level: name for level, name in named.items() if name} if template == "custom" else {}

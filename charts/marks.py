"""What a mark of a chart opens: the same key as the number it draws."""

MOST = 60  # marks a reader can still tell apart: beyond, a chart draws them together and says so


def opens(answer: str, *about) -> str:
    """`opens("rate", meeting.id)`: the key of an answer of components/answers, and what it is
    asked about. As `customdata` of a mark, as data-id of a number in a template."""
    return "|".join([answer, *map(str, about)])

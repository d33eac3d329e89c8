"""What each number answers when it is asked where it comes from: name → a function of what it is
about, as the key carries it (words), which gives an Explained; None for what is not here any more.

A page adds a number by adding its answer to a file of this folder, and its key beside the number.
"""

from collections.abc import Callable

from components.answers import (
    budget,
    consenting,
    doing,
    funding,
    participation,
    plan,
    reached,
    resources,
    staying,
    work,
)
from components.explaining import Explained

ANSWERS: dict[str, Callable[..., Explained | None]] = {
    **consenting.ANSWERS,
    **funding.ANSWERS,
    **budget.ANSWERS,
    **participation.ANSWERS,
    **plan.ANSWERS,
    **resources.ANSWERS,
    **staying.ANSWERS,
    **doing.ANSWERS,
    **reached.ANSWERS,
    **work.ANSWERS,
}


def answer(name: str, *about: str) -> Explained | None:
    """None also for a name or a thing that is not known: keys come back from the browser."""
    asked = ANSWERS.get(name)
    return asked(*about) if asked else None

"""Who is in the register, for the boxes one chooses from: asked once for all forms of a page."""

from uuid import UUID

from components.live import read
from services import organisations, people


def organisation_names() -> dict[UUID, str]:
    """Of those that are not archived, by name. Not to be changed: others hold it too."""
    return read(organisations.names)


def person_names() -> dict[UUID, str]:
    """The same of people; who may read no names is alone in it."""
    return read(people.names, own=True)

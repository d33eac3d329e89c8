"""Pieces of the meeting's page that reach whoever has it open ahead of the part they stand in.

    @piece("ideas", {"card", "support", "meeting"})
    def ideas(reader: Reader, meeting_id: UUID) -> str | None

To draw a part again costs each open page a run of 10 ms, one after the other. What a part shows
as one piece of HTML is ready in less than one: it travels with the word that something moved, and
the part follows. Who draws it (a component) leaves it here; routes/live.py sends it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from models import Person, moment
from services import kept, live
from services.rights import Standing

RIGHTS = {  # tables that rights hang on
    "role_assignment",
    "affiliation",
    "organisation",
    "person",
    "community",
}


@dataclass(frozen=True)
class Reader:
    """Who reads, and what they may, on that day and as far as the community is at `revision`."""

    person: Person
    standing: Standing
    revision: int
    day: date

    def may(self, action: str) -> bool:
        return self.standing.allows(action)

    def later(self, revision: int) -> "Reader | None":
        """The same reader when the community is further; None if rights may have moved since."""
        moved = live.moved(self.person.community_id, self.revision, revision)
        if moved is None or moved & RIGHTS or self.day != moment.today():
            return None
        return replace(self, revision=max(self.revision, revision))


Draw = Callable[[Reader, UUID], str | None]
_pieces: dict[str, tuple[frozenset[str], Draw]] = {}


def piece(key: str, topics: set[str]) -> Callable[[Draw], Draw]:
    """`key` of the element it is shown in; drawn again when one of the topics moved, once for all
    screens of one person. It answers None where the page is to show something else than this
    piece."""

    def keep(draw: Draw) -> Draw:
        def drawn(reader: Reader, meeting_id: UUID) -> str | None:
            return kept.drawn(reader, draw, meeting_id)

        _pieces[key] = (frozenset(topics), drawn)
        return drawn

    return keep


def concern(topics: Iterable[str]) -> bool:
    return any(mine & frozenset(topics) for mine, _draw in _pieces.values())


def of(reader: Reader, meeting_id: UUID, topics: Iterable[str]) -> dict[str, str]:
    """{key: HTML} as this reader may see them."""
    moved = frozenset(topics)
    drawn = {k: draw(reader, meeting_id) for k, (mine, draw) in _pieces.items() if mine & moved}
    return {key: str(html) for key, html in drawn.items() if html is not None}

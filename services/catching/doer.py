"""Who does something, as a line names them among those who are there.

Two degrees: whoever it names alone may be proposed in a form that is looked over (`named`); only
who stands where a doer stands is taken at once (`doer`): first, “Marco chiede tre preventivi”, or
set apart at the end, “tre preventivi: Marco”. “Chiedere a Marco” says what somebody else does.
"""

from uuid import UUID

from models import Person
from services.catching.tokens import folded
from services.summaries import room

SIGNS = ".,;:()«»“”\"'!–—-"
APART = (":", ",", "(", "–", "—", "-")


def at_table(by: Person, line: str, meeting_id: UUID | None) -> Person | None:
    """The `doer` among those who are at this meeting and were let in, as far as `by` may see their
    names. NotFound for another community's meeting."""
    if meeting_id is None:
        return None
    seen = room.at(by, meeting_id)
    return doer(line, [p for _a, p, _org in seen.present if p.id not in seen.arrivals])


def doer(line: str, present: list[Person]) -> Person | None:
    """None where no one alone is named, or not as who does it."""
    person, said = named(line, present), folded(line).strip()
    names = (folded(person.name), _first(person)) if person else ()
    return person if any(_begins(said, name) or _ends(said, name) for name in names) else None


def named(line: str, present: list[Person]) -> Person | None:
    """Who the words name, if they name one person alone: by their whole name, else the first."""
    said = [word.strip(SIGNS) for word in folded(line).split()]
    words, text = set(said), f" {' '.join(said)} "
    wholly = [p for p in present if f" {folded(p.name)} " in text]
    called = {_first(p) for p in wholly}
    found = wholly + [p for p in present if _first(p) in words - called]
    return found[0] if len(found) == 1 else None


def _first(person: Person) -> str:
    return folded(person.name).split()[0]


def _begins(said: str, name: str) -> bool:
    return said.startswith(name) and not said[len(name) : len(name) + 1].isalnum()


def _ends(said: str, name: str) -> bool:
    left = said.rstrip(" .!)")
    return left.endswith(name) and left[: -len(name)].rstrip(" ").endswith(APART)

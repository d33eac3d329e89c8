"""Who wrote which words, and what the text was before: read from its changes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from difflib import SequenceMatcher
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, select

from models import Person, TextChange
from models.refusals import NotFound
from services.look import look
from services.texts import algorithm, kinds, rows
from services.texts.rows import Row
from services.texts.sittings import QUIET


class Run(NamedTuple):
    """Words that stand together and are of one person."""

    words: str
    person_id: UUID | None


class Version(NamedTuple):
    """The text as it was when everybody paused."""

    rev: int
    at: datetime
    names: list[str]


class Part(NamedTuple):
    """Of a comparison: "same", "new" or "gone"."""

    how: str
    words: str


def attributed(changes: Iterable[Row]) -> list[Run]:
    """The words these changes lead to, by who put them in."""
    letters: list[tuple[str, UUID | None]] = []
    for row in changes:
        at = 0
        for op in row.ops:
            if isinstance(op, str):
                letters[at:at] = [(letter, row.person_id) for letter in op]
                at += len(op)
            elif op > 0:
                at += op
            else:
                del letters[at : at - op]
    runs: list[Run] = []
    for letter, person_id in letters:
        if runs and runs[-1].person_id == person_id:
            runs[-1] = Run(runs[-1].words + letter, person_id)
        else:
            runs.append(Run(letter, person_id))
    return runs


def written(by: Person, key: str) -> list[tuple[str, str]]:
    """[(words, name)] of the text as it is; the name is "" for whom the register no longer has."""
    with _allowed(by, key) as session:
        runs = attributed(rows.of(session, key))
        names = _names(session, {run.person_id for run in runs})
        if not runs:
            kind, id = kinds.known(key)
            thing = session.get(kind.thing, id)
            runs = [Run(getattr(thing, kind.column), thing.created_by)]
            names = _names(session, {thing.created_by})
    return [(run.words, names.get(run.person_id, "")) for run in runs if run.words]


def versions(by: Person, key: str) -> list[Version]:
    """Latest first; a pause of five minutes begins a new one."""
    asked = select(TextChange.rev, TextChange.at, TextChange.person_id)
    with _allowed(by, key) as session:
        found = session.exec(asked.where(TextChange.text == key).order_by(TextChange.rev)).all()
        names = _names(session, {person_id for _rev, _at, person_id in found})
    told: list[Version] = []
    for rev, at, person_id in found:
        who = [names[person_id]] if person_id in names else []
        if told and at - told[-1].at < QUIET:
            who = told[-1].names + [name for name in who if name not in told[-1].names]
            told[-1] = Version(rev, at, who)
        else:
            told.append(Version(rev, at, who))
    return told[::-1]


def compared(by: Person, key: str, rev: int) -> list[Part]:
    """A version beside the one before it."""
    all_versions = versions(by, key)
    before = next((v.rev for v in all_versions if v.rev < rev), 0)
    return parts(text_at(by, key, before), text_at(by, key, rev))


def text_at(by: Person, key: str, rev: int) -> str:
    """What the text was at a revision."""
    with _allowed(by, key) as session:
        return rows.replayed(rows.of(session, key, until=rev))


def parts(old: str, new: str) -> list[Part]:
    """Word by word, gone before new, as people read it."""
    x, y = algorithm.words(old), algorithm.words(new)
    found: list[Part] = []
    for how, i, j, k, m in SequenceMatcher(None, x, y, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Part("same", "".join(x[i:j])))
            continue
        if j > i:
            found.append(Part("gone", "".join(x[i:j])))
        if m > k:
            found.append(Part("new", "".join(y[k:m])))
    return found


@contextmanager
def _allowed(by: Person, key: str) -> Iterator[Session]:
    kind, id = kinds.known(key)
    with look(by, kind.history) as session:
        thing = session.get(kind.thing, id)
        if thing is None or thing.community_id != by.community_id:
            raise NotFound
        yield session


def _names(session: Session, ids: set) -> dict[UUID, str]:
    asked = select(Person.id, Person.name).where(Person.id.in_(ids - {None}))
    return dict(session.exec(asked).all())

"""Reading: every question is asked on behalf of a person, about the community they are in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlmodel import Session

from models import Person
from models.database import engine
from models.refusals import NotAllowed
from services.rights import Standing, standing

_known: ContextVar[Standing | None] = ContextVar("known", default=None)


@contextmanager
def look(by: Person, action: str, part: bool = False) -> Iterator[Session]:
    """A window on the rows, if `by` may see them. `session.info["who"]` is their Standing.

    NotFound for strangers, NotAllowed for a role that may not read this, or only part of it:
    whoever asks with `part` leaves out by itself what such a role may not see.
    """
    with Session(engine(), expire_on_commit=False) as session:
        who = _standing(session, by)
        if not (who.allows(action) if part else who.sees(action)):
            raise NotAllowed
        session.info["who"] = who
        yield session


@contextmanager
def as_known(who: Standing | None) -> Iterator[None]:
    """What is looked at meanwhile on behalf of this reader takes what they may as known: whoever
    reads on has just asked for it, once for all parts of a page, and answers are kept under it
    anyway (kept.py). An act asks again, on what it finds (change.py)."""
    token = _known.set(who)
    try:
        yield
    finally:
        _known.reset(token)


def _standing(session: Session, by: Person) -> Standing:
    who = _known.get()
    same = who is not None and (who.person_id, who.community_id) == (by.id, by.community_id)
    return who if same else standing(session, by)


def standing_of(by: Person) -> Standing:
    """Role and organisations of `by` today, so that a page can leave out what they may not do."""
    with Session(engine()) as session:
        return _standing(session, by)

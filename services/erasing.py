"""Erasing a person: what says who they are goes for good, what they did goes on counting, as of
somebody without a name.

Written past the history on purpose: its line says that it happened, never what was there.
"""

import re
from uuid import UUID

from sqlalchemy import update
from sqlmodel import delete, select

from models import (
    Account,
    Affiliation,
    History,
    HistoryChange,
    ImportBatch,
    Person,
    Phone,
    SignIn,
    SignInLink,
    moment,
)
from models.refusals import Refused
from services import people
from services.change import Step, change
from translations import mark

NOBODY = "–"  # as the history calls whoever it does not know
BLANK = {"name": NOBODY, "email": None, "phone": "", "account_id": None}


def erase(by: Person, person_id: UUID, typed: str, op: UUID | None = None) -> None:
    """Oneself, or, for who coordinates, anybody; `typed` is their name, to be sure. For good: not
    to be undone. What others wrote about them in their own words stays as it is."""
    verb = "person.erased_self" if person_id == by.id else "person.erased"
    with change(by, verb, op, confirmed=True) as step:
        person = step.get(Person, person_id)
        if " ".join(typed.split()).casefold() != person.name.casefold():
            raise Refused(mark("Type the name as it is written here."), field="typed")
        people.not_the_last_coordinator(step, person_id)
        entries = _entries(step, person)
        _forget_the_past(step, [p.id for p in entries], _called(step, entries))
        _close_the_doors(step, entries)
        _write(step, Person, Person.id.in_([p.id for p in entries]), **BLANK)
        step.what = ""
        step.archive(person)


def _entries(step: Step, person: Person) -> list[Person]:
    """They, and all the entries that were merged into theirs."""
    found = [person]
    for one in found:
        found += step.exec(select(Person).where(Person.merged_into_id == one.id)).all()
    return found


def _called(step: Step, entries: list[Person]) -> set[str]:
    """All that the register ever called them: names, addresses and telephone numbers."""
    told = [getattr(p, field) for p in entries for field in people.FIELDS]
    for line in _lines(step, [p.id for p in entries]):
        told += [(side or {}).get(f) for side in (line.before, line.after) for f in people.FIELDS]
    return {word for word in told if word and word != NOBODY}


def _lines(step: Step, ids: list[UUID]) -> list[HistoryChange]:
    return step.exec(select(HistoryChange).where(HistoryChange.thing_id.in_(ids))).all()


def _forget_the_past(step: Step, ids: list[UUID], called: set[str]) -> None:
    for line in _lines(step, ids):
        sides = {"before": _blank(line.before), "after": _blank(line.after)}
        _write(step, HistoryChange, HistoryChange.id == line.id, **sides)
    ours = History.community_id == step.by.community_id
    _write(step, History, ours, History.what.in_(called), what=NOBODY)
    here = ImportBatch.community_id == step.by.community_id
    for batch in step.exec(select(ImportBatch).where(here)).all():
        told = {f: _without(getattr(batch, f), called) for f in ("files", "report", "kept")}
        _write(step, ImportBatch, ImportBatch.id == batch.id, **told)


def _blank(side: dict | None) -> dict | None:
    return side and {f: BLANK[f] if f in BLANK and v else v for f, v in side.items()}


def _without(told, called: set[str]):
    """Of what a file said: the same, without what they are called."""
    if isinstance(told, dict):
        return {_without(k, called): _without(v, called) for k, v in told.items()}
    if isinstance(told, list):
        return [_without(one, called) for one in told]
    for word in called if isinstance(told, str) else ():
        told = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", NOBODY, told)
    return told


def _close_the_doors(step: Step, entries: list[Person]) -> None:
    """Phones, links and, where the account is of nobody else, its name, address and sessions."""
    ids, accounts = [p.id for p in entries], {p.account_id for p in entries} - {None}
    step.exec(delete(Phone).where(Phone.person_id.in_(ids)))
    step.exec(delete(SignInLink).where(SignInLink.person_id.in_(ids)))
    _write(step, Affiliation, Affiliation.person_id.in_(ids), title="")
    for id in accounts:
        others = select(Person.id).where(Person.account_id == id, Person.id.not_in(ids))
        if step.exec(others).first() is None:
            step.exec(delete(SignInLink).where(SignInLink.account_id == id))
            _write(step, SignIn, SignIn.account_id == id, revoked_at=moment.now())
            _write(step, Account, Account.id == id, email=None, name="")


def _write(step: Step, table: type, *where, **values) -> None:
    asked = update(table).where(*where).values(**values)
    step.exec(asked.execution_options(synchronize_session=False))

"""A sitting: what one person wrote in one text without going away. It gets one line of history.

The changes say themselves which of them have their line, so a house that was killed tells the
rest when it is up again.
"""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select, update

from models import Meeting, Person, TextChange, moment
from models.database import engine
from models.refusals import NotFound
from services import tracing
from services.change import Step, change, turn
from services.texts import algorithm, kinds, rows

QUIET = timedelta(minutes=5)  # who has written nothing for so long has gone away
FOLD_AFTER = timedelta(days=30)  # older changes of a sitting become one; no draft is older
WORTH_FOLDING = 400  # changes


def end(key: str, person_id: UUID, restored: bool = False) -> None:
    """The line of what this person wrote there since their last one, if anything."""
    with Session(engine()) as session:
        by = session.get(Person, person_id)
        last = session.exec(_untold(key, person_id, func.max(TextChange.at))).one()
    if by is None or last is None:
        return
    kind, id = kinds.known(key)
    verb = kind.restored if restored else kind.wrote
    meeting_id = id if kind.thing is Meeting else None
    try:
        with moment.at(last), change(by, verb, meeting_id=meeting_id, done=True) as step:
            told = _tell(step, key, person_id)
    except NotFound:  # the whole community is gone from the table
        told = False
    if not told:
        _leave_out(key, person_id)


def end_quiet() -> None:
    """Those nobody ended: after five quiet minutes, or since before the house was restarted."""
    asked = (
        select(TextChange.text, TextChange.person_id)
        .where(col(TextChange.told).is_(False))
        .group_by(TextChange.text, TextChange.person_id)
        .having(func.max(TextChange.at) < moment.now() - QUIET)
    )
    with Session(engine()) as session:
        quiet = session.exec(asked).all()
    for key, person_id in quiet:
        end(key, person_id)


def fold(key: str) -> int:
    """Neighbouring old changes by one person become one row, so that a text that is worked at for
    years stays quick to replay. Returns how many rows went."""
    with turn, Session(engine().execution_options(writing=True)) as session:
        long_ago = TextChange.at < moment.now() - FOLD_AFTER
        asked = select(TextChange).where(TextChange.text == key, long_ago, TextChange.told)
        old = session.exec(asked.order_by(TextChange.rev).with_for_update()).all()
        if len(old) < WORTH_FOLDING:
            return 0
        gone = _fold(session, old)
        session.commit()
        return gone


def _untold(key: str, person_id: UUID, *what):
    return select(*what).where(
        TextChange.text == key,
        TextChange.person_id == person_id,
        col(TextChange.told).is_(False),
    )


def _tell(step: Step, key: str, person_id: UUID) -> bool:
    """Before and after are the whole text: who wrote which words stands in the text's own log."""
    kind, id = kinds.known(key)
    mine = step.exec(_untold(key, person_id, TextChange.rev).order_by(TextChange.rev)).all()
    thing = step.session.get(kind.thing, id)
    if not mine or thing is None:
        return False
    all_rows = rows.of(step.session, key, until=mine[-1])
    before = rows.replayed(row for row in all_rows if row.rev < mine[0])
    after = rows.replayed(all_rows)
    if before == after:
        return False
    step.what = thing.label
    field = kind.column
    step.done.append(
        tracing.Change(thing.__tablename__, id, thing.label, {field: before}, {field: after})
    )
    step.session.execute(_mark(key, person_id, mine[-1]))
    return True


def _mark(key: str, person_id: UUID, until: int | None = None):
    which = [TextChange.text == key, TextChange.person_id == person_id]
    if until is not None:
        which.append(TextChange.rev <= until)
    return update(TextChange).where(*which).values(told=True)


def _leave_out(key: str, person_id: UUID) -> None:
    """Typed and taken away again: nothing to tell."""
    with turn, Session(engine().execution_options(writing=True)) as session:
        session.execute(_mark(key, person_id))
        session.commit()


def _fold(session: Session, old: list[TextChange]) -> int:
    gone, kept = 0, old[0]
    for row in old[1:]:
        near = row.at - kept.at < QUIET and row.person_id == kept.person_id
        if near:
            row.ops = algorithm.compose(kept.ops, row.ops)
            session.delete(kept)
            gone += 1
        session.add(row)
        kept = row
    return gone

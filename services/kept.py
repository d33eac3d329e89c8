"""Answers kept while nothing changes, for all who ask the same: the first one works it out."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING

from models import Role, moment
from services.look import as_known
from translations import language

if TYPE_CHECKING:
    from services.pieces import Reader

MANY = 500  # answers; the least asked for go first

_answers: OrderedDict[Hashable, tuple[object, object]] = OrderedDict()
_asking: dict[Hashable, Lock] = {}
_lock = Lock()


def kept(key: Hashable, revision: int | tuple[int, ...], ask: Callable, *args):
    """`ask(*args)`. `key` says what is asked and what the reader may see; `revision`: how far the
    community is (and what else moves, in that order). Nobody may change what is answered: others
    hold it too."""
    with _lock:
        asking = _asking.setdefault(key, Lock())
    with asking:
        known = _answers.get(key)
        if known is None or known[0] < revision:
            known = (revision, _asked(key, ask, *args))
        with _lock:
            _answers[key] = known
            _answers.move_to_end(key)
            while len(_answers) > MANY:
                _asking.pop(_answers.popitem(last=False)[0], None)
    return known[1]


def _asked(key: Hashable, ask: Callable, *args):
    """What fails leaves nothing behind: who asks the same next begins anew."""
    try:
        return ask(*args)
    except BaseException:
        with _lock:
            if key not in _answers:
                _asking.pop(key, None)
        raise


def for_reader(reader: "Reader", ask: Callable, *args, own: bool = False):
    """What `ask(person, *args)` answers, asked once while nothing changes, for all who may see the
    same. `own`: the answer is about the reader; an arrival's always is."""
    role = reader.standing.role
    seen_by = reader.person.id if own or role == Role.arrival else role
    place = (reader.person.community_id, seen_by, moment.today(), language())
    return kept((place, ask, args), reader.revision, _on_behalf, reader, ask, *args)


def _on_behalf(reader: "Reader", ask: Callable, *args):
    with as_known(reader.standing):
        return ask(reader.person, *args)


def drawn(reader: "Reader", draw: Callable, *args):
    """What `draw(reader, *args)` makes, made once for all screens of one person."""
    key = (draw, args, reader.person.id, moment.today(), language())
    return kept(key, reader.revision, draw, reader, *args)


def forget() -> None:
    """Another database was opened."""
    with _lock:
        _answers.clear()
        _asking.clear()

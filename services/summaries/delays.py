"""What a delay moves. Arithmetic only, no database.

Days are whole and both ends count: what follows an activity begins at the earliest on
end + 1 + lag, in calendar days. That is the "finish to start" tie of any critical path method.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from graphlib import TopologicalSorter
from typing import NamedTuple
from uuid import UUID


class Span(NamedTuple):
    """From and to, both days counted; None where nobody has said."""

    start: date | None
    end: date | None


class Tie(NamedTuple):
    """`after` waits until `before` is over and `lag` days have passed."""

    before: UUID
    after: UUID
    lag: int = 0


class Day(NamedTuple):
    """A milestone that is not there yet."""

    id: UUID
    activity_id: UUID
    due_on: date


@dataclass(frozen=True)
class Order:
    """All that is needed to tell what moves. `stays`: what has begun or is over, and cancelled
    work: nothing pushes it. `over`: those of them that hold nobody up any more."""

    spans: Mapping[UUID, Span] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()
    stays: frozenset[UUID] = frozenset()
    over: frozenset[UUID] = frozenset()
    days: tuple[Day, ...] = ()


def earliest(end: date, lag: int = 0) -> date:
    """The first day on which what follows may begin."""
    return end + timedelta(days=1 + lag)


def moved_by(order: Order, id: UUID, to: Span) -> dict[UUID, Span]:
    """What moves when `id` is placed at `to`, itself left out: activities, and open milestones
    as a Span without a start.

    What follows something that now ends later is pushed just so far that it begins on its
    earliest day, and keeps its length; nothing is ever pulled nearer. It is the least of all
    answers that keep every tie out of what moved, so the order in which ties or activities are
    listed makes no difference. What has no dates, has begun or is over does not move. A milestone
    goes as far as its activity, where both its ends go equally far."""
    spans = dict(order.spans) | {id: to}
    after, moved = defaultdict(list), {id} if _later(order.spans[id].end, to.end) else set()
    for tie in order.ties:
        after[tie.before].append(tie)
    for before in in_order(order.ties):
        for tie in after[before] if before in moved and spans[before].end else ():
            pushed = pushed_to(spans[tie.after], earliest(spans[before].end, tie.lag))
            if pushed != spans[tie.after] and tie.after not in order.stays | {id}:
                spans[tie.after] = pushed
                moved.add(tie.after)
    found = {other: spans[other] for other in moved - {id}}
    return found | _days(order, found | {id: to})


def pushed_to(span: Span, first: date) -> Span:
    """The same length, beginning on `first` at the earliest; what has only an end, ending then."""
    start, end = span
    if start is None:
        return Span(None, end and max(end, first))
    late = max(first - start, timedelta())
    return Span(start + late, end and end + late)


def too_early(order: Order) -> list[Tie]:
    """Ties that the dates of today do not keep: `after` begins before `before` is over. What has
    not said its dates, and what is over, keeps everything."""
    return [t for t in order.ties if not order.over & {t.before, t.after} and _breaks(order, t)]


def in_order(ties: Iterable[Tie]) -> list[UUID]:
    """Each after all that it waits for. graphlib.CycleError where that cannot be."""
    waits = TopologicalSorter()
    for tie in ties:
        waits.add(tie.after, tie.before)
    return list(waits.static_order())


def way(ties: Iterable[Tie], start: UUID, goal: UUID) -> list[UUID]:
    """From `start` on to `goal`, each waiting for the one before; [] if no way leads there."""
    after, seen, to_see = defaultdict(list), {start: None}, deque([start])
    for tie in ties:
        after[tie.before].append(tie.after)
    while to_see and goal not in seen:
        here = to_see.popleft()
        for following in after[here]:
            if following not in seen:
                seen[following] = here
                to_see.append(following)
    back, steps = goal if goal in seen else None, []
    while back is not None:
        steps.append(back)
        back = seen[back]
    return steps[::-1]


def _later(old: date | None, new: date | None) -> bool:
    return new is not None and (old is None or new > old)


def _breaks(order: Order, tie: Tie) -> bool:
    end, following = order.spans[tie.before].end, order.spans[tie.after]
    begins = following.start or following.end
    return bool(end and begins and begins < earliest(end, tie.lag))


def _days(order: Order, spans: dict[UUID, Span]) -> dict[UUID, Span]:
    far = {id: _shift(order.spans[id], new) for id, new in spans.items()}
    return {
        day.id: Span(None, day.due_on + far[day.activity_id])
        for day in order.days
        if far.get(day.activity_id)
    }


def _shift(old: Span, new: Span) -> timedelta | None:
    """How far it went, if it went as a whole."""
    if any((a is None) != (b is None) for a, b in zip(old, new, strict=True)):
        return None
    far = {b - a for a, b in zip(old, new, strict=True) if a is not None}
    return far.pop() if len(far) == 1 else None

"""What waits for what, and what a delay moves: no circle, no surprise, no order of its own."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.refusals import Changed, NotAllowed, NotFound, Refused
from services import activities, communities, dependencies, history, milestones, moving, order
from services.look import look
from services.summaries.delays import (
    Day,
    Order,
    Span,
    Tie,
    earliest,
    in_order,
    moved_by,
    too_early,
    way,
)

FIRST = date(2023, 9, 1)
IDS = [UUID(int=n) for n in range(7)]


def days(start: int, end: int) -> Span:
    return Span(FIRST + timedelta(start), FIRST + timedelta(end))


spans = st.one_of(
    st.builds(lambda a, n: days(a, a + n), st.integers(0, 40), st.integers(0, 9)),
    st.builds(lambda a: Span(None, FIRST + timedelta(a)), st.integers(0, 40)),
    st.just(Span(None, None)),
)
# Only from lower to higher: what is made this way has no circle.
ties = st.lists(
    st.tuples(st.integers(0, 5), st.integers(1, 6), st.integers(0, 3)).filter(
        lambda t: t[0] < t[1]
    ),
    max_size=10,
    unique_by=lambda t: t[:2],
)
orders = st.builds(
    lambda spans, ties, stays: Order(
        dict(zip(IDS, spans, strict=True)),
        tuple(Tie(IDS[a], IDS[b], lag) for a, b, lag in ties),
        frozenset(IDS[i] for i in stays if i),
    ),
    st.lists(spans, min_size=7, max_size=7),
    ties,
    st.sets(st.integers(0, 6), max_size=2),
)
later = st.integers(0, 30)


def placed(order: Order, far: int) -> Span:
    start, end = order.spans[IDS[0]]
    far = timedelta(far)
    return Span(start and start + far, (end or FIRST) + far)


def test_what_follows_begins_the_day_after_and_keeps_its_length():
    a, b, c = IDS[:3]
    now = Order({a: days(0, 4), b: days(5, 9), c: days(20, 21)}, (Tie(a, b), Tie(b, c, 2)))
    assert moved_by(now, a, days(0, 7)) == {b: days(8, 12)}  # c has room enough
    assert moved_by(now, a, days(10, 14)) == {b: days(15, 19), c: days(22, 23)}
    assert moved_by(now, a, days(-5, -1)) == {}  # nothing is pulled nearer
    assert earliest(date(2023, 12, 31), 1) == date(2024, 1, 2)


def test_open_milestones_go_with_their_activity_where_it_moves_whole():
    a, b, day = IDS[:3]
    now = Order({a: days(0, 4), b: days(5, 9)}, (Tie(a, b),), days=(Day(day, b, FIRST),))
    moved = moved_by(now, a, days(3, 7))
    assert moved == {b: days(8, 12), day: Span(None, FIRST + timedelta(3))}
    assert moved_by(now, b, days(5, 12)) == {}  # longer, not later
    assert moved_by(now, b, days(4, 8)) == {day: Span(None, FIRST - timedelta(1))}


@given(orders, later, st.randoms())
@settings(max_examples=60)
def test_the_order_in_which_it_is_listed_makes_no_difference(order, far, chance):
    shuffled = list(order.ties)
    chance.shuffle(shuffled)
    other = Order(dict(reversed(order.spans.items())), tuple(shuffled), order.stays)
    to = placed(order, far)
    assert moved_by(order, IDS[0], to) == moved_by(other, IDS[0], to)


@given(orders, later)
@settings(max_examples=60)
def test_it_moves_just_enough_and_only_what_must(order, far):
    to = placed(order, far)
    moved = moved_by(order, IDS[0], to)
    now = order.spans | {IDS[0]: to} | moved
    sources = moved.keys() | ({IDS[0]} if far or not order.spans[IDS[0]].end else set())
    reasons = {id: [] for id in moved}
    for tie in order.ties:
        end, following = now[tie.before].end, now[tie.after]
        begins = following.start or following.end
        if tie.before in sources and end and begins and tie.after not in order.stays:
            assert begins >= earliest(end, tie.lag)
            reasons.get(tie.after, []).append(earliest(end, tie.lag))
    for id, span in moved.items():
        old = order.spans[id]
        assert id not in order.stays and span.end > old.end
        assert (span.start or span.end) == max(reasons[id])  # not a day further
        if old.start:
            assert span.end - span.start == old.end - old.start


@given(orders, later, later)
@settings(max_examples=40)
def test_a_longer_delay_never_moves_less(order, one, other):
    short, long = sorted((one, other))
    less, more = (moved_by(order, IDS[0], placed(order, far)) for far in (short, long))
    assert less.keys() <= more.keys()
    assert all(less[id].end <= more[id].end for id in less)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
@settings(max_examples=60)
def test_a_tie_is_taken_only_where_no_way_leads_back(wanted):
    kept: list[Tie] = []
    for a, b in wanted:
        if a != b and not way(kept, IDS[b], IDS[a]):
            kept.append(Tie(IDS[a], IDS[b]))
    assert len(in_order(kept)) == len({id for t in kept for id in t[:2]})  # else a CycleError


def work(world, *names: str) -> list[UUID]:
    return [world.activities[name].id for name in names]


def dates(world, name: str) -> tuple:
    wanted = world.activities[name].id
    a = next(a for a in activities.of_community(world.coordinator) if a.id == wanted)
    return a.planned_start, a.planned_end


def test_no_circle_is_ever_accepted(world):
    by, (a, b, c) = world.voice("qubi"), work(world, "a03", "a05", "a07")
    dependencies.tie(by, a, b)
    dependencies.tie(by, b, c, 2)
    for before, after in ((b, a), (c, a), (a, a)):
        with pytest.raises(Refused) as no:
            dependencies.tie(by, before, after)
        assert no.value.field == "before"
    with pytest.raises(Refused, match="AT-3 → AT-5 → AT-7 → AT-3"):
        dependencies.tie(by, c, a)
    with pytest.raises(NotAllowed):
        dependencies.tie(world.people["p17"], a, c)
    with pytest.raises(NotFound):
        dependencies.tie(communities.start(None, "Altrove", "Ada"), a, c)
    for lag in (-1, 4000):
        with pytest.raises(Refused):
            dependencies.tie(by, a, c, lag)
    with look(by, "activity.read") as session:
        assert set(order.ties_of(session, by.community_id)) == {Tie(a, b, 0), Tie(b, c, 2)}


def test_an_undo_closes_no_circle_either(world):
    by, (a, b) = world.coordinator, work(world, "a03", "a05")
    dependencies.tie(by, a, b)
    dependencies.untie(by, a, b)
    line = history.of_community(by, 1)[0].id
    dependencies.tie(by, b, a)
    with pytest.raises(Refused, match="a vicenda"):
        history.undo(by, line)
    activities.archive(by, a)  # what is archived may come back, so it counts
    with pytest.raises(Refused, match="a vicenda"):
        history.undo(by, line)


def test_the_days_between_are_said_again(world):
    by, (a, b) = world.coordinator, work(world, "a03", "a05")
    dependencies.tie(by, a, b)
    dependencies.tie(world.voice("qubi"), a, b, 3, {"lag_days": 0})
    with pytest.raises(Changed) as no:
        dependencies.tie(by, a, b, 7, {"lag_days": 0})
    assert (no.value.theirs, no.value.mine) == (3, 7)
    dependencies.untie(by, a, b)
    with pytest.raises(NotFound):
        dependencies.untie(by, a, b)


def shown(by, id: UUID, to: Span) -> dict:
    with look(by, "activity.read") as session:
        return moved_by(order.of(session, by.community_id), id, to)


def place(by, id: UUID, start: date, end: date) -> None:
    activities.edit(by, id, {}, {"planned_start": start, "planned_end": end, "state": "planned"})


def test_a_delay_moves_what_was_shown_and_is_one_line_to_take_back(world):
    by, (a, b, c) = world.coordinator, work(world, "a11", "a12", "a14")
    for id, span in ((a, days(0, 4)), (b, days(5, 9)), (c, days(10, 10))):
        place(by, id, *span)
    dependencies.tie(by, a, b)
    dependencies.tie(by, b, c)
    day = milestones.add(by, c, "Il volantino è pronto", FIRST + timedelta(10))

    to = days(7, 11)
    along = shown(by, a, to)
    assert along == {b: days(12, 16), c: days(17, 17), day.id: Span(None, FIRST + timedelta(17))}
    moving.move(by, a, *to, along=along)
    assert dates(world, "a14") == days(17, 17)

    history.undo(by, history.of_community(by, 1)[0].id)
    assert [dates(world, n) for n in ("a11", "a12", "a14")] == [
        days(0, 4),
        days(5, 9),
        days(10, 10),
    ]
    with look(by, "activity.read") as session:
        assert order.of(session, by.community_id).days == (Day(day.id, c, FIRST + timedelta(10)),)


def test_nothing_moves_unseen(world):
    by, (a, b) = world.coordinator, work(world, "a11", "a12")
    place(by, a, *days(0, 4))
    place(by, b, *days(5, 9))
    dependencies.tie(by, a, b)
    moving.move(by, a, *days(7, 11))  # alone: it was said so
    assert dates(world, "a12") == days(5, 9)
    with look(by, "activity.read") as session:
        assert too_early(order.of(session, by.community_id)) == [Tie(a, b)]

    along = shown(by, a, days(14, 18))
    place(world.voice("qubi"), b, *days(6, 12))
    with pytest.raises(Refused, match="Nel frattempo il piano è cambiato"):
        moving.move(by, a, *days(14, 18), along=along)
    assert dates(world, "a11") == days(7, 11)

    with pytest.raises(Refused) as no:
        moving.move(by, a, FIRST, FIRST - timedelta(1))
    assert no.value.field == "planned_end"
    with pytest.raises(Changed):
        moving.move(by, a, *days(1, 2), seen={"planned_start": FIRST, "planned_end": FIRST})
    with pytest.raises(NotAllowed):
        moving.move(world.people["p17"], a, *days(1, 2))


def test_a_milestone_from_first_to_last(world):
    by, (a,) = world.voice("qubi"), work(world, "a12")
    day = milestones.add(by, a, "  Prova   generale ", FIRST)
    assert day.title == "Prova generale" and day.is_late(FIRST + timedelta(1))
    for wrong in (("", FIRST), ("Prova", None)):
        with pytest.raises(Refused):
            milestones.add(by, a, *wrong)
    there = milestones.edit(by, day.id, {"done_on": None}, {"done_on": date(2023, 7, 1)})
    assert not there.is_late(FIRST + timedelta(99))
    with pytest.raises(Refused) as no:
        milestones.edit(by, day.id, {}, {"done_on": date(2030, 1, 1)})
    assert no.value.field == "done_on"
    with pytest.raises(Changed):
        milestones.edit(by, day.id, {"title": "…"}, {"title": "Prova finale"})
    milestones.archive(by, day.id)
    with pytest.raises(NotAllowed):
        milestones.add(world.people["p17"], a, "Prova", FIRST)

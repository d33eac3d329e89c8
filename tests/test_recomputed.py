"""Every number twice: as the house tells it, and worked out anew with pandas from the tables a
coordinator takes away (tests/anew/, which shares nothing with services/). They agree on the demo
world and on 200 odd little worlds, and the file that is taken away holds what it should."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from benchmarks.rows import Rows
from documents.package import package
from models import Meeting, Person, Proposal, Stage, Voice, moment
from services import communities, exporting, objectives, rates
from services import rounds as consent
from services.look import look
from services.summaries import (
    coverage,
    funding,
    loose,
    pace,
    participation,
    presence,
    resources,
    results,
    room,
    summary,
    working,
    worth,
)
from services.summaries import promises as kept
from services.summaries.participation import Participation
from services.summaries.rate import Rate
from services.summaries.ties import Ties
from services.summaries.tree import tree
from tests.anew import participation as who
from tests.anew import plan, promises, rounds, ties
from tests.anew import resources as gifts
from tests.anew.tables import Tables
from tests.seats import SEATS, seated
from tests.worlds import TODAY
from tests.worlds_given import furnish

WORLDS = 200
COUNTS = {
    "R1": "people",
    "R2": "organisations",
    "R3": "institutions",
    "R4": "rate",
    "R5": "per_organisation",
    "R6": "reach",
    "R7 new": "new",
    "R7 returning": "returning",
    "R7 reactivated": "reactivated",
    "R8": "retention",
}


def exported(by: Person) -> Tables:
    return Tables(package("mondo", "Mondo", moment.now(), exporting.tables(by)), TODAY)


def told(by: Person) -> dict:
    """{rule: …} as the house tells it."""
    seen = participation.of_community(by)
    return _people(by, seen) | _plan(by) | _gifts(by) | _together(by, seen)


def anew(by: Person) -> dict:
    """The same from the tables."""
    t = exported(by)
    slow, behind = plan.behind(t, TODAY)
    return {
        **who.of_meetings(t),
        "R9": who.lapsed(t, TODAY),
        "R10": who.continuity(t),
        "R0": plan.late(t, TODAY),
        "R21": plan.indicators(t, TODAY),
        "R22": plan.achievement(t, TODAY),
        "R23": plan.delivery(t),
        "R24": (slow, behind),
        "R25": plan.loose(t),
        "R11 R12": {id: _short(need) for id, need in gifts.needs(t).items()},
        "R13": gifts.plan(t),
        "R14": promises.kept(t, TODAY),
        "R15": gifts.worth(t),
        "R15 each": gifts.values_of_each(t),
        "R16": promises.rates(t, TODAY),
        "R17 R18 R19 R20": gifts.calls(t),
        "R26": ties.ties(t, TODAY),
        "R27": rounds.rounds(t),
        "R28": rounds.told_aloud(t),
    }


def _short(need: dict) -> tuple:
    return tuple(need[name] for name in ("coverage", "intended", "surplus", "incomparable"))


def _people(by: Person, seen: Participation) -> dict:
    held, k = seen.held, communities.of(by).lapse_after_meetings
    counts = {
        rule: {str(id): _plain(value) for id, value in zip(held.id, held[column], strict=True)}
        for rule, column in COUNTS.items()
    }
    there = presence.continuity(presence.table(seen))
    rates = zip(there.organisation_id, there.rate, strict=True)
    heard = presence.to_be_heard(by, seen, k)
    return counts | {
        "R9": _ids(heard.organisation_id),
        "R10": {str(i): _plain(r) for i, r in rates},
    }


def _plan(by: Person) -> dict:
    whole, measured, hanging = tree(by), results.of_community(by), loose.of_community(by)
    gauges = [g for some in measured.gauges.values() for g in some if g.indicator.is_number]
    reached = {b.objective.id: measured.achievement(b) for b in whole.branches}
    return {
        "R0": _ids(leaf.activity.id for leaf in whole.leaves if leaf.activity.is_late(TODAY)),
        "R21": {str(g.indicator.id): g.rate.value for g in gauges},
        "R22": {str(id): (a.rate.value, a.reported.value) for id, a in reached.items()},
        "R23": {str(b.objective.id): b.delivery.value for b in whole.branches},
        "R24": (
            _ids(x.activity.id for x in whole.leaves if pace.leaf_is_behind(x, TODAY)),
            _ids(b.objective.id for b in whole.branches if pace.branch_is_behind(b, TODAY)),
        ),
        "R25": {
            name: _ids(thread.id for thread in getattr(hanging, name))
            for name in ("objectives", "activities", "needs", "pledges")
        },
    }


def _gifts(by: Person) -> dict:
    stock, paid = resources.of_community(by), funding.of_community(by)
    all = coverage.plan_coverage(stock.needs)
    kinds = worth.by_kind(paid.for_the_plan).itertuples()
    return {
        "R14": {
            (str(k.giver_organisation_id), str(k.kind), str(k.unit or "")): _kept(k)
            for k in kept.kept(stock.pledges, stock.as_of, stock.day_hours).itertuples()
        },
        "R15": {
            "in kind": _worth(paid.in_kind),
            "cash": _worth(paid.cash),
            **{str(k.kind): tuple(k)[2:] for k in kinds},
        },
        "R15 each": {
            str(p.id): (p.worth_cents, p.confirmed_cents, p.delivered_cents, p.verified_cents)
            for p in paid.for_the_plan.itertuples()
        },
        "R16": {
            str(p.id): tuple(str(r.id) for r in worth.fitting(paid.rates, p, rates.day_of_yes(p)))
            for p in paid.pledges.itertuples()
        },
        "R11 R12": {
            str(n.id): (n.coverage, n.intended, _whole(n.surplus_milli), n.incomparable)
            for n in stock.needs.itertuples()
        },
        "R13": {name: _plain(getattr(all, name)) for name in ("firm", "intended", "musts")},
        "R17 R18 R19 R20": {str(call.id): _meter(paid.meter(call)) for call in paid.calls},
    }


def _worth(w) -> tuple:
    return (*w.steps, w.offered_cents, w.pledges, w.unvalued)


def _kept(row) -> tuple:
    return *_plain(row.kept), row.pledges, row.whole, row.unsaid


def _together(by: Person, seen: Participation) -> dict:
    tied = Ties(seen, working.of_community(by), seen.held).at()
    return {
        "R26": {
            "pairs": dict(_pair(row) for row in tied.table.itertuples()),
            "density": _plain(tied.density),
            "reciprocity": _plain(tied.reciprocity),
        },
        "R27": _rounds(by),
        "R28": tuple((m.people.value, m.people.hidden) for m in summary.meetings_held(seen)),
    }


def _pair(row) -> tuple:
    a, b, parts = str(row.a), str(row.b), (row.meetings, row.activities)
    given = (row.gave, row.got) if a < b else (row.got, row.gave)
    return (min(a, b), max(a, b)), (*parts, *given, row.weight)


def _rounds(by: Person) -> dict:
    """Of rounds that are open and seen."""
    with look(by, "meeting.read") as session:
        mine = Meeting.community_id == by.community_id, Meeting.archived_at.is_(None)
        asked = select(Meeting.id).join(Proposal, Proposal.meeting_id == Meeting.id).where(*mine)
        met = session.exec(asked).all()
    now = [found for id in set(met) if (found := room.at(by, id).round)]
    return {
        str(one.proposal.id): (one.answered, one.of, one.enough)
        for one in now
        if one.proposal.revealed
    }


def _meter(m) -> dict:
    return {
        "R17": m.grant_cents,
        "R18 needed": m.needed_cents,
        "R18 with in kind": m.with_in_kind.gap_cents,
        "R18 cash only": m.cash_only.gap_cents,
        "R19": m.ceiling_holds,
        "R20": (m.leverage_cash.value, m.leverage_all.value),
    }


def _plain(value):
    """A rate in its three parts; a number as it is."""
    if isinstance(value, Rate):
        return value.value, value.numerator, value.denominator
    return value


def _whole(milli) -> float | None:
    return None if milli is None else float(milli)


def _ids(ids) -> set[str]:
    return {str(id) for id in ids}


def agree(one, other) -> bool:
    """The same all the way down; floats but for the last of their digits, None only with None."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(agree(one[k], other[k]) for k in one)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(agree, one, other))
    if one is None or other is None or isinstance(one, set | str):
        return one == other
    return one == pytest.approx(other, rel=1e-9, abs=1e-12)


def assert_agree(by: Person, where: str) -> None:
    house, tables = told(by), anew(by)
    assert house.keys() == tables.keys()
    apart = {
        rule: (house[rule], tables[rule]) for rule in house if not agree(house[rule], tables[rule])
    }
    assert apart == {}, where


def test_the_demo_world_counts_the_same_twice(world):
    assert_agree(world.coordinator, "demo")


def test_a_round_that_runs_counts_the_same_twice(story):
    by, meeting = story.coordinator, seated(story)
    text = objectives.draft(by, "Una falegnameria di quartiere", meeting_id=meeting.id)
    asked = consent.open(by, meeting.id, text.id, quorum_milli=600)
    consent.go_to(by, asked.id, Stage.consent)
    for org in SEATS[:2]:
        consent.answer(story.voice(org), asked.id, Voice.consent)
    consent.reveal(by, asked.id)

    assert _rounds(by) == rounds.rounds(exported(by)) == {str(asked.id): (2, 3, True)}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_two_hundred_odd_worlds_count_the_same_twice(database: Engine):
    rows = Rows()
    ids = [furnish(rows, n) for n in range(WORLDS)]
    with database.execution_options(writing=True).begin() as connection:
        rows.write(connection)
    with Session(database, expire_on_commit=False) as session:
        people = {p.id: p for p in session.exec(select(Person).where(Person.id.in_(ids)))}
    for n, id in enumerate(ids):
        assert_agree(people[id], f"world {n}")

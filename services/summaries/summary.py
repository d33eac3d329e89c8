"""What a funder will see: facts of one day, each number with what it is made of and its rule.

Confirmed resources lead and alone carry a share; offers stand apart. No averages, no names of
persons, no names of organisations (nobody has agreed to that yet), and no count of people under
three (R28). The same facts make the page, the print and whatever is published later.
"""

from itertools import groupby

import pandas as pd
from sqlmodel import Session, select

from models import (
    AGREED,
    Community,
    Decision,
    DecisionState,
    Objective,
    Person,
    moment,
)
from services.look import look
from services.summaries import achieved, aligned, coverage, participation, progress, resources
from services.summaries.facts import (
    DecisionFacts,
    Facts,
    MeetingFacts,
    NeedFacts,
    Number,
    ObjectiveFacts,
    ResourceFacts,
)
from services.summaries.frames import each, fetch
from services.summaries.participation import Participation
from services.summaries.progress import STANDINGS, Work
from services.summaries.resources import NEED_COLUMNS, Resources
from services.summaries.seats import day_of

MISSING, DECISIONS = 6, 8


def of_community(by: Person) -> Facts:
    """As of today; the number of statements is the same whatever the size."""
    with look(by, "export.public_summary") as session:
        community = session.get(Community, by.community_id)
        names, decided = _names(session, by), _decided(session, by)
        statements = _statements(session, by)
    told, work, stock, far, serves = (what(by) for what in _SOURCES)
    missing, plan = coverage.missing(stock.needs), coverage.plan_coverage(stock.needs)
    quiet = Quiet(names)
    return Facts(
        name=quiet(community.name),
        theme=quiet(community.theme),
        purpose=quiet(community.purpose),
        programme=community.programme,
        funders=community.funders,
        example=community.example,
        as_of=moment.today(),
        held=Number(len(told.held), "M"),
        so_far=Number(told.running.organisations.iloc[-1], "R2") if len(told.running) else None,
        reach=Number(told.held.reach.iloc[-1] if len(told.held) else None, "R6"),
        objectives_adopted=Number.share(work.adopted, "R25"),
        activities=Number(len(work.activities), "R25"),
        **_pledged(stock),
        musts=Number.share(plan.musts, "R13"),
        musts_unknown=plan.musts_unknown,
        meetings=tuple(meetings_held(told)),
        objectives=tuple(_objectives(work, statements, decided, far, serves, quiet)),
        resources=tuple(_resources(stock)),
        missing=tuple(_missing(missing, quiet)),
        more_missing=max(0, len(missing) - MISSING),
        decisions=tuple(_decisions(decided, quiet))[:DECISIONS],
    )


_SOURCES = (
    participation.of_community,
    progress.work,
    resources.of_community,
    achieved.of_community,
    aligned.of_community,
)


class Quiet:
    """Takes the names of people in the register out of words that people wrote."""

    def __init__(self, names: list[str]) -> None:
        full = [name for name in names if " " in name.strip()]
        self._names = sorted(full, key=len, reverse=True)

    def __call__(self, words: str) -> str:
        for name in self._names:
            words = words.replace(name, "…")
        return words


def _names(session: Session, by: Person) -> list[str]:
    return list(
        session.exec(select(Person.name).where(Person.community_id == by.community_id)).all()
    )


def _decided(session: Session, by: Person) -> list[Decision]:
    """In force, latest first."""
    return session.exec(
        select(Decision)
        .where(
            Decision.community_id == by.community_id,
            Decision.archived_at.is_(None),
            Decision.state.in_((DecisionState.in_force, DecisionState.review_due)),
        )
        .order_by(Decision.decided_at.desc(), Decision.number)
    ).all()


def _statements(session: Session, by: Person) -> dict:
    rows = fetch(
        session,
        select(Objective.id, Objective.statement).where(
            Objective.community_id == by.community_id, Objective.state.in_(AGREED)
        ),
    )
    return dict(tuple(row) for row in rows)


def _pledged(stock: Resources) -> dict[str, Number]:
    plan, meetings = stock.for_the_plan, stock.for_the_meetings
    firm, offered = int(plan.firm.sum()), int(plan.offered.sum())
    return {
        "confirmed": Number(firm, "R11", firm, firm + offered),
        "offered": Number(offered, "R11"),
        "hosted": Number(int(meetings.firm.sum()), "R15"),
    }


def meetings_held(told: Participation) -> list[MeetingFacts]:
    """As outsiders may read of them, in order of start: no count of people under three (R28)."""
    return [
        MeetingFacts(
            m.ordinal,
            m.day,
            Number(m.organisations, "R2"),
            Number.people(m.people, "R1"),
            Number(m.institutions, "R3"),
            Number(m.new, "R7"),
            Number(m.returning, "R7"),
            Number(m.reactivated, "R7"),
            m.id,
        )
        for m in each(told.held)
    ]


def _objectives(work: Work, statements: dict, decided: list[Decision], far, serves, quiet: Quiet):
    adopted = {d.objective_id: d for d in reversed(decided) if d.objective_id}
    for o in each(work.objectives[work.objectives.state.isin(AGREED)]):
        decision = adopted.get(o.id)
        yield ObjectiveFacts(
            f"OB-{o.number}",
            quiet(o.title),
            quiet(statements.get(o.id, "")),
            str(o.state),
            day_of(decision.decided_at) if decision else None,
            decision.ref if decision else "",
            {name: getattr(o, name) for name in STANDINGS},
            Number.share(far[o.id].rate, "R22"),
            Number.share(far[o.id].reported, "R22"),
            tuple(_served(s, quiet) for s in serves.of.get(o.id, ())),
            o.id,
        )


def _served(one, quiet: Quiet) -> tuple[str, str, str]:
    """Scheme, code, title. A code that is the title's own beginning is left to the title: cut in
    the middle of a name, it would still tell half of it."""
    code = "" if one.title.startswith(one.code) else quiet(one.code)
    return one.scheme, code, quiet(one.title)


def _resources(stock: Resources) -> list[ResourceFacts]:
    """A row for each kind and family of units; what was delivered by the same sums."""
    delivered = resources.delivered(stock.pledges)
    needs = stock.needs[list(NEED_COLUMNS)]
    given = _by_kind(coverage.cover(needs, delivered, stock.day_hours), stock)
    rows = _by_kind(stock.needs, stock)
    return [_resource(row, done) for row, done in zip(rows, given, strict=True)]


def _by_kind(needs: pd.DataFrame, stock: Resources) -> list:
    return list(each(coverage.by_kind(needs, stock.day_hours)))


def _resource(row, done) -> ResourceFacts:
    offered = None if row.coverage is None else row.intended - row.coverage  # of what is needed
    return ResourceFacts(
        str(row.kind),
        row.unit and str(row.unit),
        row.answer,
        row.quantity_milli,
        row.firm_milli,
        (done.firm_milli or 0) if row.coverage is not None else None,
        row.offered_milli,
        Number(row.coverage, "R11", row.firm_milli, row.quantity_milli),
        Number(offered, "R11", offered and offered * row.quantity_milli, row.quantity_milli),
    )


def _missing(missing: pd.DataFrame, quiet: Quiet) -> list[NeedFacts]:
    """Must-have needs first; within them by the day they are for."""
    first = sorted(missing.index, key=lambda i: -missing.priority[i])[:MISSING]
    return [
        NeedFacts(
            str(n.kind),
            quiet(n.title),
            n.quantity_milli if n.lacking_milli is None else n.lacking_milli,
            n.unit and str(n.unit),
            n.by_on,
        )
        for n in each(missing.loc[first])
    ]


def _decisions(decided: list[Decision], quiet: Quiet):
    """Objectives adopted on the same day are one line; what else was decided is a line each."""
    for (day, adopts, _), same in groupby(decided, key=_line):
        same = list(same)
        first = same[0].statement.splitlines()[0]
        yield DecisionFacts(
            day,
            tuple(d.ref for d in same),
            tuple(quiet(d.statement.splitlines()[0]) for d in same) if adopts else (),
            "" if adopts else quiet(first),
            str(same[0].result),
        )


def _line(decision: Decision) -> tuple:
    adopts = decision.objective_id is not None
    return day_of(decision.decided_at), adopts, None if adopts else decision.id

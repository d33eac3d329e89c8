"""What if an organisation withdraws: what the plan would lose, and what would have to move.

Nothing is changed. What it has delivered stays given; all else it offered or promised is gone, its
standing offers too. Surplus of other needs covers nothing (R12). Coverage is R11, of the plan R13.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pandas as pd
from sqlmodel import Session, select

from models import Activity, ActivityState, Community, Meeting, MeetingState, Person
from models.refusals import NotAllowed
from services import order
from services.look import look
from services.rights import Standing
from services.summaries import resources
from services.summaries.coverage import STANDING, UNCOVERED, PlanCoverage, cover, plan_coverage
from services.summaries.frames import each
from services.summaries.resources import NEED_COLUMNS

OVER = (ActivityState.done, ActivityState.cancelled)
TO_COME = (MeetingState.draft, MeetingState.scheduled)


@dataclass(frozen=True)
class Loss:
    """`before` and `after`: R13 with and without it. `needs`: those whose cover, firm or intended,
    is less without it: NEED_COLUMNS, `coverage` and `intended` after, `coverage_before`,
    `intended_before`, `answer`, `answer_before`; `gone_milli` (confirmed), `offered_before_milli`
    and `offered_milli` of the need's own unit. `pledges`: how many of its own fall away, `firm`:
    how many of these are confirmed."""

    before: PlanCoverage
    after: PlanCoverage
    needs: pd.DataFrame
    pledges: int
    firm: int


@dataclass(frozen=True)
class Supposed:
    """`leads`: open activities that would look for somebody to lead them. `wait`: open activities
    that wait for one of those, however far on. `hosts`: meetings to come that would look for
    another place. The days are those of the plan."""

    loss: Loss
    leads: list[Activity]
    wait: list[Activity]
    hosts: list[Meeting]
    as_of: date


def loss(
    needs: pd.DataFrame, pledges: pd.DataFrame, organisation_id: object, day_hours: int = 8
) -> Loss:
    """R11 and R13 again without one giver. Whoever gives nothing takes nothing away; without one,
    no need is covered more than with it."""
    kept = without(pledges, organisation_id)
    asked = needs[[c for c in needs.columns if c in NEED_COLUMNS]]
    with_it, without_it = cover(asked, pledges, day_hours), cover(asked, kept, day_hours)
    told = without_it.assign(
        coverage_before=with_it.coverage,
        intended_before=with_it.intended,
        answer_before=with_it.answer,
        offered_before_milli=with_it.offered_milli,
        gone_milli=[
            None if a is None or b is None else b - a
            for a, b in zip(without_it.firm_milli, with_it.firm_milli, strict=True)
        ],
    )
    less = [_is_less(need) for need in each(told)]
    fell = pledges[pledges.state.isin(STANDING) & ~pledges.id.isin(set(kept.id))]
    lost = told[pd.Series(less, told.index, dtype=bool)]
    after, firm = plan_coverage(_lost_is_nothing(told)), int(fell.firm.sum())
    return Loss(plan_coverage(with_it), after, lost, len(fell), firm)


def _is_less(need) -> bool:
    known = need.coverage_before is not None
    firm, intended = need.coverage_before, need.intended_before
    return known and (need.coverage is None or need.coverage < firm or need.intended < intended)


def _lost_is_nothing(told: pd.DataFrame) -> pd.DataFrame:
    """For R13 after: what was covered, and is left with pledges that cannot be compared, counts as
    covered by nothing; left out it would make the plan look better without its giver."""
    fell = told.coverage.isna() & told.coverage_before.notna()
    nothing = {"coverage": 0.0, "intended": 0.0, "answer": UNCOVERED}
    return told.assign(**{name: told[name].mask(fell, none) for name, none in nothing.items()})


def without(pledges: pd.DataFrame, organisation_id: object) -> pd.DataFrame:
    """All but what this giver has still to give: of its own only what was delivered, as large as
    that is."""
    theirs = pledges.giver_organisation_id == organisation_id
    given = resources.delivered(pledges[theirs])
    return pd.concat([pledges[~theirs], given]).sort_index()


def without_organisation(by: Person, organisation_id: UUID) -> Supposed:
    """For a coordinator about anybody, for others about those they speak for."""
    with look(by, "pledge.what_if") as session:
        if not may_suppose(session.info["who"], organisation_id):
            raise NotAllowed
        community = session.get(Community, by.community_id)
        stock = resources.read(session, community)
        leads, wait = _work(session, community, organisation_id)
        hosts = _hosts(session, community, organisation_id)
    lost = loss(stock.needs, stock.pledges, organisation_id, stock.day_hours)
    return Supposed(lost, leads, wait, hosts, stock.as_of)


def may_suppose(who: Standing, organisation_id: UUID) -> bool:
    cell = who.cell("pledge.what_if")
    return cell == "allow" or (cell == "own-org" and organisation_id in who.speaks_for)


def _work(
    session: Session, community: Community, organisation_id: UUID
) -> tuple[list[Activity], list[Activity]]:
    rows = session.exec(
        select(Activity)
        .where(
            Activity.community_id == community.id,
            Activity.archived_at.is_(None),
            Activity.state.not_in(OVER),
        )
        .order_by(Activity.number)
    ).all()
    leads = [a for a in rows if a.lead_organisation_id == organisation_id]
    behind = _behind({a.id for a in leads}, order.ties_of(session, community.id))
    return leads, [a for a in rows if a.id in behind]


def _behind(first: set[UUID], ties: list) -> set[UUID]:
    """All that waits for one of these, and for what waits for it."""
    found, new = set(), set(first)
    while new:
        new = {tie.after for tie in ties if tie.before in new} - found - first
        found |= new
    return found


def _hosts(session: Session, community: Community, organisation_id: UUID) -> list[Meeting]:
    return session.exec(
        select(Meeting)
        .where(
            Meeting.community_id == community.id,
            Meeting.archived_at.is_(None),
            Meeting.host_organisation_id == organisation_id,
            Meeting.state.in_(TO_COME),
        )
        .order_by(Meeting.starts_at)
    ).all()

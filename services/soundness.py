"""What must always be true of all the rows, for the operator: asked of every community at once."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Table, and_, func, literal, or_, select
from sqlmodel import Session, SQLModel, col

from models import (
    FIRM,
    Activity,
    ActivityObjective,
    Community,
    History,
    Pledge,
    Role,
    RoleAssignment,
    moment,
)
from models.database import engine
from translations import _


class Finding(NamedTuple):
    rule: str  # a sentence that should be true
    broken: int  # how often it is not


def findings() -> list[Finding]:
    """Every rule, kept or broken."""
    with Session(engine()) as session:
        return [Finding(rule, session.scalar(_count(rows))) for rule, rows in _rules()]


def _rules() -> Iterator[tuple[str, object]]:
    """(the rule, the rows that break it)"""
    yield _("No row points into another community."), _strays()
    yield _("The shares of an activity are at most a whole."), _shares_beyond_a_whole()
    yield _("Every firm pledge says who confirmed it, and when."), _firm_without_a_yes()
    yield _("Every community has somebody who coordinates it."), _without_coordinator()
    yield _("Nothing is done without raising the revision."), _more_lines_than_revisions()


def _count(rows):
    return select(func.count()).select_from(rows.subquery())


def _strays():
    """One question for each pair of tables, all in one statement."""
    pairs = [_stray(table, key) for table, key in _inner_references()]
    return pairs[0].union_all(*pairs[1:])


def _inner_references() -> Iterator[tuple[Table, object]]:
    for table in SQLModel.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            if "community_id" in table.c and "community_id" in key.column.table.c:
                yield table, key


def _stray(table: Table, key):
    other = key.column.table.alias()
    return select(literal(1)).where(
        key.parent == other.c.id, table.c.community_id != other.c.community_id
    )


def _shares_beyond_a_whole():
    share = func.sum(ActivityObjective.share_milli)
    return (
        select(ActivityObjective.activity_id)
        .join(Activity, Activity.id == ActivityObjective.activity_id)
        .where(col(Activity.archived_at).is_(None), col(ActivityObjective.archived_at).is_(None))
        .group_by(ActivityObjective.activity_id)
        .having(share > 1000)
    )


def _firm_without_a_yes():
    nobody = or_(col(Pledge.confirmed_by).is_(None), col(Pledge.confirmed_at).is_(None))
    return select(Pledge.id).where(col(Pledge.state).in_(FIRM), nobody)


def _without_coordinator():
    today = moment.today()
    coordinates = and_(
        RoleAssignment.community_id == Community.id,
        RoleAssignment.role == Role.coordinator,
        col(RoleAssignment.archived_at).is_(None),
        or_(col(RoleAssignment.to_on).is_(None), RoleAssignment.to_on > today),
    )
    somebody = select(RoleAssignment.id).where(coordinates).exists()
    return select(Community.id).where(col(Community.archived_at).is_(None), ~somebody)


def _more_lines_than_revisions():
    lines = (
        select(func.count())
        .select_from(History)
        .where(History.community_id == Community.id)
        .scalar_subquery()
    )
    return select(Community.id).where(lines > Community.revision)

"""Every table somebody sits at, a row each: what comes next and what waits."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from models import Community, Meeting, MeetingState, Person
from models.database import engine
from services import doubles
from services.rights import Standing, standings
from services.summaries import attention
from services.summaries.attention import Waiting

OTHERS = ("pledge", "action", "late_action", "named", "wanted")
AHEAD = (MeetingState.scheduled, MeetingState.live, MeetingState.wrap_up)


@dataclass(frozen=True)
class TableRow:
    """`mine`: what waits for this person; `others`: pledges without a yes, actions without who or
    when, naming; `doubled`: entries that may be one, 0 for who may not merge."""

    community: Community
    person: Person
    next: Meeting | None
    mine: list[Waiting]
    others: list[Waiting]
    doubled: int
    report_on: date | None


def of_people(people: list[Person]) -> list[TableRow]:
    """Of the persons somebody is, one in each community where they may read what is waiting; where
    they may not (just arrived), there is no row. Nothing of one is in another's row."""
    with Session(engine(), expire_on_commit=False) as session:
        who = {s.community_id: s for s in standings(session, people).values() if _may_read(s)}
        lines = attention.gather(session, list(who.values()))
        doubled = doubles.counts(session, list(who.values()))
        communities = session.exec(select(Community).where(Community.id.in_(who))).all()
        following = _next(session, list(who))
    here = {p.community_id: p for p in people}
    of_table = defaultdict(list)
    for line in lines:
        of_table[line.community_id].append(line)
    return [
        _row(c, here[c.id], who[c.id], of_table[c.id], doubled.get(c.id, 0), following.get(c.id))
        for c in communities
    ]


def _may_read(who: Standing) -> bool:
    return who.allows("community.list") and who.allows("activity.read")


def _row(community, person: Person, who: Standing, lines, doubled: int, following) -> TableRow:
    mine = [w for w in lines if w.mine]
    coordinates = who.cell("person.merge") == "allow"
    others = [w for w in lines if not w.mine and w.kind in OTHERS]
    return TableRow(
        community,
        person,
        following,
        mine,
        others if coordinates else [],
        doubled,
        community.next_report_on,
    )


def _next(session: Session, ids: list[UUID]) -> dict[UUID, Meeting]:
    rows = session.exec(
        select(Meeting)
        .where(
            Meeting.community_id.in_(ids),
            Meeting.state.in_(AHEAD),
            Meeting.archived_at.is_(None),
        )
        .order_by(Meeting.starts_at.desc())
    ).all()
    return {m.community_id: m for m in rows}

"""What organisations do beside coming: who leads and takes part, who pledged for what, who wrote.

The rows that contributions.py and ties.py count. Frames hold Python objects; None is unknown.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pandas as pd
from sqlmodel import Session, func, select

from models import (
    STANDS_TODAY,
    Activity,
    ActivityContributor,
    ActivityObjective,
    ActivityState,
    Affiliation,
    Card,
    Objective,
    Person,
    Pledge,
    TextChange,
)
from services.look import look
from services.summaries.coverage import judged
from services.summaries.frames import each, fetch, framed
from services.summaries.seats import day_of

PLEDGES = {
    "id": Pledge.id,
    "number": Pledge.number,
    "title": Pledge.title,
    "kind": Pledge.kind,
    "giver_id": Pledge.giver_organisation_id,
    "activity_id": Pledge.activity_id,
    "lead_id": Activity.lead_organisation_id,
    "lead_accepted": Activity.lead_accepted,
    "activity_state": Activity.state,
    "beneficiary": Pledge.beneficiary,
    "state": Pledge.state,
    "condition": Pledge.condition,
    "condition_met_by": Pledge.condition_met_by,
    "confirmed_at": Pledge.confirmed_at,
}


@dataclass(frozen=True)
class Working:
    """`parts`: activity_id, number, title, organisation_id, leads (bool), since (day): everybody
    who said yes, of activities not given up; leading is taking part too. `pledges`: the columns of
    PLEDGES, standing ones, with `firm`, `offered`, `conditional` (coverage.py). `texts`: text (its
    id), organisation_id, on (day): an organisation wrote in a text once, however often. `serves`:
    activity → objectives."""

    parts: pd.DataFrame
    pledges: pd.DataFrame
    texts: pd.DataFrame
    serves: dict[UUID, frozenset[UUID]]

    @property
    def flows(self) -> pd.DataFrame:
        """The firm pledges of one organisation to an activity that another one leads."""
        p = self.pledges
        led = p.lead_id.notna() & p.lead_accepted.eq(True) & (p.activity_state != "cancelled")
        return p[p.firm.astype(bool) & led & (p.lead_id != p.giver_id)]

    def of(self, lets) -> "Working":
        """The same of what is asked for. `lets(day=…, objective=…, kind=…)` says of one thing
        whether it is; whose day is not known is not of a period."""
        parts, pledges, texts = self.parts, self.pledges, self.texts
        serves = self.serves.get
        kept = [lets(day=r.since, objective=serves(r.activity_id)) for r in each(parts)]
        given = [
            lets(day=day_of(r.confirmed_at), objective=serves(r.activity_id), kind=r.kind)
            for r in each(pledges)
        ]
        written = [lets(day=r.on) for r in each(texts)]
        frames = {
            "parts": parts[pd.Series(kept, parts.index, dtype=bool)],
            "pledges": pledges[pd.Series(given, pledges.index, dtype=bool)],
            "texts": texts[pd.Series(written, texts.index, dtype=bool)],
        }
        return replace(self, **frames)


def of_community(by: Person) -> Working:
    """Eight statements beside those of the window, whatever the size."""
    with look(by, "pledge.read") as session:
        parts = _parts(session, by)
        pledges = judged(_pledges(session, by))
        texts, serves = _texts(session, by), _serves(session, by)
    return Working(parts, pledges[pledges.firm | pledges.offered], texts, serves)


def _parts(session: Session, by: Person) -> pd.DataFrame:
    about = (Activity.id, Activity.number, Activity.title)
    there = (
        Activity.community_id == by.community_id,
        Activity.archived_at.is_(None),
        Activity.state != ActivityState.cancelled,
    )
    led = fetch(
        session,
        select(*about, Activity.lead_organisation_id, Activity.created_at).where(
            *there, Activity.lead_organisation_id.is_not(None), Activity.lead_accepted
        ),
    )
    helped = fetch(
        session,
        select(*about, ActivityContributor.organisation_id, ActivityContributor.created_at)
        .join(ActivityContributor, ActivityContributor.activity_id == Activity.id)
        .where(
            *there,
            ActivityContributor.archived_at.is_(None),
            ActivityContributor.accepted,
            ActivityContributor.organisation_id.is_not(None),
        ),
    )
    found: dict[tuple, tuple] = {}
    for leads, rows in ((True, led), (False, helped)):
        for id, number, title, organisation_id, since in rows:
            row = (id, number, title, organisation_id, leads, day_of(since))
            found.setdefault((id, organisation_id), row)
    columns = ["activity_id", "number", "title", "organisation_id", "leads", "since"]
    return pd.DataFrame(list(found.values()), columns=columns, dtype=object)


def _pledges(session: Session, by: Person) -> pd.DataFrame:
    there = (Activity.id == Pledge.activity_id) & Activity.archived_at.is_(None)
    rows = fetch(
        session,
        select(*PLEDGES.values())
        .outerjoin(Activity, there)
        .where(
            Pledge.community_id == by.community_id,
            Pledge.archived_at.is_(None),
            STANDS_TODAY,
        )
        .order_by(Pledge.number),
    )
    return framed(rows, PLEDGES)


def _serves(session: Session, by: Person) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, set] = {}
    rows = session.exec(
        select(ActivityObjective.activity_id, ActivityObjective.objective_id).where(
            ActivityObjective.community_id == by.community_id,
            ActivityObjective.archived_at.is_(None),
        )
    )
    for activity_id, objective_id in rows:
        found.setdefault(activity_id, set()).add(objective_id)
    return {id: frozenset(them) for id, them in found.items()}


def _texts(session: Session, by: Person) -> pd.DataFrame:
    """Objectives and ideas written or changed, notes taken: for whom their author spoke then."""
    spoke, now = _spoke_for(session, by), _one_with(session, by)
    found = {
        (text, organisation_id): on
        for text, person_id, on in sorted(_written(session, by), key=lambda row: row[2])[::-1]
        for organisation_id in spoke(now(person_id), on)
    }
    rows = [(*key, on) for key, on in found.items()]
    return pd.DataFrame(rows, columns=["text", "organisation_id", "on"], dtype=object)


def _written(session: Session, by: Person) -> list[tuple[str, UUID, date]]:
    made = [
        (f"{name}:{id}", person_id, day_of(at))
        for name, model in (("objective", Objective), ("card", Card))
        for id, person_id, at in session.exec(
            select(model.id, model.created_by, model.created_at).where(
                model.community_id == by.community_id,
                model.archived_at.is_(None),
                model.created_by.is_not(None),
            )
        )
    ]
    changed = session.exec(
        select(TextChange.text, TextChange.person_id, func.min(TextChange.at))
        .where(TextChange.community_id == by.community_id, TextChange.person_id.is_not(None))
        .group_by(TextChange.text, TextChange.person_id)
    )
    return made + [(_thing(text), person_id, day_of(at)) for text, person_id, at in changed]


def _thing(text: str) -> str:
    """objective.statement:<id> is of the objective that somebody drafted."""
    kind, _colon, id = text.partition(":")
    return f"{kind.partition('.')[0]}:{id}"


def _one_with(session: Session, by: Person):
    """Who an entry has become by merging, to the end: whom it spoke for, that one does now."""
    rows = session.exec(
        select(Person.id, Person.merged_into_id).where(
            Person.community_id == by.community_id, Person.merged_into_id.is_not(None)
        )
    )
    became = dict(rows.all())

    def now(person_id: UUID) -> UUID:
        while person_id in became:
            person_id = became[person_id]
        return person_id

    return now


def _spoke_for(session: Session, by: Person):
    held: dict[UUID, list[tuple]] = {}
    rows = session.exec(
        select(
            Affiliation.person_id,
            Affiliation.organisation_id,
            Affiliation.from_on,
            Affiliation.to_on,
        ).where(Affiliation.community_id == by.community_id, Affiliation.archived_at.is_(None))
    )
    for person_id, *seat in rows:
        held.setdefault(person_id, []).append(seat)

    def spoke(person_id: UUID, on: date) -> set[UUID]:
        seats = held.get(person_id, ())
        return {id for id, since, until in seats if since <= on and (not until or on < until)}

    return spoke

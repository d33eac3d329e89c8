"""The plan as a tree: objectives, the activities tied to them, and how far each is."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, select

from models import (
    Activity,
    ActivityContributor,
    ActivityObjective,
    Objective,
    ObjectiveState,
    Organisation,
    Person,
    moment,
)
from services.look import look
from services.summaries.frames import fetch
from services.summaries.progress import STANDINGS, stands
from services.summaries.rate import Rate


@dataclass(frozen=True)
class Contributor:
    name: str
    accepted: bool
    organisation_id: UUID | None = None


@dataclass
class Leaf:
    """An activity. `stands`: see progress.STANDINGS, or cancelled. `lead` and `owner`: names, ""
    while nobody is there; `shares`: objective id → thousandths; `ties`: ids of the rows that say
    whom and what it is tied to, for its history."""

    activity: Activity
    stands: str
    lead: str = ""
    owner: str = ""
    contributors: list[Contributor] = field(default_factory=list)
    shares: dict[UUID, int] = field(default_factory=dict)
    ties: list[UUID] = field(default_factory=list)

    @property
    def organisations(self) -> dict[UUID, str]:
        """Who leads and who takes part, named or with a yes: id → name."""
        all = [(self.activity.lead_organisation_id, self.lead)]
        all += [(c.organisation_id, c.name) for c in self.contributors]
        return {id: name for id, name in all if id}

    @property
    def waits_for_a_yes(self) -> bool:
        return bool(self.lead) and not self.activity.lead_accepted


@dataclass
class Branch:
    """An objective with its activities; `steward`: organisation and person, "" for none.
    `parent`: the objective it stands under, if that one is there."""

    objective: Objective
    steward: str = ""
    leaves: list[Leaf] = field(default_factory=list)
    children: list["Branch"] = field(default_factory=list)
    parent: Objective | None = None

    @property
    def counts(self) -> dict[str, int]:
        return {s: sum(leaf.stands == s for leaf in self.leaves) for s in STANDINGS}

    @property
    def work(self) -> list[Leaf]:
        """The activities that R23 counts for it, each once: its own, then those of the objectives
        under it. What was cancelled or dropped is in none."""
        under = (b for b in self.children if b.objective.state != ObjectiveState.dropped)
        there = [leaf for leaf in self.leaves if leaf.stands != "cancelled"]
        there += [leaf for branch in under for leaf in branch.work]
        return list({leaf.activity.id: leaf for leaf in there}.values())

    @property
    def delivery(self) -> Rate:
        return delivery(self)

    @property
    def own_delivery(self) -> Rate:
        """Of its own activities, without the objectives under it."""
        return _own_delivery(self)


@dataclass(frozen=True)
class Tree:
    """`branches`: every objective that is there, those with the most priority points first, then
    by number. `leaves`: every activity once, by number. `loose`: those tied to none."""

    branches: list[Branch]
    leaves: list[Leaf]

    @property
    def loose(self) -> list[Leaf]:
        return [leaf for leaf in self.leaves if not leaf.shares]


def tree(by: Person) -> Tree:
    """Four statements beside those of the window."""
    with look(by, "activity.read") as session:
        names = session.info["who"].sees("person.read_name")  # not for an arrival
        branches = {b.objective.id: b for b in _branches(session, by, names)}
        leaves = {leaf.activity.id: leaf for leaf in _leaves(session, by, names)}
        _contributors(session, by, leaves, names)
        _tie(session, by, branches, leaves)
    for branch in branches.values():
        parent = branches.get(branch.objective.parent_id)
        if parent:
            parent.children.append(branch)
            branch.parent = parent.objective
    return Tree(list(branches.values()), list(leaves.values()))


def delivery(branch: Branch) -> Rate:
    """R23 delivery progress: Σ share·effort·progress / Σ share·effort over its activities; a
    parent's is Σ weight·delivery / Σ weight over what has one. Cancelled work and objectives that
    were dropped count nowhere. Never averaged with achievement.

    Units: a share of 1, of so many activities of common effort. Undefined: while nothing is
    planned. Source: the house’s own rule."""
    under = (b for b in branch.children if b.objective.state != ObjectiveState.dropped)
    known = ((b.objective.weight_milli, b.delivery.value) for b in under)
    parts = [(weight, value) for weight, value in known if value is not None]
    own = branch.own_delivery
    if not parts:
        return own
    if own.value is not None:
        parts.append((branch.objective.weight_milli, own.value))
    return Rate.of(sum(w * value for w, value in parts), sum(w for w, _value in parts))


def _own_delivery(branch: Branch) -> Rate:
    id, done, all = branch.objective.id, 0, 0
    for leaf in branch.leaves:
        if leaf.stands != "cancelled":
            size = leaf.shares[id] * leaf.activity.effort_weight_milli
            all += size
            done += size * leaf.activity.progress_pct
    return Rate.of(done / 100_000_000, all / 1_000_000)  # whole numbers add up to no more than all


def _branches(session: Session, by: Person, names: bool) -> list[Branch]:
    org, person = aliased(Organisation), aliased(Person)
    rows = session.exec(
        select(Objective, org.name, org.short_name, person.name)
        .outerjoin(org, org.id == Objective.steward_organisation_id)
        .outerjoin(person, person.id == Objective.steward_person_id)
        .where(Objective.community_id == by.community_id, Objective.archived_at.is_(None))
        .order_by(Objective.number)
    ).all()
    rows = sorted(rows, key=lambda row: -(row[0].priority_points or 0))
    return [
        Branch(objective, ", ".join(filter(None, (short or name, names and who))))
        for objective, name, short, who in rows
    ]


def _leaves(session: Session, by: Person, names: bool) -> list[Leaf]:
    org, person, today = aliased(Organisation), aliased(Person), moment.today()
    rows = session.exec(
        select(Activity, org.name, org.short_name, person.name)
        .outerjoin(org, org.id == Activity.lead_organisation_id)
        .outerjoin(person, person.id == Activity.owner_person_id)
        .where(Activity.community_id == by.community_id, Activity.archived_at.is_(None))
        .order_by(Activity.number)
    ).all()
    return [
        Leaf(
            activity,
            "cancelled" if activity.state == "cancelled" else stands(activity, today),
            short or name or "",
            names and who or "",
        )
        for activity, name, short, who in rows
    ]


def _contributors(session: Session, by: Person, leaves: dict[UUID, Leaf], names: bool) -> None:
    org, person = aliased(Organisation), aliased(Person)
    rows = session.exec(
        select(ActivityContributor, org.name, org.short_name, person.name)
        .outerjoin(org, org.id == ActivityContributor.organisation_id)
        .outerjoin(person, person.id == ActivityContributor.person_id)
        .where(ActivityContributor.community_id == by.community_id)
        .order_by(org.name, person.name)
    ).all()
    for row, name, short, who in rows:
        if row.activity_id in leaves:
            leaves[row.activity_id].ties.append(row.id)
            said = short or name or names and who or ""
            leaves[row.activity_id].contributors.append(
                Contributor(said, row.accepted, row.organisation_id)
            )


def _tie(session: Session, by: Person, branches: dict, leaves: dict) -> None:
    rows = fetch(
        session,
        select(
            ActivityObjective.id,
            ActivityObjective.activity_id,
            ActivityObjective.objective_id,
            ActivityObjective.share_milli,
        ).where(ActivityObjective.community_id == by.community_id),
    )
    tied = [row for row in rows if row.activity_id in leaves and row.objective_id in branches]
    tied.sort(key=lambda row: branches[row.objective_id].objective.number)
    for id, activity_id, objective_id, share in tied:
        leaves[activity_id].shares[objective_id] = share
        leaves[activity_id].ties.append(id)
    for leaf in leaves.values():  # by number, whatever order the ties come in
        for objective_id in leaf.shares:
            branches[objective_id].leaves.append(leaf)

"""Putting resources on the table, and keeping the word.

A pledge is firm only when somebody entitled to commit the giver said yes. Whoever records it
for somebody else records a proposal; silence never confirms.
"""

from datetime import date
from uuid import UUID

from sqlmodel import select

from models import (
    Activity,
    Affiliation,
    Beneficiary,
    Kind,
    Need,
    Organisation,
    Person,
    Pledge,
    PledgeState,
    Unit,
    moment,
    state_today,
)
from models.base import in_order, words
from models.refusals import Refused
from services import deliveries, meanwhile, taking
from services.change import Step, change
from services.look import look
from services.needs import check_quantity, open_needs_like
from services.rights import Standing, permits
from services.tracing import plain
from translations import mark

FIELDS = (
    "kind",
    "title",
    "note",
    "quantity_milli",
    "unit",
    "approximate",
    "need_id",
    "offer_id",
    "activity_id",
    "from_on",
    "to_on",
    "condition",
    "answer_by",
    "beneficiary",
)
ACTIONS = {  # what one may do with a pledge: the right it needs
    "confirm": "pledge.confirm",
    "decline": "pledge.confirm",
    "meet_condition": "pledge.mark_condition",
    "open_condition": "pledge.mark_condition",
    "deliver": "pledge.record_delivery",
    "take_back": "pledge.record_delivery",
    "edit": "pledge.edit",
    "withdraw": "pledge.withdraw",
    "refuse_hosting": "pledge.refuse_hosting",
}


def offer(
    by: Person,
    giver_organisation_id: UUID,
    kind: Kind,
    title: str,
    quantity_milli: int | None = None,
    unit: Unit | None = None,
    **more,
) -> Pledge:
    """Proposed, until `confirm`. It answers a need, or an activity, or neither. `more`: others of
    FIELDS; `meeting_id` where it was said, `op`."""
    said = dict(kind=kind, title=title, quantity_milli=quantity_milli, unit=unit, **more)
    return _put_down(by, "pledge.offered", giver_organisation_id, **said)


def promise(
    by: Person,
    giver_organisation_id: UUID,
    kind: Kind,
    title: str,
    quantity_milli: int | None = None,
    unit: Unit | None = None,
    **more,
) -> Pledge:
    """Offered and confirmed in one breath: only by who may commit the giver. `more`: as `offer`."""
    said = dict(kind=kind, title=title, quantity_milli=quantity_milli, unit=unit, **more)
    return _put_down(by, "pledge.promised", giver_organisation_id, sure=True, **said)


def edit(by: Person, pledge_id: UUID, seen: dict, wanted: dict, op: UUID | None = None) -> Pledge:
    """While it is only proposed; what is firm is withdrawn with a reason, never reworded."""
    with change(by, "pledge.edited", op) as step:
        pledge = step.get(Pledge, pledge_id)
        if pledge.state != PledgeState.proposed:
            raise Refused(mark("What is confirmed is not reworded: withdraw it and offer anew."))
        worth, took, went = _worth(pledge), taking.taken(pledge), _goes_to(pledge)
        condition = pledge.condition
        step.edit(pledge, seen, _tidy(wanted), FIELDS)
        _check(pledge)
        for kind, id in _goes_to(pledge) - went:
            step.find(kind, id)
        taking.more(step, pledge, took)
        if _worth(pledge) != worth:
            pledge.forget_value()
        if pledge.condition != condition:
            pledge.condition_met_by = None  # the giver said so of another one
        return pledge


def confirm(by: Person, pledge_id: UUID, op: UUID | None = None, read: str | None = None) -> Pledge:
    """Only by who may commit the giver, and to the words they had before them: `read` is the
    `promise_hash` of these. Refused where they are others by now. After its last day it is a late
    yes, which takes its part of its offer anew."""
    with change(by, "pledge.confirmed", op) as step:
        pledge = step.get(Pledge, pledge_id)
        meanwhile.must_be_as_read(step, pledge, read)
        took = taking.taken(pledge)
        pledge.confirm(by.id, moment.now())
        taking.more(step, pledge, took)
        return pledge


def decline(by: Person, pledge_id: UUID, reason: str, op: UUID | None = None) -> Pledge:
    """The giver says no to what was recorded in its name; only by who may commit it."""
    with change(by, "pledge.declined", op) as step:
        pledge = step.get(Pledge, pledge_id)
        pledge.decline(words(reason, "reason", 300))
        return pledge


def mark_condition_met(
    by: Person, pledge_id: UUID, op: UUID | None = None, read: str | None = None
) -> Pledge:
    """`read`: as in `confirm`; another condition than the one that was read is not met by it."""
    with change(by, "pledge.condition_met", op) as step:
        pledge = step.get(Pledge, pledge_id)
        meanwhile.must_be_as_read(step, pledge, read)
        pledge.meet_condition(by.id)
        return pledge


def open_condition(by: Person, pledge_id: UUID, op: UUID | None = None) -> Pledge:
    """The way out of a tap too many: it is not met yet. What was given already, was given."""
    with change(by, "pledge.condition_opened", op) as step:
        pledge = step.get(Pledge, pledge_id)
        pledge.open_condition()
        return pledge


def deliver(
    by: Person,
    pledge_id: UUID,
    on: date | None = None,
    op: UUID | None = None,
    quantity_milli: int | None = None,
    evidence: str = "",
) -> Pledge:
    """Done, in one tap: all that is left of it, today unless said otherwise; or a part of it, in
    its own unit. `evidence`: what shows it, in words."""
    with change(by, "pledge.delivered", op) as step:
        pledge = step.get(Pledge, pledge_id)
        if on and on > moment.today():
            raise Refused(mark("That day is still to come."), field="on")
        step.what = pledge.title
        deliveries.record(step, pledge, on or moment.today(), quantity_milli, evidence)
        return pledge


def take_back_delivery(by: Person, pledge_id: UUID, op: UUID | None = None) -> Pledge:
    """The way out of a tap too many: the latest delivery."""
    with change(by, "pledge.delivery_taken_back", op) as step:
        pledge = step.get(Pledge, pledge_id)
        step.what = pledge.title
        deliveries.take_back(step, pledge)
        return pledge


def withdraw(by: Person, pledge_id: UUID, reason: str, op: UUID | None = None) -> Pledge:
    """With a reason; it stays in the register. What the giver confirmed, only its own people
    withdraw: a coordinator can take back what was only proposed. What was given stays given."""
    with change(by, "pledge.withdrawn", op) as step:
        pledge = step.get(Pledge, pledge_id)
        ours = pledge.giver_organisation_id in step.who.speaks_for
        if pledge.state != PledgeState.proposed and not ours:
            raise Refused(mark("The giver confirmed it: only its own people can withdraw it."))
        said, given = words(reason, "reason", 300), deliveries.before(step, pledge)
        pledge.withdraw(said, moment.today(), given, deliveries.latest_day(step, pledge))
        return pledge


def now(pledge: Pledge) -> tuple:
    """For `came_back`: what it was before an undo touched it."""
    return (*_worth(pledge), pledge.value_cents), taking.taken(pledge)


def came_back(step: Step, pledge: Pledge, was: tuple, before: dict) -> None:
    """Inside an undo of one line, which changed its fields from `before`: a value stays only if
    all it hangs on came back together with it; of its offer it takes no more than is there."""
    (worth, took), back = was, {f for f, v in before.items() if plain(getattr(pledge, f)) == v}
    hangs = {"kind", "quantity_milli", "unit"} & before.keys()
    if hangs and now(pledge)[0] != worth and not hangs | {"value_cents"} <= back:
        pledge.forget_value()
    taking.more(step, pledge, took)


def possible(who: Standing, pledge) -> list[str]:
    """What this person may do with this pledge as it stands now, so that no button is shown that
    would be refused: confirm, decline, meet_condition, open_condition, deliver, take_back, edit,
    withdraw, refuse_hosting."""
    waits = bool(pledge.condition) and pledge.condition_met_by is None
    met = bool(pledge.condition) and not waits
    ours = pledge.giver_organisation_id in who.speaks_for
    acts = {
        PledgeState.proposed: ["confirm", "decline"]
        + ["meet_condition"] * waits
        + ["open_condition"] * met
        + ["edit", "withdraw"],
        PledgeState.confirmed: ["meet_condition" if waits else "deliver"]
        + ["open_condition"] * met
        + ["withdraw"] * ours,
        PledgeState.partly_delivered: ["deliver", "take_back"] + ["withdraw"] * ours,
        PledgeState.delivered: ["refuse_hosting" if _hosts(pledge) else "take_back"],
        PledgeState.expired: ["confirm", "edit"],
    }.get(state_today(pledge), [])
    return [act for act in acts if permits(who.cell(ACTIONS[act]), who, pledge)]


def who_may_commit(by: Person, organisation_id: UUID) -> list[str]:
    """Names of those who may say yes for an organisation today; none for who may read no names."""
    with look(by, "person.read_name", part=True) as session:
        if not session.info["who"].sees("person.read_name"):
            return []
        held = session.exec(
            select(Affiliation, Person.name)
            .join(Person, Person.id == Affiliation.person_id)
            .where(
                Affiliation.organisation_id == organisation_id,
                Affiliation.community_id == by.community_id,
                Affiliation.can_commit.is_(True),
                Affiliation.archived_at.is_(None),
            )
            .order_by(Person.name)
        ).all()
    return [name for affiliation, name in held if affiliation.holds_on(moment.today())]


def can_be_confirmed_for(by: Person) -> frozenset[UUID]:
    """The organisations for which somebody may say yes today."""
    with look(by, "pledge.read") as session:
        held = session.exec(
            select(Affiliation)
            .join(Organisation, Organisation.id == Affiliation.organisation_id)
            .where(
                Affiliation.community_id == by.community_id,
                Affiliation.can_commit.is_(True),
                Affiliation.archived_at.is_(None),
                Organisation.archived_at.is_(None),
            )
        ).all()
    return frozenset(a.organisation_id for a in held if a.holds_on(moment.today()))


def of_community(by: Person) -> list[Pledge]:
    """Not archived, by reference."""
    with look(by, "pledge.read") as session:
        return session.exec(
            select(Pledge)
            .where(Pledge.community_id == by.community_id, Pledge.archived_at.is_(None))
            .order_by(Pledge.number)
        ).all()


def _hosts(pledge) -> bool:
    at_a_meeting = pledge.beneficiary == Beneficiary.community_life and pledge.meeting_id
    return bool(at_a_meeting) and pledge.kind == Kind.space


def _put_down(
    by: Person,
    verb: str,
    giver_organisation_id: UUID,
    sure: bool = False,
    meeting_id: UUID | None = None,
    op: UUID | None = None,
    **said,
) -> Pledge:
    with change(by, verb, op, meeting_id) as step:
        pledge = spoken(step, giver_organisation_id, said)
        if sure:
            pledge.confirm(by.id, moment.now())
        return step.add(pledge)


def spoken(step: Step, giver_organisation_id: UUID, said: dict) -> Pledge:
    """What somebody said, as a pledge that is only proposed. It goes where its need goes; given to
    an activity, it answers the one need of it that is like it."""
    step.find(Organisation, giver_organisation_id)
    pledge = Pledge(
        giver_organisation_id=giver_organisation_id,
        giver_person_id=step.by.id if giver_organisation_id in step.who.speaks_for else None,
        meeting_id=step.meeting_id,
        **_tidy(said),
    )
    _check(pledge)
    if pledge.activity_id:
        step.find(Activity, pledge.activity_id)
    if pledge.need_id:
        need = step.find(Need, pledge.need_id)
        pledge.activity_id = pledge.activity_id or need.activity_id
    elif pledge.activity_id and pledge.beneficiary == Beneficiary.project:
        alike = open_needs_like(step, pledge)
        pledge.need_id = alike[0].id if len(alike) == 1 else None
    if pledge.offer_id:
        taking.out_of(step, pledge)
    return pledge


def _tidy(said: dict) -> dict:
    """Only the fields a pledge is told in, its words on one line each."""
    said = {field: said[field] for field in FIELDS if field in said}
    if "title" in said:
        said["title"] = words(said["title"], "title", 300)
    if said.get("condition"):
        said["condition"] = words(said["condition"], "condition", 300)
    return said


def _worth(pledge: Pledge) -> tuple:
    """What its value hangs on."""
    return pledge.kind, pledge.quantity_milli, pledge.unit


def _goes_to(pledge: Pledge) -> set[tuple[type, UUID]]:
    """What it answers, and what it is for: there when it is put there, whatever becomes of it."""
    ends = {(Need, pledge.need_id), (Activity, pledge.activity_id)}
    return {end for end in ends if end[1]}


def _check(pledge: Pledge) -> None:
    check_quantity(pledge.quantity_milli, pledge.unit)
    in_order(pledge.from_on, pledge.to_on, "to_on")
    if pledge.need_id and pledge.beneficiary == Beneficiary.community_life:
        raise Refused(
            mark("What serves the meetings does not also answer a need of the plan."),
            field="beneficiary",
        )

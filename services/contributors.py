"""Which organisations lead an activity and take part in it: each only by its own yes."""

from uuid import UUID

from sqlmodel import select

from models import Activity, ActivityContributor, ContributorRole, Organisation, Person
from models.refusals import NotAllowed, NotFound, Refused
from services.activities import accepts
from services.change import Step, change
from translations import mark


def join(
    by: Person,
    activity_id: UUID,
    organisation_id: UUID,
    role: ContributorRole = ContributorRole.supports,
    op: UUID | None = None,
) -> ActivityContributor:
    """We take part: an organisation, by its own people."""
    with change(by, "activity.joined", op) as step:
        return _join(step, activity_id, organisation_id, role)


def name(
    by: Person,
    activity_id: UUID,
    organisation_id: UUID,
    role: ContributorRole = ContributorRole.supports,
    op: UUID | None = None,
) -> ActivityContributor:
    """Another organisation could take part; it does so only once it says yes."""
    with change(by, "activity.named", op) as step:
        return _join(step, activity_id, organisation_id, role)


def lead(by: Person, activity_id: UUID, organisation_id: UUID, op: UUID | None = None) -> Activity:
    """We take it: an organisation, by its own people, leads where nobody does yet."""
    with change(by, "activity.joined", op) as step:
        activity = step.find(Activity, activity_id)
        if organisation_id not in step.who.speaks_for:
            raise NotAllowed
        if activity.lead_organisation_id not in (None, organisation_id):
            raise Refused(mark("Another organisation is already down to lead this activity."))
        activity.lead_organisation_id, activity.lead_accepted = organisation_id, True
        if row := _contributor(step, activity_id, organisation_id):
            step.session.delete(row)  # leading says it all
        return activity


def say_yes(by: Person, activity_id: UUID, organisation_id: UUID, op: UUID | None = None) -> None:
    """Its own people accept what others put down: to lead, or to take part."""
    with change(by, "activity.accepted", op) as step:
        activity = step.find(Activity, activity_id)
        step.what = activity.title
        if organisation_id not in step.who.speaks_for:
            raise NotAllowed
        if activity.lead_organisation_id == organisation_id:
            activity.lead_accepted = True
        if row := _contributor(step, activity_id, organisation_id):
            row.accepted = True


def leave(by: Person, activity_id: UUID, organisation_id: UUID, op: UUID | None = None) -> None:
    """No longer, or no thanks: it neither leads nor takes part any more."""
    with change(by, "activity.left", op) as step:
        activity = step.find(Activity, activity_id)
        step.what = activity.title
        row = _contributor(step, activity_id, organisation_id)
        if activity.lead_organisation_id == organisation_id:
            step.get(Activity, activity_id)  # within their right
            activity.lead_organisation_id, activity.lead_accepted = None, True
        elif row is None:
            raise NotFound
        if row:
            step.remove(row)


def _join(step: Step, activity_id, organisation_id, role) -> ActivityContributor:
    activity = step.find(Activity, activity_id)
    step.find(Organisation, organisation_id)
    step.what = activity.title
    if activity.lead_organisation_id == organisation_id:
        raise Refused(mark("This organisation is already down to lead this activity."))
    row = _contributor(step, activity_id, organisation_id) or ActivityContributor(
        activity_id=activity_id, organisation_id=organisation_id, accepted=False
    )
    row.role, row.accepted = role, row.accepted or accepts(step, organisation_id)
    return step.add(row)


def _contributor(step: Step, activity_id, organisation_id) -> ActivityContributor | None:
    return step.exec(
        select(ActivityContributor).where(
            ActivityContributor.activity_id == activity_id,
            ActivityContributor.organisation_id == organisation_id,
        )
    ).first()

"""What an import brings into the plan: objectives, activities, needs, offers and money."""

from uuid import UUID

from models import (
    Activity,
    ActivityContributor,
    ActivityObjective,
    ActivityState,
    ContributorRole,
    FundingSource,
    Known,
    Need,
    Objective,
    Offer,
    Pledge,
    Terms,
)
from services.imports.comparing import answer_for, given
from services.imports.register import same
from services.imports.run import Run


def objectives(run: Run) -> None:
    for said in run.draft.objectives:
        row = run.register.take("objective", same(said.title))
        if row is None:
            row = run.step.add(
                Objective(
                    plan_id=run.plan_id,
                    title=said.title[:300],
                    statement=said.statement,
                    due_on=said.ends_on,
                    steward_person_id=run.person_ids.get(said.steward),
                    steward_organisation_id=run.org(said.steward),
                )
            )
        run.objective_ids[said.key] = row.id
        run.keep(said, row.id)


def activities(run: Run) -> None:
    for said in run.draft.activities:
        objective_id = run.objective_ids.get(said.objective)
        key = (same(said.title), objective_id)
        row = run.register.take("activity", key)
        if row is None:
            row = _new_activity(run, said, objective_id)
            run.new_activities.add(said.key)
        run.activity_rows[said.key] = row
        run.keep(said, row.id)


def _new_activity(run: Run, said, objective_id: UUID | None) -> Activity:
    orgs = [run.org(owner) for owner in said.owners]
    orgs = [org for org in orgs if org]
    people = [run.person(owner) for owner in said.owners]
    people = [person for person in people if person]
    row = run.step.add(
        Activity(
            plan_id=run.plan_id,
            title=said.title[:300],
            description=_described(said),
            state=ActivityState(said.state),
            progress_pct=100 if said.state == "done" else 0,
            planned_end=said.due_on,
            date_note=said.due_text[:120] if said.due_on is None else "",
            lead_organisation_id=orgs[0] if orgs else None,
            lead_accepted=not orgs or orgs[0] in run.step.who.speaks_for,
            owner_person_id=people[0] if people else None,
            help_wanted=said.wanted,
        )
    )
    if objective_id:
        run.step.add(ActivityObjective(activity_id=row.id, objective_id=objective_id))
    for org in dict.fromkeys([*orgs[1:], *_with(run, said.contributors)]):
        if org != row.lead_organisation_id:
            yes = org in run.step.who.speaks_for
            run.step.add(ActivityContributor(activity_id=row.id, organisation_id=org, accepted=yes))
    if not run.draft.owner_lines:
        for person in dict.fromkeys(people[1:]):
            run.step.add(ActivityContributor(activity_id=row.id, person_id=person))
    return row


def _with(run: Run, contributors: str) -> list[UUID]:
    """Organisations named in the text of who helps; other words stay words."""
    known = {same(o.name): id for id, o in run.register.organisations.items()}
    org = run.org(contributors) or known.get(same(contributors))
    return [org] if org else []


def owners(run: Run) -> None:
    """Each line of a list of owners: the first leads, every other takes part."""
    met: set[tuple] = set()
    for line in run.draft.owner_lines:
        row, person = run.activity_rows.get(line.activity), run.person(line.person)
        run.keep_of(line.place, line.kept | {"role": line.said}, None)
        if row is None or person is None or line.activity not in run.new_activities:
            continue
        if (row.id, person) in met or person == row.owner_person_id:
            continue
        met.add((row.id, person))
        role = (
            ContributorRole.responsible if line.role == "responsible" else ContributorRole.supports
        )
        run.step.add(ActivityContributor(activity_id=row.id, person_id=person, role=role))


def needs(run: Run) -> None:
    for said in run.draft.needs:
        objective_id = run.objective_ids.get(said.objective)
        activity = run.activity_rows.get(said.activity)
        key = (same(said.title), objective_id, activity.id if activity else None)
        row = run.register.take("need", key)
        if row is None:
            row = run.step.add(
                Need(
                    kind=said.kind or answer_for(run.answers, said),
                    title=said.title[:300],
                    objective_id=objective_id,
                    activity_id=activity.id if activity else None,
                    **_amount(said),
                )
            )
        run.keep(said, row.id)


def offers(run: Run) -> None:
    for said in run.draft.resources:
        giver = run.org(said.organisation)
        if giver is None:
            run.keep_of(said.place, {"offer": said.title} | said.kept, None)
            continue
        row = given(run.register, said, giver)
        row = row or run.step.add((_offer if said.standing else _pledge)(run, said, giver))
        run.keep(said, row.id)


def _pledge(run: Run, said, giver: UUID) -> Pledge:
    return Pledge(
        giver_organisation_id=giver,
        giver_person_id=run.person_ids.get(said.person),
        kind=said.kind or answer_for(run.answers, said),
        title=said.title[:300],
        approximate=said.approximate,
        **_amount(said, said.when_text),
    )


def _offer(run: Run, said, giver: UUID) -> Offer:
    """Words too long for their field, and about how much there is, stay in the note."""
    more, amount = said.standing, _amount(said)
    long = more.when_note if len(more.when_note) > 120 else ""
    about = said.quantity_text if said.approximate else ""
    notes = filter(None, (amount.pop("note"), about, more.note, long))
    return Offer(
        organisation_id=giver,
        person_id=run.person_ids.get(said.person),
        kind=said.kind or answer_for(run.answers, said),
        title=said.title[:300],
        note=" · ".join(dict.fromkeys(notes)),
        when_note="" if long else more.when_note,
        seats=more.seats,
        people=more.people,
        step_free=Known(more.step_free),
        terms=Terms(more.terms),
        **amount,
    )


def funding(run: Run) -> None:
    for said in run.draft.funding:
        objective_id = run.objective_ids.get(said.objective)
        if run.register.take("funding", (same(said.purpose), objective_id)) is None:
            run.step.add(
                FundingSource(
                    objective_id=objective_id,
                    title=said.purpose[:300],
                    amount_cents=said.amount_cents,
                    currency=said.currency or "EUR",
                    amount_text=said.amount_text[:300],
                    funded_text=said.funded[:120],
                    funders=said.sponsors[:300],
                )
            )


def _amount(said, when: str = "") -> dict:
    """A number without its unit is not counted: it stays as the words it was."""
    sure = said.quantity_milli is not None and said.quantity_milli > 0 and said.unit is not None
    words = [said.note, when, "" if sure else said.quantity_text]
    return {
        "quantity_milli": said.quantity_milli if sure else None,
        "unit": said.unit if sure else None,
        "note": " · ".join(filter(None, words)),
    }


def _described(said) -> str:
    """Words of the file that no field takes: who helps, what it needs, its notes."""
    return "\n".join(filter(None, (said.note, said.contributors, said.needs_text)))

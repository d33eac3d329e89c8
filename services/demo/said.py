"""What was said at the meetings: drafts, what was adopted, the plan, needs, pledges, actions."""

from models import Beneficiary
from services import (
    actions,
    activities,
    contributors,
    indicators,
    needs,
    objectives,
    offers,
    pledges,
)
from services.demo import files
from services.demo.world import World


def draft(world: World, key: str) -> None:
    writer = world.people["p12"]
    for row in (r for r in files.rows("objectives") if r["proposed_in"] == key):
        world.objectives[row["objective_id"]] = objectives.draft(
            writer,
            row["title"],
            row["description"],
            files.HORIZONS[row["horizon"]],
            world.meetings[key].id,
        )


def adopt(world: World) -> None:
    rows = files.rows("objectives")
    for row in rows:
        points = int(row["priority_points"])
        objectives.give_points(world.coordinator, world.objectives[row["objective_id"]].id, points)
    shared = [world.objectives[r["objective_id"]].id for r in rows if r["status"] == "condiviso"]
    objectives.adopt(world.coordinator, shared, world.meetings["m3"].id)


def how_we_will_know(world: World) -> None:
    for row in files.rows("indicators"):
        world.indicators[row["indicator_id"]] = indicators.add(
            world.coordinator,
            world.objectives[row["objective_id"]].id,
            row["name"],
            files.milli(row["target"]),
            unit=row["unit"],
            baseline_milli=files.milli(row["baseline"]),
            common_code=row["eu_code"],
            means_of_verification=row["how"],
        )


def plan(world: World, key: str) -> None:
    """What starts before the third meeting was planned at the second."""
    for row in files.rows("activities"):
        early = row["start"] < "2023-07-01"
        if early == (key == "m2"):
            _activity(world, row)


def _activity(world: World, row: dict[str, str]) -> None:
    lead, *others = row["owner_org_ids"].split(";")
    by = world.voice(lead) if lead else world.coordinator
    activity = activities.add(
        by,
        row["title"],
        [world.objectives[row["objective_id"]].id],
        lead_organisation_id=world.orgs[lead].id if lead else None,
        owner_person_id=by.id if lead else None,
        planned_start=world.calendar.day(row["start"]),
        planned_end=world.calendar.day(row["end"]),
    )
    world.activities[row["activity_id"]] = activity
    for other in others:
        contributors.join(world.voice(other), activity.id, world.orgs[other].id)
    if row["progress"] != "0":
        state = files.STATES[row["status"]]
        activities.progress(by, activity.id, int(row["progress"]), state)


def ask(world: World) -> None:
    for row in files.rows("needs"):
        world.needs[row["need_id"]] = needs.add(
            world.people["p12"],
            files.KINDS[row["kind"]],
            row["title"],
            files.milli(row["quantity"]),
            files.UNITS[row["unit"]],
            world.meetings["m3"].id,
            objective_id=world.objectives[row["objective_id"]].id,
            activity_id=world.activities[row["activity_id"]].id,
            from_on=world.activities[row["activity_id"]].planned_start,
            priority=files.PRIORITIES[row["priority"]],
        )


def offer(world: World) -> None:
    for row in files.rows("pledges"):
        by, hosting = world.voice(row["org_id"]), row["unit"] == "luogo"
        pledge = pledges.offer(
            by,
            world.orgs[row["org_id"]].id,
            files.KINDS[row["kind"]],
            row["title"],
            files.milli(row["quantity"]),
            files.UNITS[row["unit"]],
            meeting_id=world.meetings["m3"].id,
            need_id=world.needs[row["need_id"]].id if row["need_id"] else None,
            activity_id=world.activities[row["activity_id"]].id if row["activity_id"] else None,
            from_on=world.calendar.day(row["available_from"]),
            to_on=world.calendar.day(row["available_to"]),
            beneficiary=Beneficiary.community_life if hosting else Beneficiary.project,
        )
        if row["status"] in ("confermata", "usata"):
            pledge = pledges.confirm(by, pledge.id)
        if row["status"] == "usata":
            pledge = pledges.deliver(by, pledge.id)
        world.pledges[row["pledge_id"]] = pledge


def put_into_the_map(world: World) -> None:
    """What organisations can give, before anybody asks."""
    for row in files.rows("offers"):
        world.offers[row["offer_id"]] = offers.add(
            world.voice(row["org_id"]),
            world.orgs[row["org_id"]].id,
            files.KINDS[row["kind"]],
            row["title"],
            files.milli(row["quantity"]),
            files.UNITS[row["unit"]],
            from_on=world.calendar.day(row["available_from"]),
            to_on=world.calendar.day(row["available_to"]),
            when_note=row["when"],
            place=row["where"],
            seats=int(row["seats"]) if row["seats"] else None,
            step_free=files.STEPS[row["step_free"]],
            people=int(row["people"]) if row["people"] else None,
            terms=files.TERMS[row["terms"]],
            wish=row["wish"],
            wish_kind=files.KINDS[row["wish_kind"]] if row["wish_kind"] else "",
        )


def promise(world: World) -> None:
    for row in files.rows("actions"):
        owner = world.people[row["person_id"]].id if row["person_id"] else None
        due = world.calendar.day(row["due"])
        actions.add(world.coordinator, row["text"], world.meetings["m3"].id, owner, due_on=due)

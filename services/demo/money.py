"""What the example says things are worth, cost, and who may pay: all of it invented."""

from models import ApprovedKind, BudgetCategory, FundingState, InKindRule, LineState, RateBasis
from services import budget, calls, funding, rates
from services.demo import files
from services.demo.world import World


def tell(world: World) -> None:
    _rates(world)
    for row in files.rows("calls"):
        world.calls[row["call_id"]] = calls.add(world.coordinator, **_call(world, row))
    for row in files.rows("funding"):
        world.sources[row["source_id"]] = funding.add(world.coordinator, **_source(world, row))
    for row in files.rows("budget"):
        world.lines[row["line_id"]] = budget.add(world.coordinator, **_line(world, row))
    for row in files.rows("approved"):
        _approve(world, row)


def _rates(world: World) -> None:
    for row in files.rows("rates"):
        world.rates[row["rate_id"]] = rates.add(
            world.coordinator,
            files.KINDS[row["kind"]],
            row["title"],
            files.UNITS[row["unit"]],
            _cents(row["euros"]),
            RateBasis(row["basis"]),
            row["source"],
            world.calendar.day(row["from"]),
            organisation_id=world.orgs[row["org_id"]].id if row["org_id"] else None,
        )
    for row in files.rows("valued"):
        pledge, rate = world.pledges[row["pledge_id"]], world.rates[row["rate_id"]]
        world.pledges[row["pledge_id"]] = rates.value(world.coordinator, pledge.id, rate.id)


def _call(world: World, row: dict[str, str]) -> dict:
    return {
        "title": row["title"],
        "funder": row["funder"],
        "opens_on": world.calendar.day(row["opens"]),
        "closes_on": world.calendar.day(row["closes"]),
        "max_grant_cents": _cents(row["max_grant"]),
        "max_share_milli": files.milli(row["max_share"]),
        "partners_min": int(row["partners_min"]),
        "partners_max": int(row["partners_max"]),
        "in_kind": InKindRule(row["in_kind"]),
        "checked_on": world.calendar.day(row["checked"]),
    }


def _source(world: World, row: dict[str, str]) -> dict:
    return {
        "title": row["title"],
        "funders": row["funders"],
        "amount_cents": _cents(row["euros"]),
        "state": FundingState(row["state"]),
        "call_id": world.calls[row["call_id"]].id if row["call_id"] else None,
        "reference": row["reference"],
        "approved_on": world.calendar.day(row["approved_on"]),
    }


def _line(world: World, row: dict[str, str]) -> dict:
    spent = {"state": LineState.spent, "spent_cents": _cents(row["spent"])} if row["spent"] else {}
    return spent | {
        "title": row["title"],
        "category": BudgetCategory(row["category"]),
        "amount_cents": _cents(row["euros"]),
        "eligible": row["eligible"] == "si",
        "activity_id": _id(world.activities, row["activity_id"]),
        "source_id": _id(world.sources, row["source_id"]),
    }


def _approve(world: World, row: dict[str, str]) -> None:
    made = funding.approve(
        world.coordinator,
        world.sources[row["source_id"]].id,
        ApprovedKind(row["what"]),
        row["title"],
        activity_id=_id(world.activities, row["activity_id"]),
        indicator_id=_id(world.indicators, row["indicator_id"]),
        category=BudgetCategory(row["category"]) if row["category"] else None,
        quantity_milli=files.milli(row["quantity"]),
        amount_cents=_cents(row["euros"]),
        due_on=world.calendar.day(row["due"]),
    )
    if row["reason"]:
        funding.explain(world.coordinator, made.id, row["reason"], int(row["difference"]))
    world.approved[row["approved_id"]] = made


def _id(made: dict, key: str):
    return made[key].id if key else None


def _cents(euros: str) -> int | None:
    return round(float(euros) * 100) if euros else None

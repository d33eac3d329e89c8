"""Three meetings, told act by act by the people who did them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, select

from models import (
    Account,
    Activity,
    AgendaKind,
    Beneficiary,
    Community,
    Meeting,
    Need,
    Objective,
    Organisation,
    Person,
    Pledge,
    Role,
    Venue,
    moment,
)
from models.database import engine
from services import (
    actions,
    activities,
    agenda,
    attendance,
    communities,
    meetings,
    needs,
    objectives,
    organisations,
    people,
    pledges,
    venues,
)
from services.demo import files
from translations import _

TITLE = "Economia circolare, comunità di pratica"


@dataclass
class World:
    """Everything the demo made, under the names of its files (p02, qubi, m3, o1, a07, r05)."""

    today: date
    calendar: files.Calendar
    coordinator: Person
    orgs: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    pledges: dict[str, Pledge] = field(default_factory=dict)

    def voice(self, org: str) -> Person:
        """Who speaks for an organisation, and may commit it."""
        return next(self.people[p["person_id"]] for p in _people_rows() if p["org_id"] == org)


def open_for(account: Account) -> Person:
    """The example of this account, as its coordinator; built when they ask the first time."""
    with Session(engine()) as session:
        mine = session.exec(
            select(Person)
            .join(Community, Community.id == Person.community_id)
            .where(
                Person.account_id == account.id,
                Community.example.is_(True),
                Community.archived_at.is_(None),
            )
        ).first()
    return mine or build(moment.today(), account).coordinator


def build(
    today: date,
    account: Account | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> World:
    """The whole story, as of `today`. `progress` hears a share from 0 to 1."""
    calendar = files.Calendar(today)
    chapters = [_register, _first_meeting, _second_meeting, _third_meeting, _fourth_meeting]
    with moment.at(calendar.moment("2023-04-20", "10:00")):
        founder = communities.start(account, TITLE, _("Coordination (example)"), example=True)
        world = World(today, calendar, founder)
        _describe(world)
    for done, chapter in enumerate(chapters, 1):
        chapter(world)
        progress(done / len(chapters))
    return world


def _people_rows() -> list[dict[str, str]]:
    return files.rows("people")


def _describe(world: World) -> None:
    communities.change_settings(
        world.coordinator,
        {},
        {
            "theme": "Economia circolare",
            "purpose": "Obiettivi comuni, un piano di attività e risorse messe in comune, "
            "dagli spazi dove incontrarsi alle competenze da condividere.",
            "programme": "PN Metro Plus 21-27, Città di Torino (economia circolare)",
            "funders": "Fondazione Compagnia di San Paolo, Camera di commercio di Torino",
            "next_report_on": world.calendar.day("2023-09-29"),
        },
    )


def _register(world: World) -> None:
    by, first_day = world.coordinator, world.calendar.day("2023-05-04")
    with moment.at(world.calendar.moment("2023-04-20", "11:00")):
        for row in files.rows("organizations"):
            world.orgs[row["org_id"]] = organisations.add(
                by,
                row["name"],
                files.SEATS[row["role"]],
                first_day,
                kind=files.FORMS.get(row["legal_form"], "other"),
                sector=row["sector"],
            )
        spoken_for: set[str] = set()
        for row in _people_rows():
            _enter(world, row, first=row["org_id"] not in spoken_for)
            spoken_for.add(row["org_id"])
        _venues(world)


def _enter(world: World, row: dict[str, str], first: bool) -> None:
    org = row["org_id"]
    world.people[row["person_id"]] = people.add(
        world.coordinator,
        row["display_name"],
        world.orgs[org].id,
        role=Role.observer if org in ("tsi", "citta") else Role.member,
        can_commit=first and org not in ("tsi", "citta"),
        from_on=moment.today(),
    )


def _venues(world: World) -> None:
    by = world.coordinator
    world.venues["incet"] = venues.add(by, "Open Incet", locality="Torino")
    world.venues["garden"] = venues.add(
        by,
        "Qubì Garden",
        place_note="Lungo Dora, di fronte a via Parma 75",
        locality="Torino",
        owner_organisation_id=world.orgs["qubi"].id,
    )


def _first_meeting(world: World) -> None:
    _hold(world, "m1", "incet", None)


def _second_meeting(world: World) -> None:
    def during() -> None:
        _draft(world, "m2")
        _plan(world, "m2")

    _hold(world, "m2", "incet", None, during)


def _third_meeting(world: World) -> None:
    def during() -> None:
        _draft(world, "m3")
        _adopt(world)
        _plan(world, "m3")
        _needs(world)
        _pledges(world)
        _actions(world)

    _hold(world, "m3", "garden", "qubi", during)


def _fourth_meeting(world: World) -> None:
    day, third = world.calendar.fourth(), world.meetings["m3"]
    with moment.at(third.ends_at + timedelta(hours=18)):
        world.meetings["m4"] = meetings.prepare_next(
            world.coordinator,
            third.id,
            datetime.combine(day, time(15), files.ROME),
            datetime.combine(day, time(18), files.ROME),
            "Quarto incontro: chi fa che cosa, da settembre",
        )


def _hold(world: World, key: str, venue: str, host: str | None, during=lambda: None) -> None:
    row = next(r for r in files.rows("meetings") if r["meeting_id"] == key)
    starts = world.calendar.moment(row["date"], row["starts"])
    by = world.coordinator
    with moment.at(starts - timedelta(days=10)):
        meeting = meetings.call(
            by,
            row["title"],
            starts,
            world.calendar.moment(row["date"], row["ends"]),
            venue_id=world.venues[venue].id,
            host_organisation_id=world.orgs[host].id if host else None,
        )
        world.meetings[key] = meeting
        for item in (i for i in files.rows("agenda") if i["meeting_id"] == key):
            kind, minutes = AgendaKind(item["kind"]), int(item["planned_min"])
            agenda.add(by, meeting.id, item["title"], kind, minutes)
    with moment.at(starts + timedelta(minutes=5)):
        meetings.open(by, meeting.id)
        _arrivals(world, key)
    with moment.at(starts + timedelta(minutes=60)):
        during()
    with moment.at(meeting.ends_at):
        _state(world, row)
        world.meetings[key] = meetings.close(by, meeting.id)


def _arrivals(world: World, key: str) -> None:
    host = world.meetings[key].host_organisation_id
    for row in (r for r in files.rows("attendance") if r["meeting_id"] == key):
        org, capacity = world.orgs[row["org_id"]], files.CAPACITIES[row["role"]]
        if org.id == host:
            capacity = "host"
        person = world.people[row["person_id"]]
        attendance.record(world.coordinator, world.meetings[key].id, person.id, org.id, capacity)


def _state(world: World, row: dict[str, str]) -> None:
    """What the public text says, beside the register."""
    counts = [int(row[k]) if row[k] else None for k in ("organizations_stated", "people_stated")]
    source = "torinosocialimpact.it"
    meetings.state_counts(world.coordinator, world.meetings[row["meeting_id"]].id, *counts, source)


def _draft(world: World, key: str) -> None:
    writer = world.people["p12"]
    for row in (r for r in files.rows("objectives") if r["proposed_in"] == key):
        world.objectives[row["objective_id"]] = objectives.draft(
            writer,
            row["title"],
            row["description"],
            files.HORIZONS[row["horizon"]],
            world.meetings[key].id,
        )


def _adopt(world: World) -> None:
    rows = files.rows("objectives")
    for row in rows:
        points = int(row["priority_points"])
        objectives.give_points(world.coordinator, world.objectives[row["objective_id"]].id, points)
    shared = [world.objectives[r["objective_id"]].id for r in rows if r["status"] == "condiviso"]
    objectives.adopt(world.coordinator, shared, world.meetings["m3"].id)


def _plan(world: World, key: str) -> None:
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
        activities.join(world.voice(other), activity.id, world.orgs[other].id)
    if row["progress"] != "0":
        state = files.STATES[row["status"]]
        activities.progress(by, activity.id, int(row["progress"]), state)


def _needs(world: World) -> None:
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


def _pledges(world: World) -> None:
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


def _actions(world: World) -> None:
    for row in files.rows("actions"):
        owner = world.people[row["person_id"]].id if row["person_id"] else None
        due = world.calendar.day(row["due"])
        actions.add(world.coordinator, row["text"], world.meetings["m3"].id, owner, due_on=due)

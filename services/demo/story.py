"""Three meetings, told act by act by the people who did them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from sqlmodel import Session, select

from models import Account, AgendaKind, Community, Person, moment
from models.database import engine
from services import agenda, attendance, communities, meetings
from services.demo import files, money, register, said
from services.demo.world import World
from translations import _

TITLE = "Economia circolare, comunità di pratica"


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
    chapters = [
        register.everybody,
        _first_meeting,
        _second_meeting,
        _third_meeting,
        _fourth_meeting,
    ]
    with moment.at(calendar.moment("2023-04-20", "10:00")):
        founder = communities.start(account, TITLE, _("Coordination (example)"), example=True)
        world = World(today, calendar, founder)
        register.describe(world)
    for done, chapter in enumerate(chapters, 1):
        chapter(world)
        progress(done / len(chapters))
    return world


def _first_meeting(world: World) -> None:
    _hold(world, "m1", "incet", None)


def _second_meeting(world: World) -> None:
    def during() -> None:
        said.draft(world, "m2")
        said.plan(world, "m2")

    _hold(world, "m2", "incet", None, during)


def _third_meeting(world: World) -> None:
    def during() -> None:
        said.draft(world, "m3")
        said.adopt(world)
        said.how_we_will_know(world)
        said.plan(world, "m3")
        said.ask(world)
        said.put_into_the_map(world)
        said.offer(world)
        said.promise(world)
        money.tell(world)

    _hold(world, "m3", "garden", "qubi", during)


def _fourth_meeting(world: World) -> None:
    day, third = world.calendar.fourth(), world.meetings["m3"]
    with moment.at(third.ends_at + timedelta(hours=18)):
        world.meetings["m4"] = meetings.prepare_next(
            world.coordinator,
            third.id,
            datetime.combine(day, time(15), files.ROME),
            datetime.combine(day, time(18), files.ROME),
            "Quarto incontro: chi fa che cosa, e quando",
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

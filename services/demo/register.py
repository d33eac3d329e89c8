"""Who is at the table before the first meeting: the community, its organisations and people."""

from models import Role, moment
from services import communities, organisations, people, venues
from services.demo import files
from services.demo.world import World


def describe(world: World) -> None:
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


def everybody(world: World) -> None:
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
        for row in files.rows("people"):
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

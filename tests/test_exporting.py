"""What a coordinator takes away: all of it, and nothing that opens a door or is not to be seen."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlmodel import SQLModel

from documents.package import package
from models import Stage, Voice, moment
from models.refusals import NotAllowed
from services import exporting, indicators, measurements, objectives, rounds
from tests.seats import seated
from tests.test_indicators import JUNE


def taken(by) -> dict[str, list[dict]]:
    return {t.name: [dict(zip(t.fields, r, strict=True)) for r in t.rows] for t in tables(by)}


def tables(by):
    return exporting.tables(by)


def test_every_table_of_the_community_and_of_no_other(world):
    found = taken(world.coordinator)

    assert len(found["pledge"]) == len(world.pledges)
    assert [row["id"] for row in found["community"]] == [world.coordinator.community_id]
    others = {
        t for t in SQLModel.metadata.tables if "community_id" in SQLModel.metadata.tables[t].c
    }
    assert others - set(found) == exporting.STAY & others
    for rows in found.values():
        assert {r["community_id"] for r in rows if "community_id" in r} <= {
            world.coordinator.community_id
        }


def test_only_who_coordinates_takes_it(world):
    for other in (world.voice("qubi"), world.people["p17"]):
        with pytest.raises(NotAllowed):
            tables(other)


def test_nothing_that_opens_a_door_goes_out(story):
    columns = {column for table in tables(story.coordinator) for column in table.fields}
    secret = {"token", "password", "secret", "join_code", "join_key", "account_id"}
    assert not [c for c in columns if any(word in c for word in secret)]


def test_anothers_draft_stays(story):
    author = story.voice("qubi")
    made = indicators.add(author, story.objectives["o5"].id, "Misura", 1000)
    draft = measurements.add(author, made.id, JUNE, 500, evidence="Registro")

    ids = {row["id"] for row in taken(story.coordinator)["measurement"]}
    assert draft.id not in ids
    measurements.submit(author, draft.id)
    assert draft.id in {row["id"] for row in taken(story.coordinator)["measurement"]}


def test_answers_stay_until_they_are_shown(story):
    by, meeting = story.coordinator, seated(story)
    mine = objectives.draft(by, "Un forno di tutti")
    asked = rounds.open(by, meeting.id, mine.id)
    rounds.go_to(by, asked.id, Stage.consent)
    rounds.answer(story.voice("qubi"), asked.id, Voice.consent)
    assert taken(by)["answer"] == []

    rounds.reveal(by, asked.id)
    assert len(taken(by)["answer"]) == 1


def test_it_is_a_data_package_and_no_cell_runs(story):
    by = story.coordinator
    objectives.draft(by, "=1+1")
    file = package("torino", "Torino", moment.now(), tables(by))

    with ZipFile(BytesIO(file)) as folder:
        told = json.loads(folder.read("datapackage.json"))
        assert {r["path"] for r in told["resources"]} == set(folder.namelist()) - {
            "datapackage.json"
        }
        sheet = folder.read("objective.csv").decode()
    assert "'=1+1" in sheet and ",=1+1" not in sheet
    (objective,) = (r for r in told["resources"] if r["name"] == "objective")
    kinds = {field["name"]: field["type"] for field in objective["schema"]["fields"]}
    assert (kinds["due_on"], kinds["weight_milli"], kinds["title"]) == ("date", "integer", "string")
    assert list(kinds) == sheet.splitlines()[0].split(",")


def test_the_settings_offer_it_to_who_coordinates(story, visit):
    for who, there in ((story.coordinator, True), (story.voice("qubi"), False)):
        page = visit("settings", who)
        assert not page.exception
        assert (
            any("Scarica tutte le tabelle" in str(b.proto) for b in page.get("download_button"))
            is there
        )

"""A table to write in: what it may change, and what happens to a row somebody else changed."""

from datetime import date
from uuid import uuid4

import pytest

from components import several as sheets
from models import ActivityState
from models.refusals import Changed, NotAllowed, NotFound, Refused
from services import activities, history, several
from services.several import Row
from tests.test_plan_page import shown


def of(world, name: str):
    wanted = world.activities[name].id
    return next(a for a in activities.of_community(world.coordinator) if a.id == wanted)


def row(world, name: str, **wanted) -> Row:
    now = of(world, name)
    return Row(now.id, {field: getattr(now, field, None) for field in wanted}, wanted)


def test_several_are_one_act_to_take_back(world):
    by, qubi = world.voice("qubi"), world.orgs["qubi"].id
    rows = [
        row(world, "a12", lead_organisation_id=qubi, planned_end=date(2023, 12, 1)),
        row(world, "a05", progress_pct=100),
        row(world, "a11", state=ActivityState.done),
        row(world, "a14", lead_organisation_id=world.orgs["crostanuova"].id),
    ]
    assert several.edit(by, rows) == []
    assert (of(world, "a12").lead_organisation_id, of(world, "a12").lead_accepted) == (qubi, True)
    assert not of(world, "a14").lead_accepted  # named by others: it waits for a yes
    assert (of(world, "a05").state, of(world, "a11").progress_pct) == ("done", 100)

    line = history.of_community(by, 1)[0]
    assert (line.verb, line.what) == ("activity.edited_together", "AT-5, AT-11, AT-12, AT-14")
    history.undo(by, line.id)
    assert of(world, "a12").wanted and of(world, "a05").progress_pct == 0


def test_only_these_fields_and_what_they_can_hold(world):
    by = world.coordinator
    good = row(world, "a12", title="Bozza")
    for wrong in (
        {"community_id": uuid4()},
        {"effort_weight_milli": 9},
        {"archived_at": None},
        {"lead_accepted": True},
        {"planned_end": "domani"},
        {"state": "finita"},
        {"progress_pct": True},
        {"progress_pct": 12.5},
    ):
        with pytest.raises(Refused):
            several.edit(by, [good, row(world, "a05", **wrong)])
    with pytest.raises(Refused, match="non dice"):  # without what it showed nobody can compare
        several.edit(by, [Row(good.id, {}, good.wanted)])
    assert of(world, "a12").title == "Bozza di partenariato e di budget"
    with pytest.raises(NotAllowed):
        several.edit(world.people["p17"], [good])


def test_a_row_somebody_changed_stays_whole_and_the_others_are_saved(world):
    by = world.coordinator
    mine = row(world, "a12", title="Mia", planned_end=date(2023, 12, 1))
    rows = [mine, row(world, "a14", title="Pesare"), Row(uuid4(), {"title": ""}, {"title": "…"})]
    activities.edit(world.voice("qubi"), mine.id, {}, {"planned_end": date(2023, 11, 1)})

    left = several.edit(by, rows)
    assert [(no.id, type(no.no)) for no in left] == [(mine.id, Changed), (rows[2].id, NotFound)]
    assert (left[0].no.theirs, left[0].no.mine) == (date(2023, 11, 1), date(2023, 12, 1))
    assert of(world, "a12").title == "Bozza di partenariato e di budget"
    assert of(world, "a14").title == "Pesare"

    assert several.edit(by, [row(world, "a12", **mine.wanted)]) == []  # seen: a choice
    assert of(world, "a12").title == "Mia"


@pytest.mark.parametrize(
    "wanted, field",
    [
        ({"title": " "}, "title"),
        ({"planned_end": date(2023, 1, 1)}, "planned_end"),
        ({"progress_pct": 101}, "progress_pct"),
        ({"owner_person_id": uuid4()}, None),
    ],
)
def test_a_row_that_a_rule_refuses_stays_as_it_was(story, wanted, field):
    by = story.coordinator
    was = of(story, "a12")
    rows = [row(story, "a12", **{"title": "Prima"} | wanted), row(story, "a14", title="Pesare")]
    (left,) = several.edit(by, rows)
    assert left.id == was.id and left.no.field == field
    assert of(story, "a12").model_dump() == was.model_dump()
    assert of(story, "a14").title == "Pesare"


def opened(story, visit, who):
    page = visit("plan", who, view="table")
    page.button(key="several_begin").click().run()
    assert not page.exception
    return page


def test_what_cells_say_becomes_rows_and_only_what_changed(story, visit):
    page = opened(story, visit, story.coordinator)
    sheet = page.session_state["several"]
    n = next(n for n, r in enumerate(sheet.seen) if r["id"] == story.activities["a12"].id)
    qubi = story.orgs["qubi"].id
    edits = {
        n: {
            "title": sheet.seen[n]["title"],  # written, and the same as before
            "planned_end": "2023-12-01T00:00:00.000",
            "lead_organisation_id": str(qubi),
            "state": "blocked",
            "progress_pct": 10,
        },
        n + 1: {"planned_start": None},
    }
    first, second = sheets.wanted(sheet, edits)
    assert first.wanted == {
        "planned_end": date(2023, 12, 1),
        "lead_organisation_id": qubi,
        "state": ActivityState.blocked,
        "progress_pct": 10,
    }
    assert first.seen["planned_end"] == date(2023, 12, 15)
    assert second.wanted == {"planned_start": None}
    assert several.edit(story.coordinator, [first, second]) == []

    forged = sheets.wanted(sheet, {n: {"ref": "AT-99", "planned_end": "domani"}})
    with pytest.raises(Refused):
        several.edit(story.coordinator, forged)


def test_what_was_typed_is_there_again_after_another_view(story, visit):
    page = opened(story, visit, story.coordinator)
    page.session_state["several_written"] = {0: {"title": "Parole nuove"}}  # as the editor says it
    page.segmented_control(key="view").set_value("tree").run()
    page.segmented_control(key="view").set_value("table").run()
    (row,) = sheets.wanted(page.session_state["several"], {})
    assert row.wanted == {"title": "Parole nuove"}


def test_what_no_column_can_hold_names_its_place_and_keeps_the_table_open(story, visit):
    page = opened(story, visit, story.coordinator)
    sheet = page.session_state["several"]
    rows = sheets.wanted(sheet, {0: {"planned_end": "12202-02-08"}})
    ((ref, no),) = sheets._odd(sheet, rows)
    assert ref == sheet.refs[rows[0].id] and no.startswith("Al: «12202-02-08»")
    page.session_state["several"] = sheet._replace(left=((ref, no),))
    page.run()
    assert no in shown(page) and "correggilo" in shown(page)


def test_the_table_opens_for_who_may_write_and_is_left(story, visit):
    page = opened(story, visit, story.voice("qubi"))
    assert len(page.session_state["several"].seen) == 14
    page.button(key="several_save").click().run()  # nothing was written
    assert "several" not in page.session_state and "AT-14" in shown(page)
    assert "Non hai cambiato niente" in page.toast[0].value

    page = visit("plan", story.people["p17"], view="table")
    assert "several_begin" not in {button.key for button in page.button}

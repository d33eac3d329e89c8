"""How we will know: written down in a line, measured by one, approved by another."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from models import Indicator, Measure, Measurement, MeasurementState, Person, Role, moment
from models.database import engine
from models.refusals import Changed, NotAllowed, NotFound, Refused
from services import codes, communities, history, indicators, measurements, people
from services.change import Repeated

JUNE = date(2023, 6, 30)


def waste(world, by=None, **more) -> Indicator:
    objective, title = world.objectives["o2"].id, "  Scarti   riusati "
    return indicators.add(by or world.voice("qubi"), objective, title, **more)


def of(world, id) -> Measurement:
    with Session(engine()) as session:
        return session.get(Measurement, id)


def handed_in(world, by=None, **more) -> Measurement:
    by = by or world.voice("qubi")
    made = waste(world, target_milli=2_000_000)
    return measurements.add(
        by, made.id, JUNE, 500_000, hand_in=True, evidence="Registro pesature", **more
    )


def second(world) -> Person:
    return people.add(world.coordinator, "Anche coordina", role=Role.coordinator)


def test_one_line_and_one_measure_are_enough(world):
    made = waste(world, target_milli=2_000_000, unit="kg")
    assert (made.title, made.weight_milli) == ("Scarti riusati", 1000)
    assert made.baseline_milli is None  # not known yet: not zero
    with pytest.raises(Refused) as no:
        indicators.add(world.voice("qubi"), world.objectives["o2"].id, " ")
    assert no.value.field == "title"


@pytest.mark.parametrize("who", ["p17"])
def test_who_may_write_it_down_and_measure(world, who):
    observer, made = world.people[who], waste(world)
    for act in (
        lambda: waste(world, observer),
        lambda: indicators.edit(observer, made.id, {}, {"title": "Altro"}),
        lambda: indicators.set_target(observer, made.id, 1000),
        lambda: indicators.archive(observer, made.id),
        lambda: measurements.add(observer, made.id, JUNE, 1000),
        lambda: indicators.archive(world.voice("cerchioaperto"), made.id),  # another's
    ):
        with pytest.raises(NotAllowed):
            act()
    assert made.id in {i.id for i in indicators.of_community(observer)}  # anybody reads it


def test_nothing_of_elsewhere_is_measured_here(world):
    stranger = communities.start(None, "Altrove", "Ada")
    made = waste(world)
    for act in (
        lambda: indicators.add(stranger, world.objectives["o2"].id, "Loro"),
        lambda: indicators.edit(stranger, made.id, {}, {"title": "Loro"}),
        lambda: measurements.add(stranger, made.id, JUNE, 1000),
    ):
        with pytest.raises(NotFound):
            act()
    assert indicators.of_community(stranger) == []


@pytest.mark.parametrize(
    "field, value",
    [
        ("weight_milli", 0),
        ("common_code", "RCO999"),
        ("baseline_na", True),
        ("title", ""),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(world, field, value):
    made = waste(world, baseline_milli=0)
    with pytest.raises(Refused) as no:
        indicators.edit(world.coordinator, made.id, {}, {field: value})
    assert no.value.field == field


def test_a_target_lies_where_the_number_should_go(world):
    by = world.coordinator
    made = waste(world, baseline_milli=40_000, direction="decrease", target_milli=30_000)
    with pytest.raises(Refused) as no:
        indicators.set_target(by, made.id, 50_000)
    assert no.value.field == "target"
    with pytest.raises(Refused):
        indicators.edit(by, made.id, {}, {"baseline_milli": 20_000})
    with pytest.raises(Refused):
        waste(world, baseline_milli=40_000, target_milli=30_000)


def test_there_is_one_target_for_each_day_and_it_can_be_dropped(world):
    by, made = world.coordinator, waste(world)
    june = indicators.set_target(by, made.id, 1000, JUNE)
    again = indicators.set_target(by, made.id, 2000, JUNE, seen={"value_milli": 1000})
    assert again.id == june.id
    with pytest.raises(Changed):
        indicators.set_target(by, made.id, 3000, JUNE, seen={"value_milli": 1000})
    with pytest.raises(Refused) as no:
        indicators.set_target(by, made.id, 1000, JUNE, from_on=date(2023, 7, 1))
    assert no.value.field == "to_on"
    with pytest.raises(Refused):
        indicators.set_target(by, made.id, 1000, tolerance_milli=-1)
    indicators.drop_target(by, june.id)
    history.undo(by, history.of_community(by, 1)[0].id)
    assert indicators.set_target(by, made.id, 5000, JUNE).id == june.id


def test_two_people_who_change_the_same_field_see_both_values(world):
    made, seen = waste(world), {"unit": ""}
    indicators.edit(world.voice("qubi"), made.id, seen, {"unit": "kg"})
    with pytest.raises(Changed) as no:
        indicators.edit(world.coordinator, made.id, seen, {"unit": "t"})
    assert (no.value.theirs, no.value.mine) == ("kg", "t")


def test_what_one_measured_another_approves(world):
    made = handed_in(world)
    assert made.state == MeasurementState.submitted
    with pytest.raises(NotAllowed):
        measurements.approve(world.voice("qubi"), made.id)
    measurements.approve(world.coordinator, made.id)
    now = of(world, made.id)
    assert (now.state, now.approved_by) == (MeasurementState.approved, world.coordinator.id)
    assert now.approved_at == moment.now()


def test_a_coordinator_does_not_approve_their_own(world):
    by = world.coordinator
    made = handed_in(world, by)
    with pytest.raises(Refused, match="non approva"):
        measurements.approve(by, made.id)
    measurements.approve(second(world), made.id)
    assert of(world, made.id).state == MeasurementState.approved


def test_the_database_too_knows_who_may_not_approve(world):
    made = handed_in(world)
    with Session(engine()) as session, pytest.raises(IntegrityError):
        row = session.get(Measurement, made.id)
        row.state, row.approved_by, row.approved_at = "approved", row.created_by, moment.now()
        session.commit()


def test_sent_back_with_a_reason_it_is_corrected_and_handed_in_again(world):
    author, by, made = world.voice("qubi"), world.coordinator, handed_in(world)
    with pytest.raises(Refused) as no:
        measurements.edit(author, made.id, {}, {"value_milli": 1})  # handed in already
    with pytest.raises(Refused) as no:
        measurements.send_back(by, made.id, "  ")
    assert no.value.field == "reason"
    with pytest.raises(NotAllowed):
        measurements.send_back(author, made.id, "Mi sono sbagliata")

    measurements.send_back(by, made.id, "Manca giugno")
    with pytest.raises(NotAllowed):
        measurements.edit(by, made.id, {}, {"value_milli": 1})  # its author corrects it
    measurements.edit(author, made.id, {"value_milli": 500_000}, {"value_milli": 600_000})
    measurements.submit(author, made.id)
    measurements.approve(by, made.id)
    now = of(world, made.id)
    assert (now.value_milli, now.reason) == (600_000, "")

    measurements.send_back(by, made.id, "Pesata due volte")  # found wrong later
    assert of(world, made.id).approved_by is None


def test_nothing_is_handed_in_without_what_shows_it(world):
    author, made = world.voice("qubi"), waste(world)
    draft = measurements.add(author, made.id, JUNE, 1000)
    assert draft.state == MeasurementState.draft
    with pytest.raises(Refused) as no:
        measurements.submit(author, draft.id)
    assert no.value.field == "evidence"
    with pytest.raises(Refused) as no:
        measurements.edit(author, draft.id, {}, {"evidence_link": "javascript:alert(1)"})
    assert no.value.field == "evidence_link"
    with pytest.raises(NotAllowed):
        measurements.submit(world.coordinator, draft.id)
    measurements.edit(author, draft.id, {}, {"evidence_link": "https://example.org/pesature"})
    measurements.submit(author, draft.id)
    with pytest.raises(Refused, match="cambiata"):
        measurements.submit(author, draft.id)


def test_a_day_is_measured_once_and_never_before_it_comes(world):
    author, made = world.voice("qubi"), waste(world)
    measurements.add(author, made.id, JUNE, 1000)
    for day in (JUNE, date(2023, 7, 13)):
        with pytest.raises(Refused) as no:
            measurements.add(author, made.id, day, 1000)
        assert no.value.field == "as_of"
    for nothing in ({}, {"narrative": "Tanto"}):
        with pytest.raises(Refused) as no:
            measurements.add(author, made.id, date(2023, 7, 1), **nothing)
        assert no.value.field == "value"


def test_a_percentage_is_so_many_out_of_so_many(world):
    author, made = world.voice("qubi"), waste(world, measure=Measure.percentage)
    found = measurements.add(author, made.id, JUNE, numerator_milli=3000, denominator_milli=8000)
    assert found.value_milli == 37_500
    for part, whole in ((3000, None), (3000, 0), (None, 8000)):
        with pytest.raises(Refused) as no:
            measurements.edit(
                author, found.id, {}, {"numerator_milli": part, "denominator_milli": whole}
            )
        assert no.value.field == "numerator"
    with pytest.raises(Refused):
        measurements.add(author, waste(world).id, JUNE, numerator_milli=1, denominator_milli=2)


def test_words_are_measured_in_words_and_stay_words(world):
    author, made = world.voice("qubi"), waste(world, measure=Measure.qualitative)
    with pytest.raises(Refused) as no:
        measurements.add(author, made.id, JUNE)
    assert no.value.field == "narrative"
    measurements.add(author, made.id, JUNE, narrative="Ci si saluta per nome")
    with pytest.raises(Refused) as no:
        indicators.edit(author, made.id, {}, {"measure": Measure.unit})
    assert no.value.field == "measure"


def test_nobody_measures_what_the_register_counts(world):
    made = waste(world, common_code="RCO112")
    with pytest.raises(Refused, match="registro"):
        measurements.add(world.voice("qubi"), made.id, JUNE, 1000)
    with pytest.raises(Refused):
        indicators.edit(world.coordinator, made.id, {}, {"measure": Measure.qualitative})


def test_an_archived_measure_comes_back(world):
    member, made = world.voice("qubi"), waste(world)
    indicators.archive(member, made.id)
    assert made.id not in {i.id for i in indicators.of_community(member)}
    history.undo(member, history.of_community(member, 1)[0].id)
    assert made.id in {i.id for i in indicators.of_community(member)}


def test_what_was_measured_is_taken_away_by_its_author_or_who_approves(world):
    author, by, made = world.voice("qubi"), world.coordinator, handed_in(world)
    with pytest.raises(NotAllowed):
        measurements.archive(author, made.id)
    measurements.archive(by, made.id)
    assert of(world, made.id).archived_at
    history.undo(by, history.of_community(by, 1)[0].id)
    measurements.send_back(by, made.id, "No")
    measurements.archive(author, made.id)
    assert measurements.add(author, made.indicator_id, JUNE, 1000).id  # the day is free again


def test_an_undo_changes_no_number_that_was_handed_in_since(world):
    author, by, made = world.voice("qubi"), world.coordinator, waste(world)
    draft = measurements.add(author, made.id, JUNE, 1000, evidence="Registro")
    measurements.edit(author, draft.id, {}, {"value_milli": 2000})
    line = history.of_community(author, 1)[0]
    measurements.submit(author, draft.id)
    measurements.approve(by, draft.id)
    assert len(history.undo(author, line.id)) == 1
    assert of(world, draft.id).value_milli == 2000


def test_a_double_click_measures_once(world):
    author, made, op = world.voice("qubi"), waste(world), uuid4()
    measurements.add(author, made.id, JUNE, 1000, op=op)
    with pytest.raises(Repeated):
        measurements.add(author, made.id, date(2023, 7, 1), 1000, op=op)


def test_the_lists_of_others():
    known = codes.common_indicators()
    assert list(known)[0] == "RCO112" and known["RCR104"].level == "result"
    assert known["RCO119"].name == "Rifiuti preparati per il riutilizzo"
    assert len(codes.sustainable_goals()) == 17
    assert codes.sustainable_goals()["12"].name == "Consumo e produzione responsabili"
